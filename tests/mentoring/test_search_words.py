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
