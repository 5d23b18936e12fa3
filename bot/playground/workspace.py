"""The workspace: everything there is on this small Slack, and the few things every part does with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.playground.app_shape import BOT_USER, BUILT_IN, TEAM_ID, AppShape
from bot.playground.changes import Changes
from bot.playground.channels import Channels, Conversation
from bot.playground.clock import Clock
from bot.playground.company import Company, Person
from bot.playground.faults import Faults
from bot.playground.messages import Message, Messages
from bot.playground.people import People
from bot.playground.response_urls import ResponseUrls
from bot.playground.sockets import Sockets
from bot.playground.traffic import Traffic
from bot.playground.triggers import Triggers
from bot.playground.views import Views
from bot.playground.wire import Json, Patience

SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What the bot needs to be let in. They open nothing but this playground."""

    bot_token: str = "xoxb-playground-bot"  # noqa: S105 - opens nothing but the playground
    app_token: str = "xapp-playground-app"  # noqa: S105 - opens nothing but the playground
    signing_secret: str = "playground-signing-secret"  # noqa: S105 - opens nothing but the playground


@dataclass(slots=True)
class Upload:
    """A file the bot may put here, and has perhaps."""

    id: str
    key: str
    name: str
    length: int = 0
    content: bytes | None = None
    is_shown: bool = False
    by: str = BOT_USER
    """Who put it here: the bot, or a person who gave it to the bot."""


@dataclass(frozen=True, slots=True)
class Toast:
    """A small note at the edge of somebody's window."""

    id: str
    person: str
    text: str
    level: Literal["error", "info"]


class Workspace:
    """Everything there is. Only the server's own loop touches it."""

    def __init__(
        self,
        company: Company,
        clock: Clock,
        *,
        manifest: Mapping[str, Any] | None = None,
        next_nudge: Callable[[], datetime | None] = lambda: None,
        patience: Patience | None = None,
    ) -> None:
        """Open the workspace, with the app installed and nothing said yet."""
        self.company = company
        self.clock = clock
        self.next_nudge = next_nudge
        self.patience = patience or Patience()
        self.app = AppShape.of(manifest or BUILT_IN)
        self.secrets = Secrets()
        self.url = ""
        self.installed = True
        self.scopes = list(self.app.scopes)
        self.people = People(company, _bot(self.app), TEAM_ID)
        self.channels = Channels((person.id for person in company.people), int(clock.now().timestamp()))
        self.messages = Messages()
        self.views = Views()
        self.triggers = Triggers(self.patience.trigger)
        self.response_urls = ResponseUrls(self.patience.response_url)
        self.traffic = Traffic(clock)
        self.faults = Faults()
        self.sockets = Sockets(self.traffic, self.patience.ack)
        self.changes = Changes()
        self.uploads: dict[str, Upload] = {}
        self.toasts: list[Toast] = []
        self._toasted = 0

    def say(self, message: Message) -> Message:
        """Put a message where it belongs and let those who see it know."""
        self.messages.keep(message)
        self.seen(message)
        return message

    def seen(self, message: Message) -> None:
        """Let those who see a message know that it changed."""
        channel = self.channels.known(message.channel)
        if message.only_for is not None:
            self.changes.touch([message.only_for])
        elif channel is not None:
            self.changes.touch(channel.members)

    def whisper(self, person: str, channel: Conversation, text: str, *, user: str = SLACKBOT) -> Message:
        """Show one person a message nobody else sees."""
        ts = self.clock.stamp()
        return self.say(Message(ts=ts, channel=channel.id, user=user, text=text, only_for=person))

    def toast(self, person: str, text: str, level: Literal["error", "info"] = "error") -> None:
        """Show a small note at the edge of somebody's window."""
        self._toasted += 1
        self.toasts.append(Toast(f"toast{self._toasted}", person, text, level))
        self.changes.touch([person])

    def dismiss(self, person: str, toast: str) -> None:
        """Take a note away again."""
        self.toasts = [one for one in self.toasts if (one.person, one.id) != (person, toast)]
        self.changes.touch([person])

    def grant(self, scopes: Iterable[str]) -> None:
        """Set what the bot's token may do."""
        self.scopes = list(scopes)

    def response_url(self, person: str, channel: str, ts: str | None = None) -> str:
        """Give the bot a way to answer without a token."""
        return f"{self.url}/response/{self.response_urls.mint(person, channel, ts)}"

    def team(self) -> Json:
        """Describe the workspace as team.info does."""
        domain = self.company.domain
        return {"id": TEAM_ID, "name": self.company.name, "domain": domain, "email_domain": "", "icon": {}}


def _bot(app: AppShape) -> Person:
    return Person(
        id=BOT_USER,
        name=app.handle,
        real_name=app.name,
        title="",
        department="",
        level=1,
        manager=None,
        tz="America/Los_Angeles",
        is_bot=True,
    )
