"""What somebody typed after a command that opens a window: a day, a rhythm, times of day; and what isn't understood.

Nothing is guessed: what can be read in one way only is filled in, and the person sees it in the window before anything
happens. Days look back for what has happened and ahead for what is to come.
"""

import calendar
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, NamedTuple

DAYS_OF_A_WEEK: Final = 7
NOON: Final = 12
MASK: Final = "\0"


class Moment(NamedTuple):
    """A day and a time of it; or one of the two, where the other wasn't said."""

    on: date | None
    at: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was understood, and the words that were not."""

    on: date | None = None
    rhythm: str = ""
    clocks: tuple[time, ...] = ()
    moments: tuple[Moment, ...] = ()
    left: str = ""


def read(
    text: str, today: date, *, day: bool = False, ahead: bool = True, rhythm: bool = False, clocks: int = 0
) -> Typed:
    """Read what is asked for: what nobody could make sense of, and what isn't asked for, is left."""
    often, text = _rhythm(text) if rhythm else ("", text)
    times, text = _clocks(text, clocks)
    on, text = _day(text, today, ahead=ahead) if day else (None, text)
    return Typed(on=on, rhythm=often, clocks=times, left=meant(text))


def meant(text: str) -> str:
    """Drop the small words around what was understood; they alone mean nothing."""
    words = text.split()
    while words and _is_small(words[0]):
        del words[0]
    while words and _is_small(words[-1]):
        del words[-1]
    return " ".join(words)


def _is_small(word: str) -> bool:
    return word.strip(",.;:").lower() in _SMALL


def without_mentions(text: str, of: Collection[str] | None = None) -> str:
    """Take out whom a text mentions, where people are read apart: all of them, or these by their ids."""
    return _MENTION.sub(lambda found: " " if of is None or found["who"] in of else found[0], text)


def clocks_in(text: str) -> list[tuple[tuple[int, int], time]]:
    """Find every time of day, with the place where it stands."""
    return [(found.span(), at) for found in _CLOCK.finditer(text) if (at := _clock(found))]


def days_in(text: str, today: date) -> list[tuple[tuple[int, int], date]]:
    """Find every day ahead, with the place where it stands: "10 March 11 March" is read from its beginning."""
    found = [
        (each.span(), on)
        for pattern, reader in _DAYS
        for each in pattern.finditer(text)
        if (on := reader(each, today, 1))
    ]
    days: list[tuple[tuple[int, int], date]] = []
    for (start, end), on in sorted(found, key=lambda each: (each[0][0], -each[0][1])):
        if not days or start >= days[-1][0][1]:
            days.append(((start, end), on))
    return days


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Make these parts unreadable, and leave all others where they stand."""
    for start, end in spans:
        text = f"{text[:start]}{MASK * (end - start)}{text[end:]}"
    return text


def _rhythm(text: str) -> tuple[str, str]:
    for name, pattern in _RHYTHMS:
        if found := pattern.search(text):
            return name, _without(text, found)
    return "", text


def _clocks(text: str, most: int) -> tuple[tuple[time, ...], str]:
    """Read as many times of day as there are fields for."""
    read = [(found, at) for found in _CLOCK.finditer(text) if (at := _clock(found))][:most]
    for found, _ in reversed(read):
        text = _without(text, found)
    return tuple(at for _, at in read), text


def _clock(found: re.Match[str]) -> time | None:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= NOON:
        return None
    hour = hour % NOON + (NOON if half == "pm" else 0) if half else hour
    return time(hour, int(found["minute"] or 0)) if hour < 2 * NOON and (half or found["minute"]) else None


def _day(text: str, today: date, *, ahead: bool) -> tuple[date | None, str]:
    """Read the one day that is named; two different ones are none."""
    said: set[date] = set()
    left = text
    for pattern, reader in _DAYS:
        for found in pattern.finditer(left):
            on = reader(found, today, 1 if ahead else -1)
            if on:
                said.add(on)
                left = left.replace(found[0], " ", 1)
    return (said.pop(), left) if len(said) == 1 else (None, text)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _written(found: re.Match[str], _: date, __: int) -> date | None:
    return _real(int(found["year"]), int(found["month"]), int(found["day"]))


def _in_month(found: re.Match[str], today: date, turn: int) -> date | None:
    """Read a day and a month; without a year it is the nearest one in the direction that is meant."""
    month, day = _MONTH_NUMBERS[found["month"][:3].lower()], int(found["day"])
    if found["year"]:
        return _real(int(found["year"]), month, day)
    years = (today.year, today.year + turn)
    days = (_real(year, month, day) for year in years)
    return next((on for on in days if on and (on - today).days * turn >= 0), None)


def _said(found: re.Match[str], today: date, _: int) -> date | None:
    return _apart(today, ("yesterday", "today", "tomorrow").index(found[0].lower()) - 1)


def _weekday(found: re.Match[str], today: date, turn: int) -> date | None:
    """Read a weekday: the nearest one that isn't today; "next Friday" is that of next week."""
    wanted = _WEEKDAYS.index(found["weekday"][:3].lower())
    if (found["which"] or "").strip().lower() == "next":
        return _apart(today, DAYS_OF_A_WEEK - today.weekday() + wanted)
    turn = -1 if (found["which"] or "").strip().lower() == "last" else turn
    apart = (wanted - today.weekday()) * turn % DAYS_OF_A_WEEK or DAYS_OF_A_WEEK
    return _apart(today, apart * turn)


def _span(found: re.Match[str], today: date, turn: int) -> date | None:
    number, unit = found["number"].lower(), found["unit"].lower()
    many = _NUMBERS.get(number) or int(number)
    if unit[0] == "m":
        month = today.year * 12 + today.month - 1 + many * turn
        year, month = divmod(month, 12)
        return _real(year, month + 1, min(today.day, calendar.monthrange(max(year, 1), month + 1)[1]))
    return _apart(today, many * (DAYS_OF_A_WEEK if unit[0] == "w" else 1) * turn)


def _apart(today: date, days: int) -> date | None:
    """Count days from today, as far as the calendar goes."""
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_MENTION: Final = re.compile(r"<@(?P<who>[^>|]*)[^>]*>")
_SMALL: Final = frozenset({
    "", "a", "about", "after", "again", "ago", "an", "and", "at", "by", "can", "could", "for", "from", "i", "in", "is",
    "it", "me", "my", "of", "on", "our", "please", "since", "session", "sessions", "that", "the", "this", "till", "to",
    "until", "us", "we", "with", "you",
})  # fmt: skip
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = (
    r"(?P<weekday>monday|(?<!\d )mon|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)\b\.?"
)
_MONTH_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_NUMBERS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY_NUMBER: Final = r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:\d)\.?"
_YEAR: Final = r"(?:,?\s+(?P<year>\d{4})\b)?"
_MANY: Final = rf"\b(?P<number>\d{{1,3}}|(?:{'|'.join(_NUMBERS)})(?=\s))"
_CLOCK: Final = _pattern(r"\b(?P<hour>[0-2]?\d)(?::(?P<minute>[0-5]\d))?(?:\s*(?P<half>[ap]m))?\b")
_EACH: Final = r"(?:every|each|once\s+(?:a|every))\s+"
_RHYTHMS: Final[Sequence[tuple[str, re.Pattern[str]]]] = (
    ("three-weekly", _pattern(rf"\b(?:three-weekly|{_EACH}(?:3|three)\s+weeks?)\b")),
    (
        "biweekly",
        _pattern(rf"\b(?:bi-?weekly|fortnightly|{_EACH}(?:(?:2|two)\s+weeks?|(?:other|second)\s+week|fortnight))\b"),
    ),
    ("monthly", _pattern(rf"\b(?:monthly|{_EACH}(?:month|(?:4|four)\s+weeks?))\b")),
    ("quarterly", _pattern(rf"\b(?:quarterly|{_EACH}(?:quarter|(?:3|three)\s+months?))\b")),
    ("weekly", _pattern(rf"\b(?:weekly|{_EACH}week)\b")),
)
_DAYS: Final[Sequence[tuple[re.Pattern[str], Callable[[re.Match[str], date, int], date | None]]]] = (
    (_pattern(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"), _written),
    (_pattern(rf"\b{_MONTH}\s+{_DAY_NUMBER}{_YEAR}"), _in_month),
    (_pattern(rf"{_DAY_NUMBER}\s+(?:of\s+)?{_MONTH}{_YEAR}"), _in_month),
    (_pattern(r"\b(?:yesterday|today|tomorrow)\b"), _said),
    (_pattern(rf"\b(?P<which>(?:next|last)\s+)?{_WEEKDAY}"), _weekday),
    (_pattern(rf"{_MANY}\s*(?P<unit>d|days?|w|wks?|weeks?|months?)\b"), _span),
)
