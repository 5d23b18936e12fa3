"""A launch while messages are held back: whoever launches reads that nobody is asked yet, before and after."""

import json
from typing import Any

from bot.mentoring.brakes import Hold
from bot.mentoring.enrolments import Review
from bot.mentoring.programs import Step
from bot.store import brakes, reviews
from tests.handlers.asking import everything_arrives
from tests.handlers.conftest import Office
from tests.handlers.pairing import letters_to
from tests.handlers.programs import begins, fills, looks, matched, opens

HELD = "Everybody is asked once messages go out again: right now they are held back."


def approves_all(office: Office, number: int) -> None:
    fills(office, number)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        reviews.review(db, [each.id for each in looks(office, number)], Review.APPROVED)


def holds_back(office: Office, what: Hold, which: str = "") -> None:
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, what, which, "UMIA", office.now())


def test_whoever_launches_while_everything_is_held_reads_so_before_and_after(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    approves_all(office, number)
    assert HELD not in json.dumps(opens(office).modal())
    holds_back(office, Hold.EVERYTHING)

    mia = opens(office)
    (asks,) = (each for each in buttons(mia.modal()) if each["action_id"] == "program_step")
    assert asks["confirm"]["text"]["text"].endswith(f"This can't be taken back. {HELD}")
    mia.clicks("program_step")
    mia.waits_for(f"3 matches are being brought to both people. {HELD}")
    office.says_all()

    told = f"3 of 3 matches launched. {HELD} Each answers alone; a pair begins once both say yes."
    assert any(told in each for each in letters_to(office, "UMIA"))
    mia = opens(office)
    mia.waits_for("Asked, not both have answered: 3 pairs; 6 people still to be asked")
    assert mia.sees(HELD)
    with office.database.begin(office.workspace) as db:
        (hold,) = brakes.every(db)
        brakes.release(db, hold.id, office.now())
    assert HELD not in json.dumps(opens(office).modal())

    everything_arrives(office)
    mia = opens(office)
    mia.waits_for("Asked, not both have answered: 3 pairs")
    assert not mia.sees("still to be asked")


def test_a_hold_of_another_program_holds_no_launch_of_this_one(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    approves_all(office, number)
    holds_back(office, Hold.PROGRAM, str(number + 1))
    assert HELD not in json.dumps(opens(office).modal())
    holds_back(office, Hold.PROGRAM, str(number))

    assert HELD in json.dumps(opens(office).modal())


def buttons(view: Any) -> list[Any]:  # noqa: ANN401 - whatever Slack shows
    blocks = view["blocks"]
    return [each for block in blocks for each in block.get("elements", ()) if each["type"] == "button"]
