"""Whom a match found nobody for: why, in numbers, and what could be done next."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import lone
from bot.blocks import Block, Modal, actions, button, context, counted, listed, mention, moment, section
from bot.desk import Desk
from bot.mentoring.cohort.telling import why_not
from bot.mentoring.enrolments import Review
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import reviews, unmatched
from bot.store.database import Database
from bot.store.unmatched import LeftOver
from handlers.programs.finding import SEPARATOR, theirs
from handlers.programs.people import Place

AT_ONCE = 8
NAMED = 3
FELL = {Review.REJECTED: "was rejected", Review.FAILED: "can't be proposed any more", Review.LAUNCHED: "is over"}
HEARD = {True: " Knows that nobody was found.", False: " Is told in their own hours that nobody was found."}
NEXT = "Change the rules, invite mentors, or match again"
AGAIN = "Match again, or give them a mentor who has a place."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("unmatched", "unmatched_before", "unmatched_after")(show)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show some of them."""
    ack()
    actor, place = visit(), Place.of(action.get("value"))
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.MATCH)
        run = reviews.last_run(db, program.id)
        if run is None or not program.may_match:
            raise ProgramIsElsewhere
        left, back = unmatched.of(db, program, run), unmatched.given_back(db, program, run, now)
        shown = unmatched.with_locks(db, program.id, run, left[place.skip : place.skip + AT_ONCE])
        heard = {who: HEARD[said] for who, said in lone.told(db, program, [each.id for each in shown]).items()}
    after, before = place.skip + AT_ONCE, place.skip - AT_ONCE
    turns = [
        *([button("Before", "unmatched_before", place.at(before))] if place.skip else []),
        *([button("After", "unmatched_after", place.at(after))] if len(left) > after else []),
        button("Back to the matches", "program_matches", program.id),
    ]
    blocks: list[Block] = [
        section(f"{counted(len(left), 'mentee')} without a match."),
        context(f"Reasons are of {moment(run.made_at)}, when this match was made."),
        *([section(again(back))] if back and left else []),
        *(section(f"{line(each, back)}{heard.get(each.id, '')}", give(program, each)) for each in shown),
        actions(*turns),
        context(f"{NEXT}." if program.was_launched else f"{NEXT}; nobody here was told anything."),
    ]
    turn_to(Modal("unmatched", "Without a match", blocks, about=str(program.id)))


def again(back: Mapping[str, int]) -> str:
    """Say whose places became free since, which the reasons know nothing of."""
    named = [*map(mention, list(back)[:NAMED]), *([f"{len(back) - NAMED} more"] if len(back) > NAMED else [])]
    many = sum(back.values())
    why_ = f"{'a match' if many == 1 else 'matches'} came to nothing or an end"
    became = f"{counted(many, 'place')} became free since, as {why_}"
    return f"{became}: with {listed(named)}. *Match again* goes by that."


def line(left: LeftOver, back: Mapping[str, int]) -> str:
    """Say why, and what could be done."""
    return f"{mention(left.id)}\n{why(left)} {step(left, back)}"


def why(left: LeftOver, named: Callable[[str], str] = mention) -> str:
    """Say what kept others away when the match was made, or what became of their own since."""
    has = [f"Has {counted(left.elsewhere, 'mentor')} outside this program."] if left.elsewhere else []
    fell = [f"The match with {named(mentor)} {FELL[review]}." for mentor, review in left.fell]
    return " ".join([*has, *(fell or [why_not(left.barriers, left.possible)])])


def step(left: LeftOver, back: Mapping[str, int], named: Callable[[str], str] = mention) -> str:
    """Say what could be done: somebody for whom there was only no place may have one by now."""
    if left.kept_with:
        return f"Kept together with {listed(map(named, left.kept_with))} from the next match on: match again."
    if left.fell or (left.possible and back):
        return AGAIN
    return left.step


def give(program: Program, left: LeftOver) -> Block:
    """Let a lead name a mentor."""
    about = f"{program.id}{SEPARATOR}{left.id}"
    return button("Give a mentor", "lone_mentor", about, says="Give this mentee a mentor")
