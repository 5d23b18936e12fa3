"""Goal: one sentence about what will be different. Revised, parked, finished or dropped whenever its owner likes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    choices,
    context,
    counted,
    date_input,
    escape,
    field_of,
    header,
    mention,
    message,
    notice,
    number,
    option,
    quote,
    section,
    text_input,
)
from bot.blocks.surfaces import MESSAGE_BLOCKS_MAX
from bot.desk import Desk, rest
from bot.mentoring.goals import FAR, KEPT_MAX, STEPS, Goal, GoalIsClosed, GoalState
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import DateHasPassed
from bot.slack import Open, Refresh, Replace, Reply, Visit
from bot.store import goals, inbox, pairs
from bot.store.database import Database
from handlers import goal_form, home, join
from handlers.goal_check import done, finish, keep_back, share, touch
from handlers.goal_form import DETAIL_MAX, SHARED, TEXT_MAX, day_ahead, mentored, saved

HELP = "`/mentor goal give a talk by the end of March` — note a goal; alone it shows yours"
OPENABLE = frozenset({GoalState.OPEN, GoalState.PARKED})
NEXT = {"open": "Work on it", "done": "It's done", "parked": "Park it for now", "dropped": "Drop it"}


class TooLongForAGoal(Refusal):
    """That is longer than a goal of one sentence. Please shorten it to 500 characters; nothing was changed."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("goal", "goals")(goal)
    desk.action("new_goal")(new)
    desk.action("open_goal")(open_goal)
    desk.action("no_goal")(decline)
    desk.action("later_goal")(put_off)
    desk.view("goal_edit")(save)


def goal(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form with the sentence in it, or show the goals there are."""
    ack()
    actor, text = visit(), rest(command)
    answer = answer_to(database, workspace, actor, text, now)
    if isinstance(answer, Modal):
        open_modal(answer)
    else:
        reply(answer)


def new(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for a new goal."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        several, beside = mentored(db, person, action.get("value")), len(goals.open_of(db, person))
    open_modal(goal_form.form(several, "", person.hours.local(now).date(), beside))


def open_goal(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open one goal."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        mine = goals.theirs(db, number(action.get("value")) or 0, actor)
    if mine.state not in OPENABLE:
        raise GoalIsClosed
    open_modal(form(mine))


def decline(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Take no goal for an answer."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pairs.theirs(db, number(action.get("value")) or 0, actor)
    replace(message("No goal for now, that's fine. `/mentor goal` is there whenever you want one."))


def put_off(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Leave it to them when."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
    again = actions(button("Word one now", "new_goal", pair.id, says="Word a goal now"))
    replace(message("Later, then. This message keeps the door open, and `/mentor goal` does too.", again))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep what was changed, and do what comes next for the goal."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            mine = goals.theirs(db, number(view["private_metadata"]) or 0, actor)
            is_new = inbox.is_new(db, f"view:{view['id']}", now)
            taken_back = is_new and change(db, mine, given, view["id"], now)
            words = done(mine) if mine.state is GoalState.DONE else outcome(mine, taken_back=taken_back)
    except DateHasPassed as refusal:
        ack(response_action="errors", errors={"due_on": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Goal", *words.blocks).payload)
        refresh()


def answer_to(database: Database, workspace: str, actor: str, text: str, now: datetime) -> Message | Modal:
    """Find what to show: the form for a sentence or a first goal, else the goals there are."""
    if len(text) > TEXT_MAX:
        raise TooLongForAGoal
    with database.look(workspace) as db:
        person = join.known(db, actor)
        several, kept = mentored(db, person, None), goals.kept_by(db, person)
        theirs = shown_to(db, person)
    mine = sorted(kept, key=lambda goal: not goal.is_open)
    if text or not (mine or theirs):
        beside = sum(goal.is_open for goal in kept)
        return goal_form.form(several, text, person.hours.local(now).date(), beside)
    return listing(mine, theirs)


def change(db: orm.Session, mine: Goal, given: Answers, view: str, now: datetime) -> bool:
    """Take a parked goal up if wanted, revise it, and finish, park or drop it.

    Tell whether it was shared, and is taken back because the mentor wasn't told yet.
    """
    following = given.choice("next")
    if mine.state is GoalState.PARKED:
        if following == "parked":
            return False
        mine.reopen(now)
    day = given.day("due_on")
    due_on = day if day == mine.due_on else day_ahead(given, mine.owner, now)
    before = (mine.text, mine.measure, mine.first_step, mine.due_on)
    mine.revise(given.text("text") or mine.text, given.text("measure"), given.text("step"), due_on, now)
    changed = before != (mine.text, mine.measure, mine.first_step, mine.due_on)
    far = number(given.choice("progress"))
    mine.advance(far if far in STEPS else mine.progress, now)
    shares = SHARED in given.choices("share")
    if shares and (changed or not mine.shared) and following == "open":
        share(db, mine, view, now)
    taken_back = (not shares or following == "dropped") and keep_back(db, mine)
    mine.shared = shares
    touch(mine, now)
    if following == "done":
        finish(db, mine, now)
    elif following in {"parked", "dropped"}:
        mine.close(GoalState(following), now)
    return taken_back


def form(mine: Goal) -> Modal:
    """Show everything about a goal, ready to be changed."""
    far = [option(FAR[step], step) for step in STEPS[:-1]]
    following = [option(label, name) for name, label in NEXT.items()]
    is_live = mine.pair is not None and mine.pair.is_live
    mentor = mine.pair.mentor.name if mine.pair else ""
    share_it = choices("checkboxes", [option(f"Share it with {mentor}", SHARED)], [SHARED] if mine.shared else [])
    due_on = date_input(mine.due_on)
    blocks: list[Block] = [
        field_of("text", "The goal", text_input(initial=mine.text, lines=True, most=TEXT_MAX)),
        field_of("progress", "How far is it?", choice("static_select", far, chosen=mine.progress), optional=True),
        field_of("next", "What comes next?", choice("radio_buttons", following, chosen=mine.state.value)),
        field_of("measure", "How will you know?", text_input(initial=mine.measure, most=DETAIL_MAX), optional=True),
        field_of("due_on", "By when?", due_on, optional=True),
        field_of("step", "First step", text_input(initial=mine.first_step, most=2 * DETAIL_MAX), optional=True),
        *([field_of("share", "Sharing", share_it, optional=True)] if is_live else []),
    ]
    return Modal("goal_edit", "Your goal", blocks, submit="Save", close="Cancel", about=str(mine.id))


def outcome(mine: Goal, *, taken_back: bool) -> Message:
    """Say what became of a goal."""
    match mine.state:
        case GoalState.PARKED:
            told = f"Parked: “{escape(mine.text)}”. `/mentor goal` brings it back."
            return message(told, actions(button("Take it up again", "open_goal", mine.id)))
        case GoalState.DROPPED:
            return message(f"Dropped: “{escape(mine.text)}”. Letting go of a goal is progress, too.")
        case _:
            return saved(mine, taken_back=taken_back)


def listing(mine: Sequence[Goal], theirs: Sequence[Block]) -> Message:
    """List their goals, and as many that their mentees show them as a message holds."""
    room = [actions(button("New goal", "new_goal", style="primary"))] if len(mine) < KEPT_MAX else []
    own = [header("Your goals"), *map(home.card, mine), *room]
    fit = MESSAGE_BLOCKS_MAX - len(own) - 1
    more = len(theirs) - fit
    return message(*own, *theirs[:fit], *([context(f"And {counted(more, 'more goal')}.")] if more > 0 else []))


def shown_to(db: orm.Session, person: Person) -> list[Block]:
    """Quote the goals that their mentees show them."""
    return [
        section(f"{mention(pair.mentee.slack_id)} shares:\n{quote(each.text)}")
        for pair in pairs.live(db, person)
        if pair.mentor is person
        for each in goals.shared_with(db, pair)
    ]
