"""Column types that keep domain values whole, whatever the database makes of them."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from bot.almanac import PublicHolidays
from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.hours import Calendar

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")
Reads = Callable[[Any], V | None]
"""Makes a value of what the database holds."""
PROGRAMS_IN_USE = 256
NONE = "[]"
"""How an empty list is written. Most are empty, and a search reads hundreds of them."""


def in_order_of_bytes(length: int) -> sa.String:
    """Make a column of words that are looked for by how they begin: in a language's order colons don't count."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def listed(name: str) -> sa.BindParameter[Any]:
    """Stand for a list in a statement that is written down once and asked with another list each time."""
    return sa.bindparam(name, expanding=True)


class Moment(sa.TypeDecorator[datetime]):
    """A point in time, kept in UTC and never naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment needs its time zone"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Reads[datetime]:
        """Read it in one step, and give the zone back that SQLite forgot: a look at everything reads ten thousands."""
        del coltype
        return _from_words if dialect.name == "sqlite" else _in_utc


def _from_words(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _in_utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)


class Moments(sa.TypeDecorator[tuple[datetime, ...]]):
    """A few points in time, in order."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[datetime, ...] | None, dialect: sa.Dialect) -> str:
        """Write them in UTC."""
        del dialect
        return json.dumps([moment.astimezone(UTC).isoformat() for moment in value or ()])

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[datetime, ...]:
        """Read them back."""
        del dialect
        return tuple(datetime.fromisoformat(each) for each in json.loads(value or NONE))


class Days(sa.TypeDecorator[timedelta]):
    """A length of time in whole days."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: sa.Dialect) -> int | None:
        """Count the days."""
        del dialect
        return None if value is None else value.days

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Reads[timedelta]:
        """Make it a length again, in one step."""
        del dialect, coltype
        return _days


def _days(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(days=value)


class Clock(sa.TypeDecorator[time]):
    """A time on the wall, such as 10:00, in nobody's zone."""

    impl = sa.String(5)
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: sa.Dialect) -> str | None:
        """Write it as people do."""
        del dialect
        return None if value is None else value.strftime("%H:%M")

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> time | None:
        """Read it back."""
        del dialect
        return None if value is None else time.fromisoformat(value)


class Holidays(sa.TypeDecorator[Calendar]):
    """Whose public holidays somebody keeps, by the name of the calendar."""

    impl = sa.String(48)
    cache_ok = True

    def process_bind_param(self, value: Calendar | None, dialect: sa.Dialect) -> str | None:
        """Write the name."""
        del dialect
        return None if value is None else value.code

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Calendar:
        """Open the calendar; its days are worked out when one is asked for."""
        del dialect
        return PublicHolidays(value or "")


class Several(sa.TypeDecorator[tuple[Any, ...]]):
    """A short list of words or numbers, in order."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: sa.Dialect) -> str:
        """Write the list."""
        del dialect
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[Any, ...]:
        """Read the list."""
        del dialect
        return tuple(json.loads(value)) if value and value != NONE else ()


class Payload(sa.TypeDecorator[Any]):
    """Blocks for Slack: data, never code, so that old letters survive a new version."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: object, dialect: sa.Dialect) -> str:
        """Write it."""
        del dialect
        return json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> object:
        """Read it."""
        del dialect
        return json.loads(value) if value else None


class OfProgram(sa.TypeDecorator[Customs]):
    """The numbers a pair goes by: what differs from the defaults, and nothing where nothing does."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Customs | None, dialect: sa.Dialect) -> str | None:
        """Write the differences."""
        del dialect
        differs = value.plain() if value else {}
        return json.dumps(differs, sort_keys=True) if differs else None

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Reads[Customs]:
        """Read them; the pairs of one program share one object."""
        del dialect, coltype
        return _of_program


def _of_program(value: str | None) -> Customs:
    return _customs(value) if value else AS_SHIPPED


@lru_cache(maxsize=PROGRAMS_IN_USE)
def _customs(differs: str) -> Customs:
    return Customs.of(json.loads(differs))


class OneOf(sa.TypeDecorator[E], Generic[E]):
    """One of a few named values, kept by name."""

    impl = sa.String(24)
    cache_ok = True

    def __init__(self, names: type[E]) -> None:
        """Remember which names there are."""
        super().__init__()
        self.names = names
        self.by_name: dict[str | None, E | None] = {None: None, **{str(each): each for each in names}}

    def process_bind_param(self, value: E | None, dialect: sa.Dialect) -> str | None:
        """Write the name."""
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> E | None:
        """Read the name."""
        del dialect
        return None if value is None else self.names(value)

    def result_processor(self, dialect: sa.Dialect, coltype: object) -> Reads[E]:
        """Look the name up, which is quicker than to ask for it."""
        del dialect, coltype
        return self.by_name.__getitem__
