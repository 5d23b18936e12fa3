"""Nothing secret and nobody's words are logged, whatever people do, and no file of the project holds a secret."""

import logging
import re

import pytest

from bot import logs
from bot.playground.telephone import wait_until
from tests.architecture.sources import project_files
from tests.slacks import Town

SECRET = "my-very-private-thought"
ADDRESS = "ada.private@example.com"
TOKEN = re.compile(r"x(?:ox[a-z]|app)-[\w-]{6,}")
ADDRESSED = "a password in an address"
"""Allowed in tests, where it opens nothing."""
FORBIDDEN = {
    "a token of Slack's": re.compile(
        r"\bxox[abeprs]-[0-9]{8,}-[0-9A-Za-z-]{16,}|\bxapp-1-A[A-Z0-9]{8,}-[0-9]+-[0-9a-f]{32,}"
    ),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a key of a cloud": re.compile(r"\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{40,}"),
    ADDRESSED: re.compile(r"postgres(?:ql)?://\w+:(?!password@|%s@)[^\s@:/{}<>$]{6,}@"),
}
WORDS = (f"find {SECRET}", f"ask <@UMEI> {SECRET}", f"goal {SECRET} {ADDRESS}", f"no-such {SECRET} xoxb-1-secret-token")


def test_whatever_people_do_no_word_address_or_token_is_logged(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "scheduling")
    caplog.handler.setFormatter(logs.Json())
    town.installs("T1")
    for person in ("UADA", "UMEI"):
        town.place.people[person] = {"profile": {"display_name": "Quite Private", "email": ADDRESS}}
    for words in ("join", "offer " + SECRET, *WORDS, "log", "me", "quiet"):
        before = len(town.place.to("T1"))
        assert town.caller.command(town.place, "T1", words).status == 200
        wait_until(lambda before=before: len(town.place.to("T1")) > before, 20, lambda: "no answer")  # type: ignore[misc]  # a default is how a loop's value is kept
    town.caller.call("POST", "/slack/events", f"token=xoxb-leak&text={SECRET}".encode())
    town.bot.listeners.submit(lambda: None).result()
    town.bot.wake()

    told = caplog.text
    assert told
    assert SECRET not in told
    assert ADDRESS not in told
    assert "Quite Private" not in told
    assert not TOKEN.search(told)


def test_no_file_of_the_project_holds_a_secret() -> None:
    found = [
        f"{file.name}:{number}: {what}"
        for file in project_files()
        if file.name != "test_nothing_in_logs.py"
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line) and not (what == ADDRESSED and "tests" in file.parts)
    ]

    assert found == []


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-" + "1" * 12 + "-" + "2" * 12 + "-" + "a" * 24,
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "AKIA" + "A" * 16,
        "postgresql://bot:" + "s3cretpassw0rd@db/mentor",
    ],
)
def test_a_secret_would_be_found(secret: str) -> None:
    assert any(pattern.search(secret) for pattern in FORBIDDEN.values())
