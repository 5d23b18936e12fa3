"""Which slips of the finger are mended, and which words are left alone because they may be right."""

import pytest

from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.wishes import read
from bot.mentoring.skills import Skill, Skills


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("weaving", None),
        ("keaving", "leaving"),
        ("begotiation", "negotiation"),
        ("peter", None),
        ("peeer", "peer"),
        ("peerr", "peer"),
        ("pe1er", None),
    ],
)
def test_what_may_be_right_is_taken_for_no_other_beginning_and_for_no_shorter_word(
    typed: str, read_as: str | None
) -> None:
    index = Index([Profile(id="a", topics=("leaving", "peer", "negotiation"))], Skills((), ()))

    assert read(typed, index, index.skills).corrected.get(typed) == read_as


@pytest.mark.parametrize(("typed", "read_as"), [("loud", None), ("jaba", "java"), ("jvaa", "java")])
def test_of_four_letters_a_wrong_one_is_beside_the_right_one(typed: str, read_as: str | None) -> None:
    index = Index([Profile(id="a", topics=("load",)), Profile(id="b", topics=("java",))], Skills((), ()))

    assert read(typed, index, index.skills).corrected.get(typed) == read_as


def test_a_word_in_use_in_one_workspace_mends_nothing_in_another() -> None:
    skills = Skills([Skill("quill cutting")], ())

    here = Index([Profile(id="a", topics=("ornithologist", "quills"))], skills)
    elsewhere = Index((), skills)

    for typed in ("ornithologost", "ornithollogost", "quilles"):
        assert here.meant(typed)
        assert not elsewhere.meant(typed)
    assert here.meant("cuttimg") == elsewhere.meant("cuttimg") != {}
    assert here.begins_with("ornitho")
    assert not elsewhere.begins_with("ornitho")
