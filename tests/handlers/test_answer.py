"""Saying yes to a request: a pair, once, by the mentor only, and only where there is room."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.introductions import introduction
from bot.mentoring.asks import AskState, NotTheirAsk
from bot.playground.client import Visitor
from bot.store import asks, pairs, people
from bot.workspaces import OneWorkspace
from handlers import answer
from tests.examples import MONDAY, ada, mei, pair
from tests.handlers.asking import (
    WANT,
    WHY,
    asks_for,
    between,
    everything_arrives,
    labels,
    live_pairs,
    moves_in,
    offers,
    state,
    told,
)
from tests.handlers.conftest import Office


@pytest.fixture
def jonas(office: Office) -> Visitor:
    """Jonas has a request of Ada's in front of him."""
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    asks_for(office, "UADA", "UJONAS", **{"Two or three times": "Tue 10"})
    return office.visitor("UJONAS")


def test_a_yes_makes_a_pair_and_introduces_both_in_a_room_of_their_own(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Accept")

    jonas.waits_for("the two of you are a pair")
    (pair,) = live_pairs(office, "UADA")
    assert (pair.mentor.slack_id, pair.purpose) == ("UJONAS", WANT)
    for reader in ("UADA", "UJONAS"):
        begins = " ".join(WANT.split()[:12])
        for words in ("<@UADA>, meet <@UJONAS>", begins, "<@UJONAS> offers sql", "finds the first date", "Tue 10"):
            assert words in told(office, reader)
        assert told(office, reader).count("finds the first date") == 1
    assert "Every two weeks." in told(office, "UADA")


def test_where_the_bot_may_open_no_room_each_gets_a_letter(office: Office, jonas: Visitor) -> None:
    workspaces = office.bot.workspaces
    assert isinstance(workspaces, OneWorkspace)
    workspaces.only = replace(workspaces.only, granted=workspaces.only.granted - {"mpim:write"})

    jonas.clicks("Accept")

    jonas.waits_for("the two of you are a pair")
    everything_arrives(office)
    for reader in ("UADA", "UJONAS"):
        introduction = office.visitor(reader).dm()[-1]
        assert "meet <@UJONAS>, your mentor" in introduction["text"]
        assert labels(introduction) == ["Book the first date", "Propose times", "How we work", "First questions"]


def test_two_who_never_work_at_the_same_time_are_introduced_one_by_one_in_their_own_hours(
    office: Office, jonas: Visitor
) -> None:
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        two["UADA"].timezone, two["UJONAS"].timezone = "Asia/Tokyo", "America/Los_Angeles"

    jonas.clicks("Accept")

    jonas.waits_for("the two of you are a pair")
    for reader, after in (("UJONAS", timedelta(hours=10)), ("UADA", timedelta(hours=5))):
        assert not any("meet <@UJONAS>" in each["text"] for each in office.visitor(reader).dm())
        office.passes(after)
        everything_arrives(office)
        assert any("meet <@UJONAS>, your mentor" in each["text"] for each in office.visitor(reader).dm())


def test_without_times_in_the_request_three_within_the_hours_of_both_are_suggested() -> None:
    far = pair(mentor=mei(timezone="Pacific/Auckland"))

    assert introduction(pair(), MONDAY).text.count("• <!date^") == 3
    assert "perhaps" not in introduction(far, MONDAY).text


def test_why_two_match_is_what_they_met_for_and_not_what_a_directory_says_somebody_looks_for() -> None:
    two = pair(mentor=mei(topics=("python", "sql")), mentee=ada(wants=("python",)), purpose="Read SQL plans")

    assert "<@UMEI> offers sql." in introduction(two, MONDAY).text


def test_the_first_questions_are_behind_a_button_and_a_pair_that_is_over_has_no_buttons_left(
    office: Office, jonas: Visitor
) -> None:
    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair")
    everything_arrives(office)
    room = next(place for place in jonas.state()["dms"] if "meet <@UJONAS>" in str(jonas.messages(place["id"])))
    assert "First questions" in str(jonas.messages(room["id"]))

    jonas.clicks("First questions")
    jonas.waits_for("Three questions for your first session with <@UADA>.")
    jonas.clicks("Other questions")
    jonas.waits_for("Three other questions for your first session with <@UADA>.")
    jonas.closes(everything=True)
    jonas.types("/mentor end")
    jonas.waits_for("needs nobody's approval")
    jonas.submits()
    jonas.waits_for("has ended.")
    everything_arrives(office)

    assert "This pair has ended. That is fine at any time" in str(jonas.messages(room["id"]))
    assert "First questions" not in str(jonas.messages(room["id"]))


def test_times_are_suggested_counted_from_when_the_two_can_read_them() -> None:
    friday_evening = MONDAY - timedelta(days=3) + timedelta(hours=8)

    first = introduction(pair(), friday_evening).text.partition("• <!date^")[2].partition("^")[0]

    assert datetime.fromtimestamp(int(first), UTC).date() == (MONDAY + timedelta(days=2)).date()


def test_after_an_answer_no_button_is_left(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair")

    everything_arrives(office)

    assert all("Accept" not in labels(message) for message in jonas.dm())


def test_a_second_click_says_what_is_already_so(office: Office, jonas: Visitor) -> None:
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None
    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair")

    with office.database.begin(office.workspace) as db, pytest.raises(answer.AlreadyAnswered) as refused:
        answer.waiting(db, ask.id, "UJONAS")

    assert refused.value.sentence == (
        "This request was already answered: you accepted it on Tue 3 March. Nothing changed now."
    )
    assert len(live_pairs(office, "UADA")) == 1


@pytest.mark.usefixtures("jonas")
@pytest.mark.parametrize("value", ["0", "999999999", "x", "", None, "1; drop table asks", "9" * 40])
def test_an_ask_that_is_not_there_is_nobodys(office: Office, value: object) -> None:
    with office.database.begin(office.workspace) as db, pytest.raises(NotTheirAsk):
        answer.waiting(db, value, "UJONAS")


@pytest.mark.parametrize("stranger", ["UADA", "UNOOR"])
def test_only_the_mentor_may_answer(office: Office, jonas: Visitor, stranger: str) -> None:
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None

    with office.database.begin(office.workspace) as db, pytest.raises(NotTheirAsk):
        answer.waiting(db, ask.id, stranger)

    assert jonas.sees("Accept")


def test_a_mentor_without_room_hears_so_and_the_request_stays_open(office: Office, jonas: Visitor) -> None:
    moves_in(office, "UNOOR")
    with office.database.begin(office.workspace) as db:
        known = people.these(db, ["UJONAS", "UNOOR"])
        pairs.make(db, known["UJONAS"], known["UNOOR"], "", office.now())

    jonas.clicks("Accept")

    jonas.waits_for("You have no place left, so the request stays open.")
    assert state(office) is AskState.SENT


def test_a_line_that_came_up_meanwhile_keeps_them_apart(office: Office, jonas: Visitor) -> None:
    moves_in(office, "UADA", manager="UJONAS")

    jonas.clicks("Accept")

    jonas.waits_for("You share a reporting line")
    assert state(office) is AskState.SENT


def test_a_block_that_came_up_meanwhile_is_not_told(office: Office, jonas: Visitor) -> None:
    with office.database.begin(office.workspace) as db:
        people.block(db, "UADA", ["UJONAS"])

    jonas.clicks("Accept")

    jonas.waits_for("They aren't available for requests right now.")
    assert live_pairs(office, "UJONAS") == []


def test_where_nobody_knows_the_lines_the_mentor_confirms_once(office: Office, jonas: Visitor) -> None:
    for slack_id in ("UADA", "UJONAS"):
        moves_in(office, slack_id, manager=None)
    jonas.clicks("Accept")
    jonas.waits_for("Mentoring works across lines only.")
    assert live_pairs(office, "UADA") == []

    jonas.fills({"Please confirm": ["We are not in the same reporting line"]}).submits()

    jonas.waits_for("the two of you are a pair")
    assert len(live_pairs(office, "UADA")) == 1


def test_the_third_mentor_closes_what_is_still_open(office: Office, jonas: Visitor) -> None:
    for mentor in ("UMIA", "UAISHA", "ULIAM"):
        offers(office, mentor, "python", manager="UELENA")
    asks_for(office, "UADA", "UMIA", **{"Why you ask them": "Other words altogether, because you write so clearly"})
    with office.database.begin(office.workspace) as db:
        known = people.these(db, ["UADA", "UAISHA", "ULIAM"])
        for mentor in ("UAISHA", "ULIAM"):
            pairs.make(db, known[mentor], known["UADA"], "", office.now())

    jonas.clicks("Accept")
    jonas.waits_for("the two of you are a pair")

    assert "I closed your open requests to <@UMIA>" in told(office, "UADA")
    assert "There is nothing for you to do." in told(office, "UMIA")
    other = between(office, "UADA", "UMIA")
    assert other is not None
    assert other.state is AskState.VOID


def test_a_request_is_read_and_answered_from_home(office: Office, jonas: Visitor) -> None:
    jonas.opens_home()
    jonas.waits_for("Read and answer")
    jonas.clicks("Read and answer")
    jonas.waits_for(jonas.modal)
    assert WHY in str(jonas.modal())

    jonas.clicks("Accept")

    jonas.waits_for(lambda: "the two of you are a pair" in str(jonas.modal()))
    assert len(live_pairs(office, "UADA")) == 1


def test_a_form_from_before_the_answer_says_what_happened(office: Office, jonas: Visitor) -> None:
    jonas.clicks("Not now…")
    jonas.waits_for("A sentence to them")
    with office.database.begin(office.workspace) as db:
        ask = asks.held(db, 1)
        assert ask is not None
        ask.withdraw(office.now())

    errors = jonas.submits()["errors"]

    assert "it was withdrawn on Tue 3 March" in str(errors)


def test_a_mentee_who_left_cannot_be_accepted(office: Office, jonas: Visitor) -> None:
    moves_in(office, "UADA", joined_at=None)

    jonas.clicks("Accept")

    jonas.waits_for("They have left mentoring in the meantime")
    assert live_pairs(office, "UJONAS") == []
