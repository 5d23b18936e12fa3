"""Copies: one letter to many readers, whom the database finds itself."""

from datetime import timedelta

import sqlalchemy as sa

from bot.mentoring.letters import Letter
from bot.store import copies, letters
from bot.store.copies import Crowd
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from bot.store.tables.people import people
from tests.examples import MONDAY, TEAM, ada, letter, mei, noor


def test_copies_say_to_each_the_words_meant_for_them_at_their_moment_once_and_here_alone(database: Database) -> None:
    words = letter(
        expires_at=MONDAY + timedelta(days=7), text='H\u00e9 "you"', occasion="7", key="news:", due_at=MONDAY
    )
    to_mentors = letter(text="For mentors", blocks=[{"type": "divider"}])
    apart = sa.bindparam("apart", type_=sa.Integer)
    everybody = sa.select(people.c.slack_id, people.c.id * 0 + apart, people.c.capacity > 0)
    for workspace in ("T2", TEAM):
        with database.begin(workspace) as db:
            db.add_all([ada(workspace=workspace), mei(workspace=workspace), noor(workspace=workspace)])
            letters.write(db, letter(workspace=workspace, key="news:UADA", text="before"))
    with database.begin(TEAM) as db:
        for seconds in (90, 30):
            copies.write(db, words, to_mentors, Crowd(everybody, {"apart": seconds}))

        before, mentor, new = db.scalars(sa.select(Letter).order_by(rows.c.to))

        assert (before.text, before.to) == ("before", "UADA")
        assert (mentor.to, mentor.key, mentor.text, mentor.blocks) == (
            "UMEI",
            "news:UMEI",
            to_mentors.text,
            to_mentors.blocks,
        )
        assert (new.to, new.key, new.text, new.blocks) == ("UNOOR", "news:UNOOR", words.text, words.blocks)
        for name in copies.SAME:
            assert getattr(new, name) == getattr(mentor, name) == getattr(words, name)
        assert new.due_at == mentor.due_at == MONDAY + timedelta(seconds=90)
        at_that_moment = sa.select(rows.c.to).where(rows.c.due_at == new.due_at).order_by(rows.c.to)
        assert db.scalars(at_that_moment).all() == ["UMEI", "UNOOR"]
    with database.begin("T2") as db:
        assert [kept.key for kept in db.scalars(sa.select(Letter))] == ["news:UADA"]
