"""Two who come to share a reporting line: each time they are asked how to go on, and nothing slips past the rule."""

from datetime import timedelta

import pytest

from bot import farewells, reorganized
from bot.blocks import button
from bot.mentoring import closings
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import GoesOnAs
from bot.playground.client import Visitor
from bot.store import pairs, people
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, looks, pairs_up

ASKED = "share a reporting line now"
OVER = "don't share a reporting line any more"
NO_WAY = "mentoring inside a reporting line isn't set up here"


def reports_to(office: Office, who: str, manager: str | None) -> None:
    """Let somebody have another manager, as a table of people tells it."""
    with office.database.begin(office.workspace) as db:
        people.these(db, [who])[who].manager = manager
        db.flush()
        reorganized.look(db, office.now())


def stands(office: Office, pair: int) -> Lifecycle:
    return looks(office, pair, lambda each: each.lifecycle)


def asked(office: Office, who: str) -> int:
    """Count how often somebody was asked how to go on, answered or not."""
    with office.database.look(office.workspace) as db:
        every = db.query(Letter).filter_by(to=who, kind="line_changed", edits=None).all()
        return sum(each.state is not LetterState.CANCELLED for each in every)


def listed(visitor: Visitor) -> str:
    """Read what somebody's pairs are on Home."""
    visitor.opens_home()
    return str(visitor.waits_for(visitor.home))


def types(visitor: Visitor, words: str, told: str) -> None:
    visitor.types(f"/mentor {words}")
    visitor.waits_for(told)


def raises_a_concern(office: Office, pair: int) -> Visitor:
    """Let Ada raise a concern about Jonas where nobody independent is named."""
    ada = holds(office, "UADA", button("Concern", "raise_concern", pair))
    ada.clicks("Concern")
    ada.submits()
    ada.waits_for("They see a pause, and no reason.")
    ada.closes(everything=True)
    letters_to(office, "UADA")
    return ada


def test_held_let_go_and_held_again_within_a_day_asks_again_and_an_old_answer_counts_for_nothing(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=9)
    reports_to(office, "UADA", "UJONAS")
    letters_to(office, "UADA")
    office.visitor("UADA").clicks("Continue as peers")
    reports_to(office, "UADA", None)
    letters_to(office, "UADA")
    assert stands(office, pair) is Lifecycle.ACTIVE

    reports_to(office, "UADA", "UJONAS")

    for who in ("UADA", "UJONAS"):
        assert ASKED in letters_to(office, who)[-1]
        assert not office.visitor(who).sees("goes on where it was"), "that isn't true any more"
    jonas = office.visitor("UJONAS")
    jonas.clicks("Continue as peers")
    hears(jonas, "Noted, and only you and I know.")
    assert stands(office, pair) is Lifecycle.HOLD
    office.visitor("UADA").clicks("Continue as peers")
    assert stands(office, pair) is Lifecycle.REDEFINED


def test_asking_a_lead_leaves_the_question_open_by_a_command_and_on_home_and_where_nobody_leads_it_says_so(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=9)
    reports_to(office, "UADA", "UJONAS")
    letters_to(office, "UADA")
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.clicks("Ask lead")
    ada.waits_for("I know nobody else who leads mentoring here and could be asked, so I told nobody.")
    pairs_up(office, mentor="UNOOR", mentee="UPRIYA")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].is_lead = True
    types(ada, "line", ASKED)
    ada.clicks("Ask lead", times=2)
    ada.waits_for("I've asked the program leads to get in touch with you.")
    assert sum("<@UADA> asks a lead to get in touch" in each for each in letters_to(office, "UNOOR")) == 1
    ada.clicks("Continue as peers")
    hears(ada, "Noted, and only you and I know.")

    assert "Paused until both of you said how to go on" in listed(jonas)
    jonas.clicks("Ask a lead")
    jonas.waits_for("I've asked the program leads")
    jonas.opens_home()
    jonas.clicks("Continue as peers")
    jonas.waits_for("Both of you have answered, thank you.")
    assert stands(office, pair) is Lifecycle.REDEFINED
    for visitor in (ada, jonas):
        assert "go on as peers, without mentoring. I keep quiet" in letters_to(office, visitor.person)[-1]
        told = listed(visitor)
        assert "Peers, no schedule" in told
        assert "every two weeks" not in told
    types(ada, "line", "there is nothing to settle")
    stranger = holds(office, "UFREYA", button("Peers", "line_peers", pair))
    stranger.clicks("Peers")
    stranger.waits_for("That pair isn't yours.")


def test_peers_inside_a_line_do_not_start_again_and_whoever_wished_it_before_hears_so(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA", hold=True)
        closings.wind_down(two, office.now())
        farewells.redefine(db, two, GoesOnAs.PEERS, "UADA", office.now())
    ada, jonas = (holds(office, who, button("Again", "reopen", pair)) for who in ("UADA", "UJONAS"))
    ada.clicks("Again")
    ada.waits_for("once both of you want to, you start again")
    assert "Start again" in listed(jonas)
    reports_to(office, "UADA", "UJONAS")
    assert stands(office, pair) is Lifecycle.REDEFINED
    assert asked(office, "UADA") == 0
    for visitor in (ada, jonas):
        assert "Start again" not in listed(visitor)

    jonas.clicks("Again")

    jonas.waits_for(NO_WAY)
    assert NO_WAY in letters_to(office, "UADA")[-1]
    assert stands(office, pair) is Lifecycle.REDEFINED
    reports_to(office, "UADA", None)
    jonas.opens_home()
    jonas.clicks("Start again")
    jonas.waits_for("Both of you have answered")
    assert stands(office, pair) is Lifecycle.ACTIVE


@pytest.mark.parametrize("first", ["line", "concern"])
def test_a_concern_that_is_let_go_leaves_the_question_about_the_line_and_what_both_answered_counts(
    office: Office, first: str
) -> None:
    pair = pairs_up(office, met_days_ago=9)
    if first == "line":
        reports_to(office, "UADA", "UJONAS")
    ada = raises_a_concern(office, pair)
    if first == "concern":
        reports_to(office, "UADA", "UJONAS")
    for who in ("UADA", "UJONAS"):
        assert any(ASKED in each for each in letters_to(office, who))
    jonas = office.visitor("UJONAS")
    jonas.clicks("Continue as peers")

    ada.clicks("Let it go on", times=2)

    ada.waits_for("It is paused besides: the two were asked about a shared line.")
    assert "so it stays paused until both of you said how to go on" in letters_to(office, "UADA")[-1]
    assert stands(office, pair) is Lifecycle.HOLD
    log = holds(office, "UADA", button("Log", "log_session", pair))
    log.clicks("Log")
    assert "nothing new is written down" in str(log.fills({"takeaway": "Mine alone?"}).submits())
    log.closes(everything=True)
    raises_a_concern(office, pair)
    ada.opens_home()
    ada.clicks("Continue as peers")
    hears(ada, "Noted, and only you and I know.")
    assert stands(office, pair) is Lifecycle.HOLD
    ada.clicks("Let it go on")
    assert stands(office, pair) is Lifecycle.REDEFINED
    for who in ("UADA", "UJONAS"):
        assert "go on as peers, without mentoring" in letters_to(office, who)[-1]


def test_a_line_that_ends_leaves_a_concern_and_the_other_one_sees_a_pause(office: Office) -> None:
    held = pairs_up(office, met_days_ago=9)
    raises_a_concern(office, held)
    reports_to(office, "UADA", "UJONAS")
    letters_to(office, "UADA")

    reports_to(office, "UADA", None)

    assert "Your pair stays paused, because of what you raised." in letters_to(office, "UADA")[-1]
    jonas = office.visitor("UJONAS")
    (told,) = (each for each in letters_to(office, "UJONAS") if OVER in each and "stays paused until" in each)
    assert "raised" not in told
    assert "concern" not in told
    jonas.clicks("I'd like to go on")
    jonas.waits_for("A pause is ended by whoever asked for it")
    assert stands(office, held) is Lifecycle.HOLD
    office.visitor("UADA").clicks("Let it go on")
    assert stands(office, held) is Lifecycle.ACTIVE


def test_a_line_that_ends_during_a_pause_says_that_it_stays_paused_and_brings_the_news_that_was_taken_back(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UADA"])["UADA"].timezone = "America/New_York"
    office.passes(timedelta(hours=10))
    ada = office.visitor("UADA")
    ada.types("/mentor pause 2026-03-31")
    ada.waits_for(ada.modal)
    ada.submits()
    ada.closes(everything=True)
    reports_to(office, "UADA", "UJONAS")
    letters_to(office, "UADA")
    reports_to(office, "UADA", None)
    assert f"{OVER}. Your pair stays paused until Tue 31 March." in letters_to(office, "UADA")[-1]
    office.passes(timedelta(hours=15))

    assert stands(office, pair) is Lifecycle.PAUSED
    (news,) = (each for each in letters_to(office, "UJONAS") if "pauses your pair until Tue 31 March" in each)
    assert OVER not in news, "he was never asked"
    assert not office.visitor("UJONAS").sees("Set the next date")
    ada.clicks("I'd like to go on")
    ada.waits_for("Welcome back.")
    assert stands(office, pair) is Lifecycle.ACTIVE


def test_a_pause_does_not_end_into_a_line_that_nobody_noticed(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA", hold=True).pause(office.now() + timedelta(days=9), office.now(), "UADA")
        people.these(db, ["UADA"])["UADA"].manager = "UJONAS"
    ada = office.visitor("UADA")
    types(ada, "resume", ASKED)
    assert stands(office, pair) is Lifecycle.HOLD
