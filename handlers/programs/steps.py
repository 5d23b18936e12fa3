"""The steps of a program: on, back as long as nobody was told anything, a week later, and launch."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import choosing, cohorts, leadership
from bot.blocks import listed, mention
from bot.blocks import number as number_in
from bot.cohorts import IN_WORDS, matches
from bot.desk import Desk
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere, Step
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import Refresh, TurnTo, Visit
from bot.store import crowded, program_numbers
from bot.store.crowded import Crowd
from bot.store.database import Database
from handlers.programs.finding import SEPARATOR, as_shown, theirs
from handlers.programs.page import look, page

ACTS = {Step.LAUNCH: Act.LAUNCH, Step.CLOSE: Act.CLOSE_PROGRAM, Step.ARCHIVE: Act.CLOSE_PROGRAM}

NAMED = 3
"""So many of those who have too many matches are named at once."""
LATECOMERS = {
    True: "People may take part until you say otherwise. Match again for them: no pair that began changes.",
    False: "Nobody new may take part. Whoever does stays.",
}


class NothingToLaunch(Refusal):
    """No match is approved yet, so nobody would be asked. Open Matches and approve some first."""


class MoreThanThereIsRoomFor(Refusal):
    """Nobody is asked yet, as a launch can't be taken back."""

    def __init__(self, several: Sequence[Crowd]) -> None:
        """Keep who has too many, to name some of them."""
        super().__init__()
        self._several = several

    @property
    def sentence(self) -> str:
        """Say who has too many matches, and both ways out."""
        named = [
            f"{mention(each.slack_id)} has {matches(each.approved)} approved and room for {each.room or 'none'}"
            for each in self._several[:NAMED]
        ]
        left = len(self._several) - NAMED
        told = listed(named + ([f"{left} more like that"] if left > 0 else []))
        return f"{super().sentence} {told}. Reject some under *Matches*, or see what *Rules* allow."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_step")(go_on)
    desk.action("program_launch")(launch)
    desk.action("program_back")(go_back)
    desk.action("program_later")(put_off)
    desk.action("program_latecomers")(let_latecomers)


def go_on(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take the next step."""
    ack()
    actor, about = visit(), str(action.get("value"))
    step = step_in(about)
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, ACTS.get(step, Act.CHANGE_PROGRAM), hold=True)
        told = taken(db, program, step, by, about, now)
        modal = page(look(db, program, now), told)
    turn_to(modal)
    refresh()


def launch(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Launch what is approved beside what was launched before, or in a program that is always on."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.LAUNCH, hold=True)
        number = approved(db, program, now)
        told = other_than_confirmed(number, about) or asked(number, is_held=cohorts.is_held(db, program))
        if number == confirmed(about):
            if not program.launching:
                leadership.note(db, by, "launched", f"program:{program.id}", now, program.id)
            choosing.end(db, program, now)
            cohorts.launch(db, program, now)
        modal = page(look(db, program, now), told)
    turn_to(modal)


def go_back(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take the last step back."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.CHANGE_PROGRAM, hold=True)
        told = "This was taken back already."
        if step_in(about) is program.step:
            choosing.end(db, program, now)
            program.go_back(now)
            leadership.note(db, by, f"back_to_{program.step}", f"program:{program.id}", now, program.id)
            told = f"Taken back. The program is at {IN_WORDS[program.step]} again."
        modal = page(look(db, program, now), told)
    turn_to(modal)


def put_off(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Put off the step that was shown, and all after it, by a week; once for each press of a page as it stands."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.CHANGE_PROGRAM, hold=True)
        step, told = program.next_step, "This was put off or taken meanwhile, so nothing more changed."
        if step and about == as_shown(program.id, step, program.date_of(step)):
            program.put_off(now)
            leadership.note(db, by, "put_off", f"program:{program.id}", now, program.id)
            told = "The next step and all after it come a week later."
        modal = page(look(db, program, now), told)
    turn_to(modal)


def let_latecomers(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let people take part after enrolment, or no more; pairs that live are not moved for them."""
    ack()
    actor, about = visit(), str(action.get("value"))
    join = about.partition(SEPARATOR)[2] == "yes"
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.CHANGE_PROGRAM, hold=True)
        was = program.takes_late
        program.let_latecomers(join=join)
        if join is not was:
            act = "latecomers" if join else "no_latecomers"
            leadership.note(db, by, act, f"program:{program.id}", now, program.id)
        modal = page(look(db, program, now), LATECOMERS[join])
    turn_to(modal)


def taken(db: orm.Session, program: Program, step: Step, by: Person, about: str, now: datetime) -> str:
    """Take a step, and say so; a second click finds it taken."""
    if step is program.step:
        return "This step was taken already."
    if step is not program.next_step:
        raise ProgramIsElsewhere
    if step is not Step.LAUNCH:
        cohorts.take(db, program, step, now, by)
        return f"The program is at {IN_WORDS[step]} now."
    number = approved(db, program, now)
    if number == confirmed(about):
        cohorts.take(db, program, step, now, by)
    return other_than_confirmed(number, about) or asked(number, is_held=cohorts.is_held(db, program))


def approved(db: orm.Session, program: Program, now: datetime) -> int:
    """Count what is to be launched, if there is anything, and nobody has more of it than there is room for."""
    number = program_numbers.of(db, program, now).approved
    if not number:
        raise NothingToLaunch
    if several := crowded.of(db, program, now):
        raise MoreThanThereIsRoomFor(several)
    return number


def confirmed(about: str) -> int | None:
    """Read how many matches the page named that was confirmed: what can't be taken back does just that."""
    return number_in(about.rpartition(SEPARATOR)[2]) if about.count(SEPARATOR) > 1 else None


def other_than_confirmed(number: int, about: str) -> str:
    """Say that another lead approved or rejected something meanwhile; nothing if what was shown holds."""
    if number == confirmed(about):
        return ""
    are = "is" if number == 1 else "are"
    return f"Meanwhile {matches(number)} {are} approved, so nothing was launched. This is how it stands now."


def asked(number: int, *, is_held: bool) -> str:
    """Say what happens now, and that it is held back if it is."""
    are = "is" if number == 1 else "are"
    told = f"{matches(number)} {are} being brought to both people"
    if is_held:
        return f"{told}. {cohorts.HELD_BACK}"
    then = "You hear when all are on their way, and how many couldn't be."
    return f"{told}, a few at a time, to each in their own hours. {then}"


def step_in(about: str) -> Step:
    """Read which step a button is for."""
    name = about.split(SEPARATOR)[1] if SEPARATOR in about else ""
    if name not in set(Step):
        raise ProgramIsElsewhere
    return Step(name)
