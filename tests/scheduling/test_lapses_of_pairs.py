"""What time does to a pair: a pause ends, a wish settles, silence becomes rest, and rest an end without fault."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.pairs import FORTNIGHT, WEEK, Lifecycle
from bot.parting import NOTHING_TO_ANSWER
from bot.store import pairs
from bot.store.database import Database
from bot.store.tables.letters import letters as letter_rows
from bot.store.tables.pairs import picks
from scheduling import lapses
from tests.examples import MONDAY, TEAM, ada, mei, pair
from tests.scheduling.lives import plan
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_a_pause_ends_and_both_are_welcomed_back(story: QuietStory) -> None:
    number = story.pairs(held=2)
    story.does(number, "pause", MONDAY + 10 * DAY, MONDAY)

    early, late = story.passes(9 * DAY), story.passes(DAY)

    assert (early, late) == (0, 1)
    assert story.pair(number).lifecycle is Lifecycle.ACTIVE
    assert story.turns()[-1] == "the pause was over"
    for reader, partner in (("UADA", "<@UMEI>"), ("UMEI", "<@UADA>")):
        assert f"the pause with {partner} is over" in story.told(reader, "welcome_back")[0]


def test_many_pauses_end_in_one_pass(story: QuietStory) -> None:
    with story.database.begin(TEAM) as db:
        for number in range(103):
            mentor, mentee = mei(slack_id=f"UMEI{number}"), ada(slack_id=f"UADA{number}")
            db.add_all([mentor, mentee])
            db.add(
                pair(mentor=mentor, mentee=mentee, lifecycle=Lifecycle.PAUSED, paused_until=MONDAY, paused_at=MONDAY)
            )

    assert story.passes(timedelta(0)) == 103


def test_nudges_go_by_a_wish_for_less_after_a_week_without_an_answer(story: QuietStory) -> None:
    number = story.pairs()
    story.does(number, "wish", 2 * FORTNIGHT, "UMEI", MONDAY)

    early, late = story.passes(6 * DAY), story.passes(DAY)

    assert (early, late) == (0, 1)
    settled = story.pair(number)
    assert (settled.rhythm, settled.pace, settled.wished_at) == (FORTNIGHT, 2 * FORTNIGHT, None)
    assert settled.wished_rhythm == 2 * FORTNIGHT
    for reader in ("UADA", "UMEI"):
        assert "every four weeks" in story.told(reader, "rhythm_settled")[0]


def test_a_wish_for_more_does_not_hold_and_only_who_wished_hears_of_it(story: QuietStory) -> None:
    number = story.pairs()
    story.does(number, "wish", WEEK, "UADA", MONDAY)

    assert story.passes(7 * DAY) == 1
    assert story.pair(number).rhythm == FORTNIGHT
    assert "every two weeks" in story.told("UADA", "rhythm_settled")[0]
    assert story.told("UMEI", "rhythm_settled") == []


@pytest.mark.parametrize(("held", "ends"), [(3, Lifecycle.ENDED_NO_FAULT), (0, Lifecycle.NEVER_STARTED)])
def test_a_pair_that_rested_for_a_month_is_over_without_fault(story: QuietStory, held: int, ends: Lifecycle) -> None:
    number = story.pairs(held=held)
    story.does(number, "rest", MONDAY)

    early, late = story.passes(29 * DAY), story.passes(DAY)

    assert (early, late) == (0, 1)
    assert story.pair(number).lifecycle is ends
    assert "Your place is free again." in story.told("UMEI", "rest_over")[0]
    assert "It isn't a mark against anyone." in story.told("UADA", "rest_over")[0]


def test_whoever_waits_for_a_mentor_hears_of_the_place_that_is_free_again(story: QuietStory) -> None:
    number = story.pairs(held=3)
    story.does(number, "rest", MONDAY)
    story.changes("UMEI", topics=("SQL",), capacity=1)
    story.changes("UNOOR", wants=("SQL",), waits_since=MONDAY)

    story.passes(30 * DAY)

    assert "<@UMEI> has room now. Teaches SQL." in story.told("UNOOR", "somebody_offers")[0]


@pytest.mark.parametrize(
    ("kind", "act", "how", "after", "then"),
    [
        ("paused", "pause", (MONDAY + 10 * DAY, MONDAY), 10 * DAY, "This pause with"),
        ("rest_notice", "rest", (MONDAY,), 30 * DAY, "Your pair with <@UADA> has ended"),
    ],
)
def test_no_stale_button_is_left_by_what_time_changes(
    story: QuietStory, kind: str, act: str, how: tuple[object, ...], after: timedelta, then: str
) -> None:
    number = story.pairs(held=2)
    story.does(number, act, *how)
    story.room.write(
        kind=kind,
        to="UMEI",
        key=kind,
        pair_id=number,
        state=LetterState.SENT,
        sent_at=MONDAY,
        channel="DUMEI",
        ts="1.1",
    )

    story.passes(after)

    with story.database.look(TEAM) as db:
        changes = db.scalars(sa.select(Letter).where(letter_rows.c.edits.is_not(None))).all()
        assert [change.kind for change in changes if then in change.text] == [kind]


def test_what_said_on_which_day_a_pair_rests_keeps_its_button_until_the_pair_is_over(story: QuietStory) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE)
    story.room.clock.advance(60 * DAY)
    story.is_told_of_the_rest(number)

    story.passes(15 * DAY)
    rests, changed = story.pair(number).lifecycle, changes_of(story)
    story.passes(31 * DAY)

    assert (rests, changed) == (Lifecycle.DORMANT, [])
    assert sorted(changes_of(story)) == [
        (to, f"Your pair with <@{partner}> has ended. {NOTHING_TO_ANSWER}")
        for to, partner in (("UADA", "UMEI"), ("UMEI", "UADA"))
    ]


def changes_of(story: QuietStory) -> list[tuple[str, str]]:
    """Read to whom what was said is changed, and into what."""
    with story.database.look(TEAM) as db:
        changes = db.scalars(sa.select(Letter).where(letter_rows.c.edits.is_not(None)))
        return [(change.to, change.text) for change in changes]


def test_a_pair_woken_up_does_not_end(story: QuietStory) -> None:
    number = story.pairs(held=3)
    story.does(number, "rest", MONDAY)
    story.does(number, "keep", MONDAY + 20 * DAY)

    assert story.passes(40 * DAY) == 0


def picks_of(story: QuietStory) -> int:
    """Count the private answers that are kept."""
    with story.database.look(TEAM) as db:
        return db.scalar(sa.select(sa.func.count()).select_from(picks)) or 0


def pick(story: QuietStory, pair_id: int, by: str, choice: str) -> None:
    """Let one side say in private how to go on."""
    with story.database.begin(TEAM) as db:
        found = pairs.one(db, pair_id)
        assert found is not None
        pairs.pick(db, found, by, found.silence, choice, story.room.clock())


@pytest.mark.parametrize(
    ("choice", "idea"),
    [("end", "wrapping up"), ("pause", "a pause"), ("slower", "slower rhythm"), ("restart", "one call of 20 minutes")],
)
def test_one_answer_is_proposed_to_both_after_five_working_days(story: QuietStory, choice: str, idea: str) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE)
    pick(story, number, "UMEI", choice)

    early, late = story.passes(6 * DAY), story.passes(DAY)

    assert (early, late) == (0, 1)
    first, second = story.told("UADA", "proposal")[0], story.told("UMEI", "proposal")[0]
    assert idea in first
    assert first.replace("UMEI", "x") == second.replace("UADA", "x")
    assert picks_of(story) == 0


def test_two_answers_are_not_for_time_to_decide(story: QuietStory) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE)
    pick(story, number, "UMEI", "end")
    pick(story, number, "UADA", "restart")

    assert story.passes(7 * DAY) == 0
    assert story.told("UADA", "proposal") == []


def test_an_answer_about_a_silence_that_is_over_is_forgotten(story: QuietStory) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE)
    pick(story, number, "UMEI", "end")
    story.does(number, "keep", MONDAY + 2 * DAY)

    assert story.passes(7 * DAY) == 0
    assert story.told("UADA", "proposal") == []
    assert picks_of(story) == 0


def test_two_who_hear_by_now_that_they_will_rest_are_not_proposed_something_else(story: QuietStory) -> None:
    number = story.pairs(held=2, lifecycle=Lifecycle.ACTIVE, idle_since=MONDAY - 40 * DAY)
    pick(story, number, "UMEI", "end")

    assert story.passes(7 * DAY) == 0
    assert story.told("UADA", "proposal") == []
    assert picks_of(story) == 0


def test_nobody_who_left_is_written_to(story: QuietStory) -> None:
    number = story.pairs(held=3)
    story.does(number, "rest", MONDAY)
    story.changes("UADA", joined_at=None)

    assert story.passes(30 * DAY) == 1
    assert story.told("UADA", "rest_over") == []


def test_a_pair_with_a_date_to_come_does_not_rest_before_it_and_has_two_weeks_after_it(story: QuietStory) -> None:
    number = story.pairs(held=1, lifecycle=Lifecycle.ACTIVE)
    story.passes(DAY)
    story.is_told_of_the_rest(number)
    plan(story.room, number, MONDAY + 20 * DAY)

    assert [story.passes(19 * DAY), story.passes(14 * DAY)] == [0, 0]
    assert story.passes(DAY) == 1
    assert story.pair(number).lifecycle is Lifecycle.DORMANT


def test_whoever_waits_hears_of_the_place_that_a_mentoring_leaves_which_silence_completed(story: QuietStory) -> None:
    number = story.pairs(held=3, lifecycle=Lifecycle.WINDING_DOWN, wound_down_at=MONDAY, closing_since=MONDAY)
    with story.database.begin(TEAM) as db:
        found = pairs.one(db, number)
        assert found is not None
        found.closes_at = MONDAY + 14 * DAY
    story.changes("UMEI", topics=("SQL",), capacity=1)
    story.changes("UNOOR", wants=("SQL",), waits_since=MONDAY)

    assert story.passes(14 * DAY) == 1

    assert story.pair(number).lifecycle is Lifecycle.ENDED_COMPLETED
    assert "<@UMEI> has room now. Teaches SQL." in story.told("UNOOR", "somebody_offers")[0]


def test_a_change_that_fails_keeps_no_other_from_its_turn(story: QuietStory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_database: Database, _now: datetime) -> int:
        raise RuntimeError("on purpose")

    monkeypatch.setattr(lapses, "EVERY", (fails, *lapses.EVERY))
    number = story.pairs(held=3)
    story.does(number, "rest", MONDAY)

    with pytest.raises(RuntimeError, match="on purpose"):
        story.passes(30 * DAY)

    assert story.pair(number).lifecycle is Lifecycle.ENDED_NO_FAULT
