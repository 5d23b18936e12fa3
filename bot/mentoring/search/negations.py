"""Negations: what somebody says they don't look for, told apart from what they do.

Only where two things are set against each other: "not python, but java", "java instead of python", "anything except
sales", "sql without public speaking", "not from HR"; or where nothing but a skill is said: "not python". Whoever is
"not good at negotiating" or has "no experience with budgets" looks for just that, and whoever wants "influence without
authority" looks for no less.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final, NamedTuple

from bot.mentoring.hearing import FAINT, SILENT, spoken
from bot.mentoring.skills import shipped
from bot.mentoring.topics import plain, topics

CUES: Final = frozenset(
    {
        "not",
        "no",
        "except",
        "excluding",
        "other",
        "rather",
        "instead",
        "apart",
        "neither",
        "want",
        "need",
        "without",
        "outside",
    }
)
"""Without any of these words, and without a "but", there is nothing to be told apart."""
BUT_NOT: Final = "but not"

# What makes "not" and "no" speak of the person, not of what they look for.
_OF_ONESELF: Final = """
able afraid aware certain clear clue comfortable confident confidence convinced easy enough experience experienced
experiences familiar fluent for getting good great happy having idea in interest interested just knowing knowledge
longer losing made make matter more much null on one only problem ready really satisfied skilled so such sure that the
time to too used very want working yet
"""
_AFTER: Final = "|".join(_OF_ONESELF.split())
_OF_ONESELF_BEFORE: Final = """
am are be been being can could did do does feel had has have i'm is it's may me might must need said say saying
says shall should so
there's they're was we're were why will would you're or
"""
_BEFORE: Final = "|".join(_OF_ONESELF_BEFORE.split())
_SOMEBODY: Final = "to|my|me|us|them|him|her|it|you|people|others|anybody|anyone"
"""What isn't wanted of somebody, or to do, is no topic."""
_LEARN: Final = "learn|study|do|practise|practice"
_GOES_ON: Final = "just|only|teach|show|help|i|i['\u2019](?:d|m)|we"
"""A new thought, also without a comma before it: "not java I want python"."""
_HERE: Final = re.compile(
    rf"""(?:^|(?<=[\s,;:.(]))
    (?P<lead>(?:and|but)\s+)?
    (?:
        (?P<far>(?:anything|anybody|anyone|everything|all)\s+but|except(?:\s+for)?|excluding|other\s+than|apart\s+from)
      | (?P<near>
            instead\s+of|rather\s+than|neither|(?:not|no)(?!\s+(?:{_AFTER})\b)
          | (?:i\s+)?(?:don['\u2019]?t|do\s+not)\s+(?:want|need)(?:\s+to\s+(?:{_LEARN}))?(?!\s+(?:{_SOMEBODY})\b)
        )
      | (?P<skill>without|with\s+no|not\s+in|outside(?:\s+of)?)
      | (?P<than>than)
    )
    \s+""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID_OF_ONESELF: Final = re.compile(rf"(?:^|\s)(?:(?<!who\s)(?<!that\s)(?:{_BEFORE})|\w+n['’]t)\s+$", re.IGNORECASE)
_ENDS_NEAR: Final = re.compile(
    rf"[,;:.!?()]|\s+(?:but|for|please|and\s+(?:also|rather)|{_GOES_ON})\b|\s[-–—]\s", re.IGNORECASE
)
_ENDS_FAR: Final = re.compile(rf"[;:.!?()]|,?\s+(?:but|for|please|{_GOES_ON})\b|\s[-–—]\s", re.IGNORECASE)
_JOINED: Final = re.compile(r"\s*(?:,|;|/|\b(?:and|or|nor)\b)\s*", re.IGNORECASE)
_BARE: Final = re.compile(r"\s*not\s+(?!from\s)", re.IGNORECASE)
"""A "not" that nothing is set against by itself, as a "but not" does, and a "not from"."""
_RATHER: Final = re.compile(r"\brather\s+\S", re.IGNORECASE)
_SIGNS: Final = " ,;:.!?-\u2013\u2014"
_OF_WORDS: Final = re.compile(r"\s|ing$")
"""A skill of several words, or one that is something done: the beginning of its name is no name for it."""
SHORT: Final = 3
ARTICLES: Final = frozenset({"a", "an"})
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)")
_LEFT_OVER: Final = re.compile(r"^(?:but|and|or|rather|just)\b|\b(?:but|and|or|please|rather)$", re.IGNORECASE)
MOST: Final = 6


class Told(NamedTuple):
    """What is looked for, and what is not."""

    sought: str
    unwanted: tuple[str, ...] = ()


def told_apart(text: str) -> Told:
    """Tell what somebody looks for from what they say they don't."""
    sought, rest, unwanted, is_plain = "", text, list[str](), False
    while found := _next(rest):
        started, began, ended = found
        is_plain = is_plain or not _BARE.match(rest[started:]) or (not started and _are_skills(rest[began:ended]))
        unwanted += _things(rest[began:ended])
        sought, rest = f"{_tidied(sought)} {rest[:started]}", rest[ended:]
    if not unwanted:
        return Told(text)
    kept = _tidied(f"{_tidied(sought)} {_tidied(rest)}").removeprefix("for ")  # "anyone but him for python"
    says_something = any(word not in FAINT and word not in SILENT for word in spoken(kept))
    if not (says_something or is_plain):
        return Told(text)  # "how to not micromanage" sets nothing against anything: it is what is looked for
    return Told(kept if says_something else "", tuple(dict.fromkeys(unwanted))[:MOST])


def said(sought: str, unwanted: Collection[str]) -> str:
    """Write both down so that they are told apart again."""
    return f"{sought or 'anything'}, {BUT_NOT} {', not '.join(unwanted)}" if unwanted else sought


def _next(text: str) -> tuple[int, int, int] | None:
    """Find the next thing that isn't wanted: where that is said, and where the thing begins and ends."""
    for found in _HERE.finditer(text):
        if found["near"] and _SAID_OF_ONESELF.search(text[: found.start()]):
            continue
        if found["than"] and not _RATHER.search(text[: found.start()]):
            continue
        ends = (_ENDS_FAR if found["far"] else _ENDS_NEAR).search(text, found.end())
        end = ends.start() if ends else len(text)
        things = text[found.end() : end]
        if any(_things(things)) and (not found["skill"] or _are_skills(things)):
            return found.start(), found.end(), end
    return None


def _are_skills(text: str) -> bool:
    """Tell whether nothing but skills is said: what else somebody would do without says how they want their wish."""
    return _skills().issuperset(map(plain, _things(text)))


@cache
def _skills() -> frozenset[str]:
    """Name the skills that are known, also in short: "HR", "postgres"; other names mean other things, too: "stress"."""
    short = (
        name
        for each in shipped()
        for name in each.names
        if len(name) <= SHORT or (each.name.startswith(name) and not _OF_WORDS.search(each.name))
    )
    return frozenset(map(plain, (*(each.name for each in shipped()), *short)))


def _tidied(text: str) -> str:
    """Take away what is left over at the ends where something was cut out of a sentence."""
    left = ""
    while text != left:
        left, text = text, _LEFT_OVER.sub("", _EMPTY_BRACKETS.sub(" ", text).strip(_SIGNS))
    return " ".join(text.split())


def _things(text: str) -> Iterator[str]:
    for part in _JOINED.split(text):
        words = part.split()
        while words and words[0].casefold() in SILENT and (len(words) == 1 or words[0].casefold() not in ARTICLES):
            words.pop(0)
        yield from topics(" ".join(words))
