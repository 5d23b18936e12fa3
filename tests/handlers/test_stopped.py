"""While a pair is paused, or on hold and shown as paused, nothing new is arranged, and on hold nothing is passed on."""

from datetime import timedelta

import pytest

from bot import reorganized, safety
from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.playground.client import Visitor
from bot.store import pairs, people
from tests.handlers.conftest import Office
from tests.handlers.pairing import books, everything_arrives, holds, letters_to, looks, pairs_up

PAUSED = "This pair is paused"
KEPT = "so I pass nothing on"
WAITS = "nothing new is written down"


def stops(office: Office, number: int, how: str) -> None:
    """Let the pair be paused, or on hold."""
    everything_arrives(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.theirs(db, number, "UADA", hold=True)
        if how == "paused":
            pair.pause(office.now() + timedelta(days=20), office.now(), "UJONAS")
        elif how == "hold":
            safety.hold(db, pair, "hold", office.now(), known_to=())
        else:
            reorganized.hold(db, pair, office.now())


def is_refused(visitor: Visitor, label: str, words: str = PAUSED) -> None:
    visitor.clicks(label)
    visitor.waits_for(words)


@pytest.mark.parametrize("how", ["paused", "hold"])
def test_no_date_and_no_rhythm_are_arranged_and_the_other_one_hears_nothing(office: Office, how: str) -> None:
    pair = pairs_up(office, met_days_ago=30)
    session = books(office, pair, -1)
    rows = (("Book", "book_session", pair), ("Moved", "moved", session), ("Rhythm", "choose_rhythm", pair))
    ada = holds(office, "UADA", *(button(*row) for row in rows), button("Slower", "slower", pair))
    ada.clicks("Book")
    ada.waits_for("Which day?")
    before = len(letters_to(office, "UJONAS"))
    stops(office, pair, how)

    assert PAUSED in str(ada.fills({"on": "2026-03-20", "at": "10:00", "last": "met"}).submits())
    ada.closes()
    for label in ("Book", "Moved", "Rhythm", "Slower"):
        is_refused(ada, label)
    ada.types("/mentor rhythm")
    ada.waits_for(PAUSED)

    assert len(letters_to(office, "UJONAS")) == before


def test_on_hold_words_are_only_kept_and_nothing_is_passed_on(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    rows = (("Agenda", "open_agenda"), ("Log", "log_session"), ("Thank", "say_thanks"))
    ada = holds(office, "UADA", *(button(label, action, pair) for label, action in rows))
    stops(office, pair, "hold")
    before = len(letters_to(office, "UJONAS"))

    ada.clicks("Agenda")
    ada.waits_for("Without this, only you can read it")
    assert KEPT in str(ada.fills({"question": "Mine alone?", "share": ["share"]}).submits())
    ada.fills({"question": "Mine alone?", "share": []}).submits()
    ada.waits_for("Saved. Only you can read it")
    ada.closes()
    ada.clicks("Log")
    ada.waits_for("When did you meet?")
    assert KEPT in str(ada.fills({"takeaway": "Ours?", "share": ["share"]}).submits())
    assert KEPT in str(ada.fills({"takeaway": "", "share": [], "action": "Read", "owner": "partner"}).submits())
    ada.closes()
    ada.clicks("Thank")
    ada.waits_for("might like to know?")
    assert KEPT in str(ada.fills({"thanks": "A lot."}).submits())

    assert len(letters_to(office, "UJONAS")) == before


def test_who_came_to_share_a_line_writes_nothing_down_until_both_said_how_to_go_on(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    with office.database.begin(office.workspace) as db:
        ada_ = people.known(db, "UADA")
        assert ada_
        ada_.manager = "UJONAS"
        reorganized.look(db, office.now())
    rows = (("Agenda", "open_agenda"), ("Log", "log_session"))
    ada = holds(office, "UADA", *(button(label, action, pair) for label, action in rows))
    ada.clicks("Agenda")
    ada.waits_for("Without this, only you can read it")
    assert WAITS in str(ada.fills({"question": "Mine alone?"}).submits())
    ada.closes()
    ada.clicks("Log")
    ada.waits_for("When did you meet?")
    assert WAITS in str(ada.fills({"takeaway": "Mine alone?"}).submits())
    assert WAITS in str(ada.fills({"takeaway": "", "action": "Read the plan"}).submits())
    ada.fills({"takeaway": "", "action": ""}).submits()
    ada.waits_for("Noted: you and <@UJONAS> met")
    ada.closes()

    with office.database.begin(office.workspace) as db:
        ada_ = people.known(db, "UADA")
        assert ada_
        ada_.manager = "UINES"
        reorganized.look(db, office.now())
    everything_arrives(office)

    assert looks(office, pair, lambda each: each.lifecycle) is Lifecycle.ACTIVE
    for who in ("UADA", "UJONAS"):
        assert any("don't share a reporting line any more, so your pair" in each for each in letters_to(office, who))
    ada.clicks("Agenda")
    ada.waits_for("Without this, only you can read it")
    ada.fills({"question": "Mine alone?"}).submits()
    ada.waits_for("Saved. Only you can read it")
