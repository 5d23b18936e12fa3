"""Who finds nobody waits, hears how it stands, may ask the lead, and isn't kept waiting for ever."""

from datetime import timedelta

from bot.blocks import button
from bot.playground.client import Visitor
from bot.store import people, sought, waiting
from tests.handlers.asking import asks_for, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds


def waits(office: Office, who: str = "UADA") -> Visitor:
    moves_in(office, who)
    visitor = office.visitor(who)
    visitor.types("/mentor find beekeeping")
    visitor.waits_for("Nobody is free for “beekeeping” right now.")
    visitor.clicks("Tell me when somebody can")
    visitor.waits_for("Every two weeks I tell you how it stands")
    return visitor


def test_a_wait_is_told_of_every_two_weeks_and_ends(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    waits(office)
    waits(office, "UPRIYA")
    assert told(office, "UINES").count("waits for a mentor, because nobody who fits what they look for has room") == 1

    for times in (1, 2, 3):
        office.passes(timedelta(days=15))
        assert told(office, "UADA").count("You're still on the waiting list") == times
    office.passes(timedelta(days=17))

    assert "I've closed your place on the waiting list." in told(office, "UADA")
    with office.database.look(office.workspace) as db:
        assert people.waiting(db) == []


def test_a_search_stays_the_searchers_and_changes_nothing_of_what_they_enrolled_with(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    ada = waits(office)
    ada.waits_for("I'll write to you once, when somebody who fits “beekeeping” has room.")
    ada.types("/mentor me")
    ada.waits_for("You look for sql.")
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
        assert person is not None
        assert (person.wants, sought.by(db, person)) == (("sql",), ("beekeeping",))

    offers(office, "UJONAS", "beekeeping")
    with office.database.begin(office.workspace) as db:
        jonas = people.known(db, "UJONAS")
        assert jonas is not None
        ((_, found),) = waiting.for_offers(db, [jonas], office.now())
        assert [each.person.slack_id for each in found] == ["UADA"]
        jonas.topics = ("sql",)
        assert waiting.for_offers(db, [jonas], office.now()) == [(jonas, [])]


def test_a_wait_may_be_ended(office: Office) -> None:
    ada = waits(office)
    ada.opens_home()
    ada.waits_for("You're on the waiting list until")

    for times in (1, 2):
        ada.clicks("Stop waiting")
        hears(ada, "You're off the waiting list.", times)

    office.passes(timedelta(days=70))
    assert "waiting list:" not in told(office, "UADA")


def test_whether_one_waits_is_said_when_asked_and_ended_from_there(office: Office) -> None:
    ada = office.visitor("UADA")
    moves_in(office, "UADA")
    ada.types("/mentor waiting")
    ada.waits_for("You aren't on the waiting list.")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UADA"])["UADA"].wait(office.now())

    ada.types("/mentor waiting")
    ada.waits_for("I'll write to you once, when somebody who fits")
    ada.clicks("Stop waiting")

    ada.waits_for("You're off the waiting list.")


def test_the_lead_is_asked_in_ones_own_words_once(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")
    ada.types("/mentor ask-lead")
    ada.waits_for("I know nobody else who leads mentoring here and could be asked, so I told nobody.")
    moves_in(office, "UINES", is_lead=True)
    ada.types("/mentor ask-lead I look for <@UNOOR|noor>, or whom <#C1|beekeepers> name")
    ada.waits_for("This goes to <@UINES>, who leads mentoring here")
    assert "I look for @noor, or whom #beekeepers name" in str(ada.modal())
    ada.closes()
    for lead in ("UINES", "UFREYA", "UPRIYA", "UNOOR"):
        moves_in(office, lead, is_lead=True)
    ada.types("/mentor ask-lead")
    ada.waits_for("who lead mentoring here")
    assert "Please write a sentence." in str(ada.fills({"words": " "}).submits())

    ada.fills({"words": "I look for <!channel> somebody who keeps bees"}).submits()

    ada.waits_for("They answer you directly.")
    heard = told(office, "UINES")
    assert heard.count("<@UADA> asks for your help with mentoring.") == 1
    assert "<!channel>" not in heard


def test_a_draft_that_lies_idle_is_opened_made_shorter_or_dropped(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql", capacity=3)
    ada = office.visitor("UADA")
    ada.types("/mentor ask @jonas")
    ada.waits_for("What I want to learn")
    ada.fills({"why": "Your talk about slow queries", "preset": "ongoing"}).clicks("Save draft")
    ada.waits_for("is kept as a draft")
    ada.closes(everything=True)

    office.passes(timedelta(days=3))
    assert "Your note to <@UJONAS> is still a draft." in told(office, "UADA")
    ada.clicks("Open draft")
    assert ada.waits_for("What I want to learn")
    assert "Your talk about slow queries" in str(ada.modal())
    ada.closes(everything=True)
    ada.clicks("Shorter ask (20 min)")
    assert ada.waits_for("What I want to learn")
    ada.closes(everything=True)
    stranger = holds(office, "UPRIYA", button("Away", "drop_draft", 1), button("Open", "open_draft", 99))
    for label, times in (("Away", 1), ("Open", 2)):
        stranger.clicks(label)
        hears(stranger, "That request isn't yours", times)

    with office.database.begin(office.workspace) as db:
        people.these(db, ["UJONAS"])["UJONAS"].stop_offering()
    ada.clicks("Open draft")
    ada.waits_for("They don't take requests here, so I can't pass this on. Your draft is kept")
    assert ada.sees("Your talk about slow queries")

    ada.clicks("Drop it")

    ada.waits_for("Dropped. <@UJONAS> never saw it.")
    office.passes(timedelta(days=20))
    assert told(office, "UADA").count("is still a draft") == 0


def test_a_request_that_was_sent_cannot_be_dropped(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql")
    number = asks_for(office, "UADA", "UJONAS")
    ada = holds(office, "UADA", button("Drop it", "drop_draft", number))

    ada.clicks("Drop it")

    assert ada.waits_for("Your request to <@UJONAS> was sent already, so it stays.")
