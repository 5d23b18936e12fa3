"""Two who meet in time and log it, and set no dates: what the bot asks them in half a year."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.mentoring.pairs import FORTNIGHT, WEEK
from bot.store import logbook
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import begin, live, the_pair
from tests.scheduling.mailroom import Mailroom

pytestmark = pytest.mark.long_story
DAY, HALF_A_YEAR = timedelta(days=1), timedelta(weeks=28)


def logs_and_lives_on(room: Mailroom, rhythm: timedelta) -> Counter[str]:
    """Let Ada meet Mei each time on its day and log it an hour later; count what she is asked, by kind."""
    number = begin(room, "UADA", "UMEI", MONDAY, rhythm=rhythm)
    met = MONDAY + 3 * DAY
    while met < MONDAY + HALF_A_YEAR:
        live(room, met)
        room.clock.now = met
        with room.database.begin(TEAM) as db:
            pair = the_pair(db, number)
            logbook.held(db, pair, pair.mentee, met.date(), met)
            pair.mentee.acted_at = pair.mentor.acted_at = met
        met += rhythm
    return Counter(letter.kind for letter in room.all() if letter.to == "UADA" and letter.sent_at)


@pytest.mark.parametrize("rhythm", [WEEK, FORTNIGHT])
def test_two_who_meet_in_time_and_log_it_get_their_pulses_and_look_back_and_are_not_asked_for_dates_for_ever(
    mailroom: Mailroom, rhythm: timedelta
) -> None:
    heard = logs_and_lives_on(mailroom, rhythm)

    assert heard["book_next"] <= 2
    assert heard["audit"] >= 1
    assert heard["pulse"] >= 3
