"""Who pauses a pair that is on hold: what the other one, who raised the concern, reads of that pause stays true."""

import pytest

from tests.handlers.conftest import Office
from tests.handlers.holding import held_and_paused, types_about
from tests.handlers.pairing import letters_to

OTHERS = ("UADA", "UNOOR")
"""Ada raised a concern about her pair with Jonas, and Noor paused hers with him."""


def pauses_both(office: Office, until: str) -> None:
    """Let Jonas pause both pairs."""
    for other in OTHERS:
        types_about(office, f"pause <@{other}>", until)


def of_the_pause(office: Office, other: str) -> list[str]:
    """Read what stands in somebody's conversation about Jonas's pause."""
    return [each for each in letters_to(office, other) if "<@UJONAS> pauses your pair" in each]


@pytest.fixture
def two(office: Office) -> tuple[int, int]:
    return held_and_paused(office)


@pytest.mark.usefixtures("two")
def test_a_later_day_takes_the_place_of_the_one_before(office: Office) -> None:
    for until, on in (("2026-04-07", "Tue 7 April"), ("2026-04-14", "Tue 14 April")):
        pauses_both(office, until)

        for other in OTHERS:
            (told,) = of_the_pause(office, other)
            assert f"until {on}." in told


@pytest.mark.usefixtures("two")
def test_a_pause_that_its_owner_ended_is_not_told_of_any_more(office: Office) -> None:
    pauses_both(office, "2026-04-07")
    assert all(of_the_pause(office, other) for other in OTHERS)

    for other in OTHERS:
        types_about(office, f"resume <@{other}>")

    assert not any(of_the_pause(office, other) for other in OTHERS)
    assert "<@UJONAS> has ended their own pause." in letters_to(office, "UADA")
    assert "<@UJONAS> has ended their own pause. Yours goes on; `/mentor resume` ends it." in letters_to(
        office, "UNOOR"
    )


@pytest.mark.usefixtures("two")
def test_a_pause_that_its_owner_ended_before_it_was_told_of_is_never_told_of(office: Office) -> None:
    for other in OTHERS:
        types_about(office, f"pause <@{other}>", "2026-04-07")
        types_about(office, f"resume <@{other}>")

    assert not any(of_the_pause(office, other) for other in OTHERS)
