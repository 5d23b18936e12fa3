"""How a pair is doing: the vectors of the design, the edges of each word, and days in which a pair was away."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.mentoring.agreements import Agreement
from bot.mentoring.answers import Answer, Topic
from bot.mentoring.facts import PairFacts, Told
from bot.mentoring.health import Status, Vitals, active_days, needs_a_person, sort_key, status, vitals
from bot.mentoring.pairs import Lifecycle, Pair, Turn
from bot.mentoring.sessions import Outcome, Session
from tests.examples import MONDAY, TEAM, pair
from tests.scheduling.nudges.stories import a_goal

DAY = timedelta(days=1)
LATE = {7: (12, 17), 14: (19, 25), 28: (35, 49), 91: (114, 160)}
"""When a pair of each rhythm slips and stalls, in days."""


def seen(rhythm: int, last: int, age: int, window: tuple[int, int], **otherwise: Any) -> Vitals:  # noqa: ANN401 - any of its fields
    """Write a line of the design's table."""
    slips, stalls = LATE[rhythm]
    facts: dict[str, Any] = {"met_ever": window[0] > 0, "met": window[0], "active": window[1], "agreed": 2}
    return Vitals(rhythm=rhythm, late=last, slips_after=slips, stalls_after=stalls, age=age, **facts | otherwise)


VECTORS = {
    "V1": (seen(14, 9, 120, (6, 90), pulses=(5, 4), goals=2, goals_fresh=2), Status.ON_TRACK, 98, 0.64),
    "V2": (seen(28, 37, 120, (2, 90), pulses=(4, 4), goals=2, goals_fresh=1), Status.NEEDS_CHECK_IN, 77, 1.32),
    "V3": (seen(28, 37, 120, (2, 90), pulses=(4, 4), goals=2, goals_fresh=1, booked_in=4), Status.ON_TRACK, 83, 1.00),
    "V4": (seen(14, 30, 60, (2, 60), agreed=1), Status.STALLED, 46, 2.14),
    "V5": (seen(14, 6, 90, (6, 90), pulses=(2, 5), goals=1, goals_fresh=1), Status.NEEDS_CHECK_IN, 92, 0.43),
    "V8": (seen(28, 20, 150, (1, 50), pulses=(4,)), Status.ON_TRACK, 94, 0.71),
    "V9": (seen(7, 13, 90, (10, 90), pulses=(4, 4)), Status.NEEDS_CHECK_IN, 72, 1.86),
    "V10": (seen(91, 100, 300, (2, 273), pulses=(4,)), Status.ON_TRACK, 85, 1.10),
    "V11": (seen(7, 11, 90, (10, 90)), Status.ON_TRACK, 79, 1.57),
}


@pytest.mark.parametrize("name", VECTORS)
def test_each_vector_has_its_word_its_key_and_its_lateness(name: str) -> None:
    given, word, key, ratio = VECTORS[name]

    assert (status(given), sort_key(given), round(float(given.ratio), 2)) == (word, key, ratio)


def test_a_pair_that_has_yet_to_meet_is_early_and_then_not_started() -> None:
    v6, v7 = seen(14, 10, 10, (0, 10), agreed=0), seen(14, 25, 25, (0, 25), agreed=0)

    assert (status(v6), status(v7)) == (Status.TOO_EARLY, Status.NOT_STARTED)
    assert status(replace(v7, age=21)) is Status.NOT_STARTED
    assert status(replace(v7, age=20)) is Status.TOO_EARLY


def test_a_lead_sees_a_pair_that_meets_on_time_whatever_anybody_feels() -> None:
    v5, *_ = VECTORS["V5"]

    assert status(replace(v5, pulses=())) is Status.ON_TRACK


def test_each_word_begins_on_its_day() -> None:
    fine = seen(14, 0, 90, (6, 90))

    assert status(replace(fine, late=18)) is Status.ON_TRACK
    assert status(replace(fine, late=19)) is Status.NEEDS_CHECK_IN
    assert status(replace(fine, late=24)) is Status.NEEDS_CHECK_IN
    assert status(replace(fine, late=25)) is Status.STALLED
    assert status(replace(fine, missed_in_a_row=1)) is Status.ON_TRACK
    assert status(replace(fine, missed_in_a_row=2)) is Status.NEEDS_CHECK_IN
    assert status(replace(fine, pulses=(3,))) is Status.ON_TRACK
    assert status(replace(fine, pulses=(2,))) is Status.NEEDS_CHECK_IN
    assert status(replace(fine, agreed=0, age=44)) is Status.ON_TRACK
    assert status(replace(fine, agreed=0)) is Status.NEEDS_CHECK_IN
    assert status(replace(fine, agreed=0, is_informal=True)) is Status.ON_TRACK
    assert status(replace(fine, is_going=False, late=99)) is Status.NOT_APPLICABLE


def test_only_a_session_that_is_booked_within_the_rhythm_counts() -> None:
    fine = seen(14, 30, 90, (6, 90))

    for ahead, word in ((14, Status.ON_TRACK), (15, Status.STALLED), (-1, Status.STALLED), (None, Status.STALLED)):
        assert status(replace(fine, booked_in=ahead)) is word
    assert replace(fine, late=3, booked_in=2).days_late == 3


def turn(days: int, became: Lifecycle, two: Pair) -> Turn:
    return Turn(workspace=TEAM, pair=two, at=MONDAY + days * DAY, was=None, became=became, by=None, cause="told")


def test_days_in_which_a_pair_was_away_are_not_counted() -> None:
    two = pair(started_at=MONDAY)
    story = [
        turn(0, Lifecycle.INITIATING, two),
        turn(30, Lifecycle.PAUSED, two),
        turn(40, Lifecycle.DORMANT, two),
        turn(70, Lifecycle.ACTIVE, two),
        turn(80, Lifecycle.PAUSED, two),
    ]

    assert active_days((), MONDAY, MONDAY + 90 * DAY) == 90
    assert active_days(story, MONDAY, MONDAY + 90 * DAY) == 40
    assert active_days(story, MONDAY + 60 * DAY, MONDAY + 90 * DAY) == 10
    assert active_days(story[:3], MONDAY + 50 * DAY, MONDAY + 60 * DAY) == 0
    assert active_days(story[:4], MONDAY + 75 * DAY, MONDAY + 85 * DAY) == 10


def told_of(two: Pair, held: tuple[int, ...], **otherwise: Any) -> PairFacts:  # noqa: ANN401 - any of its fields
    two.id = 7
    sessions = []
    for day in held:
        at = MONDAY + day * DAY
        two.meet(at, at)
        sessions.append(
            Session(workspace=TEAM, pair=two, at=at, on=at.date(), outcome=Outcome.HELD, by=two.mentee, noted_at=at)
        )
    return PairFacts(pair=two, sessions=sessions, **otherwise)


def score(two: Pair, who: str, value: int, days: int) -> Answer:
    return Answer(
        workspace=TEAM,
        pair=two,
        author=two.person(who),
        topic=Topic.PULSE,
        occasion="pulse1",
        item="worth",
        value=str(value),
        at=MONDAY + days * DAY,
    )


def test_vitals_are_read_from_what_happened() -> None:
    two = pair(started_at=MONDAY)
    goals = [a_goal(two.mentee, 1), a_goal(two.mentee, 2, updated_at=MONDAY + 50 * DAY), a_goal(two.mentor, 3)]
    agreement = Agreement(workspace=TEAM, pair=two, version=1, terms={}, proposed_at=MONDAY, mentee_at=MONDAY)
    facts = told_of(two, (10, 24, 50), goals=goals, agreements=[agreement])

    found = vitals(facts, (), MONDAY + 60 * DAY)

    assert found == Vitals(
        rhythm=14,
        late=10,
        slips_after=19,
        stalls_after=25,
        age=60,
        met_ever=True,
        met=3,
        active=60,
        agreed=1,
        goals=2,
        goals_fresh=1,
    )
    agreement.confirm("UMEI", MONDAY + DAY)
    facts = replace(facts)
    assert vitals(facts, (), MONDAY + 60 * DAY).agreed == 2
    assert vitals(facts, (), MONDAY + 200 * DAY).agreed == 1
    assert vitals(facts, (), MONDAY + 201 * DAY).agreed == 0


def test_each_sees_their_own_pulse_while_it_is_fresh_and_nobody_elses() -> None:
    two = pair(started_at=MONDAY)
    facts = told_of(two, (28,), answers=[score(two, "UADA", 2, 30), score(two, "UMEI", 5, 30)])

    assert vitals(facts, (), MONDAY + 35 * DAY, seen_by="UADA").pulses == (2,)
    assert vitals(facts, (), MONDAY + 35 * DAY, seen_by="UMEI").pulses == (5,)
    assert vitals(facts, (), MONDAY + 35 * DAY).pulses == ()
    assert vitals(facts, (), MONDAY + 105 * DAY, seen_by="UADA").pulses == (2,)
    assert vitals(facts, (), MONDAY + 106 * DAY, seen_by="UADA").pulses == ()


def test_a_pair_that_let_the_question_pass_twice_is_informal() -> None:
    two = pair(started_at=MONDAY)
    asked = Told(kind="agreement_missing", to="UADA", occasion="last", at=MONDAY)
    said = Answer(
        workspace=TEAM,
        pair=two,
        author=two.mentor,
        topic=Topic.INFORMAL,
        occasion="",
        item="informal",
        value="yes",
        at=MONDAY,
    )

    assert not vitals(told_of(two, ()), (), MONDAY).is_informal
    assert vitals(told_of(two, (), told=[asked]), (), MONDAY).is_informal
    assert vitals(told_of(two, (), answers=[said]), (), MONDAY).is_informal


def test_the_next_date_is_the_nearest_that_is_still_to_come() -> None:
    two = pair(started_at=MONDAY)
    facts = told_of(two, (1,))
    plans = [
        Session(
            workspace=TEAM,
            pair=two,
            at=MONDAY + day * DAY,
            on=MONDAY.date(),
            outcome=Outcome.BOOKED,
            by=two.mentee,
            noted_at=MONDAY,
        )
        for day in (8, 15, 20)
    ]

    assert vitals(replace(facts, sessions=[*facts.sessions, *plans]), (), MONDAY + 10 * DAY).booked_in == 5


def test_a_lead_is_given_facts_and_no_feelings() -> None:
    two = pair(started_at=MONDAY)
    low = [score(two, "UADA", 1, 5)]
    wish = Answer(
        workspace=TEAM,
        pair=two,
        author=two.mentee,
        topic=Topic.CONTACT,
        occasion="pulse1",
        item="contact",
        value="yes",
        at=MONDAY,
    )
    facts = told_of(two, (), answers=low)

    def reasons(facts: PairFacts, days: int) -> list[str]:
        now = MONDAY + days * DAY
        return needs_a_person(facts, vitals(facts, (), now))

    assert reasons(facts, 20) == []
    assert reasons(facts, 21) == ["never met"]
    assert reasons(replace(facts, answers=[*low, wish]), 1) == ["asked for a word"]
    met = told_of(two, (22,), answers=low)
    assert reasons(met, 22 + 24) == []
    assert reasons(met, 22 + 25) == ["hasn't met for a while"]
    two.missed_in_a_row = 2
    assert reasons(met, 23) == ["several sessions fell through"]
    two.pause(MONDAY + 90 * DAY, MONDAY + 30 * DAY)
    assert reasons(met, 80) == []
    assert reasons(replace(met, answers=[wish]), 80) == ["asked for a word"]
