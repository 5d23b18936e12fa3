"""Skills: what people at work call them, and what they say when they mean one without naming it.

The files beside this one hold a line for each skill: `name: other names | what people say`. A workspace adds its own
names; a word that stands nowhere is kept as it is, and found by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from bot.mentoring.hearing import FAINT, spoken
from bot.mentoring.stems import stem

NAMED: Final = 1.0
"""How sure a skill is that is called by one of its names."""
SAID_IN_WORDS, SAID_IN_A_WORD = 0.75, 0.45
"""How sure a skill is of which one thing is said that only it is known by; more things make it surer."""
NEARLY_SAID: Final = 0.5
SURE_ENOUGH: Final = 0.16
VOCABULARIES_KEPT: Final = 64
LONGEST_NAME: Final = 5
LONG_SAYING: Final = 3
AMBIGUOUS: Final = frozenset({"polish"})
"""Names that mean something else in most sentences: they count alone, or with what is said around every wish."""
FAINT_STEMS: Final = frozenset(stem(word) for word in FAINT)


@dataclass(frozen=True, slots=True)
class Skill:
    """Something people can teach each other."""

    name: str
    names: tuple[str, ...] = ()
    sayings: tuple[str, ...] = ()


@cache
def shipped() -> tuple[Skill, ...]:
    """Read the skills that come with the bot."""
    files = sorted(Path(__file__).parent.glob("*.txt"))
    return tuple(skill for file in files for skill in read(file.read_text(encoding="utf-8").splitlines()))


def read(lines: Iterable[str]) -> Iterator[Skill]:
    """Read skills from lines of `name: other names | what people say`; what follows a # is for readers."""
    for line in lines:
        told = line.partition("#")[0] if line.startswith("#") else line
        name, _, rest = told.partition(":")
        if name.strip():
            names, _, sayings = rest.partition("|")
            yield Skill(name.strip(), _parts(names), _parts(sayings))


class Skills:
    """The skills of a workspace: the shipped ones and its own, ready to be recognised in a text."""

    def __init__(self, own: Iterable[Skill] = (), usual: Iterable[Skill] | None = None) -> None:
        self._called: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._called_alone: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        self._said_with: dict[str, list[tuple[frozenset[str], str, float]]] = defaultdict(list)
        self.words: set[str] = set()
        """Every word that means something, as it is spelt, and below without its ending."""
        everything = (*(shipped() if usual is None else usual), *own)
        for skill in everything:
            for name in (skill.name, *skill.names):
                self._call(skill.name, name)
            self.words.update(word for saying in skill.sayings for word in spoken(saying))
        self.stems = frozenset(map(stem, self.words))
        shared = Counter(saying for skill in everything for saying in {_stems(each) for each in skill.sayings})
        often = Counter(word for saying in shared for word in saying)
        for skill in everything:
            for saying in {_stems(each): None for each in skill.sayings}:
                self._say(skill.name, sorted(saying, key=lambda word: (often[word], word)), shared[saying])

    def recognise(
        self, words: Sequence[str], *, by_sayings: float = 1.0, named: Iterable[str] | None = None
    ) -> Mapping[str, float]:
        """Tell which skills a text is about and how sure that is, given the stems of its words in order.

        Whoever knows already which skills are `named` in it can say so.
        """
        doubts = dict.fromkeys(self.named(words) if named is None else named, 1 - NAMED)
        # In the order they were said in: of skills that are as likely, every process takes the same ones.
        if not self._said_with.keys().isdisjoint(words):
            for name, sure in self._meant(words):
                doubts[name] = doubts.get(name, 1.0) * (1 - sure * by_sayings)
        return {name: 1 - doubt for name, doubt in doubts.items() if 1 - doubt >= SURE_ENOUGH} if doubts else {}

    def is_called(self, words: Iterable[str]) -> bool:
        """Tell whether these words are the name of a skill and nothing more."""
        return tuple(words) in self._called

    def named(self, words: Sequence[str]) -> Sequence[str]:
        """Find the skills called by name; a longer name hides the shorter ones in it."""
        if whole := self._called_alone.get(tuple(words)):
            return whole
        names: list[str] = []
        longest, after = self._longest, 0
        if not longest.keys().isdisjoint(words):
            for at, word in enumerate(words):
                if at < after or word not in longest:
                    continue
                for length in range(min(longest[word], len(words) - at), 0, -1):
                    if found := self._called.get(tuple(words[at : at + length])):
                        names += found
                        after = at + length
                        break
        if not names and not FAINT_STEMS.isdisjoint(words):
            return self._called_alone.get(tuple([word for word in words if word not in FAINT_STEMS]), names)
        return names

    def _meant(self, words: Iterable[str]) -> Iterator[tuple[str, float]]:
        said_with, heard = self._said_with, dict.fromkeys(words)
        nearly: set[tuple[frozenset[str], str]] = set()
        for word in heard:
            for saying, name, sure in said_with.get(word, ()):
                if len(saying) < LONG_SAYING:
                    if heard.keys() >= saying:
                        yield name, sure
                elif len(saying - heard.keys()) <= 1 and (saying, name) not in nearly:
                    nearly.add((saying, name))
                    yield name, sure if heard.keys() >= saying else sure * NEARLY_SAID

    def _call(self, skill: str, name: str) -> None:
        words = spoken(name)
        self.words.update(words)
        # "Becoming a manager" must not make a skill of every "manager", nor "getting things done" of every "done".
        vague = all(word in FAINT for word in words) or (len(words) == 1 and (" " in name or name in AMBIGUOUS))
        bare = tuple(stem(word) for word in words)
        called = (self._called_alone if vague else self._called)[bare]
        if bare and not vague:
            self._longest[bare[0]] = max(self._longest.get(bare[0], 0), min(LONGEST_NAME, len(bare)))
        if skill not in called:
            called.append(skill)

    def _say(self, skill: str, saying: Sequence[str], shared: int) -> None:
        """Keep a saying by its rarest word, without which it isn't said; of a long one, one word may be missing."""
        sure = (SAID_IN_A_WORD if len(saying) == 1 else SAID_IN_WORDS) / shared**0.5
        for word in saying[: 2 if len(saying) >= LONG_SAYING else 1]:
            self._said_with[word].append((frozenset(saying), skill, sure))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


@lru_cache(VOCABULARIES_KEPT)
def with_own(lines: str) -> Skills:
    """Return the shipped skills with a workspace's own, a line for each, worked out once: nobody changes them after."""
    return Skills(read(lines.splitlines()))


@cache
def _stems(saying: str) -> tuple[str, ...]:
    words = spoken(saying)
    if all(word in FAINT for word in words):
        return ()
    return tuple(dict.fromkeys(stem(word) for word in words))
