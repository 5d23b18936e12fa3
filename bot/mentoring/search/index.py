"""Index: the terms of many profiles, which of them are rare, and which go together here."""

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.mentoring.hearing import FAINT, SILENT, spoken
from bot.mentoring.search.profiles import Label, Profile, of_name, written
from bot.mentoring.search.spelling import Spelling, is_nearly, likeness
from bot.mentoring.skills import FAINT_STEMS, VOCABULARIES_KEPT, Skills, with_own
from bot.mentoring.stems import stem
from bot.mentoring.topics import plain

if TYPE_CHECKING:
    from bot.mentoring.search.wishes import Part

FAINT_COUNTS: Final = 0.3
LEAST_TOGETHER: Final = 3
"""What went together once or twice may be chance."""
LOOKED_AT: Final = 80
"""So many profiles tell what goes with a term; more tell the same."""
CLOSE_ENOUGH: Final = 0.3
MOST_NEIGHBOURS: Final = 3
FEW: Final = 64
SAYS_LITTLE: Final = FAINT | SILENT
WORN_OUT: Final = 4
"""When one profile in so many is an old version of another, a new index is better than this one."""


Told = tuple[frozenset[str], str, frozenset[str], float, str]
"""A plain tuple: every search takes hundreds of them apart."""


class Term(NamedTuple):
    """What is known of a term: how much it tells, what goes with it, and how much it weighs in whose profile.

    Of few profiles, these are there in couples, too, which are gone through in a third of the time.
    """

    rarity: float
    neighbours: tuple[tuple[str, float], ...]
    numbers: Sequence[int]
    weights: Sequence[float]
    couples: tuple[tuple[int, float], ...]


class Index:
    """Many profiles, ready to be searched. Profiles are put in, put in again when they change, and dropped."""

    def __init__(self, profiles: Iterable[Profile] = (), skills: Skills | None = None) -> None:
        self.skills = skills or with_own("")
        self._spelling, self._spelt_names = _spelt(self.skills).copy(), Spelling()
        self._profiles: list[Profile | None] = []
        self._labels: list[tuple[Label, ...]] = []
        self._together: list[frozenset[str]] = []
        self._numbers: dict[Hashable, int] = {}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._holders: dict[str, tuple[array[int], array[float]]] = {}
        self._told: dict[int, list[Told]] = {}
        self._rarity: dict[str, float] = {}
        self._neighbours: dict[str, tuple[tuple[str, float], ...]] = {}
        self._terms: dict[str, Term] = {}
        self.understood: dict[str, tuple[Part, ...]] = {}
        # In an order of their own: what is looked at of many, and who comes first of equals, is the same for any file.
        for profile in sorted({each.id: each for each in profiles}.values(), key=_content):
            self.put(profile)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, term: str) -> bool:
        """Tell whether any profile is found by this term."""
        return term in self._holders

    @property
    def is_worn_out(self) -> bool:
        """Whether so much has changed that it should be made anew."""
        return (len(self._profiles) - len(self._numbers)) * WORN_OUT > len(self._profiles)

    def meant(self, word: str) -> Mapping[str, float]:
        """Tell which words this one was probably meant to be."""
        return self._spelling.meant(word)

    def names_like(self, word: str) -> tuple[str, ...]:
        """Tell which parts of names this was probably meant to be: none where a word in use is as near."""
        near = [name for name in self._spelt_names.meant(word) if is_nearly(word, name)]
        if not near:
            return ()
        rival = max((likeness(word, other) for other in self._spelling.meant(word)), default=0.0)
        return tuple(name for name in near if likeness(word, name) > rival)

    @property
    def words(self) -> Iterable[str]:
        """The words in use, as they are spelt."""
        return self._spelling.words

    def begins_with(self, letters: str) -> bool:
        """Tell whether any word in use may begin with these letters."""
        return self._spelling.begins_with(letters)

    def called(self, names: Sequence[Sequence[str]]) -> Sequence[int]:
        """Return the numbers of the profiles whose name has, of each of these, one word."""
        having = [{number for name in either for number in self.holders(of_name(name))[0]} for either in names]
        everywhere = having[0].intersection(*having[1:]) if having else ()
        return sorted(number for number in everywhere if self._profiles[number])

    def is_called(self, text: str) -> bool:
        """Tell whether this is what somebody is called; in small letters, a word that others use may be just that."""
        words = spoken(text)
        called = self.called([(word,) for word in words])
        if len(words) != 1 or text[:1].isupper():
            return bool(called)
        using = (number for number in self.holders(stem(words[0]))[0] if self._profiles[number])
        return bool(called) and words[0] not in SAYS_LITTLE and set(called).issuperset(using)

    def put(self, profile: Profile) -> None:
        """Add a profile, or replace it by what it is now."""
        self.drop(profile.id)
        number = len(self._profiles)
        found = written(profile, self.skills)
        self._numbers[profile.id] = number
        self._profiles.append(profile)
        self._labels.append(found.labels)
        self._together.append(found.together)
        for name in {_name(profile.name), _name(profile.real_name)} - {""}:
            self._named[name].add(number)
        for word in found.spellings:
            self._spelling.learn(word)
        for word in found.names:
            self._spelt_names.learn(word)
        for term, weight in found.terms.items():
            numbers, weights = self._holders.setdefault(term, (array("I"), array("f")))
            numbers.append(number)
            weights.append(weight)
        self._forget()

    def drop(self, who: Hashable) -> None:
        """Take a profile out; one that isn't there is no matter."""
        number = self._numbers.pop(who, None)
        if number is not None and (old := self._profiles[number]):
            self._profiles[number] = None
            for name in {_name(old.name), _name(old.real_name)} - {""}:
                self._named[name].discard(number)
            self._forget()

    def those(self, numbers: Iterable[int]) -> Iterator[tuple[int, Profile, Sequence["Told"]]]:
        """Go through the profiles with these numbers that have neither changed nor gone since, with their topics."""
        profiles, told = self._profiles, self._told
        for number in numbers:
            profile = profiles[number]
            if profile is not None:
                yield number, profile, told.get(number) or self.labels(number)

    def of(self, who: Hashable) -> Profile | None:
        """Return somebody's profile."""
        return self._profiles[self._numbers[who]] if who in self._numbers else None

    def labels(self, number: int) -> Sequence["Told"]:
        """Return the topics of a profile: stems, words in order, skills, how much its words tell in all, as written."""
        known = self._told.get(number)
        if known is None:
            rarity = self.rarity
            known = [
                (stems, ordered, skills, math.hypot(*map(rarity, stems)) or 1.0, as_written)
                for as_written, stems, ordered, skills in self._labels[number]
            ]
            self._told[number] = known
        return known

    def named(self, text: str) -> Sequence[int]:
        """Return the numbers of the profiles whose name is exactly this."""
        return sorted(self._named.get(_name(text), ())) if text else ()

    def holders(self, term: str) -> tuple[Sequence[int], Sequence[float]]:
        """Return the numbers of the profiles that are found by a term, and how much it weighs in each."""
        return self._holders.get(term, ((), ()))

    def weight(self, number: int, term: str) -> float:
        """Tell how much a term weighs in a profile: nothing where it isn't found by it."""
        numbers, weights = self.holders(term)
        at = bisect_left(numbers, number)
        return weights[at] if at < len(numbers) and numbers[at] == number else 0.0

    def rarity(self, term: str) -> float:
        """Tell how much a term tells: the fewer have it the more, and a faint word little in any case."""
        known = self._rarity.get(term)
        if known is None:
            held, everyone = len(self.holders(term)[0]), len(self._profiles)
            known = math.log(1 + (everyone - held + 0.5) / (held + 0.5)) * (FAINT_COUNTS if term in FAINT_STEMS else 1)
            if held:
                self._rarity[term] = known
        return known

    def term(self, term: str) -> Term:
        """Tell all that a search asks about a term, worked out once; of a faint one, not what goes with it."""
        known = self._terms.get(term)
        if known is None:
            beside = () if term in FAINT_STEMS else self.neighbours(term)
            numbers, weights = self.holders(term)
            couples = tuple(zip(numbers, weights, strict=True)) if len(numbers) <= FEW else ()
            known = Term(self.rarity(term), beside, numbers, weights, couples)
            if known.numbers:
                self._terms[term] = known
        return known

    def neighbours(self, term: str) -> tuple[tuple[str, float], ...]:
        """Return the terms that go with this one in what people here offer, and how surely."""
        known = self._neighbours.get(term)
        if known is None:
            known = tuple(self._beside(term))[:MOST_NEIGHBOURS]
            if term in self._holders:
                self._neighbours[term] = known
        return known

    def warm(self) -> None:
        """Work out beforehand what every search would otherwise work out when it comes."""
        for term in self._holders:
            self.term(term)
        for number in self._numbers.values():
            self.labels(number)

    def _beside(self, term: str) -> Iterator[tuple[str, float]]:
        numbers, everyone = self.holders(term)[0], len(self._profiles)
        held = len(numbers)
        if held < LEAST_TOGETHER or held == everyone:
            return
        looked_at = numbers[:: max(1, held // LOOKED_AT)]
        beside = Counter(other for number in looked_at for other in self._together[number])
        del beside[term]
        found: list[tuple[float, str]] = []
        for other, times in beside.items():
            if times >= LEAST_TOGETHER:
                both = times / len(looked_at) * held / everyone
                alone = held / everyone * len(self.holders(other)[0]) / everyone
                found.append((math.log(both / alone) / -math.log(both), other))
        yield from ((other, close) for close, other in sorted(found, reverse=True) if close > CLOSE_ENOUGH)

    def _forget(self) -> None:
        self._told.clear()
        self._rarity.clear()
        self._neighbours.clear()
        self._terms.clear()
        self.understood.clear()


@lru_cache(VOCABULARIES_KEPT)
def _spelt(skills: Skills) -> Spelling:
    """Learn how the words of these skills are spelt: once, as that takes longer than a search does."""
    spelling = Spelling()
    for word in skills.words:
        spelling.learn(word)
    return spelling


def _content(profile: Profile) -> tuple[object, ...]:
    """Order profiles by what they say; an id comes last, as it may be no more than a place in a file."""
    return profile.name, profile.real_name, profile.title, profile.topics, profile.about, str(profile.id)


def _name(name: str) -> str:
    return " ".join(plain(name).split()).strip(" \"'@\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
