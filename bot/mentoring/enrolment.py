"""Enrolment: whom a roster means, and what it would change about them.

A roster tells of the organisation (department, level, manager), and there it has the last word. What people offer and
wish is theirs: a roster may only say it for those who never joined yet, and nobody joins by standing on a list
(practice rule 23).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bot.mentoring.people import CAPACITY_DEFAULT, Person
from bot.mentoring.roster import NAMES_A_PERSON, Entry, Slip
from bot.mentoring.topics import tidy

NAMESAKES_SHOWN: Final = 5
TITLE_SHOWN: Final = 40
OFFERS: Final = frozenset({"mentor", "both"})
MENTEE: Final = "mentee"
MANAGER: Final = "manager"


THEIRS: Final = ("topics", "wants", "languages", "capacity")


class Stays(StrEnum):
    """Why what a roster says of somebody who is known changes nothing; said after the columns that it is about."""

    OWN = "as they joined, and say that themselves"
    SLACK = "as Slack tells it, or they set it themselves"
    LISTED = "as they joined, and are on the list with the part they chose in `/mentor enrol`"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody in the workspace, as a roster may name them."""

    slack_id: str
    name: str
    email: str = field(default="", repr=False)
    also_called: str = ""
    is_guest: bool = False
    """Whether they are here and can't take part."""
    title: str = ""
    """What they do, by which two of one name are told apart."""

    @property
    def names(self) -> frozenset[str]:
        """What they go by, for comparing."""
        return frozenset(as_seen(name) for name in (self.name, self.also_called) if name)


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody in the workspace, findable by what a roster has of them."""

    by_id: Mapping[str, Account]
    by_email: Mapping[str, Account]
    by_name: Mapping[str, Sequence[Account]]

    @classmethod
    def of(cls, accounts: Iterable[Account]) -> "Directory":
        """Lay out who there is."""
        everybody = list(accounts)
        by_name: dict[str, list[Account]] = defaultdict(list)
        for account in everybody:
            for name in account.names:
                by_name[name].append(account)
        return cls(
            by_id={account.slack_id: account for account in everybody},
            by_email={account.email.casefold(): account for account in everybody if account.email},
            by_name=by_name,
        )

    def among(self, slack_ids: Collection[str]) -> "Directory":
        """Let a name mean these people where it can: of two who are called so, only one may take part."""
        narrowed = {
            name: [each for each in several if each.slack_id in slack_ids] or several
            for name, several in self.by_name.items()
        }
        return replace(self, by_name=narrowed)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom the entries mean, by line, and which entries mean nobody in particular."""

    accounts: Mapping[int, Account] = field(default_factory=dict)
    managers: Mapping[int, str] = field(default_factory=dict)
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One fact about a person that a roster changes."""

    what: str
    was: object
    becomes: object


def as_seen(name: str) -> str:
    """Return a name for comparing what looks alike: with whatever spaces, and however its accents are written."""
    return tidy(name).casefold()


def meant(entries: Sequence[Entry], directory: Directory, doubled: Sequence[Entry] = ()) -> Meant:
    """Find out whom every entry means: by Slack id, else by e-mail, else by a name that only one person has.

    Whom one of the `doubled` means, which were left out already, is meant twice by an entry that names them otherwise.
    """
    accounts: dict[int, Account] = {}
    slips: list[Slip] = []
    for entry in entries:
        found = account_of(entry, directory)
        if isinstance(found, Account) and found.is_guest:
            slips.append(Slip(entry.line, f"{found.name} is a guest here, and guests can't take part"))
        elif isinstance(found, Account):
            accounts[entry.line] = found
        else:
            slips.append(Slip(entry.line, found))
    managers, unknown = _managers([entry for entry in entries if entry.line in accounts], accounts, directory)
    others = {entry.line: account for entry in doubled if isinstance(account := account_of(entry, directory), Account)}
    slips += [*(slip for slip in _twice(accounts | others) if slip.line in accounts), *unknown]
    return Meant(accounts, managers, tuple(sorted(slips, key=lambda slip: slip.line)))


def changes(entry: Entry, person: Person, manager: str | None) -> list[Change]:
    """List what an entry changes about a person; what they said of themselves stays as it is.

    Whom it names as their manager is compared with what a table named before, and not with what they said in private.
    """
    told: dict[str, object] = {"department": entry.department, "level": entry.level, MANAGER: manager}
    if not speaks(person):
        told |= {
            "topics": entry.topics,
            "wants": entry.wants,
            "languages": entry.languages,
            "capacity": _capacity(entry),
            "timezone": entry.timezone if person.seen_at is None else None,
        }
    before = {what: getattr(person, what) for what in told} | {MANAGER: person.manager_by_table}
    return [
        Change(what, before[what], becomes)
        for what, becomes in told.items()
        if becomes is not None and becomes != before[what]
    ]


def speaks(person: Person) -> bool:
    """Tell whether somebody has said themselves what they offer and wish: who left said it, too, and may come back."""
    return person.joined_at is not None or person.has_left


def kept(entry: Entry, person: Person, account: Account) -> dict[str, Stays]:
    """Name the columns in which an entry says something that it can't change, with why.

    What people say of themselves isn't compared: whoever tries one value after the other would learn what it is.
    """
    found = {name: Stays.OWN for name in THEIRS if speaks(person) and getattr(entry, name) is not None}
    is_named_by = next(name for name in NAMES_A_PERSON if getattr(entry, name))
    goes_by_another = is_named_by != "name" and bool(entry.name) and as_seen(entry.name) not in account.names
    found |= {"name": Stays.SLACK} if goes_by_another else {}
    return found | (
        {"timezone": Stays.SLACK} if entry.timezone and (speaks(person) or person.seen_at is not None) else {}
    )


def apply(person: Person, several: Iterable[Change]) -> None:
    """Make the changes."""
    for change in several:
        if change.what == MANAGER:
            person.is_said_to_report_to(str(change.becomes))
        else:
            setattr(person, change.what, change.becomes)


def _capacity(entry: Entry) -> int | None:
    """Read how much room somebody is said to have: a mentor without a number has the usual, a mentee none."""
    if entry.role == MENTEE:
        return 0
    return CAPACITY_DEFAULT if entry.capacity is None and entry.role in OFFERS else entry.capacity


def account_of(entry: Entry, directory: Directory) -> Account | str:
    """Return the account an entry means, or why there is none; a name says nothing against an address that is known."""
    by_address = directory.by_email.get(entry.email) if entry.email else None
    if entry.slack_id:
        if by_address and by_address.slack_id != entry.slack_id:
            return f"the Slack id is {entry.slack_id}, and the address is that of {by_address.slack_id}; say which"
        return directory.by_id.get(entry.slack_id) or f"nobody here has the Slack id {entry.slack_id}"
    if by_address:
        return by_address
    if not entry.name:
        return f"nobody here has the address {entry.email}; a slack_id always works"
    return _called(entry, directory)


def _called(entry: Entry, directory: Directory) -> Account | str:
    everybody = directory.by_name.get(as_seen(entry.name), ())
    namesakes = [account for account in everybody if not account.is_guest] or everybody
    if len(namesakes) == 1:
        return _unless_another(entry, namesakes[0])
    if not namesakes:
        return f"nobody here is called {entry.name}"
    which = "; ".join(
        f"{account.slack_id}, {account.title[:TITLE_SHOWN]}" if account.title else account.slack_id
        for account in namesakes[:NAMESAKES_SHOWN]
    )
    return f"{len(namesakes)} people are called {entry.name} ({which}); say which by slack_id"


def _unless_another(entry: Entry, namesake: Account) -> Account | str:
    """Take somebody by their name, but not where an address says that it isn't theirs: others may be called so."""
    if not (entry.email and namesake.email):
        return namesake
    other = f"{entry.name} ({namesake.slack_id}) has another one"
    return f"nobody here has the address {entry.email}, and {other}; a slack_id says who is meant"


def _managers(
    entries: Sequence[Entry], accounts: Mapping[int, Account], directory: Directory
) -> tuple[dict[int, str], list[Slip]]:
    """Find the managers by their addresses, which the roster itself may tell."""
    known = {address: account.slack_id for address, account in directory.by_email.items()}
    known |= {entry.email: accounts[entry.line].slack_id for entry in entries if entry.email}
    managers: dict[int, str] = {}
    slips: list[Slip] = []
    for entry in entries:
        if not entry.manager_email:
            continue
        manager = known.get(entry.manager_email)
        if manager is None:
            slips.append(Slip(entry.line, f"nobody here has the manager's address {entry.manager_email}"))
        elif manager == accounts[entry.line].slack_id:
            slips.append(Slip(entry.line, "nobody is their own manager"))
        else:
            managers[entry.line] = manager
    return managers, slips


def _twice(accounts: Mapping[int, Account]) -> list[Slip]:
    """Find people whom several lines mean, however each names them."""
    lines: dict[str, list[int]] = defaultdict(list)
    for line, account in accounts.items():
        lines[account.slack_id].append(line)
    return [
        Slip(line, f"{accounts[line].name} is meant by more than one line")
        for several in lines.values()
        if len(several) > 1
        for line in several
    ]
