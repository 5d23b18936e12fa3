"""Looking ahead: what will come, when, and why."""

from datetime import timedelta

from bot.mentoring.outlooks import Foreseen
from bot.store import people
from handlers import to_come
from tests.examples import MONDAY, ada
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up


def test_it_is_told_in_quiet_and_on_home(office: Office) -> None:
    pairs_up(office, met_days_ago=3)
    ada_ = office.visitor("UADA")
    ada_.types("/mentor quiet")
    ada_.waits_for("On which days may I write?")
    ada_.clicks("What will you send me, and why?")

    ada_.waits_for("What I plan to tell you in the next 6 weeks:")
    assert ada_.sees(", with <@UJONAS>.")
    assert ada_.sees("You get this because")
    assert ada_.sees("That is so if nobody does anything before")
    ada_.closes(everything=True)

    noor = office.visitor("UNOOR")
    moves_in(office, "UNOOR")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].pause(None, office.now())
    noor.opens_home()
    noor.waits_for(noor.home)
    noor.clicks("What will come?")
    noor.waits_for("Nothing planned for you in the next 6 weeks.")
    assert noor.sees("You asked me to be silent")


def test_what_comes_along_is_told_with_its_carrier_and_a_long_list_is_cut() -> None:
    many = [
        Foreseen(
            at=MONDAY + timedelta(days=place),
            about="a next date",
            why="You get this because.",
            comes_along=bool(place % 2),
        )
        for place in range(30)
    ]

    shown = [block["text"]["text"] for block in to_come.page(ada(), many, MONDAY) if block["type"] == "section"]

    assert shown[2] == "In the same message: a next date."
    assert len(shown) == to_come.MOST + 2
    assert shown[-1].startswith("And more after that")
