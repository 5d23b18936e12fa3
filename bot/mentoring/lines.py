"""Lines: whether two people came to share a reporting line, and how they may go on (practice E12)."""

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
