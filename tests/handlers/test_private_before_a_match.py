"""Before a match, what somebody said in private, a manager among it, changes no answer to a lead who tries two."""

from collections.abc import Callable

import pytest

from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills, matched, opens

Says = Callable[[Office], None]
TABLES = ("Ada,Jonas\nHana,Grace\n", "Ada,Jonas\nHana,Jonas\n")
HEARD = [
    "*2 good lines, 0 lines to look at.* 2 kept together, 0 never matched, 0 wishes. Nothing was changed yet.",
    "2: <@UADA> kept together with <@UJONAS>\n3: <@UHANA> kept together with <@UGRACE>",
    "The table changed, so please look once more.",
    (
        "*1 good line, 1 line to look at.* 1 kept together, 0 never matched, 0 wishes. Nothing was changed yet. "
        "It is taken in whole, once no line is wrong."
    ),
    "3: jonas has no place left",
    "2: <@UADA> kept together with <@UJONAS>",
    "<@UADA> and <@UJONAS> are kept together from the next match on. *Match again* makes it.",
]


def nothing(_office: Office) -> None:
    """Let Ada say nothing."""


def a_block(office: Office) -> None:
    """Let Ada never want to be matched with Jonas."""
    with office.database.begin(office.workspace) as db:
        people.block(db, "UADA", ["UJONAS"])


def a_manager(office: Office) -> None:
    """Let Ada name Jonas as her manager."""
    moves_in(office, "UADA", wants=("sql",), level=2, manager="UJONAS", name="Ada")


def heard(office: Office, says: Says) -> list[str]:
    """Let Ada say something in private, and return what Mia hears of two tables, and of giving Ada to Jonas."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UGRACE", "UVALE"):
            people.block(db, mentor, ["UADA", "UNOOR"])
        people.block(db, "UJONAS", ["UADA"])
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, "UJONAS", [])
    says(office)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    told = []
    for table in TABLES:
        mia.fills({"decisions": f"mentee,mentor\n{table}"}).submits()
        mia.waits_for("to look at.*")
        told += words(mia)
    mia.closes(everything=True)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.clicks("Give a mentor")
    mia.waits_for("Whom should <@UADA> have as a mentor?")
    mia.fills({"mentor": "UJONAS"}).submits()
    mia.waits_for("are kept together from the next match on.")
    return [*told, words(mia)[0]]


def words(mia: Visitor) -> list[str]:
    """Read a window."""
    view = mia.modal()
    assert view
    return [str(block["text"]["text"]) for block in view["blocks"] if block["type"] == "section"]


@pytest.mark.parametrize("says", [nothing, a_block, a_manager])
def test_a_lead_hears_the_same_of_two_whatever_one_of_them_said_in_private(office: Office, says: Says) -> None:
    assert heard(office, says) == HEARD
