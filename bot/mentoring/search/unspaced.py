"""Scripts without spaces between words: the words in use are looked for within what was typed as one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Protocol

LONGEST: Final = 24
"""Letters of a word in use that is looked for within a longer one."""
MOST: Final = 3
PART_OF_A_WORD: Final = 0.8
"""How sure a word is of which only a part was typed."""
_LEAST: Final = 2
_LEAST_OF_AN_ALPHABET: Final = 3
"""Shorter runs of letters stand in many words that have nothing to do with each other."""
_SIGNS: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
_ALPHABETS: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_UNSPACED: Final = re.compile(f"[{_SIGNS}{_ALPHABETS}]")
_WRITTEN_WITH_SIGNS: Final = re.compile(f"[{_SIGNS}]")


class InUse(Protocol):
    """What tells whether a word is in use."""

    def __contains__(self, term: str) -> bool:
        """Tell whether this one is."""


def is_unspaced(word: str) -> bool:
    """Tell whether a word is written in a script that puts no spaces between words."""
    return not word.isascii() and bool(_UNSPACED.search(word))


def within(word: str, known: InUse) -> Iterator[str]:
    """Go through the words in use that stand one after the other in what was typed, the longest from each letter on."""
    least, at = _least(word), 0
    while at < len(word):
        ends = range(min(len(word), at + LONGEST), at + least - 1, -1)
        found = next((word[at:end] for end in ends if word[at:end] in known), "")
        if found:
            yield found
        at += len(found) or 1


def around(word: str, words: Iterable[str]) -> Mapping[str, float]:
    """Find a few words in use of which only a part was typed."""
    if len(word) < _least(word):
        return {}
    return dict.fromkeys(islice((each for each in words if word in each), MOST), PART_OF_A_WORD)


def _least(word: str) -> int:
    return _LEAST if _WRITTEN_WITH_SIGNS.search(word) else _LEAST_OF_AN_ALPHABET
