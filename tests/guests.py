"""Guests: people whose every act is served before they go on, so that no story hangs on how busy its machine is."""

import time
from datetime import timedelta

from bot.app import Bot
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.playground.wire import Json
from tests.eavesdropping import EAVESDROPPER

PATIENCE = timedelta(seconds=20)
A_MOMENT = 0.001


class Guest(Visitor):
    """One person at their Slack, in the same process as the bot that serves them."""

    def __init__(self, playground: Playground, bot: Bot, slack_id: str) -> None:
        """Be this person."""
        super().__init__(playground.url, slack_id)
        self._playground, self._bot = playground, bot

    def _tell(self, path: str, **body: object) -> Json:
        """Do something, and let the bot hear of it and do all that it does about it."""
        EAVESDROPPER.hear(body)
        answer = super()._tell(path, **body)
        deadline = time.monotonic() + PATIENCE.total_seconds()
        while not self._is_served and time.monotonic() < deadline:
            time.sleep(A_MOMENT)
        return answer

    @property
    def _is_served(self) -> bool:
        return self._playground.is_quiet and not self._bot.listeners.at_work


def unhurried(bot: Bot) -> Bot:
    """Let Bolt, too, wait for an acknowledgement as long as an unhurried Slack does."""
    for listener in bot.bolt._listeners:  # noqa: SLF001 - Bolt takes an acknowledgement's patience for functions only
        listener.ack_timeout = int(PATIENCE.total_seconds())
    return bot
