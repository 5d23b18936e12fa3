"""Cohorts as spreadsheets: what the columns of people, wishes, decisions and ranks mean.

A line that can't be meant is named and left out, and the rest is read.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

from bot.mentoring import lines
from bot.mentoring.cohort.fit import is_zone
from bot.mentoring.cohort.participants import Participant
from bot.mentoring.pairscore import Parts
from bot.mentoring.sheets import GUESSED, SURPLUS, UNREADABLE, Line
from bot.mentoring.sheets import read as read_table
from bot.mentoring.topics import tidy, topics

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
        *(
            "mentees",
            "paused",
            "department",
            "team",
            "level",
            "manager",
            "languages",
            "timezone",
            "wishes",
            "kind",
            "rank",
        ),
        *("mentee_name", "mentor_name", "nth", "score", "mentor_points", "place_on_own_list", "locked", "reasons"),
        *("missing", "next_step", *(f"{part}_points" for part in Parts._fields)),
    }
)
"""What means something in any of the sheets, those that a match writes itself included."""
YES: Final = frozenset({"yes", "true", "1", "x", "y", "paused"})
NO: Final = frozenset({"", "no", "false", "0", "n", "-"})
LARGEST: Final = 1000
"""No level, capacity or rank of anybody is larger; whatever is was typed into the wrong column."""
BREAKS: Final = re.compile(r"[\r\n]+")
"""People list things in one cell with a line for each."""
SHOWN, SHOWN_OF_EACH = 12, 30
LARGEST_FILE: Final = 200_000_000
"""Bytes: whoever matches from a file is at the machine and may have many people in it."""
_LIST: Final = re.compile(r"[;,|]+")
_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")
"""Programs write 2.0 where a column has empty cells."""

T = TypeVar("T")


class NoSuchColumn(ValueError):
    """A sheet lacks a column that nothing can be done without."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What was wrong with a line, and whether it was left out for that."""

    line: int
    why: str
    left_out: bool = True


@dataclass(slots=True)
class Sheet(Generic[T]):
    """What could be read, and what was wrong with the rest."""

    rows: list[T] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one mentee and one mentor: a lock, or one of the reasons for keeping them apart."""

    mentee: str
    mentor: str
    kind: str


KINDS: Final = ("lock", "forbid", "blocked", "ended", "live")


class _Wrong(ValueError):
    """A line says something that can't be meant."""


def people(raw: bytes) -> Sheet[Participant]:
    """Read people, a line each."""
    sheet: Sheet[Participant] = Sheet()
    known: set[str] = set()
    for line, cells in _lines(raw, ("id",), sheet):
        try:
            person = _person(cells)
            if person.id in known:
                raise _Wrong(f"{person.id} is there twice")  # noqa: TRY301 - a line has many ways to be wrong
        except _Wrong as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        known.add(person.id)
        sheet.rows.append(person)
        sheet.remarks.extend(Remark(line, why, left_out=False) for why in _odd(person))
    named = {each.id: each.manager for each in sheet.rows if each.manager}
    managers = lines.by_id(named, {each.id: each.name for each in sheet.rows})
    sheet.rows = [replace(each, manager=managers[each.id]) if each.manager else each for each in sheet.rows]
    return sheet


def strangers(several: Sequence[Participant], known: Collection[str]) -> Iterator[str]:
    """Say who is named and isn't there: managers, at whom lines end, and people wished for, which means nothing."""
    managers = dict.fromkeys(each.manager for each in several if each.manager and each.manager not in known)
    names = {each.name.casefold() for each in several}
    if missing := [each for each in managers if each.casefold() not in names]:
        yield f"nobody in it is {_some(missing)}, named as a manager; lines end there"
    # Whoever is the only one of their name is known by their id here.
    if unclear := [each for each in managers if each.casefold() in names]:
        told = "whoever reports to that name gets none of them: give ids instead"
        yield f"more than one person in it is {_some(unclear)}, named as a manager; {told}"
    for person in several:
        if lacking := [each for each in person.wishes if each not in known]:
            yield f"{person.id} wishes for {_some(lacking)}, not in the file"


def unknown(ids: Iterable[str], several: Sequence[Participant], where: str) -> Iterator[str]:
    """Say who is named in another table and isn't among the people: a slip of a letter there goes unnoticed else."""
    known = {each.id for each in several}
    if lacking := list(dict.fromkeys(each for each in ids if each not in known)):
        told = "has that id" if len(lacking) == 1 else "has one of these ids"
        yield f"nobody in {where} {told}: {_some(lacking)}"


def doubtful(several: Sequence[Participant]) -> frozenset[tuple[str, str]]:
    """Return who may share a line, because a manager is called by a name that several have: they are kept apart."""
    manager_of = {each.id: each.manager for each in several if each.manager}
    return lines.perhaps_shared(manager_of, lines.unclear(manager_of, {each.id: each.name for each in several}))


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"


def decisions(raw: bytes) -> Sheet[Decision]:
    """Read what is decided about pairs: `mentee`, `mentor` and `kind`, which is a lock if it isn't named."""
    sheet: Sheet[Decision] = Sheet()
    for line, cells in _lines(raw, ("mentee", "mentor"), sheet):
        kind = cells.get("kind", "").casefold() or "lock"
        if not cells["mentee"] or not cells["mentor"]:
            sheet.remarks.append(Remark(line, "it needs a mentee and a mentor"))
        elif kind not in KINDS:
            sheet.remarks.append(Remark(line, f"there is no kind {kind!r}; there are {', '.join(KINDS)}"))
        else:
            sheet.rows.append(Decision(cells["mentee"], cells["mentor"], kind))
    return sheet


def wishes(raw: bytes) -> Sheet[tuple[str, str]]:
    """Read who wishes for whom, `by` and `to`, best first; a `rank` puts them in order."""
    return _ranked(raw, "by", "to")


def ranks(raw: bytes) -> Sheet[tuple[str, str, int | None]]:
    """Read which proposals mentees ranked: `mentee`, `mentor`, `rank`; 0 for those they left out, none says nothing."""
    sheet: Sheet[tuple[str, str, int | None]] = Sheet()
    given = set[tuple[str, str | int]]()
    for line, cells in _lines(raw, ("mentee", "mentor", "rank"), sheet):
        try:
            rank = _number(cells, "rank")
        except _Wrong as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        who, whom = cells["mentee"], cells["mentor"]
        if (who, whom) in given:
            sheet.remarks.append(Remark(line, f"{who} ranked {whom} before"))
        elif who and whom:
            if rank and (who, rank) in given:
                sheet.remarks.append(Remark(line, f"{who} gave rank {rank} before, so the ids decide", left_out=False))
            sheet.rows.append((who, whom, rank))
            given |= {(who, whom), (who, rank or 0)}
    return sheet


def _ranked(raw: bytes, by: str, to: str) -> Sheet[tuple[str, str]]:
    sheet: Sheet[tuple[str, str]] = Sheet()
    found: list[tuple[int, str, str]] = []
    for line, cells in _lines(raw, (by, to), sheet):
        try:
            rank = _number(cells, "rank")
        except _Wrong as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        if cells[by] and cells[to]:
            found.append((LARGEST if rank is None else rank, cells[by], cells[to]))
        else:
            sheet.remarks.append(Remark(line, f"it needs both, {by} and {to}"))
    sheet.rows = [(one, other) for _, one, other in sorted(found, key=lambda each: each[0])]
    return sheet


def _person(cells: Mapping[str, str]) -> Participant:
    if not cells["id"]:
        raise _Wrong("it has no id")
    wants, goal, role = topics(cells.get("wants", "")), cells.get("goal", ""), cells.get("role", "").casefold()
    offers = topics(cells.get("topics", ""))
    seeks = "mentee" in role or role == "both" if role else bool(wants or goal)
    teaches = "mentor" in role or role == "both" if role else bool(offers)
    mentors, capacity = _number(cells, "mentors"), _number(cells, "capacity")
    return Participant(
        id=cells["id"],
        name=tidy(cells.get("name", "")),
        wants=wants,
        goal=goal,
        interests=_listed(cells.get("interests", "")),
        mentors=int(seeks) if mentors is None else mentors,
        topics=offers,
        about=cells.get("about", ""),
        capacity=int(teaches) if capacity is None else capacity,
        mentees=_number(cells, "mentees") or 0,
        paused=_is_paused(cells),
        department=cells.get("department", ""),
        team=cells.get("team", ""),
        level=_number(cells, "level"),
        manager=cells.get("manager", ""),
        languages=frozenset(_listed(cells.get("languages", ""))),
        timezone=cells.get("timezone", ""),
        wishes=_listed(cells.get("wishes", "")),
    )


def _odd(person: Participant) -> Iterator[str]:
    if person.timezone and not is_zone(person.timezone):
        yield f"there is no time zone {person.timezone!r}, so working hours are not compared for {person.id}"
    if not person.mentors and not person.capacity:
        yield f"{person.id} neither wants a mentor nor has a place for a mentee"


def _number(cells: Mapping[str, str], column: str) -> int | None:
    cell = cells.get(column, "")
    if not cell:
        return None
    whole = _WHOLE.fullmatch(cell)
    if not whole or int(whole[1]) > LARGEST:
        raise _Wrong(f"{column} is {cell!r}, and should be a whole number from 0 to {LARGEST}")
    return int(whole[1])


def _is_paused(cells: Mapping[str, str]) -> bool:
    """Read whether somebody is paused; what may mean it is not taken for a no."""
    cell = cells.get("paused", "")
    if cell.casefold() not in YES | NO:
        raise _Wrong(f"paused is {cell!r}, and should be yes or no")
    return cell.casefold() in YES


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for each in _LIST.split(cell) if (part := each.strip())))


def _lines(raw: bytes, needed: tuple[str, ...], sheet: Sheet[T]) -> Iterator[tuple[int, dict[str, str]]]:
    """Read what stands under the headings; what is odd about the lines themselves is noted in the sheet."""
    table = read_table(raw, OTHER_COLUMNS, largest=LARGEST_FILE)
    if lacking := [each for each in needed if each not in table.headings]:
        raise NoSuchColumn(f"It needs a column {' and '.join(lacking)}; it has {_shown(table.headings)}.")
    if table.is_guessed:
        sheet.remarks.append(Remark(1, GUESSED, left_out=False))
    if strange := table.without((*KNOWN, *needed)):
        sheet.remarks.append(Remark(1, f"these columns mean nothing here: {_shown(strange)}", left_out=False))
    sheet.remarks += [Remark(number, UNREADABLE) for number in table.unreadable]
    sheet.remarks += [Remark(line.number, SURPLUS, left_out=False) for line in table.lines if line.has_surplus]
    for line in table.lines:
        yield line.number, {heading: _cell(line, heading) for heading in table.headings}


def _cell(line: Line, heading: str) -> str:
    return tidy(BREAKS.sub("; ", line[heading]))


def _shown(columns: Sequence[str]) -> str:
    """Name the first columns; a file that is no table has strange and long ones."""
    return ", ".join(tidy(each)[:SHOWN_OF_EACH] for each in columns[:SHOWN] if each) or "none"
