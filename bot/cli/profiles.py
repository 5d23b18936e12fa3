"""Profiles: people out of a CSV file, with the columns that are there, or a sentence about what is wrong with it."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.problems import Problem

KNOWN: Final = (
    "id", "name", "title", "topics", "about", "department", "level", "manager", "languages", "timezone", "capacity",
)  # fmt: skip
TELLING: Final = frozenset({"name", "title", "topics", "about"})
LONGEST_FIELD: Final = 1 << 20


class ProfilesAreUnreadable(Problem):
    """The file can't be read as a list of people; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a file. What isn't there is empty."""

    id: str
    name: str = ""
    title: str = ""
    topics: tuple[str, ...] = ()
    about: str = ""
    department: str = ""
    level: int | None = None
    manager: str = ""
    languages: frozenset[str] = frozenset()
    timezone: str = ""
    capacity: int = 1


def rows_of(path: Path) -> list[Row]:
    """Read a file of people; the first line names the columns, in any order and in capitals or not."""
    try:
        return list(_rows(path, _text(path)))
    except csv.Error as trouble:
        raise ProfilesAreUnreadable(f"{path} is no CSV file: {trouble}.") from trouble


def lines_of(path: Path) -> list[str]:
    """Read a file line by line."""
    return _text(path).splitlines()


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        raise ProfilesAreUnreadable(f"{path} can't be read: {trouble.strerror}.") from trouble
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise ProfilesAreUnreadable(
            f"{path} isn't written in UTF-8. Save it as “CSV UTF-8” and try again."
        ) from trouble


def _rows(path: Path, text: str) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_FIELD)
    first = text.partition("\n")[0]
    sign = next((sign for sign in ",;\t" if sign in first), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False)
    columns = [column.strip().casefold() for column in next(reader, [])]
    if not TELLING & set(columns):
        raise ProfilesAreUnreadable(f"{path} needs a first line with column names, such as: {','.join(KNOWN)}.")
    for number, fields in enumerate(reader, start=1):
        if any(field.strip() for field in fields):
            yield _row(dict(zip(columns, map(str.strip, fields), strict=False)), number)


def _row(told: Mapping[str, str], number: int) -> Row:
    return Row(
        id=told.get("id") or str(number),
        name=told.get("name", ""),
        title=told.get("title", ""),
        topics=_several(told.get("topics", "")),
        about=told.get("about", ""),
        department=told.get("department", ""),
        level=_number(told.get("level", "")),
        manager=told.get("manager", ""),
        languages=frozenset(_several(told.get("languages", "").replace(",", ";"))),
        timezone=told.get("timezone", ""),
        capacity=_capacity(told.get("capacity", "")),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def _capacity(text: str) -> int:
    number = _number(text)
    return 1 if number is None else max(0, number)
