"""The command line: every command helps, says what went wrong in a sentence, and ends with the right code."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner, Result

from bot import cli, letterbox
from bot.__main__ import ends_by, main
from bot.blocks import message
from bot.manifest import manifest
from bot.playground import Playground
from bot.store.database import Database
from tests.places import a_playground, nobody_there

SOURCES = Path(__file__).parents[1]
FULL = Path("/dev/full")
PATIENCE = 30
NO_SETTINGS = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "SLACK_SIGNING_SECRET", "LOG_LEVEL")


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*above, name)
        if isinstance(command, click.Group):
            yield from commands(command, *above, name)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Be in an empty folder, with nothing set but a database that isn't there yet."""
    monkeypatch.chdir(tmp_path)
    for name in NO_SETTINGS:
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    return url


@pytest.fixture
def playground(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Playground]:
    """Have tokens set that work."""
    with a_playground() as playground:
        monkeypatch.setenv("SLACK_BOT_TOKEN", playground.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", playground.app_token)
        monkeypatch.setenv("SLACK_API_URL", playground.api_url)
        monkeypatch.setenv("DATABASE_URL", url)
        yield playground


def says(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@contextmanager
def process(*words: str) -> Iterator[subprocess.Popen[str]]:
    """Run a command as people do, from the sources."""
    in_a_terminal = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL); from bot.__main__ import main; main()"
    command = [sys.executable, "-c", in_a_terminal, *words]
    with subprocess.Popen(command, cwd=SOURCES, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("words", [(), *commands(main)], ids=" ".join)
def test_every_command_helps(words: tuple[str, ...]) -> None:
    for asks in ("-h", "--help"):
        helped = says(*words, asks)

        assert helped.exit_code == 0
        assert f"Usage: main {' '.join(words)}".strip() in helped.output


@pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full is Linux's")
@pytest.mark.usefixtures("url")
@pytest.mark.parametrize("words", ["nudges", "letters list", "manifest", "--help"])
def test_what_finds_no_room_is_said_in_a_sentence(words: str) -> None:
    command = [sys.executable, "-m", "bot", *words.split()]
    with FULL.open("w") as full:
        ended = subprocess.run(command, cwd=SOURCES, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("What this command writes has no room there")
    assert "Traceback" not in ended.stderr


def test_the_manifest_can_be_pasted() -> None:
    printed = says("manifest")

    assert (printed.exit_code, json.loads(printed.output)) == (0, manifest())


@pytest.mark.parametrize("words", ["simulate --weeks 0", "preview --at 9999-12-31", "demo --port x"])
def test_what_cannot_be_meant_is_refused(words: str) -> None:
    refused = says(*words.split())

    assert refused.exit_code == 2
    assert "Invalid value" in refused.output


def test_a_week_can_be_told_in_words_and_in_objects() -> None:
    told = says("simulate", "--weeks", "1")
    listed = says("simulate", "--weeks", "1", "--json")

    assert (told.exit_code, listed.exit_code) == (0, 0)
    assert told.output
    assert all(json.loads(line) for line in listed.output.splitlines())


@pytest.mark.usefixtures("url")
def test_where_nobody_is_nobody_will_be_written_to() -> None:
    looked = says("preview", "--days", "3")

    assert (looked.exit_code, looked.output.splitlines()[-1]) == (0, "Nothing in the next 3 days.")


def test_where_the_clock_was_moved_preview_says_so_and_goes_by_another_one(url: str) -> None:
    assert says("preview").exit_code == 0
    later = datetime(2099, 3, 5, 10, 29, 20, tzinfo=UTC)
    database = Database(url)
    with database.begin("T1") as db:
        letterbox.drop(db, "UADA", "welcome", "first", message("Welcome"), later)
    database.close()

    looked, from_then = says("preview"), says("preview", "--at", "2099-03-05T10:30")

    assert "The newest letter here was written at 2099-03-05 10:29 UTC" in looked.output
    assert "add --at 2099-03-05T10:30." in looked.output
    assert from_then.output == "Nothing in the next 7 days.\n"


def test_no_command_hides_another() -> None:
    names = [str(command.name) for command in cli.every()]

    assert sorted(names) == sorted(set(names))


@pytest.mark.usefixtures("url")
def test_all_that_is_missing_is_named_in_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")

    refused = says("run")

    assert refused.exit_code == 2
    for name in ("SLACK_BOT_TOKEN is missing", "SLACK_APP_TOKEN is missing", "LOG_LEVEL must be", ".env.example"):
        assert name in refused.output


@pytest.mark.usefixtures("url")
def test_a_file_beside_the_program_is_read_and_what_is_set_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=\nLOG_LEVEL=loud\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "WARNING")

    refused = says("run")

    assert "SLACK_APP_TOKEN is missing" in refused.output
    assert "SLACK_BOT_TOKEN" not in refused.output
    assert "LOG_LEVEL" not in refused.output


@pytest.mark.parametrize("command", ["run", "doctor", "nudges"])
def test_a_file_beside_the_program_that_is_no_text_is_named(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=xoxb-“1”\n", encoding="utf-16")

    refused = says(command)

    assert refused.exit_code == 2
    assert "The file .env can't be read. Check its permissions, and save it as plain text in UTF-8." in refused.output


@pytest.mark.usefixtures("playground")
def test_an_unknown_token_is_a_sentence_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-wrong")

    refused = says("run")

    assert refused.exit_code == 1
    assert refused.output == (
        "Slack refused SLACK_BOT_TOKEN (invalid_auth). Copy the bot user's token again, or reinstall the app.\n"
    )


@pytest.mark.usefixtures("playground")
def test_the_doctor_s_verdict_is_in_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    says("db", "upgrade")
    well = says("doctor")
    monkeypatch.setenv("SLACK_API_URL", nobody_there())
    ill = says("doctor")

    assert (well.exit_code, ill.exit_code) == (0, 1)
    assert {line[:7] for line in well.output.splitlines()} == {"ok     "}
    assert "to fix SLACK_BOT_TOKEN" in ill.output
    assert "ok     The database opens" in ill.output


@pytest.mark.usefixtures("url")
@pytest.mark.parametrize(("more", "end"), [((), signal.SIGTERM), (("--empty",), signal.SIGINT)])
def test_the_demo_shows_its_page_until_it_is_asked_to_end(more: tuple[str, ...], end: signal.Signals) -> None:
    with process("demo", "--port", "0", *more) as demo:
        assert demo.stdout is not None
        told = demo.stdout.readline()
        with urlopen(told.split()[1], timeout=PATIENCE) as page:  # noqa: S310 - the demo's own address
            assert b"<html" in page.read()

        demo.send_signal(end)
        _, complaints = demo.communicate(timeout=PATIENCE)

    assert (demo.returncode, complaints) == (0, "")


def test_a_port_that_is_taken_is_named_with_a_way_out(playground: Playground) -> None:
    taken = playground.url.rpartition(":")[2]

    refused = says("demo", "--port", taken)

    assert refused.exit_code == 1
    assert refused.output.startswith(f"Port {taken} on this machine is taken by another program")


@pytest.mark.usefixtures("playground")
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP])
def test_the_bot_runs_until_it_is_asked_to_end(end: signal.Signals) -> None:
    with process("run") as bot:
        assert bot.stdout is not None
        assert bot.stdout.readline() == "Mentor Bot is running. Ctrl+C ends it.\n"

        bot.send_signal(end)
        _, complaints = bot.communicate(timeout=PATIENCE)

    assert (bot.returncode, "Traceback" in complaints) == (0, False)


def test_whoever_began_with_nohup_may_close_their_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert signal.SIGHUP not in ends_by()
    finally:
        signal.signal(signal.SIGHUP, before)
