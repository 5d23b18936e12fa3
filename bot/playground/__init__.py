"""A small Slack workspace on this machine: Web API, Socket Mode, response URLs and a page in the browser.

It is a stranger to the bot: nothing here knows what mentoring is, and the bot cannot tell it from Slack.
"""

from bot.playground.company import Company, Group, Person
from bot.playground.server import Playground, PortIsTaken
from bot.playground.wire import Patience

__all__ = ["Company", "Group", "Patience", "Person", "Playground", "PortIsTaken"]
