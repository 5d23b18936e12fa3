"""An errand: carrying one letter to Slack, with no transaction open, and coming back with what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.blocks import Message
from bot.blocks.charts import without_charts
from bot.mentoring.letters import GRACE, REFUSALS_MAX, Letter, LetterState
from bot.slack import TIMEOUT, Posted, Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store.outcomes import (
    SLOW_DOWN,
    Changed,
    Closed,
    Doubted,
    Held,
    Outcome,
    Refused,
    Said,
    Scattered,
    Silenced,
)
from bot.store.pauses import Pause

NOT_INSTALLED = "not_installed"
NOTHING_LEFT_TO_CHANGE = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "channel_not_found"}
)
OUT_OF_REACH = frozenset({"not_in_channel", "channel_not_found"})
NOT_SHOWN = frozenset({"invalid_blocks", "invalid_blocks_format"})
NEVER = datetime.min.replace(tzinfo=UTC)
BEFORE = timedelta(days=1)
"""Slack's clock and ours may differ by that much. What is looked for has a number, so that looking further mistakes
nothing for it; looking less far finds nothing where this machine's clock was an hour ahead, and says it again."""
MARGIN = timedelta(seconds=3 * TIMEOUT + 2)
"""An errand asks Slack at most for the room (or the history) and twice to post; so much of the lease has to be left."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A letter that was claimed, and all that is needed to say it.

    `hindrance` is what keeps a letter in doubt from being said again, once it is clear that it wasn't said.
    """

    letter: Letter
    hindrance: Held | Closed | None = None
    original: Letter | None = None
    room: str | None = None
    way: str = ""
    """Where else it may be posted when its channel is closed to the bot."""
    slack: Slack | None = None
    """How to speak there, where the bot is installed."""
    pause: Pause | None = None
    """Until when its workspace is left alone, or was."""
    looked_at: datetime = NEVER
    """When it was last looked at how things are there."""

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may have been said before; changing a message twice is changing it once."""
        return self.letter.unsure > 0 and self.letter.edits is None


def run(slack: Slack | None, errand: Errand, clock: Callable[[], datetime]) -> Outcome:
    """Try to say a letter once. How long Slack wants to be left alone counts from its answer, not from our question."""
    letter, now = errand.letter, clock()
    if slack is None:
        return Refused(NOT_INSTALLED)
    if letter.lease_until is None or letter.lease_until - now < MARGIN:
        return Held(now)
    try:
        return _change(slack, errand, errand.original) if errand.original else _say(slack, errand, clock)
    except SlackIsBusy as busy:
        return Silenced(clock() + _wait(busy), SLOW_DOWN)
    except SlackIsSilent:
        return _later(letter, clock())
    except SlackSaidNo as refusal:
        return Refused(refusal.code) if refusal.suspends else Closed(LetterState.DEAD, refusal.code)


def _change(slack: Slack, errand: Errand, original: Letter) -> Outcome:
    """Change what was said before."""
    try:
        slack.edit(Posted(original.channel or "", original.ts or ""), _words(errand.letter))
    except SlackSaidNo as refusal:
        if refusal.code not in NOTHING_LEFT_TO_CHANGE:
            raise
    return Changed()


def _say(slack: Slack, errand: Errand, clock: Callable[[], datetime]) -> Outcome:
    """Say it, after making sure that it wasn't said before."""
    letter = errand.letter
    if errand.is_in_doubt and (known := _doubt_resolved(slack, errand, clock)):
        return known
    if errand.hindrance:
        return errand.hindrance
    try:
        to = slack.room(letter.to, *letter.with_) if letter.with_ else letter.to
    except SlackSaidNo as refusal:
        if refusal.suspends:
            raise
        return Scattered(refusal.code)
    try:
        posted = _post(slack, to, letter, errand.way)
    except SlackIsSilent:
        return Doubted()
    return Said(posted.channel, posted.ts)


def _post(slack: Slack, to: str, letter: Letter, way: str) -> Posted:
    """Post it; where pictures of numbers aren't shown, without them, for the words say the same.

    Where the bot is no member, it goes the way that Slack opened to whoever picked the channel, while that is open.
    """
    words = _words(letter)
    plain = Message(words.text, without_charts(words.blocks))
    try:
        return slack.post(to, words, letter.id)
    except SlackSaidNo as refusal:
        if way and refusal.code in OUT_OF_REACH and slack.answer(way, words):
            return Posted(to, "")
        if refusal.code not in NOT_SHOWN or len(plain.blocks) == len(words.blocks):
            raise
    return slack.post(to, plain, letter.id)


def _doubt_resolved(slack: Slack, errand: Errand, clock: Callable[[], datetime]) -> Outcome | None:
    """Look for a letter whose answer got lost; None when it may be said again.

    That it isn't there is as good as a refusal: it certainly wasn't said, and it is said again as often as after those.
    Where nobody may look, only what somebody waits for is said again, and once: a missed nudge beats a double one.
    """
    letter = errand.letter
    unresolved = Closed(LetterState.DEAD, "unsure")
    try:
        room = errand.room or slack.room(letter.to, *letter.with_)
        found = slack.find(room, letter.id, (letter.first_try_at or clock()) - BEFORE)
    except SlackIsBusy as busy:
        return Held(clock() + _wait(busy))
    except SlackSaidNo as refusal:
        if refusal.suspends:
            raise
        return None if letter.is_awaited and letter.unsure == 1 else unresolved
    if found:
        return Said(found.channel, found.ts)
    return Closed(LetterState.DEAD, "no answer") if letter.unsure >= REFUSALS_MAX else None


def _later(letter: Letter, now: datetime) -> Held | Closed:
    """Try again what is safe to repeat, ever more rarely: Slack's bad days last hours."""
    if letter.attempts + 1 >= REFUSALS_MAX:
        return Closed(LetterState.DEAD, "no answer")
    return Held(now + GRACE * 2**letter.attempts, tried=True)


def _wait(busy: SlackIsBusy) -> timedelta:
    return timedelta(seconds=max(busy.seconds, 1))


def _words(letter: Letter) -> Message:
    return Message(letter.text, letter.blocks)
