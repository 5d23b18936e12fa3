"""Goal check: how far a goal is and how it feels, in one tap; and what a mentor hears of a goal they were shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, escape, mention, message, number, quote
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.coaching import Gap, as_sentence, question
from bot.mentoring.goals import FAR, FEELINGS, STEPS, Goal, GoalState, NotTheirGoal
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.prompts import REALIGNING_QUESTIONS, drawn
from bot.slack import Refresh, Reply, Visit
from bot.store import goals, letters
from bot.store.database import Database

KIND = "goal_shared"


def register(desk: Desk) -> None:
    """Listen for both menus."""
    desk.action("goal_progress")(note_progress)
    desk.action("goal_feels")(note_feeling)


def note_progress(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Note how far a goal is; the message stays, because it may ask about others, too."""
    ack()
    actor = visit()
    goal_id, step = chosen(action)
    far = number(step)
    if far not in STEPS:
        raise NotTheirGoal
    with database.begin(workspace) as db:
        goal = goals.theirs(db, goal_id, actor)
        if goal.state is not GoalState.DONE:
            goal.advance(far, now)
            touch(goal, now)
        if far == STEPS[-1] and goal.is_open:
            finish(db, goal, now)
        words = (
            done(goal)
            if goal.state is GoalState.DONE
            else message(f"Noted: {FAR[far].lower()} with “{escape(goal.text)}”.")
        )
    reply(words)
    refresh()


def note_feeling(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Note how a goal feels, and answer with something that helps."""
    ack()
    actor = visit()
    goal_id, feeling = chosen(action)
    if feeling not in FEELINGS:
        raise NotTheirGoal
    with database.begin(workspace) as db:
        goal = goals.theirs(db, goal_id, actor)
        goal.feel(feeling, now)
        touch(goal, now)
        words = helpful(goal, feeling)
    reply(words)
    refresh()


def chosen(action: Mapping[str, Any]) -> tuple[int, str]:
    """Read which goal a menu is about, and what was chosen."""
    about, _, what = str((action.get("selected_option") or {}).get("value", "")).partition(":")
    return number(about) or 0, what


def touch(goal: Goal, now: datetime) -> None:
    """Let the rounds look again at whoever a goal concerns."""
    goal.owner.look_at = now
    if goal.pair and goal.pair.is_live:
        goal.pair.look_at = now


def share(db: orm.Session, goal: Goal, view: str, now: datetime) -> None:
    """Show a goal to the mentor; newer words take the place of what waits to be said."""
    goal.shared = True
    if goal.pair and goal.pair.is_live:
        goal.pair.must_pass_on()
        keep_back(db, goal)
        goal.shared_at = goal.shared_at or now
        _tell(db, goal.pair, KIND, f"{_about(goal)}view{view}", shown(goal), now)


def keep_back(db: orm.Session, goal: Goal) -> bool:
    """Take back what the mentor wasn't told yet of a goal; tell whether there was any, and they have nothing of it."""
    waiting = letters.waiting_for(db, goal.live_pair.mentor.slack_id) if goal.live_pair and goal.shared_at else ()
    for letter in waiting:
        meant = letter.kind == KIND and letter.occasion.startswith(_about(goal))
        if meant and letters.recall(db, letter.key) and letter.written_at == goal.shared_at:
            goal.shared_at = None
            return True
    return False


def _about(goal: Goal) -> str:
    """Begin to name the occasions on which a goal is shown: each time is one."""
    return f"goal{goal.id}-"


def finish(db: orm.Session, goal: Goal, now: datetime) -> None:
    """Finish a goal; a mentor who was shown it hears that it is done, unless the pair is paused."""
    goal.close(GoalState.DONE, now)
    touch(goal, now)
    if goal.shared and goal.pair and goal.pair.is_live and goal.pair.lifecycle.shown is not Lifecycle.PAUSED:
        words = message(f"{mention(goal.owner.slack_id)} has finished a goal you know of:", quote(goal.text))
        _tell(db, goal.pair, "goal_done", f"goal{goal.id}", words, now)


def shown(goal: Goal) -> Message:
    """Show a goal to the mentor as it stands now."""
    whole = as_sentence(goal.text, goal.measure, goal.due_on, goal.first_step)
    return message(f"{mention(goal.owner.slack_id)} shares a goal with you:", quote(whole))


def done(goal: Goal) -> Message:
    """Congratulate plainly, and offer what may come next: a word on what helped, another goal, or an end (C12)."""
    told, pair = f"Done: “{escape(goal.text)}”. Congratulations!", goal.live_pair
    following = button("Set the next goal", "new_goal", goal.live_pair_id, style="primary")
    if pair is None:
        return message(told, actions(following))
    helped = button("What helped?", "goal_helped", goal.id, says="Note what helped, and share it if you like")
    wrap_up = button("Wrap up?", "wrap_up", pair.id, says=f"Wrap up well with {pair.mentor.name}")
    return message(told, actions(helped, following, *([wrap_up] if pair.lifecycle is Lifecycle.ACTIVE else [])))


def helpful(goal: Goal, feeling: str) -> Message:
    """Answer how a goal feels: with nothing more, or with one question and a way to act on it."""
    named, seed = f"“{escape(goal.text)}”", f"goal{goal.id}"
    if feeling == "on_track":
        return message(f"Noted: {named} is on track.")
    if feeling == "stuck":
        agenda = [button("Put it on the agenda", "open_agenda", goal.live_pair_id)] if goal.live_pair else []
        return message(
            f"Noted for {named}. A question that may help: {question(Gap.UNSURE, seed)}",
            actions(button("Make it smaller", "open_goal", goal.id, style="primary", says="Change the goal"), *agenda),
        )
    return message(
        f"Noted for {named}. A question that may help: {drawn(REALIGNING_QUESTIONS, seed)}",
        actions(
            button("Keep it", "keep_goal", goal.id, says="Keep the goal as it is"),
            button("Reword it", "open_goal", goal.id, style="primary", says="Reword the goal"),
            button("Move date", "move_goal", goal.id, says="Move the goal's date"),
            button("Drop it", "drop_goal", goal.id, says="Drop the goal"),
        ),
    )


def _tell(db: orm.Session, pair: Pair, kind: str, occasion: str, words: Message, now: datetime) -> None:
    letterbox.drop(db, pair.mentor.slack_id, kind, occasion, words, now, about=About(pair=pair.id))
