"""Two who asked each other, or were matched meanwhile: once they are a pair, no request of theirs waits in vain."""

from bot import pairings
from bot.mentoring.asks import AskState
from bot.store import people
from tests.handlers.asking import asks_for, between, moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, letters_to

OTHER = {
    "Why you ask them": "You spoke in front of three hundred people and seemed to enjoy every minute of it.",
    "What I want to learn": "How to stand on a stage with calm hands, and what to leave out of a talk of ten minutes.",
}
A_PAIR = "are a pair now, so"


def became(office: Office, mentee: str, mentor: str) -> AskState | None:
    ask = between(office, mentee, mentor)
    return ask.state if ask else None


def test_two_who_asked_each_other_become_a_pair_with_the_first_yes_and_nobody_owes_another_answer(
    office: Office,
) -> None:
    offers(office, "UADA", "writing", name="Ada Okafor")
    offers(office, "UJONAS", "sql", name="Jonas Weber")
    moves_in(office, "UFREYA", capacity=1, topics=("talks",), manager="UMAGGIE")
    asks_for(office, "UADA", "UJONAS")
    asks_for(office, "UJONAS", "UADA")
    asks_for(office, "UJONAS", "UFREYA", **OTHER)

    jonas, ada = office.visitor("UJONAS"), office.visitor("UADA")
    jonas.clicks("Accept")
    hears(jonas, "the two of you are a pair")

    assert became(office, "UJONAS", "UADA") is AskState.VOID
    assert became(office, "UJONAS", "UFREYA") is AskState.SENT
    closed = "You and <@UADA> are a pair now, so I closed your request to them. You can talk about it when you meet."
    assert letters_to(office, "UJONAS").count(closed) == 1
    assert "You and <@UJONAS> are a pair now, so this request is closed. There is nothing for you to do." in letters_to(
        office, "UADA"
    )
    ada.opens_home()
    ada.waits_for("Find a first date with <@UJONAS>.")
    assert not ada.sees("Read and answer")


def test_who_is_matched_with_the_mentor_they_asked_waits_for_no_answer(office: Office) -> None:
    offers(office, "UJONAS", "sql", name="Jonas Weber")
    moves_in(office, "UADA", name="Ada Okafor")
    asks_for(office, "UADA", "UJONAS")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", "UADA"])
        pairings.propose(db, two["UJONAS"], two["UADA"], "sql", "UINES", office.now())
    office.says_all()

    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.opens_home()
    ada.waits_for("Would you like <@UJONAS> as your mentor?")
    ada.clicks("Accept")
    hears(ada, "Thank you. If it suits <@UJONAS>, too")
    jonas.opens_home()
    jonas.waits_for("Would you like <@UADA> as your mentee?")
    jonas.clicks("Accept")
    hears(jonas, "are a pair. I introduce you.")

    assert became(office, "UADA", "UJONAS") is AskState.VOID
    for reader in ("UADA", "UJONAS"):
        assert sum(A_PAIR in each for each in letters_to(office, reader)) == 1
