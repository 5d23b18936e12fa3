"""A chat: one conversation of twenty minutes, with a life of its own that takes none of a mentor's places."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.mentoring.asks import Ask
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

LENGTH = timedelta(minutes=20)
INTRODUCTION = "chat"
"""The kind of letter that tells two people of their chat."""
WITHOUT_A_TIME = timedelta(days=30)
"""A chat that nobody finds a time for is let go after a month."""
WITHOUT_A_WORD = timedelta(days=14)
"""So long the two may say what became of it, and whether they'd like another."""


class ChatState(StrEnum):
    """Where a chat stands (practice A12)."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    HELD = "held"
    MISSED = "missed"
    CLOSED = "closed"
    CONVERTED = "converted"


AHEAD = frozenset({ChatState.REQUESTED, ChatState.SCHEDULED})
"""These count towards how many chats a mentor takes at a time."""
MAY_HAPPEN = AHEAD | {ChatState.MISSED}
OVER = frozenset({ChatState.CLOSED, ChatState.CONVERTED})


class Host(NamedTuple):
    """A mentor who takes chats, and what they teach, beginning with what was looked for."""

    mentor: Person
    teaches: tuple[str, ...]


class NotTheirChat(Refusal):
    """That chat isn't yours."""


class ChatIsOver(Refusal):
    """This chat is over, so nothing changed. `/mentor chats` shows those that aren't."""


class ChatHasPassed(Refusal):
    """That moment has passed. Pick one to come; if you have talked already, `/mentor chats` notes it."""


class ChatIsAhead(Refusal):
    """That chat is still to come, so nothing was noted. Once its time has passed, I ask how it went."""


class NotHeldYet(Refusal):
    """You two haven't talked yet, as far as I know. `/mentor chats` notes it."""


@dataclass(kw_only=True, eq=False)
class Chat:
    """One conversation that a mentor said yes to. Each side's wish for another stays private."""

    workspace: str
    ask: Ask
    state: ChatState = ChatState.REQUESTED
    at: datetime | None = None
    held_at: datetime | None = None
    again_mentee: bool | None = None
    again_mentor: bool | None = None
    thanked_at: datetime | None = None
    lapses_at: datetime | None
    id: int = field(init=False, repr=False)

    @property
    def both(self) -> tuple[Person, Person]:
        """The mentee and the mentor."""
        return self.ask.mentee, self.ask.mentor

    @property
    def is_over(self) -> bool:
        """Whether nothing more can come of it."""
        return self.state in OVER

    @property
    def may_happen(self) -> bool:
        """Whether it may still take place."""
        return self.state in MAY_HAPPEN

    @property
    def ends_at(self) -> datetime | None:
        """When it is over, if it has a time."""
        return self.at + LENGTH if self.at else None

    def is_ahead(self, now: datetime) -> bool:
        """Whether it has a time, and that is still to come."""
        return self.at is not None and now < self.at

    def said(self, slack_id: str) -> bool | None:
        """Return what one of them said, alone, to another such talk; none while they haven't."""
        return self.again_mentee if self.partner_of(slack_id) is self.ask.mentor else self.again_mentor

    def partner_of(self, slack_id: str) -> Person:
        """Return the other one; a third person gets nothing."""
        mentee, mentor = self.both
        if slack_id not in {mentee.slack_id, mentor.slack_id}:
            raise NotTheirChat
        return mentee if slack_id == mentor.slack_id else mentor

    def wait(self, now: datetime) -> None:
        """Give the two their whole time from now on to find one that suits both."""
        self.lapses_at, self.ask.look_at = now + WITHOUT_A_TIME, now

    def schedule(self, at: datetime, now: datetime) -> None:
        """Give it a time, or another one."""
        self._must_be_ahead()
        if at <= now:
            raise ChatHasPassed
        self.state, self.at, self.lapses_at = ChatState.SCHEDULED, at, at + WITHOUT_A_WORD
        self.ask.look_at = now

    def hold(self, now: datetime) -> bool:
        """Note that it took place, once and not before its time; tell whether that is news."""
        if self.state is ChatState.HELD:
            return False
        self._must_be_ahead()
        if self.state is ChatState.SCHEDULED and self.is_ahead(now):
            raise ChatIsAhead
        self.state, self.held_at, self.lapses_at = ChatState.HELD, now, now + WITHOUT_A_WORD
        self.ask.look_at = now
        return True

    def miss(self, now: datetime) -> None:
        """Note that it didn't take place; it may find another time."""
        self._must_be_ahead()
        self.state, self.lapses_at = ChatState.MISSED, now + WITHOUT_A_WORD
        self.ask.look_at = now

    def wish(self, slack_id: str, *, again: bool) -> bool:
        """Keep one side's private wish; tell whether both would like to go on.

        Two wishes that differ leave the chat as it is until its time is over: whoever presses once more must not learn
        by another answer what the other one said.
        """
        if self.is_over:
            raise ChatIsOver
        if self.state is not ChatState.HELD:
            raise NotHeldYet
        if self.partner_of(slack_id) is self.ask.mentor:
            self.again_mentee = again
        else:
            self.again_mentor = again
        return bool(self.again_mentee and self.again_mentor)

    def convert(self, now: datetime) -> None:
        """Let a pair come of it."""
        self.state, self.lapses_at, self.ask.look_at = ChatState.CONVERTED, None, now

    def close(self, now: datetime) -> None:
        """Let it be over."""
        self.state, self.lapses_at, self.ask.look_at = ChatState.CLOSED, None, now

    def _must_be_ahead(self) -> None:
        if not self.may_happen:
            raise ChatIsOver


def begin(ask: Ask, now: datetime) -> Chat:
    """Begin the chat that a mentor said yes to."""
    return Chat(workspace=ask.workspace, ask=ask, lapses_at=now + WITHOUT_A_TIME)
