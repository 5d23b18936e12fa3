"""Audits: twice a year each looks back alone. The other sees only what is ticked, and only once both have answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.mentoring.answers import Answer, Topic, by
from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.prompts import drawn

WINDOW: Final = timedelta(days=21)
ASKED_AGAIN_AFTER: Final = timedelta(days=14)
SHORT_TERM: Final = timedelta(days=270)
"""Whoever named an end within nine months looks back at half of it."""
LAST_TURN: Final = ":last"
"""How the button that puts it off carries that it isn't asked again."""
DONE: Final = "done"
"""The item that says somebody has handed theirs in."""
SCALE: Final[Mapping[str, str]] = MappingProxyType(
    {"1": "1: not at all", "2": "2: a little", "3": "3: partly", "4": "4: mostly", "5": "5: fully"}
)
AGAIN: Final[Mapping[str, str]] = MappingProxyType(
    {"yes": "Yes", "other_goal": "Yes, for a different goal", "no": "Probably not"}
)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look back on: with options it is chosen, without it is typed."""

    name: str
    for_mentee: str
    for_mentor: str
    options: Mapping[str, str]

    def question(self, *, is_mentor: bool) -> str:
        """Put it to one of the two."""
        return self.for_mentor if is_mentor else self.for_mentee


def _both(name: str, question: str, options: Mapping[str, str] = SCALE) -> Item:
    return Item(name, question, question, options)


_TYPED: Final[Mapping[str, str]] = MappingProxyType({})
ITEMS: Final = (
    _both("plainly", "We can talk plainly, also about what isn't working."),
    _both("expected", "I know what the other expects of me."),
    _both("progress", "We mean the same thing by “progress”."),
    _both("speak", "Differences in background or position keep neither of us from speaking."),
    Item("own", "I decide more on my own than when we began.", "I hold back advice more than when we began.", SCALE),
    Item("moved", "I've moved toward something that matters for my work.", "I've learned something, too.", SCALE),
    _both("fair", "The time it takes feels fair."),
    _both("more", "What should you two do more of?", _TYPED),
    _both("drop", "What could you two drop?", _TYPED),
    _both("again", "Starting today, would you choose each other for this goal?", AGAIN),
    _both("others", "Who else should you be learning from?", _TYPED),
    _both("words", "A line on any of these?", _TYPED),
)
BY_NAME: Final[Mapping[str, Item]] = MappingProxyType({each.name: each for each in ITEMS})
TO_DISCUSS: Final = (
    (
        "What did each of us hope for when we began, and what came of it?",
        "Which conversation would we not have wanted to miss?",
        "What has become easier between us?",
    ),
    (
        "What should we do more of, starting next time?",
        "What could we drop without missing it?",
        "Where do we still guess what the other means?",
    ),
    (
        "Who else could help with what comes next?",
        "Is this still the right goal, and the right rhythm?",
        "How will we notice that it is time to wrap up well?",
    ),
)


def turns(
    first_met: datetime,
    halfway: datetime | None,
    since: datetime,
    until: datetime,
    customs: Customs = AS_SHIPPED,
) -> Iterator[tuple[int, datetime]]:
    """Count the audits whose time isn't over before `since` and begins before `until`."""
    number, at = 1, halfway or first_met + timedelta(days=customs.audit_first)
    while at < until:
        if at + WINDOW > since:
            yield number, at
        number, at = number + 1, at + timedelta(days=customs.audit_every)


def newest(
    first_met: datetime, halfway: datetime | None, now: datetime, customs: Customs = AS_SHIPPED
) -> tuple[int, datetime]:
    """Name the audit whose time came last, or the first one as long as none has."""
    first, every = halfway or first_met + timedelta(days=customs.audit_first), timedelta(days=customs.audit_every)
    place = max((now - first) // every, 0)
    return place + 1, first + place * every


def halfway(started_at: datetime, lasts: timedelta | None) -> datetime | None:
    """Find the middle of a short term."""
    return started_at + lasts / 2 if lasts and lasts < SHORT_TERM else None


def is_done(slack_id: str, answers: Iterable[Answer], occasion: str) -> bool:
    """Tell whether somebody has handed in theirs."""
    theirs = by(slack_id, answers, Topic.AUDIT)
    return any(each.occasion == occasion and each.item == DONE for each in theirs)


def shared(slack_id: str, answers: Iterable[Answer], occasion: str) -> list[tuple[Item, str]]:
    """List what somebody chose to share, in the order in which it was asked."""
    theirs = {
        each.item: each.value
        for each in by(slack_id, answers, Topic.AUDIT)
        if each.occasion == occasion and each.shared and each.value
    }
    return [(item, theirs[item.name]) for item in ITEMS if item.name in theirs]


def to_discuss(seed: str) -> tuple[str, str, str]:
    """Draw three questions to talk about: looking back, changing something, going on."""
    back, change, onward = (drawn(questions, seed) for questions in TO_DISCUSS)
    return back, change, onward
