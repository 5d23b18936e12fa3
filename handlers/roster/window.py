"""The window in which a table is given and looked at: what stands in it, and how it looks at each step."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot import enlisting
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    choice,
    choices,
    context,
    counted,
    escape,
    field_of,
    file_input,
    header,
    mention,
    number,
    option,
    section,
    text_input,
)
from bot.enlisting import Look, Taken
from bot.mentoring.programs import Program
from bot.store.rosters import Planned

READS_FILES: Final = "files:read"
KINDS_OF_FILE: Final = ("csv", "tsv", "txt")
PASTED_MAX, PROGRAMS_MAX = 3000, 90
SHOWN, TOGETHER = 60, 10
"""So many lines are shown, and so many in one paragraph."""
SEPARATOR = ":"
LEAVE_OUT = "leave_out"
COLUMNS: Final = (
    "One line for each person, under headings in any order: `email`, `slack_id` or `name`, and as you have them "
    "`role` (mentor, mentee or both), `topics`, `wants`, `department`, `level`, `manager_email`, `languages`, "
    "`timezone`, `capacity`."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it stands in the window: where it is, into which program, and what was looked at before."""

    pasted: str = ""
    file: str = ""
    program_id: int = 0
    seen: str = ""
    leave_out: bool = False
    content: bytes = b""

    @classmethod
    def of(cls, view: View) -> "Table":
        """Read it from a window."""
        given, about = Answers(view), [*str(view.get("private_metadata")).split(SEPARATOR), "", "", ""]
        sent = given.files("file")
        chosen = given.choice("program") if "program" in given else about[0]
        return cls(
            pasted=given.text("table"),
            file=sent[0] if sent else about[2],
            program_id=number(chosen) or 0,
            seen=about[1],
            leave_out=LEAVE_OUT in given.choices("bad"),
        )

    @property
    def digest(self) -> str:
        """What tells this table from any other."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @property
    def about(self) -> str:
        """What the window has to remember."""
        return SEPARATOR.join((str(self.program_id), self.digest, self.file))

    @property
    def to_try_again(self) -> str:
        """What the window has to remember where nothing was looked at yet."""
        return SEPARATOR.join((str(self.program_id), "", self.file))


def form(several: Sequence[Program], means: int, *, takes_files: bool, whole: bool) -> Modal:
    """Ask for the table, and into which program its people go; who leads one program puts people on its list only."""
    upload = "The table as a CSV file"
    blocks: list[Block] = [
        section(f"{COLUMNS} You see what would change before anything does."),
        *([field_of("file", upload, file_input(KINDS_OF_FILE), optional=True)] if takes_files else []),
        pasted("", is_optional=takes_files),
        *into(several, means, is_optional=whole),
        context("Nobody joins by standing in a table, and nobody is written to: people join by their own tap."),
        *([] if takes_files else [context(f"To take a file here, the bot needs `{READS_FILES}`.")]),
    ]
    return Modal("read_table", "Import", blocks, "Look at it", "Cancel", str(means))


def pasted(text: str, *, is_optional: bool = False) -> Block:
    """Take a table as text, as spreadsheets copy it."""
    label = "Or paste it" if is_optional else "Paste the table"
    hint = "Copied from a spreadsheet, or with commas or semicolons. For more than fits here, paste it in parts."
    return field_of(
        "table", label, text_input(initial=text, lines=True, most=PASTED_MAX), hint=hint, optional=is_optional
    )


def into(several: Sequence[Program], means: int, *, is_optional: bool) -> list[Block]:
    """Ask in which program people are listed, where there is one."""
    if not several:
        return []
    chosen = means or (0 if is_optional else several[0].id)
    offered = [option(each.name, each.id) for each in several[:PROGRAMS_MAX]]
    programs = choice("static_select", offered, chosen=chosen)
    return [field_of("program", "Put them on the list of", programs, optional=is_optional)]


def shown(seen: Look, table: Table, program: Program | None, told: str = "") -> Modal:
    """Show what a table would change, and every line that needs a look."""
    head = f"*{counted(len(seen.good), 'good line')}, {counted(seen.bad, 'line')} to look at.* {seen.in_numbers}"
    ignored = f"Columns that mean nothing here: {escape(', '.join(seen.roster.ignored))}"
    leave = choices("checkboxes", [option("Leave them out", LEAVE_OUT)])
    where = f"They go onto the list of *{escape(program.name)}*." if program else "They go onto no program's list."
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(f"{head} Nothing was changed yet. {where}"),
        *([context(ignored)] if seen.roster.ignored else []),
        *paragraphs("What would change", [line(each) for each in seen.changing]),
        *paragraphs("Lines to look at", [f"{slip.line}: {escape(slip.told)}" for slip in seen.slips]),
        *([field_of("bad", "What about them?", leave, optional=True)] if seen.slips and seen.good else []),
        *([] if table.file else [pasted(table.pasted)]),
        *back(program),
    ]
    act = "Take in" if seen.good else "Look again"
    return Modal("take_table_in", "Import", blocks, act, "Cancel", table.about)


def paragraphs(title: str, lines: Sequence[str]) -> list[Block]:
    """Show some lines under a title, and count the others."""
    some = [*lines[:SHOWN], *([f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else [])]
    told = [section("\n".join(some[at : at + TOGETHER])) for at in range(0, len(some), TOGETHER)]
    return [header(title), *told] if lines else []


def line(planned: Planned) -> str:
    """Tell what one line changes."""
    new = ", new" if planned.is_new else ""
    return f"{planned.entry.line}: {mention(planned.account.slack_id)}{new}{escape(enlisting.in_words(planned))}"


def outcome(seen: Look, taken: Taken, program: Program | None) -> str:
    """Say what came of it."""
    left = f", {seen.bad} left out" if seen.bad else ""
    listed = f" New on the list of *{escape(program.name)}*: {taken.listed}." if program else ""
    paused = f" Paused and asked, as they share a reporting line now: {counted(taken.paused, 'pair')}."
    done = f"Done: {counted(len(seen.good), 'line')} taken in{left}. {seen.in_numbers}{listed}"
    return f"{done}{paused if taken.paused else ''}"


def again(told: str, table: Table) -> Modal:
    """Say why it couldn't be looked at, and keep what was pasted, or the file."""
    blocks: list[Block] = [section(told), pasted(table.pasted, is_optional=bool(table.file))]
    return Modal("read_table", "Import", blocks, "Look at it", "Cancel", table.to_try_again)


def sending(what: str, view: View) -> str:
    """Name one sending of a window, so that it counts once. The same window may take in another table after it."""
    return f"{what}:{view['id']}:{view['hash']}"


def back(program: Program | None) -> list[Block]:
    """Lead back to the program."""
    return [actions(button("Back to the program", "open_program", program.id))] if program else []
