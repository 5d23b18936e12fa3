"""`python -m bot db …`: tables up and down, copies written and put back, and nobody else's database touched."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.store.lock import Lock


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Be in an empty folder, with a database that isn't there yet."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


def says(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.mark.usefixtures("url")
def test_tables_go_up_down_and_up_again() -> None:
    for words, answer in (
        (("upgrade",), "The tables are up to date."),
        (("upgrade",), "The tables are up to date."),
        (("downgrade", "base"), "The tables are at base."),
        (("upgrade",), "The tables are up to date."),
    ):
        done = says("db", *words)

        assert (done.exit_code, done.output) == (0, f"{answer}\n")


def test_tables_in_use_are_not_taken_away(url: str) -> None:
    says("db", "upgrade")
    with Lock(url):
        refused = says("db", "downgrade", "base")

    assert refused.exit_code == 1
    assert "Another process is using" in refused.output
    assert says("db", "downgrade", "base").exit_code == 0


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(("to", "why"), [("nonsense", "There is no version nonsense of"), ("0001", "which is newer")])
def test_a_version_that_never_was_or_lies_ahead_is_named(to: str, why: str) -> None:
    refused = says("db", "downgrade", to)

    assert (refused.exit_code, why in refused.output) == (2, True)


@pytest.mark.usefixtures("url")
def test_a_copy_can_be_written_and_put_back(tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    says("db", "upgrade")

    written = says("db", "backup", str(copy))
    (tmp_path / "mentor.db").unlink()
    restored = says("db", "restore", str(copy))

    assert (written.exit_code, written.output) == (0, f"Written and verified: {copy}\n")
    assert (restored.exit_code, restored.output) == (0, f"Restored and verified from {copy}\n")
    assert (tmp_path / "mentor.db").exists()
    again = says("db", "restore", str(copy))
    (aside,) = tmp_path.glob("mentor.db.before-restore-*")
    assert again.output == f"Restored and verified from {copy}\nWhat was there is kept as {aside}\n"


@pytest.mark.usefixtures("url")
def test_a_copy_that_is_not_there_cannot_be_put_back(tmp_path: Path) -> None:
    refused = says("db", "restore", str(tmp_path / "copy.db"))

    assert refused.exit_code == 2
    assert "does not exist" in refused.output


def test_a_database_in_use_is_not_replaced(url: str, tmp_path: Path) -> None:
    says("db", "upgrade")
    says("db", "backup", str(tmp_path / "copy.db"))

    with Lock(url):
        refused = says("db", "restore", str(tmp_path / "copy.db"))

    assert refused.exit_code == 1
    assert "Another process is using" in refused.output
