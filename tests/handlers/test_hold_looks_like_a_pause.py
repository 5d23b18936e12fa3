"""A pair on hold looks to its other one like a pair that somebody paused: in what they see, press, and are answered."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.holding import alike, held_and_paused, listed_for, pressed, types_about
from tests.handlers.pairing import everything_arrives, holds, letters_to, looks, pairs_up

A_DAY = "Tue 31 March"
PRESSED = (
    *("fine", "slower", "choose_rhythm", "book_session", "short_call", "propose_times", "knock_once", "no_reply"),
    *(
        "resume_pair",
        "keep_pair",
        "pick_restart",
        "term_extend",
        "go_on_peers",
        "reopen",
        "open_agenda",
        "say_thanks",
        "end_pair",
        "wrap_up",
    ),
)


@pytest.fixture
def two(office: Office) -> tuple[int, int]:
    """Jonas mentors Ada, who raised a concern, and Noor, who paused."""
    return held_and_paused(office)


def test_the_other_one_sees_a_pause_with_a_day_and_is_answered_as_in_a_pause(
    office: Office, two: tuple[int, int]
) -> None:
    held, paused = two
    jonas = office.visitor("UJONAS")
    heard = letters_to(office, "UJONAS")

    assert f"Paused until {A_DAY}" in listed_for(jonas, "UADA")
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert not any("UADA" in each and "pauses" in each for each in heard)
    assert not any("concern" in each for each in heard)
    for action in PRESSED:
        assert alike(pressed(office, action, held)) == alike(pressed(office, action, paused)), action
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD


def test_what_asked_for_something_loses_its_buttons_in_the_same_words(office: Office) -> None:
    for mentee in ("UADA", "UNOOR"):
        pairs_up(office, mentee=mentee)
        visitor = office.visitor(mentee)
        visitor.types("/mentor times 10 March 14:00")
        visitor.waits_for(visitor.modal)
        visitor.submits()
        visitor.closes(everything=True)
    everything_arrives(office)
    jonas = office.visitor("UJONAS")
    assert sum("proposes to meet for 45 minutes" in str(each["text"]) for each in jonas.dm()) == len(("UADA", "UNOOR"))

    for mentee, typed in (("UADA", "concern jonas"), ("UNOOR", "pause 2026-03-31")):
        visitor = office.visitor(mentee)
        visitor.types(f"/mentor {typed}")
        visitor.waits_for(visitor.modal)
        visitor.submits()
        visitor.closes(everything=True)

    everything_arrives(office)
    told = [str(each["text"]) for each in jonas.dm()]
    for mentee in ("UADA", "UNOOR"):
        assert (
            sum(f"Your pair with <@{mentee}> was paused, so there is nothing to answer here." in each for each in told)
            == 1
        )


def test_the_day_of_a_hold_moves_on_and_whoever_raised_it_sees_none(office: Office, two: tuple[int, int]) -> None:
    held, _ = two
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.opens_home()
    assert "Paused until" not in str(ada.waits_for(ada.home))

    office.passes(timedelta(days=40))

    assert "Paused until Tue 28 April" in listed_for(jonas, "UADA")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD


def test_another_day_and_a_wish_to_go_on_are_answered_as_in_a_pause_and_change_nothing(
    office: Office, two: tuple[int, int]
) -> None:
    held, paused = two
    jonas = office.visitor("UJONAS")

    assert types_about(office, "resume <@UADA>") == types_about(office, "resume <@UNOOR>")
    assert jonas.sees(f"is paused until {A_DAY}. A pause is ended by whoever asked for it")
    for until in ("2026-04-10", "2026-04-10", "2026-12-01", "2026-03-20"):
        assert types_about(office, "pause <@UADA>", until) == types_about(office, "pause <@UNOOR>", until), until
    assert "Paused until Fri 10 April" in listed_for(jonas, "UADA")
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert types_about(office, "resume <@UADA>") == types_about(office, "resume <@UNOOR>")
    assert alike(pressed(office, "resume_pair", held)) == alike(pressed(office, "resume_pair", paused))
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD
    assert looks(office, paused, lambda pair: pair.lifecycle) is Lifecycle.PAUSED
    assert not any("would like to take your pair up" in each for each in letters_to(office, "UADA"))
    assert any("<@UJONAS> would like to take your pair up" in each for each in letters_to(office, "UNOOR"))

    ada = office.visitor("UADA")
    ada.types("/mentor resume")
    ada.waits_for("This pair waits until what was raised or asked is settled, so nothing changed.")
    types_about(office, "pause <@UADA>", "2026-04-10")
    everything_arrives(office)
    news = [each for each in ada.dm() if "<@UJONAS> pauses your pair until Fri 10 April." in str(each["text"])]
    assert len(news) == 1, "the one that he took back stands nowhere any more"
    assert not any(map(labels, news))
    priya = office.visitor("UPRIYA")
    priya.clicks("Let it go on")
    priya.waits_for("This doesn't pause the pair any more. It is paused besides, as one of the two asked")
    assert "It is paused until Fri 10 April, as one of you asked." in letters_to(office, "UADA")[-1]
    assert looks(office, held, lambda pair: (pair.lifecycle, pair.paused_by)) == (Lifecycle.PAUSED, "UJONAS")


def test_a_pause_that_was_told_or_is_about_to_be_stays_as_it_is_when_a_concern_comes(office: Office) -> None:

    for mentee in ("UADA", "UNOOR"):
        pairs_up(office, mentee=mentee)
        visitor = office.visitor(mentee)
        visitor.types("/mentor pause 2026-03-31")
        visitor.waits_for(visitor.modal)
        visitor.submits()
        visitor.closes(everything=True)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.types("/mentor concern jonas")
    ada.waits_for(ada.modal)
    ada.submits()
    ada.closes(everything=True)

    everything_arrives(office)

    told = [alike(str((each["text"], labels(each)))) for each in jonas.dm() if "pauses your pair" in str(each["text"])]
    assert told[0] == told[1]
    assert "I'd like to go on" in told[0]


def test_parting_words_reach_nobody_whose_pair_is_paused(office: Office, two: tuple[int, int]) -> None:
    for pair, mentee in zip(two, ("UADA", "UNOOR"), strict=True):
        jonas = holds(office, "UJONAS", button("End", "end_pair", pair))
        jonas.clicks("End")
        jonas.waits_for("I tell them in neutral words.")
        jonas.submits()
        jonas.waits_for("has ended.")
        jonas.closes(everything=True)
        assert "Their words" not in letters_to(office, mentee)[-1]


def asked_how_to_go_on(office: Office) -> list[tuple[str, list[str]]]:
    """Read the questions about the end of a pause that Jonas has in front of him, with their buttons."""
    everything_arrives(office)
    dm = office.visitor("UJONAS").dm()
    return [(alike(str(each["text"])), labels(each)) for each in dm if "How would you like to go on?" in str(each)]


def test_whoever_pauses_a_pair_on_hold_is_asked_before_that_day_as_in_a_pause_and_the_hold_stays(
    office: Office, two: tuple[int, int]
) -> None:
    held, paused = two
    jonas = office.visitor("UJONAS")
    for mentee in ("UADA", "UNOOR"):
        types_about(office, f"pause <@{mentee}>", "2026-04-07")
    assert asked_how_to_go_on(office) == []

    office.passes(timedelta(days=30))

    first, second = asked_how_to_go_on(office)
    assert first == second
    assert "ends on Tue 7 April. How would you like to go on? Without an answer I let it go on" in first[0]
    assert first[1][:3] == ["Resume now", "Extend 4 weeks", "Wrap up"]
    assert not any("Your pause with" in each for each in letters_to(office, "UADA"))

    office.passes(timedelta(days=6))

    everything_arrives(office)
    over = [alike(str(each["text"])) for each in jonas.dm() if "went on for four weeks" in str(each)]
    assert len(over) == len(two)
    assert over[0] == over[1]
    assert asked_how_to_go_on(office) == []
    assert "Paused until Tue 5 May" in listed_for(jonas, "UADA")
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD
    assert looks(office, paused, lambda pair: pair.lifecycle) is Lifecycle.PAUSED

    office.passes(timedelta(days=23))
    again = asked_how_to_go_on(office)
    assert len(again) == len(two)
    assert again[0] == again[1]
    for action in ("pause_longer", "resume_pair"):
        value = "{}:20260505" if action == "pause_longer" else "{}"
        assert alike(pressed(office, action, value.format(held))) == alike(
            pressed(office, action, value.format(paused))
        ), action
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD


def test_a_pause_of_a_few_days_within_a_hold_changes_nothing_as_within_the_pause_of_the_other_one(
    office: Office, two: tuple[int, int]
) -> None:
    held, paused = two
    assert types_about(office, "pause <@UADA>", "2026-03-05") == types_about(office, "pause <@UNOOR>", "2026-03-05")
    assert looks(office, paused, lambda pair: pair.paused_by) == "UNOOR"

    office.passes(timedelta(days=3))

    assert asked_how_to_go_on(office) == []
    assert looks(office, held, lambda pair: (pair.lifecycle, pair.before_hold)) == (Lifecycle.HOLD, Lifecycle.ACTIVE)
    assert listed_for(office.visitor("UJONAS"), "UADA") == listed_for(office.visitor("UJONAS"), "UNOOR")
    priya = office.visitor("UPRIYA")
    priya.clicks("Let it go on")
    priya.waits_for("goes on")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.ACTIVE
