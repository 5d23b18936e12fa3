"""Sheets: a table that somebody's spreadsheet wrote, read as kindly as it can be, and written so that none runs."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.mentoring.refusals import Refusal

LARGEST: Final = 20_000_000
"""Bytes. A roster of fifty thousand people has less than half of that."""
DELIMITERS: Final = (",", ";", "\t")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
AS_TEXT: Final = "'"
NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")


class NotASheet(Refusal):
    """That isn't a table I can read, so nothing was changed. Save it as "CSV UTF-8" and try again."""


class SheetIsTooLarge(Refusal):
    """That file has more than twenty megabytes, so I didn't read it. Please split it."""


class SheetIsEmpty(Refusal):
    """There is no line under the headings, so there was nothing to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the headings, by heading; `number` is the one a spreadsheet or an editor shows."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        """Return what stands under a heading; nothing where the heading or the cell is missing."""
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings in the order of the file."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def without(self, known: Iterable[str]) -> tuple[str, ...]:
        """Name the headings that mean nothing here."""
        return tuple(heading for heading in self.headings if heading and heading not in set(known))


def read(data: bytes) -> Sheet:
    """Read a table: UTF-8 with or without a mark, what Excel calls Unicode text, commas, semicolons or tabs.

    Headings are compared without case, with spaces and hyphens as underscores, and "E-mail" is "email". Empty lines
    are passed over.
    """
    if len(data) > LARGEST:
        raise SheetIsTooLarge
    text = _decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        headings = tuple(_heading(cell) for cell in next(lines, ()))
        found = [
            Line(lines.line_num, {name: cell.strip() for name, cell in zip(headings, row, strict=False) if name})
            for row in lines
            if any(cell.strip() for cell in row)
        ]
    except csv.Error:
        raise NotASheet from None
    if not any(headings) or len({name for name in headings if name}) < len([name for name in headings if name]):
        raise NotASheet
    if not found:
        raise SheetIsEmpty
    return Sheet(headings, tuple(found))


def write(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in which no cell is taken for a formula, with the mark by which Excel knows UTF-8."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(headings)
    table.writerows([inert(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def inert(cell: object) -> str:
    """Write one cell so that a spreadsheet shows it and does not run it; a number stays a number."""
    text = "" if cell is None else str(cell)
    return AS_TEXT + text if text.startswith(FORMULA) and not NUMBER.fullmatch(text) else text


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotASheet from None
    if "\0" in text:
        raise NotASheet
    return text


def _delimiter(text: str) -> str:
    """Take what parts the headings: they hold no sentences, so the commonest of the three it is."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def _heading(cell: str) -> str:
    return re.sub(r"[\s-]+", "_", cell.strip().casefold()).replace("e_mail", "email")
