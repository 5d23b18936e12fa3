"""A mailroom: a database, a clock and a Slack with memory, and everybody the letters are for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import LEASE, WAITING, Letter
from bot.store import letters
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from scheduling.delivery import SlacksOf, deliver, tidy
from tests.databases import quickened
from tests.examples import TEAM, ada, amara, ines, jonas, letter, mei, noor, peter, tane
from tests.fakes import Clock, FakeSlack

LONG_ENOUGH = LEASE + timedelta(seconds=1)


class Crash(BaseException):
    """The process ends here."""


def everywhere(slack: FakeSlack | None) -> SlacksOf:
    """Speak through the same Slack in every workspace, or nowhere."""
    return lambda workspaces: dict.fromkeys(workspaces, slack) if slack else {}


class Mailroom:
    """Where letters are written, and carried to one workspace's Slack."""

    def __init__(self, database: Database, slack: FakeSlack | None = None) -> None:
        self.database = database
        self.clock = Clock()
        self.slack = slack or FakeSlack(self.clock)
        self.untrue: set[int] = set()
        self.broken: set[int] = set()
        self.dozes = timedelta(0)
        with database.everywhere() as db:
            db.add_all([ada(), mei(), jonas(), noor(), tane(), ines(), amara(), peter()])

    def write(self, **otherwise: object) -> Letter:
        """Write one letter."""
        written = letter(**otherwise)
        with self.database.everywhere() as db:
            letters.write(db, written)
        return written

    def deliver(self) -> int:
        """Say what is due now."""
        return deliver(self.database, everywhere(self.slack), self.clock, self.still_true)

    def still_true(self, _db: orm.Session, several: Sequence[Letter], _now: datetime) -> frozenset[int]:
        """Believe every letter that the test doesn't call untrue; a broken rule can't tell, and some take a nap."""
        if any(letter.id in self.broken for letter in several):
            raise ZeroDivisionError
        self.clock.advance(self.dozes)
        self.dozes = timedelta(0)
        return frozenset(letter.id for letter in several) - self.untrue

    def later(self, by: timedelta = LONG_ENOUGH) -> int:
        """Let time pass, and do all that is due then."""
        self.clock.advance(by)
        tidy(self.database, self.clock())
        return self.deliver()

    def drain(self) -> None:
        """Go on until nothing waits any more, with a look afterwards, but not beyond the working day."""
        self.slack.land()
        for _ in range(20):
            self.later()
            with self.database.everywhere() as db:
                if not db.scalar(sa.select(sa.exists().where(rows.c.state.in_(WAITING)))):
                    break
        self.later()

    def restart(self) -> None:
        """Start anew after a crash: what was in memory is gone."""
        url = self.database.url.render_as_string(hide_password=False)
        self.database.close()
        self.database = quickened(Database(url))

    def found(self, written: Letter) -> Letter:
        """Read a letter again."""
        with self.database.everywhere() as db:
            return db.scalars(sa.select(Letter).where(rows.c.id == written.id)).one()

    def all(self, workspace: str = TEAM) -> Sequence[Letter]:
        """Read all letters, in order."""
        with self.database.begin(workspace) as db:
            return db.scalars(sa.select(Letter).order_by(rows.c.id)).all()
