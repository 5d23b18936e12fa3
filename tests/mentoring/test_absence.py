"""Somebody whose status says that they are away is left alone, and not for ever."""

from datetime import datetime, timedelta

import pytest

from bot.mentoring.absence import LONGEST, away_until
from tests.examples import MONDAY, ada

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("emoji", "ends", "until"),
    [
        (":palm_tree:", MONDAY + 3 * DAY, MONDAY + 3 * DAY),
        (":face_with_thermometer:", MONDAY + 3 * DAY, MONDAY + 3 * DAY),
        (":palm_tree:", MONDAY + 90 * DAY, MONDAY + LONGEST),
        (":palm_tree:", None, MONDAY + LONGEST),
        (":palm_tree:", MONDAY, None),
        (":palm_tree:", MONDAY - DAY, None),
        (":house_with_garden:", MONDAY + 3 * DAY, None),
        ("", None, None),
    ],
)
def test_a_status_says_until_when_somebody_is_away(emoji: str, ends: datetime | None, until: datetime | None) -> None:
    assert away_until(emoji, ends, MONDAY, MONDAY) == until


def test_a_status_that_was_forgotten_is_believed_for_three_weeks_and_no_longer() -> None:
    person = ada()

    for days in range(30):
        person.note_status(":palm_tree:", None, MONDAY + days * DAY)

        assert person.away_until == (MONDAY + LONGEST if days < LONGEST.days else None)


def test_a_status_that_is_taken_back_ends_the_absence() -> None:
    person = ada()
    person.note_status(":palm_tree:", MONDAY + 5 * DAY, MONDAY)
    assert person.silent_until == MONDAY + 5 * DAY

    person.note_status("", None, MONDAY + DAY)

    assert not any((person.away_since, person.away_until, person.silent_until))


def test_whoever_is_away_and_asked_for_silence_has_the_longer_of_the_two() -> None:
    person = ada(paused_until=MONDAY + 9 * DAY)

    person.note_status(":palm_tree:", MONDAY + 5 * DAY, MONDAY)

    assert person.silent_until == MONDAY + 9 * DAY
