"""Goals at the beginning of a month."""

from datetime import UTC, datetime

from bot.blocks import said as read_aloud
from bot.mentoring.goals import GoalState
from bot.mentoring.pairs import Lifecycle
from scheduling.nudges.goal_check import NUDGE, rider
from tests.examples import MONDAY, ada, mei
from tests.scheduling.nudges.stories import DAY, TICK, a_goal, a_pair, a_person, dues, heard

APRIL = datetime(2026, 4, 1, 9, tzinfo=UTC)
MAY = datetime(2026, 5, 1, 9, tzinfo=UTC)


def test_a_goal_is_asked_about_in_the_first_month_that_begins_before_it_is_stale() -> None:
    me = ada()

    found = dues(NUDGE, a_person(me, a_goal(me)))

    assert [(due.to, due.at, due.occasion) for due in found] == [
        ("UADA", APRIL, "2026-04"),
    ]
    assert dues(NUDGE, a_person(me, a_goal(me, updated_at=APRIL - 42 * DAY))) == []


def test_it_begins_with_the_month_and_ends_after_a_week() -> None:
    me = ada()
    facts = a_person(me, a_goal(me))

    assert heard(NUDGE, facts, APRIL - TICK) == set()
    assert heard(NUDGE, facts, APRIL) == {"UADA"}
    assert heard(NUDGE, facts, APRIL + 7 * DAY - TICK) == {"UADA"}
    assert heard(NUDGE, facts, APRIL + 7 * DAY) == set()


def test_four_weeks_are_enough_and_a_moment_less_is_not() -> None:
    me = ada()

    enough = dues(NUDGE, a_person(me, a_goal(me, updated_at=APRIL - 28 * DAY)))
    less = dues(NUDGE, a_person(me, a_goal(me, updated_at=APRIL - 28 * DAY + TICK)))

    assert ([due.at for due in enough], less) == ([APRIL], [])


def test_a_month_begins_on_the_first_working_day_of_the_one_who_reads() -> None:
    me = ada(days=(3, 4), timezone="America/New_York")

    assert dues(NUDGE, a_person(me, a_goal(me)))[0].at == datetime(2026, 4, 2, 14, tzinfo=UTC)


def test_several_goals_are_one_message_and_a_goal_just_touched_is_left_out() -> None:
    me = ada()
    facts = a_person(
        me,
        a_goal(me, 1, "Speak at the spring meeting", updated_at=MONDAY + TICK),
        a_goal(me, 2, "Read a query plan"),
        a_goal(me, 3, "Lead a review", updated_at=MAY - 30 * DAY),
    )

    april, may = dues(NUDGE, facts)

    assert (april.occasion, may.occasion) == ("2026-04", "2026-05")
    assert NUDGE.words(facts, april).text.split("\n") == [
        "How is it going? A tap on whatever has changed is enough.",
        "*Read a query plan*",
        "*Speak at the spring meeting*",
    ]
    assert "Lead a review" in NUDGE.words(facts, may).text


def test_goals_that_are_closed_or_somebody_elses_are_not_asked_about() -> None:
    me = ada()

    assert dues(NUDGE, a_person(me, a_goal(me, state=GoalState.PARKED), a_goal(mei()))) == []


def test_goals_of_a_pair_that_pauses_or_has_yet_to_meet_are_not_asked_about() -> None:
    met, new, paused = a_pair(held=[MONDAY + DAY]).pair, a_pair().pair, a_pair(held=[MONDAY + DAY]).pair
    paused.lifecycle = Lifecycle.PAUSED

    assert dues(NUDGE, a_person(met.mentee, a_goal(met.mentee, pair=met)))
    assert dues(NUDGE, a_person(new.mentee, a_goal(new.mentee, pair=new))) == []
    assert dues(NUDGE, a_person(paused.mentee, a_goal(paused.mentee, pair=paused))) == []


def test_three_goals_at_most_are_asked_about_and_where_the_others_are_is_said() -> None:
    me = ada()
    facts = a_person(me, *(a_goal(me, number, f"Goal {number}") for number in range(5)))
    [april] = dues(NUDGE, facts)

    for shown in (NUDGE.words(facts, april).blocks, rider(facts, april)):
        told = "\n".join(map(read_aloud, shown))
        assert told.count("*Goal") == 3
        assert told.endswith("And 2 more goals: `/mentor goal`.")


def test_each_goal_can_be_moved_on_in_one_tap() -> None:
    me = ada()
    facts = a_person(me, a_goal(me, 9))

    _, goal, feeling = NUDGE.words(facts, dues(NUDGE, facts)[0]).blocks

    progress, [feels] = goal["accessory"], feeling["elements"]
    assert progress["action_id"] == "goal_progress"
    assert [(each["text"]["text"], each["value"]) for each in progress["options"]] == [
        ("Just started", "9:0"),
        ("A quarter there", "9:25"),
        ("Halfway", "9:50"),
        ("Most of the way", "9:75"),
        ("Done", "9:100"),
    ]
    assert feels["action_id"] == "goal_feels"
    assert [each["value"] for each in feels["options"]] == ["9:on_track", "9:stuck", "9:changed"]


def test_a_long_goal_is_shown_in_brief_and_does_no_harm() -> None:
    me = ada()
    facts = a_person(me, a_goal(me, text="Make <!channel> read my notes on https://example.com before the end of June"))

    text = NUDGE.words(facts, dues(NUDGE, facts)[0]).text

    assert text.endswith("\n*Make &lt;!channel&gt; read my notes on https:\u2060//example.com before …*")


def test_it_can_ride_on_another_letter() -> None:
    me = ada()
    facts = a_person(me, a_goal(me), a_goal(me, 2, "Read a query plan"))

    blocks = rider(facts, dues(NUDGE, facts)[0])

    assert [read_aloud(block) for block in blocks] == ["*Write the report without help.*", "*Read a query plan*"]
