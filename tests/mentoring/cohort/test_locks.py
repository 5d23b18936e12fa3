"""Who can't be kept together is known before anything is matched, and a lead is told why as far as it is theirs."""

from dataclasses import replace

from bot.mentoring.cohort.locks import LINE_OR_APART, Objection, objections, why
from bot.mentoring.cohort.participants import Policy
from bot.mentoring.cohort.solving import solve
from tests.mentoring.cohort.test_matching_a_cohort import ADA, BEN, BO, FOUR, MEI


def test_only_who_is_new_is_judged_and_beside_those_who_are_kept_already() -> None:
    cohort = replace(FOUR, locks=frozenset({("ada", "mei")}), live=frozenset({("ben", "bo")}))

    assert objections(cohort, Policy(), [("ada", "mei"), ("ben", "bo")]) == {}
    assert objections(FOUR, Policy(), [("ada", "mei"), ("ben", "mei"), ("ben", "bo")]) == {
        ("ben", "mei"): Objection.FULL
    }
    kept = replace(FOUR, locks=frozenset({("ada", "mei")}))
    assert objections(kept, Policy(), [("ada", "bo")]) == {("ada", "bo"): Objection.ENOUGH}


def test_a_line_and_what_is_private_sound_the_same_to_a_lead() -> None:
    people = (replace(ADA, manager="mei"), BEN, MEI, BO)
    cohort = replace(FOUR, participants=people, apart=frozenset({("mei", "ben")}))
    found = objections(cohort, Policy(), [("ada", "mei"), ("ben", "mei")])

    assert set(found.values()) == {Objection.LINE, Objection.APART}
    assert {why(each, "Ada", "Mei") for each in found.values()} == {LINE_OR_APART}
    assert why(Objection.FULL, "Ada", "Mei") == "Mei has no place left"
    assert why(None, "Ada", "Mei") == "they can't be matched"


def test_a_lock_on_a_live_pair_is_nothing_more_also_where_one_of_them_is_not_here() -> None:
    gone, here = ("ada", "nobody"), ("ada", "mei")

    for both in (gone, here):
        live = replace(FOUR, live=frozenset({both}))
        outcome = solve(replace(live, locks=live.live), Policy())
        assert (outcome.pairs, outcome.refused) == (solve(live, Policy()).pairs, ())
