"""Turns of a goal that take one tap: keep it, finish it, drop it, take it up again. All of them are fine."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Message, actions, button, escape, message, number
from bot.desk import Desk
from bot.mentoring.goals import Goal, GoalIsClosed, GoalState
from bot.slack import Refresh, Replace, Visit
from bot.store import goals
from bot.store.database import Database
from handlers.goal_check import done, finish, keep_back, touch
from handlers.goal_form import plenty


def register(desk: Desk) -> None:
    """Listen for the four buttons."""
    desk.action("keep_goal", "goal_reached", "drop_goal", "take_up_goal")(turn)


def turn(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Turn one goal of whoever tapped, and say what became of it."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        goal = goals.theirs(db, number(action.get("value")) or 0, actor)
        words = TURNS[action["action_id"]](db, goal, now)
        touch(goal, now)
    replace(words)
    refresh()


def kept(db: orm.Session, goal: Goal, now: datetime) -> Message:
    """Keep a goal: it counts as looked at today. One that was put aside meanwhile is taken up again."""
    if goal.state is GoalState.PARKED:
        return taken_up(db, goal, now)
    goal.keep(now)
    return message(f"Fine, “{escape(goal.text)}” stays as it is.")


def reached(db: orm.Session, goal: Goal, now: datetime) -> Message:
    """Finish a goal; a second tap changes nothing."""
    if goal.state is not GoalState.DONE:
        finish(db, goal, now)
    return done(goal)


def dropped(db: orm.Session, goal: Goal, now: datetime) -> Message:
    """Drop a goal; a second tap changes nothing."""
    if goal.state is not GoalState.DROPPED:
        goal.close(GoalState.DROPPED, now)
        keep_back(db, goal)
    return message(
        f"Dropped: “{escape(goal.text)}”. Letting go of a goal is progress, too.",
        actions(button("Set another goal", "new_goal", goal.live_pair_id)),
    )


def taken_up(db: orm.Session, goal: Goal, now: datetime) -> Message:
    """Take a parked goal up; beside three open ones, ask which could rest."""
    beside = sum(each is not goal for each in goals.open_of(db, goal.owner))
    if goal.state is GoalState.PARKED:
        goal.reopen(now)
    if not goal.is_open:
        raise GoalIsClosed
    return message(
        f"Taken up again: “{escape(goal.text)}”.",
        *plenty(beside, goal.text),
        actions(button("Change it", "open_goal", goal.id, says="Change this goal")),
    )


TURNS = {"keep_goal": kept, "goal_reached": reached, "drop_goal": dropped, "take_up_goal": taken_up}
