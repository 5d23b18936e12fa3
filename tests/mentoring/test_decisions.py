"""A table of locks, forbidden pairs and wishes: each line that cannot be meant is named with all that is wrong."""

import pytest

from bot.mentoring import decisions, sheets
from bot.mentoring.decisions import LAST, Circle, Decision, Kind, NobodyIsPaired, checked, meant, read, wishes
from bot.mentoring.enrolment import Account, Directory
from bot.mentoring.enrolments import Part, Verdict
from bot.mentoring.roster import Slip
from bot.mentoring.sheets import SheetIsEmpty

ADA, NOOR = Account("UADA", "Ada", email="ada@example.org"), Account("UNOOR", "Noor")
JONAS, GRACE = Account("UJONAS", "Jonas"), Account("UGRACE", "Grace", also_called="Grace Hopper")
HERE = Directory.of([ADA, NOOR, JONAS, GRACE, Account("UTWO", "Grace Hopper")])
PARTS = {"UADA": Part.MENTEE, "UNOOR": Part.BOTH, "UJONAS": Part.MENTOR, "UGRACE": Part.MENTOR}
CIRCLE = Circle(parts=PARTS, ranked=2)


def table(text: str) -> decisions.Table:
    return read(sheets.read(text.encode(), decisions.OTHER_COLUMNS))


def good_and_bad(text: str, circle: Circle = CIRCLE) -> tuple[list[Decision], dict[int, str]]:
    several, unknown = meant(table(text), HERE)
    good, wrong = checked(several, circle)
    return good, {slip.line: slip.told for slip in (*unknown, *wrong)}


def test_people_are_named_in_any_way_and_kinds_by_what_people_call_them() -> None:
    good, bad = good_and_bad(
        "mentee,mentor,kind,rank,desk\n<@UADA|ada>,@Jonas,,,1\nada@example.org,UGRACE,Forbid,,\nNoor,jonas,wish,1,\n"
    )

    assert [(each.both, each.kind, each.rank) for each in good] == [
        (("UADA", "UJONAS"), Kind.LOCK, LAST),
        (("UADA", "UGRACE"), Kind.FORBID, LAST),
        (("UNOOR", "UJONAS"), Kind.WISH, 1),
    ]
    assert not bad
    assert table("mentee,mentor,desk\na,b,c\n").ignored == ("desk",)


def test_who_wishes_is_read_from_the_columns_of_a_sheet_of_wishes_too() -> None:
    good, _ = good_and_bad("by,to,kind\nAda,Jonas,wish\n")

    assert good[0].both == ("UADA", "UJONAS")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Ada,Jonas,wish,1,more", sheets.SURPLUS),
        (",,lock,", "it names no mentee; it names no mentor"),
        ("Ada,Jonas,marry,0", "there is no kind “marry”; there are lock, forbid and wish; rank must be"),
        ("Ada,Jonas,wish,first", "rank must be a number from 1 to 999"),
        ("Nobody,Grace Hopper,,", "nobody here is called Nobody; 2 people are called Grace Hopper"),
        ("nobody@example.org,Jonas,,", "nobody here has the address nobody@example.org"),
        ("Noor,Noor,,", "nobody mentors themselves"),
        ("Jonas,Ada,,", "Jonas is no mentee of this program; Ada is no mentor of this program"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named_with_all_that_is_wrong(line: str, told: str) -> None:
    good, bad = good_and_bad(f"mentee,mentor,kind,rank\n{line}\n")

    assert not good
    assert bad[2].startswith(told)


def test_a_line_that_cannot_be_read_is_named() -> None:
    assert Slip(3, sheets.UNREADABLE) in table('mentee,mentor\nAda,Jonas\nAda,"Grace\nNoor,Grace\n').slips


def test_two_lines_about_the_same_two_leave_open_which_holds_and_a_wish_beside_is_none_of_them() -> None:
    good, bad = good_and_bad("mentee,mentor,kind\nAda,Jonas,lock\nUADA,UJONAS,forbid\nAda,Jonas,wish\n")

    assert [each.kind for each in good] == [Kind.WISH]
    assert set(bad.values()) == {"these two stand on more than one line"}


def test_what_was_decided_and_wished_before_stays() -> None:
    before = Circle(
        parts=PARTS,
        decided={("UADA", "UJONAS"): Verdict.LOCK, ("UADA", "UGRACE"): Verdict.LOCK},
        wished={"UADA"},
        ranked=2,
    )

    good, bad = good_and_bad(
        "mentee,mentor,kind\nAda,Jonas,lock\nAda,UGRACE,forbid\nAda,Jonas,wish\nNoor,Jonas,wish\n", before
    )

    assert [each.line for each in good] == [2, 5]
    assert bad == {
        3: "it was decided otherwise under Matches or by a table, and that stays",
        4: "Ada has wishes already, and they stay",
    }


def test_whoever_left_is_kept_with_nobody_and_wished_for_by_nobody() -> None:
    left = Circle(parts={"UADA": Part.MENTEE}, gone={"UJONAS", "UNOOR"}, ranked=2)

    good, bad = good_and_bad("mentee,mentor,kind\nAda,Jonas,lock\nAda,Jonas,wish\nNoor,Jonas,forbid\n", left)

    assert good == []
    assert bad[2] == bad[3] == "Jonas takes no part in mentoring any more"
    assert bad[4] == "Noor takes no part in mentoring any more; Jonas takes no part in mentoring any more"


def test_wishes_are_in_order_and_no_more_than_count() -> None:
    text = "mentee,mentor,kind,rank\nAda,UGRACE,wish,2\nAda,Jonas,wish,1\n"

    assert wishes(good_and_bad(text)[0]) == {"UADA": ["UJONAS", "UGRACE"]}
    assert good_and_bad(text, Circle(parts=PARTS, ranked=1))[1] == {2: "only 1 wishes of one mentee count"}
    assert set(good_and_bad(text, Circle(parts=PARTS))[1].values()) == {"this program takes no wishes now"}


def test_a_table_without_pairs_is_refused() -> None:
    with pytest.raises(NobodyIsPaired):
        table("name\nAda\n")
    with pytest.raises(SheetIsEmpty):
        table("mentee,mentor\n")
