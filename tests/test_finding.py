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


def test_a_word_that_was_read_as_another_is_said(people: Path) -> None:
    (answer,) = answers("--profiles", people, "--query", "pubilc speeking")
    told = says("--profiles", people, "--query", "pubilc speeking").stdout

    assert answer["corrected"] == {"pubilc": "public", "speeking": "speaking"}
    assert told.startswith("pubilc speeking:\n  Read “public” for “pubilc” and “speaking” for “speeking”.\n  1. ")
    assert "corrected" not in answers("--profiles", people, "--query", "public speaking")[0]


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


def test_somebody_without_a_place_is_a_name_and_no_word_with_a_slip_in_it(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("id,name,topics,capacity\nsam,Samuel Brooks,,0\nmei,Mei,books,1\n", encoding="utf-8")
    queries = tmp_path / "queries.txt"
    queries.write_text("Brooks Samuel\nbrooks\nmary brooks", encoding="utf-8")

    assert [ids(each) for each in answers("--profiles", file, "--queries", queries)] == [[], [], ["mei"]]


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
