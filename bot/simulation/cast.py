"""The cast: a few pairs, each with its own people, zones, rhythm and habits."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.mentoring.pairs import Pair

BERLIN, LONDON, NEW_YORK, KOLKATA, AUCKLAND = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
)


class Turn(StrEnum):
    """What becomes of a pair after its usual number of sessions."""

    NONE = "none"
    SILENCE = "silence"
    PAUSE = "pause"
    END = "end"
    DECLINE = "decline"
    """The mentor comes to no session and stops every kind of nudge; the mentee gives up after a while."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person in the story."""

    name: str
    zone: str

    @property
    def slack_id(self) -> str:
        """What Slack would call them."""
        return f"U{self.name.upper()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """A mentee and a mentor, how often they meet, when on the mentee's clock, and what happens in the end."""

    name: str
    mentee: Someone
    mentor: Someone
    rhythm: str
    clock: time
    sessions: int | None = None
    """After so many the turn comes; without a number it never does."""
    turn: Turn = Turn.NONE

    @property
    def both(self) -> tuple[Someone, Someone]:
        """The mentee, who books, and the mentor."""
        return self.mentee, self.mentor

    def has_turned(self, pair: Pair) -> bool:
        """Tell whether they have had their sessions."""
        return self.sessions is not None and pair.held >= self.sessions

    def is_silent(self, pair: Pair) -> bool:
        """Tell whether nobody in it reacts any more."""
        return self.turn is Turn.SILENCE and self.has_turned(pair)


CAST = (
    Couple(
        name="weekly",
        mentee=Someone("Lena", BERLIN),
        mentor=Someone("Arjun", KOLKATA),
        rhythm="weekly",
        clock=time(11),
    ),
    Couple(
        name="biweekly",
        mentee=Someone("Marek", BERLIN),
        mentor=Someone("Kim", LONDON),
        rhythm="biweekly",
        clock=time(14),
    ),
    Couple(
        name="monthly",
        mentee=Someone("Grace", NEW_YORK),
        mentor=Someone("Owen", LONDON),
        rhythm="monthly",
        clock=time(11),
    ),
    Couple(
        name="never-meets",
        mentee=Someone("Priya", KOLKATA),
        mentor=Someone("Hana", AUCKLAND),
        rhythm="biweekly",
        clock=time(10),
        sessions=0,
        turn=Turn.SILENCE,
    ),
    Couple(
        name="silent-biweekly",
        mentee=Someone("Tom", LONDON),
        mentor=Someone("Sofia", BERLIN),
        rhythm="biweekly",
        clock=time(15),
        sessions=2,
        turn=Turn.SILENCE,
    ),
    Couple(
        name="silent-monthly",
        mentee=Someone("Ruth", NEW_YORK),
        mentor=Someone("Jonas", BERLIN),
        rhythm="monthly",
        clock=time(10),
        sessions=2,
        turn=Turn.SILENCE,
    ),
    Couple(
        name="pauses",
        mentee=Someone("Anika", KOLKATA),
        mentor=Someone("Aroha", AUCKLAND),
        rhythm="biweekly",
        clock=time(10),
        sessions=4,
        turn=Turn.PAUSE,
    ),
    Couple(
        name="ends-well",
        mentee=Someone("Wiremu", AUCKLAND),
        mentor=Someone("Maya", NEW_YORK),
        rhythm="biweekly",
        clock=time(9),
        sessions=6,
        turn=Turn.END,
    ),
    Couple(
        name="declines",
        mentee=Someone("Noah", LONDON),
        mentor=Someone("Vera", BERLIN),
        rhythm="biweekly",
        clock=time(13),
        sessions=0,
        turn=Turn.DECLINE,
    ),
)
