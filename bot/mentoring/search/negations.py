"""Negations: what somebody says they don't look for, told apart from what they do.

Only where two things are set against each other: "not python, but java", "java instead of python", "anything except
sales", "sql without public speaking", "python without django", "not from HR", "someone who isn't an engineer"; or where
nothing but a skill or a name is said: "not python", "never again java", "not Camille". Whoever is "not good at
negotiating" or has "no experience with budgets" looks for just that, and whoever wants "influence without authority"
looks for no less. What somebody hates is often what they want help with: only of a tool, and where nothing is left or
another skill is wished for, is it what they don't.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from bot.mentoring.hearing import FAINT, SILENT, spoken
from bot.mentoring.skills import LONGEST_NAME, shipped
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
        "never",
        "more",
        "hate",
        "dislike",
        "detest",
        "loathe",
        "stand",
        *(f"{verb}nt" for verb in ("do", "does", "is", "are")),
    }
)
CUES_IN_LETTERS: Final = (" but ", "n't ", "n\u2019t ", "w/o ")
"""Without any of these words, and without any of these letters, there is nothing to be told apart."""
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
_NOT: Final = "n['\u2019]?t"
_WHO_IS_NOT: Final = rf"""(?:is|are)(?:{_NOT}|\s+not)|['\u2019](?:s|re)\s+not"""
_WHO_DOES_NOT: Final = rf"(?:(?:does|do|wo)(?:{_NOT}|\s+not)|will\s+not|never)\s+(?:do|teach|use|work\s+in|come\s+from)"
_DISLIKE: Final = rf"(?:hate|dislike|detest|loathe|do(?:{_NOT}|\s+not)\s+like|can(?:['\u2019]?t|\s*not)\s+stand)"
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
      | (?P<skill>(?:without|w/o|with\s+no)(?:\s+using)?|not\s+in|outside(?:\s+of)?)
      | (?P<again>never(?:\s+again)?|no\s+more)
      | (?P<hated>(?:i\s+)?(?:really\s+)?{_DISLIKE})
      | (?P<person>(?:who|that)(?:(?:\s+(?:{_WHO_IS_NOT})|(?:{_WHO_IS_NOT}))(?:\s+(?:in|from))?|\s+(?:{_WHO_DOES_NOT})))
      | (?P<than>than)
    )
    \s+""",
    re.IGNORECASE | re.VERBOSE,
)
_SAID_AFTERWARDS: Final = re.compile(
    rf"""(?P<begins>^|[,;:.!?(]\s*|\b(?:but|and|because)\s+)(?P<thing>[\w+#&]+),?\s+
    (?:never\s+again
      | is(?:{_NOT}|\s+not)\s+(?:really\s+)?(?:for\s+me|my\s+thing|my\s+cup\s+of\s+tea|what\s+i\s+(?:want|need)))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""That a tool is not what somebody wants, after its name."""
_SOUGHT: Final = re.compile(
    r"(?:^|[,;:.(]|\b(?:from|by|for|want|need|like|find(?:\s+me)?))\s*"
    r"(?:(?:a|any|some)\s+)?(?:mentors?|person|people|someone|somebody|anyone|anybody)\s+$",
    re.IGNORECASE,
)
"""Who is looked for: "someone who isn't a team player" may as well be whom help is needed with."""
_SPOKEN_OF: Final = re.compile(r"\b(?:it|this|that|them)\b", re.IGNORECASE)
_DONE_OR_BEEN: Final = re.compile(r"\s|(?:ing|ion|ship|ness|ent|ity|ence|ance|work)s?$")
"""What is no tool but something one does or is: most who hate it want to get better at it."""
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
_BREAKS: Final = ",;:.!?(-\u2013\u2014"
_OF_WORDS: Final = re.compile(r"\s|ing$")
"""A skill of several words, or one that is something done: the beginning of its name is no name for it."""
SHORT: Final = 3
ARTICLES: Final = frozenset({"a", "an"})
_OF_A_PLACE: Final = re.compile("not|outside", re.IGNORECASE)
_EMPTY_BRACKETS: Final = re.compile(r"\(\s*\)")
_LEFT_OVER: Final = re.compile(r"^(?:but|and|or|rather|just)\b|\b(?:but|and|or|please|rather)$", re.IGNORECASE)
MOST: Final = 6


class Told(NamedTuple):
    """What is looked for, and what is not."""

    sought: str
    unwanted: tuple[str, ...] = ()


def _nobody(_: str) -> bool:
    return False


def told_apart(text: str, is_called: Callable[[str], bool] = _nobody) -> Told:
    """Tell what somebody looks for from what they say they don't; `is_called` tells what is a colleague's name."""
    sought, rest, unwanted, is_plain = "", _SAID_AFTERWARDS.sub(_said_before, text), list[str](), False
    while found := _next(rest, is_called):
        started, began, ended = found
        things = rest[began:ended]
        is_bare = bool(_BARE.match(rest[started:])) and not _are_people(things, is_called)
        is_plain = is_plain or not is_bare or (not started and _are_skills(things))
        unwanted += _named(things, is_called)
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


def _next(text: str, is_called: Callable[[str], bool]) -> tuple[int, int, int] | None:
    """Find the next thing that isn't wanted: where that is said, and where the thing begins and ends."""
    for found in _HERE.finditer(text):
        if found["near"] and _SAID_OF_ONESELF.search(text[: found.start()]):
            continue
        if found["than"] and not _RATHER.search(text[: found.start()]):
            continue
        ends = (_ENDS_FAR if found["far"] else _ENDS_NEAR).search(text, found.end())
        end = ends.start() if ends else len(text)
        things = text[found.end() : end]
        if any(_named(things, is_called)) and _is_meant(found, things, text[end:], is_called):
            return found.start(), found.end(), end
    return None


def _is_meant(found: re.Match[str], things: str, after: str, is_called: Callable[[str], bool]) -> bool:
    """Tell whether it is what isn't wanted, and no part of the wish."""
    before = found.string[: found.start()]
    if _are_people(things, is_called) and _is_said_of_people(found):
        return True
    if found["skill"]:
        return _are_skills(things) or _are_of_a_tool(things, f"{before} {after}")
    if found["again"]:  # "I have never done public speaking", "there are no more sales"
        return _begins_anew(before) and things.split(maxsplit=1)[0].casefold() not in SILENT and _are_skills(things)
    if found["hated"]:
        is_said_of_oneself = _begins_anew(before) or found["hated"].casefold().startswith("i ")
        return is_said_of_oneself and _are_tools(things) and _is_set_against(before, after)
    if found["person"]:
        return bool(_SOUGHT.search(before)) and (_are_skills(things) or things.partition(" ")[0].casefold() in ARTICLES)
    return True


def _is_said_of_people(found: re.Match[str]) -> bool:
    """Tell whether whoever is named here is left out: nobody is "outside Rose", and who hates them has help to seek."""
    if found["person"]:
        return bool(_SOUGHT.search(found.string[: found.start()]))
    if found["skill"]:
        return not _OF_A_PLACE.match(found["skill"])
    return bool(found["again"])


def _said_before(found: re.Match[str]) -> str:
    return f"{found['begins']}I dislike {found['thing']}" if _are_tools(found["thing"]) else found[0]


def _begins_anew(before: str) -> bool:
    """Tell whether what follows is a thought of its own."""
    said = before.rstrip()
    return not said or said[-1] in _BREAKS or said.casefold().endswith("please")


def _is_set_against(before: str, after: str) -> bool:
    """Tell whether nothing else is said, or something else is wished for: who hates a thing may have to learn it."""
    rest = f"{before} {after}"
    words = [word.strip(_SIGNS) for word in plain(rest).split()]
    return not any(words) or (not _SPOKEN_OF.search(rest) and not _skills().isdisjoint(_neighbouring(words)))


def _are_of_a_tool(text: str, wish: str) -> bool:
    """Tell whether all that is said goes by the name of a tool that is wished for, as Django goes by that of Python."""
    meant = _meant()
    words = [word.strip(_SIGNS) for word in plain(wish).split()]
    wished = {name for each in _neighbouring(words) for name in meant.get(each, ()) if not _DONE_OR_BEEN.search(name)}
    return all(not wished.isdisjoint(meant.get(plain(each), ())) for each in _things(text))


def _neighbouring(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[at : at + length]) for at in range(len(words)) for length in range(1, LONGEST_NAME + 1))


def _are_tools(text: str) -> bool:
    return _are_skills(text) and not any(map(_DONE_OR_BEEN.search, map(plain, _things(text))))


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


@cache
def _meant() -> Mapping[str, frozenset[str]]:
    """Tell which skills are meant by every name there is."""
    meant = defaultdict[str, set[str]](set)
    for each in shipped():
        for name in (each.name, *each.names):
            meant[plain(name)].add(each.name)
    return {name: frozenset(several) for name, several in meant.items()}


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


def _named(text: str, is_called: Callable[[str], bool]) -> Iterator[str]:
    """Name the things, and people by as much of their name as was said: "Will Stone" has a word that says nothing."""
    for part in _JOINED.split(text):
        name = part.strip(_SIGNS)
        yield from (name,) if is_called(name) else _things(part)


def _are_people(text: str, is_called: Callable[[str], bool]) -> bool:
    return all(is_called(part.strip(_SIGNS)) for part in _JOINED.split(text))
