"""Reckoning: once a night, what it costs others when a mentor is asked is worked out from the wishes that are open."""

from datetime import datetime

from bot.store import scarcities, workspaces
from bot.store.database import Database

NIGHT = 3
"""The hour, in UTC, in which this is done; doing it twice does no harm."""


def reckon(database: Database, now: datetime) -> None:
    """Set the prices of every workspace anew, if it is night."""
    if now.hour != NIGHT:
        return
    with database.everywhere() as db:
        here = workspaces.known(db)
    for workspace in here:
        with database.look(workspace) as db:
            found = scarcities.reckon(db, now)
        with database.begin(workspace) as db:
            scarcities.keep(db, found)
