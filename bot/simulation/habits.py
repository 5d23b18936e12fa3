"""Habits: how people answer what they read, through the same verbs as the buttons under it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import orm

from bot import farewells
from bot.farewells import Parting
from bot.mentoring.answers import WORTH, Topic
from bot.mentoring.audits import DONE
from bot.mentoring.goals import CHECK_EVERY, Give, GiveState, Goal
from bot.mentoring.letters import Letter
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.simulation.cast import Couple, Turn
from bot.store import agreements, answers, goals, logbook, sessions
from handlers import pause, resume
from handlers.agree import settling
from handlers.book.news import Booked, tell
from scheduling.nudges.reciprocity import KIND as IDEA
from scheduling.nudges.reciprocity import number_of

ANSWERED_AFTER = timedelta(hours=2)
FIRST_AFTER = timedelta(days=8)
PAUSE = timedelta(weeks=4)
SOON = timedelta(days=7)
STEP = 25
TRIES = 3
MENTORS_TAP = frozenset({"agreement_proposed", "completed", "fit", "outcome", "pause_end", "redefine"})
TERMS = {"purpose": "To give a talk.", "length": "30", "between": "week", "confidence": "stays", "term": "review_6"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A person with a message in front of them, some time after it came."""

    db: orm.Session
    couple: Couple
    pair: Pair
    letter: Letter
    with_it: Collection[Letter]
    now: datetime

    @property
    def parts(self) -> tuple[Letter, ...]:
        """All that the message is about."""
        return (self.letter, *self.with_it)

    @property
    def is_mentee(self) -> bool:
        """Whether the mentee reads."""
        return self.letter.to == self.pair.mentee.slack_id


def is_tapped(letter: Letter, couple: Couple) -> bool:
    """Tell whether its reader taps such a letter at all: mentors only read what asks nothing of them."""
    is_asked = letter.class_ is Class.NUDGE or letter.kind in MENTORS_TAP
    return letter.to == couple.mentee.slack_id or is_asked


def answer(reading: Reading) -> None:
    """React as this person does, if they still react: mentees note what became of a session and book the next."""
    if not reading.pair.is_live or reading.couple.is_silent(reading.pair):
        return
    reading.letter.acknowledge(reading.now)
    if reading.couple.turn is Turn.DECLINE:
        decline(reading)
        return
    if reading.letter.kind == "pause_end":
        resume.welcome_both(reading.db, reading.pair, reading.letter.to, reading.now)
    for part in reading.parts:
        answer_alone(reading, part)
        if reading.is_mentee:
            answer_part(reading, part)


def answer_alone(reading: Reading, part: Letter) -> None:
    """Tap what each of the two is asked alone: they are content, and would like an agreement."""
    db, pair, now = reading.db, reading.pair, reading.now
    match part.kind:
        case "agreement_missing":
            settling.suggest(db, pair, part.to, TERMS, now)
        case "agreement_proposed":
            settling.say_yes(db, agreements.of(db, pair)[-1], part.to, now)
        case "fit" | "outcome":
            session = part.occasion.removesuffix("-again")
            answers.keep(db, pair, part.to, Topic.FIT, session, "good", now)
        case "pulse":
            occasion = part.occasion.removesuffix("-again")
            answers.keep(db, pair, part.to, Topic.PULSE, occasion, "4", now, item=WORTH)
        case "focus_review":
            answers.keep(db, pair, part.to, Topic.FOCUS, part.occasion, "same", now)
        case "redefine":
            farewells.part(db, pair, part.to, Parting.DONE, now)
        case "audit":
            occasion = part.occasion.removesuffix("-again")
            answers.keep(db, pair, part.to, Topic.AUDIT, occasion, "yes", now, item=DONE)
        case _:
            return


def answer_part(reading: Reading, part: Letter) -> None:
    """Tap one of the buttons that belong to one thing a message is about."""
    db, pair, now = reading.db, reading.pair, reading.now
    match part.kind:
        case "introduction":
            book_next(reading, pair.started_at.date() + FIRST_AFTER)
        case "outcome":
            met(reading)
        case "welcome_back":
            book_next(reading, now.date() + SOON)
        case "goal_setup":
            set_goal(reading)
        case "goal_check" | "goal_stale":
            for goal in goals.open_of(db, pair.mentee):
                goal.advance(min(goal.progress + STEP, 75), now)
        case kind if kind == IDEA:
            idea = number_of(part.occasion)
            give = Give(
                workspace=pair.workspace, pair=pair, giver=pair.mentee, idea=idea, state=GiveState.PLANNED, at=now
            )
            db.add(give)
        case _:
            return


def decline(reading: Reading) -> None:
    """Let a mentor stop whatever can be stopped, and a mentee find three dates for nothing."""
    db, pair, now = reading.db, reading.pair, reading.now
    if not reading.is_mentee:
        for part in reading.parts:
            if part.class_ is Class.NUDGE:
                pair.mentor.stop(part.kind)
        return
    kinds = {part.kind for part in reading.parts}
    if "outcome" in kinds and (planned := sessions.booked(db, pair)):
        logbook.missed(db, planned, now)
    if kinds & {"introduction", "outcome"} and pair.missed_in_a_row < TRIES:
        book_next(reading, (now + FIRST_AFTER).date())


def met(reading: Reading) -> None:
    """Note that the session took place, and go on: with a date, a break, or a last session and a farewell."""
    db, couple, pair, now = reading.db, reading.couple, reading.pair, reading.now
    planned = sessions.booked(db, pair)
    if planned is None:
        return
    session, _ = logbook.held(db, pair, pair.mentee, planned.on, now, planned.minutes)
    turns_now = pair.held == couple.sessions
    if turns_now and couple.turn is Turn.PAUSE:
        pause.begin(db, pair, pair.mentor, (now + PAUSE).date(), now)
    elif turns_now and couple.turn is Turn.END:
        farewells.begin(db, pair, pair.mentee.slack_id, now)
        book_next(reading, session.on + pair.rhythm)
    elif not couple.is_silent(pair) and pair.meets:
        book_next(reading, session.on + pair.rhythm)


def book_next(reading: Reading, not_before: date) -> None:
    """Set the next date, on a working day, and let the mentor know."""
    db, pair, now = reading.db, reading.pair, reading.now
    hours, clock = pair.mentee.hours, reading.couple.clock
    on = hours.local(hours.opening(hours.at(not_before, clock))).date()
    session = logbook.book(db, pair, pair.mentee, on, clock, now)
    booked = Booked(pair=pair, session=session, is_new=True, moved_from=None)
    tell(db, booked, pair.mentee.slack_id, "", "", now)


def set_goal(reading: Reading) -> None:
    """Word a goal."""
    pair, now = reading.pair, reading.now
    goal = Goal(
        workspace=pair.workspace,
        owner=pair.mentee,
        pair=pair,
        text="Give a talk to another team",
        due_on=(now + 6 * CHECK_EVERY).date(),
        created_at=now,
        updated_at=now,
    )
    reading.db.add(goal)
    pair.mentee.look_at = now
