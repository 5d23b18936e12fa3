"""What is told from outside: complained about all at once, and never told on."""

import logging
import os
from pathlib import Path

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.settings import SLACK, SQLITE_FILE, Settings, SettingsAreWrong, hide_from_bolt, read

BOT_TOKEN, APP_TOKEN, PASSWORD = "xoxb-very-secret", "xapp-very-secret", "hunter2"
TOKENS = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
FOR_MANY = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "client-very-secret",
    "SLACK_SIGNING_SECRET": "signing-very-secret",
    "TOKEN_KEYS": f"{KEY}, {KEY}",
    "PUBLIC_URL": "https://mentor.example.com/",
}


def problems_of(environment: dict[str, str], *, needs_slack: bool = True) -> list[str]:
    with pytest.raises(SettingsAreWrong) as wrong:
        read(environment, needs_slack=needs_slack)
    return wrong.value.problems


def test_two_tokens_are_enough() -> None:
    settings = read(TOKENS)

    assert (settings.slack_bot_token, settings.slack_app_token) == (BOT_TOKEN, APP_TOKEN)
    assert (settings.slack_api_url, settings.database_url, settings.log_level) == (SLACK, SQLITE_FILE, "INFO")


def test_whoever_looks_after_the_database_needs_no_tokens() -> None:
    assert read({}, needs_slack=False) == Settings()


def test_every_problem_is_named_at_once() -> None:
    wrong = {"SLACK_APP_TOKEN": "xoxb-mixed-up", "SLACK_API_URL": "slack.com", "DATABASE_URL": "mysql://db"}

    problems = problems_of(wrong | {"LOG_LEVEL": "LOUD", "SLACK_SIGNING_SECRET_FILE": "/nowhere/at/all"})

    named = (
        "SLACK_SIGNING_SECRET_FILE",
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_API_URL",
        "DATABASE_URL",
        "LOG_LEVEL",
    )
    assert len(problems) == len(named)
    assert all(problem.startswith(name) for problem, name in zip(problems, named, strict=True))


def test_the_message_is_one_for_all_problems() -> None:
    with pytest.raises(SettingsAreWrong) as wrong:
        read({})

    assert str(wrong.value).count("\n  - ") == 2


@pytest.mark.parametrize(
    "token", ["xoxp-user", "XOXB-loud", "xoxb-two words", "xoxb-line\nbreak", "🔑", "“xoxb-1”", "xoxb-1”"]
)
def test_a_malformed_token_is_refused_and_not_shown(token: str) -> None:
    problems = problems_of(TOKENS | {"SLACK_BOT_TOKEN": token})

    assert problems == [
        "SLACK_BOT_TOKEN doesn't look right: it must start with xoxb- and hold no spaces or curly quotes."
    ]


def test_nothing_secret_shows_in_a_representation_or_a_log(caplog: pytest.LogCaptureFixture) -> None:
    settings = read(TOKENS | {"DATABASE_URL": f"postgresql://mentor:{PASSWORD}@db/mentor"})

    with caplog.at_level(logging.DEBUG):
        logging.getLogger("tests").info("%s %r %s", settings, settings, [settings])

    for secret in ("very-secret", PASSWORD):
        assert secret not in f"{settings!r}{settings}{caplog.text}"


def test_nothing_secret_shows_in_an_error() -> None:
    wrong = {"SLACK_BOT_TOKEN": "wrong-very-secret", "DATABASE_URL": f"mysql://mentor:{PASSWORD}@db/mentor"}

    told = "".join(problems_of(TOKENS | wrong))

    assert "very-secret" not in told
    assert PASSWORD not in told


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{BOT_TOKEN}\n", encoding="utf-8")

    settings = read({"SLACK_BOT_TOKEN_FILE": str(file), "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_BOT_TOKEN": ""})

    assert settings.slack_bot_token == BOT_TOKEN


def test_a_value_and_its_file_are_one_too_many(tmp_path: Path) -> None:
    both = TOKENS | {"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token")}

    assert problems_of(both) == ["SLACK_BOT_TOKEN and SLACK_BOT_TOKEN_FILE are both set. Keep one of them."]


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_bytes(b"\xff\xfe")

    problems = problems_of({"SLACK_BOT_TOKEN_FILE": str(file), "SLACK_APP_TOKEN": APP_TOKEN})

    assert problems[0].startswith("SLACK_BOT_TOKEN_FILE can't be read (UnicodeDecodeError).")


@pytest.mark.parametrize("url", ["https://slack-gov.com/api", "https://slack-gov.com/api/"])
def test_the_last_slash_of_slack_s_address_is_optional(url: str) -> None:
    assert read(TOKENS | {"SLACK_API_URL": url}).slack_api_url == "https://slack-gov.com/api/"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_postgresql_address_means_psycopg(scheme: str) -> None:
    settings = read({"DATABASE_URL": f"{scheme}://mentor:p%40ss@db:5433/mentor"}, needs_slack=False)

    assert settings.database_url == "postgresql+psycopg://mentor:p%40ss@db:5433/mentor"


@pytest.mark.parametrize(
    "url",
    [
        "slack.com",
        "ftp://slack.com/",
        "http://",
        "http://slack.com:abc/",
        "http://[slack/",
        "http://sla ck/",
        "http://släck.com/",
    ],
)
def test_an_address_that_can_t_be_called_is_refused(url: str) -> None:
    problems = problems_of(TOKENS | {"SLACK_API_URL": url})

    assert problems == [
        "SLACK_API_URL must be an address such as https://slack.com/api/ (leave it out for Slack's own)."
    ]


@pytest.mark.parametrize("url", ["mentor.db", "://", "oracle://db", "http://db", "postgresql://mentor@db:port/mentor"])
def test_another_database_is_refused(url: str) -> None:
    problems = problems_of({"DATABASE_URL": url}, needs_slack=False)

    assert problems == ["DATABASE_URL must start with sqlite:/// or postgresql:// and be a complete address."]


def test_a_level_may_be_written_small() -> None:
    assert read(TOKENS | {"LOG_LEVEL": "debug"}).log_level == "DEBUG"


def test_what_others_keep_in_the_environment_does_not_make_bolt_look_for_installations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "somebody-else-s")

    hide_from_bolt(os.environ)

    bolt = App(client=WebClient(token=BOT_TOKEN), signing_secret="none", token_verification_enabled=False)
    assert bolt.oauth_flow is None
    assert bolt.client.token == BOT_TOKEN


def test_workspaces_may_install_the_bot_themselves() -> None:
    settings = read(FOR_MANY | {"HTTP_PORT": "0"})

    assert (settings.for_many, settings.over_http) == (True, True)
    assert (settings.http_host, settings.http_port) == ("127.0.0.1", 0)
    assert (settings.token_keys, settings.public_url) == ((KEY, KEY), "https://mentor.example.com")


@pytest.mark.parametrize("name", FOR_MANY)
def test_what_is_missing_for_many_workspaces_is_named(name: str) -> None:
    (problem,) = problems_of(FOR_MANY | {name: ""})

    assert problem.startswith(f"{name} is missing.")


def test_one_workspace_may_be_served_over_http_too() -> None:
    one = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": "signing-very-secret"}

    assert read(one).over_http
    assert not read(TOKENS | one).over_http
    assert read(TOKENS | one, http=True).over_http
    assert not read(TOKENS | one, http=True).for_many


def test_over_http_without_a_secret_nobody_could_tell_slack_from_a_stranger() -> None:
    with pytest.raises(SettingsAreWrong, match="SLACK_SIGNING_SECRET is missing"):
        read(TOKENS, http=True)


@pytest.mark.parametrize(
    ("otherwise", "told"),
    [
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set."),
        ({"SLACK_APP_TOKEN": APP_TOKEN}, "SLACK_APP_TOKEN is for Socket Mode;"),
        ({"TOKEN_KEYS": f"{KEY},short"}, "TOKEN_KEYS: key 2 doesn't look right:"),
        ({"TOKEN_KEYS": "é"}, "TOKEN_KEYS: key 1 doesn't look right:"),
        ({"PUBLIC_URL": "http://mentor.example.com"}, "PUBLIC_URL must start with https://"),
        ({"PUBLIC_URL": "https://[mentor"}, "PUBLIC_URL must start with https://"),
        ({"PUBLIC_URL": "https://mentor.example.com/y?z"}, "PUBLIC_URL must start with https://"),
        ({"HEALTH_PORT": "3000"}, "HTTP_PORT and HEALTH_PORT are both 3000, at the same host."),
        ({"HEALTH_PORT": "3000", "HTTP_HOST": "localhost"}, "HTTP_PORT and HEALTH_PORT are both 3000"),
        ({"HEALTH_PORT": "3000", "HTTP_HOST": "::"}, "HTTP_PORT and HEALTH_PORT are both 3000"),
        ({"HTTP_PORT": "65536"}, "HTTP_PORT must be a number from 0 to 65535"),
        ({"HTTP_PORT": "http"}, "HTTP_PORT must be a number from 0 to 65535"),
    ],
)
def test_what_does_not_fit_together_is_named(otherwise: dict[str, str], told: str) -> None:
    (problem,) = problems_of(FOR_MANY | otherwise)

    assert problem.startswith(told)


@pytest.mark.parametrize(
    "given",
    [
        FOR_MANY | {"HTTP_PORT": "0", "HEALTH_PORT": "0"},
        FOR_MANY | {"HEALTH_PORT": "3000", "HTTP_HOST": "192.0.2.1"},
        TOKENS | {"HEALTH_PORT": "3000"},
    ],
    ids=["any free port", "another host", "nobody calls"],
)
def test_two_ports_that_do_not_meet_are_fine(given: dict[str, str]) -> None:
    assert read(given).health_port is not None


def test_on_this_machine_a_stand_in_may_do_without_encryption() -> None:
    assert read(FOR_MANY | {"PUBLIC_URL": "http://localhost:3000"}).public_url == "http://localhost:3000"


def test_an_empty_file_is_named_instead_of_passing_for_the_default(tmp_path: Path) -> None:
    file = tmp_path / "database"
    file.write_text("\n", encoding="utf-8")

    assert problems_of(TOKENS | {"DATABASE_URL_FILE": str(file)}) == [
        "DATABASE_URL_FILE names an empty file. Put the value in, or leave DATABASE_URL_FILE out."
    ]
