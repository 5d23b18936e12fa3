"""An ask: one person's request to be mentored by another, from draft to answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

OPEN_FOR = timedelta(days=14)
"""A request that is not answered by then is closed kindly, so that nobody waits in silence (PushFar's rule)."""
REQUEST = "ask"
"""The kind of letter that brings a request to its mentor."""
OPEN_MAX = 3
"""A mentee waits for at most three mentors at once."""
COOL_DOWN = timedelta(days=30)
"""After a no, the same mentor isn't asked again for a month."""
BACK_FOR = timedelta(days=5)
"""A mentor who was away has at least these days after coming back."""
AWAY_ADDS = timedelta(days=14)
"""However long the mentor is away, the mentee waits no longer than that on top (practice 3, transition 2)."""


class AskState(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    CHAT_OFFERED = "chat_offered"
    REFERRED = "referred"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    VOID = "void"


class Reason(StrEnum):
    """Why a mentor says not now. Only the category is passed on."""

    NO_ROOM = "no_room"
    OTHER_EXPERTISE = "other_expertise"
    SOMEONE_ELSE = "someone_else"
    OTHER = "other"


class AskWasAnswered(Refusal):
    """This request was already answered or closed, so nothing changed."""


class NotTheirAsk(Refusal):
    """That request isn't yours, so nothing changed."""


class AskedOneself(Refusal):
    """That's you. `/mentor find` shows who else could help."""


class CannotBeAsked(Refusal):
    """They aren't available for requests right now. `/mentor find` shows mentors who have room."""


class HasNoAccount(Refusal):
    """Their account here is closed, so they can't be asked. `/mentor find` shows who could."""


class DoesNotMentor(Refusal):
    """They don't take requests here, so I can't pass this on. Your draft is kept; `/mentor find` shows who does."""


class HasEnoughMentors(Refusal):
    """You have three mentors, which is as many as I keep for one person. Your draft is kept until there is room."""


class TheyLeft(Refusal):
    """They have left mentoring in the meantime, so this request can't go on. It will close by itself."""


class TooManyOpenAsks(Refusal):
    """You have three requests open. Withdraw one, or wait for an answer, and then ask again. Your draft is kept."""


class AlreadyAsked(Refusal):
    """You already have a request open with this mentor."""


class AskedRecently(Refusal):
    """This mentor said not now less than a month ago. Somebody else may have room: try `/mentor find`."""


@dataclass(kw_only=True, eq=False)
class Ask:
    """A request from a mentee to a mentor."""

    workspace: str
    mentee: Person
    mentor: Person
    created_at: datetime
    state: AskState = AskState.DRAFT
    why: str = ""
    want: str = ""
    preset: str = "chat"
    times: str = ""
    mode: str = "either"
    thanks: str = ""
    sent_at: datetime | None = None
    let_go_at: datetime | None = None
    """When a lead let go of it, if one kept it from being said meanwhile."""
    answered_at: datetime | None = None
    reason: Reason | None = None
    reply: str = ""
    suggested: str | None = None
    look_at: datetime | None = None
    written_at: datetime | None = None
    id: int = field(init=False, repr=False)

    @property
    def is_open(self) -> bool:
        """Whether the mentor can still answer."""
        return self.state is AskState.SENT

    @property
    def note(self) -> str:
        """Everything the mentor will read, in the mentee's words."""
        return "\n".join(part for part in (self.why, self.want, self.thanks) if part)

    @property
    def open_since(self) -> datetime:
        """From when on the mentor has time to answer: what was held back is as good as sent when it is let go."""
        return self.let_go_at or self.sent_at or self.created_at

    @property
    def open_until(self) -> datetime:
        """When it closes by itself: later if the mentor is away meanwhile, but not for ever."""
        since = self.open_since
        taking_none = None if self.mentor.is_hidden(since) else self.mentor.offering_paused_until
        back = max((until for until in (self.mentor.silent_until, taking_none) if until), default=since)
        return min(max(since + OPEN_FOR, back + BACK_FOR), since + OPEN_FOR + AWAY_ADDS)

    def write(self, now: datetime) -> None:
        """Note that it was written on; a draft that lies idle is spoken of later."""
        self.written_at = self.look_at = now

    def send(self, now: datetime) -> None:
        """Send a draft."""
        if self.state is not AskState.DRAFT:
            raise AskWasAnswered
        self.state, self.sent_at, self.look_at = AskState.SENT, now, now

    def let_go(self, now: datetime) -> None:
        """Give both their whole time from now on, because until now it was held back."""
        self.let_go_at = self.look_at = now

    def drop(self, now: datetime) -> None:
        """Throw a draft away, with everything that was written."""
        if self.state is not AskState.DRAFT:
            raise AskWasAnswered
        self.state, self.answered_at, self.look_at = AskState.WITHDRAWN, now, None
        self.why = self.want = self.times = self.thanks = ""

    def accept(self, now: datetime) -> None:
        """Say yes. Whether there is room is the pair's question, asked in the same transaction."""
        self._close(AskState.ACCEPTED, now)

    def offer_chat(self, now: datetime) -> None:
        """Say: not a mentorship, but one conversation."""
        self._close(AskState.CHAT_OFFERED, now)

    def refer(self, to: str, now: datetime) -> None:
        """Suggest somebody else."""
        self._close(AskState.REFERRED, now)
        self.suggested = to

    def decline(self, reason: Reason, reply: str, now: datetime) -> None:
        """Say not now, with a category and, only if the mentor wants, a sentence."""
        self._close(AskState.DECLINED, now)
        self.reason, self.reply = reason, reply

    def withdraw(self, now: datetime) -> None:
        """Take it back; the mentor owes nothing any more."""
        self._close(AskState.WITHDRAWN, now)

    def expire(self, now: datetime) -> None:
        """Close it unanswered."""
        self._close(AskState.EXPIRED, now)

    def void(self, now: datetime) -> None:
        """Close it because it can no longer come true (the mentee is full, somebody left, a reporting line)."""
        self._close(AskState.VOID, now)

    def _close(self, state: AskState, now: datetime) -> None:
        if not self.is_open:
            raise AskWasAnswered
        self.state, self.answered_at, self.look_at = state, now, None
