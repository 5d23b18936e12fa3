"""A typed name means whoever is called that; half of one means whoever it may be, and never somebody by chance."""

import pytest

from bot.mentoring.names import MOST, Called, Names, is_called, namesakes, nearly
from bot.mentoring.people import Standing

ZOE, ZOE_M, BEN, GONE, ROBOT = range(1, 6)
EVERYBODY = (
    Called(ZOE, ("zoe", "Zoë Müller"), Standing.MEMBER),
    Called(ZOE_M, ("zm", "Zoe Marsh"), Standing.MEMBER),
    Called(BEN, ("ben", "Ben Okri"), Standing.MEMBER),
    Called(GONE, ("peter", "Peter Marsh"), Standing.GONE),
    Called(ROBOT, ("standup", ""), Standing.BOT),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zoe", [ZOE]),
        ("ZOE MULLER", [ZOE]),
        ("Müller, Zoë".replace(",", ""), [ZOE]),
        ("zo m", [ZOE, ZOE_M]),
        ("  “@Ben   Okri” ", [BEN]),
        ("okri", [BEN]),
        ("marsh", [ZOE_M]),
        ("peter", [GONE]),
        ("stand", [ROBOT]),
        ("ben ben", []),
        ("kri", []),
        ("", []),
        ("@", []),
        ("'; DROP TABLE people; --", []),
        ("\U0001f44b\U0001f3fd", []),
    ],
)
def test_whom_a_typed_name_means(typed: str, meant: list[int]) -> None:
    assert namesakes(typed, EVERYBODY) == meant


def test_who_has_left_is_a_choice_beside_somebody_here_of_a_longer_name() -> None:
    several = (*EVERYBODY, Called(9, ("peter pan", ""), Standing.MEMBER))

    assert namesakes("peter", several) == [GONE, 9]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mullr", [ZOE]),
        ("@Zoe Mullr", [ZOE]),
        ("marhs", [ZOE_M]),
        ("zoe marhs", [ZOE_M]),
        ("marhs marhs", []),
        ("peetr", []),
        ("stnadup", []),
        ("zeo", []),
        ("murllar", []),
        ("", []),
    ],
)
def test_whom_a_name_with_a_slip_in_it_may_mean(typed: str, meant: list[int]) -> None:
    assert nearly(typed, EVERYBODY) == meant


def test_the_most_alike_is_guessed_first_and_of_many_a_few() -> None:
    several = [Called(number, ("lindquist",), Standing.MEMBER) for number in range(40)]

    assert nearly("Lindqvst", [*several, Called(99, ("lindqvist", ""), Standing.MEMBER)]) == [99]
    assert nearly("lindqist", several) == list(range(MOST))


def test_of_many_a_few_are_named() -> None:
    several = [Called(number, ("sam", ""), Standing.MEMBER) for number in range(40)]

    assert namesakes("sam", several) == list(range(MOST))


def test_only_a_whole_name_is_beyond_doubt() -> None:
    assert is_called(" @zoë MÜLLER", "zoe", "Zoë Müller")
    assert not is_called("zo", "zoe", "Zoë Müller")
    assert not is_called("", "")


def test_names_are_known_by_every_word_of_them_whole_and_without_accents() -> None:
    names = Names(["Zoë Müller-Marsh", "Ben Okri"])

    assert all(words in names for words in (["marsh", "zoe"], ["ben"]))
    assert not any(words in names for words in (["mar"], ["ben", "marsh"], ["nobody"], []))
    assert names
    assert not Names([])
