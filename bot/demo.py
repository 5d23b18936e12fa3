"""A company with some life in it, so that whoever tries the bot finds mentors, and time has something to bring."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import orm

from bot.mentoring.goals import Goal
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person, Standing
from bot.mentoring.sessions import Note, Outcome, Session
from bot.store import pairs, people
from bot.store.database import Database

MENTORS_FROM_LEVEL = 4
OFFERING = 5
"""Four of five people who could mentor do; the others are for the visitor to become."""


class Colleague(Protocol):
    """Somebody in the company, as anybody may read them."""

    @property
    def id(self) -> str:
        """Their Slack id."""

    @property
    def name(self) -> str:
        """What Slack shows of them, empty where that is their full name."""

    @property
    def real_name(self) -> str:
        """What they are called."""

    @property
    def title(self) -> str:
        """What they do."""

    @property
    def department(self) -> str:
        """Where they belong."""

    @property
    def level(self) -> int:
        """How far along they are."""

    @property
    def manager(self) -> str | None:
        """Whom they report to."""

    @property
    def tz(self) -> str:
        """Where their day is."""

    @property
    def skills(self) -> tuple[str, ...]:
        """What they could teach."""

    @property
    def wants(self) -> tuple[str, ...]:
        """What they would like to learn."""

    @property
    def languages(self) -> tuple[str, ...]:
        """What they speak."""

    @property
    def is_guest(self) -> bool:
        """Whether they are a guest."""

    @property
    def is_bot(self) -> bool:
        """Whether they are a bot."""

    @property
    def is_admin(self) -> bool:
        """Whether they run the workspace."""

    @property
    def deleted(self) -> bool:
        """Whether they have left."""


def settle(
    database: Database, workspace: str, colleagues: Iterable[Colleague], newcomers: frozenset[str], now: datetime
) -> None:
    """Let the company move in: mentors who offer, reporting lines, and one pair under way. Newcomers stay outside."""
    with database.begin(workspace) as db:
        everybody = [_move_in(db, workspace, each, now) for each in colleagues if not each.is_bot]
        db.flush()
        members = [person for person in everybody if person.standing is Standing.MEMBER]
        candidates = [person for person in members if (person.level or 0) >= MENTORS_FROM_LEVEL and person.topics]
        for number, person in enumerate(candidates):
            if person.slack_id not in newcomers and number % OFFERING:
                _offer(db, person, 1 + number % 2, now)
        for person in everybody:
            if not person.is_mentor:
                person.topics = ()
        _pair_under_way(db, members, newcomers, now)


def _move_in(db: orm.Session, workspace: str, colleague: Colleague, now: datetime) -> Person:
    standing = Standing.GONE if colleague.deleted else Standing.GUEST if colleague.is_guest else Standing.MEMBER
    person = Person(
        workspace=workspace,
        slack_id=colleague.id,
        name=colleague.name or colleague.real_name,
        real_name=colleague.real_name,
        timezone=colleague.tz,
        title=colleague.title,
        department=colleague.department,
        level=colleague.level,
        manager=colleague.manager,
        manager_by_table=colleague.manager,
        languages=colleague.languages,
        standing=standing,
        is_admin=colleague.is_admin,
        topics=colleague.skills,
        wants=colleague.wants,
        seen_at=now,
    )
    db.add(person)
    return person


def _offer(db: orm.Session, person: Person, room: int, now: datetime) -> None:
    person.offer(person.topics, room, now)
    person.welcomed_at = now
    people.index(db, person)


def _pair_under_way(db: orm.Session, members: list[Person], newcomers: frozenset[str], now: datetime) -> None:
    """Let two people have met twice, the last time a good fortnight ago, with a goal and a takeaway."""
    free = [person for person in members if person.slack_id not in newcomers]
    mentor = next(person for person in free if person.is_mentor)
    in_line = people.line_of(db, mentor.slack_id)
    mentee = next(
        each
        for each in free
        if not each.is_mentor and each.department != mentor.department and each.slack_id not in in_line
    )
    mentee.join(now)
    mentee.welcomed_at = now
    began = now - timedelta(days=40)
    pair = pairs.make(db, mentor, mentee, f"Getting better at {mentor.topics[0]}", began)
    for days_ago in (30, 16):
        _met(db, pair, now - timedelta(days=days_ago), now)
    goal = Goal(
        workspace=pair.workspace,
        owner=mentee,
        pair=pair,
        text=f"Try what I learn about {mentor.topics[0]} on one piece of real work",
        measure="one piece of work my team has seen",
        due_on=(now + timedelta(days=80)).date(),
        created_at=began,
        updated_at=now - timedelta(days=16),
        progress=25,
    )
    db.add(goal)
    mentee.look_at = now


def _met(db: orm.Session, pair: Pair, at: datetime, now: datetime) -> None:
    was = pair.lifecycle
    pair.meet(at, now)
    session = Session(
        workspace=pair.workspace,
        pair=pair,
        at=at,
        on=at.date(),
        outcome=Outcome.HELD,
        by=pair.mentee,
        noted_at=at,
    )
    db.add(session)
    db.flush()
    words = "Start with the question the room came with."
    db.add(Note(workspace=pair.workspace, session=session, author=pair.mentee, text=words, shared=False, written_at=at))
    pairs.record(db, pair, was, by=pair.mentee.slack_id, cause="met", now=now)
