"""The composer: a request written with help. It counts along, keeps the draft, and sends."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import arrival, open_for
from bot.blocks import (
    Answers,
    Block,
    Modal,
    actions,
    button,
    choice,
    context,
    escape,
    field_of,
    listed,
    mention,
    message,
    notice,
    option,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.asks import REQUEST, Ask, AskedOneself, AskState
from bot.mentoring.notes import MOST_WORDS, SPECIFIC_WORDS, Mode, Preset, count, is_copy, specific, verdict
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, SlackIsBusy, SlackIsSilent, SlackSaidNo, Visit
from bot.store import asks, brakes, chats, inbox, letters, people, searches
from bot.store.database import Database
from bot.visits import NobodyByThatName
from handlers import answer, join

log = logging.getLogger(__name__)

NOTES_REMEMBERED = timedelta(days=30)
MOST = {"why": 800, "want": 800, "thanks": 400, "times": 200}
"""More letters than the words that may be sent need, and few enough to be shown whole."""
COPIED = "This reads like your last one. What is specific here? If it says what you mean, send it again as it is."
JOINS = (
    "*Sending joins you to mentoring.* Then I write to you about what you do here, with at most one nudge in seven "
    "days, in your working hours. `/mentor quiet` or `/mentor leave` stops it. Leads see states, dates and counts, "
    "never notes."
)

E = TypeVar("E", bound=StrEnum)


def register(desk: Desk) -> None:
    """Listen for typing, and for everything that ends it."""
    desk.action("ask_words")(count_along)
    desk.action("save_ask")(save)
    desk.view("ask")(send)


def count_along(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Count the words and keep the draft, at every pause in typing."""
    ack()
    with database.begin(workspace) as db:
        draft = keep(db, view, actor, now)
        shown = form(draft) if draft.state is AskState.DRAFT else sent(db, draft, now)
    try:
        update_modal(shown)
    except (SlackSaidNo, SlackIsBusy, SlackIsSilent) as trouble:
        # The count is a courtesy: more may have been typed meanwhile, or the window is closed. The draft is kept.
        log.info("a word count wasn't shown: %s", type(trouble).__name__)


def save(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    view: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the draft for later."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        draft = keep(db, view, actor, now)
        kept = f"Your note to {mention(draft.mentor.slack_id)} is kept as a draft. You find it on my Home tab."
        shown = notice("Draft kept", kept, final=True) if draft.state is AskState.DRAFT else sent(db, draft, now)
    open_modal(shown)
    refresh()


def send(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Send what was written, or say at the field what it still needs. The draft is kept either way."""
    with database.begin(workspace) as db:
        draft = keep(db, view, actor, now)
        errors = trouble(db, draft, view, now)
        shown = sent(db, draft, now)
    if errors:
        ack(response_action="errors", errors=errors)
    else:
        ack(response_action="update", view=shown.payload)
        refresh()


def keep(db: orm.Session, view: Mapping[str, Any], actor: str, now: datetime) -> Ask:
    """Keep what is in the form; a request that was sent from it already is returned as it is."""
    mentee, mentor = join.known(db, actor), people.known(db, str(view.get("private_metadata")))
    if mentor is None:
        raise NobodyByThatName
    if mentor is mentee:
        raise AskedOneself
    people.held(db, mentee.id)
    if waiting := asks.open_between(db, mentee, mentor):
        return waiting
    draft = asks.begin(db, mentee, mentor, now)
    answers = Answers(view)
    draft.why, draft.want, draft.thanks = answers.text("why"), answers.text("want"), answers.text("thanks")
    draft.times = answers.text("times")
    draft.preset = _one_of(Preset, answers.choice("preset"), Preset.CHAT)
    draft.mode = _one_of(Mode, answers.choice("mode"), Mode.EITHER)
    draft.write(now)
    db.flush()
    return draft


def trouble(db: orm.Session, draft: Ask, view: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """Send the draft, or say what keeps it from going, field by field.

    A note like an earlier one is questioned once; whoever sends the same form again means it.
    """
    if draft.state is not AskState.DRAFT:
        return {}
    if errors := lacking(draft):
        return errors
    if is_copied(db, draft, now) and inbox.is_new(db, f"copy:{view['id']}", now):
        return {"why": COPIED}
    try:
        dispatch(db, draft, now)
    except Refusal as refusal:
        return {"why": refusal.sentence}
    return {}


def lacking(draft: Ask) -> dict[str, str]:
    """Say what a note still needs before a mentor can do something with it."""
    written = {"why": draft.why, "want": draft.want, "thanks": draft.thanks, "times": draft.times}
    errors = {
        name: f"Please shorten this to {MOST[name]} characters; it has {len(text)}."
        for name, text in written.items()
        if len(text) > MOST[name]
    }
    if not specific(draft.why):
        errors["why"] = f"What of theirs did you see, read or use? Please say it in {SPECIFIC_WORDS} words or more."
    if not count(draft.want):
        errors["want"] = "Please say what you want to learn, in a sentence."
    if not errors and (words := count(draft.note)) > MOST_WORDS:
        errors[max(("why", "want", "thanks"), key=lambda name: count(written[name]))] = (
            f"Your note has {verdict(words)}"
        )
    return errors


def is_copied(db: orm.Session, draft: Ask, now: datetime) -> bool:
    """Tell whether the note reads like one this person sent lately."""
    return is_copy(draft.note, asks.earlier_notes(db, draft.mentee, now - NOTES_REMEMBERED))


def dispatch(db: orm.Session, draft: Ask, now: datetime) -> None:
    """Send a request: the mentee joins if need be, and the mentor gets a letter. Refusals come before any change."""
    asks.check_may_send(db, draft, now)
    if draft.preset == Preset.CHAT:
        chats.check_room(db, draft.mentor)
    if not draft.mentee.has_joined:
        join.welcome(db, draft.mentee, now)
    draft.send(now)
    searches.rest(db, draft.mentee)
    letterbox.take_back(db, "sent", ask=draft.id)
    letterbox.retire(db, message(f"You sent your note to {mention(draft.mentor.slack_id)}."), now, ask=draft.id)
    db.flush()
    about = letterbox.About(ask=draft.id)
    letterbox.drop(db, draft.mentor.slack_id, REQUEST, f"ask{draft.id}", answer.request(draft), now, about=about)


def form(draft: Ask) -> Modal:
    """Lay out the composer. The fields keep their names, so that Slack keeps what is typed when this is shown anew."""
    mentor, live = draft.mentor, "ask_words"
    offers = f"\nThey offer {escape(listed(mentor.topics))}." if mentor.topics else ""
    why = text_input(initial=draft.why, lines=True, most=MOST["why"], live=live)
    want = text_input(initial=draft.want, lines=True, most=MOST["want"], live=live)
    thanks = text_input(initial=draft.thanks, lines=True, most=MOST["thanks"], live=live)
    times = text_input(initial=draft.times, most=MOST["times"], placeholder="Tue 10–12, Thu after 15:00")
    presets = choice("radio_buttons", [option(each.label, each) for each in Preset], chosen=draft.preset)
    modes = choice("radio_buttons", [option(each.label, each) for each in Mode], chosen=draft.mode)
    blocks: list[Block] = [
        section(f"To *{mention(mentor.slack_id)}*{offers}"),
        *([] if draft.mentee.has_joined else [section(JOINS)]),
        field_of("why", "Why you ask them", why, hint="What of theirs did you see, read or use?", dispatch=True),
        field_of("want", "What I want to learn", want, hint="What would be different in three months?", dispatch=True),
        context(f"Your note has {verdict(count(draft.note))}", block_id="words"),
        field_of("preset", "What I ask for", presets, hint="The smaller the ask, the easier the yes."),
        field_of("times", "Two or three times", times, hint="Leave it empty to let them choose.", optional=True),
        field_of("mode", "How to meet", modes),
        field_of("thanks", "Thanks, in your own words", thanks, optional=True, dispatch=True),
        actions(button("Preview", "preview_ask"), button("Save draft", "save_ask")),
    ]
    return Modal("ask", "Ask for mentoring", blocks, submit="Send", close="Close", about=mentor.slack_id)


def sent(db: orm.Session, ask: Ask, now: datetime) -> Modal:
    """Confirm, and say what happens next: from a window that was left open it may be sent when it was sent long ago."""
    who, is_held = mention(ask.mentor.slack_id), bool(brakes.kept_back(db, [ask]))
    if not ask.is_open:
        over = (
            f"Your request to {who} was answered or closed meanwhile, so nothing was sent. `/mentor` shows what's next."
        )
        return notice("Your request", over, final=True)
    is_there = bool(letters.sent_about(db, ask_id=ask.id, kinds=("ask",)))
    gets = "has your note" if is_there else f"gets your note {arrival(ask.mentor, now, is_held=is_held)}"
    return notice(
        "Your request",
        f"{who} {gets}.",
        f"It stays open {open_for(ask, is_held=is_held)}. You'll hear either way, and a no is never about you.",
        context("You can withdraw it on my Home tab."),
        final=True,
    )


def _one_of(kind: type[E], chosen: str, usual: E) -> E:
    return next((each for each in kind if each == chosen), usual)
