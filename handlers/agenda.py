"""Agenda: what a mentee wants to bring next time. Theirs until they share it; the mentor reads what was shared."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choices,
    context,
    day,
    field_of,
    mention,
    message,
    moment,
    notice,
    number,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.letters import WAITING
from bot.mentoring.pairs import Pair
from bot.mentoring.prompts import AGENDA_HEADINGS
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Agenda
from bot.reorganized import must_wait_with_notes
from bot.slack import Refresh, Replace, Visit
from bot.store import inbox, letters, pairs, sessions
from bot.store.database import Database
from bot.windows import Takes
from handlers import prep
from handlers.pairs.window import Window

HELP = "`/mentor agenda` — what you want to bring to your next session, yours until you share it"
FIELDS = ("since_last", "question", "decision")
BOX_MAX = 1500
SHARED, KIND = "share", "agenda_shared"
ONLY_YOU = "Saved. Only you can read it; tick the box when you want to share it."


class NothingWritten(Refusal):
    """There is nothing to save yet. One line in any of the three boxes is enough."""


class OnlyTheMenteeWrites(Refusal):
    """The agenda is the mentee's to write. You read it here once they share it."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("agenda")(WINDOW.by_command)
    desk.action("open_agenda")(WINDOW.by_button)
    desk.action("no_agenda")(skip)
    desk.view("agenda")(save)


def skip(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take a no for an answer."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
        is_ahead = sessions.has_next(db, pair, now)
    partner = mention(pair.partner_of(actor).slack_id)
    fine = f"Fine, no agenda for your next session with {partner}."
    over = f"No date with {partner} is ahead, so there is nothing to prepare."
    replace(message(f"{fine if is_ahead else over} Should something come up: `/mentor agenda`."))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the agenda; the mentor hears of it only when it is shared, and no more once it is private again in time."""
    given = Answers(view)
    boxes = [given.text(name) for name in FIELDS]
    if not any(boxes):
        raise NothingWritten
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(view["private_metadata"]) or 0, actor, hold=True)
        if pair.mentee.slack_id != actor:
            raise OnlyTheMenteeWrites
        shares = SHARED in given.choices("share")
        if not inbox.is_new(db, f"view:{view['id']}", now):
            words = saved(db, pair, now)
        elif shares:
            share(db, pair, write(db, pair, boxes, now), view["id"], now)
            words = saved(db, pair, now)
        else:
            words = kept_back(db, pair, boxes, now)
    ack(response_action="update", view=notice("Agenda", *words.blocks).payload)
    refresh()


def window(db: orm.Session, pair: Pair, actor: str) -> Modal:
    """Make the mentee's form, or show the mentor what was shared."""
    if pair.mentor.slack_id == actor:
        return notice("Agenda", *reading(pair, told(db, pair)).blocks)
    return form(current(db, pair), prep.recalled(db, pair, actor))


def told(db: orm.Session, pair: Pair) -> Agenda | None:
    """Return the newest agenda that the mentor was told of: as long as they weren't, it can be made private again."""
    return sessions.shared_agenda(db, pair, but_the_newest=waits(db, pair))


def waits(db: orm.Session, pair: Pair) -> bool:
    """Tell whether the mentor wasn't told yet of what was shared last."""
    newest = letters.newest_about(db, pair.id, KIND)
    return newest is not None and newest.state in WAITING


def current(db: orm.Session, pair: Pair) -> Agenda | None:
    """Return the agenda for the session to come, if one was begun since they last met."""
    agenda = sessions.agenda(db, pair, pair.mentee)
    return agenda if agenda and agenda.written_at > pair.quiet_since else None


def write(db: orm.Session, pair: Pair, boxes: Sequence[str], now: datetime) -> Agenda:
    """Keep the words. What the mentor was told of stays as it was: newer words are another agenda."""
    must_wait_with_notes(pair)
    agenda, booked = current(db, pair), sessions.booked(db, pair)
    since_last, question, decision = boxes
    says_else = agenda is not None and agenda.shared_at is not None and boxes != words_of(agenda)
    if agenda is None or (says_else and not take_back(db, pair, agenda)):
        agenda = Agenda(
            workspace=pair.workspace,
            pair=pair,
            author=pair.mentee,
            since_last=since_last,
            question=question,
            decision=decision,
            written_at=now,
        )
        db.add(agenda)
    agenda.since_last, agenda.question, agenda.decision, agenda.written_at = since_last, question, decision, now
    agenda.session_id = booked.id if booked else None
    db.flush()
    return agenda


def share(db: orm.Session, pair: Pair, agenda: Agenda, view: str, now: datetime) -> None:
    """Send it to the mentor, unless it was sent in these very words."""
    if agenda.shared_at:
        return
    pair.must_pass_on()
    agenda.shared_at = now
    words, about = shown(pair, agenda), About(pair=pair.id)
    letterbox.drop(db, pair.mentor.slack_id, KIND, f"view{view}", words, now, about=about)


def take_back(db: orm.Session, pair: Pair, agenda: Agenda) -> bool:
    """Make private what was shared last, unless the mentor was told of it; tell whether that was in time."""
    newest = letters.newest_about(db, pair.id, KIND)
    if newest is None or not letters.recall(db, newest.key):
        return False
    agenda.shared_at = None
    return True


def saved(db: orm.Session, pair: Pair, now: datetime) -> Message:
    """Confirm, and say who sees it: whether the mentor has heard of what is shared, or when they will."""
    agenda = current(db, pair)
    if agenda is None or agenda.shared_at is None:
        return message(ONLY_YOU)
    if waits(db, pair):
        return message(f"Saved and shared. {will_hear(db, KIND, pair.mentor, now, pair=pair)}")
    return message(f"Saved. {mention(pair.mentor.slack_id)} already has these very words.")


def kept_back(db: orm.Session, pair: Pair, boxes: Sequence[str], now: datetime) -> Message:
    """Keep it from the mentor as far as they haven't heard of it; what they have stays theirs, and that is said."""
    before = current(db, pair)
    since = before.shared_at if before else None
    if before is None or since is None:
        write(db, pair, boxes, now)
        return message(ONLY_YOU)
    mentor = mention(pair.mentor.slack_id)
    if take_back(db, pair, before):
        write(db, pair, boxes, now)
        earlier = " What you shared before that they have." if told(db, pair) else ""
        return message(f"Saved. Only you can read it: {mentor} wasn't told yet, so it is taken back.{earlier}")
    theirs = f"{mentor} has your words of {day(pair.mentee.hours.local(since).date())}"
    if boxes == words_of(before):
        return message(f"{theirs}, so they can't be taken back, and nothing was changed.")
    write(db, pair, boxes, now)
    return message(f"Saved. Only you can read what it says now. {theirs}, and these stay theirs.")


def words_of(agenda: Agenda) -> list[str]:
    """Return the three boxes."""
    return [agenda.since_last, agenda.question, agenda.decision]


def form(agenda: Agenda | None, recall: prep.Recall) -> Modal:
    """Ask for three things, all of them optional, with what is still open filled in."""
    pair, mentor = recall.pair, recall.pair.mentor.name
    still_open = "\n".join(f"• {action.text}: " for action in recall.mine)
    starts = words_of(agenda) if agenda else [still_open, "", ""]
    since = pair.mentee.hours.local(agenda.shared_at).date() if agenda and agenda.shared_at else None
    seen = f"Shared on {day(since)}" if since else "Without this, only you can read it"
    share = option(f"Share it with {mentor}", SHARED, seen)
    boxes = [
        field_of(name, heading, text_input(initial=start, lines=True, most=BOX_MAX), optional=True)
        for name, heading, start in zip(FIELDS, AGENDA_HEADINGS, starts, strict=True)
    ]
    blocks: list[Block] = [
        *prep.blocks_of(recall),
        *boxes,
        field_of("share", "Sharing", choices("checkboxes", [share], [SHARED] if since else []), optional=True),
    ]
    return Modal("agenda", "Agenda", blocks, submit="Save", close="Cancel", about=str(pair.id))


def shown(pair: Pair, agenda: Agenda) -> Message:
    """Show the mentor what the mentee shares."""
    return message(f"{mention(pair.mentee.slack_id)} shares what they would like to bring next time:", *parts(agenda))


def parts(agenda: Agenda) -> list[Block]:
    """Lay out the boxes that say something."""
    boxes = zip(AGENDA_HEADINGS, words_of(agenda), strict=True)
    return [section(f"*{heading}*\n{quote(text)}") for heading, text in boxes if text]


def reading(pair: Pair, agenda: Agenda | None) -> Message:
    """Show the mentor the newest agenda that was shared, or say that there is none."""
    mentee = mention(pair.mentee.slack_id)
    if agenda is None or agenda.shared_at is None:
        return message(
            f"{mentee} hasn't shared an agenda. You get a message when they do.",
            actions(button("Set the next date", "book_session", pair.id)),
        )
    return message(f"{mentee} shared this:", *parts(agenda), context(f"Shared {moment(agenda.shared_at)}."))


WINDOW = Window(
    question="Which agenda?",
    opened_by="open_agenda",
    make=lambda db, pair, actor, _: window(db, pair, actor),
    takes=Takes(words="question"),
)
