"""No figure reaches a person unless somebody can say who counted it, among whom and when.

Popular articles on mentoring are full of numbers that lead nowhere. So every string that the bot's code contains is
read here, docstrings too, because some of them are what people are told. A figure that is computed is the program's
own and passes; a figure that was typed in must be among the reviewed facts.
"""

import ast
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT: Final = Path(__file__).parent.parent
SOURCES: Final = ("bot", "handlers", "scheduling")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that may be said in these very words, and where anybody can look it up."""

    words: str
    url: str
    population: str
    published: date


REVIEWED: Final[tuple[Fact, ...]] = ()

NOT_SAID: Final = re.compile(
    r"\{[^{}]*\}"  # what str.format fills in
    r"|\b(?:width|height|top|right|bottom|left|opacity|offset|font-size)[\"']?\s*[:=]\s*[\"']?[\d.]+\s?%",  # a layout
    re.IGNORECASE,
)
PEOPLE: Final = r"(?:people|persons|mentors|mentees|employees|workers|managers|leaders|women|men|companies|pairs)"
MORE: Final = r"(?:more|less|fewer|higher|lower|faster|slower|longer|better|likelier|greater|bigger)"
SOURCE: Final = r"(?:stud(?:y|ies)|research|researchers|surveys?|statistics|evidence|scientists|experts)"
TIME: Final = r"(?:seconds|minutes|hours|days|weeks|months|years)"
NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
CLAIMS: Final = tuple(
    re.compile(claim, re.IGNORECASE)
    for claim in (
        r"\d\s?%(?![\w(])",  # but not the %s of a log line or the %20 of an address
        r"(?<!-)\bper ?cent\b(?!-)",
        r"\b\d+(?:[.,]\d+)?\s?(?:x\b|×)(?!\s?\d)",  # but not 800x600
        rf"\btimes\s+(?:{MORE}\b|as\s+(?:likely|much|many|often|long|fast|high)\b)",
        r"\b(?:twice|thrice)\s+as\s+likely\b",
        rf"\b(?:\d+|{NUMBER})\s+(?:out\s+of|in(?:\s+every)?)\s+(?:\d+|{NUMBER})\b(?!\s+{TIME})",
        rf"\b(?:majority|half|third|quarter)\s+of\s+(?:all\s+|the\s+)?{PEOPLE}\b",
        rf"\b{SOURCE}\s+(?:has\s+|have\s+)?(?:show[sn]?|says?|said|finds?|found|suggests?|suggested|proves?|proven)\b",
        rf"\baccording\s+to\s+(?:an?\s+|the\s+|recent\s+)*{SOURCE}\b",
        r"\b(?:scientifically|statistically)\s+\w+",
    )
)


def complaints(text: str, reviewed: Collection[Fact] = REVIEWED) -> list[str]:
    """Quote every claim in a text that nobody has looked up."""
    for fact in reviewed:
        text = text.replace(fact.words, "")
    text = NOT_SAID.sub("", text)
    return [found[0] for claim in CLAIMS for found in claim.finditer(text)]


def strings(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string of a piece of code with its line; what an f-string fills in shows as {}."""
    match node:
        case ast.Constant(value=str(text), lineno=line):
            yield line, text
        case ast.JoinedStr(values=parts, lineno=line):
            yield line, "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from strings(part.value)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from strings(child)


def untraceable(code: str) -> list[str]:
    """Name every line of some code that says a figure nobody can trace."""
    return [f"line {line}: {claim}" for line, text in strings(ast.parse(code)) for claim in complaints(text)]


def test_the_bot_says_no_figure_that_nobody_can_trace() -> None:
    files = [file for source in SOURCES for file in (ROOT / source).rglob("*.py")]

    found = {str(file.relative_to(ROOT)): untraceable(file.read_text(encoding="utf-8")) for file in files}

    assert {source for source in SOURCES if not (ROOT / source).is_dir()} == set()
    assert "bot/mentoring/prompts.py" in found
    assert {file: claims for file, claims in found.items() if claims} == {}


@pytest.mark.parametrize(
    "claim",
    [
        "63% hesitate to ask",
        "Retention is 40 % higher",
        "Retention grew by 50%, they say",
        "sixty percent of requests",
        "sixty per cent of requests",
        "A mentor makes you 3x happier",
        "2.5× the joy",
        "You are five times more likely to be promoted",
        "three times as often",
        "twice as likely",
        "9 out of 10 mentors say yes",
        "Nine in ten say yes",
        "one third of all mentees",
        "Studies show that it works",
        "RESEARCH SAYS so",
        "A survey\nfound it",
        "According to a recent study, it works",
        "scientifically proven",
    ],
)
def test_a_claim_is_noticed(claim: str) -> None:
    assert complaints(claim)


@pytest.mark.parametrize(
    "plain",
    [
        "Would you have 20 minutes for one chat?",
        "People say yes more often than askers expect.",
        "3 of your 4 actions are done",
        "%s letters, %d failed, 5%s",
        "https://example.com/a%20b/1%20c",
        "800x600, 800 x 600, 0x1F and 5xx",
        "{share:.0%} and {many}x",
        "<rect width='100%' height=\"50%\"/> {width: 33.3%}",
        "percent-encoded",
        "three times in two weeks, 1 in 7 days",
        "Try again at most 5 times",
        "a quarter of the way",
    ],
)
def test_plain_words_pass(plain: str) -> None:
    assert complaints(plain) == []


def test_a_reviewed_figure_passes_in_its_own_words_only() -> None:
    fact = Fact("61% of those asked", "https://example.com/survey", "3,000 employees in one country", date(2019, 1, 1))

    assert complaints("It grew naturally for 61% of those asked.", [fact]) == []
    assert complaints("61% of everybody", [fact]) == ["1%"]


def test_a_figure_is_found_wherever_code_can_hide_one() -> None:
    code = '''
"""Studies show it."""
def hello(name: str) -> str:
    """Say it 3x."""
    return f"{name} is {f'50% {name}'} happier, {0.5:.0%}, {name:>10%} and " "70% likelier" + WORDS["40%"]
'''

    assert untraceable(code) == ["line 2: Studies show", "line 4: 3x", "line 5: 0%", "line 5: 0%", "line 5: 0%"]


def test_a_figure_that_is_computed_is_our_own() -> None:
    assert untraceable('f"{done}% of {total}, {done}x, {done / total:.1%}"') == []


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(claim.strip() for claim in complaints(text))
