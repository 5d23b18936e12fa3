"""Cohorts: what each step of a program does, who is told, and how approved matches are brought to people."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import orm

from bot import choosing, leadership, letterbox, lone, moved_ends, pairings
from bot.arrivals import THEN
from bot.blocks import Block, Message, actions, button, counted, escape, listed, message
from bot.mentoring import closings
from bot.mentoring.enrolments import Numbers, Part, Review
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import RHYTHMS, Pair
from bot.mentoring.people import Person
from bot.mentoring.program_rules import Rules
from bot.mentoring.programs import CLOSES_BEFORE_END, Program, Step
from bot.mentoring.refusals import Refusal
from bot.mentoring.topics import words
from bot.parting import PROPOSAL
from bot.store import (
    audits,
    brakes,
    enrolments,
    last_days,
    outcomes_of_programs,
    program_numbers,
    programs,
    reviews,
)
from bot.store.reviews import Match

LAUNCHED_AT_ONCE = 20
"""Matches in one go and one transaction: what is interrupted is at most so much, and is done again."""
THE_CLOCK = "clock"
HELD_BACK = f"Everybody is asked once {THEN}: right now they are held back."
IN_WORDS = {
    Step.DRAFT: "draft",
    Step.ENROLMENT: "enrolment",
    Step.MATCHING: "matching",
    Step.LAUNCH: "launch",
    Step.MIDPOINT: "midpoint",
    Step.CLOSE: "close",
    Step.ARCHIVE: "archive",
}
WHAT_IT_DOES = {
    Step.ENROLMENT: "People can take part from then on.",
    Step.MATCHING: "Nobody new can take part then, and you can match, as often as you like. Nobody is told.",
    Step.LAUNCH: "You launch it yourself; only then both of each approved match are asked.",
    Step.MIDPOINT: "Half of the time is over. Nothing changes for the pairs.",
    Step.CLOSE: "Each pair that has met is asked how it would like to go on: wrap up, extend, or meet now and then.",
    Step.ARCHIVE: "Pairs that live go on by themselves. Wishes, proposals and the list of people are deleted.",
}


def take(db: orm.Session, program: Program, to: Step, now: datetime, by: Person | None = None) -> None:
    """Take a program's next step, with everything that belongs to it; without `by`, because its day has come."""
    choosing.end(db, program, now)
    program.go(to, now)
    if to is Step.LAUNCH:
        launch(db, program, now)
    elif to is Step.CLOSE:
        program.ends_on = program.ends_on or (now + CLOSES_BEFORE_END).date()
        plan_ends(db, program, now, program.ends_at)
        program.look_again(now)
        if not program.launching:  # the end of a launch tells whom it brought nobody
            lone.tell(db, program, now)
    elif to is Step.ARCHIVE:
        program.report = outcomes_of_programs.report(db, program, now)
        lone.tell(db, program, now)
        enrolments.forget(db, program.id)
        reviews.forget(db, program.id)
    audits.note(db, by.slack_id if by else THE_CLOCK, f"step_{to}", f"program:{program.id}", now, program=program.id)
    if by is None:
        tell(db, program, "program_step", f"{to}", happened(program, program_numbers.of(db, program, now)), now)


def foretell(db: orm.Session, program: Program, step: Step, now: datetime) -> None:
    """Tell the leads that a step is near, while it can still be put off."""
    words = near(program, step, program_numbers.of(db, program, now))
    tell(db, program, "program_near", program.named(step), words, now)
    program.foretold(step, now)


def launch(db: orm.Session, program: Program, now: datetime) -> None:
    """Begin to bring what is approved now to its people; one that is on its way goes on as it was confirmed."""
    if program.launching:
        return
    program.launch(now)
    reviews.confirm(db, program.id)


def launch_some(db: orm.Session, program: Program, now: datetime) -> int:
    """Propose some of the confirmed matches to their two people; what can't be by now is left out and counted.

    That is what a rule forbids, and whoever has left the program since the match was made, or takes nobody new now.
    """
    several = reviews.to_launch(db, program.id, LAUNCHED_AT_ONCE)
    parts = enrolments.parts(db, program.id, [each.id for match in several for each in (match.mentor, match.mentee)])
    brought = list[str]()
    for match in several:
        pair = propose(db, program, match, now) if can_be(match, parts, now) else None
        reviews.launched(db, match, pair)
        brought += [match.mentee.slack_id] if pair else []
    lone.found(db, program, brought, now)
    if not several and program.launching:
        program.launching = False
        program.look_again(now)
        lone.tell(db, program, now)
        later = program_numbers.of(db, program, now).approved
        words = launched(program, reviews.confirmed(db, program.id), later, is_held=is_held(db, program))
        tell(db, program, "program_launched", f"{now:%Y%m%d%H%M%S%f}", words, now)
    return len(several)


def is_held(db: orm.Session, program: Program) -> bool:
    """Tell whether a lead's hold keeps whoever is asked in this program from reading it."""
    return brakes.is_held(db, PROPOSAL, program=program.id)


def can_be(match: Match, parts: Mapping[int, Part], now: datetime) -> bool:
    """Tell whether both still take part in the program as what they were matched as, and the mentor takes somebody."""
    mentor, mentee = parts.get(match.mentor.id), parts.get(match.mentee.id)
    take_part = mentor is not None and mentor.teaches and mentee is not None and mentee.learns
    return take_part and not match.mentor.rests_at(now)


def propose(db: orm.Session, program: Program, match: Match, now: datetime) -> int | None:
    """Propose two people to each other; None when they can't be a pair any more."""
    try:
        pair = pairings.propose(db, match.mentor, match.mentee, met_for(match.mentor, match.mentee), None, now)
    except Refusal:
        return None
    pair.program_id, pair.rhythm, pair.customs = program.id, RHYTHMS[program.rules.rhythm], program.rules.customs
    db.flush()
    return pair.id


def met_for(mentor: Person, mentee: Person) -> str:
    """Say what two are matched for: what the mentee looks for and the mentor teaches, else what they look for."""
    taught = {word for topic in mentor.topics for word in words(topic)}
    shared = [want for want in mentee.wants if taught.intersection(words(want))]
    return listed((shared or mentee.wants)[:3])


def adopt(db: orm.Session, program: Program, rules: Rules, now: datetime) -> int:
    """Let these rules hold, and return for how many pairs something changes; those are looked at anew."""
    before, program.settings = program.rules.customs, rules.check().plain()
    customs = program.rules.customs
    return outcomes_of_programs.adopt(db, program.id, customs, now) if customs != before else 0


def plan_ends(db: orm.Session, program: Program, now: datetime, was: datetime | None = None) -> int:
    """Plan the program's end for its pairs that have none, or had the one before; return for how many that is news.

    Who chose another keep theirs, also where they chose to have none, and so do two who have both answered and wrap
    up, unless the program ends sooner. As the program begins to close, they are asked how to go on as well, however
    much of their own time is left; with another end, when it would begin to. Where the last question is open, what
    they answer ends it, on its own day; whoever was asked before hears of the new end.
    """
    ends, closes = program.ends_at, program.moment_of(Step.CLOSE)
    from_then = now if was == ends or closes is None else max(now, closes)
    asked_from = from_then if program.step is Step.CLOSE else None
    open_ = [pair for pair in outcomes_of_programs.live(db, program.id) if pair.closing_since is None]
    chose_none = last_days.left_open(db, [pair.id for pair in open_])
    wrap_up = moved_ends.both_wrap_up(db, open_) if was != ends else frozenset[int]()
    meant = [
        pair
        for pair in open_
        if pair.term_ends_at in {None, was}
        and pair.id not in chose_none
        and not (pair.id in wrap_up and moved_ends.is_later(pair, ends))
    ]
    asked = {pair for pair in meant if pair.winds_down_as_planned}
    news = {pair for pair in meant if pair.term_ends_at != ends}
    planned = [pair for pair in meant if plan_end(pair, ends, asked_from, now)]
    if was is not None and was != ends:
        moved_ends.tell(db, (pair for pair in planned if pair in asked), was, asked_from, now)
    return len(news.intersection(planned))


def plan_end(pair: Pair, ends: datetime | None, asked_from: datetime | None, now: datetime) -> bool:
    """Plan a pair's end, if that can be planned where it stands."""
    try:
        closings.agree_on_end(pair, ends, now, asked_from)
    except Refusal:
        return False
    return True


def tell(db: orm.Session, program: Program, kind: str, occasion: str, words: Message, now: datetime) -> None:
    """Write to everybody who leads the program."""
    for lead in leadership.leads_of(db, program.id):
        about = f"program{program.id}:{occasion}"
        letterbox.drop(db, lead.slack_id, kind, about, words, now, class_=Class.LEAD, workspace=program.workspace)


def due(db: orm.Session, number: int, now: datetime) -> int:
    """Do what a program's day brings: go on launching, take the step that is due, or tell of the one that is near."""
    program = programs.one(db, number, hold=True)
    if program is None or program.look_at is None or program.look_at > now:
        return 0
    if program.launching:
        return launch_some(db, program, now) or 1
    choosing.time_is_up(db, program, now)
    if step := program.is_due(now):
        take(db, program, step, now)
        return 1
    if step := program.is_near(now):
        foretell(db, program, step, now)
        return 1
    program.look_again(now)
    return 0


def near(program: Program, step: Step, numbers: Numbers) -> Message:
    """Say what is about to happen, what is missing, and how to put it off."""
    on = program.date_of(step)
    told = f"*{escape(program.name)}*: {IN_WORDS[step]} is planned for {on:%a} {on.day} {on:%B}." if on else ""
    alone = last_chance(program, step, numbers)
    lacks = [*lacking(program, numbers), *([alone] if alone else [])]
    return message(f"{told} {WHAT_IT_DOES.get(step, '')}", *lacks, opening(program))


def happened(program: Program, numbers: Numbers) -> Message:
    """Say which step was taken because its day had come."""
    told = f"*{escape(program.name)}* is at a new step: {IN_WORDS[program.step]}. {WHAT_IT_DOES.get(program.step, '')}"
    return message(told, *lacking(program, numbers), opening(program))


def launched(program: Program, became: Mapping[Review, int], later: int, *, is_held: bool) -> Message:
    """Say that everybody will be asked, each in their own hours or once that is let go, and who can't be.

    It tells of what became of the matches of this launch, and how many were approved later.
    """
    went_out, fell = became.get(Review.LAUNCHED, 0), became.get(Review.FAILED, 0)
    failed = f" {matches(fell)} couldn't be proposed any more." if fell else ""
    wait = "waits" if later == 1 else "wait"
    since = f" {matches(later)} approved since then {wait} for another launch." if later else ""
    told = f"*{escape(program.name)}*: {went_out} of {matches(went_out + fell)} launched.{failed}{since}"
    when = f"{HELD_BACK} Each" if is_held else "Everybody is asked in their own hours and"
    return message(f"{told} {when} answers alone; a pair begins once both say yes.", opening(program))


def matches(number: int) -> str:
    """Count matches."""
    return "1 match" if number == 1 else f"{number} matches"


def lacking(program: Program, numbers: Numbers) -> list[str]:
    """Say what is missing, in numbers."""
    return list(numbers.missing(program.rules)) if not program.was_launched else []


def last_chance(program: Program, step: Step, numbers: Numbers) -> str:
    """Say how many a step leaves without anybody, as nobody is matched after it; nothing of steps that leave none."""
    several = numbers.never_asked
    if step not in {Step.CLOSE, Step.ARCHIVE} or not program.may_match or not several:
        return ""
    was = "was" if several == 1 else "were"
    told = f"{counted(several, 'mentee')} {was} brought nobody and can't be after that, so launch before what shall be."
    return f"{told} Who hasn't heard yet hears then."


def opening(program: Program) -> Block:
    """Lead to the program."""
    return actions(button("Open the program", "open_program", program.id, says=f"Open the program {program.name}"))
