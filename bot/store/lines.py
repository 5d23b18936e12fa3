"""Lines: whether two people share a reporting line, asked at every way into mentoring (practice R1)."""

from collections.abc import Iterable

from sqlalchemy import orm

from bot.mentoring.holds import is_kept_apart
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair, SharedLine
from bot.mentoring.people import Person
from bot.store import people


def are_shared(db: orm.Session, one: Person, other: Person) -> bool:
    """Tell whether one of the two is above the other, at any depth, as it is now."""
    return other.slack_id in people.line_of(db, one.slack_id)


def check(db: orm.Session, mentor: Person, mentee: Person) -> None:
    """Refuse to let two begin, or begin again, as mentor and mentee inside a reporting line."""
    if are_shared(db, mentee, mentor):
        raise SharedLine


def keeping_peers(db: orm.Session, person: Person, several: Iterable[Pair]) -> frozenset[int]:
    """Return which of somebody's pairs go on inside a line, by number: what they don't do again is mentoring."""
    without_schedule = [pair for pair in several if pair.lifecycle.shown is Lifecycle.REDEFINED]
    line = people.line_of(db, person.slack_id) if without_schedule else frozenset[str]()
    return frozenset(pair.id for pair in without_schedule if pair.partner_of(person.slack_id).slack_id in line)


def forbid(db: orm.Session, pair: Pair) -> bool:
    """Tell whether a pair may not go on as it is, because it is mentoring and the two share a line."""
    return is_kept_apart(pair) and are_shared(db, pair.mentee, pair.mentor)
