"""Events: what the bot hears of without anybody waiting for an answer. They are sent again until acknowledged."""

import asyncio
import secrets
from collections.abc import Coroutine

from bot.playground import payloads
from bot.playground.app_shape import BOT_USER
from bot.playground.channels import Conversation
from bot.playground.messages import Message
from bot.playground.people import Member
from bot.playground.sockets import Envelope, NoAck, NobodyListens
from bot.playground.wire import Json
from bot.playground.workspace import Workspace

MESSAGE_EVENTS = {
    "channel": ("message.channels", "channel"),
    "dm": ("message.im", "im"),
    "group": ("message.mpim", "mpim"),
}
HISTORY = {"channel": "channels:history", "dm": "im:history", "group": "mpim:history"}


class Events:
    """Sends events, each in a task of its own, and sends them again when nobody acknowledges."""

    def __init__(self, space: Workspace) -> None:
        """Speak for this workspace."""
        self._space = space
        self._errands: set[asyncio.Task[None]] = set()

    @property
    def on_their_way(self) -> bool:
        """Tell whether something is still to be sent."""
        return bool(self._errands)

    def home_opened(self, person: Member, tab: str) -> None:
        """Tell that somebody looks at the bot's Home or Messages tab."""
        home = self._space.views.home(person.id)
        happened: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self._space.channels.dm_with(person.id).id,
            "tab": tab,
        }
        if tab == "home" and home is not None:
            happened["view"] = home.body
        self.tell("app_home_opened", happened, person.id)

    def said(self, message: Message, channel: Conversation) -> None:
        """Tell that somebody said something the bot may read."""
        name, kind = MESSAGE_EVENTS[channel.kind]
        if BOT_USER in channel.members and HISTORY[channel.kind] in self._space.scopes:
            happened = message.as_slack() | {"channel": channel.id, "channel_type": kind}
            self.tell(name, happened, f"{message.user} in {channel.id}")

    def person_changed(self, person: Member) -> None:
        """Tell that an account has changed."""
        user = person.as_slack(self._space.clock.now(), with_email=False)
        self.tell("user_change", {"type": "user_change", "user": user}, person.id)

    def uninstalled(self) -> None:
        """Tell that the app was removed and its token is worth nothing any more."""
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}
        self.tell("tokens_revoked", revoked, BOT_USER)
        self.tell("app_uninstalled", {"type": "app_uninstalled"}, BOT_USER)

    def tell(self, name: str, happened: Json, summary: str) -> None:
        """Send an event if the app subscribed to it."""
        if name not in self._space.app.events:
            return
        stamp = self._space.clock.stamp()
        event_id = f"Ev{secrets.token_hex(5).upper()}"
        payload = payloads.event(BOT_USER, happened | {"event_ts": stamp}, event_id, int(float(stamp)))
        self.later(self._deliver(Envelope("events_api", happened["type"], summary, payload)))

    async def _deliver(self, envelope: Envelope) -> None:
        for wait in (None, *self._space.patience.retries):
            if wait is not None:
                await asyncio.sleep(wait.total_seconds())
                envelope.retries += 1
            try:
                await self._space.sockets.ask(envelope)
            except NoAck:
                envelope.reason = "timeout"
            except NobodyListens:
                envelope.reason = "connection_failed"
            else:
                return

    def later(self, errand: Coroutine[object, object, None]) -> None:
        """Do something without anybody waiting for it."""
        task = asyncio.get_running_loop().create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def close(self) -> None:
        """Drop what is still to be sent."""
        for errand in list(self._errands):
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
