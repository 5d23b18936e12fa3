"""Pairings: two people are proposed to each other, and each says alone whether it suits them (practice 3, PROPOSED)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import THEN
from bot.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    escape,
    listed,
    mention,
    message,
    moment,
    quote,
    section,
)
from bot.letterbox import About
from bot.mentoring import closings
from bot.mentoring.asks import CannotBeAsked
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import lines, pairs, people, programs, proposals

YES, NO = "yes", "no"
KIND = "pair_proposed"
CLOSED = message("This proposal is closed, and there is nothing for you to do.")
ARE_A_PAIR = message("You two are a pair now, so there is nothing to answer here.")


def propose(db: orm.Session, mentor: Person, mentee: Person, purpose: str, by: str | None, now: datetime) -> Pair:
    """Propose two people to each other, and ask both, each alone."""
    check(db, mentor, mentee)
    pair = pairs.propose(db, mentor, mentee, purpose, by, now)
    for reader in pair.both:
        tell(db, pair, reader, KIND, question(pair, reader.slack_id), now)
    return pair


def offer(db: orm.Session, mentor: Person, mentee: Person, purpose: str, now: datetime) -> Pair:
    """Ask a mentee whether they'd like a mentor who has said yes already."""
    check(db, mentor, mentee)
    pair = pairs.propose(db, mentor, mentee, purpose, mentor.slack_id, now)
    db.flush()
    pairs.pick(db, pair, mentor.slack_id, pairs.PROPOSAL, YES, now)
    why = f"You get this because {mention(mentor.slack_id)} offers it. No need to answer right away, and a no is fine."
    offered = message(*asked(pair, mentee.slack_id), context(why))
    tell(db, pair, mentee, KIND, offered, now)
    return pair


def check(db: orm.Session, mentor: Person, mentee: Person) -> None:
    """Refuse a pair inside a line, one that somebody doesn't want, and one with somebody who doesn't take part."""
    lines.check(db, mentor, mentee)
    apart = mentor.slack_id in people.blocked_with(db, mentee.slack_id)
    if apart or not (mentor.has_joined and mentee.has_joined):
        raise CannotBeAsked


def say(db: orm.Session, pair: Pair, actor: str, answer: str, now: datetime) -> bool:
    """Keep somebody's answer; return whether the two have become a pair with it.

    A no stays with whoever said it: until the last day it looks like an answer that hasn't come. Only when neither
    wants it there is nobody to wait for.
    """
    if answer == YES:
        check(db, pair.mentor, pair.mentee)
    said = pairs.pick(db, pair, actor, pairs.PROPOSAL, answer, now)
    if len(said) < len(pair.both) or len(set(said.values())) > 1:
        return False
    if answer == NO:
        close(db, pair, now)
        return False
    begin(db, pair, now)
    return True


def asked_of(db: orm.Session, number: int | None, actor: str) -> Pair:
    """Return the pair somebody was asked about, and keep others from deciding about it or its two people.

    The people are held first and in order, as when a request is answered: two answers never wait for each other.
    """
    seen = pairs.ever_theirs(db, number, actor)
    pairs.hold_both(db, seen.mentor, seen.mentee)
    db.expire(seen)
    return pairs.ever_theirs(db, number, actor, hold=True)


def begin(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Let two be the pair that was proposed to them, if there is room."""
    pairs.hold_both(db, pair.mentor, pair.mentee)
    pairs.check_room(db, pair.mentor, pair.mentee)
    pair.begin(now)
    keep_to_the_program(db, pair, now)
    pairs.record(db, pair, Lifecycle.PROPOSED, by=None, cause="both accepted", now=now)


def overtaken(db: orm.Session, mentor: Person, mentee: Person, now: datetime) -> Pair | None:
    """Let two who said yes to a request be the pair that was proposed to them, too; return it, if that is the same one.

    What was proposed the other way round can't come true beside it, and is closed. Nobody is asked any more.
    """
    pair = proposals.between(db, mentor, mentee)
    if pair is None:
        return None
    if pair.mentor is not mentor:
        close(db, pair, now, ARE_A_PAIR, "they are a pair the other way round")
        return None
    begin(db, pair, now)
    settle(db, pair, now, ARE_A_PAIR)
    return pair


def keep_to_the_program(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Let a pair that began in a program end with it, or after its term, as far as the two don't plan otherwise."""
    program = programs.one(db, pair.program_id) if pair.program_id else None
    if program is None:
        return
    term = timedelta(weeks=program.rules.term_weeks)
    ends = program.ends_at or (now + term if term else None)
    if ends and ends > now:
        closings.agree_on_end(pair, ends, now)


def lapse(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Let a proposal come to nothing once its time is over; who said yes hears so, and nobody hears why."""
    said = pairs.picked(db, pair, pairs.PROPOSAL)
    close(db, pair, now)
    for reader in pair.both:
        if said.get(reader.slack_id) == YES:
            tell(db, pair, reader, "pair_lapsed", came_to_nothing(pair, reader.slack_id), now)


def ask_later(db: orm.Session, held: Sequence[Letter], now: datetime) -> bool:
    """Give the two of a pair their whole time from now on where a lead's hold kept a question from being said.

    The question says until when, so it is worded anew, and put right where one of them has read it before. Tell
    whether there was any.
    """
    waiting = pairs.these(db, {letter.pair_id for letter in held if letter.pair_id})
    several = {pair.id: pair for pair in waiting if pair.lifecycle is Lifecycle.PROPOSED}
    corrections = dict[tuple[int, str], tuple[str, str]]()
    for pair in several.values():
        said = until(pair, is_held=False)
        pair.closes_at = pairs.accepts_until(pair, now)
        corrections |= {(pair.id, reader.slack_id): (said, until(pair, is_held=False)) for reader in pair.both}
    for letter in held:
        if pair_asked := several.get(letter.pair_id or 0):
            letter.reword(question(pair_asked, letter.to).payload)
    letterbox.correct(db, KIND, corrections, now)
    return bool(several)


def close(
    db: orm.Session,
    pair: Pair,
    now: datetime,
    words: Message = CLOSED,
    cause: str = "not both accepted",
) -> None:
    """End what never was a pair."""
    pair.end(now, Lifecycle.NEVER_STARTED)
    pairs.record(db, pair, Lifecycle.PROPOSED, by=None, cause=cause, now=now)
    settle(db, pair, now, words)


def settle(db: orm.Session, pair: Pair, now: datetime, words: Message) -> None:
    """Take the question back from whoever wasn't asked yet, and its buttons from whoever was."""
    letterbox.take_back(db, "the proposal is closed", pair=pair.id, kinds=(KIND,))
    letterbox.retire(db, words, now, pair=pair.id, kinds=(KIND,))


def tell(db: orm.Session, pair: Pair, reader: Person, kind: str, words: Message, now: datetime) -> None:
    """Write to one of the two, if they still take part."""
    if reader.has_joined:
        about = About(pair=pair.id)
        place = pair.workspace
        letterbox.drop(db, reader.slack_id, kind, f"pair{pair.id}", words, now, about=about, workspace=place)


def question(pair: Pair, reader: str) -> Message:
    """Ask one of the two."""
    return message(
        *asked(pair, reader),
        context("You get this because you take part in mentoring. No need to answer right away, and a no is fine."),
    )


def asked(pair: Pair, reader: str, *, is_held: bool = False) -> list[Block]:
    """Say with whom and about what, and offer both answers; Home shows the same.

    While a lead's hold keeps the question from being read in a message, its days haven't begun.
    """
    partner = pair.partner_of(reader)
    is_mentee = partner is pair.mentor
    role = "your mentor" if is_mentee else "your mentee"
    offers = f" They offer {escape(listed(pair.mentor.topics[:3]))}." if is_mentee and pair.mentor.topics else ""
    asks = f"Would you like {mention(partner.slack_id)} as {role}?"
    told = f"{asks}{offers}{until(pair, is_held=is_held)} What you answer stays with me."
    about = [] if is_mentee or not pair.purpose else [section(f"*What they want to learn*\n{quote(pair.purpose)}")]
    yes = button("Accept", "accept_pair", pair.id, style="primary", says=f"Accept to be a pair with {partner.name}")
    no = button("Not for me", "decline_pair", pair.id, says=f"Say that a pair with {partner.name} is not for me")
    return [section(told), *about, actions(yes, no)]


def until(pair: Pair, *, is_held: bool) -> str:
    """Say until when both may say yes."""
    if pair.closes_at is None:
        return ""
    held = f"within {pairs.DAYS_TO_ACCEPT} working days from when {THEN}"
    return f" If both of you say yes {held if is_held else f'by {moment(pair.closes_at)}'}, you are a pair."


def came_to_nothing(pair: Pair, reader: str) -> Message:
    """Say that it came to nothing, and what is open."""
    partner = mention(pair.partner_of(reader).slack_id)
    told = f"The pair with {partner} that was proposed didn't come about in time. That isn't about you."
    if reader == pair.mentor.slack_id:
        return message(f"{told} Your place is free.", actions(button("Change what you offer", "open_offer")))
    return message(told, actions(button("Find a mentor", "open_find", style="primary")))
