"""Concerns: something somebody raises in private, and to whom it may go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal


class NotTheirConcern(Refusal):
    """That was brought to somebody else, so nothing changed."""


class TooClose(Refusal):
    """That contact is close to the person it is about. Please pick somebody else, or leave the person out."""


@dataclass(kw_only=True, eq=False)
class Concern:
    """That somebody raised something, and who looks after it. What was said is in the message and nowhere else."""

    workspace: str
    by: str
    contact: str | None
    raised_at: datetime
    pair_id: int | None = None
    closed_at: datetime | None = None
    id: int = field(init=False, repr=False)


def independent(contacts: Iterable[Person], by: str, about: str | None, close: Collection[str]) -> list[Person]:
    """List who may hear of it: not who raises it, not whom it is about, and nobody in that person's line or pairs.

    `close` are those; a lead among them is an involved one. Whoever left mentoring isn't written to;
    who never joined is, because they were named for this.
    """
    apart = {by, about, *close}
    return [each for each in contacts if each.slack_id not in apart and each.can_be_told]
