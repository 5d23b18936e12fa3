"""Lone: a lead names a mentor for somebody whom a match found nobody for; the next match keeps the two together.

Where it couldn't, the lead can let go of the two again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, matchmaking
from bot.blocks import Answers, Modal, View, field_of, listed, mention, person_input, section
from bot.desk import Desk
from bot.mentoring.cohort.participants import Cohort
from bot.mentoring.enrolments import Verdict
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import cohorts, enrolments, loads, people, reviews, unmatched
from bot.store.database import Database
from handlers.matches.choosing import chosen, mind
from handlers.matches.listed import Where, page
from handlers.matches.vain import both_of
from handlers.programs.finding import SEPARATOR, theirs


class EveryPlaceIsKept(Refusal):
    """Every place of that mentor is kept for somebody already. Nothing was changed; pick another mentor."""


class WereLaunchedBefore(Refusal):
    """The match of those two was launched before, and no later one brings the same two together again.

    Nothing was changed; pick another mentor.
    """


def register(desk: Desk) -> None:
    """Listen for the buttons and the form."""
    desk.action("lone_mentor")(ask)
    desk.action("let_go_of_two")(part)
    desk.view("lone_mentor")(save)


def ask(ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str) -> None:
    """Ask which mentor."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.look(workspace) as db:
        _, program = theirs(db, actor, about, Act.MATCH)
        mentee = left_over(db, program, about)
    turn_to(form(mentee, about))


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the two together from the next match on; done twice, it is done once."""
    about = str(view.get("private_metadata"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.MATCH, hold=True)
        mentee, mentor = left_over(db, program, about), chosen(db, program, Answers(view).person("mentor"))
        caveats = keep(db, program, mentee, mentor, now)
        leadership.note(db, by, "match_lock", f"program:{program.id}", now, program.id)
        both = f"{mention(mentee.slack_id)} and {mention(mentor.slack_id)}"
        told = f"{both} are kept together from the next match on.{caveats}"
        modal = page(db, program, Where(program.id), now, f"{told} *Match again* makes it.")
    ack(response_action="update", view=modal.payload)


def part(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: View,
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep two together no more who were in vain; done twice, it is done once."""
    ack()
    actor, about = visit(), action.get("value")
    where = Where.of(view.get("private_metadata"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.MATCH, hold=True)
        told = keep_no_more(db, by, program, both_of(about), now)
        modal = page(db, program, where if where.program_id == program.id else Where(program.id), now, told)
    turn_to(modal)


def keep_no_more(db: orm.Session, by: Person, program: Program, both: tuple[str, str], now: datetime) -> str:
    """Let go of two whom the last match named as kept in vain; of those whom it keeps, their match decides."""
    known = people.these(db, both)
    if not program.may_match or not known.keys() >= {*both}:
        raise ProgramIsElsewhere
    if both in cohorts.in_vain(db, program.id, reviews.last_run(db, program.id)):
        cohorts.decide(db, program.id, [(known[both[0]], known[both[1]])], None, now)
        leadership.note(db, by, "match_unlock", f"program:{program.id}", now, program.id)
    elif both in cohorts.verdicts(db, program.id)[Verdict.LOCK]:
        raise ProgramIsElsewhere
    return f"{mention(both[0])} and {mention(both[1])} aren't kept together any more."


def left_over(db: orm.Session, program: Program, about: str) -> Person:
    """Return the mentee this is about, as long as the last match has nobody for them and may be made again."""
    slack_id = about.partition(SEPARATOR)[2]
    mine, run = enrolments.one(db, program.id, slack_id), reviews.last_run(db, program.id)
    is_left = run is not None and any(each.id == slack_id for each in unmatched.of(db, program, run))
    if mine is None or not mine.part.learns or not is_left or not program.may_match:
        raise ProgramIsElsewhere
    return mine.person


def keep(db: orm.Session, program: Program, mentee: Person, mentor: Person, now: datetime) -> str:
    """Keep two together, unless they were launched before or the mentor has no place for it; say what to mind about it.

    Somebody's private word, their manager among them, shows here no more than in a table: the next match says of such a
    pair what it says of one in a line.
    """
    if (mentee.slack_id, mentor.slack_id) in cohorts.launched(db, program.id):
        raise WereLaunchedBefore
    cohorts.decide(db, program.id, [(mentee, mentor)], None, now)
    cohort = cohorts.of(db, program, now)
    matchmaking.must_be_matched_here(cohort, program.rules.policy, mentee.slack_id, mentor.slack_id)
    vain = cohorts.without_place(db, program.id, reviews.last_run(db, program.id))
    kept = sum(1 for _, whom in cohort.locks - vain if whom == mentor.slack_id)
    if kept >= loads.free(db, program, now).get(mentor.slack_id, 0):
        raise EveryPlaceIsKept
    instead = let_go(db, program, cohort, mentee, now)
    cohorts.decide(db, program.id, [(mentee, mentor)], Verdict.LOCK, now)
    return f"{instead}{mind(cohort, program.rules.policy, mentee, mentor)}"


def let_go(db: orm.Session, program: Program, cohort: Cohort, mentee: Person, now: datetime) -> str:
    """Keep a mentee together with nobody else, if they may have no more mentors; say with whom they aren't any more."""
    before = people.these(db, [mentor for who, mentor in cohort.locks if who == mentee.slack_id])
    if len(before) < program.rules.mentors_each:
        return ""
    cohorts.decide(db, program.id, [(mentee, mentor) for mentor in before.values()], None, now)
    return f" Not with {listed(map(mention, before))} any more."


def form(mentee: Person, about: str) -> Modal:
    """Ask for the mentor."""
    blocks = [
        section(f"Whom should {mention(mentee.slack_id)} have as a mentor?"),
        field_of(
            "mentor",
            "Mentor",
            person_input(),
            hint="Somebody who mentors in this program. Matching again keeps the two together; nobody is told yet.",
        ),
    ]
    return Modal("lone_mentor", "Give a mentor", blocks, "Keep together", "Cancel", about)
