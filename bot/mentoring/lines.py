"""Lines: whether two people came to share a reporting line, and how they may go on (practice E12)."""

from collections import Counter
from collections.abc import Iterator, Mapping


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
