"""Whoever read the farewell and tapped nothing is asked once more to look back, whenever the farewell reached them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import orm

from bot import farewells
from bot.mentoring import closings
from bot.mentoring.pairs import GoesOnAs, Pair
from bot.mentoring.sessions import Outcome
from bot.store import letters
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import begin, live, looked_at, plan, the_pair
from tests.scheduling.mailroom import Mailroom

DAY = timedelta(days=1)
AT_NIGHT = MONDAY + 20 * DAY + timedelta(hours=14)
BY_DAY = MONDAY + 21 * DAY + timedelta(hours=2)
SECOND_ASK = "closing_reflection"


def completes(db: orm.Session, pair: Pair, now: datetime) -> None:
    farewells.complete(db, pair, "UADA", "both said how to go on", now)


def goes_on_otherwise(db: orm.Session, pair: Pair, now: datetime) -> None:
    farewells.redefine(db, pair, GoesOnAs.PEERS, "UADA", now)


def wraps_up(room: Mailroom, at: datetime, how: Callable[[orm.Session, Pair, datetime], None]) -> int:
    """Let two meet, wrap up and part."""
    number = begin(room, "UADA", "UMEI", MONDAY)
    plan(room, number, MONDAY + DAY, Outcome.HELD)
    live(room, at)
    room.clock.now = at
    with room.database.begin(TEAM) as db:
        pair = the_pair(db, number)
        closings.wind_down(pair, at)
        how(db, pair, at)
    return number


def asked(room: Mailroom) -> list[str]:
    return sorted(each.to for each in room.all() if each.kind == SECOND_ASK and each.was_said)


@pytest.mark.parametrize("how", [completes, goes_on_otherwise])
@pytest.mark.parametrize("at", [AT_NIGHT, BY_DAY])
def test_both_who_read_the_farewell_and_tapped_nothing_are_asked_once_more_to_look_back(
    mailroom: Mailroom, how: Callable[[orm.Session, Pair, datetime], None], at: datetime
) -> None:
    wraps_up(mailroom, at, how)

    live(mailroom, at + 6 * DAY)
    assert asked(mailroom) == []
    live(mailroom, at + 60 * DAY)

    assert asked(mailroom) == ["UADA", "UMEI"]


def test_a_pair_that_is_over_is_looked_at_no_more_once_both_were_asked(mailroom: Mailroom) -> None:
    number = wraps_up(mailroom, BY_DAY, completes)

    live(mailroom, BY_DAY + 60 * DAY)

    assert looked_at(mailroom, number) is None


def test_one_whose_farewell_waits_for_weeks_keeps_nobody_from_being_asked_and_is_asked_later(
    mailroom: Mailroom,
) -> None:
    number = wraps_up(mailroom, BY_DAY, completes)
    with mailroom.database.begin(TEAM) as db:
        waits = letters.newest_about(db, number, "completed")
        assert waits
        waits.due_at, mentor = BY_DAY + 30 * DAY, waits.to
    assert mentor == "UMEI"

    live(mailroom, BY_DAY + 20 * DAY)
    assert asked(mailroom) == ["UADA"]
    live(mailroom, BY_DAY + 60 * DAY)

    assert asked(mailroom) == ["UADA", "UMEI"]
