"""Before a session the mentee is asked what to bring, with what is still open (practice C2)."""

from collections.abc import Iterator

from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.occasions import Class, Due
from bot.mentoring.sessions import Action, Session
from scheduling.nudges import Nudge, ahead_of, booked, in_brief, lasting

ACTIONS_SHOWN = 3
WORDS_OF_AN_ACTION = 8


def due(facts: PairFacts) -> Iterator[Due]:
    """Ask before each booked session but the first, and where a pair meets often before every other."""
    pair, held, customs = facts.pair, len(facts.held), facts.pair.customs
    if not held:
        return
    for number, session in enumerate(booked(facts), start=held + 1):
        if (pair.rhythm.days > customs.thin_up_to or number % 2 == 0) and not is_prepared(facts, session):
            at = ahead_of(session, pair.mentee, customs.agenda_before)
            yield from lasting(pair.mentee, at, session.at, f"session{session.id}")


def is_prepared(facts: PairFacts, session: Session) -> bool:
    """Tell whether the mentee wrote an agenda for it already, or one for whenever they meet next."""
    return any(
        agenda.session_id == session.id or (agenda.session_id is None and agenda.written_at > facts.quiet_since)
        for agenda in facts.agendas
    )


def words(facts: PairFacts, due: Due) -> Message:
    """Ask, and recall what the mentee meant to do; what the mentor means to do is the mentor's to bring up."""
    pair = facts.pair
    session = next(each for each in booked(facts) if due.occasion == f"session{each.id}")
    on = pair.mentee.hours.local(session.at).date()
    still_open = [
        action for action in facts.actions if action.is_open and action.owner.slack_id == pair.mentee.slack_id
    ]
    return message(
        f"You meet {mention(pair.mentor.slack_id)} on {day(on)}. What would you like to bring?",
        *([recalled(still_open)] if still_open else []),
        actions(
            button("Write an agenda", "open_agenda", pair.id, style="primary"),
            button("No agenda needed", "no_agenda", pair.id),
        ),
    )


def recalled(still_open: list[Action]) -> str:
    """Recall some actions in few words."""
    shown = [in_brief(action.text, WORDS_OF_AN_ACTION) for action in still_open[:ACTIONS_SHOWN]]
    more = [f"… and {len(still_open) - ACTIONS_SHOWN} more"] if len(still_open) > ACTIONS_SHOWN else []
    return "\n".join(["Still open on your list:", *(f">{line}" for line in [*shown, *more])])


NUDGE = Nudge(
    kind="agenda",
    flow="C2",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=6,
    why="You get this because you have a session booked.",
    due=due,
    words=words,
    carries=True,
)
