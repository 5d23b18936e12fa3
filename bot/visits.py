"""Visits: make sure that whoever acts is known and may take part, before anything is done for them."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.mentoring.people import CannotTakePart, Person, Standing
from bot.mentoring.refusals import Refusal
from bot.slack import Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import letters, people
from bot.store.database import Database

log = logging.getLogger(__name__)


class SlackDidNotAnswer(Refusal):
    """Slack didn't answer when I looked you up, so nothing was changed. Please try again in a minute."""


class NobodyByThatName(Refusal):
    """I can't find that person in this workspace. Pick them from the list, or mention them with @."""


class Visits:
    """Receives people. Slack is asked about a person once a day at most, and never inside a transaction."""

    def __init__(self, database: Database, slack: Slack, workspace: str, now: datetime) -> None:
        """Open the door of one workspace."""
        self.database, self.slack, self.workspace, self.now = database, slack, workspace, now

    def receive(self, slack_id: str, body: Mapping[str, Any]) -> str:
        """Let a member in, and note that they answered the letter whose button they pressed."""
        person = self.meet(slack_id)
        if person.standing is not Standing.MEMBER:
            raise CannotTakePart
        container = body.get("container") or {}
        if container.get("type") == "message" and not container.get("is_ephemeral"):
            with self.database.begin(self.workspace) as db:
                letter = letters.by_message(db, container["channel_id"], container["message_ts"])
                if letter and letter.to == slack_id:
                    letter.acknowledge(self.now)
        return slack_id

    def meet(self, slack_id: str) -> Person:
        """Return a person as Slack describes them today."""
        with self.database.look(self.workspace) as db:
            person = people.known(db, slack_id)
        if person and person.seen_at and self.now - person.seen_at < people.FRESH_FOR:
            return person
        try:
            profile = self.slack.profile(slack_id)
        except SlackSaidNo as refusal:
            log.info("Slack doesn't know %s: %s", slack_id, refusal.code)
            raise NobodyByThatName from None
        except (SlackIsBusy, SlackIsSilent):
            if person:
                return person
            raise SlackDidNotAnswer from None
        with self.database.begin(self.workspace) as db:
            return people.remember(db, profile, self.now)
