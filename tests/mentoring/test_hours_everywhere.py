"""What holds for the hours of everybody on earth, from 2024 to 2030."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

from hypothesis import example, given
from hypothesis import strategies as st

from bot.mentoring.hours import NO_HOLIDAYS, Hours

ZONES = sorted(available_timezones())
NIGHT = Hours("Europe/Berlin", frozenset(range(7)), opens=time(2, 15), closes=time(3), slot=time(2, 30))
"""The clock skips these hours in one night of the year and repeats them in another."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class DaysOff:
    """A calendar of a few days."""

    days: frozenset[date]
    code: str = "XX"

    def __contains__(self, day: object) -> bool:
        return day in self.days


holidays = st.frozensets(st.dates(date(2024, 1, 1), date(2031, 1, 31)), max_size=60).map(DaysOff)
in_a_row = st.dates(date(2024, 1, 1), date(2030, 12, 1)).map(
    lambda first: DaysOff(frozenset(first + timedelta(days=n) for n in range(12)))
)
"""Twelve days in a row, as at the turn of a year."""


@st.composite
def worked(draw: st.DrawFn, first: time, last: time) -> Hours:
    """Anybody's hours, anywhere on earth."""
    clocks = st.times(min_value=first, max_value=last)
    opens, slot, closes = sorted(draw(st.lists(clocks, min_size=3, max_size=3, unique=True)))
    return Hours(
        timezone=draw(st.sampled_from(ZONES)),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        opens=opens,
        closes=closes,
        slot=draw(st.sampled_from([opens, slot])),
        holidays=draw(holidays | in_a_row),
    )


around_the_clock = worked(time.min, time.max)
by_day = worked(time(4), time(20, 59))
"""No clock on earth skips or repeats anything in between, from 2024 to 2030."""
anywhere = st.builds(Hours, timezone=st.sampled_from(ZONES), days=st.frozensets(st.integers(0, 6), min_size=1))
moments = st.integers(0, 7 * 366 * 24 * 60).map(lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + minutes * MINUTE)


def test_everywhere_on_earth_every_month_has_its_first_slot_inside_the_hours() -> None:
    months = [datetime(year, month, 1, tzinfo=UTC) for year in range(2024, 2031) for month in range(1, 13)]

    for zone in ZONES:
        hours = Hours(zone)
        firsts = [hours.first_working_day_of_month(month - timedelta(days=2)) for month in months]

        assert all(hours.allow(first) and hours.local(first).time() == hours.slot for first in firsts), zone
        assert all(earlier < later for earlier, later in pairwise(firsts)), zone


@given(around_the_clock, moments)
@example(NIGHT, datetime(2026, 3, 28, 23, tzinfo=UTC))
@example(NIGHT, datetime(2026, 10, 25, 0, 50, tzinfo=UTC))
def test_nobody_anywhere_is_ever_written_to_outside_their_hours(hours: Hours, moment: datetime) -> None:
    found = [
        hours.opening(moment),
        hours.next_slot(moment),
        hours.working_days_after(moment, 3),
        hours.working_days_before(moment, 3),
        hours.first_working_day_of_month(moment),
        hours.first_working_day_of_week(moment),
    ]

    assert all(hours.allow(one) and one.tzinfo is UTC for one in found)


@given(by_day, moments)
def test_what_is_next_is_later_and_what_was_before_is_earlier(hours: Hours, moment: datetime) -> None:
    assert hours.opening(moment) >= moment
    assert hours.opening(moment) <= hours.next_slot(moment) <= hours.first_working_day_of_week(moment)
    assert hours.next_slot(moment) <= hours.first_working_day_of_month(moment)
    assert hours.next_slot(moment) > moment
    assert hours.working_days_before(moment, 1) < moment < hours.working_days_after(moment, 1)


@given(around_the_clock, moments)
def test_an_opening_is_where_looking_for_one_ends(hours: Hours, moment: datetime) -> None:
    opening = hours.opening(moment)

    assert hours.opening(opening) == opening
    assert (opening == moment) is hours.allow(moment)


@given(by_day, moments, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40)))
def test_looking_later_never_finds_something_earlier(hours: Hours, moment: datetime, wait: timedelta) -> None:
    later = moment + wait

    assert hours.next_slot(moment) <= hours.next_slot(later)
    assert hours.opening(moment) <= hours.opening(later)
    assert hours.first_working_day_of_week(moment) <= hours.first_working_day_of_week(later)
    assert hours.first_working_day_of_month(moment) <= hours.first_working_day_of_month(later)


@given(anywhere, moments)
def test_there_is_exactly_one_slot_on_every_working_day(hours: Hours, moment: datetime) -> None:
    slots = [hours.next_slot(moment)]
    while len(slots) < 20:
        slots.append(hours.next_slot(slots[-1]))

    days = [hours.local(slot).date() for slot in slots]
    between = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
    assert days == [day for day in between if day.weekday() in hours.days]
    assert slots == [hours.working_days_after(slots[0] - timedelta(days=1), n) for n in range(1, 21)]


@given(around_the_clock, moments)
def test_nobody_is_written_to_on_a_public_holiday_and_what_falls_on_one_is_only_put_off(
    hours: Hours, moment: datetime
) -> None:
    found = [hours.opening(moment), hours.next_slot(moment), hours.working_days_after(moment, 2)]
    without = replace(hours, holidays=NO_HOLIDAYS)

    assert all(hours.local(one).date() not in hours.holidays for one in found)
    assert found[0] >= without.opening(moment)
    assert found[1] >= without.next_slot(moment)


@given(anywhere, moments, st.integers(1, 25))
def test_working_days_counted_forth_and_back_end_where_they_began(hours: Hours, moment: datetime, n: int) -> None:
    slot = hours.next_slot(moment)

    assert hours.working_days_before(hours.working_days_after(slot, n), n) == slot


@given(anywhere, moments)
def test_every_week_and_every_month_begins_exactly_once(hours: Hours, moment: datetime) -> None:
    weeks, months = [moment], [moment]
    for _ in range(15):
        weeks.append(hours.first_working_day_of_week(weeks[-1]))
        months.append(hours.first_working_day_of_month(months[-1]))

    local_weeks = [hours.local(week).date() for week in weeks[1:]]
    local_months = [hours.local(month).date() for month in months[1:]]
    assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(local_weeks))
    assert all(day.day <= 7 for day in local_months)
    assert len({(day.year, day.month) for day in local_months}) == 15
    assert (local_months[-1].year - local_months[0].year) * 12 + local_months[-1].month - local_months[0].month == 14


@given(anywhere, moments)
def test_no_moment_before_the_opening_would_have_done(hours: Hours, moment: datetime) -> None:
    opening = hours.opening(moment)
    probes = (moment + n * (opening - moment) / 16 for n in range(16))

    assert opening == moment or not any(hours.allow(probe) for probe in probes)
    assert opening == moment or not hours.allow(opening - MINUTE)
