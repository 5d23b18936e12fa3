"""The command that matches a cohort out of spreadsheets: what it writes, what it says, and how it ends."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main

PEOPLE = """id,name,wants,topics,capacity,department,level
ada,Ada,public speaking,,,Sales,2
ben,Ben,SQL;negotiation,,,Research,1
mei,Mei,,Public speaking,2,Legal,5
bo,Bo,,SQL,1,Design,5
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be in a folder with a small company in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE)
    return tmp_path


def match(*words: str) -> Result:
    return CliRunner().invoke(main, ["match", "people.csv", *words])


def pairs(result: Result) -> set[tuple[str, str]]:
    return {(row["mentee"], row["mentor"]) for row in csv.DictReader(result.stdout.splitlines())}


@pytest.mark.usefixtures("folder")
def test_a_sheet_is_matched_and_the_proof_is_said_beside_it() -> None:
    found = match()

    assert found.exit_code == 0
    assert pairs(found) == {("ada", "mei"), ("ben", "bo")}
    assert "Provably the best" in found.stderr
    assert json.loads(match("--json").stdout)["certificate"]["matched"] == 2


def test_what_is_decided_and_wished_is_heeded(folder: Path) -> None:
    (folder / "locks.csv").write_text("mentee,mentor,kind\nada,bo,lock\nben,mei,forbid\nben,ada,lock\n")
    (folder / "wishes.csv").write_text("by,to\nben,mei\nmei,ben\n")

    locked = match("--locks", "locks.csv", "--out", "out.csv", "--any-level", "--same-team")
    assert (locked.exit_code, locked.stdout) == (1, "")
    assert "Not locked: ben and ada, because ada is not a mentor here." in locked.stderr
    rows = list(csv.DictReader((folder / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["mentee"], row["mentor"], row["locked"]) for row in rows] == [("ada", "bo", "yes"), ("ben", "", "")]
    assert ("ben", "mei") in pairs(match("--wishes", "wishes.csv"))


def test_a_manager_called_by_name_is_kept_from_their_report_and_one_who_isn_t_there_is_named(folder: Path) -> None:
    people = "ada,Ada,SQL,,,Mei\nben,Ben,SQL,,,Joe\nmei,Mei,,SQL,2,\n"
    (folder / "people.csv").write_text(f"id,name,wants,topics,capacity,manager\n{people}")

    found = match()

    assert pairs(found) == {("ada", ""), ("ben", "mei")}
    assert "people.csv: nobody in it is Joe, named as a manager; lines end there." in found.stderr


@pytest.mark.usefixtures("folder")
def test_who_left_out_everybody_they_were_proposed_gets_nobody_of_them_and_equal_ranks_go_by_id(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "id,role,wants,topics,level\na,mentee,sql,,1\nb,mentee,sql,,1\nx,mentor,,sql,2\ny,mentor,,sql,2\n"
    )
    (folder / "none.csv").write_text("mentee,mentor,rank\na,x,0\na,y,0\nx,a,2\n")
    told = match("--ranks", "none.csv")
    assert ("a", "") in pairs(told)
    assert "none.csv: x is not a mentee, and their ranks count for nothing.\n" in told.stderr

    for lines in ("b,y,1\nb,x,1\n", "b,x,1\nb,y,1\n"):
        (folder / "equal.csv").write_text(f"mentee,mentor,rank\n{lines}b,x,3\n")
        told = match("--ranks", "equal.csv")
        assert pairs(told) == {("b", "x"), ("a", "y")}
        assert "line 3: b gave rank 1 before, so the ids decide.\n" in told.stderr
        assert "line 4: b ranked x before; left out.\n" in told.stderr


def test_proposals_are_written_ranked_and_read_again(folder: Path) -> None:
    proposed = match("--proposals", "--out", "proposals.csv")
    rows = list(csv.DictReader((folder / "proposals.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert proposed.exit_code == 0
    assert len(rows) == 4

    ranks = {("ada", "bo"): "1", ("ben", "mei"): "1"}
    with (folder / "ranked.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"rank": ranks.get((row["mentee"], row["mentor"]), "")} for row in rows)
    assert pairs(match("--ranks", "ranked.csv")) == {("ada", "bo"), ("ben", "mei")}


@pytest.mark.usefixtures("folder")
def test_a_stable_match_is_for_one_mentor_each() -> None:
    assert "Stable: no two people" in match("--stable").stderr
    refused = match("--stable", "--mentors-each", "2")
    assert (refused.exit_code, "one mentor each" in refused.stderr) == (2, True)


def test_bad_lines_are_named_and_bad_files_refused(folder: Path) -> None:
    (folder / "people.csv").write_text(f"{PEOPLE},nobody,,,,,\n")
    left_out = match()
    assert left_out.exit_code == 1
    assert "people.csv, line 6: it has no id; left out." in left_out.stderr

    (folder / "people.csv").write_text("name\nAda\n")
    refused = match()
    assert (refused.exit_code, refused.stderr) == (
        2,
        "people.csv can't be used. It needs a column id; it has name.\n",
    )

    (folder / "people.csv").write_bytes(b"PK\x03\x04 a workbook")
    assert (match().exit_code, "isn't a table I can read" in match().stderr) == (2, True)


def test_what_means_nothing_in_a_sheet_is_said(folder: Path) -> None:
    (folder / "people.csv").write_text(
        "id,wants,topics,shoe_size,wishes,capacity\nada,SQL,,mei,mei;zed,\nmei,,SQL,,,2.0\n"
    )
    found = match()

    assert (found.exit_code, pairs(found)) == (0, {("ada", "mei")})
    assert "line 1: these columns mean nothing here: shoe_size." in found.stderr
    assert "ada wishes for zed, not in the file." in found.stderr


def test_a_column_of_job_titles_leaves_nobody_without_a_match_and_help_says_what_it_is_for(folder: Path) -> None:
    (folder / "people.csv").write_text("id,role,wants,topics\nana,Engineer,python,\nben,Senior Engineer,,python\n")
    found = match()

    assert (found.exit_code, pairs(found)) == (0, {("ana", "ben")})
    assert "people.csv, line 1: the role of 2 people is neither mentor nor mentee nor both" in found.stderr
    assert "neither wants a mentor" not in found.stderr
    assert "id, name, role (mentor, mentee or both)" in " ".join(match("--help").stdout.split())


def test_where_everybody_has_somebody_or_nobody_wants_anybody_that_is_said(folder: Path) -> None:
    (folder / "live.csv").write_text("mentee,mentor,kind\nada,mei,live\nben,bo,live\n")
    assert match("--locks", "live.csv").exit_code == 0

    (folder / "people.csv").write_text("id,topics\nmei,SQL\n")
    nobody = match()
    assert (nobody.exit_code, nobody.stderr) == (1, "Nobody here wants a mentor, so there is nobody to match.\n")


@pytest.mark.usefixtures("folder")
def test_where_nothing_can_be_written_that_is_said() -> None:
    nowhere = match("--out", "no/such/folder.csv")

    assert (nowhere.exit_code, "can't be written" in nowhere.stderr) == (2, True)


def test_the_solver_is_not_loaded_until_a_cohort_is_matched() -> None:
    loads = "import sys, bot.app, bot.__main__; print(sorted({'numpy', 'ortools'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", loads], check=True, capture_output=True, text=True)

    assert said.stdout.strip() == "[]"


def test_ids_that_nobody_has_are_named_whichever_sheet_they_stand_in(folder: Path) -> None:
    (folder / "locks.csv").write_text(
        "mentee,mentor,kind\nada,mei2,forbid\nben,zed,lock\nada,bo,blocked\nadda,mei2,ended\n"
    )
    (folder / "wishes.csv").write_text("by,to\nmaj,ada\nmei,ada\n")
    (folder / "ranks.csv").write_text("mentee,mentor,rank\nada,bbo,1\nada,mei,2\n")

    told = match("--locks", "locks.csv", "--wishes", "wishes.csv", "--ranks", "ranks.csv").stderr

    assert "locks.csv: nobody in people.csv has one of these ids: mei2, adda.\n" in told
    assert "Not locked: ben and zed, because zed is not a mentor here." in told
    assert "wishes.csv: nobody in people.csv has that id: maj.\n" in told
    assert "ranks.csv: nobody in people.csv has that id: bbo.\n" in told


@pytest.mark.usefixtures("folder")
def test_a_lock_on_a_live_pair_with_somebody_who_is_not_there_is_no_crash(folder: Path) -> None:
    (folder / "locks.csv").write_text("mentee,mentor,kind\nada,zz,live\nada,zz,lock\n")

    found = match("--locks", "locks.csv")

    assert (found.exit_code, pairs(found)) == (0, {("ben", "bo")})
    assert "locks.csv: nobody in people.csv has that id: zz." in found.stderr
