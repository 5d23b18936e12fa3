"""Words that mean two things are read as the one that was meant, and a word that only hints at a skill says no more."""

import pytest

from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best, is_vague, reasons
from bot.mentoring.search.wishes import read

GUS = Profile(id="gus", name="Gus Five", topics=("Go", "kubernetes"))
ADA = Profile(id="ada", name="Ada", topics=("sales",), about="I know where to go next")


@pytest.mark.parametrize("typed", ["I want to learn go", "help with go", "teach me Go please", "go", "golang"])
def test_a_language_whose_name_is_a_verb_is_found_where_it_is_what_to_learn(typed: str) -> None:
    index = Index((GUS, ADA))
    reading = read(typed, index, index.skills)
    answers = best(index, reading, 5)

    assert answers[0].id == "gus"
    assert not is_vague(reading, answers)


@pytest.mark.parametrize("typed", ["I don't know how to go on", "help me go further", "how to use go-to-market plans"])
def test_the_verb_is_no_language(typed: str) -> None:
    index = Index((GUS, ADA))

    assert "golang" not in read(typed, index, index.skills).skills


LANGUAGES = Index(
    Profile(id=each, topics=(each,)) for each in ("C", "C++", "C#", "R", "Go", "ASP.NET", "Market research")
)


@pytest.mark.parametrize(
    "typed",
    [
        "how to go from senior to staff",
        "I want to go to the next level",
        "I need to go deeper into numbers",
        "Go to market",
        "let it go",
        "let's go",
        "vitamin c",
        "c level",
        "C-suite",
        "plan C",
        "how r u",
    ],
)
def test_who_says_the_name_of_a_language_in_passing_is_shown_nobody_who_teaches_it(typed: str) -> None:
    assert not {"Go", "C", "R"}.intersection(map(str, found(typed, LANGUAGES)))
    assert "golang" not in read(typed, LANGUAGES, LANGUAGES.skills).skills


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("go", "Go"),
        ("Go from scratch", "Go"),
        ("rust and go", "Go"),
        ("moving from java to go", "Go"),
        ("I'd love to learn go to write servers", "Go"),
        ("C", "C"),
        ("learn c", "C"),
        ("r", "R"),
        ("statistics in R", "R"),
        ("c plus plus", "C++"),
        ("C Plus-Plus for games", "C++"),
        ("c sharp", "C#"),
        ("C-Sharp, please", "C#"),
        ("csharp", "C#"),
        ("c ++", "C++"),
        ("learn c + +", "C++"),
        ("C #", "C#"),
        ("C #1", "C"),
    ],
)
def test_a_language_is_found_by_its_name_however_it_is_said(typed: str, language: str) -> None:
    assert found(typed, LANGUAGES)[0] == language


def test_what_is_called_by_a_verb_is_still_known_by_it() -> None:
    assert "product marketing" in read("help with our go to market", LANGUAGES, LANGUAGES.skills).skills
    assert "executive leadership" in read("c level", LANGUAGES, LANGUAGES.skills).skills


def found(typed: str, index: Index) -> list[object]:
    return [hit.id for hit in best(index, read(typed, index, index.skills), 5)]


def test_a_programme_is_no_programming_and_a_network_of_neurons_no_networking() -> None:
    people = {"hal": ("new hire programmes",), "nat": ("networking",), "max": ("deep learning", "machine learning")}
    index = Index(Profile(id=who, topics=topics) for who, topics in people.items())

    assert found("build an app for phones", index) == []
    assert found("neural networks", index) == ["max"]
    assert found("programs for new hires", index) == ["hal"]
    assert found("grow my network", index) == ["nat"]
    assert {"programming"} == set(read("learning to program", index, index.skills).skills)


def test_one_word_that_may_mean_something_else_only_hints_at_a_skill() -> None:
    teller = Profile(id="sy", topics=("story arcs",), about="I like explaining the structure to beginners")
    index = Index([teller])
    reading = read("engineers", index, index.skills)
    (hit,) = best(index, reading, 1)

    assert reasons(teller, hit, reading) == ("Has a word that hints at engineering",)


VERBS = {"rust": ("Rust",), "react": ("React",), "hal": ("Machine learning",), "py": ("Python",), "sql": ("SQL",)}


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("my python is a bit rusty", ["py"]),
        ("rusty", []),
        ("react to feedback", []),
        ("how to be good at reacting to feedback", []),
        ("learn french", []),
        ("I want to learn photography", []),
        ("I want to learn sql", ["sql"]),
        ("learn to learn", []),
        ("rust", ["rust"]),
        ("learn react to build apps", ["react"]),
        ("moving from react to native apps", ["react"]),
        ("learn machine learning", ["hal"]),
    ],
)
def test_what_somebody_does_or_is_names_no_language_and_no_learning_machine(typed: str, who: list[str]) -> None:
    index = Index(Profile(id=each, topics=topics) for each, topics in VERBS.items())
    reading = read(typed, index, index.skills)

    assert [hit.id for hit in best(index, reading, 5)] == who
