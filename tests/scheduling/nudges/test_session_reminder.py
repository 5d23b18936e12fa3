"""Half an hour before a session, whoever asked for it is reminded, and nobody else."""

from datetime import timedelta

from scheduling.last_look import asked_for_then
from scheduling.nudges.session_reminder import NUDGE
from tests.examples import MONDAY, ada
from tests.scheduling.nudges.stories import DAY, a_pair

SESSION = MONDAY + 3 * DAY


def test_only_who_asked_for_it_is_reminded_half_an_hour_before() -> None:
    facts = a_pair(held=[MONDAY], booked=[SESSION], mentee=ada(wants_reminders=True))

    (due,) = NUDGE.occasions(facts)

    assert (due.to, due.at, due.until) == ("UADA", SESSION - timedelta(minutes=30), SESSION)
    assert "You meet <@UMEI> at 10:00, for 45 minutes." in NUDGE.words(facts, due).text


def test_it_comes_at_its_moment_also_before_the_day_opens() -> None:
    early = MONDAY + 3 * DAY - timedelta(hours=1)
    (due,) = NUDGE.occasions(a_pair(held=[MONDAY], booked=[early], mentee=ada(wants_reminders=True)))

    assert not ada().hours.allow(due.at)
    assert NUDGE.at_any_hour
    assert asked_for_then() == {NUDGE.kind}


def test_by_default_nobody_is_and_nobody_is_about_what_was_set_a_moment_ago() -> None:
    assert list(NUDGE.occasions(a_pair(booked=[SESSION]))) == []
    soon = a_pair(booked=[MONDAY + timedelta(minutes=20)], mentee=ada(wants_reminders=True))
    assert list(NUDGE.occasions(soon)) == []
