"""A stage: one workspace of a town, and somebody in it who sends whatever they like."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy as sa

from bot.mentoring.people import Person
from bot.playground.telephone import wait_until
from bot.store.tables.people import people
from tests.slacks import Response, Said, Town

numbers = count(1)


@dataclass(frozen=True, slots=True)
class Stage:
    """One workspace in the town, with Ada and Mei in it."""

    town: Town
    team: str

    def types(self, text: str, person: str = "UADA") -> Said:
        """Type something and wait for the answer, wherever it comes."""
        before = len(self.said)
        assert self.town.caller.command(self.town.place, self.team, text, person).status == 200
        wait_until(lambda: len(self.said) > before, 20, lambda: f"no answer to {text[:40]!r}")
        self.rests()
        return self.said[before]

    def sends(self, kind: str, name: str, value: str = "1", person: str = "UADA", **more: Any) -> Response:  # noqa: ANN401 - any part of a payload
        """Press a button, or send off a window."""
        who = {"team": {"id": self.team}, "user": {"id": person, "team_id": self.team}, "trigger_id": "t"}
        what: dict[str, Any] = {"type": kind, "response_url": f"{self.town.place.url}/response/{self.team}"}
        if kind == "view_submission":
            fields = {"id": f"V{next(numbers)}", "type": "modal", "callback_id": name, "hash": "h", "blocks": []}
            what["view"] = fields | {"private_metadata": value, "state": {"values": {}}}
        else:
            what["actions"] = [{"type": "button", "action_id": name, "block_id": value[:255], "value": value}]
            what["container"] = {"type": "message", "channel_id": "D1", "message_ts": "1.0"}
        sent = self.town.caller.interacts(who | what | more)
        self.rests()
        return sent

    def rests(self) -> None:
        """Wait until everybody was served."""
        wait_until(lambda: not self.town.bot.listeners.at_work, 20, lambda: "somebody is still being served")

    @property
    def said(self) -> list[Said]:
        """What the bot said here, but what it asked Slack."""
        return [each for each in self.town.place.to(self.team) if each.method not in {"users.info", "auth.test"}]

    @property
    def told(self) -> str:
        """All of it as text."""
        return json.dumps([each.arguments for each in self.said], ensure_ascii=False)

    def count(self, table: sa.Table) -> int:
        """Count this workspace's rows."""
        with self.town.bot.database.survey() as db:
            query = sa.select(sa.func.count()).select_from(table).where(table.c.workspace == self.team)
            return db.scalar(query) or 0

    def person(self, slack_id: str) -> Person:
        """Read somebody."""
        with self.town.bot.database.look(self.team) as db:
            return db.scalars(sa.select(Person).where(people.c.slack_id == slack_id)).one()
