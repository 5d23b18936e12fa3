"""Logs: ids that belong together, one object a line for programs, and nothing secret whoever logs it."""

import io
import json
import logging
from collections.abc import Callable

import pytest

from bot import logs

SECRET = [
    "xoxb-12-34-abcDEF",
    "xapp-1-A012-99-ff",
    "xoxe.xoxb-1-abc",
    "xoxe-1-abc",
    "ada@example.com",
]
Written = Callable[[], str]


@pytest.fixture
def log() -> logging.Logger:
    log = logging.getLogger("tests.logs")
    log.setLevel("INFO")
    log.propagate = False
    return log


def written(log: logging.Logger, form: logging.Formatter, say: Callable[[], object]) -> str:
    """Log something in one form, and return it."""
    paper = io.StringIO()
    handler = logging.StreamHandler(paper)
    handler.setFormatter(form)
    log.addHandler(handler)
    say()
    log.removeHandler(handler)
    return paper.getvalue()


@pytest.mark.parametrize("form", [logs.Line(), logs.Json()])
@pytest.mark.parametrize("secret", SECRET)
def test_nothing_secret_is_written_down(log: logging.Logger, form: logging.Formatter, secret: str) -> None:
    def fail() -> None:
        try:
            int(secret)
        except ValueError:
            log.exception("it was %s", secret)

    assert secret not in written(log, form, fail)


@pytest.mark.parametrize("form", [logs.Line(), logs.Json()])
def test_whatever_repeats_in_slack_s_place_what_it_was_asked_is_not_quoted(
    log: logging.Logger, form: logging.Formatter
) -> None:
    page = "<html>I can't say:\nwhat I told you in confidence</html>"

    def fail() -> None:
        with logs.about(letter=7):
            log.error("Failed to decode: Received a response in a non-JSON format: %s", page)

    told = written(log, form, fail)

    assert "html" not in told
    assert "confidence" not in told
    assert "in a non-JSON format: [not shown]" in told
    assert "letter" in told


def test_a_password_in_an_address_is_left_out(log: logging.Logger) -> None:
    told = written(log, logs.Line(), lambda: log.info("at postgresql+psycopg://bot:hunter2@db/mentor"))

    assert "hunter2" not in told
    assert "postgresql+psycopg://bot:[password]@db/mentor" in told


def test_an_object_is_on_one_line_with_its_ids(log: logging.Logger) -> None:
    def say() -> None:
        with logs.about(letter=7, workspace="T1"), logs.about(request="", tick="deliver"):
            log.warning("said\nthat")

    told = json.loads(written(log, logs.Json(), say))

    assert {"level": "warning", "logger": "tests.logs", "message": "said\nthat", "letter": "7"}.items() <= told.items()
    assert (told["tick"], "request" in told) == ("deliver", False)
    assert logs.ids() == {}


def test_a_line_ends_with_its_ids_and_nobody_begins_one_of_their_own(log: logging.Logger) -> None:
    def say() -> None:
        with logs.about(letter=7):
            log.info("a \x1b[31mred\r line")

    told = written(log, logs.Line(), say)

    assert told.endswith("line (letter=7)\n")
    assert "\x1b" not in told
    assert "\r" not in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_one_may_choose_the_form(form: str) -> None:
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    root.handlers.clear()
    try:
        logs.listen("INFO", form)
        (handler,) = root.handlers
        assert isinstance(handler.formatter, logs.Json if form == "json" else logs.Line)
    finally:
        root.handlers[:] = before
