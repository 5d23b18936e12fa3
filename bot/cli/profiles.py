"""Profiles: people out of a CSV file, with the columns that are there, or a sentence about what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.mentoring import sheets
from bot.mentoring.refusals import Refusal
from bot.mentoring.sheets import Line, Sheet
from bot.mentoring.topics import tidy
from bot.problems import Problem

KNOWN: Final = (
    "id", "name", "title", "topics", "about", "department", "level", "manager", "languages", "timezone", "capacity",
)  # fmt: skip
TELLING: Final = frozenset({"name", "title", "topics", "about"})
LARGEST: Final = 200_000_000
"""Bytes: whoever searches a file is at the machine and may have many people in it."""


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


@dataclass(frozen=True, slots=True)
class Profiles:
    """The people of a file, and what is to be said about the file."""

    rows: list[Row]
    remarks: list[str]


def profiles_of(path: Path) -> Profiles:
    """Read a file of people; the first line names the columns, in any order and in capitals or not."""
    try:
        sheet = sheets.read(_bytes(path), largest=LARGEST)
    except Refusal as refusal:
        raise ProfilesAreUnreadable(f"{path} can't be used. {refusal.sentence} {_example()}") from refusal
    if not TELLING & set(sheet.headings):
        raise ProfilesAreUnreadable(f"{path} can't be used. {_example()}")
    rows = [_row(line, number) for number, line in enumerate(sheet.lines, start=1)]
    return Profiles(rows, list(_remarks(path, sheet)))


def lines_of(path: Path) -> list[str]:
    """Read a file line by line; what ends a line is what an editor takes for it."""
    try:
        text = sheets.read_text(_bytes(path))
    except Refusal as refusal:
        raise ProfilesAreUnreadable(f"{path} is no text. Save it as UTF-8 and try again.") from refusal
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as trouble:
        raise ProfilesAreUnreadable(f"{path} can't be read: {trouble.strerror}.") from trouble


def _example() -> str:
    return f"Its first line names the columns, such as: {','.join(KNOWN)}."


def _remarks(path: Path, sheet: Sheet) -> Iterator[str]:
    if sheet.is_guessed:
        yield f"{path.name}: {sheets.GUESSED}."
    for number in sheet.unreadable:
        yield f"{path.name}, line {number}: {sheets.UNREADABLE}; left out."


def _row(line: Line, number: int) -> Row:
    return Row(
        id=line["id"] or str(number),
        name=line["name"],
        title=line["title"],
        topics=_several(line["topics"]),
        about=line["about"],
        department=line["department"],
        level=_number(line["level"]),
        manager=line["manager"],
        languages=frozenset(_several(line["languages"].replace(",", ";"))),
        timezone=line["timezone"],
        capacity=_capacity(line["capacity"]),
    )


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean for part in text.split(";") if (clean := tidy(part))))


def _number(text: str) -> int | None:
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        return None


def _capacity(text: str) -> int:
    number = _number(text)
    return 1 if number is None else max(0, number)
