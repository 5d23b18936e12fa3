"""A cohort's people as a spreadsheet: who wants a mentor, who has places, and who is named and isn't there."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from bot.mentoring import lines
from bot.mentoring.cells import WITHOUT_ID, NotMeant, is_zone, no_zone, number, several, twice
from bot.mentoring.cohort.participants import Participant
from bot.mentoring.cohort.sheets import SHOWN, Sheet, first_few, read
from bot.mentoring.sheets import Remark
from bot.mentoring.topics import tidy, topics

YES: Final = frozenset({"yes", "true", "1", "x", "y", "paused"})
NO: Final = frozenset({"", "no", "false", "0", "n", "-"})
_ROLES: Final = re.compile(r"(?<![a-z])(mentor|mentee|both)s?(?![a-z])")


def people(raw: bytes) -> Sheet[Participant]:
    """Read people, a line each."""
    sheet: Sheet[Participant] = Sheet()
    known: set[str] = set()
    no_roles = Counter[str]()
    for line, cells in read(raw, ("id",), sheet):
        role = _Role.of(cells)
        try:
            person = _person(cells, role)
            if person.id in known:
                raise NotMeant(twice(person.id))  # noqa: TRY301 - a line has many ways to be wrong
        except NotMeant as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        known.add(person.id)
        no_roles.update([role.unread] if role.unread else [])
        sheet.rows.append(person)
        sheet.remarks.extend(Remark(line, why, left_out=False) for why in _odd(person))
    if no_roles:
        sheet.remarks.append(Remark(1, _of_no_role(no_roles), left_out=False))
    sheet.rows = _with_managers(sheet.rows)
    return sheet


def strangers(people: Sequence[Participant], known: Collection[str]) -> Iterator[str]:
    """Say who is named and isn't there: managers, at whom lines end, and people wished for, which means nothing."""
    managers = dict.fromkeys(each.manager for each in people if each.manager and each.manager not in known)
    names = {each.name.casefold() for each in people}
    if missing := [each for each in managers if each.casefold() not in names]:
        yield f"nobody in it is {_some(missing)}, named as a manager; lines end there"
    # Whoever is the only one of their name is known by their id here.
    if unclear := [each for each in managers if each.casefold() in names]:
        told = "whoever reports to that name gets none of them: give ids instead"
        yield f"more than one person in it is {_some(unclear)}, named as a manager; {told}"
    for person in people:
        if lacking := [each for each in person.wishes if each not in known]:
            yield f"{person.id} wishes for {_some(lacking)}, not in the file"


def unknown(ids: Iterable[str], people: Sequence[Participant], where: str) -> Iterator[str]:
    """Say who is named in another table and isn't among the people: a slip of a letter there goes unnoticed else."""
    known = {each.id for each in people}
    if lacking := list(dict.fromkeys(each for each in ids if each not in known)):
        told = "has that id" if len(lacking) == 1 else "has one of these ids"
        yield f"nobody in {where} {told}: {_some(lacking)}"


def doubtful(people: Sequence[Participant]) -> frozenset[tuple[str, str]]:
    """Return who may share a line, because a manager is called by a name that several have: they are kept apart."""
    manager_of = {each.id: each.manager for each in people if each.manager}
    return lines.perhaps_shared(manager_of, lines.unclear(manager_of, {each.id: each.name for each in people}))


class _Role(NamedTuple):
    """What somebody seeks and teaches, by a role where one is named, and else by what they want and teach."""

    seeks: bool
    teaches: bool
    unread: str = ""

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> "_Role":
        """Read a role; what is none, such as a job title, decides nothing and is remembered."""
        cell = cells.get("role", "")
        if roles := set(_ROLES.findall(cell.casefold())):
            return cls(bool(roles & {"mentee", "both"}), bool(roles & {"mentor", "both"}))
        seeks, teaches = bool(cells.get("wants") or cells.get("goal")), bool(cells.get("topics"))
        return cls(seeks, teaches, cell)


def _person(cells: Mapping[str, str], role: _Role) -> Participant:
    if not cells["id"]:
        raise NotMeant(WITHOUT_ID)
    mentors, capacity = _number(cells, "mentors"), _number(cells, "capacity")
    return Participant(
        id=cells["id"],
        name=tidy(cells.get("name", "")),
        wants=topics(cells.get("wants", "")),
        goal=cells.get("goal", ""),
        interests=several(cells.get("interests", "")),
        mentors=int(role.seeks) if mentors is None else mentors,
        topics=topics(cells.get("topics", "")),
        about=cells.get("about", ""),
        capacity=int(role.teaches) if capacity is None else capacity,
        mentees=_number(cells, "mentees") or 0,
        paused=_is_paused(cells),
        department=cells.get("department", ""),
        team=cells.get("team", ""),
        level=_number(cells, "level"),
        manager=cells.get("manager", ""),
        languages=frozenset(several(cells.get("languages", ""))),
        timezone=cells.get("timezone", ""),
        wishes=several(cells.get("wishes", "")),
    )


def _number(cells: Mapping[str, str], column: str) -> int | None:
    return number(cells.get(column, ""), column)


def _is_paused(cells: Mapping[str, str]) -> bool:
    """Read whether somebody is paused; what may mean it is not taken for a no."""
    cell = cells.get("paused", "")
    if cell.casefold() not in YES | NO:
        raise NotMeant(f"paused is {cell!r}, and should be yes or no")
    return cell.casefold() in YES


def _odd(person: Participant) -> Iterator[str]:
    if person.timezone and not is_zone(person.timezone):
        yield no_zone(person.timezone, person.id)
    if not person.mentors and not person.capacity:
        yield f"{person.id} neither wants a mentor nor has a place for a mentee"


def _of_no_role(found: Counter[str]) -> str:
    people = "1 person" if found.total() == 1 else f"{found.total()} people"
    return (
        f"the role of {people} is neither mentor nor mentee nor both ({first_few(list(found))}), "
        "so what they want and what they teach decides"
    )


def _with_managers(people: Sequence[Participant]) -> list[Participant]:
    """Know managers by id, also those who are called by a name that nobody else has."""
    managers = lines.by_id(
        {each.id: each.manager for each in people if each.manager}, {each.id: each.name for each in people}
    )
    return [replace(each, manager=managers[each.id]) if each.manager else each for each in people]


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return f"{', '.join(names[:SHOWN])}{more}"
