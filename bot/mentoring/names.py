"""Names as people type them: whom half a name means, without its accents, in another order, or in lower case."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import nsmallest
from typing import Final, NamedTuple

from bot.mentoring.people import Standing
from bot.mentoring.search.spelling import is_nearly, likeness
from bot.mentoring.topics import plain, tidy

MOST: Final = 5
TELLING: Final = 3
"""With fewer letters, the beginning of a name is hardly one."""
WORD: Final = re.compile(r"\w+")
_SIGNS: Final = ",.;:!?"
_QUOTES: Final = " \"'@\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"


class Called(NamedTuple):
    """Somebody by number, with what they are called, and what kind of account it is."""

    id: int
    names: tuple[str, ...]
    standing: Standing


class Names:
    """The names of many people, by each of their words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._having = defaultdict[str, list[str]](list)
        for name in names:
            for word in WORD.findall(plain(name)):
                self._having[word].append(name)

    def __bool__(self) -> bool:
        """Tell whether anybody has a name."""
        return bool(self._having)

    def __contains__(self, words: Sequence[str]) -> bool:
        """Tell whether somebody's name has every one of these words."""
        return holds(words, *self._having.get(words[0], ())) if words else False


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


def nearly(typed: str, everybody: Iterable[Called]) -> list[int]:
    """Guess whom a name with a slip in it means, the most alike first: members only, and nobody where none is near."""
    words = _folded(typed).split()
    near: list[tuple[float, int]] = []
    for one in everybody:
        if words and one.standing is Standing.MEMBER:
            alike = max(_likeness(words, _folded(each).split()) for each in one.names)
            near.extend([(-alike, one.id)] if alike else [])
    return [number for _, number in nsmallest(MOST, near)]


def is_called(typed: str, *names: str) -> bool:
    """Tell whether somebody is called just what was typed."""
    name = _folded(typed)
    return bool(name) and name in map(_folded, names)


def holds(words: Collection[str], *names: str) -> bool:
    """Tell whether one of somebody's names has every one of these words without accents, whole and in any order."""
    return any(set(WORD.findall(plain(name))).issuperset(words) for name in names)


def begins_a_name(word: str, *names: str) -> bool:
    """Tell whether a typed word is part of somebody's name, or begins one and is long enough to tell."""
    typed = _folded(word.strip(_SIGNS))
    parts = [part for name in names for part in _folded(name).split()]
    return bool(typed) and any(typed == part or (len(typed) >= TELLING and part.startswith(typed)) for part in parts)


def _folded(name: str) -> str:
    return " ".join(plain(tidy(name)).strip(_QUOTES).split())


def _likeness(typed: list[str], words: list[str]) -> float:
    """Tell how alike a name is to what was typed: nothing, unless each typed word has one of its own that is near."""
    left, alike = list(words), 0.0
    for each in sorted(typed, key=len, reverse=True):
        near = [word for word in left if word == each or is_nearly(each, word)]
        if not near:
            return 0.0
        nearest = max(near, key=lambda word: likeness(each, word))
        left.remove(nearest)
        alike += likeness(each, nearest)
    return alike


def _has_all(typed: list[str], words: list[str]) -> bool:
    """Tell whether every typed word begins a word of its own."""
    left = list(words)
    for each in sorted(typed, key=len, reverse=True):
        began = next((word for word in left if word.startswith(each)), None)
        if began is None:
            return False
        left.remove(began)
    return True
