"""A goal that is done: what helped, for oneself or for the mentor to read (practice C12)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Message,
    Modal,
    choices,
    field_of,
    message,
    notice,
    number,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.goals import Goal, GoalState
from bot.mentoring.pairs import PairHasEnded
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import Update
from bot.reorganized import must_wait_with_notes
from bot.slack import Open, Refresh, Visit
from bot.store import goals, updates
from bot.store.database import Database
from handlers import effect

HELPED_MAX = 1500
SHARED = "share"
WITHOUT_WORDS = "It's done."
"""What a mentor reads of a goal that is shared without a word about what helped."""


class GoalIsNotDone(Refusal):
    """This goal isn't done yet, so nothing changed. `/mentor goal` shows where it stands."""


class IsSharedAlready(Refusal):
    """Your mentor knows of this already, so nothing was changed."""


def register(desk: Desk) -> None:
    """Listen for the button and the form."""
    desk.action("goal_helped")(open_helped)
    desk.view("goal_helped")(save)


def open_helped(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for one goal."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        goal = finished(db, action.get("value"), actor)
        kept = updates.about_goal(db, goal.id)
    open_modal(form(goal, kept))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep what helped, and share it if they like; sent twice it is one thing."""
    given = Answers(view)
    with database.begin(workspace) as db:
        goal = finished(db, view["private_metadata"], actor)
        words = tell(db, goal, given.text("helped"), shares=SHARED in given.choices("share"), now=now)
    ack(response_action="update", view=notice("Goal", *words.blocks).payload)
    refresh()


def finished(db: orm.Session, value: object, actor: str) -> Goal:
    """Return a goal of theirs that is done."""
    goal = goals.theirs(db, number(value) or 0, actor)
    if goal.state is not GoalState.DONE:
        raise GoalIsNotDone
    return goal


def tell(db: orm.Session, goal: Goal, helped: str, *, shares: bool, now: datetime) -> Message:
    """Keep it, share it if they like, and say who reads it."""
    pair = goal.pair
    if pair is None or not pair.is_live:
        raise PairHasEnded
    if helped:
        must_wait_with_notes(pair)
    kept = updates.about_goal(db, goal.id)
    if kept and kept.shared_at:
        if kept.text == (helped or WITHOUT_WORDS):
            return message("Kept and shared:", quote(kept.text))
        raise IsSharedAlready
    if kept is None and (helped or shares):
        kept = Update(
            workspace=goal.workspace,
            pair=pair,
            author=goal.owner,
            about=goal.text,
            text="",
            written_at=now,
            goal_id=goal.id,
        )
        db.add(kept)
    if kept is None:
        return message("Nothing to keep, and that's fine. Enjoy what you have reached!")
    kept.text, kept.written_at = helped or WITHOUT_WORDS, now
    db.flush()
    if not shares:
        return message("Kept. Only you can read it:", quote(kept.text))
    return message(f"Kept. {effect.reaches(db, pair, effect.hand_on(db, kept, now), now)}", quote(kept.text))


def form(goal: Goal, kept: Update | None) -> Modal:
    """Ask what helped."""
    mentor = goal.pair.mentor.name if goal.pair else ""
    share = [option(f"Share it with {mentor}", SHARED, "They read the goal and these words")]
    blocks = [
        section(f"Done:\n{quote(goal.text)}"),
        field_of(
            "helped",
            "What helped?",
            text_input(initial=kept.text if kept else "", lines=True, most=HELPED_MAX),
            hint="Something you did, somebody, a piece of advice. One sentence is plenty.",
            optional=True,
        ),
        field_of("share", "Sharing", choices("checkboxes", share), optional=True),
    ]
    return Modal("goal_helped", "What helped", blocks, submit="Save", close="Cancel", about=str(goal.id))
