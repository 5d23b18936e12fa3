"""What Slack delivers twice is acted on once."""

from datetime import timedelta

from bot.store import inbox
from bot.store.database import Database
from tests.examples import MONDAY, TEAM
from tests.store.crew import ELSEWHERE


def test_a_delivery_is_new_once_in_each_workspace(database: Database) -> None:
    for team in (TEAM, ELSEWHERE):
        with database.begin(team) as db:
            assert inbox.is_new(db, "view:V1", MONDAY)
            assert not inbox.is_new(db, "view:V1", MONDAY)
            assert inbox.is_new(db, "view:V2", MONDAY)


def test_what_was_undone_may_come_again(database: Database) -> None:
    with database.rehearsal() as db:
        db.info["workspace"] = TEAM
        assert inbox.is_new(db, "view:V1", MONDAY)

    with database.begin(TEAM) as db:
        assert inbox.is_new(db, "view:V1", MONDAY)


def test_old_deliveries_are_forgotten(database: Database) -> None:
    with database.begin(TEAM) as db:
        inbox.is_new(db, "old", MONDAY - timedelta(days=8))
        inbox.is_new(db, "new", MONDAY)
        inbox.forget(db, MONDAY - timedelta(days=7))

        assert not inbox.is_new(db, "new", MONDAY)
        assert inbox.is_new(db, "old", MONDAY)
