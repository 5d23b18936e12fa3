"""Candidates, and what was said before: the words the tests about manners are written in."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.mentoring.hours import Hours
from bot.mentoring.manners import Candidate, Choice, Said, Wishes
from bot.mentoring.occasions import Class

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TICK = timedelta(microseconds=1)
NOW = datetime(2026, 5, 20, 10, tzinfo=UTC)
"""A Wednesday, at the usual time."""
MONDAY_OPENING = datetime(2026, 5, 25, 9, 30, tzinfo=UTC)
A_MONDAY_LATER = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
"""What would fall on the Saturday ten days from now has to wait until here."""
HOURS = Hours()
ADA = Wishes(hours=HOURS)
OTHERS = [Class.TRANSACTIONAL, Class.BROADCAST, Class.LEAD]


def nudge(key: str = "nudge", **changes: object) -> Candidate:
    return candidate(key, Class.NUDGE, **changes)


def service(key: str = "service", **changes: object) -> Candidate:
    return candidate(key, Class.SERVICE, **changes)


def candidate(key: str, class_: Class, **changes: object) -> Candidate:
    usual = {"kind": key, "at": NOW, "until": NOW + 14 * DAY, "priority": 5, "pair": 1}
    return Candidate(key=key, class_=class_, **{**usual, **changes})  # type: ignore[arg-type]  # whatever field a test is about


def said(class_: Class, at: datetime, kind: str = "past", **changes: object) -> Said:
    return Said(kind=kind, class_=class_, at=at, **changes)  # type: ignore[arg-type]  # whatever field a test is about


def nudged(*ages: timedelta) -> list[Said]:
    """Nudges of these ages, each acknowledged at once."""
    return [said(Class.NUDGE, NOW - age, acknowledged_at=NOW - age) for age in ages]


def ignored(*ages: timedelta) -> list[Said]:
    return [said(Class.NUDGE, NOW - age) for age in ages]


def spoken(choice: Choice) -> list[str]:
    return [letter.candidate.key for letter in choice.now]


def riders(choice: Choice) -> Mapping[str, str]:
    return {letter.candidate.key: letter.rider.key for letter in choice.now if letter.rider}
