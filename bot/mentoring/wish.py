"""One wish held against the topics on offer: who can teach it, how well it is met, and what lies near it."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from bot.mentoring.offers import Offer
from bot.mentoring.search.index import LEAST_TOGETHER
from bot.mentoring.skills import shipped
from bot.mentoring.topics import GENERAL_WORDS, Wanted, plain, tidy, words
from bot.mentoring.topics import topics as topics_of

BY_TOPICS: Final = 900
BY_A_WHOLE_TOPIC: Final = 100
NEAR_TOPICS: Final = 3
ALIKE: Final = 30
BESIDE: Final = 20
MOST_BESIDE: Final = 5
TOPICS_NAMED: Final = 3

_AND: Final = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)
_QUOTES: Final = " \"'@\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"


class Wish:
    """What is wanted, ready to be compared with many people's topics.

    A set of wanted words is an int with one bit for each of them; one more bit says that a whole topic is wanted.
    """

    def __init__(self, wanted: Wanted, offered: Collection[Sequence[str]]) -> None:
        self._words = wanted.words
        self._asked = [part for topic in topics_of(_mended(wanted)) for part in _one_by_one(topic)]
        self._is_a_skill = {plain(each) for each in self._asked} <= {plain(each) for each in wanted.skills}
        self._name = plain(wanted.typed).strip(_QUOTES)
        self._all = (1 << len(self._words)) - 1
        self._whole = 1 << len(self._words)
        self._telling = sum(1 << at for at, word in enumerate(self._words) if word not in GENERAL_WORDS)
        self._meanings = _Meanings(self._words)
        self._shares: dict[tuple[int, int], int] = {}
        self._patterns = [(1 << at, word, _beginning_with(word)) for at, word in enumerate(self._words)]
        self.taught = [self._taught_by(topics) for topics in offered] if self._words else [0] * len(offered)
        self._weights = _rarity(self.taught, len(self._words))

    def names(self, offer: Offer) -> bool:
        """Tell whether the wish is this person's name, as they go by it or in full, and nothing else."""
        return any(self._is(name) for name in (offer.name, offer.real_name) if name)

    def _is(self, name: str) -> bool:
        if not self._name or (name.isascii() and len(name) < len(self._name)):
            return False
        return " ".join(plain(name).split()) == self._name

    def mentioned(self, title: str, about: str, taught: int) -> int:
        """Find the wanted words that are not taught but stand in a title or an introduction."""
        if taught & self._all == self._all:
            return 0
        text, found = plain(f"{title} {about}"), 0
        for bit, beginning, pattern in self._patterns:
            if not taught & bit and beginning in text and pattern.search(text):
                found |= bit
        return found

    def met_by(self, taught: int, mentioned: int) -> bool:
        """Tell whether this is worth proposing: a telling word, a whole topic, or most of what was asked for.

        It depends on nobody else's offer, so that one mentor more never makes a list shorter.
        """
        covered = (taught | mentioned) & self._all
        return (
            not self._words
            or bool(taught & (self._telling | self._whole))
            or 2 * covered.bit_count() > len(self._words)
        )

    def share(self, taught: int, mentioned: int) -> int | None:
        """Tell how far the wish is met, in thousandths: what few offer weighs more, and a mere mention counts half.

        Where nothing particular is wanted, nobody meets it better than others.
        """
        if not self._words:
            return None
        known = self._shares.get((taught, mentioned))
        if known is None:
            weight = 2 * self._weight(taught) + self._weight(mentioned)
            known = BY_TOPICS * weight // (2 * sum(self._weights)) + BY_A_WHOLE_TOPIC * bool(taught & self._whole)
            self._shares[taught, mentioned] = known
        return known

    def answered_by(self, topics: Sequence[str]) -> list[str]:
        """Pick the topics to name to the seeker, best first: all of them when nothing particular is wanted."""
        telling = self._telling | self._whole if self._taught_by(topics) & (self._telling | self._whole) else self._all
        answering = [topic for topic in topics if self._meanings[topic] & telling] if self._words else list(topics)
        return sorted(answering, key=self._how_far_from)[:TOPICS_NAMED]

    def missing(self, offer: Offer, *, is_meant: bool = True) -> tuple[str, ...]:
        """Name the topics asked for, where several were, that this mentor neither teaches nor mentions.

        Of one thing asked for, nothing is missing, unless it is a skill and the mentor teaches something near it.
        """
        if len(self._asked) < 2:  # noqa: PLR2004 - one thing
            return () if is_meant or not self._is_a_skill else tuple(self._asked)
        text = plain(f"{offer.title} {offer.about} {' '.join(offer.topics)}")
        told = frozenset(words(text)) | {word for topic in offer.topics for word in words(topic)}
        return tuple(topic for topic in self._asked if not told & set(words(topic)))

    def word_in(self, title: str, about: str) -> str | None:
        """Find the first wanted word in a title or an introduction, as it is written there."""
        text = plain(tidy(f"{title} {about}"))
        return next((seen[0] for _, _, pattern in self._patterns if (seen := pattern.search(text))), None)

    def near(self, available: Iterable[Sequence[str]], everyone: Iterable[Sequence[str]]) -> tuple[str, ...]:
        """Name available topics that look like the wish, or that go with it in several people's offers."""
        spelled: dict[str, str] = {}
        for topic in {topic for topics in available for topic in topics}:
            key = plain(topic)
            spelled[key] = min(topic, spelled.get(key, topic))
        akin = (
            topics for topics, taught in zip(everyone, self.taught, strict=True) if taught and self.met_by(taught, 0)
        )
        together = Counter(plain(topic) for topics in akin for topic in topics)
        beside = Counter({topic: times for topic, times in together.items() if times >= LEAST_TOGETHER})
        parts = {word[at : at + 3] for word in self._words for at in range(len(word) - 2)}
        points = {key: _likeness(parts, key) + BESIDE * min(beside[key], MOST_BESIDE) for key in spelled}
        nearest = sorted((key for key in spelled if points[key]), key=lambda key: (-points[key], key))
        return tuple(spelled[key] for key in nearest[:NEAR_TOPICS])

    def _how_far_from(self, topic: str) -> tuple[int, bool]:
        found = self._meanings[topic]
        return -self._weight(found), not found & self._whole

    def _taught_by(self, topics: Sequence[str]) -> int:
        taught = 0
        for topic in topics:
            taught |= self._meanings[topic]
        return taught

    def _weight(self, found: int) -> int:
        return sum(weight for at, weight in enumerate(self._weights) if found >> at & 1)


class _Meanings(dict[str, int]):
    """Which wanted words a topic holds, worked out once for each topic."""

    def __init__(self, wanted: Sequence[str]) -> None:
        super().__init__()
        self._bits = {word: 1 << at for at, word in enumerate(wanted)}

    def __missing__(self, topic: str) -> int:
        meant = words(topic)
        held = [self._bits[word] for word in meant if word in self._bits]
        whole = bool(held) and len(held) == len(meant)
        self[topic] = found = sum(held) + (whole << len(self._bits))
        return found


def _one_by_one(topic: str) -> list[str]:
    """Take apart what is asked for in one breath, "negotiation and leadership"; "research and development" is one."""
    if plain(topic) in _named_with_and():
        return [topic]
    return [part for part in _AND.split(topic) if words(part)] or [topic]


@cache
def _named_with_and() -> frozenset[str]:
    names = (name for skill in shipped() for name in (skill.name, *skill.names))
    return frozenset(plain(name) for name in names if _AND.search(name))


def _mended(wanted: Wanted) -> str:
    text = wanted.typed
    for typed, meant in wanted.corrected.items():
        text = re.sub(rf"(?i)\b{re.escape(typed)}\b", meant, text)
    return text


def _rarity(taught: Iterable[int], count: int) -> list[int]:
    sets = Counter(taught)
    offers = sets.total()
    teachers = [sum(people for found, people in sets.items() if found >> at & 1) for at in range(count)]
    return [round(100 + 100 * math.log((offers + 1) / (teaching + 1))) for teaching in teachers]


def _beginning_with(word: str) -> re.Pattern[str]:
    ending = r"(?!\w)" if len(word) <= 3 else r"\w*"  # noqa: PLR2004 -- "art" is not in "article"
    return re.compile(rf"(?<!\w){re.escape(word)}{ending}")


def _likeness(parts: Collection[str], topic: str) -> int:
    shared = sum(part in topic for part in parts)
    alike = 200 * shared // (len(parts) + max(1, len(topic) - 2))
    return alike if alike >= ALIKE else 0
