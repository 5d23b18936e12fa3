"""Farewells: how a pair wraps up, and how the two go on. Every step tells both, and neither what the other answered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import orm

from bot import letterbox, parting
from bot.blocks import Block, Message, actions, button, context, day, mention, message
from bot.letterbox import About
from bot.mentoring import closings
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import GoesOnAs, Pair
from bot.mentoring.people import Person
from bot.store import agreements, pairs

HOW_TO_GO_ON = "redefine"
YOURS_ALONE = "What you answer when you look back is yours alone, unless you write a line for the other."
LAST_QUESTION = ("extend_wish", HOW_TO_GO_ON, "term_outcome", "wind_down", "winding_down")
"""What asks how a pair ends, and is settled once it has."""


class Wish(StrEnum):
    """How somebody would like to go on when the planned end comes near, lightest first (practice E1)."""

    WRAP_UP = "wrap_up"
    NOW_AND_THEN = "now_and_then"
    EXTEND = "extend"


class Parting(StrEnum):
    """How somebody would like to go on after mentoring, lightest first (practice E4)."""

    DONE = "done"
    PEERS = "peers"
    NOW_AND_THEN = "now_and_then"

    @property
    def label(self) -> str:
        """What the button that means this says."""
        return _LABELS[self]


_LABELS = {Parting.DONE: "Done for now", Parting.PEERS: "Peers, no schedule", Parting.NOW_AND_THEN: "Now and then"}


def begin(db: orm.Session, pair: Pair, by: str | None, now: datetime) -> bool:
    """Begin to wrap up; tell the other that one of them wants to do it well. Return whether that is news."""
    was = pair.lifecycle
    closings.wind_down(pair, now)
    if was is pair.lifecycle:
        return False
    pairs.record(db, pair, was, by=by, cause="wrap_up" if by else "the end they planned is near", now=now)
    parting.forgo_introduction(db, pair)
    letterbox.take_back(db, "wrapping up", pair=pair.id, classes=(Class.NUDGE,))
    for each in pair.both:
        to = each.slack_id
        letterbox.retire(db, wrapping_up(pair, to), now, pair=pair.id, to=to, classes=(Class.NUDGE,))
    if by:
        reader = pair.partner_of(by)
        told = (
            f"{mention(by)} wants to wrap up your mentoring well: one last session, thanks, and a word on how to go on."
            " I'll ask each of you about that afterwards."
        )
        words = message(told, actions(_last_session(pair), _extend(pair), _end(pair)))
        tell(db, pair, reader, "winding_down", f"{now:%Y%m%d%H%M}", words, now)
    return True


def wish(db: orm.Session, pair: Pair, by: str, wanted: Wish, now: datetime) -> Wish | None:
    """Keep how somebody would like to go on, and do it once both have said; the lighter wish holds."""
    occasion = term_named(pair)
    said = pairs.pick(db, pair, by, occasion, wanted, now)
    if len(said) < len(pair.both):
        if asks_for_more(pair, wanted):
            ask_for_more(db, pair, by, now)
        return None
    holds = min((Wish(each) for each in said.values()), key=list(Wish).index)
    match holds:
        case Wish.EXTEND:
            extend(db, pair, by, now)
        case Wish.NOW_AND_THEN:
            redefine(db, pair, GoesOnAs.NOW_AND_THEN, by, now)
        case Wish.WRAP_UP:
            closings.wrap_up(pair, now)
            to = pair.partner_of(by).slack_id
            letterbox.retire(db, wrapping_up(pair, to), now, pair=pair.id, to=to, kinds=("wind_down",))
            for reader in pair.both:
                partner = mention(pair.partner_of(reader.slack_id).slack_id)
                told = f"You and {partner} have both answered, and you wrap up. A last session is the best next step."
                tell(db, pair, reader, "term_outcome", occasion, message(told, actions(_last_session(pair))), now)
    return holds


def term_named(pair: Pair) -> str:
    """Name what two are asked when the planned end comes near."""
    return f"term-{pair.wound_down_at:%Y-%m-%d}"


def asks_for_more(pair: Pair, wanted: Wish) -> bool:
    """Tell whether the other one hears of this wish at once: one of the two began to wrap up before any planned end."""
    return wanted is Wish.EXTEND and not pair.winds_down_as_planned


def ask_for_more(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    """Tell whoever began to wrap up that the other would rather go on; it takes both."""
    words = message(
        f"{mention(by)} would rather go on for three months. That takes both of you, and a no is fine.",
        actions(
            button("Extend 3 months", "term_extend", pair.id, says="Go on for three more months"),
            button("Wrap up", "term_wrap_up", pair.id, says="Wrap up well"),
        ),
    )
    tell(db, pair, pair.partner_of(by), "extend_wish", f"{pair.wound_down_at:%Y-%m-%d}", words, now)


def extend(db: orm.Session, pair: Pair, by: str, now: datetime) -> None:
    """Go on for three months, because both want to."""
    closings.extend(pair, now)
    pairs.record(db, pair, Lifecycle.WINDING_DOWN, by=by, cause="extended", now=now)
    agreements.renew(db, pair, now)
    _settle(db, pair, now)
    for reader in pair.both:
        ends = day(reader.hours.local(pair.term_ends_at or now).date())
        told = f"You and {mention(pair.partner_of(reader.slack_id).slack_id)} both want to go on: until {ends}."
        words = message(told, actions(_book(pair, "Set the next date")))
        tell(db, pair, reader, "extended", f"{pair.term_ends_at:%Y-%m-%d}", words, now)


def ask(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Ask each alone how they would like to go on (practice E4), unless they said so before they were asked.

    Where one of the two has left mentoring there is nobody to go on with, and it is done.
    """
    if not all(reader.has_joined for reader in pair.both):
        complete(db, pair, None, "one of the two has left", now)
        return
    closings.ask_how_to_go_on(pair, now)
    said = pairs.picked(db, pair, _parting(pair, now))
    for reader in pair.both:
        if reader.slack_id not in said:
            tell(db, pair, reader, HOW_TO_GO_ON, f"{now:%Y-%m-%d}", question(pair, reader.slack_id), now)


def ask_later(db: orm.Session, held: Sequence[Letter], now: datetime) -> bool:
    """Give two their whole time from now on where a lead's hold kept the last question from being said to one of them.

    What says until when is worded anew, also where the other one has read it before. Tell whether there was any.
    """
    waiting = pairs.these(db, {letter.pair_id for letter in held if letter.pair_id})
    several = {pair.id: pair for pair in waiting if pair.lifecycle is Lifecycle.WINDING_DOWN and pair.closing_since}
    corrections = dict[tuple[int, str], tuple[str, str]]()
    for pair in several.values():
        was = {reader: _silence(pair, reader) for reader in pair.both}
        closings.ask_how_to_go_on(pair, now)
        corrections |= {(pair.id, each.slack_id): (said, _silence(pair, each)) for each, said in was.items()}
    for letter in held:
        if pair_asked := several.get(letter.pair_id or 0):
            letter.reword(question(pair_asked, letter.to).payload)
    letterbox.correct(db, HOW_TO_GO_ON, corrections, now)
    return bool(several)


def question_again(db: orm.Session, pair: Pair, reader: str, now: datetime) -> Message:
    """Word the last question for somebody who opens it, whether they have answered it or not."""
    return question(pair, reader, pairs.picked(db, pair, _parting(pair, now)).get(reader))


def _silence(pair: Pair, reader: Person) -> str:
    """Say what it means to answer nothing, once both are asked."""
    until = reader.hours.local(pair.closes_at).date() if pair.closing_since and pair.closes_at else None
    return f" Without an answer by {day(until)} I take it as done for now." if until else ""


def question(pair: Pair, reader: str, answered: str | None = None) -> Message:
    """Word the last question; once it is asked of both, silence answers it, too, but of nobody who has answered.

    It may be the first that they read of an end they planned long ago: then it says so, and they can still extend.
    """
    own = f" You have answered: {Parting(answered).label}. Another answer takes its place." if answered else ""
    partner, ends_at = mention(pair.partner_of(reader).slack_id), pair.term_ends_at
    is_planned = ends_at is not None and pair.winds_down_as_planned
    on = day(pair.person(reader).hours.local(ends_at).date()) if ends_at else ""
    planned = f"The last day that was planned with {partner} is {on}. " if is_planned else ""
    whom, quarterly = "" if is_planned else f" with {partner}", "Meet now and then, about once a quarter"
    return message(
        f"{planned}How would you like to go on{whom} once your mentoring is over? I don't say who answered "
        f"what; the lighter of two holds. No need to answer right away.{own or _silence(pair, pair.person(reader))}",
        actions(
            button(Parting.PEERS.label, "go_on_peers", pair.id, says="Go on as peers, without a schedule"),
            button(Parting.NOW_AND_THEN.label, "go_on_now_and_then", pair.id, says=quarterly),
            button(Parting.DONE.label, "go_on_done", pair.id),
            *([_extend(pair)] if is_planned else []),
        ),
    )


def part(db: orm.Session, pair: Pair, by: str, wanted: Parting, now: datetime) -> Parting | None:
    """Keep how somebody would like to go on, and do it once both have said; the lighter answer holds."""
    said: Mapping[str, str] = pairs.pick(db, pair, by, _parting(pair, now), wanted, now)
    letterbox.take_back(db, "they have answered", pair=pair.id, to=by, kinds=(HOW_TO_GO_ON,))
    if len(said) < len(pair.both):
        return None
    holds = min((Parting(each) for each in said.values()), key=list(Parting).index)
    if holds is Parting.DONE:
        complete(db, pair, by, "both said how to go on", now)
    else:
        redefine(db, pair, GoesOnAs(holds), by, now)
    return holds


def redefine(db: orm.Session, pair: Pair, goes_on_as: GoesOnAs, by: str, now: datetime) -> None:
    """Go on without a schedule, and let those who wait hear of the mentor's free place."""
    was = pair.lifecycle
    closings.redefine(pair, goes_on_as, now)
    pairs.record(db, pair, was, by=by, cause=goes_on_as, now=now)
    _settle(db, pair, now)
    for reader in pair.both:
        words = message(
            f"From now on you and {mention(pair.partner_of(reader.slack_id).slack_id)} {in_words(pair, reader)}. "
            "Thank you for the time you gave each other.",
            actions(_look_back(pair), _book(pair, "Set a date")),
            context(YOURS_ALONE),
        )
        tell(db, pair, reader, "redefined", f"{now:%Y-%m-%d}", words, now)
    parting.tell_those_waiting(db, pair.mentor, now)


def complete(db: orm.Session, pair: Pair, by: str | None, cause: str, now: datetime) -> None:
    """End what did its work: both are thanked and asked to look back, each alone (practice E3)."""
    was = pair.lifecycle
    closings.complete(pair, now)
    pairs.record(db, pair, was, by=by, cause=cause, now=now)
    parting.clear_away(db, pair, now)
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        told = f"Your mentoring with {partner} is complete. Thank you for the time you gave each other."
        thanks = button("Thank and ask on", "refer", pair.id, says="Thank your mentor and ask who else might help")
        row = actions(_look_back(pair), *([thanks] if reader is pair.mentee else []))
        tell(db, pair, reader, "completed", "once", message(told, row, context(YOURS_ALONE)), now)
    parting.tell_those_waiting(db, pair.mentor, now)


def tell(db: orm.Session, pair: Pair, reader: Person, kind: str, occasion: str, words: Message, now: datetime) -> bool:
    """Write to one of a pair, if they still take part; tell whether that is news, and wasn't written before."""
    if not reader.has_joined:
        return False
    about, place, key = About(pair=pair.id), pair.workspace, f"pair{pair.id}:{occasion}"
    return letterbox.drop(db, reader.slack_id, kind, key, words, now, about=about, workspace=place)


def _settle(db: orm.Session, pair: Pair, now: datetime) -> None:
    letterbox.take_back(db, "it is settled", pair=pair.id, kinds=LAST_QUESTION)
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        words = message(f"This is settled, thank you. `/mentor pairs` shows how you and {partner} go on.")
        letterbox.retire(db, words, now, pair=pair.id, to=reader.slack_id, kinds=LAST_QUESTION)


def _parting(pair: Pair, now: datetime) -> str:
    """Name this end of a pair, of which each says how to go on after it."""
    return f"closing-{pair.wound_down_at or now:%Y-%m-%d}"


def _book(pair: Pair, label: str) -> Block:
    return button(label, "book_session", pair.id, style="primary")


def _last_session(pair: Pair) -> Block:
    return _book(pair, "Set a last date")


def _extend(pair: Pair) -> Block:
    return button("Rather extend", "term_extend", pair.id, says="Say that you would rather go on for three months")


def _end(pair: Pair) -> Block:
    return button("End now", "end_pair", pair.id, says="End this pair now")


def _look_back(pair: Pair) -> Block:
    return button("Look back", "look_back", pair.id, says="Look back in a few short questions")


def in_words(pair: Pair, reader: Person) -> str:
    """Say how two go on, and whom I remind of it: of meeting now and then it is the mentee alone (practice E5)."""
    if pair.goes_on_as is GoesOnAs.PEERS:
        return "are peers without a schedule, and I keep quiet about it"
    whom = "" if reader is pair.mentee else f" to {mention(pair.mentee.slack_id)}"
    return f"meet now and then, and I mention it{whom} about once a quarter"


def wrapping_up(pair: Pair, reader: str) -> Message:
    """Say to one of the two why a question of theirs is settled; another pair may be asked about beside it."""
    partner = mention(pair.partner_of(reader).slack_id)
    told = f"You and {partner} began to wrap up, so there is nothing to answer here."
    return message(f"{told} `/mentor pairs` shows what's next.")
