"""Giving a mentee another mentor; one who is full changes places with the mentee who fits them least."""

from collections.abc import Sequence
from datetime import datetime

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, matchmaking
from bot.blocks import Answers, Modal, View, field_of, listed, mention, number, person_input, section
from bot.desk import Desk
from bot.mentoring.cohort.participants import Cohort, Policy
from bot.mentoring.enrolments import Verdict
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, NotALead
from bot.store import cohorts, enrolments, loads, people, reviews
from bot.store.database import Database
from bot.store.reviews import OPEN, Match
from handlers.matches.listed import Where, page
from handlers.programs.finding import theirs

STILL_TO_REVIEW = "You didn't choose these two, so they are to be reviewed."


class NoPlaceToChange(Refusal):
    """That mentor has no place left, and none of their matches can change. Nothing was changed."""


class CannotChangePlaces(Refusal):
    """The two mentees would change places, and one of the four can't be matched so. Nothing was changed."""


class AlreadyTheirs(Refusal):
    """That mentor and this mentee are matched already. Nothing was changed."""


def register(desk: Desk) -> None:
    """Listen for the form."""
    desk.view("other_mentor")(save)


def form(match: Match) -> Modal:
    """Ask for the other mentor."""
    blocks = [
        section(f"Whom should {mention(match.mentee.slack_id)} have instead of {mention(match.mentor.slack_id)}?"),
        field_of(
            "mentor",
            "Another mentor",
            person_input(),
            hint="Somebody who mentors in this program. If they are full, the two mentees change places.",
        ),
    ]
    return Modal("other_mentor", "Another mentor", blocks, "Give", "Cancel", str(match.id))


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Change the mentor, or let two mentees change places; only the two who were chosen are approved and kept."""
    with database.begin(workspace) as db:
        match = reviews.one(db, number(view.get("private_metadata")) or 0)
        if match is None:
            raise NotALead
        by, program = theirs(db, actor, match.program_id, Act.MATCH, hold=True)
        match, mentor = checked(db, program, match), chosen(db, program, Answers(view).person("mentor"))
        told = given(db, program, match, mentor, now)
        leadership.note(db, by, "match_changed", f"match:{match.id}", now, program.id)
        modal = page(db, program, Where(program.id), now, told)
    ack(response_action="update", view=modal.payload)


def checked(db: orm.Session, program: Program, match: Match) -> Match:
    """Return the match as it stands now, if it may still change."""
    current, run = reviews.one(db, match.id, hold=True), reviews.last_run(db, program.id)
    if current is None or run is None or run.id != current.run_id:
        raise ProgramIsElsewhere
    if not program.may_match or current.review not in OPEN:
        raise ProgramIsElsewhere
    return current


def chosen(db: orm.Session, program: Program, slack_id: str | None) -> Person:
    """Return the mentor who was picked, if they mentor in this program."""
    mentor = people.known(db, slack_id or "")
    if mentor is None or not enrolments.teaching(db, program.id, [mentor.slack_id]):
        raise matchmaking.CannotBeMatched
    return mentor


def given(db: orm.Session, program: Program, match: Match, mentor: Person, now: datetime) -> str:
    """Give the mentee this mentor, and whoever has the last place the other one."""
    theirs_now = reviews.of_mentor(db, match.run_id, mentor)
    if any(each.mentee is match.mentee for each in theirs_now):
        raise AlreadyTheirs
    free = loads.free(db, program, now).get(mentor.slack_id, 0) - len(theirs_now)
    leaves = swapping(db, program, match, theirs_now) if free <= 0 else None
    cohorts.decide(db, program.id, [(match.mentee, match.mentor), (match.mentee, mentor)], None, now)
    cohort, policy = cohorts.of(db, program, now), program.rules.policy
    try:
        told = matchmaking.weighed(cohort, policy, match.mentee.slack_id, mentor.slack_id)
        other = matchmaking.weighed(cohort, policy, leaves.mentee.slack_id, match.mentor.slack_id) if leaves else None
    except matchmaking.CannotBeMatched as refused:
        raise CannotChangePlaces if leaves else refused from None
    words = [changed(cohort, policy, match.mentee, mentor)]
    if leaves and other:
        reviews.reassign(db, leaves, match.mentor, other, decided=False)
        words.append(f"{changed(cohort, policy, leaves.mentee, match.mentor)} {STILL_TO_REVIEW}")
    reviews.reassign(db, match, mentor, told, decided=True)
    cohorts.decide(db, program.id, [(match.mentee, mentor)], Verdict.LOCK, now)
    return "\n".join(words)


def swapping(db: orm.Session, program: Program, match: Match, theirs: Sequence[Match]) -> Match:
    """Return whose mentee gives way, the weakest first: nobody who is kept together, or whom a lead kept from it."""
    forbidden = cohorts.verdicts(db, program.id)[Verdict.FORBID]
    may = [each for each in theirs if (each.mentee.slack_id, match.mentor.slack_id) not in forbidden]
    leaves = next((each for each in may if not each.locked), None)
    if leaves is None:
        raise NoPlaceToChange
    return leaves


def changed(cohort: Cohort, policy: Policy, mentee: Person, mentor: Person) -> str:
    """Say who is with whom now, and what to mind about it."""
    return f"{mention(mentee.slack_id)} is with {mention(mentor.slack_id)} now.{mind(cohort, policy, mentee, mentor)}"


def mind(cohort: Cohort, policy: Policy, mentee: Person, mentor: Person) -> str:
    """Say every rule of the program that would have kept two people apart."""
    caveats = matchmaking.caveats(cohort, policy, mentee.slack_id, mentor.slack_id)
    return f" Please mind: for a match, this mentor would be {listed(caveats)}." if caveats else ""
