"""Two who never met are asked early how to go on; a pause or a hold answers that as it answers any other silence."""

from datetime import timedelta

import pytest

from bot.mentoring import holds, pauses
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)
BACK = MONDAY + 5 * DAY


def stopped(*, on_hold: bool, silent: int, rhythm: int) -> Pair:
    """Let two who never met be silent for some days, stop for five, and go on."""
    two = pair(started_at=MONDAY - silent * DAY, lifecycle=Lifecycle.ACTIVE, rhythm=rhythm * DAY)
    if on_hold:
        holds.hold(two, MONDAY)
        holds.lift(two, BACK)
    else:
        pauses.begin(two, BACK, MONDAY, two.mentor.slack_id)
        two.resume(BACK)
    return two


@pytest.mark.parametrize("on_hold", [True, False])
def test_who_were_asked_how_to_go_on_are_not_asked_the_same_again_after_a_stop(*, on_hold: bool) -> None:
    assert stopped(on_hold=on_hold, silent=18, rhythm=28).quiet_since == BACK


@pytest.mark.parametrize("on_hold", [True, False])
def test_who_were_not_asked_yet_have_their_whole_rhythm_before_they_are(*, on_hold: bool) -> None:
    two = stopped(on_hold=on_hold, silent=10, rhythm=7)
    assert two.quiet_since + timedelta(days=two.customs.choice_after) == BACK + two.rhythm
