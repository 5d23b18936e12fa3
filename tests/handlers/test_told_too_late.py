"""A date for early tomorrow, set late in the evening: nobody reads of it as though it were ahead once it has begun."""

from datetime import timedelta

from bot.blocks import button
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to, pairs_up
from tests.handlers.test_chats import agreed, times

EVENING = timedelta(hours=12)
"""From ten in the morning in London."""
NIGHT = timedelta(hours=12)
EARLY = {"on": "2026-03-04", "at": "07:00"}
YOURSELF = "too late, so please tell them yourself."
ANOTHER = "Another time"
BEGUN = "I can tell you this only now, and by now it has begun:"


def sets(office: Office, pair: int, *, later: timedelta = EVENING, date: dict[str, str]) -> bool:
    """Let Ada set a date in the evening; tell whether she is asked to tell Jonas herself."""
    ada = holds(office, "UADA", button("Book a session", "book_session", pair))
    office.passes(later)
    ada.clicks("Book a session")
    ada.waits_for("Which day?")
    ada.fills(date).submits()
    ada.waits_for("Set. You and")
    is_asked = ada.sees(YOURSELF) is not None
    ada.closes()
    return is_asked


def told_of(office: Office, what: str) -> str:
    """Read what Jonas was told of it."""
    (told,) = (each for each in letters_to(office, "UJONAS") if what in each)
    return told


def test_whoever_sets_it_is_asked_to_tell_the_other_one_who_reads_of_it_as_what_it_is(office: Office) -> None:
    pair = pairs_up(office)

    assert sets(office, pair, date=EARLY | {"topic": "query plans"})

    office.passes(NIGHT)
    told = told_of(office, "your next session")
    assert told.startswith(BEGUN)
    assert "<@UADA> set your next session" in told
    assert ">query plans" in told
    assert "If you two didn't meet, choose another time." in told
    assert "calendar" not in told
    assert [labels(each) for each in office.visitor("UJONAS").dm() if ANOTHER in labels(each)] == [[ANOTHER]]


def test_of_a_date_that_is_still_ahead_when_it_is_read_nothing_is_said_anew(office: Office) -> None:
    pair = pairs_up(office)

    assert not sets(office, pair, date=EARLY | {"at": "14:00"})

    office.passes(NIGHT)
    assert told_of(office, "your next session").startswith("<@UADA> set")


def test_whoever_moves_a_date_of_early_tomorrow_is_asked_to_tell_the_other_one(office: Office) -> None:
    pair = pairs_up(office)
    sets(office, pair, later=timedelta(), date=EARLY)
    office.deliver()

    assert sets(office, pair, date={"on": "2026-03-12"})

    office.passes(NIGHT)
    assert told_of(office, "moved your session").startswith("<@UADA> moved")


def test_a_chat_that_has_begun_is_told_of_as_what_it_is(office: Office) -> None:
    agreed(office)
    ada = times(office, "UADA", "2026-03-04", "07:00")
    office.passes(EVENING)
    ada.submits()
    ada.waits_for(YOURSELF)

    office.passes(NIGHT)
    assert told_of(office, "your 20-minute chat. If").startswith(BEGUN)
