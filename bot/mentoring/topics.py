"""What people offer and want, as words: tidy topics, search words, and help with typing slips."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category, normalize

from bot.mentoring.aliases import AS_WRITTEN, FILLER, GENERAL, OTHER_NAMES

MOST_TOPICS: Final = 20
LONGEST_TOPIC: Final = 60
MOST_WORDS: Final = 24
LONGEST_WISH: Final = 300

_SEPARATORS: Final = re.compile(r"[,;|\n\r\v\f\x85\u2028\u2029\u2022\u3001\uff0c\uff1b]+")
_LEADING: Final = " -\u2013\u2014*_~`\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u00b7"
_TRAILING: Final = _LEADING + "."
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs"})
_STACKED_MARKS: Final = 3
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
# The second range is the scripts from Devanagari to Tibetan, whose vowel signs are not letters to `\w`.
_WORD: Final = re.compile("(?:[^\\W_]|[\u0900-\u0fff])+[+#]*")
_POSSESSIVE: Final = re.compile("['\u2019]s?(?!\\w)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person is looking for, as typed and as understood."""

    typed: str
    words: tuple[str, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    is_vague: bool = False
    """Whether it doesn't say what for."""
    may_be_a_name: bool = False
    """Whether it is somebody's name or nothing that is known here: one can't be told from the other."""


def topics(text: str) -> tuple[str, ...]:
    """Split what a person typed into clean topics, keeping their spelling."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        topic = _trim(_trim(tidy(part))[:LONGEST_TOPIC])
        if any(letter.isalnum() for letter in topic):
            found.setdefault(topic.casefold(), topic)
    return tuple(found.values())[:MOST_TOPICS]


def words(text: str) -> tuple[str, ...]:
    """Reduce a text to the words it can be found by, other names for the same thing made one."""
    return _words_of_topic(text) if len(text) <= LONGEST_TOPIC else _words(text)


def understand(text: str, vocabulary: Iterable[str]) -> Wanted:
    """Read a wish against the topics on offer, mending slips of the finger.

    The vocabulary is what is offered, as topics or as single words; a word on offer is never changed.
    """
    offered = list(vocabulary)
    known = {word for topic in offered for word in words(topic)}
    tokens = _read(text)[:MOST_WORDS]
    strange = [token for token in tokens if token.stem not in known and token.stem not in _NAME_STEMS]
    mended = _mend(strange, offered) if strange else {}
    meant = list(_meanings([mended.get(token, token) for token in tokens]))
    return Wanted(
        typed=tidy(text)[:LONGEST_WISH].rstrip(),
        words=tuple(dict.fromkeys(token.stem for token in meant)),
        corrected={token.spelling: better.spelling for token, better in mended.items()},
        unknown=tuple(dict.fromkeys(token.spelling for token in meant if token.stem not in known)),
    )


def closest(word: str, vocabulary: Collection[str]) -> str | None:
    """Find the known word this was probably meant to be, or nothing."""
    if word in vocabulary:
        return word
    slips = _slips_forgiven(len(word))
    if not slips:
        return None
    alike = _alike(word, vocabulary, slips)
    for allowed in range(1, slips + 1):
        reached = [(known[:1] != word[:1], known) for known in alike if _within(word, known, allowed)]
        if reached:
            return min(reached)[1]
    return None


def tidy(text: str) -> str:
    """Drop what cannot be seen or would disturb the text around it, and single the spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(_visible("".join(" " if letter.isspace() else letter for letter in text)).split())


def plain(text: str) -> str:
    """Fold case and accents away, for comparing."""
    if text.isascii():
        return text.lower()
    return normalize("NFC", _ACCENTS.sub("", normalize("NFKD", text.casefold()))).casefold()


def _trim(topic: str) -> str:
    return topic.lstrip(_LEADING).rstrip(_TRAILING)


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in normalize("NFC", "".join(letter for letter in text if category(letter) not in _UNSEEN)):
        marks = marks + 1 if category(letter) in {"Mn", "Me"} else 0
        if marks <= _STACKED_MARKS:
            kept.append(letter)
    return "".join(kept)


class _Token(NamedTuple):
    spelling: str
    stem: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.stem for token in _meanings(_read(text))))


_words_of_topic = lru_cache(maxsize=1 << 15)(_words)


def _read(text: str) -> list[_Token]:
    spellings = _WORD.findall(_POSSESSIVE.sub("", plain(tidy(text))))
    return [_Token(spelling, _stem(spelling)) for spelling in spellings if spelling not in FILLER]


def _meanings(tokens: Sequence[_Token]) -> Iterable[_Token]:
    return tokens if _NAME_STEMS.isdisjoint([token.stem for token in tokens]) else _by_usual_name(tokens)


def _by_usual_name(tokens: Sequence[_Token]) -> Iterator[_Token]:
    at = 0
    while at < len(tokens):
        for length in range(min(_LONGEST_NAME, len(tokens) - at), 0, -1):
            said = tokens[at : at + length]
            meant = _NAMES.get(tuple(token.stem for token in said))
            if meant:
                spelling = " ".join(token.spelling for token in said)
                yield from (_Token(spelling, stem) for stem in meant)
                at += length
                break
        else:
            yield tokens[at]
            at += 1


def _mend(strange: Iterable[_Token], offered: Iterable[str]) -> dict[_Token, _Token]:
    spellings: dict[str, str] = {}
    for topic in offered:
        for token in _read_topic(topic):
            spellings[token.spelling] = token.stem
    stems: dict[str, str] = {}
    for spelling in sorted(spellings, reverse=True):
        stems[spellings[spelling]] = spelling
    mended: dict[_Token, _Token] = {}
    for token in strange:
        stem = closest(token.stem, stems)
        better = (
            closest(token.spelling, spellings) or (stem and stems[stem]) or closest(token.spelling, _NAME_SPELLINGS)
        )
        if better:
            mended[token] = _Token(better, _stem(better))
    return mended


_read_topic = lru_cache(maxsize=1 << 13)(_read)


def _slips_forgiven(length: int) -> int:
    if length < 4:  # noqa: PLR2004 -- three letters with one wrong can be anything
        return 0
    return 1 if length <= 7 else 2  # noqa: PLR2004 -- long words carry two slips and stay recognisable


def _alike(word: str, vocabulary: Collection[str], slips: int) -> list[str]:
    # One slip changes the set of letters by two at most and touches three neighbouring couples at most:
    # far cheaper to see than to compare, and no answer is lost.
    letters, shortest, longest = _letters(word), len(word) - slips, len(word) + slips
    couples = [word[at : at + 2] for at in range(len(word) - 1)]
    return [
        known
        for known, length in zip(vocabulary, map(len, vocabulary), strict=True)
        if shortest <= length <= longest
        and (letters ^ _letters(known)).bit_count() <= 2 * slips
        and sum(map(known.__contains__, couples)) >= len(couples) - 3 * slips
    ]


@lru_cache(maxsize=1 << 14)
def _letters(word: str) -> int:
    letters = 0
    for letter in word:
        letters |= 1 << ord(letter) % 64
    return letters


def _within(one: str, other: str, slips: int) -> bool:
    if one == other:
        return True
    if abs(len(one) - len(other)) > slips or not slips:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other, slips = one[same:], other[same:], slips - 1
    return (
        _within(one[1:], other[1:], slips)
        or _within(one[1:], other, slips)
        or _within(one, other[1:], slips)
        or (one[:2] == other[1::-1] and _within(one[2:], other[2:], slips))
    )


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word in AS_WRITTEN:  # noqa: PLR2004 -- too short
        return word
    single = _singular(word)
    if single in AS_WRITTEN:
        return single
    bare = _without_ing(single)
    return bare[:-1] if len(bare) > 5 and bare.endswith("e") else bare  # noqa: PLR2004 -- "manage" as in "managing"


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 -- "ties" is no "ty"
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def _without_ing(word: str) -> str:
    bare = word.removesuffix("ing")
    if bare == word or len(bare) < 3 or not _VOWEL.search(bare):  # noqa: PLR2004 -- "string", "being"
        return word
    if _DOUBLED.search(bare):
        return bare[:-1]
    return bare + "e" if _LOST_ITS_E.fullmatch(bare) else bare


_VOWEL: Final = re.compile("[aeiouy]")
_DOUBLED: Final = re.compile(r"([bdgmnprt])\1$|[aeiou].*[aeiou]ll$")
# "cod(ing)", "writ(ing)", "pric(ing)", "solv(ing)"; not "meet(ing)", "test(ing)", "fix(ing)".
_LOST_ITS_E: Final = re.compile("[^aeiou]{1,3}[aeiouy][^aeiouwxy]|[a-z]{2,3}[cv]")

_NAMES: Final = {
    tuple(token.stem for token in _read(name)): tuple(token.stem for token in _read(meaning))
    for meaning, names in OTHER_NAMES.items()
    for name in names
}
_LONGEST_NAME: Final = max(map(len, _NAMES))
_NAME_STEMS: Final = frozenset(stem for name in _NAMES for stem in name)
_NAME_SPELLINGS: Final = frozenset(
    token.spelling for meaning, names in OTHER_NAMES.items() for name in (meaning, *names) for token in _read(name)
)
GENERAL_WORDS: Final = frozenset(_stem(word) for word in GENERAL)
