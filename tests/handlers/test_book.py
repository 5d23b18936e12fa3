"""Setting the next date: by either side, in their own time, and the other one hears of it once."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.sessions import Outcome, Session
from bot.store import pairs, sessions
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, OVER, books, holds, letters_to, looks, pairs_up

DATE = {"on": "2026-03-10", "at": "14:00"}


def kept(office: Office, pair_id: int) -> list[Session]:
    """Return the pair's sessions."""
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        return list(sessions.of(db, pair))


def test_a_date_is_set_in_ones_own_time_and_told_in_the_others(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    ada.clicks("Book a session")
    assert ada.waits_for("On your clock, London time. I tell Jonas Weber the time on theirs.")

    ada.fills(DATE | {"topic": "<!channel> query plans"}).submits()

    ada.waits_for("Mentoring with Jonas Weber, Tue 10 March 2026, 14:00 to 14:45 London time")
    (session,) = kept(office, pair)
    assert (session.outcome, session.at.hour) == (Outcome.BOOKED, 14)
    news = letters_to(office, "UJONAS")[-1]
    assert "<@UADA> set your next session" in news
    assert "&lt;!channel&gt; query plans" in news
    assert "Mentoring with Ada Okafor, Tue 10 March 2026, 15:00 to 15:45 Berlin time" in news


def test_the_mentor_may_set_it_and_the_mentee_may_move_it(office: Office) -> None:
    pair = pairs_up(office)
    jonas = holds(office, "UJONAS", button("Book a session", "book_session", pair))
    jonas.clicks("Book a session")
    jonas.waits_for("Which day?")
    jonas.fills(DATE).submits()
    jonas.waits_for("Set. You and <@UADA> meet")
    office.deliver()
    ada = office.visitor("UADA")

    ada.clicks("Another time")
    ada.waits_for("Which day?")
    ada.fills({"on": "2026-03-12"}).submits()

    ada.waits_for("Set. You and <@UJONAS> meet")
    assert "<@UADA> moved your session from" in letters_to(office, "UJONAS")[-1]
    assert [each.outcome for each in kept(office, pair)] == [Outcome.MOVED, Outcome.BOOKED]
    assert not any("Another time" in labels(each) for each in ada.dm())
    assert ada.sees("This date was changed")


def test_whoever_left_the_form_open_is_shown_the_date_the_other_set_meanwhile_and_chooses(office: Office) -> None:
    pair = pairs_up(office)
    ada, jonas = (holds(office, who, button("Book a session", "book_session", pair)) for who in ("UADA", "UJONAS"))
    for one in (ada, jonas):
        one.clicks("Book a session")
        one.waits_for("Which day?")
    jonas.fills(DATE).submits()
    jonas.waits_for("Set. You and <@UADA> meet")

    ada.fills({"on": "2026-03-12", "at": "09:00"}).submits()

    ada.waits_for("<@UJONAS> has just set your next session")
    assert ada.sees("You chose Thu 12 March, 09:00, and nothing was changed.")
    assert [each.outcome for each in kept(office, pair)] == [Outcome.BOOKED]
    ada.fills({"on": "2026-03-12", "at": "09:00"}).submits()
    ada.waits_for("Set. You and <@UJONAS> meet")
    assert any("<@UADA> moved your session from" in each for each in letters_to(office, "UJONAS"))


def test_the_same_date_twice_is_one_date(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    for words in ("Set. You and", "This date was already set."):
        ada.clicks("Book a session")
        ada.waits_for("Which day?")
        ada.fills(DATE).submits()
        ada.waits_for(words)
        ada.closes()

    assert len(kept(office, pair)) == 1
    assert sum("set your next session" in each for each in letters_to(office, "UJONAS")) == 1


def test_a_topic_for_a_date_that_is_set_is_passed_on(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, 7)
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    ada.clicks("Book a session")
    ada.waits_for("Which day?")

    ada.fills({"minutes": "45 minutes", "topic": "indexes"}).submits()

    ada.waits_for("This date was already set.")
    assert "added a topic" in letters_to(office, "UJONAS")[-1]


def test_a_date_that_cannot_be_is_said_at_its_field(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    ada.clicks("Book a session")
    ada.waits_for("Which day?")

    for day, field, words in (
        ("2026-03-02", "on", "That day has passed."),
        ("2027-06-01", "on", "That is more than a year ahead."),
        ("2026-03-03", "at", "That time has passed today."),
    ):
        refused = ada.fills({"on": day, "at": "09:00"}).submits()
        assert words in str(refused), (field, refused)

    assert kept(office, pair) == []


def test_a_call_of_twenty_minutes_is_twenty_minutes(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Make it a 20-min call", "short_call", pair))
    ada.clicks("Make it a 20-min call")
    ada.waits_for("Which day?")

    ada.fills(DATE | {"minutes": "20 minutes"}).submits()

    ada.waits_for("20 minutes. <@UJONAS> hears of it from me right away.")
    assert kept(office, pair)[0].minutes == 20


def test_a_session_that_moved_gets_a_new_date(office: Office) -> None:
    pair = pairs_up(office)
    old = books(office, pair, -1)
    ada = holds(office, "UADA", button("It moved…", "moved", old))
    ada.clicks("It moved…")
    ada.waits_for("And your session on Mon 2 March?")

    ada.fills(DATE | {"last": "It moved to this new date"}).submits()

    ada.waits_for("Set. You and")
    assert [each.outcome for each in kept(office, pair)] == [Outcome.MOVED, Outcome.BOOKED]


def test_a_new_date_does_not_hide_the_one_that_has_passed(office: Office) -> None:
    for answer, outcome, held in (("We met", Outcome.HELD, 1), ("It didn't happen", Outcome.MISSED, 0)):
        pair = pairs_up(office, "UJONAS", "UADA" if held else "UNOOR")
        books(office, pair, -1)
        jonas = holds(office, "UJONAS", button(f"Book {pair}", "book_session", pair))
        jonas.clicks(f"Book {pair}")
        jonas.waits_for("And your session on Mon 2 March?")

        jonas.fills(DATE | {"last": answer}).submits()

        jonas.waits_for("Set. You and")
        jonas.closes()
        assert [each.outcome for each in kept(office, pair)] == [outcome, Outcome.BOOKED]
        assert looks(office, pair, lambda two: two.held) == held


def test_a_date_after_a_session_does_not_say_that_the_session_was_moved(office: Office) -> None:
    pair = pairs_up(office)
    for on in ("2026-03-04", "2026-03-10"):
        jonas = holds(office, "UJONAS", button(f"Book {on}", "book_session", pair))
        jonas.clicks(f"Book {on}")
        jonas.waits_for("Which day?")
        jonas.fills(DATE | {"on": on} | ({"last": "We met"} if on == DATE["on"] else {})).submits()
        jonas.waits_for("Set. You and")
        jonas.closes()
        office.deliver()
        if on != DATE["on"]:
            office.passes(timedelta(days=3))

    ada = office.visitor("UADA")
    assert ada.sees("A new date was set:")
    assert not ada.sees("This date was changed")


def test_a_date_answers_the_question_for_one(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=12)
    office.deliver()
    ada = office.visitor("UADA")
    assert ada.sees("have no next date yet")
    ada.clicks("Add the next date")
    ada.waits_for("Which day?")

    ada.fills(DATE).submits()

    ada.waits_for("Set. You and")
    assert "Answered: your next session with <@UJONAS> was set for" in "\n".join(letters_to(office, "UADA"))
    assert looks(office, pair, lambda two: two.meets)


def test_nobody_else_sets_a_date(office: Office) -> None:
    pair = pairs_up(office)
    old = books(office, pair, -1)
    stranger = holds(office, "UNOOR", button("Book", "book_session", pair), button("Moved", "moved", old))

    stranger.clicks("Book")
    stranger.waits_for(NOT_YOURS)
    stranger.clicks("Moved")
    stranger.waits_for("That session isn't yours.")

    assert [each.outcome for each in kept(office, pair)] == [Outcome.BOOKED]


def test_a_button_of_a_pair_that_has_ended_says_so(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        two.end(office.now())
    ada = holds(office, "UADA", button("Book", "book_session", pair), button("Nonsense", "short_call", "'; --"))

    ada.clicks("Book")
    ada.waits_for(OVER)
    ada.clicks("Nonsense")
    ada.waits_for(NOT_YOURS)


def test_a_window_that_was_open_while_the_date_passed_keeps_what_was_typed(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    ada.clicks("Book a session")
    ada.waits_for("Which day?")
    office.passes(timedelta(days=9))

    refused = ada.fills(DATE).submits()

    assert "That day has passed." in str(refused)
    assert ada.modal() is not None
