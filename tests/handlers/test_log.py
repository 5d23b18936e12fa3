"""A session is logged in two taps, by either side, and counts once."""

from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import button
from bot.mentoring.sessions import Action, Note, Outcome
from bot.playground.client import Visitor
from bot.store import pairs, people, sessions
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import OVER, books, hears, holds, letters_to, looks, pairs_up

YESTERDAY = "2026-03-02"


def opens(office: Office, who: str = "UADA", about: str = "") -> Visitor:
    visitor = office.visitor(who)
    visitor.types(f"/mentor log {about}")
    visitor.waits_for("When did you meet?")
    return visitor


def count(office: Office, pair: int) -> int:
    return looks(office, pair, lambda each: each.held)


def takeaways(office: Office, pair: int, reader: str) -> list[Note]:
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        return list(sessions.last_notes(db, two, two.person(reader)))


def to_do(office: Office, slack_id: str) -> list[Action]:
    with office.database.look(office.workspace) as db:
        return list(sessions.open_actions(db, people.these(db, [slack_id])[slack_id]))


def test_today_is_logged_without_filling_in_anything(office: Office) -> None:
    pair = pairs_up(office)

    opens(office).submits()

    assert office.visitor("UADA").waits_for("Noted: you and <@UJONAS> met on")
    assert count(office, pair) == 1


def test_whoever_says_that_they_met_is_asked_for_the_next_date_right_then_unless_there_is_one(office: Office) -> None:
    pair = pairs_up(office)
    ada = opens(office)
    ada.fills({"on": YESTERDAY, "takeaway": "Ask first"}).submits()

    asked: Any = ada.waits_for("When is the next one? A day, a time and one topic are enough.")
    assert "Set the next date" in labels(asked)
    ada.closes()
    books(office, pair, 3)
    opens(office).submits()

    told: Any = ada.waits_for("Noted: you and <@UJONAS> met on")
    assert not ada.sees("When is the next one?")
    assert labels(told) == ["Add a takeaway"]


def test_whoever_adds_to_a_session_sees_how_long_it_was(office: Office) -> None:
    pairs_up(office)
    ada = opens(office)
    ada.fills({"minutes": "45"}).submits()
    ada.waits_for("Noted: you and <@UJONAS> met on")

    ada.clicks("Add a takeaway")

    ada.waits_for(ada.modal)
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': '45 minutes'" in str(ada.modal())


def test_both_may_log_the_same_session_and_it_counts_once(office: Office) -> None:
    pair = pairs_up(office)
    opens(office).submits()

    opens(office, "UJONAS").submits()

    assert office.visitor("UJONAS").waits_for("It was noted before, with 30 minutes, and counts once.")
    assert count(office, pair) == 1


def test_a_takeaway_is_private_and_a_shared_one_reaches_the_other_once(office: Office) -> None:
    pair = pairs_up(office)
    opens(office).fills({"on": YESTERDAY, "takeaway": "Ask first"}).submits()
    ada = office.visitor("UADA")
    ada.waits_for("Only you can read your takeaway.")
    ada.closes()
    assert takeaways(office, pair, "UJONAS") == []

    for _ in range(2):
        again = opens(office)
        again.fills({"on": YESTERDAY, "takeaway": "Ask first", "share": ["share"]}).submits()
        again.waits_for("Noted, with your session")
        again.closes()

    assert [note.text for note in takeaways(office, pair, "UJONAS")] == ["Ask first"]
    assert sum("shares what they take from your session" in text for text in letters_to(office, "UJONAS")) == 1
    assert count(office, pair) == 1


@pytest.mark.parametrize(("owner", "who"), [("me", "UADA"), ("partner", "UJONAS")])
def test_something_to_do_is_kept_for_whoever_does_it(office: Office, owner: str, who: str) -> None:
    pairs_up(office)

    opens(office).fills({"action": "Send the slides", "owner": owner, "action_due": "2026-03-20"}).submits()

    assert office.visitor("UADA").waits_for("Noted, with your session")
    (kept,) = to_do(office, who)
    assert (kept.text, str(kept.due_on)) == ("Send the slides", "2026-03-20")


@pytest.mark.parametrize(("day", "told"), [("2026-03-09", "That day hasn't come yet."), ("2024-03-09", "since then")])
def test_a_day_that_cannot_be_is_refused_and_what_was_typed_stays(office: Office, day: str, told: str) -> None:
    pair = pairs_up(office)

    answer = opens(office).fills({"on": day, "takeaway": "Long thought about"}).submits()

    assert told in str(answer)
    assert office.visitor("UADA").modal()
    assert count(office, pair) == 0


def test_a_day_before_the_two_were_a_pair_is_refused_at_its_field_and_the_day_it_began_is_named(office: Office) -> None:
    pair = pairs_up(office)

    answer = opens(office).fills({"on": "2026-02-27"}).submits()

    assert "You two became a pair on Saturday 28 February 2026" in answer["errors"]["on"]
    assert count(office, pair) == 0
    ada = office.visitor("UADA")
    ada.fills({"on": "2026-02-28"}).submits()
    ada.waits_for("Noted: you and <@UJONAS> met on Sat 28 February.")
    ada.closes()
    sessions_of = looks(office, pair, lambda two: (two.held, two.started_at <= two.quiet_since))
    assert sessions_of == (1, True)


def test_what_asked_why_two_dont_meet_is_settled_once_they_say_that_they_met(office: Office) -> None:
    pairs_up(office, met_days_ago=20)
    assert any("Would you like a slot, a slower rhythm or a break?" in text for text in letters_to(office, "UADA"))

    opens(office).fills({"on": YESTERDAY}).submits()
    office.visitor("UADA").waits_for("Noted: you and <@UJONAS> met")

    told = letters_to(office, "UADA")
    assert any("You and <@UJONAS> met on Mon 2 March, so there is nothing to answer here." in text for text in told)
    assert not any("Would you like a slot" in text for text in told)


def test_what_was_booked_is_proposed_as_it_was_booked(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, -1)

    form = str(opens(office).modal())

    assert "'initial_date': '2026-03-02'" in form
    assert "'text': '45 minutes', 'emoji': True}, 'value': '45'}}" in form


def test_with_two_mentors_one_is_chosen_or_named(office: Office) -> None:
    with_jonas = pairs_up(office)
    with_ines = pairs_up(office, "UINES")
    opens(office).fills({"pair": str(with_ines)}).submits()
    office.visitor("UADA").waits_for("Noted: you and <@UINES> met")
    office.visitor("UADA").closes()

    opens(office, about="@jonas").submits()

    assert office.visitor("UADA").waits_for("Noted: you and <@UJONAS> met")
    assert (count(office, with_jonas), count(office, with_ines)) == (1, 1)


def test_the_menu_opens_the_same_form(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")

    ada.chooses_shortcut("log_session")

    assert ada.waits_for("When did you meet?")


def test_somebody_without_a_pair_is_shown_the_way_to_one(office: Office) -> None:
    moves_in(office, "UNOOR")
    noor = office.visitor("UNOOR")

    noor.types("/mentor log")

    assert noor.waits_for("You have no pair yet")


def test_a_form_left_open_until_the_pair_ended_changes_nothing(office: Office) -> None:
    pair = pairs_up(office)
    ada = opens(office)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())

    answer = ada.submits()

    assert OVER in str(answer)
    assert count(office, pair) == 0


def test_one_tap_notes_that_a_planned_session_was_held(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    ada = holds(office, "UADA", button("We met", "met", session))
    jonas = holds(
        office, "UJONAS", button("Yes, we met", "met", session), button("It didn't happen", "missed", session)
    )

    ada.clicks("We met")
    ada.waits_for("Noted: you and <@UJONAS> met on")
    jonas.clicks("It didn't happen")

    assert jonas.waits_for("This session is already noted as held")
    assert count(office, pair) == 1


def test_a_session_that_did_not_happen_is_taken_lightly(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    ada = holds(office, "UADA", button("It didn't happen", "missed", session))

    ada.clicks("It didn't happen")

    assert ada.waits_for("didn't happen. That's fine.")
    assert looks(office, pair, lambda each: each.missed_in_a_row) == 1
    with office.database.look(office.workspace) as db:
        kept = sessions.one(db, session)
        assert kept is not None
        assert kept.outcome is Outcome.MISSED


def test_a_button_tells_which_day_it_is_about(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Add it", "log_session", f"{pair}:{YESTERDAY}"))

    ada.clicks("Add it")
    ada.waits_for("When did you meet?")
    ada.submits()

    assert ada.waits_for("2 March")
    assert count(office, pair) == 1
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        assert [str(session.on) for session in sessions.of(db, two)] == [YESTERDAY]


@pytest.mark.parametrize("value", ["1", "999999", "nonsense", "9" * 40])
def test_somebody_else_s_session_is_nobody_s(office: Office, value: str) -> None:
    pair = pairs_up(office)
    books(office, pair, 0)
    noor = holds(office, "UNOOR", button("We met", "met", value), button("Missed", "missed", value))

    noor.clicks("We met")
    hears(noor, "That session isn't yours.")
    noor.clicks("Missed")

    hears(noor, "That session isn't yours.", 2)
    assert count(office, pair) == 0


def test_a_log_answers_the_question_whether_a_session_took_place_unless_it_was_tapped(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, 1)
    office.passes(timedelta(days=2))
    asked = "Did your session with <@UJONAS> on Wed 4 March take place?"
    assert any(asked in each for each in letters_to(office, "UADA"))

    ada = opens(office, about="2026-03-04")
    ada.submits()
    ada.closes(everything=True)

    told = letters_to(office, "UADA")
    assert "Answered: your session on Wed 4 March is noted." in told
    assert not any(asked in each for each in told)
    assert count(office, pair) == 1


def test_what_is_added_after_a_tap_leaves_what_the_tap_showed(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, 1)
    office.passes(timedelta(days=2))
    ada = office.visitor("UADA")
    ada.waits_for("take place?")
    ada.clicks("We met")
    ada.waits_for("Noted")
    opens(office, about="2026-03-04").submits()

    assert not any("Answered: your session" in each for each in letters_to(office, "UADA"))
