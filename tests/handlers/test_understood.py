"""What a search understood can be changed, and wishes of one's own can be set aside."""

import pytest
import sqlalchemy as sa

from bot.playground.client import Visitor
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


def test_taking_every_guess_away_changes_nothing(ada: Visitor) -> None:
    ada.types("/mentor find stage fright")
    ada.waits_for("I understood these skills.")
    before = len(ada.dm())

    ada.chooses("understood", [])

    assert len(ada.dm()) == before


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
