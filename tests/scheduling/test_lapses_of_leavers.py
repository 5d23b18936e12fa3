"""Somebody's account is closed: their partner hears it kindly, and what only they could read is deleted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Standing
from bot.mentoring.sessions import Note
from bot.store import logbook, pairs, sessions
from scheduling import lapses
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_the_other_one_hears_of_it_once_and_private_notes_are_deleted(story: QuietStory) -> None:
    number = story.pairs()
    with story.database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA", hold=True)
        session, _ = logbook.held(db, pair, pair.mentee, MONDAY.date(), MONDAY)
        sessions.note(db, session, pair.mentee, "only mine", shared=False, now=MONDAY)
        sessions.note(db, session, pair.mentor, "for both", shared=True, now=MONDAY)
    story.changes("UADA", standing=Standing.GONE)

    assert [story.passes(DAY), story.passes(DAY)] == [1, 0]

    assert story.pair(number).lifecycle is Lifecycle.ENDED_LEFT
    assert "ada has left the workspace" in story.told("UMEI", "left")[0]
    assert story.told("UADA", "left") == []
    with story.database.look(TEAM) as db:
        assert [note.text for note in db.scalars(sa.select(Note))] == ["for both"]


def test_a_mentor_who_leaves_frees_the_mentee_to_look_on(story: QuietStory) -> None:
    story.pairs()
    story.changes("UMEI", standing=Standing.GONE)

    lapses.pass_(story.database, MONDAY)

    assert "has left the workspace" in story.told("UADA", "left")[0]
