"""Profiles as a search sees them: the terms they can be found by, and each topic for itself."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.mentoring.hearing import SILENT, spoken
from bot.mentoring.skills import FAINT_STEMS, Skills
from bot.mentoring.stems import stem
from bot.mentoring.topics import plain

IN_A_TOPIC, IN_A_TITLE, IN_THE_TEXT = 2.0, 1.5, 1.0
"""How much a word counts by the place where it stands."""
NAMED_IN_A_TITLE, NAMED_IN_THE_TEXT = 0.9, 0.8
"""How sure a skill is that is called by name outside of the topics."""
SAID_IN_A_TITLE, SAID_IN_THE_TEXT = 0.3, 0.8
"""How far a skill is believed of which something is merely said."""
LONG_TAIL: Final = 1.2
LENGTH_MATTERS: Final = 0.4
USUAL_LENGTH: Final = 20
"""As in BM25: a word said five times is not worth five words, and in a long text each is worth less."""
SKILL_WEIGHS: Final = 2.0
"""A skill is worth what a word is worth that is said in a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody offers, in their own words."""

    id: Hashable
    name: str = ""
    real_name: str = ""
    title: str = ""
    department: str = ""
    topics: tuple[str, ...] = ()
    about: str = ""


class Label(NamedTuple):
    """One topic: as it is written, its stems, its words in alphabetical order, and the skills it names."""

    written: str
    stems: frozenset[str]
    ordered: str
    skills: frozenset[str]


class Written(NamedTuple):
    """What a profile is found by: terms with their weight, its labels, and the words it spells."""

    terms: Mapping[str, float]
    labels: tuple[Label, ...]
    spellings: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Which words the name is made of."""
        sign = of_name("")
        return frozenset(term.removeprefix(sign) for term in self.terms if term.startswith(sign))

    @property
    def together(self) -> frozenset[str]:
        """Which terms occur together in what is offered."""
        found = {term for label in self.labels for term in (*label.stems, *map(of_skill, label.skills))}
        return frozenset(found - FAINT_STEMS)


def of_skill(name: str) -> str:
    """Make a term of a skill; no word looks like it."""
    return f"={name}"


def of_name(word: str) -> str:
    """Make a term of a part of somebody's name; no word looks like it."""
    return f"@{word}"


def written(profile: Profile, skills: Skills) -> Written:
    """Read a profile. Where there is nothing but a name, the name is what is offered."""
    topics = profile.topics
    if not topics and not profile.about and not profile.title:
        topics = (profile.name,)
    labels = tuple(labels_of(topics, skills))
    counted: dict[str, float] = defaultdict(float)
    known = {name: 1.0 for label in labels for name in label.skills}
    length = 0
    for label in labels:
        length += len(label.stems)
        for word in label.stems:
            counted[word] += IN_A_TOPIC
    spellings = {word for label in labels for word in label.ordered.split()}
    for text, weight, named, said in (
        (profile.title, IN_A_TITLE, NAMED_IN_A_TITLE, SAID_IN_A_TITLE),
        (profile.about, IN_THE_TEXT, NAMED_IN_THE_TEXT, SAID_IN_THE_TEXT),
    ):
        words = spoken(text) if text else ()
        length += len(words)
        spellings.update(words)
        bare = [stem(word) for word in words]
        for word in bare:
            counted[word] += weight
        for name, sure in skills.recognise(bare, by_sayings=said).items():
            known[name] = max(known.get(name, 0.0), sure * named)
    names = f"{profile.name} {profile.real_name}"
    return Written(_weighed(counted, known, names, length), labels, frozenset(spellings))


def labels_of(topics: Iterable[str], skills: Skills) -> Iterator[Label]:
    """Read topics, each for itself."""
    for topic in topics:
        words = spoken(topic)
        bare = [stem(word) for word in words]
        yield Label(topic, frozenset(bare), " ".join(sorted(words)), frozenset(skills.named(bare)))


def _weighed(counted: Mapping[str, float], known: Mapping[str, float], names: str, length: int) -> dict[str, float]:
    norm = LONG_TAIL * (1 - LENGTH_MATTERS + LENGTH_MATTERS * length / USUAL_LENGTH)
    terms = {word: count * (LONG_TAIL + 1) / (count + norm) for word, count in counted.items()}
    terms |= {of_skill(skill): SKILL_WEIGHS * sure for skill, sure in known.items()}
    # A name may be a word that says nothing elsewhere, such as "Will".
    called = (*spoken(names), *SILENT.intersection(plain(names).split()))
    return terms | {of_name(word): 1.0 for word in called}
