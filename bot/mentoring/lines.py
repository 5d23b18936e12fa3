"""Lines: whether two people came to share a reporting line, and how they may go on (practice E12)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping


def is_shared(manager_of: Mapping[str, str], one: str, other: str) -> bool:
    """Tell whether one is above the other at any depth; a cycle in the data ends the walk."""
    return other in set(above(manager_of, one)) or one in set(above(manager_of, other))


def above(manager_of: Mapping[str, str], slack_id: str) -> Iterator[str]:
    """Walk up somebody's line."""
    seen = {slack_id}
    manager = manager_of.get(slack_id)
    while manager is not None and manager not in seen:
        yield manager
        seen.add(manager)
        manager = manager_of.get(manager)


def by_id(manager_of: Mapping[str, str], name_of: Mapping[str, str]) -> dict[str, str]:
    """Return the id of each one's manager: in a table a manager may be called by a name that nobody else has.

    Whoever is no one's name and no one's id stays as they are called: a line may go on outside the table.
    """
    often = Counter(name.casefold() for name in name_of.values())
    ids = {name.casefold(): one for one, name in name_of.items() if often[name.casefold()] == 1}
    return {
        one: manager if manager in name_of else ids.get(manager.casefold(), manager)
        for one, manager in manager_of.items()
    }


def unclear(manager_of: Mapping[str, str], name_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name everybody whose manager is called by a name that several have, with each of those: a line each."""
    called: dict[str, list[str]] = defaultdict(list)
    for one, name in name_of.items():
        called[name.casefold()].append(one)
    return [
        (one, boss)
        for one, manager in manager_of.items()
        if manager not in name_of
        for boss in called.get(manager.casefold(), ())
    ]


def perhaps_shared(manager_of: Mapping[str, str], doubtful: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Return who would share a line if each of these reported to the other, however many doubts lie on the way.

    That is all below the one, with all further up.
    """
    perhaps: dict[str, list[str]] = defaultdict(list)
    for who, boss in doubtful:
        perhaps[who].append(boss)
    managers = {one: [manager] for one, manager in manager_of.items()} | perhaps
    reports: dict[str, list[str]] = defaultdict(list)
    for one, several in managers.items():
        for manager in several:
            reports[manager].append(one)
    found: set[tuple[str, str]] = set()
    for who in perhaps:
        below, (_, *upwards) = _from(reports, who), _from(managers, who)
        found.update((one, other) for one in below for other in upwards if one != other)
    return frozenset(found)


def _from(steps: Mapping[str, list[str]], who: str) -> list[str]:
    """List somebody, and then all whom these steps lead to from them."""
    found = {who: None}
    ahead = [who]
    while ahead:
        new = [each for each in steps.get(ahead.pop(), ()) if each not in found]
        found.update(dict.fromkeys(new))
        ahead += new
    return list(found)
