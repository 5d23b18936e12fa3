"""Looking back: each alone, in three minutes; the other reads what was ticked, once both are done, and nothing else."""

import pytest

from bot.blocks import button
from bot.playground.client import Visitor
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, pairs_up


def invited(office: Office, who: str, pair: int) -> Visitor:
    """Invite somebody to look back."""
    visitor = holds(office, who, button("Start", "open_audit", f"{pair}:1"), button("Later", "later_audit", pair))
    visitor.clicks("Start")
    visitor.waits_for("Three minutes, and nothing has to be answered.")
    return visitor


def test_only_what_was_ticked_is_read_and_only_once_both_are_done(office: Office) -> None:
    pair = pairs_up(office)
    ada = invited(office, "UADA", pair)
    assert ada.sees("I decide more on my own than when we began.")
    ada.fills(
        {
            "plainly": "2: a little",
            "fair": "5: fully",
            "more": "Practice with <!channel> slides",
            "drop": "The status round",
            "share": ["The time it takes feels fair.", "What should you two do more of?"],
        }
    ).submits()
    shown = ada.waits_for("Handed in, thank you. Once <@UJONAS> is done, too")
    assert labels(shown) == ["Continue", "Adjust", "Wind down", "Pause"]
    ada.clicks("Continue")
    ada.waits_for("Good. You two go on as you are.")
    assert letters_to(office, "UJONAS") == []

    jonas = invited(office, "UJONAS", pair)
    assert jonas.sees("I hold back advice more than when we began.")
    assert not jonas.sees("Practice with")
    jonas.fills({"plainly": "4: mostly"}).submits()
    jonas.waits_for("Both of you are done")

    to_jonas, to_ada = letters_to(office, "UJONAS")[-1], letters_to(office, "UADA")[-1]
    assert "• The time it takes feels fair. 5: fully" in to_jonas
    assert "Practice with &lt;!channel&gt; slides" in to_jonas
    assert "2: a little" not in to_jonas + to_ada
    assert "status round" not in to_jonas + to_ada
    assert "4: mostly" not in to_jonas + to_ada
    assert "They keep their answers to themselves, which is fine." in to_ada
    assert to_ada.partition("Three questions")[2] == to_jonas.partition("Three questions")[2] != ""
    assert to_ada.count("• ") == 5


def test_answers_can_be_changed_until_both_are_done_and_are_read_again_after(office: Office) -> None:
    pair = pairs_up(office)
    ada = invited(office, "UADA", pair)
    ada.fills({"drop": "The status round", "share": ["What could you two drop?"]}).submits()
    ada.waits_for("Handed in")
    ada.closes()

    again = invited(office, "UADA", pair)
    assert again.sees("The status round") or "The status round" in str(again.modal())
    again.fills({"share": []}).submits()
    again.waits_for("Handed in")
    again.closes()
    jonas = invited(office, "UJONAS", pair)
    jonas.submits()
    jonas.waits_for("Both of you are done")
    jonas.closes()

    assert not any("status round" in each for each in letters_to(office, "UJONAS"))
    late = holds(office, "UJONAS", button("Start", "open_audit", f"{pair}:1"))
    late.clicks("Start")
    late.waits_for("You and <@UADA> have both looked back.")


def test_later_is_fine_and_nobody_else_looks_back(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Later", "later_audit", pair), button("Odd", "open_audit", f"{pair}:100"))
    ada.clicks("Odd")
    ada.waits_for("I can't find what that was about, so nothing was kept.")
    ada.clicks("Later")
    ada.waits_for("Fine. There is nothing to look back on right now; I invite you again when it is time.")

    noor = holds(office, "UNOOR", button("Start", "open_audit", f"{pair}:1"), button("Later", "later_audit", pair))
    noor.clicks("Start")
    noor.clicks("Later")
    hears(noor, NOT_YOURS, 2)


@pytest.mark.parametrize(
    ("turn", "again"),
    [
        ("1", "I may ask once more before that, and not after."),
        ("1:last", "I won't ask again this time."),
        ("2", "There is nothing to look back on right now"),
    ],
)
def test_who_looks_back_later_reads_until_when_they_can_and_whether_they_are_asked_again(
    office: Office, turn: str, again: str
) -> None:
    pair = pairs_up(office, met_days_ago=170)
    ada = holds(office, "UADA", button("Later", "later_audit", f"{pair}:{turn}"))

    ada.clicks("Later")

    told = str(ada.waits_for(again))
    assert ("*Look back* stays on Home with your pair with <@UJONAS> until Sun 22 March." in told) is (turn != "2")
    ada.opens_home()
    assert ada.waits_for("a look back, for you alone")


def test_whoever_looks_back_after_the_other_one_has_left_reads_that_it_stays_with_them(office: Office) -> None:
    pair = pairs_up(office)
    moves_in(office, "UJONAS", joined_at=None)

    ada = invited(office, "UADA", pair)

    assert ada.sees("It is for you alone: Jonas Weber has left mentoring and gets nothing from me.")
    assert not ada.sees("What may Jonas Weber see?")
    ada.fills({"drop": "The status round"}).submits()
    ada.waits_for("<@UJONAS> has left mentoring, so it stays with you")
