"""Withdrawals: the question whether two would like to be a pair is taken back once it can't come true any more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm

from bot import letterbox, pairings
from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import letters, pairs, proposals, reviews


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why two who were proposed to each other can't be a pair any more, as it is kept and as they read it."""

    cause: str
    closed: str
    told: str


SHARE_A_LINE = Hindrance(
    "they share a line now",
    "you two share a reporting line now",
    "You and {partner} share a reporting line now, so I took back the question whether you'd like to be a pair. "
    "It isn't about either of you.",
)
ONE_IS_GONE = Hindrance(
    "one of them takes no part any more",
    "one of you takes no part in mentoring any more",
    "{partner} takes no part in mentoring any more, so I took back the question whether you'd like to be a pair. "
    "It isn't about you.",
)

ONE_LEFT_THE_PROGRAM = Hindrance(
    "one of them left the program",
    "one of you takes no part in the program any more",
    "One of you takes no part in the program any more, so I took back the question whether you and {partner} would "
    "like to be a pair. It isn't about either of you.",
)
OFFERS_NO_MORE = Hindrance(
    "the mentor offers no more",
    "the mentor takes nobody new now",
    "{partner} takes nobody new now, so I took back the question whether you'd like to be a pair. It isn't about you.",
)


def withdraw(
    db: orm.Session, number: int, now: datetime, why: Hindrance = SHARE_A_LINE, because_of: Person | None = None
) -> Pair | None:
    """Take back the question between two who can't be a pair any more; return the pair unless something came first.

    Whoever wasn't asked yet never needs to know; who said no waits for nothing; and whoever it is because of knows.
    """
    pair = pairs.one(db, number, hold=True)
    if pair is None or pair.lifecycle is not Lifecycle.PROPOSED:
        return None
    said = pairs.picked(db, pair, pairs.PROPOSAL)
    taken_back = message(f"This question is taken back: {why.closed}. There is nothing for you to do.")
    pairings.close(db, pair, now, taken_back, why.cause)
    reviews.withdrawn(db, pair.id)
    for reader in pair.both:
        asked = letters.by_key(db, letterbox.key_of(pairings.KIND, f"pair{pair.id}", reader.slack_id))
        was_asked = asked is not None and asked.state is not LetterState.CANCELLED
        if was_asked and said.get(reader.slack_id) != pairings.NO and reader is not because_of:
            pairings.tell(db, pair, reader, "proposal_withdrawn", withdrawn(pair, reader.slack_id, why), now)
    return pair


def of_whoever_left(db: orm.Session, gone: Person, now: datetime) -> None:
    """Take back every question about somebody who has left mentoring."""
    for pair in proposals.about(db, gone):
        withdraw(db, pair.id, now, ONE_IS_GONE, gone)


def of_a_program(db: orm.Session, program_id: int, person: Person, now: datetime, *, they_know: bool) -> int:
    """Take back what a program asks about somebody who takes no part in it any more; return how many questions."""
    asked = [pair for pair in proposals.about(db, person) if pair.program_id == program_id]
    for pair in asked:
        withdraw(db, pair.id, now, ONE_LEFT_THE_PROGRAM, person if they_know else None)
    return len(asked)


def of_whoever_offers_no_more(db: orm.Session, mentor: Person, now: datetime) -> int:
    """Take back what is asked about somebody as a mentor who isn't one any more; return how many questions."""
    asked = [pair for pair in proposals.about(db, mentor) if pair.mentor is mentor]
    for pair in asked:
        withdraw(db, pair.id, now, OFFERS_NO_MORE, mentor)
    return len(asked)


def withdrawn(pair: Pair, reader: str, why: Hindrance) -> Message:
    """Say that the question is taken back, why, and what is open."""
    told = why.told.format(partner=mention(pair.partner_of(reader).slack_id))
    if reader == pair.mentor.slack_id:
        return message(f"{told} Your place is free.", actions(button("Change what you offer", "open_offer")))
    return message(told, actions(button("Find a mentor", "open_find", style="primary")))
