"""`skills`: what a workspace calls skills is told from a file, and a file that is none is refused."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.__main__ import main


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a database with nothing in it, of which the environment knows."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "SLACK_APP_TOKEN", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/mentor.db")
    CliRunner().invoke(main, ["db", "upgrade"])


@pytest.mark.usefixtures("tables")
def test_a_file_of_noise_is_refused_instead_of_kept_as_skills(tmp_path: Path) -> None:
    own = tmp_path / "skills.xls"
    own.write_bytes(b"\xd0\xcf\x11\xe0 nib care\n")

    refused = CliRunner().invoke(main, ["skills", str(own), "--workspace", "T1"])
    kept = CliRunner().invoke(main, ["skills", "--workspace", "T1"]).output

    assert refused.exit_code == 2
    assert "That isn't text I can read, so nothing was changed." in refused.output
    assert kept == "This workspace has no skills of its own yet. Name a file to add some.\n"


@pytest.mark.usefixtures("tables")
def test_the_mark_some_programs_put_before_a_text_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    own = tmp_path / "skills.txt"
    own.write_text("nib care\n", encoding="utf-8-sig")
    CliRunner().invoke(main, ["skills", str(own), "--workspace", "T1"])

    assert CliRunner().invoke(main, ["skills", "--workspace", "T1"]).output.strip() == "nib care"


@pytest.mark.usefixtures("tables")
def test_a_workspace_tells_its_own_names_for_skills(tmp_path: Path) -> None:
    own = tmp_path / "skills.txt"
    own.write_text("# ours\nquill cutting: feather work\nnib care\n", encoding="utf-8")

    said = [CliRunner().invoke(main, ["skills", *words, "--workspace", "T1"]).output for words in ([], [str(own)], [])]

    assert said[0] == "This workspace has no skills of its own yet. Name a file to add some.\n"
    assert said[1] == "2 skills of your own are known now, besides the usual ones.\n"
    assert "quill cutting: feather work" in said[2]
