"""Names as people type them: whom half a name means, without its accents, in another order, or in lower case."""

from collections.abc import Iterable
from heapq import nsmallest
from typing import Final, NamedTuple

from bot.mentoring.people import Standing
from bot.mentoring.topics import plain, tidy

MOST: Final = 5
TELLING: Final = 3
"""With fewer letters, the beginning of a name is hardly one."""
_SIGNS: Final = ",.;:!?"
_QUOTES: Final = " \"'@\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"


class Called(NamedTuple):
    """Somebody by number, with what they are called, and what kind of account it is."""

    id: int
    names: tuple[str, ...]
    standing: Standing


def namesakes(typed: str, everybody: Iterable[Called]) -> list[int]:
    """Tell whom a typed name means: members who are called just that, or else everybody whose name has all its words.

    A word may be only the beginning of one. Guests, bots and those who have left are meant where they are called just
    that, or where nobody else is near.
    """
    name = _folded(typed)
    words = name.split()
    if not words:
        return []
    near: list[tuple[int, int]] = []
    for one in everybody:
        called = [_folded(each) for each in one.names]
        if any(_has_all(words, each.split()) for each in called):
            near.append(((name not in called) + (one.standing is not Standing.MEMBER), one.id))
    nearest = nsmallest(MOST, near)
    return [number for how, number in nearest if how == nearest[0][0]]


def is_called(typed: str, *names: str) -> bool:
    """Tell whether somebody is called just what was typed."""
    name = _folded(typed)
    return bool(name) and name in map(_folded, names)


def begins_a_name(word: str, *names: str) -> bool:
    """Tell whether a typed word is part of somebody's name, or begins one and is long enough to tell."""
    typed = _folded(word.strip(_SIGNS))
    parts = [part for name in names for part in _folded(name).split()]
    return bool(typed) and any(typed == part or (len(typed) >= TELLING and part.startswith(typed)) for part in parts)


def _folded(name: str) -> str:
    return " ".join(plain(tidy(name)).strip(_QUOTES).split())


def _has_all(typed: list[str], words: list[str]) -> bool:
    """Tell whether every typed word begins a word of its own."""
    left = list(words)
    for each in sorted(typed, key=len, reverse=True):
        began = next((word for word in left if word.startswith(each)), None)
        if began is None:
            return False
        left.remove(began)
    return True
