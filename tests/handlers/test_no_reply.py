"""The other one doesn't answer: one kind word, once, and other ways when nothing comes."""

from datetime import timedelta

from bot.blocks import button
from bot.store import knocks, pairs, people
from tests.handlers.asking import labels, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, pairs_up


def writes(office: Office) -> str:
    ada = office.visitor("UADA")
    ada.types("/mentor no-reply")
    ada.waits_for("A short note to Jonas Weber")
    answer = str(ada.submits())
    ada.closes(everything=True)
    return answer


def test_the_mentee_changes_a_note_and_hears_of_other_ways_if_nothing_comes(office: Office) -> None:
    pairs_up(office, met_days_ago=2)
    ada = office.visitor("UADA")
    ada.types("/mentor no-reply")
    ada.waits_for("A short note to Jonas Weber")
    assert "Would a check-in once a quarter suit you better?" in str(ada.modal())
    assert "Please write a sentence." in str(ada.fills({"note": " "}).submits())
    ada.fills({"note": "Busy <!here> weeks? A call in May is fine"}).submits()
    ada.waits_for("If nothing comes in 10 working days")
    ada.closes(everything=True)
    jonas = told(office, "UJONAS")
    assert ">Busy &lt;!here&gt; weeks? A call in May is fine" in jonas
    assert "You can slow down, pause or wrap up without explaining." in jonas
    ada.types("/mentor no-reply")
    ada.waits_for("You have asked them already, and once in a silence is enough.")
    assert not ada.sees("A short note to Jonas Weber")
    ada.closes(everything=True)

    office.passes(timedelta(days=14))

    assert "Nothing has come from <@UJONAS> yet, which says nothing about you." in told(office, "UADA")
    assert "Find a 20-min chat" in str([labels(each) for each in office.visitor("UADA").dm()])


def test_an_answer_ends_the_matter(office: Office) -> None:
    pairs_up(office, met_days_ago=2)
    writes(office)
    told(office, "UJONAS")
    office.visitor("UJONAS").clicks("It's fine")
    office.visitor("UJONAS").waits_for("Good to know, thank you.")

    office.passes(timedelta(days=15))

    assert "Nothing has come from" not in told(office, "UADA")


def test_the_mentor_needn_t_chase(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    jonas = holds(office, "UJONAS", button("No reply", "no_reply", pair))
    jonas.clicks("No reply")
    jonas.waits_for("You don't have to chase.")
    jonas.clicks("Nudge once for me")
    jonas.waits_for("hears of it from me")
    jonas.closes(everything=True)
    assert "would like to know how to go on with you two." in told(office, "UADA")
    jonas.clicks("No reply")
    jonas.waits_for("You have asked them already, and once in a silence is enough.")
    jonas.closes(everything=True)
    late = holds(office, "UJONAS", button("Once more", "knock_once", pair))
    late.clicks("Once more")
    late.waits_for("You have asked them already")

    office.passes(timedelta(days=15))

    assert "You needn't chase: a break or an end is fine" in told(office, "UJONAS")


def test_no_word_goes_where_it_cannot_be_heard_or_is_nobodys_business(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    stranger = holds(office, "UPRIYA", button("No", "no_reply", pair), button("Knock", "knock_once", pair))
    for number, label in enumerate(("No", "Knock"), start=1):
        stranger.clicks(label)
        hears(stranger, NOT_YOURS, number)
    office.visitor("UJONAS").types("/mentor leave")
    office.visitor("UJONAS").waits_for("Leaving means I write nothing more")
    office.visitor("UJONAS").clicks("Leave")
    office.visitor("UJONAS").waits_for("You have left mentoring.")

    ada = office.visitor("UADA")
    ada.types("/mentor no-reply")
    assert ada.waits_for("They have left mentoring and get no messages from me.")


def test_a_pair_that_pauses_is_not_asked_and_several_pairs_are_told_apart(office: Office) -> None:
    first = pairs_up(office, met_days_ago=2)
    pairs_up(office, mentor="UMEI", met_days_ago=2)
    ada = office.visitor("UADA")
    ada.types("/mentor no-reply")
    ada.waits_for("Who doesn't answer?")
    ada = holds(office, "UADA", button("Pause it", "pause_pair", first), button("No reply", "no_reply", first))
    ada.clicks("Pause it")
    ada.waits_for("On which day do you want to go on?")
    ada.fills({"until": "2026-04-01"}).submits()
    ada.waits_for("pause until Wed 1 April")
    ada.closes(everything=True)

    ada.clicks("No reply")

    assert ada.waits_for("This pair isn't under way right now")


def test_whoever_never_met_begins_otherwise_and_a_form_left_open_sends_no_second_word(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor no-reply")
    ada.waits_for("A short note to Jonas Weber")
    assert "to see how we might work together" in str(ada.modal())
    with office.database.begin(office.workspace) as db:
        knocks.begin(db, pairs.theirs(db, 1, "UADA"), people.these(db, ["UADA"])["UADA"], office.now())

    assert "You have asked them already" in str(ada.submits())
