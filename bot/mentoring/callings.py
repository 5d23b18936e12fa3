"""Callings: what the people of one list are called so that no two of them read the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.mentoring.people import Person
from bot.mentoring.topics import plain

NAME_MAX, WORK_MAX = 40, 32
"""So much of a name, and of what somebody does, that both fit into what Slack shows of a button or an option."""


def _in_full(person: Person) -> str:
    return (person.real_name or person.name)[:NAME_MAX]


def _beside(fact: Callable[[Person], str]) -> Callable[[Person], str]:
    """Put something beside the name in full, where it is known."""
    return lambda person: ", ".join(filter(None, (_in_full(person), fact(person)[:WORK_MAX])))


WAYS: Final[tuple[Callable[[Person], str], ...]] = (
    lambda person: person.name,
    _in_full,
    _beside(lambda person: person.title),
    _beside(lambda person: person.department),
    _beside(lambda person: person.slack_id),
)
"""How somebody may be called, the shortest first; the last one is theirs alone."""


def told_apart(people: Iterable[Person]) -> Mapping[str, str]:
    """Call each by what they go by, and those who would read the same by as much more as it takes, by Slack id."""
    several = {person.slack_id: person for person in people}
    called = {slack_id: WAYS[0](person) for slack_id, person in several.items()}
    for way in WAYS[1:]:
        alike = Counter(map(plain, called.values()))
        for slack_id, name in called.items():
            called[slack_id] = way(several[slack_id]) if alike[plain(name)] > 1 else name
    return called
