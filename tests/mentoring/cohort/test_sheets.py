"""Spreadsheets as people make them: other separators, other names, odd lines; and nothing that runs in the answer."""

import csv
import io

import pytest

from bot.mentoring.cohort import sheet_of_people, sheets_of_two
from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.cohort.printing import COLUMNS, as_sheet
from bot.mentoring.cohort.sheets import NoSuchColumn
from bot.mentoring.cohort.sheets_of_two import Decision
from bot.mentoring.cohort.solving import solve
from bot.mentoring.sheets import GUESSED, SURPLUS, UNREADABLE, NotASheet, Remark


def test_people_are_read_whatever_their_spreadsheet_made_of_them() -> None:
    sheet = sheet_of_people.people(
        "\ufeffSlack ID;Name;Wants;Level;Time zone;Languages;Paused\r\n"
        'U1; Ada ;"SQL, public speaking";3;Europe/London;English | German;no\r\n'
        "\r\n"
        "U2;Mei;;;;;YES\r\n".encode()
    )

    ada, mei = sheet.rows
    assert ada == Participant(
        id="U1",
        name="Ada",
        wants=("SQL", "public speaking"),
        mentors=1,
        level=3,
        timezone="Europe/London",
        languages=frozenset({"English", "German"}),
    )
    assert (mei.paused, mei.mentors, mei.capacity) == (True, 0, 0)
    assert sheet.remarks == [Remark(4, "U2 neither wants a mentor nor has a place for a mentee", left_out=False)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_names_survive_every_usual_encoding(encoding: str) -> None:
    (person,) = sheet_of_people.people("id,name,wants\nU1,Zoë Müller,SQL\n".encode(encoding)).rows

    assert person.name == "Zoë Müller"


def test_a_line_that_cannot_be_meant_is_named_and_left_out() -> None:
    sheet = sheet_of_people.people(
        b"id,level,capacity,wants,timezone\nU1,high,1,,\n,,,,\nU1,1,-1,,\nU2,1,1,,Mars\nU2,1,1,,\n,2,1,,"
    )

    assert [(each.line, each.left_out) for each in sheet.remarks] == [
        (2, True),
        (4, True),
        (5, False),
        (6, True),
        (7, True),
    ]
    assert [person.id for person in sheet.rows] == ["U2"]
    assert sheet.remarks[0].why == "level is 'high', and should be a whole number from 0 to 1000"
    assert [each.why for each in sheet.remarks[3:]] == ["U2 is there twice", "it has no id"]


@pytest.mark.parametrize(
    ("cells", "roles"),
    [
        ("mentee,,,", (1, 0)),
        ("mentor,,,", (0, 1)),
        ("both,,,", (1, 1)),
        (",SQL,,", (0, 1)),
        (",,2,", (2, 0)),
        (",SQL,,3", (0, 3)),
    ],
)
def test_who_wants_and_who_offers_is_read_from_what_is_there(cells: str, roles: tuple[int, int]) -> None:
    (person,) = sheet_of_people.people(f"id,role,topics,mentors,capacity\nU1,{cells}".encode()).rows

    assert (person.mentors, person.capacity) == roles


def test_where_the_column_role_holds_job_titles_what_people_want_and_teach_decides_and_that_is_said_once() -> None:
    sheet = sheet_of_people.people(
        b"id,role,wants,topics\nana,Engineer,python,\nben,Senior Engineer,,python\ncy,Engineer,,sql\ndi,Mentee,,sql\n"
    )

    assert [(each.id, each.mentors, each.capacity) for each in sheet.rows] == [
        ("ana", 1, 0),
        ("ben", 0, 1),
        ("cy", 0, 1),
        ("di", 1, 0),
    ]
    assert sheet.remarks == [
        Remark(
            1,
            "the role of 3 people is neither mentor nor mentee nor both (Engineer, Senior Engineer), "
            "so what they want and what they teach decides",
            left_out=False,
        )
    ]


def test_one_job_title_in_the_column_role_is_said_of_one_person() -> None:
    (remark,) = sheet_of_people.people(b"id,role,wants\nana,,sql\nben,Engineer,sql\n").remarks

    assert remark.why.startswith("the role of 1 person is neither mentor nor mentee nor both (Engineer), so what they")


def test_whoever_may_be_paused_is_not_taken_for_somebody_who_is_not() -> None:
    cells = ("yes", "Paused", "no", "", "until May")
    told = sheet_of_people.people(
        ("id,topics,paused\n" + "".join(f"p{at},SQL,{each}\n" for at, each in enumerate(cells))).encode()
    )

    assert [each.paused for each in told.rows] == [True, True, False, False]
    assert [(each.line, each.why) for each in told.remarks] == [(6, "paused is 'until May', and should be yes or no")]


def test_a_sheet_without_what_is_needed_is_refused() -> None:
    with pytest.raises(NoSuchColumn, match="needs a column id; it has name, level"):
        sheet_of_people.people(b"name,level\nAda,3\n")
    with pytest.raises(NotASheet):
        sheet_of_people.people(b"")


def test_what_is_odd_about_lines_themselves_is_said_too() -> None:
    sheet = sheet_of_people.people('id,name\nU1,Zoë\nU2,Mei,extra\n"U3,Bo\n'.encode("cp1252"))

    assert [person.id for person in sheet.rows] == ["U1", "U2"]
    assert sheet.remarks[:3] == [
        Remark(1, GUESSED, left_out=False),
        Remark(4, UNREADABLE),
        Remark(3, SURPLUS, left_out=False),
    ]


def test_a_cell_with_a_line_for_each_thing_is_a_list_and_nothing_unseen_comes_through() -> None:
    (person,) = sheet_of_people.people(b'id,topics,languages\n"U\x1b1","SQL\nPython","English\r\nGerman"\n').rows

    assert (person.id, person.topics) == ("U1", ("SQL", "Python"))
    assert person.languages == {"English", "German"}
    with pytest.raises(NoSuchColumn, match=r"it has x+\.$"):
        sheet_of_people.people(b"\x1b" + b"x" * 99)


def test_decisions_wishes_and_ranks_are_read_too() -> None:
    decided = sheets_of_two.decisions(b"mentee,mentor,kind\nU1,U2,\nU1,U3,Forbid\nU1,,lock\nU1,U4,hate\n")
    wished = sheets_of_two.wishes(b"who,whom,rank\nU1,U3,2\nU1,U2,1\nU1,U4,\nU1,,\nU1,U5,first\n")
    ranked = sheets_of_two.ranks(b"mentee,mentor,rank\nU1,U2,1\nU1,U3,\nU1,,\nU1,U3,best\n")

    assert decided.rows == [Decision("U1", "U2", "lock"), Decision("U1", "U3", "forbid")]
    assert [each.line for each in decided.remarks] == [4, 5]
    assert wished.rows == [("U1", "U2"), ("U1", "U3"), ("U1", "U4")]
    assert [each.line for each in wished.remarks] == [5, 6]
    assert ranked.rows == [("U1", "U2", 1), ("U1", "U3", None)]
    assert [each.line for each in ranked.remarks] == [5]


def test_a_match_is_written_with_its_points_and_reasons_and_runs_nowhere() -> None:
    people = (
        Participant(id="U1", name='=HYPERLINK("x")', wants=("SQL",), mentors=1),
        Participant(id="U2", name="Mei", topics=("SQL",), capacity=1),
        Participant(id="U3", name="@U2", wants=("SQL",), mentors=1),
    )
    cohort = Cohort(participants=people, forbidden=frozenset({("U3", "U2")}))

    first, left = csv.DictReader(io.StringIO(as_sheet(solve(cohort, Policy()), people)))
    assert tuple(first) == COLUMNS
    assert (first["mentee name"], first["mentor"], first["reasons"]) == ('\'=HYPERLINK("x")', "U2", "Teaches SQL")
    assert int(first["needs points"]) == 400
    assert (left["mentee name"], left["mentor"], left["reasons"]) == (
        "'@U2",
        "",
        "Of the mentors: 1 in their reporting line or kept apart from them, or with too little of what they want.",
    )
    assert left["next step"]


def test_a_manager_called_by_a_name_of_two_is_said_to_be_unclear() -> None:
    read = sheet_of_people.people(b"id,name,manager\ns1,Sam Lee,\ns2,Sam Lee,\nann,Ann,Sam Lee\nben,Ben,Zoe\n").rows

    missing, unclear = sheet_of_people.strangers(read, {each.id for each in read})

    assert missing == "nobody in it is Zoe, named as a manager; lines end there"
    assert unclear.startswith("more than one person in it is Sam Lee, named as a manager; whoever")


def test_whoever_may_report_to_somebody_by_a_name_of_two_is_kept_apart_from_both_and_from_all_above_and_below() -> None:
    table = b"id,name,manager\ns1,Sam Lee,boss\ns2,sam lee,\nboss,Bea,\nann,Ann,Sam Lee\nlow,Lo,ann\nben,Ben,boss\n"

    apart = sheet_of_people.doubtful(sheet_of_people.people(table).rows)

    assert apart == {(one, other) for one in ("ann", "low") for other in ("s1", "s2", "boss")}
    assert not sheet_of_people.doubtful(sheet_of_people.people(b"id,name,manager\ns1,Sam Lee,\nann,Ann,Sam Lee\n").rows)


def test_two_doubtful_names_in_one_line_are_both_followed() -> None:
    table = (
        b"id,name,manager\np0,Ann Lee,\np9,Ann Lee,p5\np3,Cy,Ann Lee\n"
        b"p1,Ed Poe,\np2,Ed Poe,\np5,Di,Ed Poe\np6,Low,p3\np8,Bo,p1\n"
    )

    apart = sheet_of_people.doubtful(sheet_of_people.people(table).rows)

    below = {(one, other) for one in ("p3", "p6") for other in ("p0", "p9", "p5", "p1", "p2")}
    assert apart == below | {(one, other) for one in ("p5", "p9") for other in ("p1", "p2")}


def test_a_circle_of_doubtful_names_ends() -> None:
    table = b"id,name,manager\na,Sam,Kim\nb,Sam,\nc,Kim,Sam\nd,Kim,\n"

    assert sheet_of_people.doubtful(sheet_of_people.people(table).rows) == {
        *(("a", other) for other in "bcd"),
        *(("c", other) for other in "dba"),
    }
