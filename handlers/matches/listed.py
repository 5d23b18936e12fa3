"""The matches of a program as a page: some at a time, weakest first, with what can be done about each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import orm

from bot import choosing
from bot.blocks import (
    Block,
    Modal,
    actions,
    button,
    choice,
    confirm,
    context,
    counted,
    escape,
    field_of,
    listed,
    mention,
    moment,
    number,
    option,
    overflow,
    section,
    text_input,
)
from bot.mentoring.cohort.participants import Way
from bot.mentoring.cohort.telling import WISHED, in_a_row
from bot.mentoring.enrolments import Numbers, Review
from bot.mentoring.programs import Program, Step
from bot.store import choices, cohorts, decided, enrolments, loads, program_numbers, reviews, sweeps, unmatched
from bot.store.loads import Load
from bot.store.matches import Run
from bot.store.reviews import BY_HAND, OPEN, Match
from bot.store.sweeps import Last
from handlers.matches.vain import kept_in_vain
from handlers.programs.page import back, latecomers, since

AT_ONCE = 15
SEARCH_MAX = 60
SEPARATOR = ":"
EVERYTHING = "all"
BEFORE = (Step.DRAFT, Step.ENROLMENT)
FILTERS = {
    EVERYTHING: "All",
    str(Review.PROPOSED): "To review",
    str(Review.APPROVED): "Approved",
    str(Review.REJECTED): "Rejected",
    str(Review.LAUNCHED): "Launched",
    str(Review.FAILED): "Couldn't be proposed",
}
STANDS = {
    Review.PROPOSED: "to review",
    Review.APPROVED: "approved",
    Review.REJECTED: "rejected",
    Review.LAUNCHED: "launched",
    Review.FAILED: "can't be proposed any more",
}
MENU = {
    Review.PROPOSED: (("Approve", "approve"), ("Reject", "reject"), ("Keep together", "lock")),
    Review.APPROVED: (("Not yet", "reopen"), ("Reject", "reject"), ("Keep together", "lock")),
    Review.REJECTED: (("Not rejected after all", "reopen"),),
}
LAUNCHING = "A launch is on its way. It brings what was approved when it was confirmed, and nothing approved since."
UNLOCK = ("Don't keep together", "unlock")
OTHER = ("Give another mentor", "other")


@dataclass(frozen=True, slots=True)
class Where:
    """Which matches are looked at: of which program, how far down, which of them, and with which words in a name."""

    program_id: int
    skip: int = 0
    only: str = EVERYTHING
    search: str = ""

    @classmethod
    def of(cls, about: object) -> "Where":
        """Read it from a button."""
        first, second, third, *rest = [*str(about).split(SEPARATOR, 3), "", "", ""]
        only = third if third in FILTERS else EVERYTHING
        return cls(number(first) or 0, number(second) or 0, only, rest[0][:SEARCH_MAX])

    def __str__(self) -> str:
        return SEPARATOR.join((str(self.program_id), str(self.skip), self.only, self.search))


def page(db: orm.Session, program: Program, where: Where, now: datetime, told: str = "") -> Modal:
    """Show some matches, or say that there are none yet."""
    db.flush()
    run, numbers = reviews.last_run(db, program.id), program_numbers.of(db, program, now)
    if program.matching_since:
        told = "Matching is under way. You can close this; I write to you when it is done."
    shown, many = of_program(db, program, where)
    vain = cohorts.in_vain(db, program.id, run) if program.may_match else {}
    swept = sweeps.last(db, run.id) if run and program.may_match else None
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(summary(program, run, numbers, len(vain))),
        *([context(LAUNCHING)] if program.launching else []),
        *kept_in_vain(program.id, vain),
        *meanwhile(program, numbers),
        *entries(db, program, run, shown, now),
        *(narrowing(where) if run else []),
        *awaited(db, program),
        *letting_in(program, numbers),
        *turning(program, run, numbers, where, many),
        *([actions(undoing(program, run, swept))] if run and swept else []),
        *deciding(db, program),
        context("Nobody is told of a match before launch. Whom a mentee wished for stays between them and matching."),
    ]
    submit = "Show" if run else ""
    return Modal("program_matches", "Matches", blocks, submit=submit, close="Close", about=str(where))


def of_program(db: orm.Session, program: Program, where: Where) -> tuple[Sequence[Match], int]:
    """Return the matches that are looked at, and how many there are."""
    among = None if where.only == EVERYTHING else [Review(where.only)]
    return reviews.page(db, program.id, among=among, search=where.search, skip=where.skip, most=AT_ONCE)


def meanwhile(program: Program, numbers: Numbers) -> list[Block]:
    """Say that people came and went since the match was made, as long as it can be made again."""
    changed = since(numbers)
    if not changed or not program.may_match or program.matching_since:
        return []
    return [section(f"{changed} since this match was made. *Match again* goes by who takes part now.")]


def entries(
    db: orm.Session, program: Program, run: Run | None, shown: Sequence[Match], now: datetime
) -> Iterator[Block]:
    """Show some matches, each with all that its mentor carries: pairs from anywhere, and what stands of this run."""
    mentors = {match.mentor.id for match in shown}
    known = loads.of(db, program, now, mentors) if run else {}
    carried = reviews.carried(db, program.id, run.id, mentors) if run else {}
    parts = enrolments.parts(db, program.id, mentors | {match.mentee.id for match in shown})
    has = unmatched.elsewhere(db, program.id, {match.mentee.slack_id for match in shown})
    for match in shown:
        load = known.get(match.mentor.id)
        taken = carrying(load, carried.get(match.mentor.id, 0)) if load else ""
        gone = [each.slack_id for each in (match.mentee, match.mentor) if each.id not in parts]
        yield entry(match, taken, gone, program, has.get(match.mentee.slack_id, 0))


def carrying(load: Load, matched: int) -> str:
    """Say how many places of a mentor are taken, and whether a launch passes over them for now."""
    rests = ", takes nobody new now" if load.rests else ""
    return f"{load.carries + matched} of {counted(load.places, 'place')}{rests}"


def summary(program: Program, run: Run | None, numbers: Numbers, in_vain: int) -> str:
    """Say how many there are of each; who has none, and that none is better, only as long as there can be another."""
    people = f"{counted(numbers.mentees, 'mentee')}, {counted(numbers.places, 'free place')}."
    if run is None:
        return f"No match was made yet. {people}"
    vain = f" {in_vain} of those kept together can't be matched." if in_vain else ""
    told = (
        f"{numbers.proposed} to review, {numbers.approved} approved, {numbers.rejected} rejected, "
        f"{numbers.launched} launched, {numbers.failed} that couldn't be."
    )
    without = f" {numbers.unmatched} without a match."
    return f"{told}{without}{vain}{proven(run, numbers)}" if program.may_match else told


def proven(run: Run, numbers: Numbers) -> str:
    """Say that there is no better match, or how much better one could be, as long as this one stands as computed."""
    told, is_changed = run.certificate, run.certificate.get(BY_HAND) or numbers.rejected or numbers.failed
    if not told.get("proven"):
        says_nothing = is_changed or told.get("way") != Way.BEST or told["total"] == told["bound"]
        such = f"Its points come to {told.get('total')}, and those of no such match to more than {told.get('bound')}."
        return "" if says_nothing else f" Not proven to be the best. {such}"
    if is_changed:
        return " As computed, no match reached more people, and none of those was better; it was changed since."
    return " No match reaches more people, and none of those is better."


def entry(match: Match, taken: str, gone: Sequence[str], program: Program, has: int = 0) -> Block:
    """Show one match: who, why, what is missing, how much the mentor carries, and who takes part no more."""
    kept = ", kept together" if match.locked else ""
    load = taken if match.review in OPEN else ""
    elsewhere = f"has {counted(has, 'mentor')} outside this program" if has and match.review in OPEN else ""
    left = f"{listed(map(mention, gone))} left since" if gone and match.review in OPEN else ""
    caveat = f"Not taught: {escape(listed(match.missing))}" if match.missing else ""
    why = escape(in_a_row([each for each in match.reasons if each not in WISHED]))
    points = counted(match.points, "point")
    facts = " · ".join(part for part in (why, caveat, left, elsewhere, load, points) if part)
    both = f"*{mention(match.mentee.slack_id)} with {mention(match.mentor.slack_id)}*"
    acts = [(label, f"{act}:{match.id}:{match.mentor.id}:{match.review}") for label, act in menu(match, program)]
    told = f"{both} ({STANDS[match.review]}{kept})\n{facts}"
    return section(told, overflow("match_menu", acts) if acts else None)


def menu(match: Match, program: Program) -> tuple[tuple[str, str], ...]:
    """Return what can be done about a match where it stands."""
    if not program.may_match or match.review not in MENU:
        return ()
    acts = MENU[match.review]
    if match.locked:
        acts = (*(each for each in acts if each[1] != "lock"), UNLOCK)
    return (*acts, OTHER) if match.review in OPEN else acts


def narrowing(where: Where) -> list[Block]:
    """Offer to look at some of them only."""
    which = [option(label, name) for name, label in FILTERS.items()]
    words = text_input(initial=where.search, most=SEARCH_MAX, placeholder="A name")
    return [
        field_of("only", "Which", choice("static_select", which, chosen=where.only)),
        field_of("search", "With this name", words, optional=True),
    ]


def awaited(db: orm.Session, program: Program) -> list[Block]:
    """Say how many mentees have chosen, as long as that is waited for, and let the others be reminded."""
    if program.choosing_until is None or program.matching_since:
        return []
    tally = choices.tally(db, program.id)
    told = f"*Mentees choose* until {moment(program.choosing_until)}: {choosing.so_far(tally)} Matching ends it."
    label = f"Remind the other {tally.silent}"
    remind = [button(label, "remind_to_choose", program.id, says="Remind mentees to choose")] if tally.silent else []
    return [section(told), actions(*remind, button("Look again", "program_matches", program.id))]


def letting_in(program: Program, numbers: Numbers) -> list[Block]:
    """Say what matching waits for, and offer what lets people in."""
    if program.step in BEFORE and not program.may_match:
        return [section("People are matched once enrolment is over: the program's page takes it there, step by step.")]
    if not program.may_match or (numbers.mentees and numbers.mentors):
        return []
    told = "There has to be at least one mentee and one mentor who takes part before anybody is matched."
    if program.takes_people:
        return [section(f"{told} People can take part now: a table or an announcement on the program's page helps.")]
    undo, late = back(program), latecomers(program)
    also = "take the last step back to open enrolment again, or " if undo else ""
    return [section(f"{told} To let people in, {also}let latecomers in."), actions(*undo, *late)]


def turning(program: Program, run: Run | None, numbers: Numbers, where: Where, many: int) -> list[Block]:
    """Offer other pages, matching, and approving the rest."""
    after, before = replace(where, skip=where.skip + AT_ONCE), replace(where, skip=max(0, where.skip - AT_ONCE))
    turns = [
        *([button("Before", "matches_before", before)] if where.skip else []),
        *([button("After", "matches_after", after)] if many > after.skip else []),
        button("Back to the program", "open_program", program.id),
        *alone(program, numbers),
        *([button("As a table", "matches_table", program.id, says="Get the matches as a table")] if run else []),
    ]
    if program.matching_since:
        return [actions(button("Look again", "program_matches", program.id), *turns)]
    if not program.may_match:
        return [actions(*turns)]
    if not numbers.mentees or not numbers.mentors:
        return [actions(*turns)]
    again = confirm("Match again?", "What is kept together stays. All else may change, approved or not.", "Match")
    make = button("Match again" if run else "Match", "match_now", program.id, confirm=again if run else None)
    rest = button(f"Approve the other {numbers.proposed}", "approve_rest", program.id, style="primary")
    name = button(
        "Let mentees choose first", "name_mentors", program.id, says="Name three mentors to each mentee first"
    )
    several = button("Several at once", "several_matches", program.id, says="Approve or reject several matches at once")
    more = [*([rest] if numbers.proposed else []), *([several] if run else [])]
    return [actions(make, *more, *([] if program.choosing_until else [name])), actions(*turns)]


def alone(program: Program, numbers: Numbers) -> list[Block]:
    """Lead to those without a match, as long as there can be one for them."""
    return [button("Without a match", "unmatched", program.id)] if numbers.unmatched and program.may_match else []


def deciding(db: orm.Session, program: Program) -> list[Block]:
    """Offer to decide by a table, and to take the last one back."""
    if not program.may_match or program.matching_since:
        return []
    last = decided.last(db, program.id)
    sure = confirm("Take it back?", "What the last table decided doesn't count any more.", "Take it back")
    about = SEPARATOR.join(map(str, (program.id, last[0]))) if last else ""
    undo = [button(f"Undo the last table ({last[1]})", "undo_decisions", about, confirm=sure)] if last else []
    table = button("Decide by table", "decide_by_table", program.id, says="Bring locks and wishes as a table")
    return [actions(table, *undo)]


def undoing(program: Program, run: Run, swept: Last) -> Block:
    """Offer to take back what was decided about many at once."""
    about = SEPARATOR.join(map(str, (program.id, run.id, swept.number)))
    told = "1 match goes" if swept.matches == 1 else f"{swept.matches} matches go"
    sure = confirm("Take it back?", f"{told} back to where they stood before.", "Take it back")
    return button(f"Undo the last change of {swept.matches} at once", "undo_several", about, confirm=sure)
