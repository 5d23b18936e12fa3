"""A pair that is silent rests also when the bot was: once it is back, never before both could have said something."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.store.pairs import one
from scheduling.delivery import tidy
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import begin, live, the_pair
from tests.scheduling.mailroom import Mailroom
from tests.store.crew import known

DAY = timedelta(days=1)
NOTICE = "rest_notice"


def stands(room: Mailroom, number: int) -> Lifecycle:
    with room.database.look(TEAM) as db:
        pair = one(db, number)
        assert pair
        return pair.lifecycle


def notices(room: Mailroom) -> Sequence[Letter]:
    return [each for each in room.all() if each.kind == NOTICE and each.was_said and each.edits is None]


def is_down(room: Mailroom, days: int) -> datetime:
    """Let the bot be silent for some days, and come back."""
    back = room.clock.advance(days * DAY)
    tidy(room.database, back)
    return back


def test_after_a_notice_the_pair_rests_once_the_bot_is_back_and_nobody_is_told_twice(mailroom: Mailroom) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY)
    live(mailroom, MONDAY + 50 * DAY)
    told = [letter.id for letter in notices(mailroom)]
    assert len(told) == 2

    live(mailroom, is_down(mailroom, 25))

    assert stands(mailroom, number) is Lifecycle.DORMANT
    assert [letter.id for letter in notices(mailroom)] == told


def test_whoever_stopped_or_slowed_down_reminders_is_still_told_that_their_pair_will_rest(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", MONDAY)
    everything = ("first_meeting", "first_meeting_choice", NOTICE)
    with mailroom.database.begin(TEAM) as db:
        known(db, "UADA").stopped = known(db, "UADA").fewer = everything

    live(mailroom, MONDAY + 50 * DAY)

    assert [letter.to for letter in notices(mailroom)] == ["UADA", "UMEI"]
    assert {letter.kind for letter in mailroom.all() if letter.to == "UADA" and letter.was_said} == {NOTICE}


def test_a_notice_that_could_not_come_in_time_comes_late_with_two_whole_weeks_to_answer(mailroom: Mailroom) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY)
    live(mailroom, MONDAY + 40 * DAY)
    back = is_down(mailroom, 35)

    live(mailroom, back + 4 * DAY)
    told = notices(mailroom)
    assert [letter.to for letter in told] == ["UADA", "UMEI"]
    assert all("rest two weeks from today" in letter.text for letter in told)
    live(mailroom, max(letter.sent_at or back for letter in told) + 14 * DAY - timedelta(minutes=1))
    assert stands(mailroom, number) is Lifecycle.INITIATING
    live(mailroom, back + 21 * DAY)

    assert stands(mailroom, number) is Lifecycle.DORMANT
    assert len(notices(mailroom)) == 2


def test_whoever_keeps_it_going_after_a_late_notice_begins_anew(mailroom: Mailroom) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY)
    live(mailroom, MONDAY + 40 * DAY)
    back = is_down(mailroom, 35)
    live(mailroom, back + 4 * DAY)
    with mailroom.database.begin(TEAM) as db:
        the_pair(db, number).keep(mailroom.clock())

    live(mailroom, back + 30 * DAY)

    assert stands(mailroom, number) is Lifecycle.INITIATING
    assert len(notices(mailroom)) == 2


def test_two_who_were_both_away_when_it_was_time_hear_it_when_they_are_back(mailroom: Mailroom) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY)
    with mailroom.database.begin(TEAM) as db:
        for each in the_pair(db, number).both:
            each.pause(MONDAY + 70 * DAY, MONDAY)

    live(mailroom, MONDAY + 90 * DAY)

    assert [letter.to for letter in notices(mailroom)] == ["UADA", "UMEI"]
    assert stands(mailroom, number) is Lifecycle.DORMANT
