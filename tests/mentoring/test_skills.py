"""Skills are recognised by their names, by their other names, and by what people say who know no name for them."""

from collections import Counter

import pytest

from bot.mentoring.hearing import spoken
from bot.mentoring.skills import Skill, Skills, read, shipped, with_own
from bot.mentoring.stems import stem

SKILLS = Skills()


def seen(text: str, skills: Skills = SKILLS) -> list[str]:
    found = skills.recognise([stem(word) for word in spoken(text)])
    return sorted(found, key=lambda name: (-found[name], name))


def test_there_are_three_hundred_skills_and_each_stands_once() -> None:
    names = Counter(skill.name for skill in shipped())

    assert len(names) >= 300
    assert set(names.values()) == {1}
    assert all(skill.sayings for skill in shipped())


def test_every_name_of_a_skill_alone_means_it() -> None:
    lost = [
        (skill.name, name)
        for skill in shipped()
        for name in (skill.name, *skill.names)
        if skill.name not in SKILLS.recognise([stem(word) for word in spoken(name)], by_sayings=0)
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("k8s", "kubernetes"),
        ("presentation skills", "public speaking"),
        ("I run the people ops team", "human resources"),
        ("Deep learning, and some NLP", "machine learning"),
        ("registered nurse in an ICU", "nursing"),
        ("becoming a manager", "people management"),
        ("go", "golang"),
        ("My voice shakes when I stand in front of a crowd", "public speaking"),
        ("We should break up our monolith", "microservices"),
        ("a full room makes me freeze", "public speaking"),
        ("our releases are scary", "devops"),
    ],
)
def test_a_skill_is_recognised_however_it_is_said(text: str, meant: str) -> None:
    assert seen(text)[0] == meant


@pytest.mark.parametrize(
    ("text", "not_meant"),
    [
        ("public speaking", "research"),
        ("public transport", "research"),
        ("influencing senior leaders without authority", "creative writing"),
        ("planing a budget", "aerospace"),
        ("negotiation and leadership", "prospecting"),
        ("my CV needs a polish", "polish"),
        ("write the quarterly report", "journalism"),
        ("fraud detection", "law enforcement"),
        ("my LinkedIn profile", "debugging"),
        ("hard conversations with my boss", "growth"),
        ("I have ten years of experience", "research"),
        ("project management", "forecasting"),
        ("find a good fit", "sports"),
        ("the team should develop", "programming"),
    ],
)
def test_a_word_of_the_same_stem_that_means_something_else_is_not_taken_for_a_skill(text: str, not_meant: str) -> None:
    assert not_meant not in seen(text)


def test_a_language_that_is_also_a_verb_is_meant_where_nothing_else_is_said() -> None:
    assert seen("Polish") == seen("learn Polish") == seen("the Polish language") == ["polish"]


def test_a_longer_name_hides_the_shorter_ones_in_it() -> None:
    assert "marketing" not in seen("product marketing")
    assert seen("product marketing")[0] == "product marketing"


def test_what_has_two_meanings_means_both_and_nothing_means_nothing() -> None:
    assert set(seen("fundraising")) >= {"fundraising for startups"}
    assert seen("") == []
    assert seen("I would like to get better") == []


def test_more_of_what_is_said_makes_surer_and_part_of_a_saying_half_sure() -> None:
    skills = Skills([Skill("gliding", ("soaring",), ("silent wings", "thermals", "tow rope snaps"))])
    sure = {
        text: skills.recognise([stem(word) for word in spoken(text)]).get("gliding", 0)
        for text in ("thermals", "silent wings", "silent wings in thermals", "the tow rope", "soaring", "wings")
    }

    assert sure["soaring"] == 1 > sure["silent wings in thermals"] > sure["silent wings"] > sure["thermals"]
    assert 0 < sure["the tow rope"] < sure["silent wings"]
    assert sure["wings"] == 0


def test_a_workspace_adds_its_own_skills() -> None:
    own = read(["# ours", "", "quill cutting: feather work, the cut | blunt, ink runs", "nib care", " : nothing"])

    skills = Skills(own)

    assert seen("feather work", skills) == ["quill cutting"]
    assert seen("nib care", skills) == ["nib care"]
    assert seen("the ink runs", skills)[0] == "quill cutting"


def test_whoever_searches_next_finds_the_words_of_a_workspace_ready() -> None:
    assert with_own("quill cutting: feather work") is with_own("quill cutting: feather work")
    assert seen("feather work", with_own("quill cutting: feather work")) == ["quill cutting"]
    assert seen("feather work", with_own("")) == []


def test_a_saying_of_silent_words_alone_says_nothing() -> None:
    assert "void" not in Skills([Skill("void", (), ("to get it", "the"))]).recognise(["get"])
