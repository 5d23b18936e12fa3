"""A name among the wishes: nearly typed it is asked about, and what is known as a skill stays one."""

import pytest

from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best, reasons
from bot.mentoring.search.wishes import as_a_name, read
from tests.mentoring.test_search import CREW, SKILLS, hits, index_of

FREYA = Profile(id="freya", name="freya", real_name="Freya Lindqvist", topics=("Incident response",))
BRANDT = Profile(id="brandt", name="Ines Brandt", topics=("branding",))


@pytest.mark.parametrize("typed", ["lindqist", "Freya Lindqist", "lindqvst freya", "@Lindqvits"])
def test_a_name_with_a_slip_in_it_comes_before_what_it_looks_like_and_is_asked_about(typed: str) -> None:
    linguist = Profile(id="linguist", topics=("Linguistics", "being a linguist"))
    index = index_of(linguist, FREYA, BRANDT, *CREW)
    reading = read(typed, index, SKILLS)

    (first, *_) = best(index, reading, 5)

    assert (first.id, first.is_named, first.is_guess) == ("freya", True, True)
    assert reasons(FREYA, first, reading) == ("Did you mean Freya Lindqvist?",)
    assert reading.skills == {}
    assert reading.corrected == {}


def test_part_of_a_name_is_a_name_and_no_guess() -> None:
    (first, *_) = hits("lindqvist", index_of(FREYA, *CREW))

    assert (first.id, first.is_named, first.is_guess) == ("freya", True, False)


@pytest.mark.parametrize(
    "typed",
    [
        "branding",  # a skill that is known
        "brandd",  # as near to a word in use as to a name
        "mei lindqist",  # nobody has both
        "lindqist about kubernetes",
        "mei mei freya jonas lotte priya",
        "lndqst",
        "frya",
    ],
)
def test_a_skill_stays_a_skill_and_what_is_far_from_a_name_is_none(typed: str) -> None:
    index = index_of(FREYA, BRANDT, Profile(id="brand", topics=("brand", "linguist")), *CREW)

    assert not any(hit.is_named for hit in hits(typed, index))


def test_a_name_that_is_a_common_word_is_found_when_it_is_all_that_was_typed() -> None:
    will = Profile(id="will", name="Will Young", topics=("SQL",), about="will help")

    assert [hit.id for hit in hits("Will", index_of(will, *CREW)) if hit.is_named] == ["will"]


def test_who_has_gone_is_meant_by_no_name() -> None:
    index = index_of(FREYA, *CREW)
    index.drop("freya")

    assert not any(hit.is_named for text in ("lindqist", "lindqvist") for hit in hits(text, index))


def test_who_is_found_by_nothing_but_their_name_is_not_said_to_be_close_to_the_wish() -> None:
    index = index_of(FREYA, *CREW)
    reading = read("freya for kubernetes", index, SKILLS)

    (hit,) = (each for each in best(index, reading, 5) if each.id == "freya")

    assert reasons(FREYA, hit, reading) == ("A word of what you wrote is their name: Freya Lindqvist",)


def test_what_was_mended_can_be_taken_for_a_name_as_it_was_typed() -> None:
    index = index_of(Profile(id="lib", topics=("books",)), *CREW)
    reading = read("Samuel Brooks, not kubernetes", index, SKILLS)

    name = as_a_name(reading)

    assert (reading.is_mended, name.is_mended) == (True, False)
    assert (name.words, name.unwanted, name.may_be_a_name) == (("samuel", "brooks"), ("kubernetes",), True)
    assert best(index, name, 5) == []
    assert not any(read(typed, index, SKILLS).is_mended for typed in ("books", "Tanaka", "samuel", "freya"))
