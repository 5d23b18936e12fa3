"""An inspection: every message the bot says is looked at when it arrives, by somebody who trusts nothing but facts."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.asks import Ask
from bot.mentoring.goals import Goal
from bot.mentoring.letters import AGAIN, Letter, LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import Action, Outcome, Session
from bot.store import asks, pairs, people
from bot.store.database import Database
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.sessions import actions, sessions
from tests.halfyear.forms import tappable
from tests.halfyear.workplace import TEAM, Json, Shown

DAY, WEEK, FOUR_WEEKS = timedelta(days=1), timedelta(days=7), timedelta(days=28)
WORDS_MAX, BUTTONS_MAX, NUDGES_MAX = 60, 4, 3
UNASKED = frozenset({Class.NUDGE, Class.SERVICE})
SPEAKS = frozenset({Lifecycle.INITIATING, Lifecycle.ACTIVE, Lifecycle.WINDING_DOWN, Lifecycle.REDEFINED})
AT_ANY_HOUR = frozenset({"session_reminder", "welcome"})
"""What answers somebody who is there, and what somebody asked to be reminded of at that moment."""
DONE = frozenset({LetterState.SENT, LetterState.CANCELLED, LetterState.EXPIRED, LetterState.WITHHELD})
LOST_AFTER = timedelta(days=5)
LINK = re.compile(r"<[^>]*>")
FIGURE = re.compile(r"\d+\s?%|\d+x\b|times more|studies show|research says", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is so at the moment a message arrives, read from the rows."""

    now: datetime
    letter: Letter
    reader: Person
    pair: Pair | None = None
    ask: Ask | None = None
    sessions: Sequence[Session] = ()
    actions: Sequence[Action] = ()
    goals: Sequence[Goal] = ()

    @property
    def to_come(self) -> list[Session]:
        """The sessions that are booked and haven't begun."""
        return [each for each in self.sessions if each.outcome is Outcome.BOOKED and each.at > self.now]

    @property
    def has_no_date(self) -> bool:
        """Whether nothing is booked."""
        return not self.to_come

    @property
    def unreported(self) -> bool:
        """Whether a session is over of which nobody has said anything."""
        return any(each.outcome is Outcome.BOOKED and each.at <= self.now for each in self.sessions)

    @property
    def has_met(self) -> bool:
        """Whether they have met."""
        return any(each.outcome is Outcome.HELD for each in self.sessions)

    def is_late(self, factor: float) -> bool:
        """Whether they were silent for this many times their rhythm."""
        return self.pair is not None and self.now - self.pair.quiet_since >= factor * self.pair.rhythm


Truth = Callable[[Known], bool]
TRUTHS: Mapping[str, Truth] = {
    "action_due": lambda it: any(each.is_open for each in it.actions),
    "advice_followup": lambda it: any(each.is_open for each in it.actions) and it.has_met,
    "agenda": lambda it: any(each.at - it.now < 8 * DAY for each in it.to_come),
    "agreement_missing": lambda it: it.has_met,
    "ask_reminder": lambda it: it.ask is not None and it.ask.is_open and it.reader is it.ask.mentor,
    "book_next": lambda it: it.has_no_date and it.has_met and it.is_late(0.75),
    "first_meeting": lambda it: it.has_no_date and not it.has_met,
    "first_meeting_choice": lambda it: it.has_no_date and not it.has_met,
    "goal_check": lambda it: any(each.is_open for each in it.goals),
    "goal_due": lambda it: any(each.is_open for each in it.goals),
    "goal_setup": lambda it: it.has_met,
    "goal_stale": lambda it: any(each.is_open and it.now - each.updated_at >= 42 * DAY for each in it.goals),
    "outcome": lambda it: it.unreported,
    "pause_end": lambda it: it.pair is not None and it.pair.lifecycle.shown is Lifecycle.PAUSED,
    "primer": lambda it: bool(it.to_come) and not it.has_met,
    "reciprocity": lambda it: sum(each.outcome is Outcome.HELD for each in it.sessions) >= 2,
    "rest_notice": lambda it: it.has_no_date and it.is_late(1.75),
    "slip_mentee": lambda it: it.has_no_date and it.is_late(1.25),
    "slip_mentor": lambda it: it.has_no_date and it.is_late(1.5),
    "stalled": lambda it: it.has_no_date and it.is_late(1.75),
}
"""What has to be so when this is said; written down again from the catalogue, and not taken from the nudges."""


@dataclass(slots=True)
class Inspection:
    """All that was seen, and all that was wrong with it."""

    database: Database
    faults: list[str] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    nudges: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, shown: Shown) -> None:
        """Look at one message as it arrives."""
        with self.database.look(TEAM) as db:
            letter = db.scalar(sa.select(Letter).where(letters.c.id == shown.letter))
            if letter is None:
                self.faults.append(f"a message to {shown.to} of which nothing is kept")
                return
            along = db.scalars(sa.select(Letter).where(letters.c.lease == f"letter:{letter.id}")).all()
            parts = [self._known(db, each, shown.at) for each in (letter, *along)]
        name = f"{shown.at:%Y-%m-%d %H:%M} {letter.kind}" + "".join(f"+{each.kind}" for each in along)
        first = parts[0]
        found = [*allowed(first), *self._repeated(letter, along), *self._beyond_budget(first)]
        found += [f"{part.letter.kind} is untrue" for part in parts if not is_true(part)]
        found += [*explained(letter, shown), *sized(letter, shown)]
        self.faults += [f"{name} to {letter.to}: {each}" for each in found]
        self.kinds.update(part.letter.kind for part in parts)

    def lost(self, now: datetime) -> list[str]:
        """Find what should have been said long ago and wasn't."""
        with self.database.look(TEAM) as db:
            waiting = db.scalars(sa.select(Letter).where(letters.c.due_at < now - LOST_AFTER)).all()
            return [f"{each.kind} to {each.to} is {each.state}" for each in waiting if each.state not in DONE]

    def _known(self, db: orm.Session, letter: Letter, now: datetime) -> Known:
        reader = people.known(db, letter.to)
        assert reader
        pair = pairs.one(db, letter.pair_id) if letter.pair_id else None
        mine = sa.select(Goal).where(goals.c.owner_id == reader.id)
        return Known(
            now=now,
            letter=letter,
            reader=reader,
            pair=pair,
            ask=asks.one(db, letter.ask_id) if letter.ask_id else None,
            sessions=db.scalars(sa.select(Session).where(sessions.c.pair_id == pair.id)).all() if pair else (),
            actions=db.scalars(sa.select(Action).where(actions.c.pair_id == pair.id)).all() if pair else (),
            goals=db.scalars(mine).all(),
        )

    def _repeated(self, letter: Letter, along: Iterable[Letter]) -> Iterator[str]:
        for each in (letter, *along):
            self.said[each.key] += 1
            if self.said[each.key] > 1 and not each.key.endswith(AGAIN):
                yield f"{each.key} was said before"

    def _beyond_budget(self, it: Known) -> Iterator[str]:
        if it.letter.class_ is not Class.NUDGE or it.letter.key.endswith(AGAIN):
            return
        before = self.nudges[it.letter.to]
        if before and it.now - before[-1] < WEEK:
            yield f"a nudge {it.now - before[-1]} after another"
        if sum(it.now - each < FOUR_WEEKS for each in before) >= NUDGES_MAX:
            yield "a fourth nudge in four weeks"
        before.append(it.now)


def allowed(it: Known) -> Iterator[str]:
    """Find what this reader shouldn't be told now, however true it is."""
    letter, reader = it.letter, it.reader
    if not reader.has_joined:
        yield "its reader doesn't take part"
    if not reader.hours.allow(it.now) and letter.kind not in AT_ANY_HOUR:
        yield f"it is {reader.hours.local(it.now):%a %H:%M} there"
    if letter.class_ not in UNASKED:
        return
    if reader.silent_until and reader.silent_until > it.now:
        yield "its reader asked for silence"
    if letter.kind in reader.stopped and letter.class_ is Class.NUDGE:
        yield "its reader never wants to hear of this"
    if it.pair and it.pair.lifecycle not in SPEAKS:
        yield f"the pair is {it.pair.lifecycle}"


def is_true(it: Known) -> bool:
    """Tell whether what is said is so."""
    known = TRUTHS.get(it.letter.kind)
    return known is None or it.letter.key.endswith(AGAIN) or known(it)


def explained(letter: Letter, shown: Shown) -> Iterator[str]:
    """Find what comes unasked and doesn't say why, or offers no way to hear less."""
    ids = {element["action_id"] for _, element in tappable(shown.blocks)}
    if letter.class_ in UNASKED and "You get this because" not in shown.text:
        yield "it doesn't say why it came"
    if letter.class_ is Class.NUDGE and not ({"manners"} <= ids and "No other nudge from me before" in shown.text):
        yield "it offers no way to hear less"


def sized(letter: Letter, shown: Shown) -> Iterator[str]:
    """Find what is too long or offers too much; several things in one message count each for itself."""
    if FIGURE.search(LINK.sub("", shown.text)):
        yield f"a figure: {shown.text}"
    if letter.class_ not in UNASKED:
        return
    for part in parted(shown.blocks):
        words = [word for block in part for word in said(block).split() if re.search(r"\w", word)]
        buttons = [element for _, element in tappable(part) if element["type"] == "button"]
        if len(words) > WORDS_MAX:
            yield f"{len(words)} words: {' '.join(words)}"
        if len(buttons) > BUTTONS_MAX:
            yield f"{len(buttons)} buttons"


def parted(blocks: Iterable[Json]) -> list[list[Json]]:
    """Take a message apart at its lines; what says why, and how to hear less, is nobody's part."""
    parts: list[list[Json]] = [[]]
    for block in blocks:
        if block["type"] == "divider":
            parts.append([])
        elif block["block_id"] not in {"why", "manners"} and "No other nudge from me" not in said(block):
            parts[-1].append(block)
    return parts


def said(block: Json) -> str:
    """Return what is read of a block, without what somebody typed and is quoted."""
    texts = [
        block.get("text", {}).get("text", ""),
        *(each.get("text", "") for each in block.get("elements", ()) if block["type"] == "context"),
    ]
    return "\n".join(line for text in texts for line in text.splitlines() if not line.startswith(">"))
