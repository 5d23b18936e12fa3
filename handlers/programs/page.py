"""The page of a program: where it stands, in numbers, what is missing, what comes next, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import orm

from bot.blocks import (
    Block,
    Modal,
    actions,
    button,
    confirm,
    context,
    counted,
    dated,
    divider,
    escape,
    header,
    section,
)
from bot.cohorts import HELD_BACK, IN_WORDS, WHAT_IT_DOES, is_held, last_chance, matches
from bot.mentoring.enrolments import Numbers
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import LATE, MOVABLE, REVERSIBLE, STEPS, Kind, Program, Step
from bot.parting import PROPOSAL
from bot.store import outcomes_of_programs, program_numbers
from bot.store.program_numbers import Absent
from handlers.home.company import IN_A_WORD
from handlers.programs.finding import as_shown
from handlers.programs.reported import reported

KINDS = {Kind.COHORT: "Cohort", Kind.ALWAYS_ON: "Always on"}
GO_ON = {
    Step.ENROLMENT: "Open enrolment",
    Step.MATCHING: "Begin matching",
    Step.LAUNCH: "Launch",
    Step.MIDPOINT: "Go to midpoint",
    Step.CLOSE: "Begin to close",
    Step.ARCHIVE: "Archive",
}
SURE = {
    Step.LAUNCH: "Both people of every approved match are asked. This can't be taken back.",
    Step.CLOSE: (
        "Every pair that planned nothing else gets this program's end and, if the two have met, is asked how it would "
        "like to go on."
    ),
    Step.ARCHIVE: (
        "Kept: the name, the dates, counts, and what leads did. Deleted: the list of people, wishes and proposals. "
        "Pairs that live go on; their notes stay theirs."
    ),
}
CHOOSING = " Mentees may still choose: launching ends that, and what they answered since the last match won't count."
STATES = IN_A_WORD | {
    Lifecycle.PROPOSED: "Asked, not both have answered",
    Lifecycle.ACTIVE: "Under way",
    Lifecycle.REDEFINED: "Going on without a schedule",
    Lifecycle.ENDED_COMPLETED: "Complete",
    Lifecycle.ENDED_NO_FAULT: "Ended",
    Lifecycle.ENDED_LEFT: "Ended, as somebody left",
    Lifecycle.ENDED_BY_PROGRAM: "Ended by the program",
    Lifecycle.NEVER_STARTED: "Let go before a first session",
}
NEVER_CAME_ABOUT = "Didn't come about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A program with everything its page says."""

    program: Program
    numbers: Numbers
    states: dict[Lifecycle, int]
    unread: int
    """People who were proposed to somebody and couldn't read it yet."""
    declined: int
    """Pairs that were proposed and never came about; `states` knows them as never started."""
    absent: Absent
    ended_on: date | None
    is_held: bool = False
    """Whether a lead holds back what would be brought to its people."""


def look(db: orm.Session, program: Program, now: datetime) -> Shown:
    """Read what the page says."""
    db.flush()
    return Shown(
        program=program,
        numbers=program_numbers.of(db, program, now),
        states=outcomes_of_programs.states(db, program.id),
        unread=outcomes_of_programs.unread(db, program.id, PROPOSAL),
        declined=outcomes_of_programs.declined(db, program.id),
        absent=program_numbers.absent(db, program.id),
        ended_on=program.ends_on if program.ends_at and program.ends_at < now else None,
        is_held=is_held(db, program),
    )


def page(shown: Shown, told: str = "") -> Modal:
    """Show a program."""
    program = shown.program
    blocks: list[Block] = [
        *([section(told)] if told else []),
        header(program.name),
        context(" · ".join((KINDS[program.kind], *path(program)))),
        section("\n".join(f"• {line}" for line in facts(shown))),
        *([context(HELD_BACK)] if shown.is_held and shown.states.get(Lifecycle.PROPOSED) else []),
        *(
            context(line)
            for line in shown.numbers.missing(program.rules)
            if not (program.was_launched or program.is_over)
        ),
        *upcoming(program),
        divider(),
        *doing(shown),
        actions(button("All programs", "open_programs", says="Go back to all programs")),
    ]
    return Modal("program", "Program", blocks, close="Close", about=str(program.id))


def path(program: Program) -> list[str]:
    """Show the steps, with the one where it stands in bold."""
    return [f"*{IN_WORDS[step]}*" if step is program.step else IN_WORDS[step] for step in STEPS[program.kind]]


def facts(shown: Shown) -> list[str]:
    """Say how it stands, in numbers."""
    program, numbers = shown.program, shown.numbers
    if program.report is not None:
        return reported(program.report)
    people = f"{counted(numbers.mentees, 'mentee')} and {counted(numbers.mentors, 'mentor')}"
    told = [f"{people}, with {counted(numbers.places, 'free place')}"]
    told += [f"{numbers.wished} of {counted(numbers.mentees, 'mentee')} named mentors they wish for"] * bool(
        numbers.mentees and numbers.wished is not None
    )
    told += missed(shown.absent)
    if numbers.proposed or numbers.to_launch or numbers.rejected:
        told.append(
            f"Matches: {numbers.proposed} to review, {numbers.approved} approved, {numbers.rejected} rejected, "
            f"{numbers.launched} launched, {numbers.failed} that couldn't be"
        )
        told += [f"{numbers.unmatched} without a match"] * program.may_match
    told += [f"{since(numbers)} since the last match was made"] if since(numbers) and program.may_match else []
    return told + standing(shown.states, shown.declined, shown.unread)


def standing(states: Mapping[Lifecycle, int], declined: int, unread: int) -> list[str]:
    """Say how many pairs stand how; what was only ever proposed is told apart from what was let go."""
    several = {STATES[state]: number for state, number in states.items()}
    let_go = several.pop(STATES[Lifecycle.NEVER_STARTED], 0) - declined
    several |= {STATES[Lifecycle.NEVER_STARTED]: let_go, NEVER_CAME_ABOUT: declined}
    also = {STATES[Lifecycle.PROPOSED]: f"; {counted(unread, 'person')} still to be asked"} if unread else {}
    return [f"{name}: {counted(number, 'pair')}{also.get(name, '')}" for name, number in several.items() if number]


def missed(absent: Absent) -> list[str]:
    """Say how many on the list are expected still, and how many aren't any more."""
    yet, gone = absent
    have = "hasn't" if yet == 1 else "haven't"
    takes = "takes" if gone == 1 else "take"
    return [
        *([f"{yet} on the list {have} joined mentoring yet: the button under an announcement lets them"] * bool(yet)),
        *(
            [f"{gone} on the list {takes} part no more: they left, or their account is closed or a guest's"]
            * bool(gone)
        ),
    ]


def since(numbers: Numbers) -> str:
    """Say how many came and went since the last match was made; nothing if nobody did."""
    changed = ((numbers.joined_since, "joined"), (numbers.left_since, "left"))
    return " and ".join(f"{many} {did}" for many, did in changed if many)


def upcoming(program: Program) -> list[Block]:
    """Say what comes next, when, and what it does."""
    step = program.next_step
    if step is None:
        return []
    on = program.date_of(step)
    when = f"on {dated(on)}" if on else "when you say so"
    return [section(f"*Next: {IN_WORDS[step]}*, {when}. {WHAT_IT_DOES.get(step, '')}")]


def doing(shown: Shown) -> list[Block]:
    """Offer what can be done where it stands."""
    program, about, rows = shown.program, shown.program.id, []
    if moves := moving(shown):
        rows.append(actions(*moves))
    look_in = [
        button("People", "program_people", about, says="See who takes part"),
        button("Matches", "program_matches", about, says="Make and review matches"),
        button("Take in a table", "open_import", about, says="Take people in from a table"),
        button("Announce", "open_announce", about, says="Tell people about this program"),
        button("What leads did", "program_audit", about, says="See what leads of this program did"),
    ]
    if program.is_over:
        return [*rows, actions(look_in[-1], certifying(shown))]
    settings = [
        button("Dates", "program_dates", about, says="Plan the dates"),
        button("Rules", "program_rules", about, says="Set how people are matched and pairs begin"),
        button("Reminders", "program_numbers", about, says="Set when pairs are reminded and looked after"),
        button("Who leads", "program_leads", about, says="See and name who leads this program"),
    ]
    thanks = [certifying(shown)] if program.step is Step.CLOSE else []
    return [*rows, actions(*look_in, *thanks), actions(*settings)]


def certifying(shown: Shown) -> Block:
    """Offer to send certificates, and say before what they tell: whoever has one gets no other."""
    until = dated(shown.ended_on) if shown.ended_on else "today"
    told = f"Everybody who met somebody here gets one, once. It tells what they did until {until}; no more later."
    sure = confirm("Send certificates?", told, "Send them")
    return button("Send certificates", "send_certificates", shown.program.id, confirm=sure)


def moving(shown: Shown) -> list[Block]:
    """Offer the next step, the one before, and a week more."""
    program, numbers = shown.program, shown.numbers
    step, about, moves = program.next_step, program.id, []
    if step is Step.LAUNCH and not numbers.approved:  # there is something to do before
        moves.append(button("Make and review matches", "program_matches", about, style="primary"))
    elif step:
        sure_of = f"{SURE.get(step, '')} {last_chance(program, step, numbers)}".strip()
        told = launching(shown) if step is Step.LAUNCH else sure_of
        sure = confirm(f"{GO_ON[step]}?", told, GO_ON[step]) if told else None
        label = GO_ON[step] if step is not Step.LAUNCH else f"Launch {matches(numbers.approved)}"
        style = "primary" if step is not Step.ARCHIVE else ""
        value = as_confirmed(about, numbers) if step is Step.LAUNCH else f"{about}:{step}"
        moves.append(button(label, "program_step", value, style=style, says=GO_ON[step], confirm=sure))
    if program.launching:
        moves.append(button("Look again", "open_program", about, says="See how many were asked by now"))
    elif may_launch_more(program) and numbers.approved:
        sure, value = confirm("Launch?", launching(shown), "Launch"), as_confirmed(about, numbers)
        moves.append(button(f"Launch {matches(numbers.approved)}", "program_launch", value, confirm=sure))
    moves += [*latecomers(program), *back(program)]
    if step in MOVABLE and program.date_of(step):
        as_it_is = as_shown(about, step, program.date_of(step))
        moves.append(button("Put off by a week", "program_later", as_it_is, says="Put off the next step by a week"))
    return moves


def launching(shown: Shown) -> str:
    """Say what a launch does and when, and what it ends: mentees who were asked to choose may have days left for it."""
    choosing, resting = CHOOSING if shown.program.choosing_until else "", shown.numbers.resting
    are, mentors = ("is", "its mentor takes") if resting == 1 else ("are", "their mentors take")
    left = f" {resting} {are} left out, as {mentors} nobody new now." if resting else ""
    held = f" {HELD_BACK}" if shown.is_held else ""
    return f"{shown.numbers.approved} approved. {SURE[Step.LAUNCH]}{held}{left}{choosing}"


def as_confirmed(about: int, numbers: Numbers) -> str:
    """Write how many matches a launch is confirmed for."""
    return f"{about}:{Step.LAUNCH}:{numbers.approved}"


def latecomers(program: Program) -> list[Block]:
    """Offer to let people in after enrolment, or nobody any more."""
    if program.step not in LATE:
        return []
    label, join = ("Let nobody new in", "no") if program.takes_late else ("Let latecomers in", "yes")
    says = f"{label}: people may take part after enrolment"
    return [button(label, "program_latecomers", f"{program.id}:{join}", says=says)]


def back(program: Program) -> list[Block]:
    """Offer to take the last step back, as long as that can be."""
    if program.step not in REVERSIBLE or program.was_launched:
        return []
    return [button("Take the last step back", "program_back", f"{program.id}:{program.step}")]


def may_launch_more(program: Program) -> bool:
    """Tell whether what is approved now may be launched beside what was launched before."""
    return program.may_match and (program.kind is Kind.ALWAYS_ON or program.was_launched)


def line(program: Program, mentees: int, mentors: int) -> Block:
    """Show a program in a list."""
    told = f"*{escape(program.name)}*\n{KINDS[program.kind]} · {IN_WORDS[program.step]}"
    told += "" if program.is_over else f" · {counted(mentees, 'mentee')}, {counted(mentors, 'mentor')}"
    return section(told, button("Open", "open_program", program.id, says=f"Open the program {program.name}"))
