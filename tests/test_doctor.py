"""The doctor says what is fine, and what to fix and how."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import clock
from bot.doctor import Finding, examine
from bot.playground import Playground
from bot.playground.client import Stagehand
from bot.store import installations, pauses, room
from bot.store.database import Database
from bot.store.installations import Installation
from bot.store.upgrade import upgrade
from bot.vault import Vault, new_key
from tests.places import a_playground, nobody_there, something_that_says

NEEDED = ("commands", "chat:write", "users:read")


@pytest.fixture
def playground() -> Iterator[Playground]:
    with a_playground(clock()) as playground:
        yield playground


@pytest.fixture
def surroundings(playground: Playground, tmp_path: Path) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": playground.bot_token,
        "SLACK_APP_TOKEN": playground.app_token,
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'mentor.db'}",
    }


def told(surroundings: dict[str, str], now: datetime | None = None) -> list[str]:
    return [finding.told for finding in examine(surroundings, lambda: now or clock())]


def to_fix(surroundings: dict[str, str], now: datetime | None = None) -> list[str]:
    return [finding.told for finding in examine(surroundings, lambda: now or clock()) if not finding.fine]


def revised(surroundings: dict[str, str], revision: str | None = None) -> None:
    with closing(Database(surroundings["DATABASE_URL"])) as database:
        upgrade(database)
        if revision:
            with database.engine.begin() as connection:
                connection.execute(sa.text("UPDATE alembic_version SET version_num = :it"), {"it": revision})


def test_where_all_is_well_everything_that_was_looked_at_is_named(surroundings: dict[str, str]) -> None:
    revised(surroundings)

    assert to_fix(surroundings) == []
    assert told(surroundings) == [
        "The settings are complete.",
        "The bot token is for the workspace Quill & Pine.",
        "All required scopes are granted.",
        "The clock agrees with Slack's.",
        "Socket Mode is open for this app.",
        "The database opens, and its tables are up to date.",
    ]


def test_all_that_is_missing_is_named_at_once() -> None:
    findings = to_fix({"LOG_LEVEL": "loud"})

    assert [finding.partition(" ")[0] for finding in findings] == ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "LOG_LEVEL"]


def test_a_missing_scope_is_named_with_what_it_is_for(surroundings: dict[str, str], playground: Playground) -> None:
    Stagehand(playground.url).grants("commands", "users:read")

    (finding,) = to_fix(surroundings)

    assert finding.startswith("The scope chat:write is missing (direct messages")


def test_an_optional_scope_may_be_missing(surroundings: dict[str, str], playground: Playground) -> None:
    Stagehand(playground.url).grants(*NEEDED)

    assert to_fix(surroundings) == []
    assert any(finding.startswith("Optional and not granted: mpim:write") for finding in told(surroundings))


def test_a_wrong_bot_token_is_named_and_the_database_is_looked_at_all_the_same(surroundings: dict[str, str]) -> None:
    findings = list(examine(surroundings | {"SLACK_BOT_TOKEN": "xoxb-wrong"}, clock))

    assert findings[1] == Finding(
        fine=False, told="SLACK_BOT_TOKEN: Slack refused it (invalid_auth). Copy it again, or reinstall the app."
    )
    assert findings[-1].told.startswith("The database opens")


def test_a_wrong_app_token_is_named(surroundings: dict[str, str]) -> None:
    (finding,) = to_fix(surroundings | {"SLACK_APP_TOKEN": "xapp-wrong"})

    assert finding.startswith("SLACK_APP_TOKEN: Slack refused it (invalid_auth)")


def test_a_slack_that_does_not_answer_is_named(surroundings: dict[str, str]) -> None:
    nowhere = nobody_there()

    (finding,) = to_fix(surroundings | {"SLACK_API_URL": nowhere})

    assert finding.startswith(f"SLACK_BOT_TOKEN: {nowhere} did not answer (URLError).")


def test_a_page_of_somebody_else_s_is_not_taken_for_slack_s_refusal(surroundings: dict[str, str]) -> None:
    with something_that_says("<html>Log in to the network</html>") as url:
        (finding,) = to_fix(surroundings | {"SLACK_API_URL": url})

    assert finding == f"SLACK_BOT_TOKEN: {url} did not answer as Slack does. Check the network and SLACK_API_URL."


def test_a_clock_that_is_off_is_named_with_how_far(surroundings: dict[str, str]) -> None:
    (finding,) = to_fix(surroundings, clock() + timedelta(minutes=10))

    assert finding.startswith("The clock is ")
    assert 590 <= int(finding.split()[3]) <= 600


def test_an_answer_without_scopes_or_a_date_accuses_nobody(surroundings: dict[str, str]) -> None:
    with something_that_says('{"ok": true, "team_id": "T1", "url": "ws://somewhere"}') as url:
        findings = told(surroundings | {"SLACK_API_URL": url})

    assert findings[1:4] == [
        "The bot token is for the workspace T1.",
        "Slack did not say which scopes are granted.",
        "Socket Mode is open for this app.",
    ]


def test_tables_that_are_behind_are_no_trouble_and_newer_ones_are(surroundings: dict[str, str]) -> None:
    assert told(surroundings)[-1].endswith("will be brought up to date at the next start.")

    revised(surroundings, "9999")

    assert to_fix(surroundings) == [
        "The tables are from a newer version of the bot. Run that version, or restore a backup."
    ]


def test_a_database_of_another_program_is_named(surroundings: dict[str, str]) -> None:
    with closing(Database(surroundings["DATABASE_URL"])) as database, database.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE songs (name TEXT)"))

    (finding,) = to_fix(surroundings)

    assert finding.startswith("The database holds tables of another program")


def test_a_file_that_another_program_holds_is_called_held(
    surroundings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    revised(surroundings)
    monkeypatch.setattr("bot.store.database.WAITS", 1)
    with closing(sqlite3.connect(tmp_path / "mentor.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")

        (finding,) = to_fix(surroundings)

    assert finding.startswith("Another program holds the file")


def test_a_file_that_others_on_this_machine_may_read_is_named(surroundings: dict[str, str], tmp_path: Path) -> None:
    revised(surroundings)
    (tmp_path / "mentor.db").chmod(0o644)

    (finding,) = to_fix(surroundings)

    assert finding.startswith("Others on this machine may read or write mentor.db (mode 644)")


def test_a_full_disk_under_the_database_is_named(surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LEAST", 1 << 62)

    (finding,) = to_fix(surroundings)

    assert finding.startswith("The disk of the database is full")


def test_a_database_that_cannot_be_opened_is_named_without_its_address(surroundings: dict[str, str]) -> None:
    away = "postgresql://mentor:opensesame@127.0.0.1:1/mentor"

    (finding,) = to_fix(surroundings | {"DATABASE_URL": away})

    assert finding.startswith("The database can't be opened (OperationalError).")
    assert "opensesame" not in finding


@pytest.fixture
def for_many(playground: Playground, tmp_path: Path) -> dict[str, str]:
    return {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "secret",
        "SLACK_SIGNING_SECRET": "secret",
        "TOKEN_KEYS": new_key(),
        "PUBLIC_URL": "https://mentor.example.com",
        "SLACK_API_URL": playground.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'mentor.db'}",
    }


def test_the_clock_is_looked_at_where_many_install_the_bot(for_many: dict[str, str]) -> None:
    revised(for_many)

    (finding,) = to_fix(for_many, clock() + timedelta(minutes=10))

    assert finding.startswith("The clock is ")


def test_many_workspaces_are_looked_at_without_a_token_of_ours(for_many: dict[str, str]) -> None:
    assert to_fix(for_many) == []
    revised(for_many)
    with closing(Database(for_many["DATABASE_URL"])) as database, database.begin("T1") as db:
        shut = Vault([for_many["TOKEN_KEYS"]]).shut("xoxb-1")
        installations.keep(db, Installation(workspace="T1", token=shut, installed_at=clock()))

    assert to_fix(for_many) == []
    assert "1 workspaces have installed the bot, and their tokens can be read." in told(for_many)
    with closing(Database(for_many["DATABASE_URL"])) as database, database.begin("T1") as db:
        pauses.refuse(db, "T1", "token_revoked", clock() - timedelta(days=2))
    (refused,) = to_fix(for_many)
    assert refused.startswith("Slack refused the tokens of T1 ")
    with closing(Database(for_many["DATABASE_URL"])) as database, database.begin("T1") as db:
        pauses.accepted(db, "T1")
    assert any("https://mentor.example.com/slack/install" in each for each in told(for_many))
    (lost,) = to_fix(for_many | {"TOKEN_KEYS": new_key()})
    assert lost.startswith("No key in TOKEN_KEYS opens the tokens of T1.")
    (silent,) = to_fix(for_many | {"SLACK_API_URL": nobody_there()})
    assert "did not answer" in silent


def test_one_workspace_over_http_needs_no_second_token(surroundings: dict[str, str]) -> None:
    over_http = surroundings | {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "secret"}

    assert to_fix(over_http) == []
    assert "Slack calls the bot over HTTP." in told(over_http)


def test_the_walls_between_workspaces_are_looked_at(
    surroundings: dict[str, str], database_url: str, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("only PostgreSQL has them")
    unheld = sa.make_url(database_url).set(username="postgres").render_as_string(hide_password=False)

    assert "Row level security holds the user whom the bot connects as." in told(
        surroundings | {"DATABASE_URL": database_url}
    )
    (wrong,) = to_fix(surroundings | {"DATABASE_URL": unheld})
    assert "superuser" in wrong
    assert "CREATE ROLE mentor_app LOGIN PASSWORD '…' NOSUPERUSER NOBYPASSRLS;" in wrong
