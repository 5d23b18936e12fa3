"""`find` over a file of people: one answer a line, and a sentence when the file is no good."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

PEOPLE = """id,name,topics,about,department,level,manager,languages,timezone,capacity
ana,Ana,Public speaking;Negotiation,,Sales,4,zoe,English;German,Europe/Berlin,2
ben,Ben,,"I gave forty talks, and I still enjoy the audience",Care,2,ana,English,Europe/London,
cem,Cem,Public speaking,,Eng,four,,,America/New_York,0
dee,Dee,Public speaking,,Eng,1,dan,English,Pacific/Auckland,1
zoe,Zoe,Public speaking,,Board,9,,English,Europe/Berlin,1
eva,Eva,Kubernetes,,Eng,3,,English,Europe/Berlin,1
"""


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    return file


def says(*words: object) -> Result:
    return CliRunner().invoke(main, ["find", *map(str, words)])


def answers(*words: object) -> list[dict[str, Any]]:
    said = says(*words, "--json")
    assert said.exit_code == 0, said.output
    return [json.loads(line) for line in said.stdout.splitlines()]


def ids(answer: dict[str, Any]) -> list[str]:
    return [each["id"] for each in answer["results"]]


def test_a_query_is_answered_with_ids_scores_reasons_and_the_time_it_took(people: Path) -> None:
    (answer,) = answers("--profiles", people, "--query", "pubilc speeking", "-k", 2)

    assert answer["query"] == "pubilc speeking"
    assert answer["ms"] >= 0
    assert len(answer["results"]) == 2
    best = answer["results"][0]
    assert set(best) == {"id", "score", "reasons"}
    assert best["reasons"] == ["Teaches Public speaking"]
    assert 0 < best["score"] <= 1000
    scores = [each["score"] for each in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_each_line_of_a_file_of_queries_has_its_answer(people: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("\ufeffk8s\n\nEva\nglassblowing\n", encoding="utf-8")

    found = answers("--profiles", people, "--queries", queries)

    assert [answer["query"] for answer in found] == ["k8s", "", "Eva", "glassblowing"]
    assert [ids(answer) for answer in found] == [["eva"], [], ["eva"], []]


def test_who_has_no_place_is_not_found(people: Path) -> None:
    (answer,) = answers("--profiles", people, "--query", "public speaking", "-k", 9)

    assert set(ids(answer)) == {"ana", "ben", "dee", "zoe"}


def test_looking_as_somebody_keeps_apart_who_must_not_meet(people: Path) -> None:
    (answer,) = answers("--profiles", people, "--query", "public speaking", "--as", "ana")
    assert ids(answer) == []

    (answer,) = answers("--profiles", people, "--query", "public speaking", "--as", "eva")
    assert set(ids(answer)) == {"ana", "ben", "zoe"}


def test_what_is_not_looked_for_is_said_and_looked_for_by_nobody(people: Path) -> None:
    (answer,) = answers("--profiles", people, "--query", "public speaking, but not from sales")
    told = says("--profiles", people, "--query", "not kubernetes").stdout
    assert (ids(answer), answer["unwanted"]) == (["dee", "zoe", "ben"], ["sales"])
    assert told.startswith("not kubernetes:\n  Not looked for: kubernetes.\n  Nobody. That doesn't say what for.")


def test_without_json_it_reads_like_a_list(people: Path) -> None:
    said = says("--profiles", people, "--query", "k8s").output
    assert "k8s:\n  1. eva (" in said
    assert "Teaches Kubernetes" in said
    assert says("--profiles", people, "--query", "").stdout == "(no words):\n  Nobody.\n"


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        ('ID;Name;Topics\na;Ana;"SQL;Kubernetes"\n', "utf-8-sig"),
        ("name\ttopics\tlevel\nAna\tSQL\t1e999\n", "utf-16"),
        ("topics\nSQL\n\n,\n", "utf-8"),
        ("id,topics,capacity\n\na,SQL,-3\nb,SQL\n,SQL\n", "utf-8"),
    ],
    ids=["semicolons and a mark", "another encoding", "one column", "short lines"],
)
def test_a_file_may_be_written_in_other_ways(tmp_path: Path, written: str, encoding: str) -> None:
    file = tmp_path / "people.csv"
    file.write_text(written, encoding=encoding)

    (answer,) = answers("--profiles", file, "--query", "sql")

    assert len(answer["results"]) == 1


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


def test_looking_as_somebody_whose_line_fills_the_list_finds_whoever_comes_after(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    line = "".join(f"r{at},Public speaking,boss\n" for at in range(300))
    file.write_text(f"id,topics,manager\nboss,,\n{line}far,Public speaking and more,\n", encoding="utf-8")

    (answer,) = answers("--profiles", file, "--query", "public speaking", "--as", "boss")

    assert ids(answer) == ["far"]


def test_a_manager_may_be_called_by_a_name_that_nobody_else_has(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    people = "zoe,Zoe Ray,SQL,\nana,Ana,SQL,zoe ray\nbo,Bo,SQL,Sam\nsam1,Sam,SQL,\nsam2,Sam,SQL,\n"
    file.write_text(f"id,name,topics,manager\n{people}", encoding="utf-8")

    said = CliRunner().invoke(main, ["find", "--profiles", str(file), "--query", "sql", "--as", "ana", "--json"])

    assert set(ids(json.loads(said.stdout))) == {"bo", "sam1", "sam2"}
    assert "people.csv: more than one person in it is Sam, named as a manager; whoever" in said.stderr
    assert ids(answers("--profiles", file, "--query", "sql", "--as", "bo")[0]) == ["ana", "zoe"]


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


def test_a_circle_of_managers_is_one_line_however_many_are_in_it(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    many = 20_000  # walking up from each of them would take minutes
    circle = "".join(f"r{at},,r{(at + 1) % many}\n" for at in range(1, many))
    file.write_text(f"id,topics,manager\nr0,Public speaking,r1\n{circle}far,Public speaking,\n", encoding="utf-8")

    (answer,) = answers("--profiles", file, "--query", "public speaking", "--as", "r9")

    assert ids(answer) == ["far"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_one_line_in_is_one_line_out_whatever_stands_in_it(people: Path, tmp_path: Path, ends: str) -> None:
    queries = ["k8s\u2028\x0b\x85\u202e", "'; DROP TABLE people; --", "\U0001f600" * 40_000, "", "ديان"]
    file = tmp_path / "queries.txt"
    file.write_text(ends.join(queries) + ends, encoding="utf-8", newline="")

    said = says("--profiles", people, "--queries", file, "--json").stdout

    assert [json.loads(line)["query"] for line in said.splitlines()] == queries


def test_queries_that_are_no_text_are_refused(people: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_bytes(b"\0\0")

    said = says("--profiles", people, "--queries", tmp_path / "queries.txt")

    assert (said.exit_code, "is no text" in said.output) == (2, True)


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


@pytest.mark.parametrize(
    "words",
    [
        ("--profiles", "nowhere.csv", "--query", "sql"),
        ("--profiles", "/", "--query", "sql"),
        ("--profiles", "{people}"),
        ("--profiles", "{people}", "--query", "a", "--queries", "{people}"),
        ("--profiles", "{people}", "--queries", "nowhere.txt"),
        ("--profiles", "{people}", "--query", "a", "-k", "0"),
        ("--profiles", "{people}", "--query", "a", "--as", "nobody"),
        ("--query", "a"),
    ],
)
def test_what_cannot_be_done_ends_with_two(people: Path, words: tuple[str, ...]) -> None:
    said = says(*(word.format(people=people) for word in words))

    assert said.exit_code == 2
    assert said.output
    assert "Traceback" not in said.output
