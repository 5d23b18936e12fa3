"""Judging: what came of nudges once their readers had time, and switching off a kind that is of no use."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import orm

from bot.mentoring.asks import AskState
from bot.mentoring.effects import ACTS_WITHIN
from bot.mentoring.facts import AskFacts, PairFacts
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.store import facts, verdicts
from bot.store.database import Database
from bot.store.facts import Facts
from scheduling.nudges import AnyNudge, every, is_measured

log = logging.getLogger(__name__)

BY_TIME_ALONE = frozenset({Lifecycle.DORMANT, Lifecycle.NEVER_STARTED, AskState.EXPIRED, AskState.VOID})
"""Where a pair or a request gets when nobody acts."""


def judge(database: Database, now: datetime) -> int:
    """Look at what came of nudges, a batch at a time; return how many were judged."""
    judged = 0
    while True:
        with database.everywhere() as db:
            ripe = verdicts.unjudged(db, now - ACTS_WITHIN)
            _judge(db, ripe, now)
        judged += len(ripe)
        if len(ripe) < verdicts.AT_ONCE:
            break
    if judged:
        with database.everywhere() as db:
            switch_off_what_fails(db, now)
    return judged


def switch_off_what_fails(db: orm.Session, now: datetime) -> None:
    """Switch off every kind that hardly anybody acts on, or that too many stop (practice P13)."""
    off, measured = verdicts.off(db), {nudge.kind for nudge in every() if is_measured(nudge)}
    for kind, effect in verdicts.effects(db).items():
        if kind in measured and kind not in off and (why := effect.why_not):
            verdicts.switch_off(db, kind, why, now)
            log.warning("nudges of the kind %s are switched off: %s", kind, why)


def has_acted(nudge: AnyNudge, subject: Facts | None, letter: Letter) -> bool:
    """Tell whether what a nudge is about was settled by somebody.

    The nudge itself is asked, without what this letter told: an occasion is gone when the facts it hangs on have
    changed, which time alone doesn't do but where it is named above.
    """
    if subject is None or _state(subject) in BY_TIME_ALONE or not isinstance(subject, nudge.about):
        return False
    told = [each for each in subject.told if (each.kind, each.occasion) != (letter.kind, letter.occasion)]
    before = replace(subject, told=told)
    dues = nudge.occasions(before)  # type: ignore[arg-type]  # matched by isinstance
    return not any((due.to, due.occasion) == (letter.to, letter.occasion) for due in dues)


def _judge(db: orm.Session, ripe: Sequence[Letter], now: datetime) -> None:
    kinds = {nudge.kind: nudge for nudge in every()}
    subjects = facts.about_these(db, ripe)
    for letter in ripe:
        nudge = kinds.get(letter.kind)
        acted = nudge is not None and has_acted(nudge, subjects.get(letter.id), letter)
        verdicts.note(db, letter, now, acted=acted)


def _state(subject: Facts) -> Lifecycle | AskState | None:
    if isinstance(subject, PairFacts):
        return subject.pair.lifecycle
    return subject.ask.state if isinstance(subject, AskFacts) else None
