"""Logs: one line or one JSON object for each thing worth knowing, with ids that belong together and nothing secret."""

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FORMATS = ("text", "json")
SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app|oxe)(?:\.xox[a-z])?-[\w.-]+"), "[token]"),
    (re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b"), "[e-mail]"),
    # Whatever answers in Slack's place may repeat what it was asked, and slack_sdk logs how that begins.
    (re.compile(r"(in a non-JSON format: )(?!\[not shown\]).*", re.DOTALL), r"\1[not shown]"),
    (re.compile(r"(postgres(?:ql)?(?:\+\w+)?://[^:/\s]+:)[^@\s]+@"), r"\1[password]@"),
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x9b]")
"""What would begin a line of its own, or colour a terminal. Tracebacks keep their line breaks."""
_about: ContextVar[dict[str, str]] = ContextVar("about")


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Let everything that is logged meanwhile, in this thread, carry these ids."""
    token = _about.set(_about.get({}) | {name: str(each) for name, each in ids.items() if each})
    try:
        yield
    finally:
        _about.reset(token)


def ids() -> dict[str, str]:
    """Return the ids that a line logged now would carry."""
    return _about.get({})


def redacted(text: str) -> str:
    """Take out what must never be in a log, wherever it comes from: tokens, addresses, passwords, what people wrote."""
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


class Line(logging.Formatter):
    """A line for people: as always, with the ids at its end."""

    def __init__(self) -> None:
        """Take the usual form."""
        super().__init__(TEXT)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name for it
        """Take out of what is told what must not be in a log, before anything is put behind it."""
        record.message = redacted(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        """Put it into words."""
        marked = " ".join(f"{name}={each}" for name, each in ids().items())
        told = super().format(record)
        first, break_, rest = told.partition("\n")
        first = CONTROL.sub("\N{REPLACEMENT CHARACTER}", first) + (f" ({marked})" if marked else "")
        return redacted(first + break_ + rest)


class Json(logging.Formatter):
    """An object on one line for programs: when, how grave, who says it, what, and the ids."""

    def format(self, record: logging.LogRecord) -> str:
        """Put it into an object. What was raised comes with its traceback."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redacted(record.getMessage()),
            **ids(),
        }
        if record.exc_info:
            told["traceback"] = redacted(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def listen(level: str, form: str = "text") -> None:
    """Log to standard error in this form."""
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if form == "json" else Line())
    logging.basicConfig(level=level, handlers=[handler])
