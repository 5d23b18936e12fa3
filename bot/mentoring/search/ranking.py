"""Ranking: the profiles that answer a wish best, how well each does, and what it is in them that does."""

import math
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Final

from rapidfuzz import fuzz

from bot.mentoring.hearing import FAINT, spoken
from bot.mentoring.search.hits import Hit
from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import FAINT_STEMS, Profile, of_skill
from bot.mentoring.search.wishes import NAMED_WEIGHS, SKILL_WEIGHS, Reading
from bot.mentoring.stems import stem

BESIDE_WEIGHS: Final = 0.35
"""What only goes together with what is wanted weighs about a third of it."""
LOOKED_AT_CLOSELY: Final = 30
FULL_WEIGHT: Final = 3.0
"""About what a term weighs in a profile that is all about it."""
AT_LEAST, ONE_IN = 2500, 8
"""Terms that many have are left out once so many profiles were seen, or one in so many of all."""
LABEL_SHARE, SPELLING_SHARE, TEXT_SHARE = 0.5, 0.25, 0.25
"""What meets a need: a topic that says it, spelt like it, in a profile that is about it."""
SKILL_IS_A_LABEL: Final = 0.9
NEARLY_THE_BEST: Final = 0.6
TOPICS_NAMED: Final = 3
WHOLE: Final = 1000


def best(index: Index, reading: Reading, most: int) -> list[Hit]:
    """Find the profiles that answer a wish best, best first. A name typed exactly comes before everything."""
    close = _Close(index, reading)
    sums = _sums(index, close.terms)
    found = dict.fromkeys(nlargest(max(most, LOOKED_AT_CLOSELY), sums, key=sums.__getitem__), False)
    found |= dict.fromkeys(index.named(reading.typed), True)
    ranked = sorted(_hits(index, close, sums, found), key=lambda each: each[0])
    return [hit for _, hit in ranked[:most]]


def beside(index: Index, reading: Reading, most: int) -> tuple[str, ...]:
    """Name skills that go together here with those that were understood."""
    near = (
        other[1:]
        for name in reading.skills
        for other, _ in index.neighbours(of_skill(name))
        if other.startswith(of_skill(""))
    )
    return tuple(name for name in dict.fromkeys(near) if name not in reading.skills)[:most]


def reasons(profile: Profile, hit: Hit, reading: Reading) -> tuple[str, ...]:
    """Say what it is in a profile that answers the wish, the most telling first; there may be nothing to say."""
    found = []
    if hit.is_named:
        found.append("The person you named")
    if hit.topics:
        found.append(f"Teaches {_listed(hit.topics)}")
    taught = {stem(word) for topic in hit.topics for word in spoken(topic)}
    told = [
        word
        for word in dict.fromkeys(spoken(f"{profile.title} {profile.about}"))
        if stem(word) in reading.terms and stem(word) not in taught and word not in FAINT
    ]
    if told:
        found.append(f"Mentions {_listed(told[:TOPICS_NAMED])} in their profile")
    if not found and reading.skills:
        found.append(f"Writes about {next(iter(reading.skills))} in other words")
    return tuple(found)


def _sums(index: Index, terms: Mapping[str, float]) -> dict[int, float]:
    """Add up what each profile's terms are worth, the most telling first, until enough was seen."""
    sums: dict[int, float] = {}
    known, left = sums.get, max(AT_LEAST, len(index) // ONE_IN)
    worths = {term: weight * index.rarity(term) for term, weight in terms.items()}
    for term in sorted(worths, key=worths.__getitem__, reverse=True):
        numbers, weights = index.holders(term)
        if sums and len(numbers) > left:
            continue
        left -= len(numbers)
        worth = worths[term]
        for number, weight in zip(numbers, weights, strict=True):
            sums[number] = known(number, 0.0) + worth * weight
    return sums


def _hits(
    index: Index, close: "_Close", sums: Mapping[int, float], found: Mapping[int, bool]
) -> Iterator[tuple[tuple[bool, float, str], Hit]]:
    for number, is_named in found.items():
        profile = index.profile(number)
        if profile is not None:
            text = min(1.0, sums.get(number, 0.0) / close.ideal)
            label, spelling, topics = close.look(number)
            needs = LABEL_SHARE * label + SPELLING_SHARE * spelling + TEXT_SHARE * text
            meant = any(index.holds(number, skill) for skill in close.meant)
            hit = Hit(profile.id, round(WHOLE * needs), round(WHOLE * text), topics, is_named, meant)
            yield (not is_named, -(2 * needs + text), str(profile.id)), hit


class _Close:
    """A wish, ready to be held against one topic after the other."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self._index = index
        self.terms = dict(reading.terms)
        rarity = index.rarity
        self.ideal = FULL_WEIGHT * sum(weight * rarity(term) for term, weight in reading.terms.items()) or 1.0
        for term, weight in reading.terms.items():
            if term not in FAINT_STEMS:
                for other, close in index.neighbours(term):
                    beside = BESIDE_WEIGHS * close * weight
                    self.terms[other] = max(self.terms.get(other, 0.0), beside)
        self._worth = {term: weight * rarity(term) ** 2 for term, weight in self.terms.items()}
        self._wanted = frozenset(self._worth)
        words = [weight * rarity(term) for term, weight in self.terms.items() if not term.startswith("=")]
        self._length = math.hypot(*words) or 1.0
        full = SKILL_WEIGHS
        self._skills = {
            name: SKILL_IS_A_LABEL * min(1.0, reading.terms[of_skill(name)] / full) for name in reading.skills
        }
        for name in reading.skills:
            if reading.skills[name] == 1.0:
                self._skills[name] = SKILL_IS_A_LABEL * max(self._skills[name], NAMED_WEIGHS)
        self.meant = [of_skill(name) for name in reading.skills]
        self._ordered = " ".join(sorted(reading.words))

    def look(self, number: int) -> tuple[float, float, tuple[str, ...]]:
        """Tell how well a profile's best topic says what is wanted, how alike it is spelt, and which topics say it."""
        worth, wanted, skills = self._worth, self._wanted, self._skills
        fits: list[tuple[float, str]] = []
        spelling = 0.0
        for label, length in self._index.labels(number):
            fit = 0.0
            if shared := label.stems & wanted:
                fit = sum([worth[term] for term in shared]) / (self._length * length)
                spelling = max(spelling, fuzz.ratio(self._ordered, label.ordered) / 100)
            if label.skills:
                fit = max([fit, *[skills[name] for name in label.skills if name in skills]])
            if fit:
                fits.append((fit, label.written))
        if not fits:
            return 0.0, 0.0, ()
        fits.sort(key=lambda each: -each[0])
        enough = fits[0][0] * NEARLY_THE_BEST
        return fits[0][0], spelling, tuple(topic for fit, topic in fits[:TOPICS_NAMED] if fit >= enough)


def _listed(things: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(things[:-1]), things[-1]) if part)
