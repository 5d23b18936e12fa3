"""Goals that change: kept, finished, dropped, moved, told of, and put aside by time."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.goals import KEPT_MAX, GoalState
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, pairs_up
from tests.handlers.test_goal import has_goal
from tests.handlers.test_goal_check import kept, menu


def test_a_goal_that_changed_is_kept_moved_or_dropped(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office))
    ada = holds(office, "UADA", menu("goal_feels", f"{goal}:changed"))
    ada.chooses("goal_feels", f"{goal}:changed")
    ada.waits_for("A question that may help")

    ada.clicks("Move date")
    ada.waits_for("By when?")
    assert "That day has passed" in str(ada.fills({"due_on": "2026-02-02"}).submits())
    ada.fills({"due_on": "2026-04-30"}).submits()
    ada.waits_for("Kept: “Give a talk”, by Thu 30 April.")
    ada.closes()
    again = holds(office, "UADA", button("Keep", "keep_goal", goal))
    again.clicks("Keep")
    again.waits_for("stays as it is.")
    last = holds(office, "UADA", *(button(name, "drop_goal", goal) for name in ("Drop",)))
    last.clicks("Drop")
    last.waits_for("Letting go of a goal is progress, too.")
    moved = holds(office, "UADA", button("Move", "move_goal", goal))
    moved.clicks("Move")
    moved.waits_for("This goal is closed, so nothing changed.")
    assert kept(office, goal).state is GoalState.DROPPED


def test_a_goal_that_is_done_is_told_of_only_when_it_is_shared(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office, met_days_ago=3))
    ada = holds(office, "UADA", button("Early", "goal_helped", goal))
    ada.clicks("Early")
    ada.waits_for("This goal isn't done yet")
    ada = holds(office, "UADA", button("Done", "goal_reached", goal))
    ada.clicks("Done")
    ada.waits_for("Wrap up?")
    ada.clicks("Wrap up?")
    ada.waits_for("a planned end is the better one")
    ada.closes()

    for share, told in (
        ([], "Only you can read it:"),
        (["share"], "hears of it from me"),
        (["share"], "Kept and shared"),
    ):
        ada.clicks("What helped?")
        ada.waits_for("One sentence is plenty.")
        ada.fills({"helped": "Practice", "share": share}).submits()
        ada.waits_for(told)
        ada.closes()
    ada.clicks("What helped?")
    ada.waits_for("One sentence is plenty.")
    assert "Your mentor knows of this already" in str(ada.fills({"helped": "Luck"}).submits())

    assert sum("Practice" in text for text in letters_to(office, "UJONAS")) == 1


def test_a_goal_may_end_without_a_word_and_a_second_tap_changes_nothing(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office))
    ada = holds(office, "UADA", button("Done", "goal_reached", goal))
    twin = holds(office, "UADA", button("Twin", "goal_reached", goal))
    ada.clicks("Done")
    twin.clicks("Twin")
    hears(twin, "Congratulations!", 2)
    twin.clicks("What helped?")
    twin.waits_for("One sentence is plenty.")
    twin.fills({}).submits()
    twin.waits_for("Nothing to keep, and that's fine.")


def test_nine_weeks_untouched_a_goal_is_put_aside_silently(office: Office) -> None:
    goal = has_goal(office, updated_at=office.now() - timedelta(days=63), pair=pairs_up(office))
    before = len(letters_to(office, "UADA"))

    office.passes(timedelta(minutes=1))

    assert kept(office, goal).state is GoalState.PARKED
    assert len(letters_to(office, "UADA")) == before
    late = holds(office, "UADA", button("Keep", "keep_goal", goal))
    late.clicks("Keep")
    late.waits_for("Taken up again")
    assert kept(office, goal).state is GoalState.OPEN


def test_a_goal_with_a_day_ahead_is_asked_about_and_not_put_aside_before_that_day(office: Office) -> None:
    far = (office.now() + timedelta(days=21)).date()
    moves_in(office, "UADA", look_at=office.now())
    goal = has_goal(office, updated_at=office.now() - timedelta(days=70), due_on=far)

    for _ in range(21):
        office.passes(timedelta(days=1))
        office.says_all()

    assert kept(office, goal).state is GoalState.OPEN
    assert any("Without a tap it stays open until its day." in text for text in letters_to(office, "UADA"))
    office.passes(timedelta(days=14))
    assert kept(office, goal).state is GoalState.PARKED


def test_twenty_goals_are_enough(office: Office) -> None:
    pair = pairs_up(office)
    for each in range(KEPT_MAX):
        has_goal(office, f"Goal {each}", pair, state=GoalState.PARKED)
    ada = office.visitor("UADA")
    ada.types("/mentor goal One more by the end of May")
    ada.waits_for("What would you like to be true?")

    assert "You keep twenty goals" in str(ada.submits())
