"""What a search understood can be changed, and wishes of one's own can be set aside."""

import re

import pytest
import sqlalchemy as sa

from bot.mentoring.people import Standing
from bot.playground.client import Visitor
from bot.store import searches as kept_searches
from bot.store.tables.people import people
from bot.store.tables.searches import searches
from tests.handlers.asking import labels, moves_in, offers
from tests.handlers.conftest import Office


@pytest.fixture
def ada(office: Office) -> Visitor:
    moves_in(office, "UADA", timezone="Europe/London", languages=("English",))
    offers(office, "UJONAS", "public speaking")
    offers(office, "UPRIYA", "hiring")
    return office.visitor("UADA")


def test_a_guess_is_shown_and_can_be_changed(ada: Visitor) -> None:
    ada.types("/mentor find my voice shakes in front of a crowd, and we cannot fill open roles")
    shown = ada.waits_for("I understood these skills.")
    assert "<@UJONAS>" in shown["text"]
    assert "<@UPRIYA>" in shown["text"]

    ada.chooses("understood", ["hiring"])

    ada.waits_for("Mentors for “hiring”")
    assert "<@UPRIYA>" in ada.dm()[-1]["text"]
    assert "<@UJONAS>" not in ada.dm()[-1]["text"]


def test_whoever_takes_every_guess_away_is_asked_what_for(ada: Visitor) -> None:
    ada.types("/mentor find stage fright")
    ada.waits_for("I understood these skills.")

    ada.chooses("understood", [])

    shown = ada.waits_for("What would you like help with?")
    assert labels(shown) == ["Say more", "Show everybody with room"]
    ada.clicks("Show everybody with room")
    ada.waits_for("Mentors with room for you")


def test_what_was_typed_is_still_there_to_be_changed_when_every_guess_is_taken_away(ada: Visitor) -> None:
    ada.types("/mentor find stage fright")
    ada.waits_for("I understood these skills.")
    ada.chooses("understood", [])
    ada.waits_for("What would you like help with?")

    ada.clicks("Say more")

    assert "stage fright" in str(ada.waits_for("What would you like to get better at?"))


def test_what_was_typed_as_a_skill_is_no_guess(ada: Visitor) -> None:
    ada.types("/mentor find public speaking")

    ada.waits_for("Mentors for “public speaking”")
    assert not ada.sees("I understood these skills.")


def test_a_guess_about_somebody_elses_search_is_nobodys(office: Office, ada: Visitor) -> None:
    ada.types("/mentor find stage fright")
    ada.waits_for("I understood these skills.")
    priya = sa.select(people.c.id).where(people.c.slack_id == "UPRIYA").scalar_subquery()
    with office.database.begin(office.workspace) as db:
        db.execute(sa.update(searches).values(person_id=priya))

    ada.chooses("understood", ["public speaking"])

    ada.waits_for("That search isn't there any more.")


def test_a_wish_of_ones_own_can_be_set_aside_and_nothing_else(office: Office, ada: Visitor) -> None:
    moves_in(office, "UJONAS", topics=("public speaking",), capacity=1, languages=("German",))
    ada.types("/mentor find public speaking")
    shown = ada.waits_for("don't share a language with you")
    assert "Show them anyway" in labels(shown)

    ada.clicks("Show them anyway")

    ada.waits_for("Mentors for “public speaking”")
    assert "<@UJONAS>" in ada.dm()[-1]["text"]


def test_a_mate_of_the_same_team_is_a_colleague_and_no_mentor(office: Office, ada: Visitor) -> None:
    moves_in(office, "UADA", manager="UBOSS")
    moves_in(office, "UJONAS", topics=("public speaking",), capacity=1, manager="UBOSS")

    ada.types("/mentor find public speaking")

    ada.waits_for("in your own team")
    assert not ada.sees("Show them anyway")


def test_what_a_mentor_does_not_teach_is_said(ada: Visitor) -> None:
    ada.types("/mentor find public speaking, glassblowing")

    ada.waits_for("Not among their topics: glassblowing")


def test_what_is_not_wanted_is_left_out_and_can_be_taken_back(office: Office, ada: Visitor) -> None:
    offers(office, "UMEI", "public speaking", "hiring")

    ada.types("/mentor find not hiring, but public speaking")

    shown = ada.waits_for("Mentors for “public speaking”")
    assert "You don't look for these" in shown["text"]
    assert "<@UMEI>" in shown["text"]
    assert "<@UPRIYA>" not in shown["text"]

    ada.chooses("left_out", [])

    shown = ada.waits_for("Mentors for “public speaking, hiring”")
    assert "<@UPRIYA>" in shown["text"]
    assert "You don't look for these" not in shown["text"]


def test_an_old_list_takes_back_what_was_taken_away_there_and_nothing_else(office: Office, ada: Visitor) -> None:
    ada.types("/mentor find public speaking, but not hiring, not python, not sql")
    shown = str(ada.waits_for("You don't look for these"))
    number = re.findall(r"left_out:(\d+)", shown)[0]
    with office.database.begin(office.workspace) as db:
        search = kept_searches.one(db, int(number), "UADA")
        assert search is not None
        search.wish = "public speaking, but not python, not sql"

    ada.chooses("left_out", ["hiring", "sql"])

    with office.database.look(office.workspace) as db:
        search = kept_searches.one(db, int(number), "UADA")
        assert search is not None
        assert search.wish == "public speaking, python, but not sql"


def test_anything_but_one_thing_is_everybody_else(ada: Visitor) -> None:
    ada.types("/mentor find anything except hiring")

    shown = ada.waits_for("Mentors with room for you")
    assert "<@UJONAS>" in shown["text"]
    assert "<@UPRIYA>" not in shown["text"]

    ada.chooses("left_out", ["hiring"])
    assert "<@UPRIYA>" not in ada.waits_for("Mentors with room for you")["text"]

    ada.chooses("left_out", [])
    assert "<@UPRIYA>" in ada.waits_for("Mentors for “hiring”")["text"]


def test_a_colleague_is_left_out_by_name_and_can_be_taken_back(office: Office, ada: Visitor) -> None:
    offers(office, "UMEI", "public speaking")
    ada.types("/mentor find public speaking without Jonas")

    shown = ada.waits_for("Mentors for “public speaking”")
    assert "<@UMEI>" in shown["text"]
    assert "<@UJONAS>" not in shown["text"]

    ada.chooses("left_out", [])
    assert "<@UJONAS>" in ada.waits_for("Mentors for “public speaking, Jonas”")["text"]


def test_a_changed_guess_keeps_what_is_left_out(ada: Visitor) -> None:
    ada.types("/mentor find my voice shakes in front of a crowd, but no hiring")
    ada.waits_for("I understood these skills.")

    ada.chooses("understood", ["public speaking"])

    shown = ada.waits_for("Mentors for “public speaking”")
    assert "You don't look for these" in shown["text"]


def test_filler_alone_is_asked_about_and_everybody_can_be_shown(ada: Visitor) -> None:
    ada.types("/mentor find help me please")

    shown = ada.waits_for("What would you like help with?")
    assert "“public speaking”" in shown["text"]
    assert "<@UJONAS>" not in shown["text"]

    ada.clicks("Show everybody with room")

    shown = ada.waits_for("Mentors with room for you")
    assert "<@UJONAS>" in shown["text"]
    assert "<@UPRIYA>" in shown["text"]


@pytest.mark.parametrize("block", ["left_out", "show_everybody"])
def test_somebody_elses_search_is_neither_changed_nor_widened(office: Office, ada: Visitor, block: str) -> None:
    ada.types("/mentor find help me" if block == "show_everybody" else "/mentor find public speaking, not hiring")
    ada.waits_for("What would you like help with?" if block == "show_everybody" else "You don't look for these")
    priya = sa.select(people.c.id).where(people.c.slack_id == "UPRIYA").scalar_subquery()
    with office.database.begin(office.workspace) as db:
        db.execute(sa.update(searches).values(person_id=priya))

    if block == "left_out":
        ada.chooses("left_out", [])
    else:
        ada.clicks("Show everybody with room")

    ada.waits_for("That search isn't there any more.")


def test_a_name_that_cannot_be_shown_is_answered_like_one_that_nobody_has(office: Office, ada: Visitor) -> None:
    offers(office, "UJONAS", "public speaking", name="jonas", real_name="Jonas Lindqvist")
    told = []
    for change in ({"manager": "UADA"}, {"standing": Standing.GUEST}, {"standing": Standing.GONE, "manager": None}):
        moves_in(office, "UJONAS", **change)
        ada.types("/mentor find Jonas Lindqvist")
        shown = ada.waits_for("Nobody is free for “Jonas Lindqvist” right now.")
        told.append(shown["text"])
    ada.types("/mentor find Xanthippe Quvist")
    unknown = ada.waits_for("Nobody is free for “Xanthippe Quvist” right now.")["text"]

    assert {each.replace("Jonas Lindqvist", "Xanthippe Quvist") for each in told} == {unknown}
    assert "somebody whom I don't introduce" in unknown
