"""`python -m bot hand-over …`: everything that is kept about somebody, for them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.store.database import Database
from bot.store.upgrade import upgrade
from tests.examples import ada


def test_one_persons_belongings_are_written_and_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    database = Database(url)
    upgrade(database)
    with database.everywhere() as db:
        db.add_all([ada(), ada(workspace="T2", name="Another")])

    both, first, other, nobody, nowhere = (
        CliRunner().invoke(main, ["hand-over", *words])
        for words in (
            ("UADA",),
            ("UADA", "--workspace", "T1"),
            ("UADA", "--workspace", "T2"),
            ("UNOBODY",),
            ("UADA", "--workspace", "TSLIP"),
        )
    )

    assert (both.exit_code, "T1, T2" in both.output, "--workspace" in both.output) == (2, True, True)
    assert json.loads(first.output)["people"][0]["name"] == "ada"
    assert json.loads(other.output)["people"][0]["name"] == "Another"
    assert (nobody.exit_code, "Nothing is kept" in nobody.output) == (1, True)
    assert (nowhere.exit_code, "There is no workspace TSLIP here, only T1, T2." in nowhere.output) == (2, True)
    database.close()
