"""Some days after a session the mentee may like to tell how it went with what they took on (practice C6)."""

from collections.abc import Iterator
from datetime import date

from bot.blocks import Block, Message, actions, button, day, mention, message, section
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.sessions import Action, Session
from scheduling.nudges import Nudge, in_brief, lasting

FROM_WORKING_DAYS = 5
TO_WORKING_DAYS = 10
WORDS_OF_AN_ACTION = 12


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask once after the last session, if something from it is still on the mentee's list and its day has come."""
    pair, held = facts.pair, facts.held
    if not facts.meets or not held:
        return
    hours, last = pair.mentee.hours, held[-1]
    at = hours.working_days_after(last.ends_at, FROM_WORKING_DAYS)
    if open_ones(facts, last, hours.local(at).date()):
        until = hours.working_days_after(last.ends_at, TO_WORKING_DAYS)
        yield from lasting(pair.mentee, at, until, f"session{last.id}")


def open_ones(facts: PairFacts, session: Session, by: date) -> list[Action]:
    """Find what the mentee took on in a session and still has to do; what is due later has a reminder of its own."""
    me = facts.pair.mentee.slack_id
    mine = [a for a in facts.actions if a.is_open and a.session_id == session.id and a.owner.slack_id == me]
    return [action for action in mine if action.due_on is None or action.due_on <= by]


def words(facts: PairFacts, due: Due) -> Message:
    """Quote what they wrote, and offer to tell how it went."""
    action = asked_about(facts, due)
    return message(
        wrote(facts, action),
        f">{in_brief(action.text, WORDS_OF_AN_ACTION)}",
        f"Want to tell {mention(facts.pair.mentor.slack_id)} how it went? They read it only if you share it.",
        actions(
            button("Write update", "write_update", action.id, style="primary", says="Write how it went"),
            button("Not yet", "not_yet", action.id, says="Not yet, it stays on my list"),
            button("Drop it", "drop_action", action.id, says="Take it off my list"),
        ),
    )


def rider(facts: PairFacts, due: Due) -> list[Block]:
    """Ask the same in a line."""
    action = asked_about(facts, due)
    return [
        section(f"How did it go? {wrote(facts, action)} {in_brief(action.text, WORDS_OF_AN_ACTION)}"),
        actions(
            button("Write update", "write_update", action.id, says="Write how it went"),
            button("Not yet", "not_yet", action.id, says="Not yet, it stays on my list"),
        ),
    ]


def wrote(facts: PairFacts, action: Action) -> str:
    """Say when it was noted, and by whom."""
    on = day(facts.pair.mentee.hours.local(action.written_at).date())
    who = f"{mention(facts.pair.mentor.slack_id)} noted for you" if action.was_given else "you wrote"
    return f"On {on} {who}:"


def asked_about(facts: PairFacts, due: Due) -> Action:
    """Find the action an occasion is about."""
    last = facts.held[-1]
    by = facts.pair.mentee.hours.local(due.at).date()
    return open_ones(facts, last, by)[0]


NUDGE = Nudge(
    kind="advice_followup",
    about=PairFacts,
    class_=Class.NUDGE,
    priority=105,
    why="You get this because you took something on after a session.",
    due=due,
    words=words,
    rider=rider,
    optional=True,
)
