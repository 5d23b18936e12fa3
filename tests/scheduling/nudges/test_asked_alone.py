"""What each is asked alone: how the fit feels, whether it is worth it, what changed, and a look back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.blocks import said as read_aloud
from bot.mentoring.agreements import Draft
from bot.mentoring.answers import Answer, Topic
from bot.mentoring.facts import PairFacts, Told
from bot.mentoring.fields import FIELDS
from bot.mentoring.goals import GoalState
from bot.mentoring.pairs import Lifecycle, Pair
from scheduling.nudges import Nudge, agreement_missing, audit, fit, focus_review, pulse, reciprocity
from tests.examples import MONDAY, TEAM, ada, agreement
from tests.scheduling.nudges.stories import DAY, TICK, a_goal, a_pair, dues, heard, said

MET = MONDAY + DAY
NUDGES = (agreement_missing.NUDGE, audit.NUDGE, fit.NUDGE, focus_review.NUDGE, pulse.NUDGE)
THRICE = [MET, MET + 14 * DAY, MET + 28 * DAY]
LONG = [*(MONDAY + 27 * DAY * turn for turn in range(1, 8)), MONDAY + 200 * DAY]


def answered(facts: PairFacts, who: str, topic: Topic, occasion: str, value: str = "yes", item: str = "") -> PairFacts:
    answer = Answer(
        workspace=TEAM,
        pair=facts.pair,
        author=facts.pair.person(who),
        topic=topic,
        occasion=occasion,
        item=item or str(topic),
        value=value,
        at=MONDAY,
    )
    return replace(facts, answers=[*facts.answers, answer])


@pytest.mark.parametrize("nudge", NUDGES, ids=lambda nudge: nudge.kind)
def test_a_pair_that_never_met_or_is_paused_is_asked_nothing(nudge: Nudge[PairFacts]) -> None:
    paused = replace(a_pair(held=LONG), agreements=[])
    paused.pair.lifecycle = Lifecycle.PAUSED

    for facts in (a_pair(), paused):
        assert list(nudge.due(facts)) == []


def test_the_fit_is_asked_on_the_day_after_the_first_session_for_a_week() -> None:
    facts = a_pair(held=[MET])

    assert heard(fit.NUDGE, facts, MET + DAY - TICK) == set()
    assert heard(fit.NUDGE, facts, MET + DAY) == {"UADA", "UMEI"}
    assert heard(fit.NUDGE, facts, MET + 8 * DAY - TICK) == {"UADA", "UMEI"}
    assert heard(fit.NUDGE, facts, MET + 8 * DAY) == set()
    assert "How does the fit feel so far? Only you see your answer." in said(fit.NUDGE, facts)


def test_nobody_is_asked_how_the_fit_feels_with_somebody_who_has_left() -> None:
    facts = a_pair(held=[MET])
    facts.pair.mentor.leave()

    assert heard(fit.NUDGE, facts, MET + DAY) == set()


def test_the_fit_is_asked_when_a_session_was_noted_late() -> None:
    facts = a_pair(held=[MET], noted_at=MET + 5 * DAY)

    assert dues(fit.NUDGE, facts, "UADA")[0].at == MET + 6 * DAY


def test_who_answered_is_left_alone_and_who_cannot_tell_is_asked_after_the_next_two() -> None:
    twice = a_pair(held=[MET, MET + 14 * DAY])

    assert dues(fit.NUDGE, answered(twice, "UADA", Topic.FIT, "session1", "good"), "UADA") == []
    early = answered(twice, "UADA", Topic.FIT, "session1", "early")
    assert [due.occasion for due in dues(fit.NUDGE, early, "UADA")] == ["session2"]
    assert [due.occasion for due in dues(fit.NUDGE, early, "UMEI")] == ["session1"]
    assert dues(fit.NUDGE, answered(early, "UADA", Topic.FIT, "session2", "early"), "UADA") == []
    often = a_pair(held=LONG)
    for session in (1, 2, 3):
        often = answered(often, "UADA", Topic.FIT, f"session{session}", "early")
    assert dues(fit.NUDGE, often, "UADA") == []


def test_whoever_is_asked_whether_they_met_is_asked_how_it_felt_with_their_answer() -> None:
    told = Told(kind="outcome", to="UADA", occasion="session1-again", at=MET)
    facts = replace(a_pair(held=[MET]), told=[told])

    assert [due.to for due in dues(fit.NUDGE, facts)] == ["UMEI"]
    assert len(dues(fit.NUDGE, replace(facts, told=[replace(told, kind="primer")]))) == 2


def test_a_pulse_is_asked_twice_within_three_weeks_and_once_is_enough() -> None:
    facts = a_pair(held=[MONDAY + 33 * DAY])
    begins, again = datetime(2026, 4, 2, 9, tzinfo=UTC), datetime(2026, 4, 16, 9, tzinfo=UTC)

    assert [(due.occasion, due.at, due.until) for due in dues(pulse.NUDGE, facts, "UMEI")] == [
        ("pulse1", begins, again),
        ("pulse1-again", again, MONDAY + 51 * DAY),
    ]
    assert dues(pulse.NUDGE, answered(facts, "UMEI", Topic.PULSE, "pulse1", "4", "worth"), "UMEI") == []
    assert dues(pulse.NUDGE, a_pair(held=[MONDAY + 10 * DAY]), "UMEI") == [], "a silent pair is asked how to go on"
    assert len(dues(pulse.NUDGE, answered(facts, "UADA", Topic.PULSE, "pulse1", "4", "worth"), "UMEI")) == 2


def test_a_pulse_waits_for_a_first_session() -> None:
    assert [due.occasion for due in dues(pulse.NUDGE, a_pair(held=[MONDAY + 80 * DAY]), "UADA")] == ["pulse2"]
    assert dues(pulse.NUDGE, a_pair(held=[MONDAY + 52 * DAY])) == []


def test_a_pulse_says_who_sees_it_and_that_the_second_is_the_last() -> None:
    facts = a_pair(held=[MONDAY + 33 * DAY])

    assert said(pulse.NUDGE, facts) == (
        "About your time with <@UMEI>: right now, is this worth your time? "
        "Neither they nor anybody else sees your answer."
    )
    assert said(pulse.NUDGE, facts, 1).endswith(" I won't ask about this again for a while.")
    line, buttons = pulse.rider(facts, dues(pulse.NUDGE, facts)[0])
    assert read_aloud(line) == "Right now, is this worth your time? Only you see your answer."
    assert [each["value"] for each in buttons["elements"][0]["options"]] == [f"7:1_{score}" for score in range(1, 6)]


def test_an_agreement_is_asked_for_after_a_week_and_of_both_after_two() -> None:
    facts = a_pair(held=[MET])

    assert heard(agreement_missing.NUDGE, facts, MET + 7 * DAY - TICK) == set()
    assert heard(agreement_missing.NUDGE, facts, MET + 7 * DAY) == {"UADA"}
    assert heard(agreement_missing.NUDGE, facts, MET + 14 * DAY) == {"UADA", "UMEI"}
    assert heard(agreement_missing.NUDGE, facts, MET + 24 * DAY) == set()
    assert said(agreement_missing.NUDGE, facts, 1).endswith("I won't ask again.")
    line, _ = agreement_missing.rider(facts, dues(agreement_missing.NUDGE, facts)[0])
    assert read_aloud(line).startswith("Would you two like to agree")


@pytest.mark.parametrize(
    ("spoke", "after_one_week", "after_two"),
    [("UADA", set(), {"UMEI"}), ("UMEI", {"UADA"}, {"UADA"}), ("UADA UMEI", set(), set())],
)
def test_whoever_has_said_theirs_is_not_asked_to(spoke: str, after_one_week: set[str], after_two: set[str]) -> None:
    met = a_pair(held=[MET])
    facts = replace(met, drafts=[*map(partial(drafted, met.pair), spoke.split())])

    assert heard(agreement_missing.NUDGE, facts, MET + 7 * DAY) == after_one_week
    assert heard(agreement_missing.NUDGE, facts, MET + 14 * DAY) == after_two
    begun = replace(facts, drafts=[replace(each, terms={"purpose": "SQL"}) for each in facts.drafts])
    assert heard(agreement_missing.NUDGE, begun, MET + 14 * DAY) == {"UADA", "UMEI"}


def drafted(pair: Pair, who: str) -> Draft:
    terms = {each.name: "anything" for each in FIELDS if each.is_first}
    return Draft(workspace=TEAM, pair=pair, author=pair.person(who), terms=terms, written_at=MONDAY)


def test_who_agreed_or_keeps_it_informal_is_not_asked_to_agree() -> None:
    facts = a_pair(held=[MET])

    assert dues(agreement_missing.NUDGE, replace(facts, agreements=[agreement(facts.pair)])) == []
    assert dues(agreement_missing.NUDGE, answered(facts, "UMEI", Topic.INFORMAL, "")) == []


def occasions(facts: PairFacts, who: str) -> list[tuple[str, datetime]]:
    return [(due.occasion, due.at) for due in dues(focus_review.NUDGE, facts, who)]


def test_three_months_after_agreeing_both_are_asked_what_changed() -> None:
    facts = a_pair(held=[*THRICE, MONDAY + 85 * DAY])
    settled = replace(facts, agreements=[agreement(facts.pair, mentee_at=MONDAY, mentor_at=MONDAY)])
    open_one = replace(facts, agreements=[agreement(facts.pair, mentor_at=None)])

    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert occasions(settled, "UADA") == occasions(settled, "UMEI") == [("agreement1", at)]
    assert occasions(answered(settled, "UADA", Topic.FOCUS, "agreement1", "same"), "UADA") == []
    assert occasions(open_one, "UADA") == []
    assert said(focus_review.NUDGE, settled) == (
        "Has what you want from your mentoring with <@UMEI> changed? Only you see your answer."
    )
    line, buttons = focus_review.rider(settled, dues(focus_review.NUDGE, settled)[0])
    assert read_aloud(line) == "Has what you want from this changed?"
    assert [each["value"] for each in buttons["elements"]] == ["7:agreement1"] * 3


def test_a_goal_that_was_let_go_is_a_reason_for_its_owner_and_for_a_mentor_who_knows_it() -> None:
    facts = a_pair(held=THRICE)
    mentee = facts.pair.mentee
    facts = replace(
        facts,
        goals=[
            a_goal(mentee, 1, pair=facts.pair, state=GoalState.DROPPED, closed_at=MONDAY + 2 * DAY),
            a_goal(mentee, 2, pair=facts.pair, state=GoalState.OPEN, feeling="changed", shared=True),
            a_goal(mentee, 3, pair=facts.pair, state=GoalState.OPEN, feeling="stuck", shared=True),
            a_goal(mentee, 4, state=GoalState.DROPPED, closed_at=MONDAY),
            a_goal(mentee, 5, pair=facts.pair, state=GoalState.DONE, feeling="changed"),
        ],
    )

    assert occasions(facts, "UADA") == [("goal1", MONDAY + 2 * DAY), ("goal2", MONDAY)]
    assert occasions(facts, "UMEI") == [("goal2", MONDAY)]


def test_a_new_role_is_a_reason_for_whoever_has_it() -> None:
    facts = a_pair(held=THRICE, mentee=ada(new_role_at=MONDAY + 3 * DAY))
    before = a_pair(held=THRICE, mentee=ada(new_role_at=MONDAY - DAY))

    assert occasions(facts, "UADA") == [("role-2026-03-05", MONDAY + 3 * DAY)]
    assert occasions(facts, "UMEI") == occasions(before, "UADA") == []


def test_two_reasons_are_asked_about_two_months_apart_or_not_at_all() -> None:
    facts = a_pair(held=THRICE, mentee=ada(new_role_at=MONDAY + 3 * DAY))
    told = Told(kind="focus_review", to="UADA", occasion="goal9", at=MONDAY - 50 * DAY)
    recent = replace(told, at=MONDAY - DAY)
    own = replace(told, occasion="role-2026-03-05", at=MONDAY + 3 * DAY)

    assert occasions(replace(facts, told=[told]), "UADA") == [("role-2026-03-05", MONDAY + 10 * DAY)]
    assert occasions(replace(facts, told=[recent]), "UADA") == []
    assert occasions(replace(facts, told=[own]), "UADA") == [("role-2026-03-05", MONDAY + 3 * DAY)]
    assert occasions(answered(facts, "UADA", Topic.FOCUS, "goal9"), "UADA") == []


def test_a_look_back_comes_after_half_a_year_and_is_asked_twice() -> None:
    facts = a_pair(held=LONG)
    begins = LONG[0] + 168 * DAY

    first, again = [(due.occasion, due.at, due.until) for due in dues(audit.NUDGE, facts, "UADA")]
    assert first[0] == "audit1"
    assert begins <= first[1] <= begins + 3 * DAY
    assert again[0] == "audit1-again"
    assert again[2] == begins + 21 * DAY
    assert dues(audit.NUDGE, answered(facts, "UADA", Topic.AUDIT, "audit1", item="done"), "UADA") == []
    assert len(dues(audit.NUDGE, answered(facts, "UADA", Topic.AUDIT, "audit1", item="fair"), "UADA")) == 2
    assert said(audit.NUDGE, facts, 1).endswith("I won't ask again this time.")
    assert read_aloud(audit.rider(facts, dues(audit.NUDGE, facts)[0])[0]).startswith("Three minutes")


def test_a_short_term_is_looked_back_on_halfway() -> None:
    facts = a_pair(held=[*THRICE, MONDAY + 80 * DAY], term_ends_at=MONDAY + timedelta(days=182))
    long = a_pair(held=[*THRICE, MONDAY + 80 * DAY], term_ends_at=MONDAY + timedelta(days=400))

    assert dues(audit.NUDGE, facts, "UADA")[0].at == datetime(2026, 6, 2, 9, tzinfo=UTC)
    assert dues(audit.NUDGE, long, "UADA") == []


def test_whoever_finds_it_hardly_worth_their_time_is_offered_nothing_to_give() -> None:
    facts = a_pair(held=THRICE)

    assert dues(reciprocity.NUDGE, answered(facts, "UADA", Topic.PULSE, "pulse1", "3", "worth"))
    assert dues(reciprocity.NUDGE, answered(facts, "UMEI", Topic.PULSE, "pulse1", "1", "worth"))
    assert dues(reciprocity.NUDGE, answered(facts, "UADA", Topic.PULSE, "pulse1", "2", "worth")) == []
