"""Proposing up to three times: each sees them on their own clock, one is picked, or others are proposed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.blocks import Answers, button
from bot.mentoring.sessions import Outcome
from bot.mentoring.times import MOST, Times
from bot.picking import PICKS
from bot.playground.client import Visitor
from bot.store import pairs, sessions, times
from handlers.times import agree
from tests.databases import Databases
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, OVER, everything_arrives, hears, holds, pairs_up

THREE = {
    "First day": "2026-03-10",
    "First time": "14:00",
    "Second day": "2026-03-11",
    "Second time": "09:00",
    "Third day": "2026-03-12",
    "Third time": "16:30",
}


def proposes(office: Office, who: str, **given: str) -> Visitor:
    visitor = office.visitor(who)
    visitor.types("/mentor times")
    visitor.waits_for("First day")
    visitor.fills(given or THREE).submits()
    visitor.waits_for("You proposed")
    visitor.closes()
    everything_arrives(office)
    return visitor


def proposed(office: Office, pair_id: int) -> list[Times]:
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair
        return list(times.open_of(db, pair))


def booked_at(office: Office, pair_id: int) -> list[str]:
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair
        return [f"{each.at:%d %H:%M}" for each in sessions.of(db, pair) if each.outcome is Outcome.BOOKED]


def test_the_other_one_sees_the_times_on_their_own_clock_and_picks_one(office: Office) -> None:
    pair = pairs_up(office)
    ada = proposes(office, "UADA")
    jonas = office.visitor("UJONAS")
    jonas.waits_for("proposes to meet for 45 minutes. Which time suits you?")
    assert jonas.sees("Berlin time. No need to answer right away")
    ada.types("/mentor")
    ada.waits_for("<@UJONAS> may pick one of your times.")
    jonas.opens_home()
    home = jonas.waits_for(jonas.home)
    assert "<@UADA> proposes times to meet" in str(home)
    assert "Berlin time. No need to answer right away" in str(home)

    jonas.clicks("Wed 11 March, 10:00")

    jonas.waits_for("Set. You and <@UADA> meet")
    everything_arrives(office)
    assert booked_at(office, pair) == ["11 09:00"]
    assert ada.waits_for("<@UJONAS> set your next session")
    assert ada.sees("11 March 2026, 09:00 to 09:45 London time")
    assert proposed(office, pair) == []
    assert not any("Propose others" in str(message["blocks"]) for message in jonas.dm())
    assert jonas.sees("Calendar file")


def test_whoever_can_t_proposes_others_and_the_first_ones_are_gone(office: Office) -> None:
    pair = pairs_up(office)
    ada = proposes(office, "UADA")
    jonas = office.visitor("UJONAS")
    jonas.waits_for("Which time suits you?")

    jonas.clicks("Propose others")
    jonas.waits_for("First day")
    jonas.fills({"First day": "2026-03-13", "First time": "11:00"}).submits()
    jonas.waits_for("You proposed, Berlin time")
    jonas.closes()
    everything_arrives(office)

    assert jonas.sees("Other times were proposed instead of these.")
    ada.waits_for("<@UJONAS> proposes to meet")
    ada.clicks("Fri 13 March, 10:00")
    ada.waits_for("Set. You and <@UJONAS> meet")
    assert booked_at(office, pair) == ["13 10:00"]


def test_a_date_that_was_set_otherwise_settles_what_was_proposed(office: Office) -> None:
    pair = pairs_up(office)
    ada = proposes(office, "UADA")

    ada.types("/mentor pairs")
    holds(office, "UADA", button("Book a session", "book_session", pair)).clicks("Book a session")
    ada.waits_for("Not sure what suits you both?")
    ada.fills({"on": "2026-03-20", "at": "10:00"}).submits()
    ada.waits_for("Set. You and")
    everything_arrives(office)

    jonas = office.visitor("UJONAS")
    jonas.waits_for("Settled: your next session was set for")
    assert proposed(office, pair) == []


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"First day": "2026-03-02", "First time": "10:00"}, "on1"),
        ({"First day": "2028-03-02", "First time": "10:00"}, "on1"),
        ({"First day": "2026-03-03", "First time": "09:00"}, "at1"),
        ({"First day": "2026-03-10", "First time": "10:00", "Second day": "2026-03-10"}, "at2"),
        ({"First day": "2026-03-10", "First time": "10:00", "Third time": "10:00"}, "on3"),
        (THREE | {"Second day": "2026-03-10", "Second time": "14:00"}, "at2"),
    ],
)
def test_what_can_t_be_proposed_is_said_at_its_field(
    standing: tuple[Office, int], given: dict[str, str], wrong: str
) -> None:
    office, pair = standing
    ada = office.visitor("UADA")
    ada.types("/mentor times")
    ada.waits_for("First day")

    assert list(ada.fills(given).submits()["errors"]) == [wrong]

    ada.closes()
    assert proposed(office, pair) == []


@pytest.fixture(scope="module")
def standing(databases: Callable[[str], Databases]) -> object:
    office = Office(databases("sqlite").ready())
    yield office, pairs_up(office)
    office.close()


def test_what_is_not_theirs_is_over_or_settled_is_refused_and_nothing_happens_twice(office: Office) -> None:
    pair = pairs_up(office)
    proposes(office, "UADA")
    (one,) = proposed(office, pair)
    moves_in(office, "UINES")
    everything_arrives(office)

    for who, told in (("UINES", NOT_YOURS), ("UADA", "You proposed these yourself")):
        stranger = holds(office, who, button("Take it", "take_first", one.id))
        stranger.clicks("Take it")
        stranger.waits_for(told)
    stranger = holds(office, "UINES", button("Others", "other_times", one.id))
    stranger.clicks("Others")
    stranger.waits_for(NOT_YOURS)
    assert booked_at(office, pair) == []

    jonas = holds(office, "UJONAS", button("Pick", "take_first", one.id))
    jonas.clicks("Pick")
    jonas.waits_for("Set. You and <@UADA> meet")
    late = holds(office, "UJONAS", button("Late", "take_second", one.id), button("Nothing", "take_third", 999))
    late.clicks("Late")
    hears(late, "These times are settled", 1)
    assert booked_at(office, pair) == ["10 14:00"]


def test_a_time_that_has_passed_can_t_be_picked_and_one_of_an_ended_pair_neither(office: Office) -> None:
    pair = pairs_up(office)
    proposes(office, "UADA", **{"First day": "2026-03-03", "First time": "15:00"})
    (one,) = proposed(office, pair)
    office.passes(timedelta(days=1))

    jonas = holds(office, "UJONAS", button("Late", "take_first", one.id), button("None", "take_third", one.id))
    jonas.clicks("None")
    jonas.waits_for("These times are settled")
    jonas.clicks("Late")
    jonas.waits_for("That time has passed, so no date was set.")
    assert jonas.sees("<@UADA> proposed times to meet, and they have passed by now.")

    proposes(office, "UADA")
    with office.database.begin(office.workspace) as db:
        ended = pairs.one(db, pair)
        assert ended
        ended.end(office.now())
    (fresh,) = proposed(office, pair)
    jonas = holds(office, "UJONAS", button("Over", "take_first", fresh.id))
    jonas.clicks("Over")
    jonas.waits_for(OVER)


def test_what_has_passed_is_offered_no_more_once_it_was_pressed_on_home_or_when_it_is_said_late(
    office: Office,
) -> None:
    pair = pairs_up(office)
    ada = proposes(office, "UADA", **(THREE | {"First day": "2026-03-03", "First time": "12:00"}))
    office.passes(timedelta(hours=3))
    jonas = office.visitor("UJONAS")
    jonas.opens_home()
    assert "Tue 3 March" not in str(jonas.waits_for(jonas.home))

    jonas.clicks("Tue 3 March, 13:00")

    jonas.waits_for("That time has passed, so no date was set.")
    assert "Tue 3 March" not in str([each["blocks"] for each in jonas.dm()])
    assert jonas.sees("Wed 11 March, 10:00")
    assert booked_at(office, pair) == []
    ada.types("/mentor times")
    ada.waits_for("First day")
    ada.fills({"First day": "2026-03-04", "First time": "08:00", "Second day": "2026-03-05", "Second time": "09:00"})
    office.passes(timedelta(hours=4))
    ada.submits()
    office.passes(timedelta(hours=16))
    everything_arrives(office)
    jonas.waits_for("Thu 5 March, 10:00")
    assert "Wed 4 March" not in str(jonas.dm())


def test_with_several_pairs_the_bot_asks_which(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, mentor="UINES")
    ada = office.visitor("UADA")

    ada.types("/mentor times")

    ada.waits_for("With whom?")
    ada.clicks("Jonas Weber")
    ada.waits_for("First day")
    assert len(PICKS) == MOST


def test_two_who_propose_at_the_same_moment_both_see_both_and_nothing_is_lost(office: Office) -> None:
    pair = pairs_up(office)
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor times 13 March 11:00")
    jonas.waits_for("First day")
    ada = office.visitor("UADA")
    ada.types("/mentor times")
    ada.waits_for("First day")
    ada.fills(THREE).submits()
    ada.waits_for("You proposed, London time")
    ada.closes()

    jonas.submits()

    jonas.waits_for("<@UADA> has proposed times, too. Both stand")
    everything_arrives(office)
    assert {each.by.slack_id for each in proposed(office, pair)} == {"UADA", "UJONAS"}
    assert ada.waits_for("<@UJONAS> proposes to meet")
    assert jonas.sees("<@UADA> proposes to meet for 45 minutes.")
    jonas.closes(everything=True)
    jonas.clicks("Thu 12 March, 17:30")
    jonas.waits_for("Set. You and <@UADA> meet")
    everything_arrives(office)
    assert (booked_at(office, pair), proposed(office, pair)) == (["12 16:30"], [])
    assert ada.waits_for("Settled: your next session was set for")
    assert not ada.sees("You and <@UADA> meet"), "what is said to whoever picks is in their words"
    assert "Calendar file" in labels(jonas.sees("Set. You and <@UADA> meet")), "whoever picked keeps the date"


def test_the_same_moment_proposed_by_both_is_agreed_and_both_hear_it_once(office: Office) -> None:
    pair = pairs_up(office)
    proposes(office, "UADA")
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor times 13 March 11:00, 12 March 17:30 and 11 March 10:00")
    jonas.waits_for("First day")

    jonas.submits()
    jonas.waits_for("Set. You and <@UADA> meet")
    jonas.closes(everything=True)
    everything_arrives(office)

    assert (booked_at(office, pair), proposed(office, pair)) == (["11 09:00"], []), "the earlier of two"
    ada = office.visitor("UADA")
    hears(ada, "<@UJONAS> set your next session", 1)
    assert not ada.sees("proposes to meet")
    assert sum("proposes to meet" in str(each) for each in jonas.dm()) == 0, "what asked is settled"


def test_a_window_that_is_sent_off_twice_agrees_once(office: Office) -> None:
    pair = pairs_up(office)
    proposes(office, "UADA")
    jonas = {"on1": {"x": {"selected_date": "2026-03-10"}}, "at1": {"x": {"selected_time": "15:00"}}}
    given = Answers({"state": {"values": jonas}})

    for view, told in (("V1", "Set. You and"), ("V1", "This date was already set."), ("V2", "This date was already")):
        with office.database.begin(office.workspace) as db:
            two = pairs.theirs(db, pair, "UJONAS", hold=True)
            words = agree(db, two, two.mentor, given, view, office.now())
        assert words
        assert told in words.text

    everything_arrives(office)
    assert (booked_at(office, pair), proposed(office, pair)) == (["10 14:00"], [])
    hears(office.visitor("UADA"), "<@UJONAS> set your next session", 1)
