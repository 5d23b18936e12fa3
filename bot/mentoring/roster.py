"""A roster: who takes part in a program, as a lead has them in a table."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.mentoring.cells import is_zone
from bot.mentoring.people import CAPACITY_MAX
from bot.mentoring.refusals import Refusal
from bot.mentoring.sheets import SURPLUS, UNREADABLE, Line, Sheet, SheetIsEmpty
from bot.mentoring.topics import topics

COLUMNS: Final = (
    "email",
    "slack_id",
    "name",
    "role",
    "topics",
    "wants",
    "department",
    "level",
    "manager_email",
    "languages",
    "timezone",
    "capacity",
)
NAMES_A_PERSON: Final = ("email", "slack_id", "name")
ROLES: Final = {"mentor": "mentor", "mentee": "mentee", "both": "both", "": ""}
LEVEL_MAX: Final = 99
LANGUAGES_MAX: Final = 10


class NobodyIsNamed(Refusal):
    """The table needs a column that names people: email, slack_id or name. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a line, in words for whoever made the table."""

    line: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person of a roster. What the table leaves empty is None, and changes nothing."""

    line: int
    email: str = ""
    slack_id: str = ""
    name: str = ""
    role: str = ""
    topics: tuple[str, ...] | None = None
    wants: tuple[str, ...] | None = None
    department: str | None = None
    level: int | None = None
    manager_email: str = ""
    languages: tuple[str, ...] | None = None
    timezone: str | None = None
    capacity: int | None = None

    @property
    def called(self) -> str:
        """How the table calls them, for telling about the line."""
        return self.name or self.email or self.slack_id


@dataclass(frozen=True, slots=True)
class Roster:
    """What could be read of a table, what couldn't, and which columns meant nothing."""

    entries: tuple[Entry, ...]
    slips: tuple[Slip, ...]
    ignored: tuple[str, ...]
    doubled: tuple[Entry, ...] = ()
    """The lines that were left out because another one names the same person: who else means them is named, too."""


def read(sheet: Sheet) -> Roster:
    """Read people from a table; a line with a slip is named and left out, whatever else it says."""
    if not sheet.lines:
        raise SheetIsEmpty
    if not set(NAMES_A_PERSON) & set(sheet.headings):
        raise NobodyIsNamed
    slips = [Slip(number, UNREADABLE) for number in sheet.unreadable]
    entries: list[Entry] = []
    for line in sheet.lines:
        wrong = list(_slips(line))
        slips += [Slip(line.number, told) for told in wrong]
        entries += [] if wrong else [_entry(line)]
    twice = _named_twice(entries)
    lines = {slip.line for slip in twice}
    return Roster(
        entries=tuple(entry for entry in entries if entry.line not in lines),
        doubled=tuple(entry for entry in entries if entry.line in lines),
        slips=tuple(sorted([*slips, *twice], key=lambda slip: slip.line)),
        ignored=sheet.without(COLUMNS),
    )


def _slips(line: Line) -> Iterator[str]:
    """Find everything that is wrong with a line at once: nobody likes to come back for the next one."""
    if line.has_surplus:
        yield SURPLUS
    if not any(line[name] for name in NAMES_A_PERSON):
        yield "names nobody: it needs an email, a Slack id or a name"
    for heading in ("email", "manager_email"):
        if line[heading] and not _is_address(line[heading]):
            yield f"{heading} isn't an e-mail address"
    if line["role"].casefold() not in ROLES:
        yield "role must be mentor, mentee or both"
    if line["level"] and not _is_number(line["level"], LEVEL_MAX):
        yield f"level must be a number from 0 to {LEVEL_MAX}"
    if line["capacity"] and not _is_number(line["capacity"], CAPACITY_MAX):
        yield f"capacity must be a number from 0 to {CAPACITY_MAX}"
    if line["timezone"] and not is_zone(line["timezone"]):
        yield "timezone must be a name such as Europe/Berlin"
    if len(_several(line["languages"]) or ()) > LANGUAGES_MAX:
        yield f"languages may be {LANGUAGES_MAX} at most"


def _entry(line: Line) -> Entry:
    return Entry(
        line=line.number,
        email=line["email"].casefold(),
        slack_id=line["slack_id"].upper(),
        name=line["name"],
        role=ROLES[line["role"].casefold()],
        topics=topics(line["topics"]) or None,
        wants=topics(line["wants"]) or None,
        department=line["department"] or None,
        level=int(line["level"]) if line["level"] else None,
        manager_email=line["manager_email"].casefold(),
        languages=_several(line["languages"]),
        timezone=line["timezone"] or None,
        capacity=int(line["capacity"]) if line["capacity"] else None,
    )


def _named_twice(entries: Sequence[Entry]) -> list[Slip]:
    """Name lines about somebody another line is about, too: which of them holds is not for a program to guess."""
    return [
        Slip(entry.line, f"{value} stands on more than one line")
        for values in (_keys(entries, "slack_id"), _keys(entries, "email"))
        for entry, value in values
    ]


def _keys(entries: Sequence[Entry], key: str) -> Iterable[tuple[Entry, str]]:
    counted = Counter(getattr(entry, key) for entry in entries)
    return [
        (entry, getattr(entry, key)) for entry in entries if getattr(entry, key) and counted[getattr(entry, key)] > 1
    ]


def _several(cell: str) -> tuple[str, ...] | None:
    parts = [part.strip() for part in cell.replace(",", ";").split(";")]
    return tuple(dict.fromkeys(part for part in parts if part)) or None


def _is_address(text: str) -> bool:
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host.strip(".")) and not any(sign.isspace() for sign in text)


def _is_number(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and int(text) <= most
