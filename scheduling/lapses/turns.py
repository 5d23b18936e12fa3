"""Turns in a pair's life that only time brings: a pause that is over, a wish nobody answered, a rest that was long."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import orm

from bot import letterbox, parting, rhythm_wishes, welcomes
from bot.blocks import Message, actions, button, day, mention, message
from bot.mentoring import holds
from bot.mentoring.facts import Told
from bot.mentoring.pairs import CLOSE_AFTER_REST, EXTENDED_MAX, MEETING, Lifecycle, Pair
from bot.mentoring.rhythms import every
from bot.store import brakes, letters, overdue, pairs
from bot.store.database import Database
from scheduling.lapses import closings
from scheduling.lapses.telling import tell

GOES_ON = "went on for four weeks. `/mentor pairs` shows what can be done."
BY_THE_CLOCK = "you two go on where you stopped"
ANEW = "you two go on from today"
GOES_ON_AS = {
    Lifecycle.WINDING_DOWN: "you two go on wrapping up",
    Lifecycle.REDEFINED: "you two meet without a schedule again",
}
IS_OVER = "is over. `/mentor pairs` shows what's next."


def lapse(found: overdue.Found, database: Database, now: datetime) -> int:
    """Turn every pair of one kind, a batch at a time, each workspace for itself; one that was turned isn't found again.

    A turn may write to others of its workspace: whoever waits for a mentor hears of the place that is free again.
    """
    changed = 0
    while True:
        with database.everywhere() as db:
            batch = found(db, now)
        turned = sum(_turn_in(database, *each, now) for each in _by_workspace(batch).items())
        changed += turned
        if not turned or len(batch) < overdue.AT_ONCE:
            return changed


def _by_workspace(found: Sequence[tuple[str, int]]) -> Mapping[str, Sequence[int]]:
    several: dict[str, list[int]] = defaultdict(list)
    for workspace, number in found:
        several[workspace].append(number)
    return several


def _turn_in(database: Database, workspace: str, numbers: Sequence[int], now: datetime) -> int:
    with database.begin(workspace) as db:
        told = letters.told_about_pairs(db, numbers)
        held = overdue.these(db, numbers)
        return sum(turn(db, pair, now, told.get(number, ())) for number, pair in held.items())


def turn(db: orm.Session, pair: Pair, now: datetime, told: Iterable[Told] = ()) -> bool:
    """Do the one thing that time does to this pair now, if there is one."""
    if pair.lifecycle is Lifecycle.PAUSED and pair.paused_until and pair.paused_until <= now:
        end_pause(db, pair, told, now)
    elif pair.lifecycle is Lifecycle.HOLD and pair.paused_until and pair.paused_until <= now:
        holds.move_on(pair, now, was_asked=was_asked(pair, told))
        _clear_away(db, pair, GOES_ON, now)
    elif pair.lifecycle in overdue.CLOSING and pair.closes_at and pair.closes_at <= now:
        closings.close(db, pair, now)
    elif pair.lifecycle is Lifecycle.DORMANT and pair.quiet_since + CLOSE_AFTER_REST <= now:
        end(db, pair, now)
    elif pair.wish_lapses_at and pair.wish_lapses_at <= now:
        settle(db, pair, now)
    else:
        return False
    return True


def end_pause(db: orm.Session, pair: Pair, told: Iterable[Told], now: datetime) -> None:
    """End a pause. Whoever was asked and said nothing gets four more weeks, twice; then the rest is spoken of.

    Two who wrap up, or meet without a schedule, don't rest: they go on where they stood.
    """
    was_asked_now = was_asked(pair, told)
    if was_asked_now and pair.pause_extended < EXTENDED_MAX:
        go_on_pausing(db, pair, now)
    elif not was_asked_now or pair.under_way not in MEETING:
        resume(db, pair, now)
    else:
        pair.wake_to_rest(now)
        pairs.record(db, pair, Lifecycle.PAUSED, by=None, cause="nobody ended the pause", now=now)
        _clear_away(db, pair, IS_OVER, now)


def was_asked(pair: Pair, told: Iterable[Told]) -> bool:
    """Tell whether anybody was asked how to go on after this pause."""
    return any(each.kind == "pause_end" and each.occasion == pair.pause_named for each in told)


def resume(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Take a pair up again whose pause is over, and welcome both back (practice D8)."""
    since = pair.paused_at or now
    pair.resume(now, by_itself=True)
    pairs.record(db, pair, Lifecycle.PAUSED, by=None, cause="the pause was over", now=now)
    _clear_away(db, pair, IS_OVER, now)
    how = GOES_ON_AS.get(pair.lifecycle, ANEW if pair.quiet_since == now else BY_THE_CLOCK)
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        goes_on = f"Welcome back: the pause with {partner} is over, and {how}."
        welcomes.send(db, pair, reader, goes_on, since, now)


def go_on_pausing(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Let a pause go on, and tell the other one the new day."""
    _clear_away(db, pair, GOES_ON, now)
    pair.pause_longer(now)
    for reader in pair.both:
        if pair.paused_by not in {None, reader.slack_id} and pair.paused_until:
            on, partner = day(reader.hours.local(pair.paused_until).date()), mention(pair.paused_by or "")
            words = message(
                f"The pause with {partner} goes on until {on}. It isn't about you.",
                actions(welcomes.rather_go_on(pair)),
            )
            tell(db, pair, reader, "pause_longer", pair.pause_named, words, now)


def _clear_away(db: orm.Session, pair: Pair, happened: str, now: datetime) -> None:
    letterbox.take_back(db, "the pause is over", pair=pair.id, kinds=welcomes.OF_A_PAUSE)
    for reader in pair.both:
        words = message(f"This pause with {mention(pair.partner_of(reader.slack_id).slack_id)} {happened}")
        letterbox.retire(db, words, now, pair=pair.id, to=reader.slack_id, kinds=welcomes.OF_A_PAUSE)


def settle(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Let nudges go by the slower rhythm when a wish stayed without an answer, and say so where it changes anything.

    The agreed rhythm stays, and the wish can still be answered: its buttons stay, too. Who couldn't read of it yet,
    because a lead holds it, has the whole time from then on.
    """
    if rhythm_wishes.ask_later(db, brakes.waiting(db, rhythm_wishes.KIND, pair_id=pair.id), now):
        return
    since, wisher = pair.wished_at, pair.wished_by
    changes = pair.settle(now)
    if not all(reader.has_joined for reader in pair.both):
        return  # nobody decides on it with somebody who has left, and whoever stays was told that nothing more is asked
    told = pair.both if changes else [reader for reader in pair.both if reader.slack_id == wisher]
    for reader in told:
        tell(db, pair, reader, "rhythm_settled", f"{since:%Y-%m-%d}", settled(pair, reader.slack_id), now)


def settled(pair: Pair, reader: str) -> Message:
    """Say which rhythm holds for now."""
    partner = mention(pair.partner_of(reader).slack_id)
    told = f"You and {partner} haven't agreed on another rhythm yet, so you still meet {every(pair.rhythm)}."
    if pair.pace != pair.rhythm:
        told += f" Until you two decide, I remind you only by the slower one: {every(pair.pace)}."
    return message(told, actions(button("Choose a rhythm", "choose_rhythm", pair.id)))


def end(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Close a pair that rested for a month: without fault, with both told, and with those who wait for a mentor."""
    was, met = pair.lifecycle, bool(pair.held)
    pair.end(now, Lifecycle.ENDED_NO_FAULT if met else Lifecycle.NEVER_STARTED)
    pairs.record(db, pair, was, by=None, cause="it rested for long", now=now)
    parting.clear_away(db, pair, now)
    for reader in pair.both:
        tell(db, pair, reader, "rest_over", "rest", farewell(pair, reader.slack_id, met=met), now)
    parting.tell_those_waiting(db, pair.mentor, now)


def farewell(pair: Pair, reader: str, *, met: bool) -> Message:
    """Say that a pair is over, that nobody is to blame, and what is open to each."""
    partner = mention(pair.partner_of(reader).slack_id)
    happened = "has rested for a month" if met else "never found a first date, which happens to many"
    thanks = " Thank you for the time you gave each other." if met else ""
    told = f"Your pair with {partner} {happened}, so I have closed it. It isn't a mark against anyone.{thanks}"
    if reader == pair.mentor.slack_id:
        return message(f"{told} Your place is free again.", actions(button("Change what you offer", "open_offer")))
    again = button("Another match", "rematch", pair.id, says="Say what should be different next time")
    search = button("Find a mentor", "open_find", style="primary")
    return message(f"{told} You can ask again, or ask somebody else.", actions(search, again))


LAPSES: tuple[Callable[[Database, datetime], int], ...] = tuple(
    partial(lapse, found) for found in (overdue.pauses, overdue.holds, overdue.wishes, overdue.closings, overdue.rests)
)
