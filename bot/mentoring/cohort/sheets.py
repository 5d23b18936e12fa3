"""Cohorts as spreadsheets: which columns there are, and what is said of lines that can't be meant.

Such a line is named and left out, and the rest is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from bot.mentoring.pairscore import Parts
from bot.mentoring.sheets import GUESSED, SURPLUS, UNREADABLE, Line, Remark
from bot.mentoring.sheets import read as read_table
from bot.mentoring.topics import tidy

OTHER_COLUMNS: Final = {
    "slack_id": "id",
    "email": "id",
    "person": "id",
    "offers": "topics",
    "skills": "topics",
    "seeks": "wants",
    "goals": "goal",
    "places": "capacity",
    "time_zone": "timezone",
    "reports_to": "manager",
    "who": "by",
    "whom": "to",
}
"""Other names that people give to columns."""
KNOWN: Final = frozenset(
    {
        *("id", "name", "title", "role", "wants", "goal", "interests", "mentors", "topics", "about", "capacity"),
        *("mentees", "paused", "department", "team", "level", "manager", "languages", "timezone", "wishes"),
        *("kind", "rank"),
        *("mentee_name", "mentor_name", "nth", "score", "mentor_points", "place_on_own_list", "locked", "reasons"),
        *("missing", "next_step", *(f"{part}_points" for part in Parts._fields)),
    }
)
"""What means something in any of the sheets, those that a match writes itself included."""
BREAKS: Final = re.compile(r"[\r\n]+")
"""People list things in one cell with a line for each."""
SHOWN, SHOWN_OF_EACH = 12, 30
LARGEST_FILE: Final = 200_000_000
"""Bytes: whoever matches from a file is at the machine and may have many people in it."""

T = TypeVar("T")


class NoSuchColumn(ValueError):
    """A sheet lacks a column that nothing can be done without."""


@dataclass(slots=True)
class Sheet(Generic[T]):
    """What could be read, and what was wrong with the rest."""

    rows: list[T] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read(raw: bytes, needed: tuple[str, ...], sheet: Sheet[T]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read what stands under the headings; what is odd about the lines themselves is noted in the sheet."""
    table = read_table(raw, OTHER_COLUMNS, largest=LARGEST_FILE)
    if lacking := [each for each in needed if each not in table.headings]:
        raise NoSuchColumn(f"It needs a column {' and '.join(lacking)}; it has {first_few(table.headings)}.")
    if table.is_guessed:
        sheet.remarks.append(Remark(1, GUESSED, left_out=False))
    if strange := table.without((*KNOWN, *needed)):
        sheet.remarks.append(Remark(1, f"these columns mean nothing here: {first_few(strange)}", left_out=False))
    sheet.remarks += [Remark(number, UNREADABLE) for number in table.unreadable]
    sheet.remarks += [Remark(line.number, SURPLUS, left_out=False) for line in table.lines if line.has_surplus]
    for line in table.lines:
        yield line.number, {heading: _cell(line, heading) for heading in table.headings}


def first_few(several: Sequence[str]) -> str:
    """Name the first few, and so much of each; a file that is no table has strange and long ones."""
    return ", ".join(tidy(each)[:SHOWN_OF_EACH] for each in several[:SHOWN] if each) or "none"


def _cell(line: Line, heading: str) -> str:
    return tidy(BREAKS.sub("; ", line[heading]))
