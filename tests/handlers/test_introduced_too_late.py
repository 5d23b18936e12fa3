"""An introduction that waits for somebody's morning while the two already pause, meet or wrap up: it comes no more."""

from datetime import timedelta

import pytest

from bot import farewells, safety
from bot.blocks.words import moments_in
from bot.introductions import introduction
from bot.letterbox import About
from bot.mentoring.brakes import Hold
from bot.mentoring.concerns import Concern
from bot.mentoring.lifecycles import Lifecycle
from bot.store import brakes, logbook, pairs
from handlers import answer
from handlers.log.keeping import end_silence
from handlers.pause import begin
from handlers.resume import go_on
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, letters_to, pairs_up

DAY = timedelta(days=1)
FIRST_DATE = "finds the first date"
A_PAIR_NOW = "You and <@UADA> are a pair now."
ROOM, ALONE = frozenset({answer.GROUPS}), frozenset[str]()


def becomes_a_pair(office: Office, granted: frozenset[str] = ALONE) -> int:
    """Let Ada and Jonas become a pair of which neither has heard yet."""
    number = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        words, about = introduction(pair, office.now()), About(pair=number)
        answer.introduce(
            db, pair.both, "introduction", f"pair{number}", words, office.now(), granted=granted, about=about
        )
    return number


def told(office: Office, slack_id: str) -> str:
    """Read all that somebody was told about the pair, alone or in a room with the other."""
    everything = letters_to(office, slack_id)
    return "\n".join(each for each in everything if "Hello" not in each)


@pytest.mark.parametrize("granted", [ALONE, ROOM])
def test_whoever_hears_of_a_pause_first_hears_that_they_are_a_pair_and_is_not_asked_for_a_date(
    office: Office, granted: frozenset[str]
) -> None:
    number = becomes_a_pair(office, granted)
    for days in (30, 40):
        with office.database.begin(office.workspace) as db:
            pair = pairs.one(db, number)
            assert pair
            begin(db, pair, pair.mentee, (office.now() + days * DAY).date(), office.now())

    heard = told(office, "UJONAS")

    assert heard.count(A_PAIR_NOW) == 1
    assert "<@UADA> pauses your pair until" in heard.partition(A_PAIR_NOW)[2]
    assert FIRST_DATE not in heard + told(office, "UADA")


def test_whoever_heard_of_the_pair_is_not_told_again_with_the_pause(office: Office) -> None:
    number = becomes_a_pair(office)
    assert FIRST_DATE in told(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        begin(db, pair, pair.mentee, (office.now() + 30 * DAY).date(), office.now())

    assert "<@UADA> pauses your pair" in told(office, "UJONAS")
    assert A_PAIR_NOW not in told(office, "UJONAS")


def test_a_pause_that_ended_before_the_other_one_heard_of_it_leaves_them_introduced_and_not_welcomed_back(
    office: Office,
) -> None:
    number = becomes_a_pair(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        begin(db, pair, pair.mentee, (office.now() + 30 * DAY).date(), office.now())
        go_on(db, pair, "UADA", office.now())

    heard = told(office, "UJONAS")

    assert f"{A_PAIR_NOW} A first date is the best beginning." in heard
    assert "Welcome back" not in heard
    assert "pauses" not in heard


def logs(office: Office, number: int) -> None:
    """Let Ada note that the two met today."""
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number, hold=True)
        assert pair
        session, _ = logbook.held(db, pair, pair.mentee, office.now().date(), office.now())
        end_silence(db, session, office.now())


def test_two_who_met_are_not_introduced_any_more(office: Office) -> None:
    number = becomes_a_pair(office)
    logs(office, number)

    assert FIRST_DATE not in told(office, "UJONAS") + told(office, "UADA")


def test_two_who_wrap_up_are_not_introduced_any_more(office: Office) -> None:
    number = becomes_a_pair(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        pair.meet(office.now(), office.now())
        farewells.begin(db, pair, "UADA", office.now())

    heard = told(office, "UJONAS")

    assert "wants to wrap up your mentoring well" in heard
    assert FIRST_DATE not in heard + told(office, "UADA")


def test_two_on_hold_are_not_introduced_before_it_is_lifted_and_then_only_whoever_knew_nothing(office: Office) -> None:
    number = becomes_a_pair(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        raised = Concern(workspace=office.workspace, by="UADA", contact=None, raised_at=office.now(), pair_id=number)
        db.add(raised)
        safety.hold(db, pair, "concern", office.now(), known_to=["UADA"])
    assert told(office, "UJONAS") == ""
    with office.database.begin(office.workspace) as db:
        pair, found = pairs.one(db, number), db.merge(raised)
        assert pair
        safety.lift(db, found, pair, office.now())
        assert pair.lifecycle is Lifecycle.INITIATING

    assert A_PAIR_NOW in told(office, "UJONAS")
    assert "are a pair now" not in told(office, "UADA")


@pytest.mark.parametrize("granted", [ALONE, ROOM])
def test_what_was_held_until_its_suggested_dates_had_passed_suggests_others(
    office: Office, granted: frozenset[str]
) -> None:
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    becomes_a_pair(office, granted)
    office.passes(6 * DAY)
    with office.database.begin(office.workspace) as db:
        brakes.release(db, brakes.every(db)[0].id, office.now())

    everything_arrives(office)

    ada = office.visitor("UADA")
    said = [each["text"] for place in ada.state()["dms"] for each in ada.messages(place["id"])]
    (heard,) = (text for text in said if FIRST_DATE in text)
    suggested = moments_in(heard.partition(FIRST_DATE)[2])
    assert len(suggested) == 3
    assert all(at > office.now() for at in suggested)
