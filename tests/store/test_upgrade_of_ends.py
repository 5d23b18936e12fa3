"""Ends that nobody planned are gone with the new tables, and no other end is."""

from datetime import date, timedelta
from typing import Any

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Kind, Program
from bot.store import pairs, programs
from bot.store.database import Database
from bot.store.upgrade import downgrade, upgrade
from tests.examples import MONDAY, TEAM, ada, jonas, mei, noor, pair, tane

BEFORE = "0042"
ENDS_ON = date(2026, 7, 6)


def led(kind: Kind) -> Program:
    """Make a program as one could be before: with an end, whatever its kind."""
    facts: dict[str, Any] = {"workspace": TEAM, "by": "UINES", "created_at": MONDAY, "timezone": "Europe/Berlin"}
    facts |= {"closes_on": date(2026, 3, 9), "launches_on": date(2026, 3, 16), "ends_on": ENDS_ON}
    return Program(name=kind, kind=kind, **facts)


def test_what_is_always_on_loses_its_end_and_so_do_the_pairs_that_were_given_it(empty: Database) -> None:
    upgrade(empty)
    one, other, mentors = ada(), noor(), (mei(), jonas(), tane())
    with empty.begin(TEAM) as db:
        rolling, cohort = (programs.add(db, led(kind)) for kind in (Kind.ALWAYS_ON, Kind.COHORT))
        end = rolling.ends_at
        assert end
        closes = end - timedelta(days=30)
        several = [
            pair(mentor=mentors[0], mentee=one, term_ends_at=end, closes_at=closes),
            pair(mentor=mentors[1], mentee=one, term_ends_at=end + timedelta(days=1), closes_at=closes),
            pair(mentor=mentors[2], mentee=one, term_ends_at=end, closes_at=end, lifecycle=Lifecycle.WINDING_DOWN),
            pair(mentor=mentors[0], mentee=other, term_ends_at=end, closes_at=closes),
        ]
        for each in several:
            each.program_id = cohort.id if each is several[-1] else rolling.id
        db.add_all(several)
        db.flush()
        given, own, asked, of_a_cohort = (each.id for each in several)

    downgrade(empty, BEFORE)
    upgrade(empty)

    with empty.begin(TEAM) as db:
        there = {
            each.id: (each.term_ends_at, each.closes_at) for each in pairs.these(db, [given, own, asked, of_a_cohort])
        }
        kept = {each.kind: each.ends_on for each in programs.every(db)}
    assert there == {
        given: (None, None),
        own: (end + timedelta(days=1), closes),
        asked: (end, end),
        of_a_cohort: (end, closes),
    }
    assert kept == {Kind.ALWAYS_ON: None, Kind.COHORT: ENDS_ON}
