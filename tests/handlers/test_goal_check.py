"""How far a goal is and how it feels, in one tap."""

from bot.blocks import Block, choice, option
from bot.mentoring.goals import Goal, GoalState
from bot.store import goals
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, pairs_up
from tests.handlers.test_goal import has_goal


def menu(action_id: str, *values: str) -> Block:
    """Make a menu as the nudge sends it."""
    return choice("static_select", [option(value, value) for value in values]) | {"action_id": action_id}


def kept(office: Office, number: int) -> Goal:
    """Return a goal as it is kept now."""
    with office.database.look(office.workspace) as db:
        goal = goals.one(db, number)
        assert goal is not None
        return goal


def test_progress_is_noted_and_noted_again(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office))
    ada = holds(office, "UADA", menu("goal_progress", f"{goal}:50", f"{goal}:75"))

    ada.chooses("goal_progress", f"{goal}:50")
    ada.waits_for("Noted: halfway with “Give a talk”.")
    ada.chooses("goal_progress", f"{goal}:75")

    ada.waits_for("Noted: most of the way with “Give a talk”.")
    assert kept(office, goal).progress == 75


def test_done_is_done_and_offers_the_next_one(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office), shared=True)
    ada = holds(office, "UADA", menu("goal_progress", f"{goal}:100"))

    ada.chooses("goal_progress", f"{goal}:100")
    ada.waits_for("Done: “Give a talk”. Congratulations!")
    ada.chooses("goal_progress", f"{goal}:100")
    hears(ada, "Congratulations", 2)

    assert kept(office, goal).state is GoalState.DONE
    assert sum("has finished a goal you know of" in each for each in letters_to(office, "UJONAS")) == 1


def test_how_it_feels_is_answered_with_one_question_at_most(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office))
    ada = holds(office, "UADA", menu("goal_feels", f"{goal}:on_track", f"{goal}:stuck", f"{goal}:changed"))

    for feeling, words, times in (
        ("on_track", "is on track.", 1),
        ("stuck", "A question that may help", 1),
        ("changed", "A question that may help", 2),
    ):
        ada.chooses("goal_feels", f"{goal}:{feeling}")
        hears(ada, words, times)
        assert kept(office, goal).feeling == feeling


def test_nobody_else_and_nothing_else_counts(office: Office) -> None:
    goal = has_goal(office, pair=pairs_up(office))
    jonas = holds(office, "UJONAS", menu("goal_progress", f"{goal}:50"), menu("goal_feels", f"{goal}:stuck"))
    ada = holds(office, "UADA", menu("goal_progress", f"{goal}:51"), menu("goal_feels", f"{goal}:furious"))

    for visitor, progress, feeling in ((jonas, "50", "stuck"), (ada, "51", "furious")):
        visitor.chooses("goal_progress", f"{goal}:{progress}")
        visitor.chooses("goal_feels", f"{goal}:{feeling}")
        hears(visitor, "That goal isn't yours.", 2)

    assert (kept(office, goal).progress, kept(office, goal).feeling) == (0, "")
