"""A colleague who is not looked for is left out, called by the full name or by a part of it."""

import pytest

from bot.mentoring.search.index import Index
from bot.mentoring.search.negations import told_apart
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best
from bot.mentoring.search.wishes import read

PEOPLE = (
    Profile(id="camille", name="camille", real_name="Camille Laurent", topics=("Public speaking",)),
    Profile(id="rose", name="Rose", real_name="Rose Brooks", topics=("Public speaking", "Rust")),
    Profile(id="maggie", real_name="Maggie Hill", topics=("Art",)),
    Profile(id="grace", real_name="Grace Young", topics=("Public speaking",), about="Moving with grace"),
    Profile(id="rob", real_name="Rob English", topics=("Public speaking",)),
    Profile(id="will", real_name="Will Stone", topics=("Public speaking",)),
    Profile(id="bare", name="Kim"),
    Profile(id="tim", topics=("Grace under fire",)),
)
INDEX = Index(PEOPLE)


@pytest.mark.parametrize(
    ("typed", "sought", "unwanted"),
    [
        ("not Rose", "", ("Rose",)),
        ("not rose", "", ("rose",)),
        ("please, not Rose", "", ("Rose",)),
        ("not Maggie Hill", "", ("Maggie Hill",)),
        ("not Kim", "", ("Kim",)),
        ("not kim", "", ("kim",)),
        ("public speaking without Camille Laurent", "public speaking", ("Camille Laurent",)),
        ("public speaking without camille", "public speaking", ("camille",)),
        ("public speaking w/o Rose or Camille", "public speaking", ("Rose", "Camille")),
        ("public speaking without Rob English", "public speaking", ("Rob English",)),
        ("public speaking, but not Will Stone", "public speaking", ("Will Stone",)),
        ("public speaking with no Grace", "public speaking", ("Grace",)),
        ("someone who isn't Rose for public speaking", "someone for public speaking", ("Rose",)),
        ("never again Rose Brooks", "", ("Rose Brooks",)),
    ],
)
def test_who_is_named_as_unwanted_is_told_apart_and_left_out(
    typed: str, sought: str, unwanted: tuple[str, ...]
) -> None:
    reading = read(typed, INDEX, INDEX.skills)
    left_out = {"Rose Brooks" if "ose" in name else name for name in unwanted}

    assert (reading.typed, reading.unwanted) == (sought, unwanted)
    for hit in best(INDEX, reading, 9):
        profile = INDEX.of(hit.id)
        assert profile
        assert not any(name.casefold() in f"{profile.name} {profile.real_name}".casefold() for name in left_out)


@pytest.mark.parametrize(
    "typed",
    [
        "public speaking without grace",  # a word in use, in small letters
        "public speaking without Peter Pan",
        "leading without authority",
        "outside Rose",
        "Rose",
    ],
)
def test_what_may_as_well_be_a_word_and_what_nobody_is_called_stay_in_the_wish(typed: str) -> None:
    assert read(typed, INDEX, INDEX.skills).unwanted == ()
    assert told_apart(typed).sought == typed


def test_who_is_left_out_by_a_name_that_is_a_skill_too_is_still_left_out() -> None:
    found = {hit.id for hit in best(INDEX, read("public speaking, not Rob English", INDEX, INDEX.skills), 9)}

    assert found == {"camille", "rose", "grace", "will"}
