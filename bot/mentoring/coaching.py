"""A goal from one sentence: what it lacks, one short question for each gap, and the finished goal read aloud.

Everything here suggests and nothing blocks: a goal with gaps is still somebody's goal.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.mentoring.goals import PLENTY
from bot.mentoring.notes import count
from bot.mentoring.prompts import drawn

FEWEST_WORDS: Final = 6
LOW_CONFIDENCE: Final = 2
HORIZON: Final = timedelta(weeks=26)


class Gap(StrEnum):
    """What a goal could still say, in the order in which it is worth asking."""

    SPECIFIC = "specific"
    MEASURE = "measure"
    DATE = "date"
    PAST = "past"
    TOO_FAR = "too_far"
    UNSURE = "unsure"
    TOO_MANY = "too_many"
    FIRST_STEP = "first_step"


QUESTIONS: Final[Mapping[Gap, tuple[str, ...]]] = MappingProxyType(
    {
        Gap.SPECIFIC: (
            "What exactly would someone see you doing?",
            "Which part of this is in your hands?",
            "What are you not trying to change?",
        ),
        Gap.MEASURE: (
            "How will you know it worked, without asking anyone?",
            "What would be the smallest proof?",
            "Whose opinion would count as evidence?",
        ),
        Gap.DATE: (
            "By which date would you like to be there?",
            "Which day would you choose for it to be true?",
        ),
        Gap.PAST: (
            "That date has passed; which new one would suit you?",
            "Which day from here on would you choose instead?",
        ),
        Gap.TOO_FAR: (
            "That is more than half a year away; what will be true halfway?",
            "Which part of it could be done within six months?",
        ),
        Gap.UNSURE: (
            "What would make it small enough to feel likely?",
            "What have you already tried?",
            "What would you need to stop doing to make room for it?",
        ),
        Gap.TOO_MANY: (
            "Several goals are open already; which one could rest for now?",
            "Which of your goals matters most this quarter?",
        ),
        Gap.FIRST_STEP: (
            "What is the first small step?",
            "Which moment in your week would be a good one to begin?",
            "What could you do about it in the next few days?",
        ),
    }
)

_WEAK: Final = re.compile(
    r"(?:i\s+(?:want|would\s+like|hope|plan)\s+to\s+|i['\u2019]d\s+like\s+to\s+|i\s+will\s+|i['\u2019]ll\s+|to\s+)?"
    r"(?:be|being|get|getting|become|becoming|improve|improving|learn|learning|understand|understanding)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NO_OBJECT: Final = frozenset({
    "a", "about", "all", "always", "an", "and", "as", "at", "better", "by", "career", "day", "end", "even", "ever",
    "every", "everything", "for", "from", "good", "great", "growing", "i", "in", "is", "it", "job", "just", "life",
    "lot", "many", "me", "month", "months", "more", "much", "my", "myself", "new", "next", "of", "on", "overall",
    "person", "possible", "q", "quarter", "really", "role", "so", "some", "something", "stuff", "than", "that", "the",
    "thing", "things", "this", "time", "to", "very", "week", "weeks", "well", "what", "with", "work", "year",
}).union(_DAYS, _NUMBERS, map(str.lower, _MONTHS))  # fmt: skip


def missing(
    goal_text: str,
    measure: str,
    due_on: date | None,
    today: date,
    confidence: int | None = None,
    open_goals: int = 0,
    *,
    first_step: str | None = None,
) -> tuple[Gap, ...]:
    """Name what a goal could still say, most useful first.

    A confidence of None and a first step of None mean that nobody asked; an empty first step is a gap. The open goals
    are the others, without this one.
    """
    due_on = due_on or found_date(goal_text, today)
    gaps = {
        Gap.SPECIFIC: count(goal_text) < FEWEST_WORDS or _says_nothing_to_work_on(goal_text),
        Gap.MEASURE: not count(measure) and found_measure(goal_text) is None,
        Gap.DATE: due_on is None,
        Gap.PAST: due_on is not None and due_on < today,
        Gap.TOO_FAR: due_on is not None and due_on - today > HORIZON,
        Gap.UNSURE: confidence is not None and confidence <= LOW_CONFIDENCE,
        Gap.TOO_MANY: open_goals >= PLENTY,
        Gap.FIRST_STEP: first_step is not None and not count(first_step),
    }
    return tuple(gap for gap in Gap if gaps[gap])


def question(gap: Gap, seed: str = "") -> str:
    """Ask one short question about a gap, the same one for the same seed."""
    return drawn(QUESTIONS[gap], seed)


def found_date(text: str, today: date) -> date | None:
    """Read the one date a text names: 2027-03-31, by March 31, by end of March, in 3 months, by Q1, next Friday.

    Nothing is guessed. Two different dates, a month without a day, or 03/04 read as none, and the person is asked. A
    day without a year is the next such day; "next Friday" is the Friday of next week; quarters are the calendar's.
    """
    said = {day for pattern, read in _READERS for found in pattern.finditer(text) if (day := read(found, today))}
    return said.pop() if len(said) == 1 else None


def found_measure(text: str) -> str | None:
    """Find what would show that a goal was reached: a number of something, "so that ...", or a thing to hold up.

    The numbers of a date measure nothing.
    """
    for pattern, _ in _READERS:
        text = pattern.sub(" ", text)
    found = next(filter(None, (pattern.search(text) for pattern in _MEASURES)), None)
    return _tidy(found[0]) if found else None


def if_then(situation: str, step: str) -> str:
    """Tie a first step to a situation: "When ..., I will ..."; without a step there is nothing to tie."""
    situation = _OPENING_WHEN.sub("", _tidy(situation))
    step = _OPENING_WILL.sub("", _tidy(step))
    if not step:
        return ""
    step = step if step[:2].isupper() else step[0].lower() + step[1:]
    return f"When {_mid_sentence(situation)}, I will {step}." if situation else f"I will {step}."


def as_sentence(text: str, measure: str, due_on: date | None, first_step: str) -> str:
    """Read the finished goal aloud; what was left empty is left out, and nothing is said twice."""
    goal, proof, step = _tidy(text), _tidy(measure), _tidy(first_step)
    if due_on and found_date(goal, due_on) != due_on:
        goal = f"{goal}, by {_spoken(due_on)}" if goal else f"By {_spoken(due_on)}"
    said = [f"{goal[0].upper()}{goal[1:]}." if goal else ""]
    if proof and proof.casefold() not in goal.casefold():
        said.append(f"How I will know: {proof}.")
    if step:
        said.append(f"First step: {step}.")
    return " ".join(filter(None, said))


def _says_nothing_to_work_on(text: str) -> bool:
    weak = _WEAK.fullmatch(text.strip())
    return weak is not None and _NO_OBJECT.issuperset(re.findall(r"[^\W\d_]+", weak["rest"].casefold()))


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:!?\u2026\u3002")


def _mid_sentence(text: str) -> str:
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}".strip() if first.lower() in _SMALL_WORDS else text


def _spoken(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _iso(found: re.Match[str], _: date) -> date | None:
    return _day(int(found["year"]), int(found["month"]), int(found["day"]))


def _in_month(found: re.Match[str], today: date) -> date | None:
    said = found.groupdict()
    month = 3 * int(said["quarter"]) if "quarter" in said else _MONTH_NUMBERS[said["month"][:3].lower()]
    years = [int(said["year"])] if said["year"] else [today.year, today.year + 1]
    days = (_day(year, month, int(said.get("day") or calendar.monthrange(year, month)[1])) for year in years)
    return next((day for day in days if day and (said["year"] or day >= today)), None)


def _in_a_while(found: re.Match[str], today: date) -> date | None:
    number = found["number"].lower()
    many = _NUMBERS.index(number) + 1 if number in _NUMBERS else int(number)
    unit = found["unit"].lower()
    if unit in {"day", "week"}:
        return _days_later(today, many * (7 if unit == "week" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + many * (12 if unit == "year" else 1), 12)
    return _day(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _next_week(found: re.Match[str], today: date) -> date | None:
    return _days_later(today, 7 - today.weekday() + _DAYS.index(found["weekday"].lower()))


def _days_later(today: date, days: int) -> date | None:
    return today + timedelta(days) if days <= (date.max - today).days else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MONTH_NUMBERS: Final = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_BY: Final = r"\b(?:by|on|until|till)\s+(?:the\s+)?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR: Final = r"(?:,?\s+(?P<year>\d{4})\b)?(?![/\d])"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.ASCII)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...]] = (
    (_pattern(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])"), _iso),
    (_pattern(rf"{_BY}{_MONTH}\s+{_DAY}{_YEAR}"), _in_month),
    (_pattern(rf"{_BY}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}"), _in_month),
    (_pattern(rf"{_BY}end\s+of\s+{_MONTH}{_YEAR}"), _in_month),
    (_pattern(rf"{_BY}(?:end\s+of\s+)?Q(?P<quarter>[1-4])\b{_YEAR}"), _in_month),
    (
        _pattern(
            r"\b(?:with)?in\s+(?:the\s+next\s+)?"
            rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>day|week|month|year)s?\b"
        ),
        _in_a_while,
    ),
    (_pattern(rf"\bnext\s+(?P<weekday>{'|'.join(_DAYS)})\b"), _next_week),
)
_THINGS: Final = (
    "app|article|blog|case study|certificate|certification|chapter|checklist|dashboard|diagram|essay|exam|lecture"
    "|podcast|portfolio|presentation|proposal|pull request|runbook|spreadsheet|thesis|tutorial|website"
)
_THINGS_OR_DEEDS: Final = (
    "book|course|demo|doc|document|guide|paper|patch|post|poster|project|prototype|release|report|review|script|talk"
    "|template|tool|video|workshop"
)
_MEASURES: Final = (
    re.compile(
        r"(?<![\w/.:,-])(?!(?:19|20)\d\d\b)"
        rf"(?:[$\u20ac\u00a3]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.,\u2013-]\d+)?)(?:\s?%|[km]\b)?|{'|'.join(_NUMBERS[1:])})"
        r"(?![\w/:-]|[.,]\d)"
        r"(?:\s+(?!(?:an?|and|at|by|each|every|for|from|in|of|on|or|per|so|the|to|until|with)\b)[^\W\d]+){0,3}",
        re.IGNORECASE,
    ),
    re.compile(r"\bso\s+that\s+[^\s.!?;][^.!?;\n]*", re.IGNORECASE),
    re.compile(
        r"\b(?:(?:an?|another|first|my|one|our|that|the|this)\s+(?:(?!to\b)[\w'-]+\s+){0,2}?"
        rf"(?:{_THINGS}|{_THINGS_OR_DEEDS})|(?:{_THINGS})s?|(?:{_THINGS_OR_DEEDS})s)\b",
        re.IGNORECASE,
    ),
)
_OPENING_WHEN: Final = re.compile(r"^when(?:ever)?\b\s*", re.IGNORECASE)
_OPENING_WILL: Final = re.compile(r"^(?:then\s+)?i(?:['\u2019]ll|\s+will)\b\s*", re.IGNORECASE)
_SMALL_WORDS: Final = frozenset({
    "a", "after", "an", "at", "before", "during", "each", "every", "in", "it", "my", "on", "our", "she", "he",
    "someone", "the", "there", "they", "this", "we", "you",
})  # fmt: skip
