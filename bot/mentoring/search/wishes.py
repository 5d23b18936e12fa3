"""Wishes: half a sentence with a slip in it, read as words and skills, each as sure as it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from bot.mentoring.hearing import FAINT, SILENT, spoken
from bot.mentoring.search.negations import CUES, CUES_IN_LETTERS, told_apart
from bot.mentoring.search.passing import A_DEED, MAY_PASS, in_passing, named_in_full
from bot.mentoring.search.profiles import of_name, of_skill
from bot.mentoring.search.unspaced import around, beside_latin, is_unspaced, not_cut, within
from bot.mentoring.skills import Skills
from bot.mentoring.stems import stem
from bot.mentoring.topics import LONGEST_WISH, MOST_WORDS, tidy

MOST_SKILLS: Final = 6
SKILL_WEIGHS: Final = 1.5
NAMED_WEIGHS: Final = 0.6
"""What is called by its name is found by that name, too, and need not count twice."""
FEW_WORDS, ENOUGH_WORDS = 0.2, 4
"""Two words are a name and hardly ever a way of saying something else; a sentence often is."""
JOINED_WEIGHS: Final = 0.9
LONG_ENOUGH_FOR_TWO: Final = 6
A_WORD: Final = 4
"""Fewer letters stand at the end of many a word that has nothing to do with them."""
LITTLE_WORDS: Final = FAINT | SILENT
MOST_NAMES: Final = 4
MOST_UNDERSTOOD: Final = 1 << 14
"""So many words that were understood are kept: more than people type in a day, and little memory."""
NOTHING: Final[Mapping[str, float]] = MappingProxyType({})
NO_WORDS: Final[frozenset[str]] = frozenset()
A_NAME: Final = of_name("")
_sureness: Final = itemgetter(1)


class Part(NamedTuple):
    """A word of a wish as it was typed and as it was understood, with the terms that profiles are found by."""

    typed: str
    word: str
    bare: str
    terms: tuple[tuple[str, float], ...]
    is_used: bool
    is_mended: bool
    is_unknown: bool
    is_faint: bool


class Knowing(Protocol):
    """What is known about the words in use."""

    understood: dict[str, tuple[Part, ...]]
    """Words that were understood before; emptied by whatever may change what they mean."""

    @property
    def words(self) -> Iterable[str]:
        """The words in use."""

    def __contains__(self, term: str) -> bool:
        """Tell whether any profile is found by this term."""

    def meant(self, word: str) -> Mapping[str, float]:
        """Tell which words this one was probably meant to be."""

    def begins_with(self, letters: str) -> bool:
        """Tell whether any word in use may begin with these letters."""

    def names_like(self, word: str) -> tuple[str, ...]:
        """Tell which parts of names this was probably meant to be."""

    def called(self, names: Sequence[Sequence[str]]) -> Sequence[int]:
        """Tell whose name has, of each of these, one word."""

    def is_called(self, text: str) -> bool:
        """Tell whether this is what somebody is called."""


class Reading(NamedTuple):
    """A wish as it was typed and as it was understood."""

    typed: str
    words: tuple[str, ...] = ()
    terms: Mapping[str, float] = NOTHING
    skills: Mapping[str, float] = NOTHING
    corrected: Mapping[str, str] = MappingProxyType({})
    unknown: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    """Of a wish that is somebody's name: for each word, which part of a name it may be."""
    unwanted: tuple[str, ...] = ()
    """What was said not to be looked for, of which `typed` holds nothing."""
    is_faint: bool = False
    """Whether no word of it says what for."""

    @property
    def is_guess(self) -> bool:
        """Whether a name was typed with a slip in it."""
        return any(word not in names for word, names in zip(self.words, self.names, strict=False))

    @property
    def is_mended(self) -> bool:
        """Whether a word was read as another than the one that was typed, or as two."""
        return not self.names and not set(self.words).issuperset(spoken(self.typed))

    @property
    def may_be_a_name(self) -> bool:
        """Whether it is a name or nothing that is known here: one can't be told from the other."""
        strange = {word for word in self.words if word in self.unknown or word.startswith(A_NAME)}
        return bool(self.names) or (bool(self.words) and len(strange) == len(set(self.words)))


def read(text: str, knowing: Knowing, skills: Skills) -> Reading:
    """Read a wish: words in use stay as they are, others are mended, and skills are recognised in what results."""
    typed = tidy(text)[:LONGEST_WISH].rstrip()
    said = list(dict.fromkeys(spoken(typed)))[:MOST_WORDS]
    unwanted: tuple[str, ...] = ()
    if not CUES.isdisjoint(said) or any(cue in typed.casefold() for cue in CUES_IN_LETTERS):
        typed, unwanted = told_apart(typed, knowing.is_called)
        said = list(dict.fromkeys(spoken(typed)))[:MOST_WORDS]
    passing = NO_WORDS
    if not MAY_PASS.isdisjoint(said):
        full = named_in_full(typed)
        said, passing = list(dict.fromkeys(spoken(full)))[:MOST_WORDS], in_passing(full)
    if names := _names(said, knowing, skills):
        called = {of_name(name): 1.0 for either in names for name in either}
        return Reading(typed, tuple(said), called, names=names, unwanted=unwanted)
    parts: list[Part] = []
    for each in said:
        parts += knowing.understood.get(each) or _understood(each, knowing, skills)
    if not passing.isdisjoint(said):
        parts = _without(parts, passing)
    if not typed.isascii() and any(part.is_used for part in parts):  # of what was typed as one, what is known counts
        rest = beside_latin(typed)
        parts = [part for part in parts if not (part.is_unknown and part.typed in rest)]
    return _reading(typed, parts, tuple(_joined(said, knowing)), unwanted, skills)


def _reading(
    typed: str, parts: Sequence[Part], joined: Sequence[str], unwanted: tuple[str, ...], skills: Skills
) -> Reading:
    """Put together what was understood, in one walk: to go through a wish once for each question takes longer."""
    terms: dict[str, float] = {}
    corrected: dict[str, str] = {}
    words, bare, unknown, telling, is_used, is_faint = list[str](), list[str](), list[str](), 0, False, True
    for spelt, word, stemmed, means, used, mended, strange, faint in parts:
        words.append(word)
        bare.append(stemmed)
        for term, sure in means:
            if sure > terms.get(term, 0.0):
                terms[term] = sure
        is_used = is_used or used
        if mended:
            corrected[spelt] = word
        elif strange:
            unknown.append(spelt)
        if not faint:
            telling += 1
            is_faint = is_faint and word in SILENT
    for each in joined:
        if each not in terms:
            terms[each] = JOINED_WEIGHS
            is_used = True
    found: dict[str, float] = {}
    for name, sure, weight in _skills(bare, telling, skills, only_by_sayings=not is_used):
        found[name] = sure
        terms[of_skill(name)] = weight
    return Reading(typed, tuple(words), terms, found, corrected, tuple(unknown), (), unwanted, is_faint)


def as_a_name(reading: Reading) -> Reading:
    """Read a wish as the name of somebody who offers nothing: no word of it is mended, and nothing is found by it."""
    said = tuple(spoken(reading.typed))
    return Reading(reading.typed, said, unknown=said, unwanted=reading.unwanted)


def prepare(knowing: Knowing, skills: Skills) -> None:
    """Understand the words in use beforehand, as many as are kept."""
    for word in islice(knowing.words, MOST_UNDERSTOOD):
        _understood(word, knowing, skills)


def _names(words: Sequence[str], knowing: Knowing, skills: Skills) -> tuple[tuple[str, ...], ...]:
    """Read a wish as a name that somebody has, slips mended; a word that says what is wanted is no name by itself."""
    names: list[tuple[str, ...]] = []
    is_said = True
    for word in words[: MOST_NAMES + 1]:
        says_something = word not in SILENT and ((bare := stem(word)) in knowing or bare in skills.stems)
        is_said = is_said and says_something
        if of_name(word) in knowing:
            names.append((word,))
        else:
            names.append(() if says_something else knowing.names_like(word))
        if not names[-1]:
            return ()
    return tuple(names) if not is_said and len(names) <= MOST_NAMES and knowing.called(names) else ()


def _without(parts: Sequence[Part], passing: frozenset[str]) -> list[Part]:
    """Find nobody by words that are said in passing; beside others they may be part of a name, as in "go to market"."""
    is_alone = all(part.is_faint for part in parts)
    return [
        part._replace(terms=(), is_used=False, bare="" if is_alone or part.word in A_DEED else part.bare)
        if part.word in passing
        else part
        for part in parts
    ]


def _understood(word: str, knowing: Knowing, skills: Skills) -> tuple[Part, ...]:
    """Understand a word, and keep what was understood as long as nothing changes."""
    parts = tuple(_part(one, meanings, knowing) for one, meanings in _apart(word, knowing, skills))
    if len(knowing.understood) >= MOST_UNDERSTOOD:
        knowing.understood.clear()
    knowing.understood[word] = parts
    return parts


def _part(typed: str, meanings: Mapping[str, float] | None, knowing: Knowing) -> Part:
    word = next(iter(meanings), typed) if meanings else typed
    terms: dict[str, float] = {}
    for meaning, sure in (meanings or {typed: 1.0}).items():
        term = meaning if meaning.startswith(A_NAME) else stem(meaning)
        terms[term] = max(terms.get(term, 0.0), sure)
    return Part(
        typed,
        word,
        stem(word),
        tuple(terms.items()),
        is_used=any(map(knowing.__contains__, terms)),
        is_mended=bool(meanings) and not word.startswith(A_NAME),
        is_unknown=meanings is not None and not meanings,
        is_faint=word in FAINT,
    )


def _apart(word: str, knowing: Knowing, skills: Skills) -> Sequence[tuple[str, Mapping[str, float] | None]]:
    """Take two words apart that were typed as one, such as "publicspeaking", where nothing else is meant."""
    meanings = _meanings(word, knowing, skills)
    if meanings is not None and is_unspaced(word):
        if found := tuple(within(word, knowing)):
            return [(each, None) for each in found]
        meanings = not_cut(word, meanings)
        return ((word, meanings or around(word, knowing.words)),)
    if meanings or meanings is None or len(word) < LONG_ENOUGH_FOR_TWO:
        return ((word, meanings),)
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 2))
    for one, other in halves:
        known = all(half in SILENT or stem(half) in knowing or stem(half) in skills.stems for half in (one, other))
        if known and _are_two(one, other, skills):
            told = [(half, _meanings(half, knowing, skills)) for half in (one, other) if half not in SILENT]
            return told or ((word, meanings),)
    return ((word, meanings),)


def _are_two(one: str, other: str, skills: Skills) -> bool:
    """Tell whether two halves are hardly the syllables of a longer word: "chainsaws" is no "chains aws".

    A short word at the end is believed after "learn" and the like, or where both together are called something, and
    one behind a small word where it is long.
    """
    if len(other) < A_WORD:
        return len(one) > A_WORD if one in LITTLE_WORDS else skills.is_called((stem(one), stem(other)))
    return one not in LITTLE_WORDS or len(one) >= A_WORD or len(other) > A_WORD


def _meanings(word: str, knowing: Knowing, skills: Skills) -> Mapping[str, float] | None:
    """Tell what a word may have been meant to be, each as sure as it is; None where it is in use as it stands.

    So is what people say around every wish, whether or not anybody's profile has it.
    """
    if (bare := stem(word)) in knowing or bare in skills.stems or word in FAINT:
        return None
    if (name := of_name(word)) in knowing:
        return {name: 1.0}
    return knowing.meant(word)


def _joined(words: Sequence[str], knowing: Knowing) -> Iterator[str]:
    """Name words in use that were typed as two; most couples are none, and to find their stem would take long."""
    for one, other in pairwise(words):
        if knowing.begins_with(one + other[:2]) and (joined := stem(one + other)) in knowing:
            yield joined


def _skills(
    bare: Sequence[str], telling: int, skills: Skills, *, only_by_sayings: bool
) -> Sequence[tuple[str, float, float]]:
    """Recognise skills, each as sure as it is and with what it weighs.

    What is merely said counts in full where nobody uses a word of it and none is a name.
    """
    named = skills.named(bare)
    believed = 1.0 if only_by_sayings and not named else min(1.0, max(FEW_WORDS, telling / ENOUGH_WORDS))
    found = skills.recognise(bare, by_sayings=believed, named=named)
    if not found:
        return ()
    likeliest = sorted(found.items(), key=_sureness, reverse=True)[:MOST_SKILLS] if len(found) > 1 else found.items()
    return [(name, sure, sure * SKILL_WEIGHS * (NAMED_WEIGHS if name in named else 1.0)) for name, sure in likeliest]
