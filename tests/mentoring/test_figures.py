"""Every figure says what it was counted of; averages of few people aren't told."""

from bot.mentoring.counts import Feelings
from bot.mentoring.figures import Counts, Figure, Worth, of
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.overview import PairSeen, Stop
from bot.mentoring.trends import first_meetings, over_time, state, states
from tests.examples import MONDAY
from tests.mentoring.pairs_seen import DAY, over, seen, unmet

NOBODY = Worth()


def told(*several: PairSeen, **counts: object) -> dict[str, str]:
    """Say every figure, by its name."""
    return {each.name: each.said for each in of(several, Counts(**counts), 0, MONDAY)}  # type: ignore[arg-type]  # any of its fields


def test_with_nothing_to_count_there_are_no_figures() -> None:
    assert set(told().values()) == {"nothing to count yet"}


def test_how_people_find_each_other_is_counted() -> None:
    figures = told(
        joined=20,
        with_a_pair=14,
        places=7,
        waiting=12,
        answered=8,
        accepted=5,
        declined=2,
        expired=2,
        days_to_answer=[1.0, 2.5, 30.0],
    )

    assert figures["Matched"] == "14 of 20"
    assert figures["Places"] == "7 of 12"
    assert figures["Requests answered"] == "8 of 10"
    assert figures["Requests accepted"] == "5 of 9"
    assert figures["Time to an answer"] == "2.5 days (n=3)"


def test_how_pairs_begin_is_counted() -> None:
    late = seen(id=2, first_met_at=MONDAY - 10 * DAY)
    figures = told(seen(), late, unmet(30), unmet(29), seen(lifecycle=Lifecycle.PROPOSED, first_met_at=None))

    assert figures["Time to the first session"] == "30 days (n=2)"
    assert figures["Under way"] == "1 of 3"
    assert figures["Agreed"] == "2 of 2"


def test_how_pairs_keep_on_is_counted() -> None:
    figures = told(
        seen(),
        seen(met=2, last_met_at=MONDAY - 40 * DAY),
        seen(met=2, last_met_at=None, next_at=MONDAY + DAY),
        seen(last_met_at=None, lifecycle=Lifecycle.PAUSED),
        held=9,
        missed=1,
        unknown=3,
        mentees=4,
        mentees_with_goal=3,
        goals_open=5,
        goals_fresh=2,
    )

    assert figures["Rhythm kept"] == "1 of 3"
    assert figures["Meeting"] == "2 of 3"
    assert figures["Sessions held"] == "9 of 10"
    assert figures["Outcome unknown"] == "3 of 13"
    assert figures["Goals set"] == "3 of 4"
    assert figures["Goals looked after"] == "2 of 5"


def test_how_pairs_end_and_who_carries_many_is_counted() -> None:
    figures = told(
        over(),
        over(id=2, mentor="UJONAS", lifecycle=Lifecycle.ENDED_NO_FAULT),
        seen(id=3, lifecycle=Lifecycle.REDEFINED),
        unmet(100, id=4, lifecycle=Lifecycle.NEVER_STARTED, ended_at=MONDAY - DAY, mentor="UTANE"),
        seen(id=5, lifecycle=Lifecycle.DORMANT),
        *(seen(id=number, mentor="UNOOR") for number in (6, 7, 8)),
        seen(id=9, started_at=MONDAY - 5 * DAY),
    )

    assert figures["Completed"] == "2 of 3"
    assert figures["Resting"] == "1 of 9"
    assert figures["Never began"] == "1 of 9"
    assert figures["Mentors who came back"] == "1 of 3"
    assert figures["Mentors with many mentees"] == "1 of 2"
    assert figures["Need a person"] == "0 of 6"


def test_an_average_needs_five_answers_and_gives_no_small_group_away() -> None:
    six, three = Worth(asked=8, answered=6, total=27), Worth(asked=4, answered=3, total=9)

    apart = told(feelings=Feelings(worth={"mentees": six, "mentors": six}))
    together = told(feelings=Feelings(worth={"mentees": six, "mentors": three}))
    none = told(feelings=Feelings(worth={"mentees": three, "mentors": NOBODY}))

    assert apart["Worth it for mentors"] == "4.5 of 5 (n=6)"
    assert {name: said for name, said in together.items() if "Worth" in name} == {"Worth it": "4 of 5 (n=9)"}
    assert not any("Worth" in name for name in none)


def test_a_figure_of_nothing_says_so() -> None:
    assert Figure("a", "b", 0, 0).said == "nothing to count yet"
    assert Figure("a", "b", None, 3, "days").said == "nothing to count yet"
    assert Figure("a", "b", 0, 3).said == "0 of 3"


def test_pairs_are_counted_by_how_they_stand_now_and_stood_before() -> None:
    away = seen(lifecycle=Lifecycle.HOLD, before_hold=Lifecycle.ACTIVE, stops=(Stop(MONDAY - DAY, Lifecycle.HOLD),))
    pairs = [seen(), unmet(30), away, over()]

    counted = {name: number for name, number in states(pairs, MONDAY).items() if number}

    assert counted == {"on track": 1, "not started": 1, "paused": 1}
    assert state(over(), MONDAY) == "over"
    assert over_time(pairs, [MONDAY - 20 * DAY, MONDAY]) == [(MONDAY - 20 * DAY, 4, 0), (MONDAY, 2, 1)]


def test_first_sessions_are_counted_by_how_long_they_took() -> None:
    took = [seen(first_met_at=MONDAY - (60 - days) * DAY) for days in (3, 7, 8, 31)]

    assert first_meetings([*took, unmet(10), unmet(10, lifecycle=Lifecycle.NEVER_STARTED)]) == {
        "1 week": 2,
        "2 weeks": 1,
        "3 weeks": 0,
        "1 month": 0,
        "later": 1,
        "not yet": 1,
    }
