"""When a workspace is left alone."""

from datetime import timedelta

from bot.store import pauses
from bot.store.database import Database
from tests.examples import MONDAY, TEAM

AN_HOUR = timedelta(hours=1)


def test_a_workspace_is_paused_until_a_moment_and_not_beyond(database: Database) -> None:
    with database.begin(TEAM) as db:
        pauses.pause(db, TEAM, MONDAY + AN_HOUR, "slow down")

        assert pauses.why_paused(db, TEAM, MONDAY) == "slow down"
        assert pauses.why_paused(db, TEAM, MONDAY + AN_HOUR) is None
        assert pauses.why_paused(db, "T2", MONDAY) is None


def test_the_longer_pause_wins_in_either_order(database: Database) -> None:
    with database.begin(TEAM) as db:
        for hours, why in ((1, "short"), (3, "long"), (2, "middling")):
            pauses.pause(db, TEAM, MONDAY + hours * AN_HOUR, why)

        assert pauses.why_paused(db, TEAM, MONDAY + 2 * AN_HOUR) == "long"


def test_a_pause_can_be_lifted(database: Database) -> None:
    with database.begin(TEAM) as db:
        pauses.pause(db, TEAM, MONDAY + AN_HOUR, "token_revoked")

        pauses.lift(db, TEAM)

        assert pauses.why_paused(db, TEAM, MONDAY) is None
