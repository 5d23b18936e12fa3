"""Eavesdropping: every line that any test has the bot log is looked at, for what must never be in a log."""

import logging
import re
from collections.abc import Iterator

from bot import logs
from bot.cli.ground import QUIET_LOGGERS

OURS = ("bot", "handlers", "scheduling")
NEVER = re.compile(r"\bx(?:ox[a-z]|app|oxe)(?:\.xox[a-z])?-[\w-]|[\w.+-]+@[\w-]+\.[a-z]{2,}\b")
"""A token of Slack's, an e-mail address."""
A_FEW_WORDS = 12
"""Shorter than that, what somebody typed may be part of a line by chance."""


class Eavesdropper(logging.Handler):
    """Reads along, and remembers what people typed in this test."""

    def __init__(self) -> None:
        """Read lines as they are written when the bot runs."""
        super().__init__(logging.INFO)
        self.setFormatter(logs.Line())
        self.typed: set[str] = set()
        self.found: list[str] = []

    def listen(self) -> None:
        """Read along from now on, whatever is logged at the level at which the bot usually runs."""
        logging.getLogger().addHandler(self)
        for name in OURS:
            logging.getLogger(name).setLevel(logging.INFO)
        for name in QUIET_LOGGERS:
            logging.getLogger(name).setLevel(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Look at one line. What we say ourselves must be clean before anything is taken out of it.

        A traceback shows the program's own lines, which hold nobody's words.
        """
        line = self.format(record)
        told, first = record.getMessage() if record.name.partition(".")[0] in OURS else line, line.partition("\n")[0]
        if NEVER.search(told) or NEVER.search(line) or any(words in first for words in self.typed):
            self.found.append(line)

    def hear(self, told: object) -> None:
        """Remember what somebody typed, wherever it is in what they sent."""
        self.typed.update(words for words in _texts(told) if len(words) >= A_FEW_WORDS and " " in words)

    def forget(self) -> list[str]:
        """Begin a new test; return what was found in the last one."""
        found, self.found, self.typed = self.found, [], set()
        return found


EAVESDROPPER = Eavesdropper()


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, str):
        yield told.split(" ", 2)[-1] if told.startswith("/") else told
    elif isinstance(told, dict):
        for each in told.values():
            yield from _texts(each)
    elif isinstance(told, list | tuple):
        for each in told:
            yield from _texts(each)
