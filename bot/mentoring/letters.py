"""A letter: something to be said, kept before it is said, and never said twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.mentoring.occasions import Class

GRACE = timedelta(seconds=60)
"""How long an ambiguous send may still land before anybody looks for it."""
LEASE = timedelta(seconds=120)
"""How long one sender may hold a letter; longer than any HTTP time-out."""
REFUSALS_MAX = 8
"""So often a letter is tried that certainly wasn't said."""
AGAIN = ":again"
"""How the key of a letter ends that somebody asked to see again."""


class LetterState(StrEnum):
    """Where a letter is on its way (reliability 2.2)."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DEAD = "dead"
    WITHHELD = "withheld"
    """Never said on purpose, so that what saying it changes can be measured (practice P13)."""


WAITING = frozenset({LetterState.DUE, LetterState.UNSURE, LetterState.SENDING})


@dataclass(kw_only=True, eq=False)
class Letter:
    """Words for one reader or one channel, with everything needed to say them once."""

    workspace: str
    to: str
    kind: str
    class_: Class
    key: str
    text: str
    blocks: list[dict[str, Any]]
    due_at: datetime
    written_at: datetime
    expires_at: datetime | None = None
    occasion: str = ""
    pair_id: int | None = None
    ask_id: int | None = None
    with_: tuple[str, ...] = ()
    edits: int | None = None
    state: LetterState = LetterState.DUE
    lease: str | None = None
    lease_until: datetime | None = None
    attempts: int = 0
    unsure: int = 0
    first_try_at: datetime | None = None
    sent_at: datetime | None = None
    channel: str | None = None
    ts: str | None = None
    acknowledged_at: datetime | None = None
    retired_at: datetime | None = None
    stopped_at: datetime | None = None
    """When its reader answered that they never want to hear of such things again."""
    judged_at: datetime | None = None
    """When it was looked at for what came of it."""
    trouble: str = ""
    id: int = field(init=False, repr=False)

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be said."""
        return self.state in WAITING

    @property
    def was_said(self) -> bool:
        """Whether the reader has it."""
        return self.state is LetterState.SENT

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for it, so that a lost one must be said again (reliability: policy for ambiguity)."""
        return self.class_ in {Class.TRANSACTIONAL, Class.SERVICE}

    def reword(self, words: Mapping[str, Any]) -> None:
        """Say something else in it, because what it said wouldn't be true any more when it is read."""
        self.text, self.blocks = words["text"], words["blocks"]

    def cancel(self, why: str) -> None:
        """Take it back before it is said."""
        if self.state in {LetterState.DUE, LetterState.UNSURE}:
            self.state, self.trouble = LetterState.CANCELLED, why

    def acknowledge(self, now: datetime) -> None:
        """Note that the reader tapped something: any tap is an answer (practice P6)."""
        self.acknowledged_at = self.acknowledged_at or now
