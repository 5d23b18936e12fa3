"""Ranking: the profiles that answer a wish best, how well each does, and what it is in them that does."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Final

from rapidfuzz import fuzz

from bot.mentoring.hearing import FAINT, spoken
from bot.mentoring.search.hits import Hit
from bot.mentoring.search.index import Index, Told
from bot.mentoring.search.profiles import Profile, of_skill
from bot.mentoring.search.wishes import NAMED_WEIGHS, SKILL_WEIGHS, Reading
from bot.mentoring.skills import FAINT_STEMS
from bot.mentoring.stems import stem

BESIDE_WEIGHS: Final = 0.35
"""What only goes together with what is wanted weighs about a third of it."""
LOOKED_AT_CLOSELY: Final = 20
NEAR_THE_HIGHEST: Final = 0.6
"""Whose sum is less than that of the highest is hardly ever the best at a closer look."""
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
_most: Final = itemgetter(0)


def best(index: Index, reading: Reading, most: int) -> list[Hit]:
    """Find the profiles that answer a wish best, best first. A name comes before everything."""
    close = _Close(index, reading)
    sums = _sums(index, close.terms)
    found = dict.fromkeys(_foremost(sums, most), False)
    exactly = index.named(reading.typed)
    found |= dict.fromkeys(exactly or index.called(reading.names), True)
    ranked = sorted(_ranked(index, close, sums, found))[:most]
    hits = [_hit(index, close, number, needs, text, is_named=is_named) for *_, number, needs, text, is_named in ranked]
    return hits if exactly or not reading.is_guess else [hit._replace(is_guess=hit.is_named) for hit in hits]


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
    """Say what it is in a profile that answers the wish, the most telling first, and never more than is known."""
    found = []
    if hit.is_named:
        found.append(f"Did you mean {profile.real_name or profile.name}?" if hit.is_guess else "The person you named")
    if hit.topics:
        found.append(f"Teaches {_listed(hit.topics)}")
    if told := _mentioned(profile, hit, reading):
        found.append(f"Mentions {_listed(told[:TOPICS_NAMED])} in their profile")
    return tuple(found) or (_near(hit, reading),)


def _near(hit: Hit, reading: Reading) -> str:
    """Say how a profile is near that has none of the words: it means the same, or goes together with it."""
    wished = " or ".join(reading.skills)
    if hit.is_meant:
        return f"Writes about {wished} in other words"
    return f"Close to {wished or 'what you wrote'}"


def _mentioned(profile: Profile, hit: Hit, reading: Reading) -> list[str]:
    """List the words of the wish that stand in a profile's text and in none of the topics that were named."""
    if not (profile.title or profile.about):
        return []
    taught = {stem(word) for topic in hit.topics for word in spoken(topic)}
    return [
        word
        for word in dict.fromkeys(spoken(f"{profile.title} {profile.about}"))
        if stem(word) in reading.terms and stem(word) not in taught and word not in FAINT
    ]


def _sums(index: Index, terms: Mapping[str, float]) -> dict[int, float]:
    """Add up what each profile's terms are worth, the most telling first, until enough was seen."""
    sums: dict[int, float] = {}
    left = max(AT_LEAST, len(index) // ONE_IN)
    worths = [(weight * index.rarity(term), term) for term, weight in terms.items() if term in index]
    for worth, term in sorted(worths, key=_most, reverse=True):
        numbers, weights = index.holders(term)
        if sums and len(numbers) > left:
            continue
        left -= len(numbers)
        if not sums:
            sums = dict(zip(numbers, map(worth.__mul__, weights), strict=True))
            continue
        known = sums.get
        for number, weight in zip(numbers, weights, strict=True):
            sums[number] = known(number, 0.0) + worth * weight
    return sums


def _foremost(sums: dict[int, float], most: int) -> list[int]:
    """Find whom to look at closely: the highest sums, and of those that are far from the highest no more than asked."""
    enough = max(sums.values(), default=0.0) * NEAR_THE_HIGHEST
    near = [number for number, worth in sums.items() if worth >= enough]
    if len(near) < most:
        return nlargest(most, sums, key=sums.__getitem__)
    closely = max(most, LOOKED_AT_CLOSELY)
    return near if len(near) <= closely else nlargest(closely, near, key=sums.__getitem__)


def _ranked(
    index: Index, close: "_Close", sums: Mapping[int, float], found: Mapping[int, bool]
) -> Iterator[tuple[bool, float, str, int, float, float, bool]]:
    """Put in order whoever was found, with how far the need is met and the goal answered."""
    profile_of, labels_of, look, worth_of, ideal = index.profile, index.labels, close.look, sums.get, close.ideal
    for number, is_named in found.items():
        profile = profile_of(number)
        if profile is not None:
            text = min(1.0, worth_of(number, 0.0) / ideal)
            label, spelling = look(labels_of(number))
            needs = LABEL_SHARE * label + SPELLING_SHARE * spelling + TEXT_SHARE * text
            # Rounded, as sums differ in their last digits by the order in which words come.
            yield not is_named, -round(2 * needs + text, 9), str(profile.id), number, needs, text, is_named


def _hit(index: Index, close: "_Close", number: int, needs: float, text: float, *, is_named: bool) -> Hit:
    who = index.profile(number)
    meant = bool(close.meant) and any(index.holds(number, skill) for skill in close.meant)
    of = who.id if who else None
    topics = close.topics(index.labels(number))
    return Hit(of, round(WHOLE * needs), round(WHOLE * text), topics, is_named, meant)


class _Close:
    """A wish, ready to be held against one topic after the other."""

    def __init__(self, index: Index, reading: Reading) -> None:
        self.terms = dict(reading.terms)
        rarity = index.rarity
        self.ideal = FULL_WEIGHT * sum([weight * rarity(term) for term, weight in reading.terms.items()]) or 1.0
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

    def look(self, labels: Iterable[Told]) -> tuple[float, float]:
        """Tell how well the best of some topics says what is wanted, and how alike one is spelt."""
        worth, wanted, known, ordered, length = self._worth, self._wanted, self._skills, self._ordered, self._length
        best = spelling = 0.0
        for stems, words, skills, tells, _ in labels:
            if shared := stems & wanted:
                fit = sum([worth[each] for each in shared]) / (length * tells)
                best = fit if fit > best else best  # noqa: FURB136 - twice as fast as a call, hundreds of times
                # What is less alike than another topic need not be compared to the end.
                alike = fuzz.ratio(ordered, words, score_cutoff=100 * spelling) / 100
                spelling = alike or spelling
            for name in skills:
                best = max(best, known.get(name, 0.0))
        return best, spelling

    def topics(self, labels: Iterable[Told]) -> tuple[str, ...]:
        """Name the topics that say what is wanted, the best first."""
        worth, wanted, known, length = self._worth, self._wanted, self._skills, self._length
        fits: list[tuple[float, str]] = []
        for stems, _, skills, tells, written in labels:
            shared = stems & wanted
            fit = sum([worth[each] for each in shared]) / (length * tells) if shared else 0.0
            for name in skills:
                fit = max(fit, known.get(name, 0.0))
            if fit:
                # Rounded, as the words of a topic are added up in another order in every process.
                fits.append((round(fit, 9), written))
        if len(fits) > 1:
            fits.sort(key=_most, reverse=True)
        enough = fits[0][0] * NEARLY_THE_BEST if fits else 0.0
        return tuple([topic for fit, topic in fits[:TOPICS_NAMED] if fit >= enough])


def _listed(things: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(things[:-1]), things[-1]) if part)
