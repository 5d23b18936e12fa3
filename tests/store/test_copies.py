"""Copies: one letter to many readers, whom the database finds itself."""

from datetime import timedelta

import sqlalchemy as sa

from bot.mentoring.letters import Letter
from bot.store import copies, letters
from bot.store.copies import Crowd
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from bot.store.tables.people import people
from tests.examples import MONDAY, TEAM, ada, letter, mei


def test_copies_say_the_same_to_each_at_their_moment_once_and_here_alone(database: Database) -> None:
    words = letter(
        expires_at=MONDAY + timedelta(days=7), text='H\u00e9 "you"', occasion="7", key="news:", due_at=MONDAY
    )
    apart = sa.bindparam("apart", type_=sa.Integer)
    everybody = sa.select(people.c.slack_id, people.c.id * 0 + apart)
    for workspace in ("T2", TEAM):
        with database.begin(workspace) as db:
            db.add_all([ada(workspace=workspace), mei(workspace=workspace)])
            letters.write(db, letter(workspace=workspace, key="news:UADA", text="before"))
    with database.begin(TEAM) as db:
        for seconds in (90, 30):
            copies.write(db, words, Crowd(everybody, {"apart": seconds}))

        before, new = db.scalars(sa.select(Letter).order_by(rows.c.id)).all()

        assert (before.text, new.to, new.key, new.text) == ("before", "UMEI", "news:UMEI", 'H\u00e9 "you"')
        for name in copies.SAME:
            assert getattr(new, name) == getattr(words, name)
        assert new.due_at == MONDAY + timedelta(seconds=90)
        assert db.scalars(sa.select(rows.c.id).where(rows.c.due_at == new.due_at)).all() == [new.id]
    with database.begin("T2") as db:
        assert [kept.key for kept in db.scalars(sa.select(Letter))] == ["news:UADA"]
