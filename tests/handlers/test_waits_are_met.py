"""Who waits hears of whoever a search would show them, and of nobody else."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.playground.client import Visitor
from bot.store import pairs, people
from tests.handlers.asking import asks_for, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds
from tests.handlers.test_offer import LEARN, opens_form

ASKED = "Tell me when somebody can"
NEWS = "Somebody fits what you look for."


def waits_for(office: Office, wish: str, **facts: object) -> Visitor:
    moves_in(office, "UADA", **facts)
    ada = office.visitor("UADA")
    ada.types(f"/mentor find {wish}")
    ada.waits_for("Nobody is free for")
    ada.clicks(ASKED)
    ada.waits_for("Every two weeks I tell you how it stands")
    return ada


def comes_to_offer(office: Office, who: str, topics: str, **facts: object) -> None:
    moves_in(office, who, **facts)
    opens_form(office, who).fills({LEARN: topics}).submits()
    office.says_all()


def still_waits(office: Office) -> bool:
    with office.database.look(office.workspace) as db:
        return people.these(db, ["UADA"])["UADA"].waits_since is not None


@pytest.mark.parametrize(
    ("who", "facts"),
    [
        ("UGRACE", {"timezone": "America/Los_Angeles"}),
        ("UJONAS", {"languages": ("Portuguese",)}),
        ("ULUCA", {"manager": "UFREYA"}),
        ("UFREYA", {}),
    ],
    ids=["works while she sleeps", "speaks another language", "is in her own team", "leads her"],
)
def test_nobody_is_news_whom_a_search_would_not_show(office: Office, who: str, facts: dict[str, object]) -> None:
    waits_for(office, "beekeeping", languages=("English",), manager="UFREYA")

    comes_to_offer(office, who, "beekeeping", **facts)
    assert (NEWS in told(office, "UADA"), still_waits(office)) == (False, True)

    comes_to_offer(office, "UCAMILLE", "beekeeping", languages=("English",))
    assert f"{NEWS} You waited for a mentor for “beekeeping”: <@UCAMILLE> has room now." in told(office, "UADA")
    assert not still_waits(office)


def test_somebody_who_was_asked_and_has_not_answered_is_no_news(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    waits_for(office, "beekeeping")
    asks_for(office, "UADA", "UJONAS")

    comes_to_offer(office, "UJONAS", "sql, beekeeping")

    assert still_waits(office)


def test_another_name_of_the_skill_is_news(office: Office) -> None:
    waits_for(office, "gdpr")

    comes_to_offer(office, "UJONAS", "data protection")

    assert f"{NEWS} You waited for a mentor for “gdpr”: <@UJONAS> has room now." in told(office, "UADA")


def test_whoever_waits_for_somebody_by_name_hears_of_them_alone(office: Office) -> None:
    moves_in(office, "UCAMILLE", real_name="Camille Laurent")
    ada = waits_for(office, "Camille Laurent")
    assert ada.sees("when somebody who fits “Camille Laurent” has room")

    comes_to_offer(office, "UPRIYA", "sql")
    assert still_waits(office)

    comes_to_offer(office, "UCAMILLE", "negotiation")
    assert f"{NEWS} You waited for a mentor for “Camille Laurent”: <@UCAMILLE> has room now." in told(office, "UADA")


def test_looking_somebody_up_changes_nothing_of_what_one_waits_for(office: Office) -> None:
    ada = waits_for(office, "beekeeping")
    ada.types("/mentor find Rebecca Stone")
    ada.waits_for("Nobody is free for “Rebecca Stone”")

    ada.types("/mentor waiting")
    ada.waits_for("when somebody who fits “beekeeping” has room")
    comes_to_offer(office, "UJONAS", "beekeeping")

    assert f"{NEWS} You waited for a mentor for “beekeeping”" in told(office, "UADA")


def test_asking_to_be_told_of_something_else_replaces_it(office: Office) -> None:
    ada = waits_for(office, "beekeeping")
    ada.types("/mentor find astrology")
    ada.waits_for("Nobody is free for “astrology”")
    ada.clicks(ASKED)
    ada.waits_for("when somebody who fits “astrology” has room")

    comes_to_offer(office, "UJONAS", "beekeeping")

    assert still_waits(office)


def test_a_colleagues_name_is_not_mended_into_a_topic(office: Office) -> None:
    moves_in(office, "UFREYA", real_name="Samuel Brooks")  # who never came by, so that it isn't looked up in Slack
    waits_for(office, "Samuel Brooks")

    comes_to_offer(office, "UJONAS", "books")

    assert still_waits(office)


def test_who_was_said_not_to_be_looked_for_is_no_news(office: Office) -> None:
    waits_for(office, "beekeeping, anyone but Jonas")

    comes_to_offer(office, "UJONAS", "beekeeping")
    assert still_waits(office)

    comes_to_offer(office, "UCAMILLE", "beekeeping")
    assert f"{NEWS} You waited for a mentor for “beekeeping, anyone but Jonas”" in told(office, "UADA")


def test_a_mentor_who_ends_their_silence_by_hand_is_news_at_once(office: Office) -> None:
    offers(office, "UCAMILLE", "beekeeping", paused_until=office.now() + timedelta(days=30))
    waits_for(office, "beekeeping")

    camille = office.visitor("UCAMILLE")
    camille.types("/mentor quiet")
    camille.waits_for("And right now?")
    camille.fills({"silence": "Write to me"}).submits()
    office.says_all()

    assert "<@UCAMILLE> has room now" in told(office, "UADA")


def test_a_mentor_who_ends_their_break_with_a_number_of_places_is_news_at_once(office: Office) -> None:
    offers(office, "UCAMILLE", "beekeeping", offering_paused_until=office.now() + timedelta(days=30))
    waits_for(office, "beekeeping")

    camille = holds(office, "UCAMILLE", button("Set my room", "limit_room", 1))
    camille.clicks("limit_room")
    camille.waits_for("For how many people at a time?")
    camille.fills({"room": "1"}).submits()
    office.says_all()

    assert "<@UCAMILLE> has room now" in told(office, "UADA")


def test_a_word_that_was_mended_is_a_guess_and_ends_no_wait(office: Office) -> None:
    waits_for(office, "astrology")

    for who in ("UJONAS", "UPRIYA"):
        comes_to_offer(office, who, "physics")
    heard, who = told(office, "UADA"), "You waited for a mentor for “astrology”: <@UJONAS> has room now."
    guess = "Somebody may fit what you look for: I read “astronomy” for “astrology”."
    assert (
        heard.count(f"{guess} You waited for a mentor for “astrology”: <@UJONAS> has room now. Teaches physics.") == 1
    )
    assert (heard.count(guess), still_waits(office)) == (1, True)

    comes_to_offer(office, "UCAMILLE", "astrology")
    assert f"{NEWS} You waited for a mentor for “astrology”: <@UCAMILLE> has room now." in told(office, "UADA")
    assert not still_waits(office)


def test_a_button_is_about_the_search_above_it_and_not_about_the_last_one(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")
    ada.types("/mentor find zorbing")
    ada.waits_for("Nobody is free for “zorbing”")
    offers(office, "UJONAS", "sql")
    ada.types("/mentor find sql")
    ada.waits_for("Mentors for “sql”")

    ada.clicks(ASKED)

    ada.waits_for("when somebody who fits “zorbing” has room")


@pytest.mark.parametrize("withdrawn", ["stops", "is full", "blocks"])
def test_news_that_are_withdrawn_before_they_are_read_are_not_told_and_the_wait_goes_on(
    office: Office, withdrawn: str
) -> None:
    waits_for(office, "beekeeping")
    office.says_all()
    moves_in(office, "UNOOR")
    moves_in(office, "UCAMILLE")
    opens_form(office, "UCAMILLE").fills({LEARN: "beekeeping"}).submits()
    office.visitor("UCAMILLE").waits_for("with room for")
    assert not still_waits(office)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UCAMILLE", "UNOOR"])
        if withdrawn == "stops":
            two["UCAMILLE"].stop_offering()
        elif withdrawn == "is full":
            pairs.make(db, two["UCAMILLE"], two["UNOOR"], "bees", office.now())
        else:
            people.block(db, "UCAMILLE", ["UADA"])

    office.says_all()

    assert (NEWS in told(office, "UADA"), still_waits(office)) == (False, True)
    comes_to_offer(office, "UJONAS", "beekeeping")
    assert f"{NEWS} You waited for a mentor for “beekeeping”: <@UJONAS> has room now." in told(office, "UADA")
