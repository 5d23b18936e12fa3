"""The forms of a goal: one sentence first, then at most one question for each thing it doesn't say yet."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
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
    counted,
    date_input,
    day,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    quote,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.callings import told_apart
from bot.mentoring.coaching import Gap, as_sentence, found_date, found_measure, if_then, missing, question
from bot.mentoring.goals import KEPT_MAX, PLENTY, Goal
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import DateHasPassed
from bot.slack import Refresh
from bot.store import goals, inbox, pairs
from bot.store.database import Database
from handlers import join
from handlers.goal_check import keep_back, share, touch

TEXT_MAX = 500
DETAIL_MAX = 300
SHARED = "share"
HALFWAY = "To think about, and not to be noted: what will be true halfway?"
"""A day is all that the field takes; whoever is asked for more beside it would give the wrong day."""
ASKED_FOR = (Gap.MEASURE, Gap.DATE, Gap.PAST, Gap.FIRST_STEP)


class NoSentence(Refusal):
    """One sentence is enough, such as: give a talk to my team by the end of March."""


class TooManyGoals(Refusal):
    """You keep twenty goals, open and parked. Finish or drop one that no longer matters, and this one has room."""


def register(desk: Desk) -> None:
    """Listen for both forms."""
    desk.view("goal")(save)
    desk.view("sharpen_goal")(sharpen)


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the goal as it is said, and ask once for what it doesn't say."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            person = join.known(db, actor)
            goal = note_down(db, person, view, given, now)
            asked = any(block.get("block_id") == "step" for block in view["blocks"])
            gaps = () if asked else gaps_of(goal, person.hours.local(now).date())
    except DateHasPassed as refusal:
        ack(response_action="errors", errors={"due_on": refusal.sentence})
    else:
        modal = sharpening(goal, gaps) if gaps else notice("Goal", *saved(goal).blocks)
        ack(response_action="update", view=modal.payload)
        refresh()


def sharpen(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Add what was answered; what was left empty stays as it was. A mentor who wasn't told yet reads it whole."""
    given = Answers(view)
    try:
        with database.begin(workspace) as db:
            goal = goals.theirs(db, number(view["private_metadata"]) or 0, actor)
            due_on = day_ahead(given, goal.owner, now) or goal.due_on
            step = if_then(given.text("when"), given.text("step")) or goal.first_step
            text, measure = given.text("text") or goal.text, given.text("measure") or goal.measure
            goal.revise(text, measure, step, due_on, now)
            if goal.shared and keep_back(db, goal):
                share(db, goal, f"{view['id']}-sharpened", now)
            touch(goal, now)
    except DateHasPassed as refusal:
        ack(response_action="errors", errors={"due_on": refusal.sentence})
    else:
        ack(response_action="update", view=notice("Goal", *saved(goal).blocks).payload)
        refresh()


def note_down(db: orm.Session, person: Person, view: Mapping[str, Any], given: Answers, now: datetime) -> Goal:
    """Keep a new goal; the same form sent twice is one goal."""
    text = given.text("text")
    if not text:
        raise NoSentence
    today, open_ones = person.hours.local(now).date(), goals.open_of(db, person)
    due_on = day_ahead(given, person, now) or found_date(text, today)
    if known := next((goal for goal in open_ones if goal.text == text), None):
        return known
    if len(goals.kept_by(db, person)) >= KEPT_MAX:
        raise TooManyGoals
    pair = pair_of(db, person, given.choice("pair") or view["private_metadata"])
    goal = Goal(
        workspace=person.workspace,
        owner=person,
        text=text,
        created_at=now,
        pair=pair,
        measure=given.text("measure") or found_measure(text) or "",
        first_step=if_then(given.text("when"), given.text("step")),
        due_on=due_on,
        updated_at=now,
    )
    db.add(goal)
    db.flush()
    touch(goal, now)
    if pair and SHARED in given.choices("share") and inbox.is_new(db, f"view:{view['id']}", now):
        share(db, goal, view["id"], now)
    return goal


def day_ahead(given: Answers, person: Person, now: datetime) -> date | None:
    """Return the day that was picked; one that has passed is refused."""
    due_on = given.day("due_on")
    if due_on and due_on < person.hours.local(now).date():
        raise DateHasPassed
    return due_on


def pair_of(db: orm.Session, person: Person, about: str) -> Pair | None:
    """Return the pair a goal belongs to, if the person is its mentee; a mentor's own goal belongs to none."""
    if not about.isdigit():
        return None
    pair = pairs.theirs(db, number(about) or 0, person.slack_id)
    return pair if pair.mentee is person else None


def mentored(db: orm.Session, person: Person, about: object) -> Sequence[Pair]:
    """Return the pairs a new goal may belong to: the one a button names, or all in which they learn."""
    mine = [pair for pair in pairs.live(db, person) if pair.mentee is person]
    wanted = number(about)
    if wanted is None:
        return mine
    pairs.ever_theirs(db, wanted, person.slack_id)
    return [each for each in mine if each.id == wanted] or mine


def gaps_of(goal: Goal, today: date) -> tuple[Gap, ...]:
    """Name what is worth asking for."""
    found = missing(goal.text, goal.measure, goal.due_on, today, first_step=goal.first_step)
    return tuple(gap for gap in found if gap in ASKED_FOR or gap is Gap.SPECIFIC)


def plenty(beside: int, text: str) -> list[Block]:
    """Ask whoever has three goals open which one could rest; a suggestion, as every goal is welcome."""
    asked = f"You have {counted(beside, 'other goal')} open, and three are plenty. {question(Gap.TOO_MANY, text)}"
    return [section(f"{asked} `/mentor goal` shows them. It's only a thought.")] if beside >= PLENTY else []


def form(several: Sequence[Pair], text: str, today: date, beside: int) -> Modal:
    """Ask for one sentence; when there is one already, ask for what it doesn't say, too."""
    called = told_apart(pair.mentor for pair in several)
    options = [option(f"My time with {called[pair.mentor.slack_id]}", pair.id) for pair in several]
    where = field_of("pair", "What is it part of?", choice("static_select", options), optional=True)
    names = several[0].mentor.name if len(several) == 1 else "the mentor I pick above"
    share_it = [option(f"Share it with {names}", SHARED, "Without this, only you can see it")]
    found = missing(text, found_measure(text) or "", None, today, first_step="") if text else ()
    sentence = text_input(initial=text, lines=True, most=TEXT_MAX, placeholder="Give a talk to my team by …")
    hint = "One sentence is enough. I'll ask for the rest, once."
    blocks: list[Block] = [
        *plenty(beside, text),
        field_of("text", "What would you like to be true?", sentence, hint="" if text else hint),
        *asking([gap for gap in found if gap in ASKED_FOR], text),
        *([where] if len(several) > 1 else []),
        *([field_of("share", "Sharing", choices("checkboxes", share_it), optional=True)] if several else []),
    ]
    about = str(several[0].id) if len(several) == 1 else ""
    return Modal("goal", "A goal", blocks, submit="Save", close="Cancel", about=about)


def sharpening(goal: Goal, gaps: Sequence[Gap]) -> Modal:
    """Ask once for what a saved goal doesn't say yet; leaving is fine."""
    told = section(
        f"Saved:\n{quote(goal.text)}\nThese make a goal easier to keep. Answer what you like, or leave it so."
    )
    rewording = field_of(
        "text",
        question(Gap.SPECIFIC, f"goal{goal.id}"),
        text_input(initial=goal.text, lines=True, most=TEXT_MAX),
        hint="Say it again with that in it, if you like.",
        optional=True,
    )
    blocks = [told, *([rewording] if Gap.SPECIFIC in gaps else []), *asking(gaps, f"goal{goal.id}")]
    return Modal("sharpen_goal", "A goal", blocks, submit="Save anyway", close="Leave it so", about=str(goal.id))


def asking(gaps: Sequence[Gap], seed: str) -> list[Block]:
    """Ask one coaching question for each gap; every answer is optional."""
    fields: list[Block] = []
    for gap in gaps:
        asked = question(gap, seed)
        match gap:
            case Gap.MEASURE:
                fields += [field_of("measure", asked, text_input(most=DETAIL_MAX), optional=True)]
            case Gap.DATE | Gap.PAST:
                thought = HALFWAY if gap is Gap.DATE else ""
                fields += [field_of("due_on", asked, date_input(), hint=thought, optional=True)]
            case Gap.FIRST_STEP:
                fields += [
                    field_of("step", asked, text_input(most=DETAIL_MAX, placeholder="I will …"), optional=True),
                    field_of(
                        "when",
                        "And when will you do it?",
                        text_input(most=DETAIL_MAX, placeholder="When …"),
                        hint="Tied to a moment, a step is taken more often: when …, I will …",
                        optional=True,
                    ),
                ]
            case _:
                pass
    return fields


def saved(goal: Goal, *, taken_back: bool = False) -> Message:
    """Read the goal aloud, and say who sees it."""
    whole = as_sentence(goal.text, goal.measure, goal.due_on, goal.first_step)
    return message(
        f"Saved. {seen_by(goal, taken_back=taken_back)}",
        quote(whole),
        actions(button("Change it", "open_goal", goal.id, says="Change this goal")),
    )


def seen_by(goal: Goal, *, taken_back: bool) -> str:
    """Say who sees a goal; what its mentor was told stays theirs, and what they weren't is taken back."""
    mentor = mention(goal.pair.mentor.slack_id) if goal.pair else ""
    if goal.shared:
        return "Your mentor sees it."
    if taken_back:
        return f"Only you see it: {mentor} wasn't told yet, so what you shared is taken back."
    if goal.shared_at is None:
        return "Only you see it."
    since = day(goal.owner.hours.local(goal.shared_at).date())
    return f"Only you see it as it is now. {mentor} has your words of {since}, and these stay theirs."
