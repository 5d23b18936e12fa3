"""Every figure says what it was counted of; averages of few people aren't told."""

from datetime import timedelta

from bot.mentoring.aftermath import rematches
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


def test_a_session_noted_before_the_two_were_a_pair_tells_nothing_of_how_soon_they_met() -> None:
    at_noon, before = seen(first_met_at=MONDAY - 60 * DAY - timedelta(hours=3)), seen(first_met_at=MONDAY - 90 * DAY)

    assert (seen().met_after, at_noon.met_after, before.met_after, unmet(3).met_after) == (10, 0, None, None)
    assert told(before)["Time to the first session"] == "nothing to count yet"
    assert set(first_meetings([before]).values()) == {0}


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
    assert figures["Places"] == "7 for 12"
    assert figures["Requests answered"] == "8 of 10"
    assert figures["Requests accepted"] == "5 of 9"
    assert figures["Time to an answer"] == "2.5 days (n=3)"


def test_a_few_seconds_are_no_days_and_no_power_of_ten() -> None:
    assert Figure("Time to an answer", "", 0.000386, 5, "days").said == "0 days (n=5)"
    assert Figure("Rhythm", "", 66.666, 1, "of 100").said == "66.7 of 100 (n=1)"


def test_how_pairs_begin_is_counted() -> None:
    late = seen(id=2, first_met_at=MONDAY - 10 * DAY)
    proposed = unmet(40, id=5, lifecycle=Lifecycle.PROPOSED)
    figures = told(seen(), late, unmet(30, id=3), unmet(29, id=4), proposed)

    assert figures["Time to the first session"] == "50 days (n=4)"
    assert figures["Under way"] == "1 of 3"
    assert figures["Agreed"] == "2 of 2"


def test_nothing_is_said_of_half_the_pairs_before_half_have_met_and_an_estimate_is_called_one() -> None:
    late = seen(id=2, first_met_at=MONDAY - 10 * DAY)
    sentences = [
        {each.name: each.told for each in of(several, Counts(), 0, MONDAY)}["Time to the first session"]
        for several in ((seen(), late), (seen(), late, unmet(30, id=3)), (unmet(30, id=3), unmet(29, id=4)), ())
    ]

    assert sentences == [
        "Half meet sooner; 0 of 2 pairs have yet to.",
        "By what is known so far, half meet sooner; 1 of 3 pairs have yet to.",
        "2 of 2 pairs have yet to.",
        "Half meet sooner; 0 of 0 pairs have yet to.",
    ]


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
        unmet(90, id=10, lifecycle=Lifecycle.NEVER_STARTED, was_declined=True, ended_at=MONDAY, mentor="UTANE"),
        unmet(80, id=11, lifecycle=Lifecycle.ENDED_NO_FAULT, ended_at=MONDAY - DAY, mentor="UTANE"),
        seen(id=5, lifecycle=Lifecycle.DORMANT),
        *(seen(id=number, mentor="UNOOR") for number in (6, 7, 8)),
        seen(id=9, started_at=MONDAY - 5 * DAY),
    )

    assert figures["Completed"] == "2 of 3"
    assert figures["Resting"] == "1 of 10"
    assert figures["Never met"] == "2 of 10", "what was only ever proposed never came about"
    assert figures["Mentors who came back"] == "1 of 3"
    assert figures["Mentors with many mentees"] == "1 of 2"
    assert figures["Need a person"] == "0 of 6"


def test_an_average_needs_five_answers_and_gives_no_small_group_away() -> None:
    six, three = Worth(asked=8, answered=6, total=27), Worth(asked=4, answered=3, total=9)

    apart = told(feelings=Feelings(worth={"mentees": six, "mentors": six}))
    together = told(feelings=Feelings(worth={"mentees": six, "mentors": three}))
    none = told(feelings=Feelings(worth={"mentees": three, "mentors": NOBODY}))

    assert apart["Worth it for mentors"] == "4.5 of 5 (n=6)"
    assert {name: said for name, said in together.items() if "Worth" in name} == {
        "Worth it": "4 of 5 (n=9)",
        "Worth it for mentees": "nothing to count yet",
        "Worth it for mentors": "nothing to count yet",
    }
    assert {said for name, said in none.items() if "worth" in name.lower()} == {"nothing to count yet"}


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


def test_days_are_counted_in_charts_as_whoever_looks_at_a_table_counts_them() -> None:
    began = MONDAY.replace(hour=11) - 60 * DAY
    at_noon = {"started_at": began, "first_met_at": began + timedelta(days=21, hours=1)}
    away = (Stop(began + 2 * DAY, Lifecycle.PAUSED), Stop(began + timedelta(days=12, hours=1), Lifecycle.ACTIVE))

    assert first_meetings([seen(**at_noon)])["3 weeks"] == 1
    assert told(seen(**at_noon))["Time to the first session"] == "21 days (n=1)"
    assert first_meetings([seen(**at_noon, stops=away)])["2 weeks"] == 1  # eleven days without the break
    assert told(seen(started_at=began, first_met_at=began + timedelta(days=30, hours=12)))["Under way"] == "1 of 1"


def test_how_alike_the_two_of_a_pair_see_it_and_who_would_suggest_it_needs_five() -> None:
    few = told(feelings=Feelings(pairs_with_both=4, apart=4, asked_to_suggest=4, would_suggest=4))
    enough = told(
        feelings=Feelings(pairs_with_both=8, apart=10, asked_to_suggest=10, would_suggest=6, would_not=1),
    )

    assert (few["Seen alike"], few["Would suggest it"]) == ("nothing to count yet", "nothing to count yet")
    assert enough["Seen alike"] == "1.25 of 4 apart (n=8)"
    assert enough["Would suggest it"] == "50 of 100 (n=10)"


def test_who_was_content_is_counted_beside_the_mean() -> None:
    worth = {"mentees": Worth(asked=8, answered=6, total=24, content=4)}

    assert told(feelings=Feelings(worth=worth))["Mostly worth it"] == "4 of 6"


def test_joining_and_matching_are_counted_by_role() -> None:
    figures = told(invited=40, joined=30, with_a_pair=20, roles={"mentees": (12, 18), "mentors": (8, 12)})

    assert figures["Joined"] == "30 of 40"
    assert (figures["Matched as mentees"], figures["Matched as mentors"]) == ("12 of 18", "8 of 12")


def test_time_and_goals_are_counted() -> None:
    figures = told(
        gaps=10, gaps_on_time=8, goals_open=4, goals_done=3, goals_dropped=1, goals_overdue=1, goals_progress=420
    )

    assert figures["On time"] == "8 of 10"
    assert figures["Goals reached"] == "3 of 5"
    assert figures["Progress of goals"] == "60 of 100 (n=7)"
    assert told(goals_open=4, goals_progress=100)["Progress of goals"] == "nothing to count yet"


def test_an_early_end_is_told_only_among_enough_of_them() -> None:
    several = [seen(id=number) for number in range(9)]

    assert told(*several, ended_early=None)["Ended early"] == "nothing to count yet"
    assert told(*several, ended_early=2)["Ended early"] == "2 of 9"


def test_another_match_holds_once_the_two_met_twice_in_time() -> None:
    first = over(id=1, started_at=MONDAY - 200 * DAY, ended_at=MONDAY - 100 * DAY)
    again = seen(id=2, started_at=MONDAY - 90 * DAY, mentor="UJONAS")
    late = seen(id=3, started_at=MONDAY - 80 * DAY, mentor="UTANE")
    young = seen(id=4, started_at=MONDAY - 10 * DAY, mentor="UNOOR")
    met = {2: MONDAY - 40 * DAY, 3: MONDAY - 10 * DAY}

    figures = {each.name: each.said for each in of([first, again, late, young], Counts(), 0, MONDAY, met)}

    assert [each.id for each in rematches([first, again, late, young])] == [2, 3, 4]
    assert figures["Another match that holds"] == "1 of 2"
