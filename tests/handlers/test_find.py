"""Three to five mentors with room, each with two plain reasons; and never a dead end."""

import pytest

from bot.mentoring.people import Standing
from bot.playground.client import Visitor
from bot.store import people
from tests.handlers.asking import labels, moves_in, offers
from tests.handlers.conftest import Office


@pytest.fixture
def ada(office: Office) -> Visitor:
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "public speaking", "SQL")
    offers(office, "UPRIYA", "public speaking", "hiring")
    return office.visitor("UADA")


def shortlists(visitor: Visitor) -> list[str]:
    return [each["text"] for each in visitor.dm() if "Mentors for" in each["text"]]


def test_a_wish_brings_mentors_with_reasons_and_a_way_to_ask(ada: Visitor) -> None:
    ada.types("/mentor find public speaking")

    shown = ada.waits_for("Mentors for “public speaking”")
    assert "<@UJONAS>" in shown["text"]
    assert "<@UPRIYA>" in shown["text"]
    assert shown["text"].count("• Teaches public speaking") == 2
    assert shown["text"].count("• ") == 4
    assert labels(shown) == ["Ask", "Ask for 20 minutes"] * 2 + ["Save search", "Say more"]


def test_asking_twice_gives_the_same_answer(ada: Visitor) -> None:
    ada.types("/mentor find public speaking")
    first = ada.waits_for("Mentors for “public speaking”")

    ada.types("/mentor find public speaking")

    ada.waits_for(lambda: len(shortlists(ada)) > 1)
    assert shortlists(ada) == [first["text"]] * 2


def test_a_misspelt_wish_is_understood_and_read_back(ada: Visitor) -> None:
    ada.types("/mentor find pubilc speaking")

    shown = ada.waits_for("I read “public” for “pubilc”.")
    assert "<@UJONAS>" in shown["text"]


def test_people_and_pings_in_a_wish_are_read_as_names(ada: Visitor) -> None:
    ada.types("/mentor find @jonas")
    shown = ada.waits_for("Mentors for “jonas”")
    assert "<@UJONAS>" in shown["text"]
    ada.types("/mentor find <!channel> public speaking <@UNOBODY|Nobody>")
    assert ada.waits_for("Mentors for “public speaking Nobody”")


def test_a_name_with_a_slip_in_it_is_asked_about_unless_they_may_not_meet(office: Office, ada: Visitor) -> None:
    offers(office, "UJONAS", "public speaking", name="jonas", real_name="Jonas Lindqvist")

    for typed, reason in (("lindqist", "Did you mean Jonas Lindqvist?"), ("Lindqvist", "The person you named")):
        ada.types(f"/mentor find {typed}")
        shown = ada.waits_for(f"Mentors for “{typed}”")
        assert "<@UJONAS>" in shown["text"]
        assert reason in shown["text"]

    offers(office, "UJONAS", "public speaking", manager="UADA")
    ada.types("/mentor find lindqvsit")
    shown = ada.waits_for("Nobody is free for “lindqvsit” right now.")
    assert "Lindqvist" not in shown["text"]


@pytest.mark.parametrize(
    "typed", ["Samüel Brooks", "samuel brooks", "brooks", "Brooks, Samüel", "is there a Samüel Brooks?"]
)
def test_a_colleague_who_offers_nothing_is_a_name_and_no_word_with_a_slip_in_it(
    office: Office, ada: Visitor, typed: str
) -> None:
    offers(office, "UPRIYA", "books", "creative writing")
    ada.types("/mentor find samwel brooks")
    assert ada.waits_for("I read “books” for “brooks”")

    moves_in(office, "USAM", name="Samuel", real_name="Samüel Ray-Brooks")
    ada.types(f"/mentor find {typed}")

    shown = ada.waits_for(f"Nobody is free for “{typed}” right now.")
    assert "somebody whom I don't introduce right now" in shown["text"]
    assert not any(word in shown["text"] for word in ("I read", "I understood"))


def test_no_wish_at_all_shows_everybody_with_room(ada: Visitor) -> None:
    ada.types("/mentor find")
    ada.waits_for("What would you like to get better at?")

    ada.submits()

    ada.waits_for("Mentors with room for you")


def test_when_nobody_fits_there_is_always_something_to_do(office: Office, ada: Visitor) -> None:
    ada.types("/mentor find beekeeping")
    shown = ada.waits_for("Nobody is free for “beekeeping” right now.")
    assert labels(shown) == [
        "Tell me when somebody can",
        "Try a chat",
        "Ask a colleague directly",
        "Try other words",
    ]
    assert ada.sees("It may be spelt otherwise, be something that nobody offers yet, or be somebody whom I don't")

    ada.clicks("Tell me when somebody can")

    told = ada.waits_for("I'll write to you once, when somebody who fits “beekeeping” has room.")
    assert "You have joined" not in told["text"]
    with office.database.look(office.workspace) as db:
        assert [person.slack_id for person in people.waiting(db)] == ["UADA"]


def test_waiting_for_a_mentor_is_joining_and_is_welcomed_like_it(office: Office) -> None:
    moves_in(office, "UFREYA", joined_at=None, welcomed_at=None)
    freya = office.visitor("UFREYA")
    freya.types("/mentor find beekeeping")
    freya.waits_for("Nobody is free for “beekeeping” right now.")

    freya.clicks("Tell me when somebody can")

    freya.waits_for("You have joined mentoring with it; `/mentor leave` is the way out.")
    office.deliver()
    freya.waits_for("Welcome to mentoring. You get this because you joined.")


def test_other_words_are_taken_by_a_form(ada: Visitor) -> None:
    ada.types("/mentor find beekeeping")
    ada.waits_for("Nobody is free")
    ada.clicks("Try other words")
    ada.waits_for("What would you like to get better at?")

    ada.fills({"wish": "hiring"}).submits()

    ada.waits_for("Mentors for “hiring”")


@pytest.mark.parametrize(
    "typed",
    ["<!channel>", "<@UJONAS>", "&lt;b&gt;", "'; drop table people; --", "👩🏽‍💻", "أريد أن أتعلم", "*bold* _x_ `y`"],
)
def test_anything_typed_is_answered_and_shown_as_it_is(ada: Visitor, typed: str) -> None:
    ada.types(f"/mentor find {typed}")

    ada.waits_for(lambda: ada.sees("Nobody is free") or ada.sees("Mentors"))
    said = ada.dm()[-1]["text"]
    assert "<!channel>" not in said
    assert "<b>" not in said


def test_a_book_is_no_wish(ada: Visitor) -> None:
    ada.types(f"/mentor find {'speaking ' * 400}")

    ada.waits_for("That is more than I can read as a wish.")


def test_a_guest_is_told_kindly(office: Office, ada: Visitor) -> None:
    moves_in(office, "UADA", standing=Standing.GUEST)

    ada.types("/mentor find sql")

    ada.waits_for("Mentoring here is for members of this workspace.")


def test_who_blocked_somebody_or_leads_them_is_not_shown(office: Office, ada: Visitor) -> None:
    moves_in(office, "UADA", manager="UPRIYA")
    with office.database.begin(office.workspace) as db:
        people.block(db, "UJONAS", ["UADA"])

    ada.types("/mentor find public speaking")

    shown = ada.waits_for("Nobody is free for “public speaking” right now.")
    assert "blocked" not in shown["text"]


@pytest.mark.parametrize(
    ("wish", "taught"),
    [
        ("statistics", "Teaches statistics, sql and python"),
        ("stage fright", "Teaches public speaking, sql and python"),
        ("negotiation, statistics", "Teaches negotiation, statistics and sql"),
    ],
)
def test_whoever_is_named_for_a_chat_is_said_to_teach_first_what_is_looked_for(
    office: Office, ada: Visitor, wish: str, taught: str
) -> None:
    for full in ("UJONAS", "UPRIYA"):
        offers(office, full, "hiring", capacity=0)
    offers(office, "UMEI", "sql", "python", "negotiation", "public speaking", "statistics", paused_until=None)
    moves_in(office, "UMEI", manager="UADA")
    ada.types(f"/mentor find {wish}")
    ada.waits_for("Nobody")
    moves_in(office, "UMEI", manager="UFREYA")

    ada.clicks("Try a chat")

    assert taught in ada.waits_for("They know something of it")["text"]
