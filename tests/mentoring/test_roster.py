"""A roster says who takes part; every line that can't be used is named with its reason."""

import pytest

from bot.mentoring.roster import NobodyIsNamed, Roster, Slip, read
from bot.mentoring.sheets import SURPLUS, UNREADABLE, SheetIsEmpty
from bot.mentoring.sheets import read as read_sheet


def roster(text: str) -> Roster:
    return read(read_sheet(text.encode()))


def told(text: str) -> list[str]:
    return [slip.told for slip in roster(text).slips]


def test_a_full_line_is_understood() -> None:
    (mei,) = roster(
        "slack_id,Email,name,ROLE,topics,wants,department,level,manager email,languages,timezone,capacity,desk\n"
        'umei,Mei@Example.org,Mei,Mentor,"SQL, data analysis",,Data,4,ines@example.org,'
        "English; Portuguese,Europe/London,2,7\n"
    ).entries

    assert (mei.line, mei.slack_id, mei.email, mei.role) == (2, "UMEI", "mei@example.org", "mentor")
    assert (mei.topics, mei.wants, mei.languages) == (("SQL", "data analysis"), None, ("English", "Portuguese"))
    assert (mei.department, mei.level, mei.manager_email) == ("Data", 4, "ines@example.org")
    assert (mei.timezone, mei.capacity, mei.called) == ("Europe/London", 2, "Mei")


def test_an_empty_cell_says_nothing() -> None:
    (ada,) = roster("email,level,capacity,department\nada@example.org,,,\n").entries

    assert (ada.level, ada.capacity, ada.department, ada.role, ada.called) == (None, None, None, "", "ada@example.org")


def test_columns_that_mean_nothing_are_named_and_ignored() -> None:
    assert roster("name,shoe size\nAda,38\n").ignored == ("shoe_size",)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,mentor,,,,", "names nobody: it needs an email, a Slack id or a name"),
        ("ada,,,,,,", "email isn't an e-mail address"),
        ("a da@example.org,,,,,,", "email isn't an e-mail address"),
        ("ada@example,,,,,,", "email isn't an e-mail address"),
        ("@example.org,,,,,,", "email isn't an e-mail address"),
        (",U1,boss,,,,", "role must be mentor, mentee or both"),
        (",U1,,senior,,,", "level must be a number from 0 to 99"),
        (",U1,,100,,,", "level must be a number from 0 to 99"),
        (",U1,,٣,,,", "level must be a number from 0 to 99"),
        (",U1,,,4,,", "capacity must be a number from 0 to 3"),
        (",U1,,,,Mars/Base,", "timezone must be a name such as Europe/Berlin"),
        (",U1,,,,../../etc/passwd,", "timezone must be a name such as Europe/Berlin"),
        (",U1,,,,,a;b;c;d;e;f;g;h;i;j;k", "languages may be 10 at most"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(line: str, reason: str) -> None:
    found = roster(f"email,slack_id,role,level,capacity,timezone,languages\n{line}\n,U2,,,,,\n")

    assert found.slips == (Slip(2, reason),)
    assert [entry.slack_id for entry in found.entries] == ["U2"]


def test_all_that_is_wrong_with_a_line_is_said_at_once() -> None:
    assert len(told("email,manager_email,role,level\nx,y,z,w\n")) == 4


def test_whoever_stands_on_two_lines_is_on_none() -> None:
    found = roster("slack_id,email\nU1,\nu1,\n,a@b.cd\n,A@B.cd\nU2,\n")

    assert [slip.line for slip in found.slips] == [2, 3, 4, 5]
    assert [entry.slack_id for entry in found.entries] == ["U2"]


def test_a_table_without_people_is_refused() -> None:
    with pytest.raises(NobodyIsNamed):
        roster("role,level\nmentor,3\n")


def test_headings_alone_are_nothing_to_do() -> None:
    with pytest.raises(SheetIsEmpty):
        roster("name\n")


def test_lines_that_cannot_be_read_or_hold_too_much_are_slips() -> None:
    read_so_far = roster('name,role\n"Ada,mentor\nMei,mentor,mentee\nBo,mentor\n')

    assert read_so_far.slips == (Slip(2, UNREADABLE), Slip(3, SURPLUS))
    assert [entry.name for entry in read_so_far.entries] == ["Bo"]
