"""Verdicts: what came of nudges, counted by kind over everybody this bot serves, and which kinds are off."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.effects import Effect
from bot.mentoring.letters import Letter, LetterState
from bot.store.once import insert
from bot.store.tables.letters import letters
from bot.store.tables.verdicts import switches, verdicts

AT_ONCE = 100
UNJUDGED = sa.text("letters.class = 'N' AND letters.judged_at IS NULL AND letters.state IN ('sent', 'withheld')")
"""Written out, because only then do both databases see that the partial index serves."""
OFF = sa.select(switches.c.kind, switches.c.off_since, switches.c.why).where(switches.c.off_since.is_not(None))


def unjudged(db: orm.Session, said_before: datetime) -> Sequence[Letter]:
    """Take some nudges, said or withheld, whose readers had time enough; whoever else judges takes other ones."""
    ripe = (letters.c.due_at <= said_before, sa.func.coalesce(letters.c.sent_at, letters.c.due_at) <= said_before)
    due = sa.select(Letter).where(UNJUDGED, *ripe).order_by(letters.c.due_at).limit(AT_ONCE)
    return db.scalars(due.with_for_update(skip_locked=True)).all()


def note(db: orm.Session, letter: Letter, now: datetime, *, acted: bool) -> None:
    """Keep what came of one nudge, once."""
    letter.judged_at = now
    verdict = {
        "letter_id": letter.id,
        "workspace": letter.workspace,
        "kind": letter.kind,
        "at": letter.sent_at or letter.due_at,
        "withheld": letter.state is LetterState.WITHHELD,
        "tapped": letter.acknowledged_at is not None,
        "acted": acted,
        "stopped": letter.stopped_at is not None,
    }
    db.execute(insert(db, verdicts).values(verdict).on_conflict_do_nothing())


def effects(db: orm.Session) -> Mapping[str, Effect]:
    """Count what came of each kind since it was last switched on."""
    sent, held = sa.not_(verdicts.c.withheld), verdicts.c.withheld
    answered = sa.or_(verdicts.c.acted, sa.and_(verdicts.c.tapped, sa.not_(verdicts.c.stopped)))
    counted = {
        "sent": sent,
        "tapped": sa.and_(sent, verdicts.c.tapped),
        "acted": sa.and_(sent, verdicts.c.acted),
        "answered": sa.and_(sent, answered),
        "stopped": sa.and_(sent, verdicts.c.stopped),
        "held_out": held,
        "acted_unasked": sa.and_(held, verdicts.c.acted),
    }
    sums = [sa.func.sum(sa.case((which, 1), else_=0)).label(name) for name, which in counted.items()]
    fresh = sa.or_(switches.c.counts_since.is_(None), verdicts.c.at >= switches.c.counts_since)
    query = sa.select(verdicts.c.kind, *sums).outerjoin(switches, switches.c.kind == verdicts.c.kind).where(fresh)
    found = db.execute(query.group_by(verdicts.c.kind)).mappings()
    return {row["kind"]: Effect(**row) for row in found}


def off(db: orm.Session) -> Mapping[str, tuple[datetime, str]]:
    """Return the kinds that are switched off, each with since when and why."""
    return {kind: (since, why) for kind, since, why in db.execute(OFF) if since}


def switch_off(db: orm.Session, kind: str, why: str, now: datetime) -> None:
    """Send this kind no more, until an operator says otherwise."""
    row = insert(db, switches).values(kind=kind, off_since=now, why=why)
    changed = {"off_since": row.excluded.off_since, "why": row.excluded.why}
    db.execute(row.on_conflict_do_update(index_elements=["kind"], set_=changed))


def switch_on(db: orm.Session, kind: str, now: datetime) -> bool:
    """Send this kind again, and count anew from here; tell whether it was off."""
    was_off = sa.update(switches).where(switches.c.kind == kind, switches.c.off_since.is_not(None))
    changed = was_off.values(off_since=None, why="", counts_since=now).returning(switches.c.kind)
    return db.scalar(changed) is not None


def note_stops(db: orm.Session, to: str, kinds: Sequence[str], since: datetime, now: datetime) -> None:
    """Note under the nudges of these kinds that somebody was lately sent that they want no more of them."""
    theirs = sa.update(Letter).where(letters.c.to == to, letters.c.kind.in_(kinds), letters.c.sent_at >= since)
    db.execute(theirs.where(letters.c.stopped_at.is_(None)).values(stopped_at=now))


def forget(db: orm.Session, before: datetime) -> None:
    """Drop what is too old to say anything about today."""
    db.execute(sa.delete(verdicts).where(verdicts.c.at < before))
