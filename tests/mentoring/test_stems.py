"""What is meant alike is compared alike: endings, two Englishes, and the words around a wish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.hearing import FAINT, SILENT, spoken
from bot.mentoring.stems import stem


@pytest.mark.parametrize(
    "alike",
    [
        ("negotiate", "negotiating", "negotiation", "negotiations", "negotiated"),
        ("manage", "managing", "manager", "managers", "management"),
        ("organise", "organize", "organising", "organisation", "organizations"),
        ("analyse", "analyzing", "analysis"),
        ("colour", "colors", "coloured"),
        ("centre", "centers"),
        ("facilitate", "facilitation", "facilitators"),
        ("present", "presenting", "presentations"),
        ("hire", "hiring", "hired", "hires"),
        ("write", "wrote", "written", "writing"),
        ("strategy", "strategies", "strategic"),
        ("plan", "planning", "planned"),
        ("agree", "agreed", "agreeing"),
        ("study", "studies", "studying"),
        ("class", "classes"),
        ("control", "controlling"),
        ("relate", "relating", "relational"),
        ("hope", "hopeful", "hopefulness"),
        ("select", "selecting", "selection"),
        ("size", "sizing"),
        ("fail", "failing", "fails"),
        ("install", "installing"),
        ("supervise", "supervising", "supervised"),
        ("decision", "deciding", "decide"),
        ("skill", "skills"),
        ("fuzzy", "fuzziness"),
    ],
)
def test_words_with_one_meaning_have_one_stem(alike: tuple[str, ...]) -> None:
    assert len({stem(word) for word in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marketing", "markets"),
        ("accounting", "accounts"),
        ("customs", "customers"),
        ("policy", "police"),
        ("universe", "university"),
        ("news", "new"),
        ("string", "str"),
        ("rise", "riser"),
        ("c++", "c#"),
        ("bus", "bu"),
        ("press", "pres"),
        ("tension", "tens"),
    ],
)
def test_words_that_only_look_alike_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["sky", "pay", "k8s", "नेतृत्व", "交渉", "école", "by"])
def test_words_without_an_english_ending_stay_as_they_are(word: str) -> None:
    assert stem(word) == word


@given(st.text("abcdeinogstrywlz", min_size=1, max_size=14))
def test_a_stem_is_never_empty_and_never_much_longer(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + len("ist")  # "stats" are statistics


def test_what_holds_a_sentence_together_is_not_heard() -> None:
    assert spoken("I'd like to be better at the art of Negotiation, you know") == (
        "better",
        "art",
        "negotiation",
        "know",
    )
    assert {"better", "know"} <= FAINT
    assert not FAINT & SILENT


def test_of_nothing_but_silence_everything_is_heard() -> None:
    assert spoken("to be") == ("to", "be")
    assert spoken(" ?! ") == ()


def test_names_written_with_signs_are_heard() -> None:
    assert spoken(".NET, Node.js, R&D and C++") == ("dotnet", "nodejs", "research", "development", "c++")
    assert spoken("people's team’s") == ("people", "team")
