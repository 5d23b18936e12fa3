"""When people may be written to, on their own clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.mentoring.hours import ClosesBeforeOpening, Hours, NoWorkingDays, SlotOutsideHours, opening_of_all

BERLIN = Hours("Europe/Berlin")
NIGHT = Hours(days=frozenset(range(7)), opens=time(2, 15), closes=time(3), slot=time(2, 30), timezone="Europe/Berlin")
TICK = timedelta(microseconds=1)
WEDNESDAY = date(2026, 5, 20)


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def in_berlin(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN.zone)


def test_a_person_who_said_nothing_is_written_to_on_weekdays_in_working_hours() -> None:
    hours = Hours()

    assert hours.timezone == "UTC"
    assert sorted(hours.days) == [0, 1, 2, 3, 4]
    assert (hours.opens, hours.closes, hours.slot) == (time(9, 30), time(16, 30), time(10))


@pytest.mark.parametrize("days", [frozenset[int](), frozenset({7}), frozenset({-1, 9})])
def test_a_week_without_working_days_is_refused_in_a_sentence(days: frozenset[int]) -> None:
    with pytest.raises(NoWorkingDays) as refusal:
        Hours(days=days)

    assert isinstance(refusal.value, ValueError)
    assert refusal.value.sentence.startswith("Please keep at least one working day.")


@pytest.mark.parametrize(("opens", "closes"), [(time(10), time(10)), (time(10), time(9))])
def test_a_day_that_ends_before_it_begins_is_refused_in_a_sentence(opens: time, closes: time) -> None:
    with pytest.raises(ClosesBeforeOpening) as refusal:
        Hours(opens=opens, closes=closes, slot=time(10))

    assert isinstance(refusal.value, ValueError)
    assert refusal.value.sentence.startswith("Please choose an end")


@pytest.mark.parametrize("slot", [time(9, 29), time(16, 30), time(23)])
def test_a_usual_time_outside_the_hours_is_refused_in_a_sentence(slot: time) -> None:
    with pytest.raises(SlotOutsideHours) as refusal:
        Hours(slot=slot)

    assert isinstance(refusal.value, ValueError)
    assert refusal.value.sentence.startswith("Please choose a usual time")


@pytest.mark.parametrize("slot", [time(9, 30), time(16, 29)])
def test_the_usual_time_may_be_the_very_first_or_last_minute(slot: time) -> None:
    assert Hours(slot=slot).next_slot(utc(2026, 5, 20, 1)) == datetime.combine(WEDNESDAY, slot, UTC)


@pytest.mark.parametrize("days", [{0}, {6}])
def test_one_working_day_is_enough(days: set[int]) -> None:
    assert Hours(days=frozenset(days)).next_slot(utc(2026, 5, 20)).weekday() in days


@pytest.mark.parametrize(
    "name",
    ["", " ", "Mars/Base", "/etc/localtime", "../../etc/passwd", "America", "zone.tab", "a" * 5000, "\0", "\udc80"],
)
def test_a_zone_nobody_knows_is_taken_for_utc_and_never_for_a_path(name: str) -> None:
    assert Hours(name).zone.key == "UTC"


def test_a_zone_somebody_lives_in_is_theirs() -> None:
    assert Hours("Asia/Kathmandu").zone.key == "Asia/Kathmandu"
    assert Hours("Asia/Kathmandu").local(utc(2026, 5, 20, 4, 15)).isoformat() == "2026-05-20T10:00:00+05:45"


@pytest.mark.parametrize(
    ("timezone", "wall", "expected"),
    [
        ("Europe/Berlin", "2026-05-20T10:00", "2026-05-20T08:00"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30"),  # skipped: becomes 03:30
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),  # twice: the first
        ("Africa/Cairo", "2026-04-24T00:15", "2026-04-23T22:15"),  # skipped midnight: becomes 01:15
        ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00"),  # skipped midnight: becomes 01:00
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45"),  # half an hour skipped: becomes 02:45
        ("Asia/Kathmandu", "2026-05-20T10:00", "2026-05-20T04:15"),
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-30T20:00"),  # a day skipped: becomes the 31st
    ],
)
def test_a_time_the_clock_skips_moves_forward_and_one_it_repeats_means_the_first(
    timezone: str, wall: str, expected: str
) -> None:
    wanted = datetime.fromisoformat(wall)

    moment = Hours(timezone).at(wanted.date(), wanted.time())

    assert moment == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_a_time_that_insists_on_the_second_of_two_still_means_the_first() -> None:
    assert BERLIN.at(date(2026, 10, 25), time(2, 30, fold=1)) == utc(2026, 10, 25, 0, 30)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        (in_berlin(2026, 5, 20, 9, 30) - TICK, False),
        (in_berlin(2026, 5, 20, 9, 30), True),
        (in_berlin(2026, 5, 20, 9, 30) + TICK, True),
        (in_berlin(2026, 5, 20, 16, 30) - TICK, True),
        (in_berlin(2026, 5, 20, 16, 30), False),
        (in_berlin(2026, 5, 18, 12), True),  # Monday
        (in_berlin(2026, 5, 22, 12), True),  # Friday
        (in_berlin(2026, 5, 23, 12), False),  # Saturday
        (in_berlin(2026, 5, 24, 12), False),  # Sunday
    ],
)
def test_people_are_written_to_from_opening_until_just_before_closing_on_working_days(
    moment: datetime,
    allowed: bool,
) -> None:
    assert BERLIN.allow(moment) is allowed
    assert BERLIN.allow(moment.astimezone(UTC)) is allowed


def test_someone_whose_week_begins_on_sunday_is_written_to_on_sunday() -> None:
    cairo = Hours("Africa/Cairo", days=frozenset({6, 0, 1, 2, 3}))

    assert cairo.allow(utc(2026, 5, 24, 9))
    assert not cairo.allow(utc(2026, 5, 22, 9))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (in_berlin(2026, 5, 20, 9, 30) - TICK, in_berlin(2026, 5, 20, 9, 30)),
        (in_berlin(2026, 5, 20, 9, 30), in_berlin(2026, 5, 20, 9, 30)),
        (in_berlin(2026, 5, 20, 13, 7), in_berlin(2026, 5, 20, 13, 7)),
        (in_berlin(2026, 5, 20, 16, 30) - TICK, in_berlin(2026, 5, 20, 16, 30) - TICK),
        (in_berlin(2026, 5, 20, 16, 30), in_berlin(2026, 5, 21, 9, 30)),
        (in_berlin(2026, 5, 22, 16, 30), in_berlin(2026, 5, 25, 9, 30)),  # Friday evening
        (in_berlin(2026, 5, 23, 12), in_berlin(2026, 5, 25, 9, 30)),  # Saturday
        (in_berlin(2026, 3, 27, 17), in_berlin(2026, 3, 30, 9, 30)),  # summer time begins in between
    ],
)
def test_who_is_asleep_is_written_to_when_their_day_opens(moment: datetime, expected: datetime) -> None:
    assert BERLIN.opening(moment) == expected
    assert BERLIN.opening(moment).tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (in_berlin(2026, 5, 20, 10) - TICK, in_berlin(2026, 5, 20, 10)),
        (in_berlin(2026, 5, 20, 10), in_berlin(2026, 5, 21, 10)),
        (in_berlin(2026, 5, 22, 10), in_berlin(2026, 5, 25, 10)),
        (in_berlin(2026, 5, 23, 3), in_berlin(2026, 5, 25, 10)),
        (utc(2026, 5, 19, 23, 30), in_berlin(2026, 5, 20, 10)),  # already Wednesday in Berlin
        (in_berlin(2026, 10, 23, 12), in_berlin(2026, 10, 26, 10)),  # summer time ends in between
    ],
)
def test_the_next_usual_time_is_strictly_later_and_on_a_working_day(moment: datetime, expected: datetime) -> None:
    assert BERLIN.next_slot(moment) == expected


def test_a_weekly_worker_waits_a_whole_week_for_the_next_usual_time() -> None:
    mondays = Hours(days=frozenset({0}))

    assert mondays.next_slot(utc(2026, 5, 18, 10)) == utc(2026, 5, 25, 10)
    assert mondays.opening(utc(2026, 5, 18, 16, 30)) == utc(2026, 5, 25, 9, 30)


@pytest.mark.parametrize(
    ("n", "after", "before"),
    [
        (1, in_berlin(2026, 5, 21, 10), in_berlin(2026, 5, 19, 10)),
        (2, in_berlin(2026, 5, 22, 10), in_berlin(2026, 5, 18, 10)),
        (3, in_berlin(2026, 5, 25, 10), in_berlin(2026, 5, 15, 10)),
        (5, in_berlin(2026, 5, 27, 10), in_berlin(2026, 5, 13, 10)),
    ],
)
@pytest.mark.parametrize("clock", [time(0), time(9, 59), time(10), time(23, 59)])
def test_working_days_are_counted_from_the_persons_own_day_whatever_the_hour(
    n: int, after: datetime, before: datetime, clock: time
) -> None:
    moment = BERLIN.at(WEDNESDAY, clock)

    assert BERLIN.working_days_after(moment, n) == after
    assert BERLIN.working_days_before(moment, n) == before


def test_working_days_are_counted_from_a_weekend_too() -> None:
    sunday = in_berlin(2026, 5, 24, 12)

    assert BERLIN.working_days_after(sunday, 1) == in_berlin(2026, 5, 25, 10)
    assert BERLIN.working_days_before(sunday, 1) == in_berlin(2026, 5, 22, 10)


def test_there_is_no_zeroth_working_day() -> None:
    with pytest.raises(ValueError, match="islice"):
        BERLIN.working_days_after(utc(2026, 5, 20), 0)
    with pytest.raises(ValueError, match="islice"):
        BERLIN.working_days_before(utc(2026, 5, 20), 0)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (in_berlin(2026, 5, 1, 10) - TICK, in_berlin(2026, 5, 1, 10)),  # a Friday
        (in_berlin(2026, 5, 1, 10), in_berlin(2026, 6, 1, 10)),
        (in_berlin(2026, 7, 31, 12), in_berlin(2026, 8, 3, 10)),  # the 1st is a Saturday
        (in_berlin(2026, 8, 1, 12), in_berlin(2026, 8, 3, 10)),
        (in_berlin(2026, 8, 3, 10), in_berlin(2026, 9, 1, 10)),
        (in_berlin(2026, 1, 31, 12), in_berlin(2026, 2, 2, 10)),
        (in_berlin(2026, 2, 28, 12), in_berlin(2026, 3, 2, 10)),
        (in_berlin(2026, 12, 31, 12), in_berlin(2027, 1, 1, 10)),
        (utc(2026, 4, 30, 22, 30), in_berlin(2026, 5, 1, 10)),  # already May in Berlin
    ],
)
def test_a_month_begins_on_its_first_working_day(moment: datetime, expected: datetime) -> None:
    assert BERLIN.first_working_day_of_month(moment) == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (in_berlin(2026, 5, 18, 10) - TICK, in_berlin(2026, 5, 18, 10)),
        (in_berlin(2026, 5, 18, 10), in_berlin(2026, 5, 25, 10)),
        (in_berlin(2026, 5, 20, 10), in_berlin(2026, 5, 25, 10)),
        (in_berlin(2026, 5, 24, 23), in_berlin(2026, 5, 25, 10)),
        (utc(2026, 5, 24, 22, 30), in_berlin(2026, 5, 25, 10)),  # already Monday in Berlin
    ],
)
def test_a_week_begins_on_its_first_working_day(moment: datetime, expected: datetime) -> None:
    assert BERLIN.first_working_day_of_week(moment) == expected


def test_a_week_begins_later_for_someone_off_on_mondays() -> None:
    hours = Hours(days=frozenset({2, 3}))

    assert hours.first_working_day_of_week(utc(2026, 5, 18, 12)) == utc(2026, 5, 20, 10)
    assert hours.first_working_day_of_week(utc(2026, 5, 20, 10)) == utc(2026, 5, 27, 10)


def test_a_night_worker_whose_usual_time_is_skipped_is_written_to_the_next_night() -> None:
    before_the_gap = utc(2026, 3, 28, 23)

    assert NIGHT.next_slot(before_the_gap) == utc(2026, 3, 30, 0, 30)
    assert NIGHT.opening(before_the_gap) == utc(2026, 3, 30, 0, 15)


def test_a_night_worker_whose_usual_time_comes_twice_is_written_to_at_the_first() -> None:
    first = NIGHT.next_slot(utc(2026, 10, 24, 22))

    assert first == utc(2026, 10, 25, 0, 30)
    assert NIGHT.next_slot(first) == utc(2026, 10, 26, 1, 30)


@pytest.mark.parametrize("slot", [time(10), time(23, 30)])
def test_a_day_that_never_was_is_no_working_day(slot: time) -> None:
    samoa = Hours("Pacific/Apia", days=frozenset(range(7)), opens=time(0), closes=time(23, 59), slot=slot)
    thursday = samoa.at(date(2011, 12, 29), slot)

    assert samoa.next_slot(thursday) == samoa.at(date(2011, 12, 31), slot)
    assert samoa.working_days_after(thursday, 2) == samoa.at(date(2012, 1, 1), slot)
    assert samoa.working_days_before(samoa.at(date(2011, 12, 31), slot), 1) == thursday


def test_days_without_a_usual_time_have_no_slot() -> None:
    saturday = date(2026, 3, 7)

    assert list(Hours().slots(iter([saturday]))) == []


def test_two_are_written_to_together_when_both_work_and_who_never_do_are_not() -> None:
    berlin, lisbon, tokyo = Hours("Europe/Berlin"), Hours("Europe/Lisbon"), Hours("Asia/Tokyo")
    early, soon = utc(2026, 6, 8, 3, 14), utc(2026, 6, 10, 12, 0)

    assert opening_of_all([berlin, lisbon], early, soon) == lisbon.opening(early)
    assert opening_of_all([berlin, lisbon], utc(2026, 6, 8, 10), soon) == utc(2026, 6, 8, 10)
    assert opening_of_all([tokyo, lisbon], early, soon) is None
