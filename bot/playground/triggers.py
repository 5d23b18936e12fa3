"""Trigger ids: the few seconds in which the bot may open a window in front of somebody."""

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from bot.playground.app_shape import TEAM_ID
from bot.playground.wire import Refused


@dataclass(eq=False, slots=True)
class Trigger:
    """Leave to open one window for one person, soon."""

    person: str
    channel: str | None
    view: str | None
    made: float
    used: bool = False


class Triggers:
    """Every trigger id that was given out."""

    def __init__(self, life: timedelta) -> None:
        """Let trigger ids live so long, in real time."""
        self._life = life.total_seconds()
        self._given: dict[str, Trigger] = {}

    def mint(self, person: str, *, channel: str | None = None, view: str | None = None) -> str:
        """Give out a new one for something this person just did."""
        trigger_id = f"{len(self._given) + 1}.{TEAM_ID}.{secrets.token_hex(16)}"
        self._given[trigger_id] = Trigger(person, channel, view, time.monotonic())
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use one up, or refuse it as Slack would."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.made > self._life:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger
