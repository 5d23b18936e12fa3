"""Pulses: once in a while each is asked, alone and in one tap, whether this is worth their time (practice C13)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from bot.mentoring.answers import WORTH, Answer, Topic, by
from bot.mentoring.customs import AS_SHIPPED, Customs

FIRST_AFTER: Final = timedelta(days=AS_SHIPPED.pulse_first)
WINDOW: Final = timedelta(days=21)
ASKED_AGAIN_AFTER: Final = timedelta(days=14)
FRESH_FOR: Final = timedelta(days=AS_SHIPPED.pulse_fresh_for)
LOW: Final = 2
"""Up to here, help is offered: privately, and only to whoever answered."""
QUESTION: Final = "Right now, is this worth your time?"
SCALE: Final[Mapping[int, str]] = MappingProxyType(
    {1: "1: not really", 2: "2: a little", 3: "3: so-so", 4: "4: mostly", 5: "5: very much"}
)


@dataclass(frozen=True, slots=True)
class Second:
    """A second question for whoever likes; it rotates."""

    name: str
    question: str
    options: Mapping[str, str]


_REST: Final = (
    Second(
        "said",
        "Did you say what you really wanted to say last time?",
        MappingProxyType({"yes": "Yes", "partly": "Partly", "no": "No"}),
    ),
    Second(
        "rhythm", "And the rhythm?", MappingProxyType({"much": "Too much", "right": "Right", "little": "Too little"})
    ),
    Second(
        "clear",
        "Do you know what you're working toward together?",
        MappingProxyType({"clear": "It's clear", "hazy": "It's hazy", "not_yet": "Not yet"}),
    ),
    Second(
        "changed",
        "Did something change because of your last conversation?",
        MappingProxyType({"yes": "Yes", "soon": "Too soon to tell", "no": "No"}),
    ),
)
_MENTORS_OWN: Final = (
    Second(
        "helping", "Do you know whether you're helping?", MappingProxyType({"yes": "Yes", "unsure": "I'm not sure"})
    ),
)
_LAST: Final = (
    Second(
        "wish",
        "Anything you'd like from the program?",
        MappingProxyType(
            {
                "nothing": "Nothing",
                "resource": "Something to read",
                "lead": "A word with a lead",
                "other": "Another match",
            }
        ),
    ),
)
FOR_MENTEE: Final = (*_REST, *_LAST)
FOR_MENTOR: Final = (*_REST, *_MENTORS_OWN, *_LAST)
SECONDS: Final[Mapping[str, Second]] = MappingProxyType({each.name: each for each in FOR_MENTOR})


def second(number: int, *, is_mentor: bool) -> Second:
    """Choose the second question of the n-th pulse, counting from one."""
    questions = FOR_MENTOR if is_mentor else FOR_MENTEE
    return questions[(number - 1) % len(questions)]


def turns(
    started_at: datetime, since: datetime, until: datetime, customs: Customs = AS_SHIPPED
) -> Iterator[tuple[int, datetime]]:
    """Count the pulses of a pair whose time isn't over before `since` and begins before `until`."""
    every = timedelta(days=customs.pulse_every)
    number, at = 1, started_at + timedelta(days=customs.pulse_first)
    if since - WINDOW > at:
        skipped = (since - WINDOW - at) // every
        number, at = number + skipped, at + skipped * every
    while at < until:
        if at + WINDOW > since:
            yield number, at
        number, at = number + 1, at + every


def latest(slack_id: str, answers: Iterable[Answer], now: datetime, customs: Customs = AS_SHIPPED) -> int | None:
    """Return somebody's newest score while it is fresh."""
    scores = [each for each in by(slack_id, answers, Topic.PULSE) if each.item == WORTH]
    fresh_for = timedelta(days=customs.pulse_fresh_for)
    return int(scores[-1].value) if scores and now - scores[-1].at <= fresh_for else None


def is_low(score: int | None) -> bool:
    """Tell whether help is to be offered; no answer is no low one."""
    return score is not None and score <= LOW
