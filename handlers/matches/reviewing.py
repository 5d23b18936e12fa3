"""Going through matches one by one: approve, reject, keep together, and look at some of them only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import Answers, Modal, View, mention, number
from bot.desk import Desk
from bot.mentoring.enrolments import Review, Verdict
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act, NotALead
from bot.slack import TurnTo, Visit
from bot.store import cohorts, reviews
from bot.store.database import Database
from bot.store.reviews import Match
from handlers.matches import choosing
from handlers.matches.listed import EVERYTHING, FILTERS, SEARCH_MAX, Where, menu, page
from handlers.matches.room import must_have_room
from handlers.programs.finding import theirs

BECOMES = {
    "approve": (Review.APPROVED, None),
    "reject": (Review.REJECTED, Verdict.FORBID),
    "lock": (Review.APPROVED, Verdict.LOCK),
    "unlock": (Review.APPROVED, None),
    "reopen": (Review.PROPOSED, None),
}
TOLD = {
    "approve": "Approved.",
    "reject": "Rejected: those two won't be matched in this program again, unless you say so.",
    "lock": "Kept together, also when you match again.",
    "unlock": "Not kept together any more when you match again.",
    "reopen": "Back among those to review.",
}
MEANWHILE = {
    Review.PROPOSED: "Somebody put {both} back to review meanwhile",
    Review.APPROVED: "Somebody approved {both} meanwhile",
    Review.REJECTED: "Somebody rejected {both} meanwhile",
    Review.LAUNCHED: "{both} were launched meanwhile",
    Review.FAILED: "{both} couldn't be proposed meanwhile",
}
KEPT_TOGETHER = "Somebody decided meanwhile to keep {both} together"
ANOTHER_MENTOR = "Meanwhile the match is {both}"


class Seen(NamedTuple):
    """How a match stood in the window in which something was chosen about it."""

    mentor_id: int | None
    review: str

    @classmethod
    def of(cls, about: str) -> "Seen":
        """Read it from what a menu carries."""
        _, mentor_id, review = [*about.split(":"), "", ""][:3]
        return cls(number(mentor_id), review)


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("match_menu")(choose)
    desk.view("program_matches")(narrow)


def choose(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: View,
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Do what was chosen about one match."""
    ack()
    actor = visit()
    act, _, about = str((action.get("selected_option") or {}).get("value")).partition(":")
    where = Where.of(view.get("private_metadata"))
    with database.begin(workspace) as db:
        by, program, match = of_match(db, actor, about)
        where = where if where.program_id == program.id else Where(program.id)
        modal = done(db, program, match, act, by, where, now, seen=Seen.of(about))
    turn_to(modal)


def narrow(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Look at some of them only."""
    given, where = Answers(view), Where.of(view.get("private_metadata"))
    only = given.choice("only") if given.choice("only") in FILTERS else EVERYTHING
    with database.look(workspace) as db:
        _, program = theirs(db, actor, where.program_id, Act.MATCH)
        modal = page(db, program, Where(program.id, 0, only, given.text("search")[:SEARCH_MAX]), now)
    ack(response_action="update", view=modal.payload)


def of_match(db: orm.Session, actor: str, about: object) -> tuple[Person, Program, Match]:
    """Return whoever acts, the program and the match; what isn't theirs looks like what isn't there."""
    match = reviews.one(db, number(str(about).partition(":")[0]) or 0)
    if match is None:
        raise NotALead
    by, program = theirs(db, actor, match.program_id, Act.MATCH, hold=True)
    current = reviews.one(db, match.id, hold=True)
    if current is None:
        raise NotALead
    return by, program, current


def done(  # noqa: PLR0913 - who does what, to which match, and what to show then
    db: orm.Session,
    program: Program,
    match: Match,
    act: str,
    by: Person,
    where: Where,
    now: datetime,
    *,
    seen: Seen,
) -> Modal:
    """Do it, if it is offered for the match as it stands now; done twice, it is done once."""
    run = reviews.last_run(db, program.id)
    if not program.may_match or run is None or run.id != match.run_id:
        raise ProgramIsElsewhere
    if act != "other" and act not in BECOMES:
        raise ProgramIsElsewhere
    if seen.mentor_id is not None and seen.mentor_id != match.mentor.id:
        return page(db, program, where, now, meanwhile(match, ANOTHER_MENTOR))
    if act in BECOMES and is_done(match, act):
        return page(db, program, where, now, TOLD[act])
    if seen.review not in {"", match.review} or act not in {each for _, each in menu(match, program)}:
        return page(
            db, program, where, now, meanwhile(match, KEPT_TOGETHER if match.locked else MEANWHILE[match.review])
        )
    if act == "other":
        return choosing.form(match)
    becomes, verdict = BECOMES[act]
    reviews.review(db, [match.id], becomes, locked=verdict is Verdict.LOCK)
    if match.review is Review.REJECTED:
        must_have_room(db, program, run.id, [match.mentor.id], now)
    cohorts.decide(db, program.id, [(match.mentee, match.mentor)], verdict, now)
    leadership.note(db, by, f"match_{act}", f"match:{match.id}", now, program.id)
    return page(db, program, where, now, TOLD[act])


def is_done(match: Match, act: str) -> bool:
    """Tell whether a match stands already where an act would bring it."""
    becomes, verdict = BECOMES[act]
    return match.review is becomes and match.locked is (verdict is Verdict.LOCK)


def meanwhile(match: Match, what: str) -> str:
    """Say what somebody else did while a window stood open, so that it can be decided anew."""
    both = f"{mention(match.mentee.slack_id)} with {mention(match.mentor.slack_id)}"
    return f"{what.format(both=both)}, so nothing was changed. This is how the matches stand now."
