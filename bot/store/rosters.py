"""Rosters: what a lead's table changes about people, all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.enrolment import MANAGER, Account, Change, Directory, Meant, Stays, apply, changes, kept
from bot.mentoring.enrolments import Part
from bot.mentoring.people import Person, Standing
from bot.mentoring.programs import Program
from bot.mentoring.roster import Entry
from bot.store import audits, enrolments, programs
from bot.store import people as known_people
from bot.store.database import workspace_of
from bot.store.tables.people import people
from bot.store.tables.programs import enrolments as enrolled

AT_ONCE = 500
"""Ids in one query: well below what either database takes."""
BY_TABLE = "import"
"""Who did it, where a table did."""
INDEXED = frozenset({"topics", "capacity"})
"""What people are found by."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a roster changes about one person."""

    entry: Entry
    account: Account
    is_new: bool
    changes: tuple[Change, ...]
    stays: Mapping[str, Stays] = field(default_factory=dict)
    """What the table says besides, and doesn't change."""
    reports_to: str | None = None
    """Whom the table calls their manager, whether that is new or not."""

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes that may be told: whom somebody named as their manager is theirs, and whether it differs."""
        return tuple(each for each in self.changes if each.what != MANAGER)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a roster changes about the list of a program."""

    new: int = 0
    corrected: Mapping[int, tuple[Part, Part]] = field(default_factory=dict)
    """The lines about people who stand on it as something else, and never joined: as what, and as what from now."""
    kept: frozenset[int] = frozenset()
    """The lines about people who joined, and take part as something else."""


def directory(db: orm.Session) -> Directory:
    """Return whom the bot knows, for when Slack can't be asked."""
    rows = db.execute(
        sa.select(people.c.slack_id, people.c.name, people.c.real_name, people.c.title).where(
            people.c.workspace == workspace_of(db), people.c.standing == Standing.MEMBER
        )
    )
    return Directory.of(
        Account(slack_id, name, also_called=in_full, title=title) for slack_id, name, in_full, title in rows
    )


def plan(db: orm.Session, entries: Sequence[Entry], meant: Meant) -> list[Planned]:
    """Tell what would change, in the order of the table; nothing is changed yet."""
    there = _there(db, [account.slack_id for account in meant.accounts.values()])
    return [_planned(db, entry, meant, there) for entry in entries if entry.line in meant.accounts]


def carry_out(db: orm.Session, planned: Iterable[Planned]) -> None:
    """Change what was planned, in this transaction."""
    listed = list(planned)
    there = _there(db, [each.account.slack_id for each in listed])
    changed = []
    for each in listed:
        person = there.get(each.account.slack_id)
        if person is None:
            person = _stranger(db, each.account)
            db.add(person)
        apply(person, each.changes)
        if person.has_joined and INDEXED & {change.what for change in each.changes}:
            changed.append(person)
    db.flush()
    for person in changed:
        known_people.index(db, person)


def program_called(db: orm.Session, called: str) -> Program | None:
    """Return the program of this number or whole name that isn't over; of several of one name, the newest."""
    several = programs.every(db)
    return next((each for each in several if called.strip().casefold() in {str(each.id), each.name.casefold()}), None)


def list_in(db: orm.Session, program: Program, planned: Iterable[Planned], now: datetime) -> Listing:
    """Put people on the list of a program, and return what that changed. Nobody takes part who hasn't joined.

    Whoever a table put on it as something else, and who hasn't joined since, is corrected.
    """
    listed = list(planned)
    there = _there(db, [each.account.slack_id for each in listed])
    changed = listing(db, program, listed)
    persons = {each.entry.line: (there[each.account.slack_id], each.entry) for each in listed}
    for part in {becomes for _, becomes in changed.corrected.values()}:
        theirs = [persons[line][0].id for line, (_, becomes) in changed.corrected.items() if becomes is part]
        for start in range(0, len(theirs), AT_ONCE):
            enrolments.correct(db, program.id, theirs[start : start + AT_ONCE], part)
    parts = [(person, part_of(entry, person)) for person, entry in persons.values()]
    return replace(changed, new=enrolments.list_all(db, program, parts, now))


def note(db: orm.Session, program: Program | None, now: datetime, by: str = BY_TABLE) -> None:
    """Keep who took a table in."""
    about, number = (f"program:{program.id}", program.id) if program else ("table", None)
    audits.note(db, by, "people_imported", about, now, program=number)


def listing(db: orm.Session, program: Program, planned: Iterable[Planned]) -> Listing:
    """Tell who would be new on the list of a program, and whose part on it would change, or stay though it differs."""
    listed = list(planned)
    query = sa.select(people.c.slack_id, people.c.joined_at, people.c.welcomed_at, enrolled.c.part)
    mine = (people.c.workspace == workspace_of(db), enrolled.c.program_id == program.id)
    there = {
        row.slack_id: row for row in db.execute(query.join(enrolled, enrolled.c.person_id == people.c.id).where(*mine))
    }
    differs = {
        each.entry.line: (each.entry, on_it)
        for each in listed
        if (on_it := there.get(each.account.slack_id)) and each.entry.role and Part(each.entry.role) is not on_it.part
    }
    chose = frozenset(line for line, (_, on_it) in differs.items() if on_it.joined_at or on_it.welcomed_at)
    return Listing(
        new=len({each.account.slack_id for each in listed} - set(there)),
        corrected={
            line: (on_it.part, Part(entry.role)) for line, (entry, on_it) in differs.items() if line not in chose
        },
        kept=chose,
    )


def part_of(entry: Entry, person: Person) -> Part:
    """Read as what somebody is listed: as the table says, else as a mentor if they offer to be one."""
    if entry.role:
        return Part(entry.role)
    return Part.MENTOR if person.is_mentor else Part.MENTEE


def moves_lines(planned: Iterable[Planned]) -> bool:
    """Tell whether anybody may report to somebody else now, so that pairs may have come to share a line."""
    return any(change.what == MANAGER for each in planned for change in each.changes)


def _planned(db: orm.Session, entry: Entry, meant: Meant, there: Mapping[str, Person]) -> Planned:
    account = meant.accounts[entry.line]
    person = there.get(account.slack_id)
    known = person or _stranger(db, account)
    manager = meant.managers.get(entry.line)
    found = changes(entry, known, manager)
    return Planned(entry, account, person is None, tuple(found), kept(entry, known, account), manager)


def _there(db: orm.Session, slack_ids: Sequence[str]) -> dict[str, Person]:
    """Read people by their Slack ids, a few hundred at a time."""
    found: dict[str, Person] = {}
    for start in range(0, len(slack_ids), AT_ONCE):
        found |= known_people.these(db, slack_ids[start : start + AT_ONCE])
    return found


def _stranger(db: orm.Session, account: Account) -> Person:
    """Make somebody whom the bot hasn't met: Slack is asked about them as soon as they do something."""
    here, name, in_full = workspace_of(db), account.name, account.also_called
    return Person(workspace=here, slack_id=account.slack_id, name=name, real_name=in_full)
