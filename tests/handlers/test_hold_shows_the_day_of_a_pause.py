"""A pair on hold shows the day of a pause wherever a day stands: in the copy of everything, and in the window."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.store import belongings, people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.holding import alike, held_and_paused, listed_for, pressed, types_about
from tests.handlers.pairing import holds, looks, pairs_up


@pytest.fixture
def two(office: Office) -> tuple[int, int]:
    """Jonas mentors Ada, who raised a concern, and Noor, who paused."""
    return held_and_paused(office)


def copied(office: Office, pair: int, whose: str = "UJONAS") -> str:
    """Read what the copy that somebody gets of everything tells of a pair and its turns."""
    with office.database.look(office.workspace) as db:
        kept = belongings.of(db, people.these(db, [whose])[whose], office.now())
    here = [each for each in kept["turns"] if each["pair_id"] == pair]
    shown = kept["pairs"][pair - min(row["pair_id"] for row in kept["turns"])]
    return re.sub(r"T[0-9:.+]+|_id': \d+", "", alike(f"{shown} {here}"))


def test_the_copy_of_everything_tells_no_hold_from_a_pause(office: Office, two: tuple[int, int]) -> None:
    held, paused = two

    before = copied(office, held)

    assert before == copied(office, paused)
    assert "'paused_until': '2026-03-31'" in before
    assert "hold" not in before + copied(office, held, "UADA")

    priya = holds(office, "UPRIYA", button("Lift", "lift_hold", 1))
    priya.clicks("Lift")
    office.passes(timedelta(seconds=1))

    after = copied(office, held)
    assert "'was': 'paused', 'became': 'active'}" in after
    assert "hold" not in after
    assert "lifted" not in after


def test_the_field_for_another_day_holds_the_day_that_is_shown_and_taking_it_is_answered_as_in_a_pause(
    office: Office, two: tuple[int, int]
) -> None:
    jonas, shown = office.visitor("UJONAS"), []
    for mentee in ("UADA", "UNOOR"):
        jonas.types(f"/mentor pause <@{mentee}>")
        view: Any = jonas.waits_for(jonas.modal)
        shown.append(alike(str(view["blocks"])))
        jonas.closes(everything=True)

    assert "'initial_date': '2026-03-31'" in shown[0]
    assert shown[0] == shown[1]
    same_day = types_about(office, "pause <@UADA>", "2026-03-31")
    assert same_day == types_about(office, "pause <@UNOOR>", "2026-03-31")
    assert "pause until Tue 31 March" in same_day
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    for pair in two:
        button_for_it = alike(pressed(office, "pause_pair", pair))
        assert "'initial_date': '2026-03-31'" in button_for_it

    ada = office.visitor("UADA")
    ada.types("/mentor pause")
    assert "initial_date" not in str(ada.waits_for(ada.modal))


def test_whoever_paused_a_pair_themselves_ends_their_pause_in_the_same_words_with_a_hold_or_a_pause_beside_it(
    office: Office,
) -> None:
    moves_in(office, "UPRIYA", is_contact=True)
    told = []
    for mentee, typed in (("UADA", "concern jonas"), ("UNOOR", "pause jonas 2026-03-31")):
        pairs_up(office, mentee=mentee, met_days_ago=12)
        types_about(office, f"pause <@{mentee}>", "2026-03-24" if mentee == "UNOOR" else "2026-03-31")
        visitor = office.visitor(mentee)
        visitor.types(f"/mentor {typed}")
        visitor.waits_for(visitor.modal)
        visitor.submits()
        visitor.closes(everything=True)
        told.append([types_about(office, f"resume <@{mentee}>") for _ in range(2)])

    assert told[0] == told[1]
    assert "Your own pause is over." in told[0][0]
    assert "is ended by whoever asked for it" not in told[0][0]


def test_two_who_wrap_up_can_pause_so_a_concern_there_looks_like_a_pause_too(office: Office) -> None:
    moves_in(office, "UPRIYA", is_contact=True)
    pairs_here = []
    for mentee, typed in (("UADA", "concern jonas"), ("UNOOR", "pause 2026-03-31")):
        pairs_here.append(pairs_up(office, mentee=mentee, met_days_ago=12))
        visitor = office.visitor(mentee)
        visitor.types("/mentor wrapup")
        visitor.waits_for("a planned end is the better one")
        visitor.fills({"when": "now"}).submits()
        visitor.closes(everything=True)
        visitor.types(f"/mentor {typed}")
        visitor.waits_for(visitor.modal)
        visitor.submits()
        visitor.closes(everything=True)
    held, paused = pairs_here
    jonas = office.visitor("UJONAS")

    assert "Paused until Tue 31 March" in listed_for(jonas, "UADA")
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert copied(office, held) == copied(office, paused)
    for action in ("term_extend", "go_on_peers", "book_session", "wrap_up", "resume_pair", "pause_pair"):
        assert alike(pressed(office, action, held)) == alike(pressed(office, action, paused)), action

    noor = office.visitor("UNOOR")
    noor.types("/mentor resume")
    assert looks(office, paused, lambda pair: pair.lifecycle) is Lifecycle.WINDING_DOWN
    holds(office, "UPRIYA", button("Lift", "lift_hold", 1)).clicks("Lift")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.WINDING_DOWN
