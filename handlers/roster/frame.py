"""The frame of every window that takes a table: ask for it, wait, look at it, and keep it where that couldn't be done.

The table is pasted, or given as a file where the bot may read files. It is kept nowhere: between a look and taking it
in it stays in the window, and is looked at anew.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.blocks import Answers, Block, Modal, View, field_of, file_input, number, section, text_input
from bot.mentoring.enrolment import Directory
from bot.mentoring.refusals import Refusal
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo

LINES_MOST: Final = 2000
READS_FILES: Final = "files:read"
KINDS_OF_FILE: Final = ("csv", "tsv", "txt")
PASTED_MAX: Final = 3000
SEPARATOR: Final = ":"
LEAVE_OUT: Final = "leave_out"
NOTHING: Final = "Please paste a table, with its headings in the first line."
NOT_READ: Final = (
    "I couldn't get at the file or at who is here, so nothing was changed. Please try once more in a minute."
)
CHANGED: Final = "The table changed, so please look once more."
Roll = Callable[[], Directory]
"""Asks Slack who is in the workspace."""
Fetch = Callable[[str], bytes]
"""Reads a file that the person who acts gave the bot."""
Fill = Callable[[Modal], None]
"""Changes the window that was sent off, once it was acknowledged with one that says to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it stands in the window: where it is, into which program, and what was looked at before."""

    pasted: str = ""
    file: str = ""
    program_id: int = 0
    seen: str = ""
    leave_out: bool = False
    content: bytes = b""

    @property
    def is_missing(self) -> bool:
        """Whether there is none."""
        return not self.pasted and not self.file

    @property
    def digest(self) -> str:
        """What tells this table from any other."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def is_as_seen(self) -> bool:
        """Whether it is what was looked at before."""
        return self.digest == self.seen

    @property
    def about(self) -> str:
        """What the window has to remember."""
        return SEPARATOR.join((str(self.program_id), self.digest, self.file))

    @property
    def to_try_again(self) -> str:
        """What the window has to remember where nothing was looked at yet."""
        return SEPARATOR.join((str(self.program_id), "", self.file))

    def opened(self, fetch: Fetch) -> "Table":
        """Return it with what stands in it, wherever it is."""
        return replace(self, content=self.pasted.encode() if self.pasted else fetch(self.file))


@dataclass(frozen=True, slots=True)
class Frame:
    """How one kind of table is asked for: pasted into which field, and what is said of that."""

    field: str
    hint: str

    def read(self, view: View) -> Table:
        """Read the table from a window."""
        given, about = Answers(view), [*str(view.get("private_metadata")).split(SEPARATOR), "", "", ""]
        sent = given.files("file")
        chosen = given.choice("program") if "program" in given else about[0]
        return Table(
            pasted=given.text(self.field),
            file=sent[0] if sent else about[2],
            program_id=number(chosen) or 0,
            seen=about[1],
            leave_out=LEAVE_OUT in given.choices("bad"),
        )

    def fields(self, *, takes_files: bool) -> list[Block]:
        """Take a table as a file, where the bot may read one, or as text."""
        upload = field_of("file", "The table as a CSV file", file_input(KINDS_OF_FILE), optional=True)
        return [*([upload] if takes_files else []), self.pasted("", is_optional=takes_files)]

    def pasted(self, text: str, *, is_optional: bool = False) -> Block:
        """Take a table as text, as spreadsheets copy it."""
        label = "Or paste it" if is_optional else "Paste the table"
        typed = text_input(initial=text, lines=True, most=PASTED_MAX)
        return field_of(self.field, label, typed, hint=self.hint, optional=is_optional)

    def kept(self, told: str, table: Table) -> list[Block]:
        """Say why it couldn't be looked at, and keep what was pasted, or the file."""
        return [section(told), self.pasted(table.pasted, is_optional=bool(table.file))]


def show(fill: Fill, table: Table, look: Callable[[], Modal], again: Callable[[str, Table], Modal]) -> None:
    """Show what a look comes to, or the table again with the reason for which it couldn't be looked at."""
    try:
        modal = look()
    except Refusal as refusal:
        modal = again(refusal.sentence, table)
    except (SlackSaidNo, SlackIsBusy, SlackIsSilent):
        modal = again(NOT_READ, table)
    fill(modal)
