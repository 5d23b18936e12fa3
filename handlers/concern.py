"""Concern: a private way to somebody independent. The pair is silent at once, and the other learns nothing (E10)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import reorganized, safety, windows
from bot.arrivals import arrival
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    button,
    choice,
    field_of,
    mention,
    mentioned,
    message,
    notice,
    number,
    option,
    person_input,
    section,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.callings import told_apart
from bot.mentoring.concerns import Concern, NotTheirConcern, TooClose
from bot.mentoring.lifecycles import LIFTS_TO, Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import Open, Refresh, Replace, Reply, Visit
from bot.store import concerns, inbox, pairs, people
from bot.store.database import Database
from bot.windows import Takes
from handlers import join
from handlers.pairs import LEADING, labelled, partners_in, which

HELP = "`/mentor concern` — bring a concern to somebody independent, in private; the pair is paused at once"
ELSE = 0
TAKES = Takes(words="words", people=("about",))
WORDS_MAX = 2500
THEY_DECIDE = "Whoever hears of it lets the pair go on or ends it; you can end it any time. "
UNSAID = "In an emergency, call your local emergency number. I give no verdict, and I tell nobody else."


def register(desk: Desk) -> None:
    """Listen for the command, the buttons, the form, and what a contact decides."""
    desk.command("concern", "report")(concern)
    desk.action("raise_concern")(concern_by_button)
    desk.view("concern")(save)
    desk.action("lift_hold", "end_held")(decide)


def concern(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for the pair with the person they name; else ask what it is about, if they are in a pair."""
    ack()
    actor, text = visit(), rest(command)
    with database.look(workspace) as db:
        person = join.known(db, actor)
        live = pairs.live(db, person)
        about, left = meant(text, live, actor)
        modal = form_for(db, about, actor) if left != text or mentioned(text) or not live else None
    if modal:
        today = person.hours.local(now).date()
        open_modal(windows.filled(modal, left, TAKES, today) if TAKES.words in windows.fields(modal) else modal)
        return
    choices = [button(name, "raise_concern", pair.id) for pair, name in labelled(live, actor)]
    choices.append(button("Something else", "raise_concern", ELSE))
    reply(which("What is it about? Only you see this.", choices, *filter(None, [windows.in_vain(text, TAKES)])))


def meant(text: str, live: Sequence[Pair], actor: str) -> tuple[int, str]:
    """Return which pair a text is about, if it names one of their partners, and what else it says."""
    theirs = {pair.partner_of(actor).slack_id for pair in live}
    if not live or (mentioned(text) and not theirs.intersection(mentioned(text))):
        return ELSE, text
    several, left = partners_in(text, live, actor, LEADING)
    return (several[0].id, left) if left != text and len(several) == 1 else (ELSE, text)


def concern_by_button(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for one pair, or for something else."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        modal = form_for(db, number(action.get("value")) or ELSE, actor)
    open_modal(modal)


def save(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Stop the pair at once, and bring the words to whom they chose."""
    given = Answers(view)
    with database.begin(workspace) as db:
        about = number(view["private_metadata"]) or ELSE
        pair = pairs.theirs(db, about, actor, hold=True) if about else None
        hearer = chosen(db, actor, pair, given)
        if inbox.is_new(db, f"view:{view['id']}", now):
            bring(db, actor, pair, hearer, given, now)
        words = said(pair, actor, hearer, now)
    ack(response_action="update", view=notice("Noted", *words.blocks).payload)
    refresh()


def decide(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let the contact, and nobody else, let the pair go on or end it."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        raised = concerns.one(db, number(action.get("value")) or 0)
        if raised is None or raised.contact != actor or raised.pair_id is None:
            raise NotTheirConcern
        words = settle(db, raised, actor, action["action_id"], now)
    replace(words)


def settle(db: orm.Session, raised: Concern, actor: str, action: str, now: datetime) -> Message:
    """Do what was decided, and say what came of it, however often it is pressed."""
    pair = pairs.one(db, raised.pair_id or 0, hold=True)
    if pair is None:
        return NOTHING_CHANGED
    if raised.closed_at is not None and raised.closed_at == pair.ended_at:
        return DONE["end_held"]  # it ended with this
    again = raised.closed_at is not None and pair.lifecycle in LIFTS_TO
    act = safety.end if action == "end_held" else reorganized.lift
    changed = act(db, raised, pair, now)
    if pair.is_live and any(each.contact == actor for each in concerns.still_open(db, pair)):
        return ANOTHER
    return came_of(pair, raised, actor, action) if changed or again else NOTHING_CHANGED


def came_of(pair: Pair, raised: Concern, actor: str, action: str) -> Message:
    """Say how the pair stands now, to whoever decided."""
    if pair.line_since and pair.is_live:
        return IN_A_LINE
    if pair.lifecycle.shown is Lifecycle.PAUSED:
        return PAUSED
    return GOES_ON if raised.by == actor and action == "lift_hold" else DONE[action]


def chosen(db: orm.Session, actor: str, pair: Pair | None, given: Answers) -> Person | None:
    """Return whom they chose, if that person is independent of whom it is about."""
    named = given.person("about")
    about = pair.partner_of(actor) if pair else (people.known(db, named) if named else None)
    hearers = concerns.hearers(db, actor, about)
    hearer = next((each for each in hearers if each.slack_id == given.choice("contact")), None)
    if given.choice("contact") and hearer is None:
        raise TooClose
    return hearer


def bring(db: orm.Session, actor: str, pair: Pair | None, hearer: Person | None, given: Answers, now: datetime) -> None:
    """Put the pair on hold, and write to the contact; where there is none, whoever raised it decides alone."""
    contact = hearer.slack_id if hearer else actor if pair else None
    if pair:
        safety.bring_elsewhere(db, pair, actor, hearer, now)
    about, pair_id = given.person("about"), pair.id if pair else None
    raised = Concern(
        workspace=join.known(db, actor).workspace, by=actor, contact=contact, raised_at=now, pair_id=pair_id
    )
    db.add(raised)
    db.flush()
    if pair:
        safety.hold(db, pair, "hold", now, known_to=(actor,))
        with_whom = f" about their pair with {mention(pair.partner_of(actor).slack_id)}"
    else:
        with_whom = f" about {mention(about)}" if about else ""
    if hearer:
        safety.bring(db, raised, with_whom, given.text("words"), pair, now)
    elif pair:
        safety.leave_to_them(db, raised, pair, now)


def form_for(db: orm.Session, about: int, actor: str) -> Modal:
    """Make the form for one pair, or for something else."""
    pair = pairs.theirs(db, about, actor) if about else None
    return form(pair, concerns.hearers(db, actor, pair.partner_of(actor) if pair else None), actor)


def form(pair: Pair | None, hearers: Sequence[Person], actor: str) -> Modal:
    """Ask for words and for whom they are; nothing of it is required."""
    stops = (
        f"Your pair with {mention(pair.partner_of(actor).slack_id)} is paused at once. They get no message: "
        "if they look, they see a pause, and no reason. "
        if pair
        else ""
    )
    stops += THEY_DECIDE if pair and hearers else ""
    blocks: list[Block] = [section(f"{stops}{UNSAID}")]
    if hearers:
        called = told_apart(hearers[:10])
        options = [option(called[each.slack_id], each.slack_id) for each in hearers[:10]]
        whom = choice("radio_buttons", options, chosen=options[0]["value"])
        blocks += [field_of("contact", "Who should hear of it?", whom)]
        words = text_input(lines=True, most=WORDS_MAX)
        hint = "Only the person above reads this."
        blocks += [field_of("words", "What would you like to say?", words, hint=hint, optional=True)]
        blocks += [] if pair else [field_of("about", "Whom is it about?", person_input(), optional=True)]
    else:
        blocks += list(safety.unheard().blocks)
    about = str(pair.id) if pair else str(ELSE)
    return Modal("concern", "Raise a concern", blocks, submit="Go on", close="Cancel", about=about)


def said(pair: Pair | None, actor: str, hearer: Person | None, now: datetime) -> Message:
    """Confirm what happened, when it is read, and what else is possible."""
    paused = (
        f"Your pair with {mention(pair.partner_of(actor).slack_id)} is paused. They see a pause, and no reason. "
        "`/mentor end` ends it any time. "
        if pair
        else ""
    )
    if hearer is None:
        return message(f"{paused}I hear you.", *safety.unheard().blocks)
    when = arrival(hearer, now)
    return message(f"{paused}I bring your words to {mention(hearer.slack_id)} {when}, and to nobody else.")


DONE = {
    "lift_hold": message("The pair goes on. Whoever came to you hears that it does; the other one hears nothing."),
    "end_held": message("The pair has ended. Both are told so in neutral words, and neither is told why."),
}
GOES_ON = message("The pair goes on. The other one hears nothing of what you brought to anybody.")
IN_A_LINE = message(
    "This doesn't pause the pair any more. It is paused besides: the two were asked about a shared line."
)
PAUSED = message("This doesn't pause the pair any more. It is paused besides, as one of the two asked, until its day.")
ANOTHER = message(
    "Noted. Another concern about this pair was brought to you as well: the pair goes on once you let it go on there, "
    "too."
)
NOTHING_CHANGED = message("Noted, and nothing else changed: the pair has ended already, or something else pauses it.")
