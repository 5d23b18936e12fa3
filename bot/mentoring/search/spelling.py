"""Spelling: a word that nobody uses here, read as the ones that were probably meant.

The one place in the domain that leans on a library: comparing one word with ten thousand is what rapidfuzz does in a
millisecond and Python does not.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST: Final = 4
"""Three letters with one wrong can be anything."""
TWO_SLIPS_FROM: Final = 8
"""Long words carry two slips and stay recognisable."""
MOST_MEANINGS: Final = 3
OTHER_BEGINNING: Final = 0.5
"""The first letter is rarely the wrong one: it counts half a slip more."""
COMMON: Final = 10
"""A word heard so often is no more likely to be meant for being heard oftener."""
ALMOST_AS_NEAR: Final = 0.5
SURENESS_LOST: Final = 0.15
MENDED_COUNTS: Final = 0.9


class Spelling:
    """The words in use, ready to be compared with one that is not among them."""

    def __init__(self) -> None:
        self._heard: dict[str, int] = {}
        self._alike: dict[tuple[int, str], list[str]] = defaultdict(list)

    def learn(self, word: str) -> None:
        """Hear a word being used."""
        if word not in self._heard:
            self._heard[word] = 0
            if len(word) >= SHORTEST and not word.isdigit():
                self._alike[len(word), word[0]].append(word)
        self._heard[word] += 1

    def meant(self, word: str) -> Mapping[str, float]:
        """Find what it was probably meant to be, the likelier first and the higher; nothing when nothing is near."""
        if len(word) < SHORTEST or word.isdigit():
            return {}
        found = sorted(self._near(word))
        if not found:
            return {}
        nearest = found[0][0]
        return {
            near: MENDED_COUNTS * (1 - SURENESS_LOST * far)
            for far, near in found[:MOST_MEANINGS]
            if far <= nearest + ALMOST_AS_NEAR
        }

    def _near(self, word: str) -> list[tuple[float, str]]:
        slips = 1 if len(word) < TWO_SLIPS_FROM else 2
        found = [
            (distance - self._common(near), near)
            for length in range(len(word) - slips, len(word) + slips + 1)
            for near, distance in self._within(word, slips, self._alike.get((length, word[0]), ()))
        ]
        if len(word) > SHORTEST and not any(far <= 1 for far, _ in found):
            found += [
                (distance + OTHER_BEGINNING - self._common(near), near)
                for (length, first), known in self._alike.items()
                if abs(length - len(word)) <= slips and first != word[0]
                for near, distance in self._within(word, slips, known)
            ]
        return found

    def _within(self, word: str, slips: int, known: list[str] | tuple[()]) -> Iterator[tuple[str, float]]:
        for near, distance, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None):
            yield near, distance

    def _common(self, word: str) -> float:
        return min(self._heard[word], COMMON) / COMMON / COMMON
