"""Reorganized: pairs whose two came to share a reporting line are silent until both said how to go on (E12).

Meanwhile nothing new is written down about the pair. Where the line is another one again, the pair goes on, unless
something else holds it.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot import leadership, letterbox, parting, safety, welcomes, withdrawals
from bot.blocks import Message, actions, button, day, listed, mention, message
from bot.letterbox import About
from bot.mentoring import holds
from bot.mentoring.concerns import Concern
from bot.mentoring.holds import LINE_CHANGED, NotesWait, episode
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.lines import is_shared
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.store import concerns, letters, lines, pairs, proposals
from bot.store.database import workspace_of
from bot.store.tables.people import people as rows
from bot.welcomes import rather_go_on

PEERS = "peers"


def look(db: orm.Session, now: datetime) -> int:
    """Hold every live pair whose two share a line now, and let go on whose don't any more; return how many are new.

    Two who were only asked whether they'd like to be a pair aren't asked any more.
    """
    known = sa.select(rows.c.slack_id, rows.c.manager).where(rows.c.workspace == workspace_of(db), rows.c.manager != "")
    manager_of = {slack_id: manager for slack_id, manager in db.execute(known) if manager}
    held = 0
    for pair in pairs.everybodys(db):
        if is_shared(manager_of, pair.mentor.slack_id, pair.mentee.slack_id):
            held += hold(db, pair, now)
        else:
            let_go_on(db, pair, now)
    for pair in proposals.every(db):
        if is_shared(manager_of, pair.mentor.slack_id, pair.mentee.slack_id):
            take_back_question(db, pair, now)
    return held


def take_back_question(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Withdraw the question whether two would like to be a pair; leads learn that it happened."""
    if withdrawals.withdraw(db, pair.id, now):
        names = listed(mention(each.slack_id) for each in pair.both)
        told = f"{names} share a reporting line now, so I took back the question whether they'd like to be a pair."
        tell_leads(db, pair, "line_shared", f"pair{pair.id}", told, now)


def is_in_the_way(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Tell whether a line keeps two from going on as mentor and mentee, and ask them if nobody has."""
    if not lines.forbid(db, pair):
        return False
    hold(db, pair, now)
    return True


def must_wait_with_notes(pair: Pair) -> None:
    """Refuse new words while the two share a line and haven't both said how to go on."""
    if pair.line_since:
        raise NotesWait


def hold(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Hold one pair and ask both, each alone, each time anew; leads learn that it happened. Peers are left alone.

    A concern raised before doesn't matter: a pair may be held for two reasons, and goes on when neither is left.
    """
    if pair.line_since or not holds.is_kept_apart(pair):
        return False
    both = [each.slack_id for each in pair.both]
    if not safety.hold(db, pair, LINE_CHANGED, now, known_to=both):
        safety.hush(db, pair, now, known_to=both)
    holds.share_a_line(pair, now)
    about, occasion = About(pair=pair.id), f"pair{pair.id}-{episode(pair)}"
    for reader in pair.both:
        words = question(pair, reader.slack_id)
        letterbox.drop(db, reader.slack_id, LINE_CHANGED, occasion, words, now, about=about)
    names = listed(mention(each) for each in both)
    told = f"{names} share a reporting line now. I asked both how they'd like to go on."
    tell_leads(db, pair, "line_shared", occasion, told, now)
    return True


def let_go_on(db: orm.Session, pair: Pair, now: datetime) -> bool:
    """Let a pair go on whose two don't share a line any more, unless something else keeps it on hold.

    Who was asked hears it. Who wasn't yet never needs to know that there was something to ask.
    """
    if pair.line_since is None:
        return False
    occasion, pair.line_since = f"pair{pair.id}-{episode(pair)}", None
    safety.release(db, pair, "they share no line any more", now)
    letterbox.take_back(db, "no line any more", pair=pair.id, kinds=(LINE_CHANGED, "line_shared"))
    letterbox.retire(db, NO_LINE, now, pair=pair.id, kinds=(LINE_CHANGED,))
    for reader in pair.both:
        asked = letters.by_key(db, letterbox.key_of(LINE_CHANGED, occasion, reader.slack_id))
        was_asked = asked is None or asked.state is not LetterState.CANCELLED
        if was_asked or is_news(db, pair, reader):
            words = over(db, pair, reader, now, was_asked=was_asked)
            letterbox.drop(db, reader.slack_id, "line_over", occasion, words, now, about=About(pair=pair.id))
        else:
            welcomes.introduce_late(db, pair, reader, now)
    return True


def ask_leads(db: orm.Session, pair: Pair, by: str, now: datetime) -> bool:
    """Bring the leads one wish to get in touch, once each time; tell whether there is anybody to ask."""
    told = f"{mention(by)} asks a lead to get in touch: they share a line with their partner."
    return tell_leads(db, pair, "line_lead", f"pair{pair.id}-{episode(pair)}-{by}", told, now)


def tell_leads(db: orm.Session, pair: Pair, kind: str, occasion: str, told: str, now: datetime) -> bool:
    """Write to the leads who aren't one of the two, in their hours; tell whether there are any."""
    leads = leadership.leads_of(db, pair.program_id, {each.slack_id for each in pair.both})
    for lead in leads:
        letterbox.drop(
            db,
            lead.slack_id,
            kind,
            occasion,
            message(told),
            now,
            about=About(pair=pair.id),
            class_=Class.LEAD,
            not_before=lead.hours.opening(now),
        )
    return bool(leads)


def rather_be_peers(db: orm.Session, pair: Pair, by: str, now: datetime) -> bool:
    """Keep the wish to go on as peers; tell whether they do."""
    pairs.pick(db, pair, by, episode(pair), PEERS, now)
    return settle(db, pair, by, now)


def settle(db: orm.Session, pair: Pair, by: str | None, now: datetime) -> bool:
    """Let two go on as peers once both would like to, and nothing else keeps the pair on hold."""
    occasion = episode(pair)
    if len(pairs.picked(db, pair, occasion)) < len(pair.both) or concerns.still_open(db, pair):
        return False
    holds.go_on_as_peers(pair, now)
    pairs.record(db, pair, Lifecycle.HOLD, by=by, cause=PEERS, now=now)
    letterbox.retire(db, ARE_PEERS, now, pair=pair.id, kinds=(LINE_CHANGED,))
    for reader in pair.both:
        partner = mention(pair.partner_of(reader.slack_id).slack_id)
        told = message(f"You and {partner} go on as peers, without mentoring. I keep quiet about it.")
        about = About(pair=pair.id)
        letterbox.drop(db, reader.slack_id, PEERS, f"pair{pair.id}:{occasion}", told, now, about=about)
    parting.tell_those_waiting(db, pair.mentor, now)
    return True


def lift(db: orm.Session, concern: Concern, pair: Pair, now: datetime) -> bool:
    """Let go of a concern. A line that the two haven't settled is asked about as before; what both answered counts."""
    if safety.lift(db, concern, pair, now):
        return True
    if not pair.line_since:
        return False
    if not settle(db, pair, None, now):
        words = still_asked(pair, concern.by)
        letterbox.drop(db, concern.by, "hold_lifted", f"concern{concern.id}", words, now, about=About(pair=pair.id))
    return True


def question(pair: Pair, reader: str) -> Message:
    """Ask one of the two how to go on."""
    partner = mention(pair.partner_of(reader).slack_id)
    return message(
        f"You and {partner} share a reporting line now, so I've paused your pair. Would you like to wrap up, or go on "
        "as peers without mentoring? Wrapping up takes one of you, peers both. No need to answer right away.",
        actions(*answers(pair), button("Ask lead", "line_lead", pair.id, says="Ask a program lead to get in touch")),
    )


def answers(pair: Pair) -> list[dict[str, object]]:
    """Offer the two answers that settle it."""
    return [
        button("Wrap up", "end_pair", pair.id, says="Wrap up this pair"),
        button("Continue as peers", "line_peers", pair.id, says="Go on as peers, without mentoring"),
    ]


def still_asked(pair: Pair, reader: str) -> Message:
    """Tell whoever let go of a concern what the pair waits for now."""
    partner = mention(pair.partner_of(reader).slack_id)
    return message(
        f"What you raised doesn't pause your pair with {partner} now. You two share a reporting line, so it stays "
        "paused until both of you said how to go on.",
        actions(*answers(pair), button("Ask lead", "line_lead", pair.id, says="Ask a program lead to get in touch")),
    )


def over(db: orm.Session, pair: Pair, reader: Person, now: datetime, *, was_asked: bool) -> Message:
    """Say that the line is over, and whether the pair goes on with it; or only what was taken back for its sake."""
    partner = pair.partner_of(reader.slack_id)
    told = f"You and {mention(partner.slack_id)} don't share a reporting line any more"
    if concerns.known_to(db, reader, [pair]):
        return message(f"{told}. Your pair stays paused, because of what you raised.")
    if until := holds.shown_until(pair, now):
        by = f"{mention(partner.slack_id)} pauses your pair" if is_news(db, pair, reader) else "Your pair stays paused"
        on = day(reader.hours.local(until).date())
        line = f"{told}. " if was_asked else ""
        return message(f"{line}{by} until {on}. It isn't about you.", actions(rather_go_on(pair)))
    book = button("Set the next date", "book_session", pair.id, style="primary")
    return message(f"{told}, so your pair goes on where it was.", actions(book))


def is_news(db: orm.Session, pair: Pair, reader: Person) -> bool:
    """Tell whether somebody never heard that the other one pauses, because it was taken back unsaid."""
    stands = pair.before_hold if pair.lifecycle is Lifecycle.HOLD else pair.lifecycle
    if stands is not Lifecycle.PAUSED or pair.paused_by != pair.partner_of(reader.slack_id).slack_id:
        return False
    told = letters.told_about_pairs(db, [pair.id], "paused").get(pair.id, [])
    since = pair.paused_at
    return not any(each.to == reader.slack_id and (since is None or each.at >= since) for each in told)


NO_LINE = message("That is settled: you two don't share a reporting line any more.")
ARE_PEERS = message("You two go on as peers, without mentoring, so there is nothing to answer here.")
