"""Whom one can ask, how one gets to the composer, and what is said when there is nobody to ask."""

from datetime import timedelta

import pytest

from bot.mentoring.asks import AskState
from bot.mentoring.people import Standing
from bot.playground.client import Visitor
from bot.store import pairs, people
from bot.visits import NobodyByThatName
from handlers.ask import slack_id, whom
from tests.handlers.asking import asks_for, between, moves_in, offers
from tests.handlers.conftest import Office

COMPOSER = "What I want to learn"
UNAVAILABLE = "They aren't available for requests right now."


@pytest.fixture
def ada(office: Office) -> Visitor:
    moves_in(office, "UADA", manager="UFREYA", wants=("sql",))
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    return office.visitor("UADA")


def test_a_mention_opens_the_composer(ada: Visitor) -> None:
    ada.types("/mentor ask @jonas please")

    ada.waits_for(COMPOSER)
    assert ada.sees("They offer sql.")


def test_a_plain_name_does_too(office: Office, ada: Visitor) -> None:
    assert whom(office.database, office.workspace, "Jonas") == "UJONAS"

    ada.types("/mentor ask Jonas")

    ada.waits_for(COMPOSER)


def test_without_a_name_one_picks_a_person(ada: Visitor) -> None:
    ada.types("/mentor ask")
    ada.waits_for("Who would you like to ask?")

    ada.chooses("Pick a person", "UJONAS")

    ada.waits_for(COMPOSER)


@pytest.mark.parametrize(
    "typed", ["nobody here", "<!channel>", "'; drop table asks; --", "👋🏽", "مرحبا", "&lt;@UJONAS&gt;"]
)
def test_a_name_nobody_has_leads_to_the_picker(ada: Visitor, typed: str) -> None:
    ada.types(f"/mentor ask {typed}")

    ada.waits_for("Who would you like to ask?")


def test_two_people_of_one_name_are_not_guessed_between(office: Office, ada: Visitor) -> None:
    moves_in(office, "UNOOR", name="jonas")

    ada.types("/mentor ask jonas")
    ada.waits_for("Several people may be meant by “jonas”.")

    ada.clicks("Ask")

    ada.waits_for(COMPOSER)


def test_half_a_name_leads_to_whom_it_may_mean(office: Office, ada: Visitor) -> None:
    moves_in(office, "UNOOR", name="noor", real_name="Noor Haddad", title="Designer")
    moves_in(office, "UMIA", name="mia", real_name="Mía Haddad", manager="UELENA")

    ada.types("/mentor ask haddad")
    ada.waits_for("Several people may be meant by “haddad”.")
    assert ada.sees("Designer")
    ada.closes()

    moves_in(office, "UADA", real_name="Ada Haddad")
    ada.types("/mentor ask haddad")
    ada.waits_for("Several people may be meant by “haddad”.")
    assert not ada.sees("Ada Haddad")
    ada.closes()

    ada.types("/mentor ask @Mia Haddad")
    ada.waits_for("takes no requests here, so I can't pass one on")

    assert whom(office.database, office.workspace, "MIA HADDAD") == "UMIA"
    assert whom(office.database, office.workspace, "haddad") is None


def test_a_name_with_a_slip_in_it_is_offered_and_nobody_is_asked_on_a_guess(office: Office, ada: Visitor) -> None:
    moves_in(office, "UNOOR", name="noor", real_name="Noor Haddad", title="Designer")
    ada.types("/mentor ask hadad")
    ada.waits_for("I don't know which person “hadad” is. Did you mean Noor Haddad?")
    assert not ada.sees(COMPOSER)
    ada.clicks("Ask")
    ada.waits_for("takes no requests here, so I can't pass one on")

    moves_in(office, "UMIA", name="mia", real_name="Mía Haddad")
    ada.types("/mentor ask @Hadad")
    ada.waits_for("Did you mean one of these?")
    assert whom(office.database, office.workspace, "hadad") is None


def test_a_name_as_long_as_a_book_is_nobody(office: Office) -> None:
    assert whom(office.database, office.workspace, "j" * 40_000) is None


def test_who_has_not_joined_is_never_written_to_but_can_be_asked_in_person(office: Office, ada: Visitor) -> None:
    ada.types("/mentor ask @liam")

    ada.waits_for("takes no requests here, so I can't pass one on")
    assert ada.sees("I'm learning about sql. Would you have 20 minutes")
    office.deliver()
    assert office.visitor("ULIAM").dm() == []


def test_nobody_asks_themselves(office: Office, ada: Visitor) -> None:
    offers(office, "UADA")

    ada.types("/mentor ask @ada")

    ada.waits_for("That's you.")


@pytest.mark.parametrize(
    ("name", "told"), [("theo", "members of this workspace"), ("standup", "members of this"), ("peter", "is closed")]
)
def test_guests_bots_and_people_who_are_gone_cannot_be_asked(ada: Visitor, name: str, told: str) -> None:
    ada.types(f"/mentor ask @{name}")

    ada.waits_for(told)


def test_a_guest_cannot_ask(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.types("/mentor ask @jonas")

    theo.waits_for("Guests, bots and people from other companies can't take part.")


def test_a_manager_cannot_be_asked_nor_the_managers_manager(office: Office, ada: Visitor) -> None:
    moves_in(office, "UFREYA", manager="URAHUL")
    offers(office, "URAHUL", manager=None)

    ada.types("/mentor ask @rahul")

    ada.waits_for("You share a reporting line")


def test_a_block_a_pause_and_a_full_house_sound_alike(office: Office, ada: Visitor) -> None:
    offers(office, "UMIA", manager="UELENA", offering_paused_until=office.now() + timedelta(days=3))
    offers(office, "UAISHA", manager="UELENA")
    moves_in(office, "ULIAM")
    with office.database.begin(office.workspace) as db:
        people.block(db, "UJONAS", ["UADA"])
        known = people.these(db, ["UAISHA", "ULIAM"])
        pairs.make(db, known["UAISHA"], known["ULIAM"], "", office.now())

    for name in ("jonas", "mia", "aisha"):
        ada.types(f"/mentor ask @{name}")
        ada.waits_for(lambda: ada.dm()[-1:] and UNAVAILABLE in ada.dm()[-1]["text"])
    answers = {message["text"] for message in ada.dm()}

    assert len([text for text in answers if UNAVAILABLE in text]) == 1


def test_a_pair_has_no_need_to_ask(office: Office, ada: Visitor) -> None:
    with office.database.begin(office.workspace) as db:
        known = people.these(db, ["UADA", "UJONAS"])
        pairs.make(db, known["UJONAS"], known["UADA"], "", office.now())

    ada.types("/mentor ask @jonas")

    ada.waits_for("already a pair")


def test_a_mentor_is_asked_once_at_a_time(office: Office, ada: Visitor) -> None:
    asks_for(office, "UADA", "UJONAS")

    ada.types("/mentor ask @jonas")

    ada.waits_for("You have asked")
    ada.clicks("Withdraw it")
    ada.waits_for("is withdrawn")


def test_after_a_no_somebody_else_is_asked_first(office: Office, ada: Visitor) -> None:
    asks_for(office, "UADA", "UJONAS")
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not now…")
    jonas.waits_for("A no is fine.")
    jonas.submits()
    jonas.waits_for("You said not now")

    ada.types("/mentor ask @jonas")

    ada.waits_for("said not now less than a month ago")


def test_somebody_slack_does_not_know_cannot_be_asked(ada: Visitor) -> None:
    ada.types("/mentor ask <@UNOBODY1|x>")

    ada.waits_for("I can't find that person")


@pytest.mark.parametrize("value", ["", "1", "ujonas", "UJONAS; drop table asks", "U" * 40_000, None])
def test_a_button_that_means_nobody_is_refused(value: object) -> None:
    with pytest.raises(NobodyByThatName):
        slack_id(value)


def test_somebody_who_left_in_the_meantime_cannot_be_asked(office: Office, ada: Visitor) -> None:
    moves_in(office, "UJONAS", standing=Standing.GONE)

    ada.types("/mentor ask @jonas")

    ada.waits_for("is closed")


def test_asking_for_twenty_minutes_changes_what_a_draft_asks_for(office: Office, ada: Visitor) -> None:
    ada.types("/mentor find sql")
    ada.waits_for("Ask for 20 minutes")
    ada.clicks("Ask")
    ada.waits_for(COMPOSER)
    ada.fills({"What I ask for": "Ongoing mentoring", COMPOSER: "SQL"}).clicks("Save draft")
    ada.waits_for("kept as a draft")
    ada.closes()

    ada.clicks("Ask for 20 minutes")

    ada.waits_for(COMPOSER)
    kept = between(office, "UADA", "UJONAS")
    assert kept is not None
    assert (kept.state, kept.preset, kept.want) == (AskState.DRAFT, "chat", "SQL")
