"""A silence that a pause or a hold stopped: nobody is asked at once afterwards, and nobody is left in it for good."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.mentoring import holds
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import RHYTHMS, Pair
from bot.mentoring.sessions import Outcome
from tests.examples import MONDAY, TEAM, pair
from tests.scheduling.lives import begin, live, plan, the_pair
from tests.scheduling.mailroom import Mailroom

pytestmark = pytest.mark.long_story
DAY = timedelta(days=1)
GRAVE = ("stalled", "rest_notice")
Act = Callable[[Pair, datetime], None]


def pauses(two: Pair, now: datetime) -> None:
    two.pause(now + 60 * DAY, now, by="UADA")


def resumes(two: Pair, now: datetime) -> None:
    two.resume(now)


STOPS = pytest.mark.parametrize(("stop", "go_on"), [(pauses, resumes), (holds.hold, holds.lift)])


@STOPS
@pytest.mark.parametrize("held", [0, 1, 5])
@pytest.mark.parametrize("rhythm", RHYTHMS.values())
def test_two_who_go_on_have_their_whole_rhythm_before_anybody_asks_how_to_go_on(
    stop: Act, go_on: Act, held: int, rhythm: timedelta
) -> None:
    for silent in range(1, 200):
        two = pair(started_at=MONDAY, lifecycle=Lifecycle.ACTIVE, held=held, rhythm=rhythm)
        stop(two, MONDAY + silent * DAY)
        back = MONDAY + (silent + 30) * DAY
        go_on(two, back)

        assert back - silent * DAY <= two.quiet_since <= back
        asked = two.stalls_at if held else two.rest_notice_at
        assert asked - back >= min(rhythm, two.rests_after)


def test_of_a_short_silence_nothing_is_lost_by_a_pause() -> None:
    two = pair(started_at=MONDAY, lifecycle=Lifecycle.ACTIVE, held=1)
    pauses(two, MONDAY + 10 * DAY)
    resumes(two, MONDAY + 40 * DAY)

    assert two.quiet_since == MONDAY + 30 * DAY


@STOPS
@pytest.mark.parametrize("silent", [23, 48])
def test_two_who_stay_silent_after_going_on_are_asked_and_told_anew_and_then_left_to_rest(
    mailroom: Mailroom, stop: Act, go_on: Act, silent: int
) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY)
    met = MONDAY + DAY
    plan(mailroom, number, met, Outcome.HELD)
    for at, act in ((met + silent * DAY, stop), (met + (silent + 30) * DAY, go_on)):
        live(mailroom, at)
        mailroom.clock.now = at
        with mailroom.database.begin(TEAM) as db:
            act(the_pair(db, number), at)
    back = mailroom.clock.now

    live(mailroom, back + 13 * DAY)
    assert grave(mailroom, back) == []
    live(mailroom, back + 70 * DAY)

    assert grave(mailroom, back) == [kind for kind in GRAVE for _ in range(2)]
    with mailroom.database.begin(TEAM) as db:
        assert the_pair(db, number).lifecycle is Lifecycle.DORMANT


def grave(room: Mailroom, since: datetime) -> list[str]:
    """Read what was said since then about going on at all."""
    said = [each for each in room.all() if each.kind in GRAVE and each.was_said and each.edits is None]
    return [each.kind for each in said if each.sent_at and each.sent_at >= since]
