"""Several matches at once: approved, rejected or put back in one go, by points or picked by name, and taken back."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    choice,
    clip,
    context,
    field_of,
    found_as_typed,
    number,
    number_input,
    option,
    section,
)
from bot.cohorts import matches
from bot.desk import Desk
from bot.mentoring.enrolments import Numbers, Review, Verdict
from bot.mentoring.people import Person
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import cohorts, program_numbers, reviews, sweeps
from bot.store.database import Database
from bot.store.matches import Run
from bot.store.reviews import Match
from bot.store.sweeps import BEFORE_LAUNCH, Swept, Which
from handlers.matches.listed import SEARCH_MAX, SEPARATOR, STANDS, Where, page
from handlers.matches.room import must_have_room
from handlers.programs.finding import theirs

APPROVE, REJECT, REOPEN = "approve", "reject", "reopen"
ACTS: Final = {
    APPROVE: (Review.APPROVED, (Review.PROPOSED,), "Approve", "approved"),
    REJECT: (Review.REJECTED, (Review.PROPOSED, Review.APPROVED), "Reject", "rejected"),
    REOPEN: (Review.PROPOSED, (Review.APPROVED, Review.REJECTED), "Back to review", "put back to review"),
}
"""What becomes of matches, from where, and how that is said."""
PICKED, BELOW, LEAST, ALL = "picked", "below", "least", "all"
WHICH: Final = (
    option("Those I pick below", PICKED),
    option("Those with fewer points than the number below", BELOW),
    option("Those with at least so many points", LEAST),
    option("All of them", ALL),
)
POINTS_MOST = 100
OFFERED = 100
NAME_MAX, KNOWN_BY_MAX = 30, 16
"""So much of a name, and of a department, that all of it fits into what Slack shows of an option."""
NOBODY_PICKED = "Please pick some matches, or choose others above."
ABOUT_POINTS = "They stand beside each match: about ninety for two who fit in everything."
NONE_LEFT = "No match was left to review, so nothing was changed."
TAKEN_BACK = "That was taken back already, so nothing was changed."
NO_NUMBER = "Please say how many points."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("several_matches")(ask)
    desk.action("approve_rest")(approve_rest)
    desk.action("undo_several")(undo)
    desk.options("pick_matches")(offer)
    desk.view("several_matches")(save)


def ask(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Ask what should become of which matches."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.MATCH)
        under_review(db, program)
        modal = form(program, program_numbers.of(db, program, now))
    turn_to(modal)


def offer(ack: Ack, body: Mapping[str, Any], view: View, actor: str, database: Database, workspace: str) -> None:
    """List the matches with what was typed in one of their names, weakest first."""
    with database.look(workspace) as db:
        _, program = theirs(db, actor, view.get("private_metadata"), Act.MATCH)
        under_review(db, program)
        typed = str(body.get("value") or "")[:SEARCH_MAX]
        found, _ = reviews.page(db, program.id, among=BEFORE_LAUNCH, search=typed, most=OFFERED)
    ack(options=offered(found))


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Do it to all that are meant, and show what came of it."""
    given = Answers(view)
    act = given.choice("act") if given.choice("act") in ACTS else APPROVE
    if slips := mistakes(given):
        ack(response_action="errors", errors=slips)
        return
    becomes, among, _, told = ACTS[act]
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, view.get("private_metadata"), Act.MATCH, hold=True)
        run = under_review(db, program)
        changed = swept(db, program, run, read(given, among), becomes, by, now)
        modal = page(db, program, Where(program.id), now, f"{matches(changed)} {told}.{left_out(given, changed)}")
    ack(response_action="update", view=modal.payload)


def approve_rest(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Approve every match nobody decided about."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.MATCH, hold=True)
        run = under_review(db, program)
        approved = swept(db, program, run, Which(among=(Review.PROPOSED,)), Review.APPROVED, by, now)
        modal = page(db, program, Where(program.id), now, f"{matches(approved)} approved." if approved else NONE_LEFT)
    turn_to(modal)


def undo(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take back what was decided about many at once; what was decided one by one since stays."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.MATCH, hold=True)
        run, (_, of_run, which) = under_review(db, program), [*about.split(SEPARATOR), "", ""][:3]
        if number(of_run) != run.id:
            raise ProgramIsElsewhere
        mentors = sweeps.rejected(db, run.id, number(which) or 0)
        back = sweeps.undo(db, run.id, number(which) or 0)
        must_have_room(db, program, run.id, mentors, now)
        cohorts.decide_about(db, program.id, both(back), None, now)
        forbidden = [each for each in back if each.was is Review.REJECTED]
        cohorts.decide_about(db, program.id, both(forbidden), Verdict.FORBID, now)
        if back:
            leadership.note(db, by, "matches_taken_back", f"run:{run.id}", now, program.id)
        told = f"{matches(len(back))} back to where they stood before." if back else TAKEN_BACK
        modal = page(db, program, Where(program.id), now, told)
    turn_to(modal)


def under_review(db: orm.Session, program: Program) -> Run:
    """Return the run whose matches are gone through now."""
    run = reviews.last_run(db, program.id)
    if run is None or not program.may_match:
        raise ProgramIsElsewhere
    return run


def swept(db: orm.Session, program: Program, run: Run, which: Which, becomes: Review, by: Person, now: datetime) -> int:
    """Decide about all of these, keep it for the matches to come, and return how many changed."""
    changed = sweeps.sweep(db, run.id, which, becomes)
    if becomes is not Review.REJECTED:
        must_have_room(db, program, run.id, {each.mentor_id for each in changed if each.was is Review.REJECTED}, now)
    verdict = Verdict.FORBID if becomes is Review.REJECTED else None
    cohorts.decide_about(db, program.id, both(changed), verdict, now)
    if changed:
        leadership.note(db, by, f"matches_{becomes}", f"run:{run.id}", now, program.id)
    return len(changed)


def both(several: Sequence[Swept]) -> list[tuple[int, int]]:
    """Return their mentees and mentors by number."""
    return [(each.mentee_id, each.mentor_id) for each in several]


def mistakes(given: Answers) -> dict[str, str]:
    """Say what is missing."""
    which = given.choice("which")
    if which in {BELOW, LEAST} and number(given.text("points")) is None:
        return {"points": NO_NUMBER}
    return {"picked": NOBODY_PICKED} if which not in {BELOW, LEAST, ALL} and not given.choices("picked") else {}


def read(given: Answers, among: tuple[Review, ...]) -> Which:
    """Read which are meant; whoever is picked may stand anywhere before launch."""
    which, points = given.choice("which"), number(given.text("points"))
    if which in {BELOW, LEAST, ALL}:
        return Which(among=among, below=points if which == BELOW else None, least=points if which == LEAST else None)
    return Which(among=BEFORE_LAUNCH, only=[number(each) or 0 for each in given.choices("picked")[:OFFERED]])


def left_out(given: Answers, changed: int) -> str:
    """Say that some of those picked stay as they are, and why."""
    stay = len(given.choices("picked")) - changed if given.choice("which") == PICKED else 0
    return f" {stay} stay as they are: kept together, or that already." if stay > 0 else ""


def form(program: Program, numbers: Numbers) -> Modal:
    """Ask what should become of which."""
    acts = [
        option(label, act, f"Of those {' or '.join(STANDS[review] for review in among)}")
        for act, (_, among, label, _) in ACTS.items()
    ]
    blocks: list[Block] = [
        section(f"{numbers.proposed} to review, {numbers.approved} approved, {numbers.rejected} rejected."),
        field_of("act", "What should become of them?", choice("radio_buttons", acts, chosen=APPROVE)),
        field_of("which", "Which?", choice("radio_buttons", WHICH, chosen=PICKED)),
        field_of(
            "picked",
            "Matches",
            found_as_typed("pick_matches", placeholder="Type part of a name"),
            hint="Up to a hundred at a time; the weakest come first.",
            optional=True,
        ),
        field_of("points", "Points", number_input(0, POINTS_MOST), hint=ABOUT_POINTS, optional=True),
        actions(button("Back to the matches", "program_matches", program.id)),
        context("Those kept together stay as they are. Nobody is told, and you can take it back."),
    ]
    return Modal("several_matches", "Several at once", blocks, "Do it", "Cancel", str(program.id))


def offered(found: Sequence[Match]) -> list[Block]:
    """Offer matches to be picked, each two with where they work: many have a name in common.

    Where that reads alike, too, each says by Slack ids whom it means.
    """
    at_work = [read_as(match, workplace) for match in found]
    alike = Counter(at_work)
    told = [read_as(match, slack_id) if alike[one] > 1 else one for match, one in zip(found, at_work, strict=True)]
    return [
        option(names, match.id, f"{standing(match)}; {known_by}")
        for match, (names, known_by) in zip(found, told, strict=True)
    ]


def read_as(match: Match, known_by: Callable[[Person], str]) -> tuple[str, str]:
    """Name the two of a match, and say of each by what they are known."""
    two = (match.mentee, match.mentor)
    names = (clip(each.real_name or each.name, NAME_MAX) for each in two)
    return " with ".join(names), " with ".join(clip(known_by(each), KNOWN_BY_MAX) for each in two)


def standing(match: Match) -> str:
    """Say how well two fit and where their match stands."""
    return f"{match.points} points, {STANDS[match.review]}{', kept together' if match.locked else ''}"


def workplace(person: Person) -> str:
    """Say where somebody works, or as what; without either their Slack id tells them from others."""
    return person.department or person.title or person.slack_id


def slack_id(person: Person) -> str:
    """Say for certain who somebody is."""
    return person.slack_id
