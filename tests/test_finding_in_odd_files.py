"""`find` over files as people have them: what is odd about one is said, and whoever can be found is found."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from tests.test_finding import ids, says


def test_bad_lines_are_named_and_the_others_are_searched(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes('id,name,topics\na,"Zoë,SQL\nb,Zoë,SQL\n'.encode("cp1252"))

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--json"])

    assert ids(json.loads(said.stdout)) == ["b"]
    assert "people.csv: it isn't UTF-8" in said.stderr
    assert "people.csv, line 2: a quotation mark is missing" in said.stderr


def test_a_file_in_which_nobody_can_be_found_says_which_columns_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,boss\na,Ana,b\n", encoding="utf-8")
    refused = says("--profiles", file, "--query", "sql")
    assert refused.exit_code == 2
    assert "neither a column topics nor a column about; it has id, name, boss" in refused.output

    file.write_text("id,about,topcs\na,I teach SQL,Python\n", encoding="utf-8")
    some = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--json"])
    assert ids(json.loads(some.stdout)) == ["a"]
    assert "has no column topics, so nobody is found by that; it has id, about, topcs." in some.stderr

    file.write_text("id,name,topics,about\na,Ana,,\n", encoding="utf-8")
    empty = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--json"])
    assert (empty.exit_code, ids(json.loads(empty.stdout))) == (0, [])
    assert "nobody in it says what they offer" in empty.stderr


def test_columns_may_have_other_names_and_an_id_stands_for_one_person(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("slack_id,skills,bio\na,SQL,\nb,,I know SQL\na,Python,\n", encoding="utf-8")

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--json"])

    assert ids(json.loads(said.stdout)) == ["a", "b"]
    assert "people.csv, line 4: a is there twice; left out." in said.stderr


def test_what_means_nothing_in_a_file_is_said(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,topics,capacity,shoe size\na,SQL,two,41\nb,SQL,0,40\n", encoding="utf-8")

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--json"])

    assert ids(json.loads(said.stdout)) == ["a"]
    assert said.stderr.splitlines() == [
        "people.csv: these columns mean nothing here: shoe_size.",
        "people.csv, line 2: capacity is 'two', and should be a whole number from 0 to 1000; taken as 1.",
    ]


def test_what_a_match_would_remark_about_people_is_said_of_the_same_file_in_a_search(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "id,topics,level,timezone,capacity\n"
        "ben,Java,x,,1\n"
        "cy,Java,3,,-1\n"
        "fay,Java,3,Foo/Bar,1\n"
        ",Java,,,\n"
        "dee,Java,2.0,Europe/Berlin,2,more\n"
        "dee,Java,2,,\n",
        encoding="utf-8",
    )

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "java", "--json"])

    assert ids(json.loads(said.stdout)) == ["ben", "dee", "fay"]
    assert said.stderr.splitlines() == [
        "people.csv, line 2: level is 'x', and should be a whole number from 0 to 1000; taken as unknown.",
        "people.csv, line 3: capacity is '-1', and should be a whole number from 0 to 1000; left out.",
        "people.csv, line 4: there is no time zone 'Foo/Bar', so working hours are not compared for fay.",
        "people.csv, line 5: it has no id; left out.",
        "people.csv, line 6: it has more cells than there are headings.",
        "people.csv, line 7: dee is there twice; left out.",
    ]
    matched = CliRunner().invoke(main, ["match", str(file)]).stderr
    for remark in said.stderr.splitlines():
        assert remark.partition("; taken")[0].removesuffix(".") in matched


def test_a_column_of_words_where_numbers_belong_is_said_of_the_first_lines_and_counted(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    many = "".join(f"p{at},Java,Senior\n" for at in range(50))
    file.write_text(f"id,topics,level\n{many}p0,Java,1\n", encoding="utf-8")

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "java", "--json"])

    *told, twice, more = said.stderr.splitlines()
    assert len(told) == 12
    assert told[0].startswith("people.csv, line 2: level is 'Senior'")
    assert twice == "people.csv, line 52: p0 is there twice; left out."
    assert more == "people.csv: the same goes for the level in 38 more lines."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"", "There is nothing in that file"),
        (b"who,what\n1,2\n", "Its first line names the columns, such as: id,name"),
        (b"id,topics\na,\x81\n", "isn't a table I can read"),
        (b"id,topics\na," + b"x" * (1 << 21) + b"\n", "isn't a table I can read"),
    ],
)
def test_a_bad_file_is_answered_with_a_sentence(tmp_path: Path, written: bytes, told: str) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(written)

    said = says("--profiles", file, "--query", "sql")

    assert said.exit_code == 2
    assert told in said.output
    assert "Traceback" not in said.output
