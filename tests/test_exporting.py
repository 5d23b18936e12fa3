"""`python -m bot export`: pairs and figures as tables, for one workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.mentoring import sheets
from bot.mentoring.pairs import Pair
from bot.store.database import Database
from bot.store.upgrade import upgrade
from tests.examples import MONDAY, TEAM, ada, mei
from tests.store.crew import ELSEWHERE, kept, known


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    opened = Database(url)
    upgrade(opened)
    kept(opened, ada(), mei(name="@mei"))
    with opened.begin(TEAM) as db:
        db.add(Pair(workspace=TEAM, mentor=known(db, "UMEI"), mentee=known(db, "UADA"), started_at=MONDAY))
    yield opened
    opened.close()


def exported(*options: str) -> Result:
    return CliRunner().invoke(main, ["export", *options])


@pytest.mark.usefixtures("database")
def test_pairs_are_written_for_a_spreadsheet() -> None:
    done = exported("pairs", "--out", "pairs.csv")

    assert (done.exit_code, done.output) == (0, "1 pairs are in pairs.csv.\n")
    (line,) = sheets.read(Path("pairs.csv").read_bytes()).lines
    assert (line["mentor"], line["mentee"], line["began_on"]) == ("'@mei", "ada", "2026-03-02")
    assert exported("pairs").output.startswith("\ufeffpair,mentor_id")


@pytest.mark.usefixtures("database")
def test_figures_say_what_they_were_counted_of() -> None:
    assert "Matched,2,2,count," in exported("figures").output
    assert exported("figures", "--out", "f.csv").output.endswith("figures are in f.csv.\n")


@pytest.mark.usefixtures("database")
def test_a_file_that_cannot_be_written_is_said() -> None:
    refused = exported("pairs", "--out", "nowhere/pairs.csv")

    assert refused.exit_code == 2
    assert "Nothing was exported." in refused.output


def test_with_several_workspaces_one_has_to_be_named(database: Database) -> None:
    kept(database, ada(workspace=ELSEWHERE))

    assert exported("pairs").exit_code == 2
    assert exported("pairs", "--workspace", ELSEWHERE).output.count("\n") == 1


@pytest.mark.usefixtures("database")
def test_a_workspace_that_nobody_heard_of_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text("nib care\n", encoding="utf-8")

    for words in (
        ("export", "pairs", "--out", "pairs.csv"),
        ("export", "figures"),
        ("skills",),
        ("skills", "own.txt"),
        ("letters", "list"),
    ):
        refused = CliRunner().invoke(main, [*words, "--workspace", "T0NOPE"])

        assert refused.exit_code == 2
        assert refused.output == f"There is no workspace T0NOPE here, only {TEAM}. Nothing was changed.\n"
    assert not (tmp_path / "pairs.csv").exists()
