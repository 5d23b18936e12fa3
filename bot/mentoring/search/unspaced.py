"""Scripts without spaces between words: the words in use are looked for within what was typed as one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Protocol

from bot.mentoring.topics import plain

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
_BESIDE_LATIN: Final = re.compile(f"(?<=[a-z0-9+#])([{_SIGNS}]+)|([{_SIGNS}]+)(?=[a-z0-9])")
_KATAKANA: Final = re.compile("[\u30a1-\u30ff\u31f0-\u31ff]+")
_LEAST_BESIDE: Final = 3
"""Fewer letters that are left of a run of katakana are a syllable or two of one word, and no other half."""
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
    least, at, after = _least(word), 0, 0
    while at < len(word):
        ends = range(min(len(word), at + LONGEST), at + least - 1, -1)
        found = next((word[at:end] for end in ends if word[at:end] in known and _is_whole(word, after, at, end)), "")
        if found:
            yield found
            after = at + len(found)
        at += len(found) or 1


def beside_latin(text: str) -> frozenset[str]:
    """List the runs that were typed in one with Latin letters, as what is said around "C" in Chinese."""
    return frozenset(run for both in _BESIDE_LATIN.findall(plain(text)) for run in both)


def not_cut(word: str, meanings: Mapping[str, float]) -> Mapping[str, float]:
    """Leave out what a word would be without its beginning, or with another: that is a longer word, and no slip."""
    return {each: sure for each, sure in meanings.items() if not (word.endswith(each) or each.endswith(word))}


def around(word: str, words: Iterable[str]) -> Mapping[str, float]:
    """Find a few words in use of which only a part was typed."""
    if len(word) < _least(word):
        return {}
    return dict.fromkeys(islice((each for each in words if _is_part(word, each)), MOST), PART_OF_A_WORD)


def _is_part(word: str, longer: str) -> bool:
    at = longer.find(word)
    while at >= 0 and not _is_whole(longer, 0, at, at + len(word)):
        at = longer.find(word, at + 1)
    return at >= 0


def _is_whole(text: str, after: int, at: int, end: int) -> bool:
    """Tell whether nothing is cut out of a run of katakana, which is a word, or a few of which this begins or ends one.

    What comes `after` a word that was found begins anew.
    """
    before = next((at - run.start() for run in _KATAKANA.finditer(text, after) if run.start() < at < run.end()), 0)
    behind = next((run.end() - end for run in _KATAKANA.finditer(text, after) if run.start() < end < run.end()), 0)
    return not (before and behind) and (before + behind == 0 or before + behind >= _LEAST_BESIDE)


def _least(word: str) -> int:
    return _LEAST if _WRITTEN_WITH_SIGNS.search(word) else _LEAST_OF_AN_ALPHABET
