"""Give: what a mentee may like to give back. One small idea at a time, and no is a fine answer (practice C14)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, mention, message, number
from bot.desk import Desk
from bot.mentoring.goals import Give, GiveState, GoalState
from bot.mentoring.pairs import Pair
from bot.mentoring.reciprocity import IDEAS, Idea, next_idea, sentence, untimely
from bot.mentoring.refusals import Refusal
from bot.slack import Replace, Visit
from bot.store import goals, pairs
from bot.store.database import Database

KIND = "reciprocity"


class OnlyForTheMentee(Refusal):
    """This idea was for the mentee of the pair, so nothing changed."""


class NoSuchIdea(Refusal):
    """That idea isn't on my list any more, so nothing changed."""


def register(desk: Desk) -> None:
    """Listen for the answers to an idea."""
    desk.action("give_this", "another_idea", "already_give", "give_done", "no_gives")(answer)


def answer(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Do what they answered to an idea; none of it reaches the mentor."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair, idea = theirs(db, action.get("value"), actor)
        words = ANSWERS[action["action_id"]](db, pair, idea, now)
    replace(words)


def plan(db: orm.Session, pair: Pair, idea: int, now: datetime) -> Message:
    """Note that they mean to do it."""
    give = note(db, pair, idea, now)
    if give.state is GiveState.DONE:
        return thanks(pair)
    give.state, give.at = GiveState.PLANNED, now
    return planned(pair, idea)


def swap(db: orm.Session, pair: Pair, idea: int, now: datetime) -> Message:
    """Offer another idea, none twice; the same button pressed again gives the same one."""
    before = note(db, pair, idea, now)
    gives = goals.gives_of(db, pair)
    later = sorted((give.id, give.idea) for give in gives if give.id > before.id)
    fresh = next_one(db, pair, {give.idea for give in gives}, now)
    new = later[0][1] if later else fresh.number if fresh else None
    return no_more(pair) if new is None else offered(pair, note(db, pair, new, now).idea)


def note_done(db: orm.Session, pair: Pair, idea: int, now: datetime) -> Message:
    """Note that they give back, in this way or in their own."""
    give = note(db, pair, idea, now)
    give.state, give.at = GiveState.DONE, now
    return thanks(pair)


def refuse(db: orm.Session, pair: Pair, idea: int, now: datetime) -> Message:
    """Never offer such ideas again."""
    note(db, pair, idea, now).state = GiveState.REFUSED
    pair.mentee.stop(KIND)
    pair.mentee.look_at = now
    letterbox.take_back(db, "refused", to=pair.mentee.slack_id, kinds=(KIND,))
    return message("Fine, no more ideas like this. `/mentor quiet` brings them back.")


def next_one(db: orm.Session, pair: Pair, used: Collection[int], now: datetime) -> Idea | None:
    """Choose what the mentor cares about or the two work on, nothing before its time, and nothing twice."""
    theirs = [goal for goal in goals.ever(db, pair.mentee) if goal.pair is pair]
    early = untimely(now - pair.started_at, reached_a_goal=any(goal.state is GoalState.DONE for goal in theirs))
    topics = (*pair.mentor.topics, pair.mentor.in_return, *(goal.text for goal in theirs if goal.is_open))
    return next_idea({*used, *early}, topics, f"pair{pair.id}")


def theirs(db: orm.Session, value: object, actor: str) -> tuple[Pair, int]:
    """Read which pair and idea a button is about; ideas are for the mentee alone."""
    about, _, which = str(value).partition(":")
    pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
    if pair.mentee.slack_id != actor:
        raise OnlyForTheMentee
    idea = number(which) or 0
    if not 1 <= idea <= len(IDEAS):
        raise NoSuchIdea
    return pair, idea


def note(db: orm.Session, pair: Pair, idea: int, now: datetime) -> Give:
    """Return an idea that was offered, noting it if nobody has."""
    give = goals.give(db, pair, idea)
    if give is None:
        give = Give(workspace=pair.workspace, pair=pair, giver=pair.mentee, idea=idea, state=GiveState.OFFERED, at=now)
        db.add(give)
        db.flush()
        pair.look_at = now
    return give


def offered(pair: Pair, idea: int) -> Message:
    """Offer an idea."""
    about = f"{pair.id}:{idea}"
    return message(
        f"Another idea for {mention(pair.mentor.slack_id)}:",
        f">{sentence(IDEAS[idea - 1])}",
        actions(
            button("I'll do this", "give_this", about),
            button("Another idea", "another_idea", about),
            button("I already give back", "already_give", about),
            button("Not for me", "no_gives", about, says="Not for me: no more ideas like this"),
        ),
    )


def planned(pair: Pair, idea: int) -> Message:
    """Confirm a plan; nobody checks on it."""
    return message(
        f"Lovely. {mention(pair.mentor.slack_id)} hears nothing from me, so it stays your own:",
        f">{sentence(IDEAS[idea - 1])}",
        actions(button("I did it", "give_done", f"{pair.id}:{idea}", says="I did this")),
    )


def thanks(pair: Pair) -> Message:
    """Thank them plainly."""
    return message(f"Noted, thank you. Such things are what makes it good for {mention(pair.mentor.slack_id)}, too.")


def no_more(pair: Pair) -> Message:
    """Say that the list is at its end."""
    return message(
        f"Those were all my ideas. You know {mention(pair.mentor.slack_id)} best: a specific thank-you is never wrong."
    )


ANSWERS = {
    "give_this": plan,
    "another_idea": swap,
    "already_give": note_done,
    "give_done": note_done,
    "no_gives": refuse,
}
