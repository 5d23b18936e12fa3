"""The command line for many workspaces: who is there, with which keys, and what Slack is told over HTTP."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import clock, main
from bot.manifest import OPTIONAL, REQUIRED, manifest
from bot.store import installations, pauses
from bot.store.database import Database
from bot.store.installations import Installation
from bot.store.upgrade import upgrade
from bot.store.walls import role_made
from bot.vault import Vault, new_key
from tests.architecture.sources import paper

NOW = clock()
OLD, NEW = new_key(), new_key()
URL = "https://mentor.example.com"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Be in an empty folder, with an empty database and an old key."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("TOKEN_KEYS", OLD)
    database = Database(url)
    upgrade(database)
    return database


def says(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def keep(database: Database, *several: Installation) -> None:
    for each in several:
        with database.begin(each.workspace) as db:
            installations.keep(db, each)


def token_of(database: Database, workspace: str) -> str:
    with database.survey() as db:
        return installations.these(db, [workspace])[workspace].token


def test_one_sees_who_is_there_and_nobody_s_token(database: Database) -> None:
    token, scopes = Vault([OLD]).shut("xoxb-secret"), tuple(REQUIRED)
    here = Installation(workspace="T1", name=" Qui\nll\x1b", token=token, scopes=scopes, installed_at=NOW)
    keep(
        database,
        here,
        Installation(workspace="T2", token=token, scopes=scopes[:2], installed_at=NOW),
        Installation(workspace="T3", enterprise="E1", installed_at=NOW),
        Installation(workspace="T4", installed_at=NOW, removed_at=NOW - timedelta(days=28)),
    )

    listed = says("installations").output

    for told in (
        "T1  Qui ll  installed ",
        "lacks the scopes users:read",
        "T3  (no name)  installed",
        "through the organization E1",
        "deleted in 2 days",
        "3 installed.",
    ):
        assert told in listed
    assert token not in listed
    assert (repr(here), "xoxb" in listed) == ("Installation('T1')", False)
    database.close()


def test_one_sees_whose_token_slack_refuses(database: Database) -> None:
    keep(
        database,
        *(
            Installation(workspace=each, scopes=tuple(REQUIRED), installed_at=NOW)
            for each in ("T1", "T2", "T3", "T4", "T5")
        ),
    )
    with database.everywhere() as db:
        pauses.refuse(db, "T1", "invalid_auth", clock())

        pauses.refuse(db, "T3", "invalid_auth", clock() - timedelta(days=9))
        pauses.pause(db, "T4", datetime(2999, 3, 5, 10, 29, tzinfo=UTC), "slow down")
        pauses.pause(db, "T5", datetime(2020, 3, 5, tzinfo=UTC), "slow down")

    first, second, third, fourth, fifth, _ = says("installations").output.splitlines()

    assert "Slack refuses its token, which is tried again at" in first
    assert third.endswith("; Slack refused its token at last; optional and not granted: " + ", ".join(OPTIONAL))
    assert "; nothing is said there before 2999-03-05 10:29 UTC, as Slack asked" in fourth
    assert not any("Slack" in each or "said" in each for each in (second, fifth))
    database.close()


def test_keys_are_changed_while_nobody_notices(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(database, Installation(workspace="T1", token=Vault([OLD]).shut("xoxb-1"), installed_at=NOW))

    printed = says("rotate-keys", "--new").output.strip()
    assert Vault([printed]).open(Vault([printed]).shut("x")) == "x"
    monkeypatch.setenv("TOKEN_KEYS", f"{NEW},{OLD}")
    assert says("rotate-keys").output == "1 tokens are encrypted with the first key.\n"
    assert Vault([NEW]).open(token_of(database, "T1")) == "xoxb-1"

    keep(database, Installation(workspace="T2", token=Vault([new_key()]).shut("xoxb-2"), installed_at=NOW))
    refused = says("rotate-keys")
    assert (refused.exit_code, "No key opens the tokens of T2" in refused.output) == (1, True)
    monkeypatch.setenv("TOKEN_KEYS", "")
    refused = says("rotate-keys")
    assert (refused.exit_code, "TOKEN_KEYS is not set" in refused.output) == (2, True)
    database.close()


def test_a_token_that_changed_meanwhile_is_left_alone(database: Database) -> None:
    keep(database, Installation(workspace="T1", token="newer", installed_at=NOW))

    with database.begin("T1") as db:
        installations.retoken(db, "T1", "older", "again")

    assert token_of(database, "T1") == "newer"
    database.close()


def test_the_manifest_over_http_says_where_slack_calls() -> None:
    printed = json.loads(says("manifest", "--mode", "http", "--url", f"{URL}/").output)

    assert printed == manifest(URL)
    assert printed["features"]["slash_commands"][0]["url"] == f"{URL}/slack/events"
    assert printed["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    settings = printed["settings"]
    assert (settings["socket_mode_enabled"], settings["org_deploy_enabled"]) == (False, True)
    assert settings["token_rotation_enabled"] is False
    assert settings["interactivity"]["request_url"] == settings["event_subscriptions"]["request_url"]


@pytest.mark.parametrize(
    "words",
    [
        ("--mode", "http"),
        ("--url", URL),
        ("--mode", "http", "--url", "http://mentor.example.com"),
        ("--mode", "http", "--url", f"{URL}/y?z#q"),
    ],
    ids=str,
)
def test_a_manifest_that_slack_could_not_use_is_refused(words: tuple[str, ...]) -> None:
    refused = says("manifest", *words)

    assert refused.exit_code == 2


def test_the_paper_says_how_to_make_the_user_that_the_walls_hold() -> None:
    told = " ".join(paper("docs/many-workspaces.md").split())
    assert [each for each in role_made("mentor_app") if f"{each};" not in told] == []
