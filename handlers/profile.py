"""Profile: Slack says something new about somebody: where they are, whether they are away, or gone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import tidings
from bot.desk import Desk
from bot.profiles import described
from bot.store.database import Database


def register(desk: Desk) -> None:
    """Listen for changes of accounts."""
    desk.event("user_change")(take_over)


def take_over(ack: Ack, event: Mapping[str, Any], database: Database, workspace: str, now: datetime) -> None:
    """Take it over for whoever is known here; nobody else is looked at or kept."""
    news = described(event["user"])
    with database.begin(workspace) as db:
        tidings.take_over(db, news, now)
    ack()
