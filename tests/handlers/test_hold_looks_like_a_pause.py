"""A pair on hold looks to its other one like a pair that somebody paused: in what they see, press, and are answered."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.playground.client import Visitor
from bot.store import belongings, people
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
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
    """Jonas mentors Ada, who raised a concern, and Noor, who paused; both had just heard of a missing date."""
    held, paused = (pairs_up(office, mentee=mentee, met_days_ago=12) for mentee in ("UADA", "UNOOR"))
    moves_in(office, "UPRIYA")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UPRIYA"])["UPRIYA"].is_contact = True
    ada = holds(office, "UADA", button("Concern", "raise_concern", held))
    ada.clicks("Concern")
    ada.waits_for("They get no message: if they look, they see a pause, and no reason.")
    ada.submits()
    ada.waits_for("is paused. They see a pause, and no reason.")
    ada.closes()
    noor = holds(office, "UNOOR", button("Pause", "pause_pair", paused))
    noor.clicks("Pause")
    noor.waits_for("On which day do you want to go on?")
    noor.fills({"until": "2026-03-31"}).submits()
    noor.waits_for("pause until")
    noor.closes()
    everything_arrives(office)
    return held, paused


def alike(words: str) -> str:
    """Leave out what tells two pairs apart anyway."""
    same = re.sub("UADA|UNOOR", "SOMEBODY", words.replace("Noor Haddad", "Ada Okafor"))
    return re.sub(r"'block_id': '[^']{5,7}'|\b(\w+:)?[12]'", "number", same)


def pressed(office: Office, action: str, pair: int | str) -> str:
    """Press a button as Jonas, and read what he is answered; a form is sent off as it is."""
    jonas = holds(office, "UJONAS", button("Press", action, pair))
    before = len(jonas.dm())
    jonas.clicks("Press")
    view: Any = jonas.modal()
    if view is None:
        return " ".join(str(each["text"]) for each in jonas.dm()[min(before, len(jonas.dm()) - 1) :])
    sent = str(jonas.fills({"thanks": "Well done"}).submits()) if action == "say_thanks" else ""
    jonas.closes(everything=True)
    return f"{view['blocks']} {sent}"


def listed_for(jonas: Visitor, pair: str) -> str:
    """Read how Jonas sees one of his pairs."""
    jonas.opens_home()
    home: Any = jonas.waits_for(jonas.home)
    (shown,) = (block for block in home["blocks"] if f"Your mentee: <@{pair}>" in str(block.get("text")))
    return alike(str(shown))


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

    pedro = holds(office, "UPRIYA", button("Lift", "lift_hold", 1))
    pedro.clicks("Lift")
    office.passes(timedelta(seconds=1))

    after = copied(office, held)
    assert "'was': 'paused', 'became': 'active'}" in after
    assert "hold" not in after
    assert "lifted" not in after


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
    assert told.count(f"Your pair is paused until {A_DAY}, so there is nothing to answer here.") == len(
        ("UADA", "UNOOR")
    )


def test_the_day_of_a_hold_moves_on_and_whoever_raised_it_sees_none(office: Office, two: tuple[int, int]) -> None:
    held, _ = two
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.opens_home()
    assert "Paused until" not in str(ada.waits_for(ada.home))

    office.passes(timedelta(days=40))

    assert "Paused until Tue 28 April" in listed_for(jonas, "UADA")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD


def types_about(office: Office, typed: str, until: str = "") -> str:
    """Type something as Jonas, send off the window it opens, and read what he is answered."""
    jonas = office.visitor("UJONAS")
    before = len(jonas.dm())
    jonas.types(f"/mentor {typed}")
    if until:
        jonas.waits_for("On which day do you want to go on?")
        answer = jonas.fills({"until": until}).submits().get("errors")
        view: Any = jonas.modal()
        jonas.closes(everything=True)
        return alike(f"{view['blocks']} {answer}")
    return alike(" ".join(str(each["text"]) for each in jonas.dm()[before:]))


def test_another_day_and_a_wish_to_go_on_are_answered_as_in_a_pause_and_change_nothing(
    office: Office, two: tuple[int, int]
) -> None:
    held, paused = two
    jonas = office.visitor("UJONAS")

    assert types_about(office, "resume <@UADA>") == types_about(office, "resume <@UNOOR>")
    assert jonas.sees(f"is paused until {A_DAY}. A pause is ended by whoever asked for it")
    for until in ("2026-04-10", "2026-04-10", "2026-12-01", "2026-03-20"):
        assert types_about(office, "pause <@UADA>", until) == types_about(office, "pause <@UNOOR>", until), until
    assert "Paused until Fri 20 March" in listed_for(jonas, "UADA")
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
    (news,) = (each for each in ada.dm() if "<@UJONAS> pauses your pair until Fri 10 April." in str(each["text"]))
    assert labels(news) == []
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
        types_about(office, f"pause <@{mentee}>", "2026-03-24")
    assert asked_how_to_go_on(office) == []

    office.passes(timedelta(days=16))

    first, second = asked_how_to_go_on(office)
    assert first == second
    assert "ends on Tue 24 March. How would you like to go on? Without an answer I let it go on" in first[0]
    assert first[1][:3] == ["Resume now", "Extend 4 weeks", "Wrap up"]
    assert not any("Your pause with" in each for each in letters_to(office, "UADA"))

    office.passes(timedelta(days=6))

    everything_arrives(office)
    over = [alike(str(each["text"])) for each in jonas.dm() if "This pause goes on for four weeks" in str(each)]
    assert len(over) == len(two)
    assert over[0] == over[1]
    assert asked_how_to_go_on(office) == []
    assert "Paused until Tue 21 April" in listed_for(jonas, "UADA")
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD
    assert looks(office, paused, lambda pair: pair.lifecycle) is Lifecycle.PAUSED

    office.passes(timedelta(days=23))
    again = asked_how_to_go_on(office)
    assert len(again) == len(two)
    assert again[0] == again[1]
    for action in ("pause_longer", "resume_pair"):
        value = "{}:20260421" if action == "pause_longer" else "{}"
        assert alike(pressed(office, action, value.format(held))) == alike(
            pressed(office, action, value.format(paused))
        ), action
    assert listed_for(jonas, "UADA") == listed_for(jonas, "UNOOR")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.HOLD


def test_a_pause_of_a_few_days_within_a_hold_is_asked_about_by_nobody_and_is_over_with_its_day(
    office: Office, two: tuple[int, int]
) -> None:
    held, _ = two
    types_about(office, "pause <@UADA>", "2026-03-05")
    assert looks(office, held, lambda pair: pair.before_hold) is Lifecycle.PAUSED

    office.passes(timedelta(days=3))

    assert asked_how_to_go_on(office) == []
    assert looks(office, held, lambda pair: (pair.lifecycle, pair.before_hold)) == (Lifecycle.HOLD, Lifecycle.ACTIVE)
    assert "Paused until Thu 2 April" in listed_for(office.visitor("UJONAS"), "UADA")
    priya = office.visitor("UPRIYA")
    priya.clicks("Let it go on")
    priya.waits_for("goes on")
    assert looks(office, held, lambda pair: pair.lifecycle) is Lifecycle.ACTIVE
