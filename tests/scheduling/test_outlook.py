"""The outlook: what one person will be told, found out without changing anything."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.mentoring.asks import Ask
from bot.mentoring.holdout import Holdout
from bot.mentoring.letters import AGAIN
from bot.mentoring.occasions import Class
from bot.mentoring.outlooks import AHEAD, Foreseen
from bot.mentoring.sessions import Outcome
from bot.store import facts, people
from scheduling import rounds
from scheduling.forecast import forecast
from scheduling.kinds import in_words
from scheduling.outlook import foresee
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import Queries, begin, make_round, plan
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.test_forecast import some_lives

DAY = timedelta(days=1)
BY_TIME_ALONE = {"rest_over", "welcome_back", "ask_expired", "pause_longer"}
"""What follows when time alone has changed something; the outlook ends there."""


def seen_by(room: Mailroom, slack_id: str, holdout: Holdout | None = None) -> list[Foreseen]:
    """Look ahead with somebody's eyes."""
    with room.database.look(TEAM) as db:
        person = people.known(db, slack_id)
        assert person
        return foresee(db, person, room.clock(), *([holdout] if holdout else []))


@pytest.mark.parametrize("who", ["UADA", "UMEI", "UNOOR", "UJONAS", "UAMARA"])
def test_it_is_what_the_rounds_will_say(mailroom: Mailroom, who: str) -> None:
    some_lives(mailroom)

    foreseen = [(each.at, each.about) for each in seen_by(mailroom, who) if not each.comes_along]

    planned = forecast(mailroom.database, MONDAY, AHEAD)
    theirs = [(each.at, in_words(each.kind)) for each in planned if each.to == who and each.kind not in BY_TIME_ALONE]
    assert foreseen == theirs
    assert bool(foreseen) is (who != "UAMARA")


def test_what_follows_the_end_of_a_pause_is_left_open(mailroom: Mailroom) -> None:
    some_lives(mailroom)

    assert seen_by(mailroom, "UTANE") == []


def test_it_says_why_with_whom_and_what_comes_along(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 9 * DAY)
    plan(mailroom, pair, MONDAY - 8 * DAY, Outcome.HELD)
    plan(mailroom, pair, MONDAY + 5 * DAY)

    foreseen = seen_by(mailroom, "UADA")

    assert {each.partner for each in foreseen} == {"UMEI"}
    assert all(each.why.startswith("You get this because") for each in foreseen)
    (first, along), *_ = [(one, other) for one, other in pairwise(foreseen) if other.comes_along]
    assert first.at == along.at
    assert not first.comes_along


def test_it_changes_nothing_and_takes_as_many_queries_for_three_pairs_as_for_one(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    heard = Queries(mailroom.database)
    seen_by(mailroom, "UADA")
    for_one = len(heard)
    begin(mailroom, "UADA", "UJONAS", MONDAY - 9 * DAY)
    begin(mailroom, "UADA", "UINES", MONDAY - 20 * DAY)

    heard.clear()
    partners = {each.partner for each in seen_by(mailroom, "UADA")}

    assert len(heard) == for_one < 40
    assert {"UMEI", "UJONAS", "UINES"} >= partners
    assert not any(statement.lstrip().upper().startswith(("UPDATE", "INSERT", "DELETE")) for statement in heard)
    assert mailroom.all() == []


def test_what_waits_for_the_next_opening_is_part_of_it_unless_it_is_untrue_by_then(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    make_round(mailroom)
    mailroom.write(kind="booked", key="a", class_=Class.TRANSACTIONAL, due_at=MONDAY + 10 * timedelta(hours=1))
    mailroom.write(kind="news", key="late", expires_at=MONDAY)
    mailroom.write(kind="news", key="far", due_at=MONDAY + 2 * AHEAD)
    first, booked, *_ = seen_by(mailroom, "UADA")

    assert (first.about, first.at, first.partner) == ("a first date", MONDAY, "UMEI")
    assert (booked.about, booked.at) == ("a new date", (MONDAY + DAY).replace(hour=9, minute=30))
    assert sum(each.about == "a first date" for each in seen_by(mailroom, "UADA")) >= 1

    plan(mailroom, pair, MONDAY + 2 * DAY)
    assert "a first date" not in {each.about for each in seen_by(mailroom, "UADA")}


def test_what_somebody_asked_to_see_again_comes_whatever_else_is_so(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    plan(mailroom, pair, MONDAY + 2 * DAY)
    key = f"first_meeting:pair{pair}:UADA:booked{AGAIN}"
    mailroom.write(kind="first_meeting", key=key, due_at=MONDAY + DAY, pair_id=pair)

    assert seen_by(mailroom, "UADA")[0].about == "a first date"


def test_a_request_that_waits_is_foreseen_until_it_closes(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        both = people.these(db, ["UADA", "UMEI"])
        asked = Ask(workspace=TEAM, mentor=both["UMEI"], mentee=both["UADA"], created_at=MONDAY, why="Your guide.")
        asked.send(MONDAY)
        db.add(asked)

    foreseen = seen_by(mailroom, "UMEI")

    assert [(each.about, each.partner) for each in foreseen] == [("a request that waits", "UADA")] * 2
    assert foreseen[-1].at < MONDAY + 14 * DAY
    assert seen_by(mailroom, "UADA") == []
    mailroom.clock.advance(15 * DAY)
    assert seen_by(mailroom, "UMEI") == []


def test_whoever_is_silent_and_whoever_is_never_told_foresee_nothing(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    everything = Holdout(1)

    assert "a first date" in {each.about for each in seen_by(mailroom, "UADA")}
    assert "a first date" not in {each.about for each in seen_by(mailroom, "UADA", everything)}
    with mailroom.database.begin(TEAM) as db:
        people.these(db, ["UADA"])["UADA"].pause(None, MONDAY)
    assert seen_by(mailroom, "UADA") == []


def test_what_was_said_is_not_foreseen_again(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    before = [each.about for each in seen_by(mailroom, "UADA")]
    make_round(mailroom)
    mailroom.deliver()
    assert rounds.make(mailroom.database, mailroom.clock()) == 0

    with mailroom.database.look(TEAM) as db:
        (subject,) = facts.of_pairs(db, [1])
    after = [each.about for each in seen_by(mailroom, "UADA")]

    assert [told.kind for told in subject.told] == ["first_meeting"]
    assert before[0] == "a first date"
    assert after == before[1:]
