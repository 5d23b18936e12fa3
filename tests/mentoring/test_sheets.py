"""A sheet is read as whatever spreadsheet wrote it, and written so that no cell runs in one."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.sheets import (
    LARGEST,
    LONGEST_CELL,
    MOST_UNREADABLE,
    NUMBER,
    UNREADABLE,
    HeadingTwice,
    NotASheet,
    NothingInIt,
    SheetIsTooLarge,
    inert,
    read,
    read_text,
    write,
    write_plain,
)

PLAIN = "Name,Manager E-mail\nAda,mei@example.org\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        f"{PLAIN}\n,\n".encode(),
        b'"name"," manager  e-mail "\nAda,mei@example.org',
        PLAIN.replace(",", "|").replace("\n", "\r").encode(),
        b'sep=\t\r\nName\t"Manager E-mail"\r\nAda\tmei@example.org',
        f"\n\n{PLAIN}".encode(),
        b'name, "manager e-mail"\n"Ada" , "mei@example.org"',
    ],
    ids=[
        "plain",
        "marked",
        "excel",
        "unicode text",
        "windows",
        "empty lines",
        "quoted",
        "bars, and an old mac",
        "a separator named above",
        "lines above",
        "spaces beside quotes",
    ],
)
def test_a_table_reads_the_same_whichever_program_wrote_it(data: bytes) -> None:
    sheet = read(data)

    assert sheet.headings == ("name", "manager_email")
    assert [(line["name"], line["manager_email"]) for line in sheet.lines] == [("Ada", "mei@example.org")]


def test_a_line_is_called_by_its_row_in_a_spreadsheet_though_cells_above_it_have_several_lines() -> None:
    sheet = read(b'name,about\nAda,"one\ntwo\nthree"\n\nMei\n"Ben,never closed\nJo,fine\n')

    assert [(line.number, line["name"]) for line in sheet.lines] == [(2, "Ada"), (4, "Mei"), (6, "Jo")]
    assert sheet.unreadable == (5,)
    assert sheet.lines[1]["about"] == ""
    assert sheet.lines[1]["nothing"] == ""


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf \r\n\r\n", b"sep=;\n"])
def test_a_file_with_nothing_in_it_is_called_so(data: bytes) -> None:
    with pytest.raises(NothingInIt):
        read(data)


def test_a_heading_that_stands_twice_is_named() -> None:
    with pytest.raises(HeadingTwice) as found:
        read(b"name,E-mail,about,e mail\nAda,Mei")

    assert "They are called “email”: rename one of them." in found.value.sentence
    assert "They are called “channel”:" in HeadingTwice("<!channel>").sentence
    assert HeadingTwice("<!>").sentence.endswith("nothing was changed.")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\xff\xfe\xff",
        b"PK\x03\x04\xff\xfe",
        b"name\0\nAda",
        b"name\nAda\x81",
        b"\xd0\xcf\x11\xe0 an old workbook",
        b'"name\nAda',
        b"name\n" + b'"Ada\n' * (MOST_UNREADABLE + 2) + b"Mei\n",
        b'name\n"Ada',
        b"name,name\nAda,Mei",
        b",,\na,b,c",
    ],
)
def test_what_is_no_table_is_called_so(data: bytes) -> None:
    with pytest.raises(NotASheet):
        read(data)


def test_what_an_older_windows_wrote_is_read_and_said_to_be_guessed() -> None:
    sheet = read("name;about\nZoë Müller;“well”\n".encode("cp1252"))

    assert (sheet.lines[0]["name"], sheet.lines[0]["about"], sheet.is_guessed) == ("Zoë Müller", "“well”", True)
    assert not read("name\nZoë\n".encode()).is_guessed
    assert read_text("Zoë".encode("utf-16")) == "Zoë"


def test_a_broken_line_takes_no_other_with_it() -> None:
    sheet = read(
        b'name,about\nAda,fine\n"Ben,never closed\nMei,fine\nBo,"odd" but closed\nIda,"' + b"x" * 200_000 + b'"\nJo\n'
    )

    assert sheet.unreadable == (3, 6)
    assert [(line.number, line["name"]) for line in sheet.lines] == [(2, "Ada"), (4, "Mei"), (5, "Bo"), (7, "Jo")]
    assert sheet.lines[2]["about"] == "odd but closed"


def test_what_excel_writes_to_keep_zeros_is_read_as_it_is_shown() -> None:
    (line,) = read(b'name,"=""team"""\n="00123","=""Eng"""\n').lines

    assert (line["name"], line["team"]) == ("00123", "Eng")


def test_cells_beyond_the_headings_are_noticed() -> None:
    several = read(b"name,about\nAda,fine,,\nMei,fine, and more\n").lines

    assert [line.has_surplus for line in several] == [False, True]


def test_another_name_for_a_column_is_a_second_choice() -> None:
    names = {"who": "name", "person": "name"}

    assert read(b"who,about\nAda,", names).headings == ("name", "about")
    assert read(b"who,name\nAda,Mei", names).headings == ("who", "name")
    assert read(b"who,person\nAda,Mei", names).headings == ("name", "person")


def test_a_huge_file_is_not_read() -> None:
    with pytest.raises(SheetIsTooLarge):
        read(b"x" * (LARGEST + 1))


def test_columns_that_mean_nothing_are_named() -> None:
    assert read(b"name,Shoe Size,,email\nAda,38,,a@b.cd").without(("name", "email")) == ("shoe_size",)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK()", "'=HYPERLINK()"),
        ("+cmd", "'+cmd"),
        ("-1+1", "'-1+1"),
        ("-1,5+cmd", "'-1,5+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("  =1", "  '=1"),
        ("\u200b=1", "\u200b'=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("\t1", "'\t1"),
    ],
)
def test_a_formula_is_shown_and_does_not_run(cell: str, shown: str) -> None:
    assert inert(cell) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("x;=cmd|' /C calc'!A0;", "x;'=cmd|' /C calc'!A0;"),
        ("x\t@SUM(A1)", "x\t'@SUM(A1)"),
        ("x| +1+1", "x| '+1+1"),
        ("x, -1+1", "x, '-1+1"),
        ("x\n=1+1", "x\n'=1+1"),
        ('x;"=1+1"', 'x;"\'=1+1"'),
    ],
)
def test_no_name_runs_in_the_middle_of_a_cell_where_spreadsheets_part_cells_at_another_sign(
    name: str, shown: str
) -> None:
    assert inert(name) == shown


@pytest.mark.parametrize(
    "text", ["a-b", "Ada; Mei", "1 = 1", "ada@example.com, or so", "C++; Rust", "what's mine; 'yours'"]
)
def test_signs_within_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("cell", ["Ada", "-1", "+3.5", "", 7, None, -2])
def test_words_and_numbers_stay_as_they_are(cell: object) -> None:
    assert inert(cell) == ("" if cell is None else str(cell))


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_what_is_written_is_read_back_and_never_runs(rows: list[list[str]]) -> None:
    written = write(("name", "about"), rows)

    header, *back = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert header == ["name", "about"]
    assert back == [[inert(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "@")) for row in back for cell in row)


@given(
    st.lists(st.text(st.sampled_from(list("=+-@,;|\t\r\n \"'1x"))), min_size=2, max_size=4), st.sampled_from(",;\t|")
)
def test_what_is_written_runs_in_no_country(row: list[str], separator: str) -> None:
    written = write_plain(("name", "about"), [row])

    aware = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
    blind = re.split(rf"[{separator}\r\n]", written)
    for cell in (*(cell for cells in aware for cell in cells), *blind):
        bare = cell.lstrip(' "\t\r\n')
        assert not bare.startswith(("=", "+", "-", "@")) or NUMBER.fullmatch(bare)


@given(st.text(st.sampled_from(list("=+-@,;|\t\r\n \"'1x"))))
def test_what_is_safe_is_left_alone(cell: str) -> None:
    assert inert(inert(cell)) == inert(cell)


def test_a_cell_that_is_too_long_is_named_as_what_it_may_be() -> None:
    sheet = read(f"name,about\nAda,x\nMei,{'x' * (LONGEST_CELL + 1)}\nJonas,y\n".encode())

    assert [line["name"] for line in sheet.lines] == ["Ada", "Jonas"]
    assert sheet.unreadable == (3,)
    assert "131,072 characters" in UNREADABLE
