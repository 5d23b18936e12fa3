"""What is kept with a session: takeaways, shared or not, and what is to be done by whom."""

from datetime import date, datetime

from sqlalchemy import orm

from bot import letterbox, parting
from bot.blocks import Answers, Message, actions, button, day, in_own_words, mention, message, quote
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Action, DateHasPassed, Note, Outcome, Session
from bot.parting import BEFORE_A_SESSION, OF_A_DATE, PRIMER
from bot.reorganized import must_wait_with_notes
from bot.store import letters, sessions
from handlers.log.form import SHARED


class IsReadAlready(Refusal):
    """They have read this takeaway, so it can't be taken back, and nothing was changed. New words can be private."""


SILENCE = (
    *("first_meeting", "first_meeting_choice", "proposal", "rest_notice"),
    *("slip_mentee", "slip_mentor", "stalled"),
)
"""What asks about a silence that a session ends."""


def end_silence(db: orm.Session, session: Session, now: datetime) -> None:
    """Take away what asked why the two don't meet, now that it is known that they met since, and brought them together.

    An introduction that wasn't said by then comes too late.
    """
    parting.forgo_introduction(db, session.pair)
    if session.pair.quiet_since == session.at:
        letterbox.take_back(db, "they met", pair=session.pair.id, kinds=SILENCE)
        for reader in session.pair.both:
            on, partner = day(session.day_of(reader)), mention(session.pair.partner_of(reader.slack_id).slack_id)
            told = f"You and {partner} met on {on}, so there is nothing to answer here."
            met = message(f"{told} `/mentor` has what's next.")
            letterbox.retire(db, met, now, pair=session.pair.id, to=reader.slack_id, kinds=SILENCE)
    end_preparing(db, session, now)


def end_preparing(db: orm.Session, session: Session, now: datetime) -> None:
    """Take away what was said before a session of which it is known what became of it; a later date keeps its own.

    The questions to begin with stay for two who are still to meet.
    """
    if sessions.booked(db, session.pair):
        return
    was_held = session.outcome is Outcome.HELD
    goes, stays = ((PRIMER,), ()) if was_held else ((), (PRIMER,))
    for reader in session.pair.both:
        to, on = reader.slack_id, day(session.day_of(reader))
        partner = mention(session.pair.partner_of(to).slack_id)
        met, missed = f"You and {partner} met on {on}", f"Your session with {partner} on {on} didn't take place"
        became = met if was_held else missed
        over = message(f"{became}, so there is nothing to answer here. `/mentor` has what's next.")
        letterbox.retire(db, over, now, pair=session.pair.id, to=to, kinds=(*BEFORE_A_SESSION, *goes))
        of_it, told = (*OF_A_DATE, *stays), message(f"{became}.")
        letterbox.retire(db, told, now, pair=session.pair.id, to=to, kinds=of_it, stays=in_own_words)


def answer_question(db: orm.Session, session: Session, actor: str, now: datetime) -> None:
    """Take away the question whether it took place, if whoever logs it in another way hasn't tapped an answer there."""
    on = day(session.day_of(session.pair.person(actor)))
    words = message(f"Answered: your session on {on} is noted.")
    for time in ("", "-again"):
        key = f"outcome:pair{session.pair.id}:{actor}:session{session.id}{time}"
        asked = letters.by_key(db, key)
        if asked and asked.acknowledged_at is None:
            letterbox.retire_key(db, key, words, now)


def note_down(db: orm.Session, session: Session, person: Person, given: Answers, now: datetime) -> None:
    """Keep what they took from it and what is to be done."""
    if given.text("action"):
        must_wait_with_notes(session.pair)
    if words := given.text("takeaway"):
        take(db, session, person, words, shared=SHARED in given.choices("share"), now=now)
    if to_do := given.text("action"):
        owner = session.pair.partner_of(person.slack_id) if given.choice("owner") == "partner" else person
        action = Action(
            workspace=session.workspace,
            pair=session.pair,
            owner=owner,
            text=to_do,
            written_at=now,
            by=person.slack_id,
            session_id=session.id,
            due_on=day_ahead(given, person, now),
        )
        db.add(action)
        db.flush()
        session.pair.look_at = now
        if action.was_given:
            give(db, action, now)


def day_ahead(given: Answers, person: Person, now: datetime) -> date | None:
    """Return by when something is to be done; a day that has passed is refused."""
    due_on = given.day("action_due")
    if due_on and given.text("action") and due_on < person.hours.local(now).date():
        raise DateHasPassed
    return due_on


def give(db: orm.Session, action: Action, now: datetime) -> None:
    """Tell somebody what the other one noted for them to do."""
    action.pair.must_pass_on()
    about = letterbox.About(pair=action.pair.id)
    letterbox.drop(db, action.owner.slack_id, "action_given", f"action{action.id}", given_to(action), now, about=about)


def given_to(action: Action) -> Message:
    """Say what was noted for them; whether they do it is theirs to say."""
    by = f", by {day(action.due_on)}" if action.due_on else ""
    who = mention(action.pair.partner_of(action.owner.slack_id).slack_id)
    return message(
        f"{who} noted something for you to do after your session{by}:",
        quote(action.text),
        actions(
            button("Done", "action_done", action.id, says="This is done"),
            button("Not for me", "drop_action", action.id, says="Take it off my list"),
        ),
    )


def take(db: orm.Session, session: Session, author: Person, words: str, *, shared: bool, now: datetime) -> None:
    """Keep a takeaway, and let the other one read it when it is shared.

    What was shared and not said yet is taken back as soon as it is private again, or says something else.
    """
    before = sessions.own_note(db, session, author)
    if before and (before.text, before.shared) == (words, shared):
        return
    if words:
        must_wait_with_notes(session.pair)
    if before and before.shared and is_read(db, session, before, author) and before.text == words:
        raise IsReadAlready
    if sessions.note(db, session, author, words, shared=shared, now=now):
        pass_on(db, session, author, now)


def is_read(db: orm.Session, session: Session, note: Note, author: Person) -> bool:
    """Tell whether a takeaway that was shared was read; where it waits to be, it is taken back."""
    return not letters.recall(db, key(note, session.pair.partner_of(author.slack_id).slack_id))


def pass_on(db: orm.Session, session: Session, author: Person, now: datetime) -> None:
    """Let the other one read what was shared with them; the same words reach them once."""
    note = sessions.own_note(db, session, author)
    if note is None:
        return
    session.pair.must_pass_on()
    reader, about = session.pair.partner_of(author.slack_id), letterbox.About(pair=session.pair.id)
    on = day(session.day_of(reader))
    told = f"{mention(author.slack_id)} shares what they take from your session on {on}:"
    letterbox.drop(db, reader.slack_id, "takeaway", occasion(note), message(told, quote(note.text)), now, about=about)


def key(note: Note, reader: str) -> str:
    """Return the key of the letter in which a shared takeaway goes to the other one."""
    return letterbox.key_of("takeaway", occasion(note), reader)


def occasion(note: Note) -> str:
    """Name the occasion on which a takeaway is handed on: each sharing is one."""
    return f"note{note.id}-{note.shares}"
