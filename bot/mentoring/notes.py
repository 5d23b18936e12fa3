"""The note somebody writes when asking for mentoring: how long it is, whether it is their own, what it asks for."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Final, NamedTuple

AIM_FROM: Final = 50
AIM_TO: Final = 100
FINE_TO: Final = 125
MOST_WORDS: Final = 150
SPECIFIC_WORDS: Final = 5
COPIED: Final = 0.8
COMPARED_WORDS: Final = 1000


class Length(StrEnum):
    """How a number of words reads to somebody with little time."""

    SHORT = "short"
    GOOD = "good"
    LONG = "long"
    TOO_LONG_SOON = "too_long_soon"
    BLOCKED = "blocked"


class Mode(StrEnum):
    """How two people would like to meet."""

    VIDEO = "video"
    IN_PERSON = "in_person"
    EITHER = "either"

    @property
    def label(self) -> str:
        """Name the way of meeting as a person would."""
        return _MODES[self]


class Preset(StrEnum):
    """What is asked for; the smallest comes first because it is the easiest to grant."""

    CHAT = "chat"
    FIRST_MEETING = "first_meeting"
    ONGOING = "ongoing"

    @property
    def label(self) -> str:
        """Name it in a list to choose from."""
        return _PRESETS[self].label

    @property
    def button(self) -> str:
        """Say on a button what a tap asks for."""
        return _PRESETS[self].button

    @property
    def sentence(self) -> str:
        """Put the ask to the mentor."""
        return _PRESETS[self].sentence


class _Wording(NamedTuple):
    label: str
    button: str
    sentence: str


_PRESETS: Final[Mapping[Preset, _Wording]] = MappingProxyType(
    {
        Preset.CHAT: _Wording("20 minutes", "Ask for 20 minutes", "Would you have 20 minutes for one chat?"),
        Preset.FIRST_MEETING: _Wording(
            "A first meeting",
            "Ask for a first meeting",
            "Would you meet me once, so that we can both see whether more would be useful?",
        ),
        Preset.ONGOING: _Wording(
            "Ongoing mentoring",
            "Ask for ongoing mentoring",
            "Would you consider mentoring me for a while, in a rhythm that suits you?",
        ),
    }
)
_MODES: Final[Mapping[Mode, str]] = MappingProxyType(
    {
        Mode.VIDEO: "By video",
        Mode.IN_PERSON: "In person",
        Mode.EITHER: "By video or in person",
    }
)

# Slack hands emoji over as :names:; keycaps and a few letters become emoji through what follows them.
_EMOJI: Final = re.compile(r"(?<![^\W_]):[^\s:]{1,100}:(?![^\W_])|.\ufe0f\u20e3?|[0-9#*]\u20e3")
# Chinese and Japanese, then Thai, Lao, Burmese and Khmer: written without spaces between words.
_HAN_KANA: Final = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_THAI_LIKE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_PIECE: Final = re.compile(
    f"(?P<two>[{_HAN_KANA}])|(?P<three>[{_THAI_LIKE}])|[^\\s\u2013\u2014{_HAN_KANA}{_THAI_LIKE}]+"
)


def count(text: str) -> int:
    """Count the words of a text; emoji and punctuation alone are no words.

    Where a script puts no spaces between words, two Chinese or Japanese signs or three Thai letters count as one word,
    so that nobody is told a full page says too little.
    """
    sixths = sum({"two": 3, "three": 2, None: 6}[kind] for kind, _ in _pieces(text))
    return -(-sixths // 6)


def length(words: int) -> Length:
    """Place a number of words between too short to be clear and too long to be sent."""
    if words < AIM_FROM:
        return Length.SHORT
    if words <= AIM_TO:
        return Length.GOOD
    if words <= FINE_TO:
        return Length.LONG
    return Length.TOO_LONG_SOON if words <= MOST_WORDS else Length.BLOCKED


def verdict(words: int) -> str:
    """Say in one kind sentence what a number of words means for the note."""
    said = "1 word" if words == 1 else f"{words} words"
    means = {
        Length.SHORT: f" so far; {AIM_FROM} to {AIM_TO} leave room for why you ask this person.",
        Length.GOOD: ", a good length to read between two meetings.",
        Length.LONG: ", still fine; a little shorter would be easier to read.",
        Length.TOO_LONG_SOON: f", getting long; a note can have {MOST_WORDS} at most.",
        Length.BLOCKED: f"; please shorten it by {words - MOST_WORDS}, then it is ready to send.",
    }
    return said + means[length(words)]


def specific(why: str) -> bool:
    """Whether the reason for asking this person says more than a greeting."""
    return count(why) >= SPECIFIC_WORDS


def is_copy(note: str, earlier: Iterable[str]) -> bool:
    """Whether a note reads like one of the earlier ones; what has no words yet copies nobody."""
    return count(note) > 0 and any(alike(note, other) >= COPIED for other in earlier)


def alike(a: str, b: str) -> float:
    """Compare two texts by the neighbouring words they share: 0.0 for none of them, 1.0 for all.

    Twice the shared pairs over all pairs (Dice): swapping a name and a topic in a template leaves it a copy, while
    repeating one's goal next to a new reason does not. Case and punctuation make no difference. Only the first
    thousand words count, far beyond what can be sent, so that comparing stays quick whatever is pasted.
    """
    ours, theirs = _neighbours(a), _neighbours(b)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _neighbours(text: str) -> Counter[tuple[str, str]]:
    words = (word for _, word in _pieces(unicodedata.normalize("NFC", text).casefold()))
    return Counter(pairwise(["", *islice(words, COMPARED_WORDS), ""]))


def _pieces(text: str) -> Iterator[tuple[str | None, str]]:
    for piece in _PIECE.finditer(_EMOJI.sub(" ", text)):
        if word := "".join(filter(str.isalnum, piece[0])):
            yield piece.lastgroup, word
