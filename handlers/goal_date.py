"""A goal's date: moved to another day, in a form with one field."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Answers, Modal, date_input, day, escape, field_of, message, notice, number, quote, section
from bot.desk import Desk
from bot.mentoring.goals import Goal, GoalIsClosed
from bot.mentoring.sessions import DateHasPassed
from bot.slack import Open, Refresh, Visit
from bot.store import goals
from bot.store.database import Database
from handlers.goal_check import touch
from handlers.goal_form import day_ahead


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("move_goal")(open_date)
    desk.view("move_goal")(save)


def open_date(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        goal = goals.theirs(db, number(action.get("value")) or 0, actor)
    if not goal.is_open:
        raise GoalIsClosed
    open_modal(form(goal))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the new day."""
    try:
        with database.begin(workspace) as db:
            goal = goals.theirs(db, number(view["private_metadata"]) or 0, actor)
            due_on = day_ahead(Answers(view), goal.owner, now)
            goal.revise(goal.text, goal.measure, goal.first_step, due_on, now)
            touch(goal, now)
    except DateHasPassed as refusal:
        ack(response_action="errors", errors={"due_on": refusal.sentence})
    else:
        by = f"by {day(due_on)}" if due_on else "without a date"
        words = message(f"Kept: “{escape(goal.text)}”, {by}.")
        ack(response_action="update", view=notice("Goal", *words.blocks).payload)
        refresh()


def form(goal: Goal) -> Modal:
    """Ask for a day; none is fine, too."""
    asked = field_of("due_on", "By when?", date_input(goal.due_on), optional=True)
    return Modal("move_goal", "Move the date", [section(quote(goal.text)), asked], submit="Save", about=str(goal.id))
