"""Matches that a lead changes by hand: what is told of them then, and what an old window may still do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import matchmaking
from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.enrolments import Numbers, Review, Verdict
from bot.mentoring.programs import Step
from bot.store import cohorts, people, reviews
from bot.store.matches import Run
from handlers.matches import listed
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills, looks, matched, opens


def test_another_mentor_or_a_change_of_places(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, _ = looks(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 to review")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")
    for nobody in (first.mentee.slack_id, "UZOE", first.mentor.slack_id):
        assert "mentor" in mia.fills({"mentor": nobody}).submits()["errors"]
    mia.fills({"mentor": second.mentor.slack_id}).submits()
    mia.waits_for("You didn't choose these two, so they are to be reviewed")
    assert mia.sees("As computed, no match reached more people")
    now = {each.mentee.slack_id: each for each in looks(office, number)}
    assert now[first.mentee.slack_id].mentor is not None
    assert now[first.mentee.slack_id].mentor.slack_id == second.mentor.slack_id
    assert now[second.mentee.slack_id].mentor.slack_id == first.mentor.slack_id
    assert now[first.mentee.slack_id].locked
    assert now[first.mentee.slack_id].review is Review.APPROVED
    displaced = now[second.mentee.slack_id]
    assert (displaced.locked, displaced.review) == (False, Review.PROPOSED)
    with office.database.look(office.workspace) as db:
        assert cohorts.verdicts(db, number)[Verdict.LOCK] == {(first.mentee.slack_id, second.mentor.slack_id)}

    matched(office, number)
    again = {(each.mentee.slack_id, each.mentor.slack_id): each for each in looks(office, number)}
    assert again[first.mentee.slack_id, second.mentor.slack_id].review is Review.APPROVED


def test_a_lead_who_puts_two_together_hears_every_rule_that_speaks_against_it(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    _, second, _ = looks(office, number)
    with office.database.begin(office.workspace) as db:
        far = people.known(db, second.mentor.slack_id)
        assert far is not None
        far.timezone, far.level, far.manager = "Pacific/Auckland", 2, "UFREYA"
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")

    mia.fills({"mentor": second.mentor.slack_id}).submits()

    team, hours, level = "in their own team", "with too few working hours in common", "not far enough ahead of them"
    assert mia.waits_for(f"for a match, this mentor would be {team}, {hours} and {level}.")


def test_nobody_who_was_kept_from_a_mentor_gets_them_because_two_others_change_places(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, _ = looks(office, number)
    with office.database.begin(office.workspace) as db:
        cohorts.decide(db, number, [(second.mentee, first.mentor)], Verdict.FORBID, office.now())
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")

    refused = mia.fills({"mentor": second.mentor.slack_id}).submits()["errors"]["mentor"]

    assert refused.startswith("That mentor has no place left")


def test_where_two_cannot_change_places_it_is_not_told_which_of_the_four_it_is(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, _ = looks(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, second.mentee.slack_id, [first.mentor.slack_id])
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Give another mentor")
    mia.waits_for("the two mentees change places")

    refused = mia.fills({"mentor": second.mentor.slack_id}).submits()["errors"]["mentor"]

    assert refused.startswith("The two mentees would change places, and one of the four can't be matched so.")
    assert looks(office, number)[0].mentor.slack_id == first.mentor.slack_id


def test_too_little_that_fits_and_a_private_word_are_refused_in_the_same_words() -> None:
    mentee = Participant(id="ada", wants=("sql",), mentors=1, timezone="Europe/Berlin", level=4)
    mentor = Participant(id="mei", topics=("sql",), capacity=1, timezone="Europe/Berlin", level=5)
    poor = replace(mentor, topics=("pottery",), timezone="Pacific/Auckland", level=1)

    assert matchmaking.weighed(Cohort(participants=(mentee, mentor)), Policy(), "ada", "mei")["reasons"]
    for cohort in (
        Cohort(participants=(mentee, mentor), apart=frozenset({("mei", "ada")})),
        Cohort(participants=(mentee, poor)),
    ):
        with pytest.raises(matchmaking.CannotBeMatched):
            matchmaking.weighed(cohort, Policy(), "ada", "mei")


def test_what_another_lead_put_back_to_review_is_not_approved_by_an_old_window(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    numbers = [each.id for each in looks(office, number)]
    with office.database.begin(office.workspace) as db:
        reviews.review(db, numbers, Review.APPROVED, locked=False)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("3 approved")
    with office.database.begin(office.workspace) as db:
        reviews.review(db, numbers, Review.PROPOSED, locked=False)

    mia.clicks("Keep together")

    assert mia.waits_for("back to review meanwhile, so nothing was changed.")
    assert {(each.review, each.locked) for each in looks(office, number)} == {(Review.PROPOSED, False)}


def test_an_old_window_never_overrules_what_another_lead_decided_meanwhile(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    first, second, third = looks(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("No match reaches more people")
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [first.id], Review.REJECTED, locked=False)
        cohorts.decide(db, number, [(first.mentee, first.mentor)], Verdict.FORBID, office.now())

    mia.clicks("Approve")

    both = f"<@{first.mentee.slack_id}> with <@{first.mentor.slack_id}>"
    assert mia.waits_for(f"Somebody rejected {both} meanwhile, so nothing was changed.")
    assert looks(office, number)[0].review is Review.REJECTED
    assert mia.sees("As computed, no match reached more people")

    mia.fills({"only": "To review"}).submits()
    mia.waits_for(lambda: not mia.sees(f"{both}*"))
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [second.id], Review.APPROVED, locked=True)
    mia.clicks("Approve")
    assert mia.waits_for("Somebody decided meanwhile to keep")
    with office.database.begin(office.workspace) as db:
        told = {"points": third.points}
        reviews.reassign(db, third, first.mentor, told, decided=False)
    mia.clicks("Reject")
    assert mia.waits_for(f"Meanwhile the match is <@{third.mentee.slack_id}> with <@{first.mentor.slack_id}>")
    assert Review.REJECTED not in {each.review for each in looks(office, number) if each.id != first.id}


def test_a_lead_reads_how_much_better_a_match_could_be_that_is_not_proven_to_be_the_best() -> None:
    run = Run(
        id=1,
        made_at=datetime(2026, 3, 2, tzinfo=UTC),
        by_id=1,
        fingerprint="",
        policy={},
        solver="",
        seed=0,
        certificate={"proven": False, "way": "best", "total": 998, "bound": 1000},
        unmatched=[],
        refused=[],
        participants=[],
    )

    assert listed.proven(run, Numbers()) == (
        " Not proven to be the best. Its points come to 998, and those of no such match to more than 1000."
    )
    assert listed.proven(run, Numbers(rejected=1)) == ""
    assert listed.proven(replace(run, certificate=run.certificate | {"way": "stable"}), Numbers()) == ""
