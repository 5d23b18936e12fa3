"""Whatever people, time, leads and contacts do in whatever order: the rows of every pair keep to the rules."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import orm

from bot import farewells, pairings, reorganized, safety
from bot.mentoring.lifecycles import LIVE, OPEN, Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import SAME_SESSION
from bot.store import letters, logbook, pairs, people, vitals
from bot.store.database import Database
from bot.store.schema import metadata
from bot.store.tables.pairs import pairs as rows
from handlers import end, pause, resume
from scheduling import lapses, rounds
from tests.examples import TEAM
from tests.halfyear.history import gaps
from tests.scheduling.mailroom import Mailroom

DAY = timedelta(days=1)
MENTORS, MENTEES = ("UMEI", "UJONAS"), ("UADA", "UNOOR", "UINES")
Act = Callable[[orm.Session, Pair, str, datetime], Any]


def met(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    logbook.held(db, pair, pair.person(by), pair.person(by).hours.local(now - 2 * SAME_SESSION).date(), now)


def books(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    logbook.plan(db, pair, pair.person(by), now + 9 * DAY, now)


def pauses(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    pause.begin(db, pair, pair.person(by), (now + 20 * DAY).date(), now)


def ends(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    end.part(db, pair, by, "other", now)


def resumes(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    resume.go_on(db, pair, by, now)


ACTS: dict[str, Act] = {
    "meets": met,
    "books": books,
    "pauses": pauses,
    "resumes": resumes,
    "holds": lambda db, pair, _, now: safety.hold(db, pair, "hold", now, known_to=()),
    "shares a line": lambda db, pair, _, now: reorganized.hold(db, pair, now),
    "shares none": lambda db, pair, _, now: reorganized.let_go_on(db, pair, now),
    "wraps up": farewells.begin,
    "is done": lambda db, pair, by, now: farewells.part(db, pair, by, farewells.Parting.DONE, now),
    "goes on now and then": lambda db, pair, by, now: farewells.part(db, pair, by, farewells.Parting.NOW_AND_THEN, now),
    "ends": ends,
}


class Lives(RuleBasedStateMachine):
    """Two mentors and three people who look for one, to whom anything may happen at any time."""

    def __init__(self) -> None:
        super().__init__()
        database = Database("sqlite://")
        metadata.create_all(database.engine)
        self.room = Mailroom(database)

    def teardown(self) -> None:
        self.room.database.close()

    @rule(mentor=st.sampled_from(MENTORS), mentee=st.sampled_from(MENTEES))
    def a_request_is_accepted(self, mentor: str, mentee: str) -> None:
        self.tries(lambda db, now: pairs.make(db, *self.two(db, mentor, mentee), "sql", now))

    @rule(mentor=st.sampled_from(MENTORS), mentee=st.sampled_from(MENTEES))
    def a_lead_proposes_and_both_accept(self, mentor: str, mentee: str) -> None:
        def propose(db: orm.Session, now: datetime) -> None:
            pair = pairings.propose(db, *self.two(db, mentor, mentee), "sql", "UINES", now)
            for who in (mentor, mentee):
                pairings.say(db, pair, who, pairings.YES, now)

        self.tries(propose)

    @rule(which=st.integers(0, 9), act=st.sampled_from(sorted(ACTS)), mentors=st.booleans())
    def somebody_acts(self, which: int, act: str, *, mentors: bool) -> None:
        def does(db: orm.Session, now: datetime) -> None:
            several = pairs.everybodys(db)
            if several:
                pair = several[which % len(several)]
                ACTS[act](db, pair, pair.both[mentors].slack_id, now)

        self.tries(does)

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        self.room.clock.advance(days * DAY)
        lapses.pass_(self.room.database, self.room.clock())
        rounds.make(self.room.database, self.room.clock())

    def tries(self, act: Callable[[orm.Session, datetime], Any]) -> None:
        with suppress(Refusal), self.room.database.begin(TEAM) as db:
            act(db, self.room.clock())

    def two(self, db: orm.Session, mentor: str, mentee: str) -> tuple[Any, Any]:
        found = people.these(db, [mentor, mentee])
        return found[mentor], found[mentee]

    @invariant()
    def two_people_are_a_pair_once_and_no_mentor_has_too_many(self) -> None:
        with self.room.database.look(TEAM) as db:
            open_ones = db.scalars(sa.select(Pair).where(rows.c.lifecycle.in_(OPEN)).options(*pairs.BOTH)).all()
            couples = Counter(frozenset(one.slack_id for one in pair.both) for pair in open_ones)
            room = [pairs.room_of(db, people.these(db, [mentor])[mentor]) for mentor in MENTORS]
        assert not couples or max(couples.values()) == 1
        assert min(room) >= 0

    @invariant()
    def every_turn_is_a_row_that_follows_from_the_one_before(self) -> None:
        with self.room.database.look(TEAM) as db:
            everybody = db.scalars(sa.select(Pair).options(*pairs.BOTH)).all()
            turns = vitals.turns_of(db, [pair.id for pair in everybody])
        assert [gap for pair in everybody for gap in gaps(pair, turns[pair.id])] == []

    @invariant()
    def nothing_unasked_goes_out_about_a_pair_that_is_stopped_or_over(self) -> None:
        now = self.room.clock()
        with self.room.database.look(TEAM) as db:
            waiting = [each for each in letters.waiting(db, now) if each.class_ in {Class.NUDGE, Class.SERVICE}]
            true = rounds.still_true(db, waiting, now)
            pair_of = {pair.id: pair for pair in db.scalars(sa.select(Pair))}
            silent = [pair_of[each.pair_id] for each in waiting if each.id in true and each.pair_id]
        assert all(pair.lifecycle in LIVE - {Lifecycle.PAUSED, Lifecycle.DORMANT, Lifecycle.HOLD} for pair in silent)

    @invariant()
    def whoever_wants_to_end_it_can(self) -> None:
        with self.room.database.rehearsal(TEAM) as db:
            for pair in pairs.everybodys(db):
                end.part(db, pair, pair.mentee.slack_id, "unsaid", self.room.clock())
                assert not pair.is_live


Lives.TestCase.settings = settings(max_examples=5, stateful_step_count=12, deadline=None)
TestLives = Lives.TestCase
