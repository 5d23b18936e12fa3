"""Sheets: a table that somebody's spreadsheet wrote, read as kindly as it can be, and written so that none runs.

Everything about encodings, separators, quotation marks and broken lines is known here and nowhere else. What the
columns mean, those know who read people, wishes or decisions out of them.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.mentoring.refusals import Refusal

LARGEST: Final = 20_000_000
"""Bytes. A roster of fifty thousand people has less than half of that."""
SEPARATORS: Final = ",;\t|"
NAMED_SEPARATOR: Final = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)
"""What Excel writes above the headings, where it doesn't trust others to guess."""
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files begin that spreadsheets keep for themselves."""
MOST_UNREADABLE: Final = 100
"""With more broken lines than anybody mends by hand, it is some other kind of file."""
LONGEST_CELL: Final = csv.field_size_limit()
LONGEST_NAMED: Final = 30
"""So much of a heading is repeated; what is longer is none."""
UNREADABLE: Final = (
    f"a quotation mark is missing or one too many, or a cell has no end or more than {LONGEST_CELL:,} characters"
)
SURPLUS: Final = "it has more cells than there are headings"
GUESSED: Final = "it isn't UTF-8, so it was read as Windows writes Western letters: have a look at the accents"
BREAKS: Final = "\t\r\n"
AS_TEXT: Final = "'"
NUMBER: Final = re.compile(r"[+-]?\d+([.,]\d+)?")
_UNSEEN: Final = r"\s\0-\x1f\u200b-\u200f\u2060\ufeff"
_FORMULA: Final = re.compile(rf'((?:^|[{SEPARATORS}{BREAKS}])[{_UNSEEN}"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])')
"""Where some spreadsheet sees a formula begin: at the beginning of a cell, or after what parts cells elsewhere.

What can't be seen may stand before it, and a quotation mark, as those in the middle of a cell are no more than signs.
The last four are the wide ones that a Japanese keyboard writes.
"""
_SIGN: Final = re.compile(r"[^\w ]")
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"')
_QUOTED: Final = re.compile(r'"[^"]*"')


class NotASheet(Refusal):
    """That isn't a table I can read, so nothing was changed. Save it as "CSV UTF-8" and try again."""


class NothingInIt(NotASheet):
    """There is nothing in that file, so nothing was changed. Save the table again, with headings in its first line."""


class HeadingTwice(NotASheet):
    """Two columns have the same heading, so it is open which one is meant, and nothing was changed."""

    def __init__(self, heading: str = "") -> None:
        """Remember which heading it is."""
        super().__init__(heading)
        self.heading = heading

    @property
    def sentence(self) -> str:
        """Say which heading it is, as far as that fits and without signs that may mean something where it is read."""
        told = _SIGN.sub("", self.heading)[:LONGEST_NAMED]
        return f"{super().sentence} They are called “{told}”: rename one of them." if told else super().sentence


class SheetIsTooLarge(Refusal):
    """That file is larger than any table of people I know, so I didn't read it. Please split it."""


class SheetIsEmpty(Refusal):
    """There is no line under the headings, so there was nothing to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line under the headings, by heading; `number` is the one that a spreadsheet shows beside its row."""

    number: int
    cells: Mapping[str, str]
    has_surplus: bool = False

    def __getitem__(self, heading: str) -> str:
        """Return what stands under a heading; nothing where the heading or the cell is missing."""
        return self.cells.get(heading, "")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was wrong with a line, and whether it was left out for that."""

    line: int
    why: str
    left_out: bool = True

    def about(self, file: str) -> str:
        """Say it of a file by its name."""
        return f"{file}, line {self.line}: {self.why}{'; left out' * self.left_out}."


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its headings in the order of the file, and the numbers of the lines that can't be read."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    unreadable: tuple[int, ...] = ()
    is_guessed: bool = False

    def without(self, known: Iterable[str]) -> tuple[str, ...]:
        """Name the headings that mean nothing here."""
        return tuple(heading for heading in self.headings if heading and heading not in set(known))


def read(data: bytes, other_names: Mapping[str, str] | None = None, *, largest: int = LARGEST) -> Sheet:
    """Read a table, whatever program wrote it.

    Headings are compared without case, with spaces and hyphens as underscores, "E-mail" is "email", and columns may
    have other names. Empty lines are passed over; a line that can't be read is named, and the next one is read again.
    """
    if len(data) > largest:
        raise SheetIsTooLarge
    text, is_guessed = _decoded(data)
    # Spreadsheets end a line in one of three ways; whatever else Python takes for an end may stand in a cell.
    lines = list(io.StringIO(text, newline=""))
    first, separator = _beginning(lines)
    records = _records(lines, first, separator)
    if first == len(lines):
        raise NothingInIt
    _, cells = next(records, (0, None))
    headings = _headings(cells or [], other_names or {})
    found: list[Line] = []
    unreadable: list[int] = []
    for number, row in records:
        if row is None:
            unreadable.append(number)
        elif any(row):
            found.append(_line(number, headings, row))
        if len(unreadable) > MOST_UNREADABLE:
            raise NotASheet
    if unreadable and not found:
        raise NotASheet
    return Sheet(headings, tuple(found), tuple(unreadable), is_guessed)


def read_text(data: bytes) -> str:
    """Read a text that isn't a table with the same patience."""
    return _decoded(data)[0]


def write(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table in which no cell is taken for a formula, with the mark by which Excel knows UTF-8."""
    return "\ufeff" + write_plain(headings, rows)


def write_plain(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write such a table without the mark, for a terminal or a pipe."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(headings)
    table.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def inert(cell: object) -> str:
    """Write one cell so that no spreadsheet runs it, wherever it parts cells; a number stays a number."""
    text = "" if cell is None else str(cell)
    if NUMBER.fullmatch(text):
        return text
    return AS_TEXT * text.startswith(tuple(BREAKS)) + _FORMULA.sub(rf"\1{AS_TEXT}", text)


def _decoded(data: bytes) -> tuple[str, bool]:
    """Decode a text, and tell whether its encoding was guessed: what says nothing of it and isn't UTF-8 is Windows'."""
    if data.startswith(WORKBOOKS):
        raise NotASheet
    names = ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "cp1252")
    for at, name in enumerate(names):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, at > 0
    raise NotASheet


def _beginning(lines: Sequence[str]) -> tuple[int, str]:
    """Find the line of the headings, and what parts them: they hold no sentences, so the commonest sign it is."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and (named := NAMED_SEPARATOR.fullmatch(lines[first])):
        return first + 1, named[1]
    bare = _QUOTED.sub("", lines[first]) if first < len(lines) else ""
    return first, max(SEPARATORS, key=bare.count)


class _Feed:
    """Lines for a reader, which can be taken back."""

    def __init__(self, lines: Sequence[str], at: int) -> None:
        self.lines, self.at = lines, at

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.at == len(self.lines):
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


def _records(lines: Sequence[str], first: int, separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Read record by record, each with the number of its row: a cell may have several lines, and is in one row.

    A quotation mark that is never closed takes only its own line with it: reading goes on with the next.
    """
    feed = _Feed(lines, first)
    reader = csv.reader(feed, delimiter=separator, strict=True, skipinitialspace=True)
    number = first
    while (began := feed.at) < len(lines):
        number += 1
        try:
            row: list[str] | None = next(reader)
        except csv.Error:
            feed.at = began + 1
            row = _loosely(lines[began], separator)
        yield number, row and [_bare(cell) for cell in row]


def _bare(cell: str) -> str:
    """Return what a cell shows: without spaces around, and without the formula that keeps the zeros of a number."""
    text = cell.strip()
    kept = _KEPT_AS_TEXT.fullmatch(text)
    return kept[1].strip() if kept else text


def _loosely(line: str, separator: str) -> list[str] | None:
    """Read a line whose quotation marks stand in odd places, if all of them are closed."""
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True), None)
    except csv.Error:
        return None


def _line(number: int, headings: Sequence[str], row: Sequence[str]) -> Line:
    cells = {name: cell for name, cell in zip(headings, row, strict=False) if name}
    return Line(number, cells, has_surplus=any(row[len(headings) :]))


def _headings(cells: Iterable[str], other_names: Mapping[str, str]) -> tuple[str, ...]:
    """Read the headings: two called the same leave open which is meant, and another name is a second choice."""
    called = [re.sub(r"[\s_-]+", "_", cell.casefold()).replace("e_mail", "email") for cell in cells]
    named = [name for name in called if name]
    if not named:
        raise NotASheet
    if twice := next((name for name in named if named.count(name) > 1), None):
        raise HeadingTwice(twice)
    taken = set(named)
    for at, name in enumerate(called):
        if (usual := other_names.get(name, name)) not in taken:
            called[at] = usual
            taken.add(usual)
    return tuple(called)
