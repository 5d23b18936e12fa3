"""A story in which nobody does anything: requests and pairs, and only time passes."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from bot import letterbox
from bot.blocks import message
from bot.mentoring.asks import Ask
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.pairs import Pair, Turn
from bot.store import pairs, people
from bot.store.tables.asks import asks as ask_rows
from bot.store.tables.letters import letters as letter_rows
from bot.store.tables.pairs import pairs as pair_rows
from bot.store.tables.pairs import turns
from scheduling import lapses
from tests.examples import TEAM, ask
from tests.scheduling.mailroom import Mailroom


class QuietStory:
    """A workspace in which time passes and nobody does anything."""

    def __init__(self, room: Mailroom) -> None:
        self.room = room
        self.database = room.database

    def passes(self, by: timedelta) -> int:
        """Let time pass, and let it do what it does; return how many things changed."""
        return lapses.pass_(self.database, self.room.clock.advance(by))

    def asks(self, mentor: str = "UMEI", **facts: object) -> int:
        """Let Ada's request reach somebody."""
        with self.database.begin(TEAM) as db:
            two = people.these(db, ["UADA", mentor])
            for name, value in facts.items():
                setattr(two[mentor], name, value)
            waiting = ask(mentee=two["UADA"], mentor=two[mentor], want="SQL")
            db.add(waiting)
            waiting.send(self.room.clock())
            db.flush()
            about = letterbox.About(ask=waiting.id)
            letterbox.drop(db, mentor, "ask", f"ask{waiting.id}", message("Will you?"), self.room.clock(), about=about)
        self.room.deliver()
        return waiting.id

    def pairs(self, **facts: object) -> int:
        """Let Mei mentor Ada."""
        with self.database.begin(TEAM) as db:
            two = people.these(db, ["UADA", "UMEI"])
            made = pairs.make(db, two["UMEI"], two["UADA"], "SQL", self.room.clock())
            for name, value in facts.items():
                setattr(made, name, value)
        return made.id

    def is_told_of_the_rest(self, pair_id: int, **facts: object) -> None:
        """Let both read that the pair will rest."""
        for to in ("UADA", "UMEI"):
            usual = {"kind": "rest_notice", "to": to, "key": f"rest_notice:pair{pair_id}:{to}:{self.room.clock()}"}
            usual["occasion"] = self.pair(pair_id).silence
            said = {"state": LetterState.SENT, "sent_at": self.room.clock(), "channel": f"D{to}", "ts": "1.1"}
            self.room.write(**usual | said | {"pair_id": pair_id} | facts)

    def ask(self, number: int) -> Ask:
        """Look at a request."""
        with self.database.look(TEAM) as db:
            return db.scalars(sa.select(Ask).where(ask_rows.c.id == number)).one()

    def pair(self, number: int) -> Pair:
        """Look at a pair."""
        with self.database.look(TEAM) as db:
            return db.scalars(sa.select(Pair).where(pair_rows.c.id == number).options(*pairs.BOTH)).one()

    def told(self, to: str, kind: str) -> list[str]:
        """Read what somebody was, or will be, told."""
        with self.database.look(TEAM) as db:
            meant = sa.select(Letter).where(letter_rows.c.to == to, letter_rows.c.kind == kind)
            return [each.text for each in db.scalars(meant.where(letter_rows.c.edits.is_(None)))]

    def turns(self) -> Sequence[str]:
        """Name the causes of every turn."""
        with self.database.look(TEAM) as db:
            return [turn.cause for turn in db.scalars(sa.select(Turn).order_by(turns.c.id))]

    def changes(self, slack_id: str, **facts: object) -> None:
        """Let something about a person change."""
        with self.database.begin(TEAM) as db:
            person = people.known(db, slack_id)
            assert person is not None
            for name, value in facts.items():
                setattr(person, name, value)

    def does(self, pair_id: int, act: str, *how: object) -> None:
        """Let somebody do something about a pair."""
        with self.database.begin(TEAM) as db:
            found = pairs.one(db, pair_id)
            assert found is not None
            getattr(found, act)(*how)
