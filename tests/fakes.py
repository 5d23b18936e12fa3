"""Stand-ins with memory: a clock that stands still, and a Slack that remembers all it was told and can fail."""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.blocks import Home, Message, Modal
from bot.profiles import Profile
from bot.slack import Posted, Slack, SlackIsSilent, SlackSaidNo
from tests.eavesdropping import EAVESDROPPER
from tests.examples import MONDAY


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> datetime:
        """Let time pass."""
        self.now += by
        return self.now


@dataclass(frozen=True, slots=True)
class Stored:
    """One message as it was posted; what became of it since is among the edits."""

    posted: Posted
    message: Message
    letter: int
    at: datetime


@dataclass(frozen=True, slots=True)
class After:
    """The call is carried out, and then this goes wrong."""

    trouble: BaseException = field(default_factory=SlackIsSilent)


@dataclass(frozen=True, slots=True)
class Late:
    """Nobody hears an answer, and the message lands when the test says so."""


Trouble = BaseException | After | Late


class FakeSlack(Slack):
    """One workspace's Slack: an append-only log of what was posted, its history, and troubles planned for it.

    `plan("post", SlackIsBusy(30))` fails the next post without storing it, `plan("post", After())` stores it and
    loses the answer, `plan("post", Late())` stores it at `land()`. `None` in a plan is a call that goes well.
    """

    def __init__(
        self, now: Callable[[], datetime] = lambda: MONDAY, *, history: bool = True, groups: bool = True
    ) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._plans: defaultdict[str, deque[Trouble | None]] = defaultdict(deque)
        self._in_flight: list[Callable[[], Posted]] = []
        self.history = history
        self.groups = groups
        self.log: list[Stored] = []
        self.edits: list[tuple[Posted, Message]] = []
        self.calls: list[tuple[str, str]] = []
        self.rooms: dict[str, tuple[str, ...]] = {}
        self.profiles: dict[str, Profile] = {}
        self.modals: list[Modal] = []
        self.homes: dict[str, Home] = {}

    def plan(self, method: str, *troubles: Trouble | None) -> None:
        """Plan what goes wrong with the next calls of one method, in order."""
        self._plans[method].extend(troubles)

    def forget_plans(self) -> None:
        """Let everything go well from here on."""
        self._plans.clear()

    def land(self) -> None:
        """Let everything that was under way arrive."""
        while self._in_flight:
            self._in_flight.pop(0)()

    def called(self, method: str) -> list[str]:
        """Tell with what a method was called."""
        return [about for name, about in self.calls if name == method]

    def copies(self, letter: int) -> int:
        """Count how often a letter can be read."""
        return sum(1 for stored in self.log if stored.letter == letter)

    def read_by(self, slack_id: str) -> list[str]:
        """Tell what a person has in front of them, in order."""
        rooms = {_direct(slack_id)} | {room for room, people in self.rooms.items() if slack_id in people}
        return self.read_in(*rooms)

    def read_in(self, *channels: str) -> list[str]:
        """Tell what stands in these channels, with every edit made."""
        now_reads = {edited: message.text for edited, message in self.edits}
        return [now_reads.get(one.posted, one.message.text) for one in self.log if one.posted.channel in channels]

    def post(self, to: str, message: Message, letter: int) -> Posted:
        """Remember a message."""
        EAVESDROPPER.hear(message.text)
        with self._lock:
            self.calls.append(("post", to))
            return self._act("post", lambda: self._store(to, message, letter))

    def edit(self, posted: Posted, message: Message) -> None:
        """Remember a change."""
        with self._lock:
            self.calls.append(("edit", posted.ts))
            self._act("edit", lambda: self._change(posted, message))

    def find(self, channel: str, letter: int, since: datetime) -> Posted | None:
        """Look a message up, as far as the installation allows."""
        with self._lock:
            self.calls.append(("find", channel))
            self._act("find", lambda: Posted(channel, ""))
            if not self.history:
                raise SlackSaidNo("missing_scope")
            if channel.startswith(("U", "W")):
                raise SlackSaidNo("channel_not_found")
            found = (one.posted for one in self.log if one.letter == letter and one.posted.channel == channel)
            return next((posted for posted in found if float(posted.ts) >= since.timestamp()), None)

    def room(self, *people: str) -> str:
        """Open a conversation; it is the same one every time."""
        with self._lock:
            self.calls.append(("room", ",".join(people)))
            if len(people) > 1 and not self.groups:
                raise SlackSaidNo("missing_scope")
            channel = _direct(people[0]) if len(people) == 1 else "G" + "".join(sorted(people))
            self.rooms[channel] = people
            return self._act("room", lambda: Posted(channel, "")).channel

    def profile(self, slack_id: str, *, hurried: bool = False) -> Profile:
        """Tell what was put into `profiles`."""
        self.calls.append(("profile", slack_id))
        self._act("profile", lambda: Posted("", ""))
        if slack_id not in self.profiles:
            raise SlackSaidNo("user_not_found")
        return self.profiles[slack_id]

    def open_modal(self, trigger: str, modal: Modal) -> str:
        """Remember a modal."""
        self.modals.append(modal)
        return f"V{len(self.modals)}"

    def push_modal(self, trigger: str, modal: Modal) -> str:
        """Remember a modal on top."""
        return self.open_modal(trigger, modal)

    def update_modal(self, view_id: str, modal: Modal, seen: str | None = None) -> str:
        """Remember a changed modal."""
        self.modals.append(modal)
        return f"{len(self.modals)}"

    def publish(self, slack_id: str, home: Home) -> None:
        """Remember somebody's App Home."""
        self.homes[slack_id] = home

    def _act(self, method: str, carry_out: Callable[[], Posted]) -> Posted:
        trouble = self._plans[method].popleft() if self._plans[method] else None
        match trouble:
            case None:
                return carry_out()
            case After():
                carry_out()
                raise trouble.trouble
            case Late():
                self._in_flight.append(carry_out)
                raise SlackIsSilent("timed out")
            case _:
                raise trouble

    def _store(self, to: str, message: Message, letter: int) -> Posted:
        now = self._now()
        channel = _direct(to) if to.startswith(("U", "W")) else to
        ts = f"{now.timestamp() + len(self.log) / 1_000_000:.6f}"
        self.log.append(Stored(Posted(channel, ts), message, letter, now))
        return self.log[-1].posted

    def _change(self, posted: Posted, message: Message) -> Posted:
        if all(one.posted != posted for one in self.log):
            raise SlackSaidNo("message_not_found")
        self.edits.append((posted, message))
        return posted


def _direct(slack_id: str) -> str:
    return f"D{slack_id}"


class Replies(list[Message]):
    """What somebody who acts was answered: give it to a handler as `reply` or `replace`."""

    def __call__(self, message: Message) -> None:
        """Hear it."""
        self.append(message)

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [message.text for message in self]


class Modals(list[Modal]):
    """What was opened in front of somebody: give it to a handler as `open_modal` and the like."""

    def __call__(self, modal: Modal) -> None:
        """See it."""
        self.append(modal)


def at(moment: datetime) -> Callable[[], datetime]:
    """Make a clock that stands still."""
    return Clock(moment.astimezone(UTC))


def texts(messages: Iterable[Message]) -> list[str]:
    """Take the words out of messages."""
    return [message.text for message in messages]
