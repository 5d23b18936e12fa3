"""Answers: what each of the two says when asked alone. Only its author reads one, unless they share it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person

WORTH: Final = "worth"
"""What is asked first of everybody: whether it is, or was, worth their time."""
SUGGESTS: Final = "suggest"
"""What is asked last: how likely they are to suggest it to a colleague, from nothing to ten."""


class Topic(StrEnum):
    """What was asked."""

    FIT = "fit"
    PULSE = "pulse"
    FOCUS = "focus"
    AUDIT = "audit"
    CONTACT = "contact"
    """Whether a lead may get in touch; the one thing here that leads learn of."""
    CLOSING = "closing"
    INFORMAL = "informal"
    """Whether the two would rather have no agreement."""


COUNTED: Final = frozenset({(Topic.PULSE, WORTH), (Topic.CLOSING, SUGGESTS)})
"""What is summed up over five and more; a sum that was told must not change by one of them (practice rule 18)."""


@dataclass(kw_only=True, eq=False)
class Answer:
    """One person's answer to one question about one pair; the newest counts."""

    workspace: str
    pair: Pair
    author: Person
    topic: Topic
    occasion: str
    item: str
    value: str
    at: datetime
    shared: bool = False
    id: int = field(init=False, repr=False)


def by(slack_id: str, answers: Iterable[Answer], topic: Topic) -> list[Answer]:
    """List what one person answered about one thing, oldest first."""
    theirs = (each for each in answers if each.topic is topic and each.author.slack_id == slack_id)
    return sorted(theirs, key=lambda each: each.at)


def wishes_to_talk(answers: Iterable[Answer]) -> bool:
    """Tell whether either of the two asked for a lead and didn't take it back."""
    return any(each.topic is Topic.CONTACT and each.value == "yes" for each in answers)
