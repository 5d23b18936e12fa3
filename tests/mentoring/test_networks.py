"""Whom somebody met is theirs to write about, or not."""

from datetime import timedelta

from bot.mentoring.networks import PARTS, Encounter, Part
from tests.examples import MONDAY, TEAM, ada


def test_every_part_of_the_map_has_a_name() -> None:
    assert list(PARTS) == list(Part)


def test_a_note_may_be_written_anew_and_ends_the_reminder() -> None:
    met = Encounter(workspace=TEAM, owner=ada(), who="Grace", where="", at=MONDAY)
    assert met.is_open

    met.write("Compilers!", MONDAY)
    met.write("Compilers and ships", MONDAY + timedelta(days=1))
    met.let_go(MONDAY + timedelta(days=2))

    assert (met.note, met.closed_at, met.is_open) == ("Compilers and ships", MONDAY, False)
