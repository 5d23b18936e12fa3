"""Profile: Slack says something new about somebody: where they are, whether they are away, or gone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.desk import Desk
from bot.profiles import described
from bot.store import people
from bot.store.database import Database
from handlers import join


def register(desk: Desk) -> None:
    """Listen for changes of accounts."""
    desk.event("user_change")(take_over)


def take_over(ack: Ack, event: Mapping[str, Any], database: Database, workspace: str, now: datetime) -> None:
    """Take it over for whoever is known here; nobody else is looked at or kept."""
    ack()
    news = described(event["user"])
    with database.begin(workspace) as db:
        person = people.known(db, news.slack_id)
        if person:
            before = (person.silent_until, person.hours, person.standing)
            people.remember(db, news, now)
            if before != (person.silent_until, person.hours, person.standing):
                join.look_again(db, person, now)
