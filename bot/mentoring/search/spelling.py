"""Spelling: a word that nobody uses here, read as the ones that were probably meant.

The one place in the domain that leans on a library: comparing one word with ten thousand is what rapidfuzz does in a
millisecond and Python does not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST: Final = 4
"""Three letters with one wrong can be anything."""
TWO_SLIPS_FROM: Final = 8
"""Long words carry two slips and stay recognisable."""
MOST_MEANINGS: Final = 3
BEGINNING: Final = 14
"""Words that have so many letters in common at their beginning are of one family."""
OTHER_BEGINNING: Final = 0.5
"""The first letter is rarely the wrong one: it counts half a slip more."""
COMMON: Final = 10
"""A word heard so often is no more likely to be meant for being heard oftener."""
ALMOST_AS_NEAR: Final = 0.5
SHORTEST_NAME: Final = 5
A_SLIP_IN: Final = 5
"""A name nearly typed has one slip for every five letters. What is less alike is somebody else's, or no name."""
SURENESS_LOST: Final = 0.15
MENDED_COUNTS: Final = 0.9
_KEYS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS: Final = frozenset({"bp", "dt", "gk", "ck", "cs", "sz", "fv", "vw", "gj", "mn", "ea", "ei", "ou"})
"""Letters that one may be heard as the other."""
NOWHERE: Final = (-9, -9)
_PLACE_OF: Final = {key: (at, row) for row, keys in enumerate(_KEYS) for at, key in enumerate(keys)}


class Spelling:
    """The words in use, ready to be compared with one that is not among them.

    Words lacking one letter of a word stand beside it, because two words with one slip between them have such a one in
    common: so the usual slip is found without comparing anything.
    """

    def __init__(self) -> None:
        self._heard: dict[str, int] = {}
        self._alike: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._lacking: dict[str, tuple[str, ...]] = {}
        self._beginnings: set[str] = set()

    def copy(self) -> "Spelling":
        """Return the same words in use, for others to be learnt besides."""
        other = Spelling()
        other._heard.update(self._heard)
        other._alike.update((beginning, words.copy()) for beginning, words in self._alike.items())
        other._lacking.update(self._lacking)
        other._beginnings.update(self._beginnings)
        return other

    def learn(self, word: str) -> None:
        """Hear a word being used."""
        if word not in self._heard:
            self._heard[word] = 0
            if len(word) >= SHORTEST and not word.isdigit():
                self._alike[len(word), word[0]].append(word)
                for less in _lacking_one(word):
                    self._lacking[less] = (*self._lacking.get(less, ()), word)
            self._beginnings.update(word[:end] for end in range(2, min(len(word), BEGINNING) + 1, 2))
        self._heard[word] += 1

    @property
    def words(self) -> Iterable[str]:
        """The words in use, the first one heard first."""
        return self._heard

    def begins_with(self, letters: str) -> bool:
        """Tell whether a word in use begins with these letters, give or take the last, and with the first of many."""
        return letters[: min(len(letters) // 2 * 2, BEGINNING)] in self._beginnings

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
        """Find words with one slip, best with the same beginning; if there are none, long ones with two."""
        once = self._with_one_slip(word)
        if alike := [near for near in once if near[0] == word[0]]:
            return [(1 - self._common(near), near) for near in alike]
        if len(word) >= TWO_SLIPS_FROM and (twice := list(self._with_two_slips(word))):
            return [(2 - self._common(near), near) for near in twice]
        if len(word) == SHORTEST:
            return []
        likely = (near for near in once if len(near) != len(word) or _begins_like(word, near))
        return [(1 + OTHER_BEGINNING - self._common(near), near) for near in likely]

    def _with_one_slip(self, word: str) -> set[str]:
        lacking = self._lacking
        less = _lacking_one(word)
        found = {
            near for each in less for near in lacking.get(each, ()) if OSA.distance(word, near, score_cutoff=1) == 1
        }
        found.update(lacking.get(word, ()))
        if len(word) == SHORTEST:
            less = _without_a_double(word)
            found = {near for near in found if len(near) != SHORTEST or _is_beside(word, near)}
        elif len(word) == SHORTEST + 1:
            less = {near for near in less if _came_in(word, near)}
        found.update(each for each in less if each in self._heard and not each.isdigit())
        return found

    def _with_two_slips(self, word: str) -> Iterator[str]:
        lengths = range(len(word) - 2, len(word) + 3)
        known = [near for length in lengths for near in self._alike.get((length, word[0]), ())]
        for near, _, _ in process.extract(word, known, scorer=OSA.distance, score_cutoff=2, limit=None):
            yield near

    def _common(self, word: str) -> float:
        return min(self._heard[word], COMMON) / COMMON / COMMON


def likeness(word: str, other: str) -> float:
    """Tell how alike two words are spelt: the share of letters that no slip touched."""
    return OSA.normalized_similarity(word, other)


def is_nearly(typed: str, name: str) -> bool:
    """Tell whether a word is this part of a name with a slip in it."""
    most = max(len(typed), len(name)) // A_SLIP_IN
    return len(typed) >= SHORTEST_NAME and OSA.distance(typed, name, score_cutoff=most) <= most


def _is_beside(word: str, near: str) -> bool:
    """Tell whether letters were swapped, or the key beside was hit: "loud" is a word, and "jaba" was to be "java"."""
    wrong = [(one, other) for one, other in zip(word, near, strict=True) if one != other]
    return len(wrong) > 1 or _are_neighbours(*wrong[0])


def _begins_like(word: str, near: str) -> bool:
    """Tell whether the first letter is beside the right one or sounds like it: "weaving" is a word, too."""
    return f"{word[0]}{near[0]}" in _SOUNDS or f"{near[0]}{word[0]}" in _SOUNDS or _is_beside(word, near)


def _came_in(word: str, near: str) -> bool:
    """Tell whether the one letter more is beside a neighbour of it on the keys, or the same: "peter" is no "peer"."""
    at = next((at for at, (one, other) in enumerate(zip(word, near, strict=False)) if one != other), len(near))
    return any(_are_neighbours(word[at], other) for other in word[max(0, at - 1) : at] + word[at + 1 : at + 2])


def _are_neighbours(one: str, other: str) -> bool:
    """Tell whether two keys are beside each other."""
    (at, row), (beside, above) = _PLACE_OF.get(one, NOWHERE), _PLACE_OF.get(other, NOWHERE)
    return one == other or (abs(at - beside) <= 1 and abs(row - above) <= 1)


def _without_a_double(word: str) -> set[str]:
    """Take one of two equal letters away: of the slips that make four letters of three, the only one to be sure of."""
    return {word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1]}


def _lacking_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}
