"""Choosing when the bot may write, what about, and silence."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.blocks import Answers
from bot.mentoring.asks import Ask, AskState
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.store import pairs, people
from handlers import quiet
from handlers.quiet.sorts import SORTS
from scheduling import nudges
from tests.examples import MONDAY, ada
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office

TUESDAY = MONDAY + timedelta(days=1)


def known(office: Office) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
    assert person is not None
    return person


def opens_settings(office: Office) -> Visitor:
    moves_in(office, "UADA")
    visitor = office.visitor("UADA")
    visitor.types("/mentor quiet")
    visitor.waits_for("On which days may I write?")
    return visitor


def answers(**fields: object) -> Answers:
    usual: dict[str, object] = {
        "days": {"selected_options": [{"value": "0"}]},
        "slot": {"selected_time": "10:00"},
        "silence": {"selected_option": {"value": "write"}},
    }
    return Answers({"state": {"values": {name: {"value": field} for name, field in (usual | fields).items()}}})


def test_days_and_time_are_kept(office: Office) -> None:
    visitor = opens_settings(office)

    visitor.fills({"days": ["Monday", "Thursday"], "slot": "14:30"}).submits()

    assert visitor.sees("I write on Mondays and Thursdays, around 14:30 your time.")
    assert (known(office).days, known(office).slot) == ((0, 3), time(14, 30))


@pytest.mark.parametrize("slot", ["09:29", "16:30", "23:00"])
def test_a_time_outside_hours_is_refused_at_its_field(office: Office, slot: str) -> None:
    visitor = opens_settings(office)

    answer = visitor.fills({"slot": slot}).submits()

    assert list(answer["errors"]) == ["slot"]
    assert known(office).slot == time(10)


def test_kinds_are_stopped_and_come_back(office: Office) -> None:
    visitor = opens_settings(office)

    visitor.fills({"stopped": ["Goals"], "fewer": ["Giving something back"]}).submits()

    assert visitor.sees("Never any more: goals.")
    assert (known(office).stopped, known(office).fewer) == (
        ("goal_check", "goal_due", "goal_setup", "goal_stale"),
        ("pay_forward", "reciprocity"),
    )
    visitor.closes()
    opens_settings(office).fills({"stopped": [], "fewer": []}).submits()
    assert (known(office).stopped, known(office).fewer) == ((), ())


def test_everything_is_silent_until_a_day_and_speaks_again(office: Office) -> None:
    visitor = opens_settings(office)

    visitor.fills({"silence": "until", "until": "2026-04-01"}).submits()

    assert visitor.sees("I'm silent until Wed 1 April.")
    assert known(office).paused_until == datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    visitor.closes()
    opens_settings(office).fills({"silence": "Write to me"}).submits()
    assert not known(office).is_paused(office.now())


def test_everything_is_silent_until_they_say_otherwise(office: Office) -> None:
    visitor = opens_settings(office)

    visitor.fills({"silence": "for_now"}).submits()

    assert visitor.sees("I'm silent until you say otherwise.")
    assert known(office).is_paused(office.now() + timedelta(days=1000))


def test_sending_the_same_twice_keeps_the_same(office: Office) -> None:
    opens_settings(office).fills({"days": ["Friday"]}).submits()
    office.visitor("UADA").closes()

    visitor = opens_settings(office)
    visitor.submits()

    assert visitor.sees("I write on Fridays")


def test_the_button_on_home_opens_the_same_settings(office: Office) -> None:
    moves_in(office, "UADA")
    visitor = office.visitor("UADA")
    visitor.opens_home()
    visitor.waits_for("When I may write, and what I keep")

    visitor.clicks("open_quiet")

    assert visitor.waits_for("On which days may I write?")


def test_a_guest_is_told_that_mentoring_is_for_members(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.types("/mentor quiet")

    assert theo.waits_for("can't take part")


def test_no_day_at_all_is_refused_at_its_field() -> None:
    assert list(quiet.mistakes(answers(days={"selected_options": []}), ada().hours, TUESDAY)) == ["days"]
    assert list(
        quiet.mistakes(answers(days={"selected_options": [{"value": "9"}, {"value": "x"}]}), ada().hours, TUESDAY)
    ) == ["days"]


@pytest.mark.parametrize("slot", [None, "", "abc", "25:00", "23:59:59", "00:00+02:00"])
def test_a_malformed_time_is_refused_at_its_field(slot: str | None) -> None:
    assert list(quiet.mistakes(answers(slot={"selected_time": slot}), ada().hours, TUESDAY)) == ["slot"]


@pytest.mark.parametrize("day", [None, "", "0000-00-00", "2026-02-30", "2026-03-03", "2020-01-01", "9999-12-31"])
def test_silence_ends_on_a_day_that_is_to_come(day: str | None) -> None:
    until = answers(silence={"selected_option": {"value": "until"}}, until={"selected_date": day})

    assert list(quiet.mistakes(until, ada().hours, TUESDAY)) == ["until"]


def test_the_end_of_silence_is_noticed_at_once(office: Office) -> None:
    moves_in(office, "UADA", paused_until=office.now() + timedelta(days=3000))
    moves_in(office, "UJONAS", topics=("sql",), capacity=1)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pair = pairs.make(db, two["UJONAS"], two["UADA"], "", office.now())
        ask = Ask(workspace=office.workspace, mentee=two["UJONAS"], mentor=two["UADA"], created_at=office.now())
        ask.state = AskState.SENT
        ask.sent_at = office.now()
        db.add(ask)
        db.flush()
        pair.look_at = ask.look_at = two["UADA"].look_at = office.now() + timedelta(days=3000)

        quiet.settle(db, two["UADA"], answers(), office.now())

        assert [each.look_at for each in (pair, ask, two["UADA"])] == [office.now()] * 3


def test_every_nudge_has_a_plain_name() -> None:
    of_the_bots_own = {nudge.kind for nudge in nudges.every() if nudge.class_ is Class.NUDGE}

    assert {kind for sort in SORTS for kind in sort.kinds | sort.told_anyway} == of_the_bots_own
    assert sum(len(sort.kinds | sort.told_anyway) for sort in SORTS) == len(of_the_bots_own)


def test_a_long_silence_is_shown_as_chosen() -> None:
    paused = quiet.form(ada(paused_until=MONDAY + timedelta(days=3000)), MONDAY)
    until = quiet.form(ada(paused_until=MONDAY + timedelta(days=30)), MONDAY)

    assert [each.blocks[6]["element"]["initial_option"]["value"] for each in (paused, until)] == [
        "for_now",
        "until",
    ]
