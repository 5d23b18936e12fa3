"""The window in which a table of people is given and looked at: what stands in it at each step."""

from collections.abc import Sequence
from typing import Final

from bot import enlisting
from bot.blocks import (
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
    header,
    mention,
    option,
    section,
)
from bot.enlisting import Look, Taken
from bot.mentoring.programs import Program
from bot.store.rosters import Listing, Planned
from handlers.roster.frame import LEAVE_OUT, READS_FILES, Frame, Table

PROGRAMS_MAX = 90
SHOWN, TOGETHER = 60, 10
"""So many lines are shown, and so many in one paragraph."""
COLUMNS: Final = (
    "One line for each person, under headings in any order: `email`, `slack_id` or `name`, and as you have them "
    "`role` (mentor, mentee or both), `topics`, `wants`, `department`, `level`, `manager_email`, `languages`, "
    "`timezone`, `capacity`."
)
EMPTY: Final = "An empty cell changes nothing."
FRAME: Final = Frame(
    "table",
    "Copied from a spreadsheet, or with commas or semicolons. For more than fits here, paste it in parts.",
)


def form(several: Sequence[Program], means: int, *, takes_files: bool, whole: bool) -> Modal:
    """Ask for the table, and into which program its people go; who leads one program puts people on its list only."""
    blocks: list[Block] = [
        section(f"{COLUMNS} {EMPTY} You see what would change before anything does."),
        *FRAME.fields(takes_files=takes_files),
        *into(several, means, is_optional=whole),
        context("Nobody joins by standing in a table, and nobody is written to: people join by their own tap."),
        *([] if takes_files else [context(f"To take a file here, the bot needs `{READS_FILES}`.")]),
    ]
    return asked(blocks, str(means))


def asked(blocks: Sequence[Block], about: str) -> Modal:
    """Ask for a table."""
    return Modal("read_table", "Import", blocks, "Look at it", "Cancel", about)


def again(told: str, table: Table) -> Modal:
    """Ask for it again, with what was given."""
    return asked(FRAME.kept(told, table), table.to_try_again)


def into(several: Sequence[Program], means: int, *, is_optional: bool) -> list[Block]:
    """Ask in which program people are listed, where there is one."""
    if not several:
        return []
    chosen = means or (0 if is_optional else several[0].id)
    offered = [option(each.name, each.id) for each in several[:PROGRAMS_MAX]]
    programs = choice("static_select", offered, chosen=chosen)
    return [field_of("program", "Put them on the list of", programs, optional=is_optional)]


def shown(seen: Look, table: Table, program: Program | None, listing: Listing, told: str = "") -> Modal:
    """Show what a table would change, whom it would list, what stays, and every line that needs a look."""
    head = f"*{counted(len(seen.good), 'good line')}, {counted(seen.bad, 'line')} to look at.* {seen.in_numbers}"
    ignored = f"Columns that mean nothing here: {escape(', '.join(seen.roster.ignored))}"
    leave = choices("checkboxes", [option("Leave them out", LEAVE_OUT)])
    corrected = f", {len(listing.corrected)} corrected" if listing.corrected else ""
    on_it = f"They go onto the list of *{escape(program.name)}*: {listing.new} new on it{corrected}." if program else ""
    where = on_it or "They go onto no program's list."
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(f"{head} Nothing was changed yet. {where}"),
        *([context(ignored)] if seen.roster.ignored else []),
        *paragraphs("What would change", [line(each, listing) for each in enlisting.to_change(seen, listing)]),
        *map(context, enlisting.managers(seen)),
        *paragraphs("What stays as it is", [escape(each) for each in enlisting.what_stays(seen, listing)]),
        *paragraphs("Lines to look at", [f"{slip.line}: {escape(slip.told)}" for slip in seen.slips]),
        *([field_of("bad", "What about them?", leave, optional=True)] if seen.slips and seen.good else []),
        *([] if table.file else [FRAME.pasted(table.pasted)]),
        *back(program),
    ]
    if not seen.good:  # nothing is taken in that wasn't shown as it would be
        return Modal("read_table", "Import", blocks, "Look again", "Cancel", table.to_try_again)
    return Modal("take_table_in", "Import", blocks, "Take in", "Cancel", table.about)


def paragraphs(title: str, lines: Sequence[str]) -> list[Block]:
    """Show some lines under a title, and count the others."""
    some = [*lines[:SHOWN], *([f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else [])]
    told = [section("\n".join(some[at : at + TOGETHER])) for at in range(0, len(some), TOGETHER)]
    return [header(title), *told] if lines else []


def line(planned: Planned, listing: Listing) -> str:
    """Tell what one line changes."""
    new = ", new" if planned.is_new else ""
    return (
        f"{planned.entry.line}: {mention(planned.account.slack_id)}{new}{escape(enlisting.in_words(planned, listing))}"
    )


def outcome(seen: Look, taken: Taken, program: Program | None) -> str:
    """Say what came of it."""
    left = f", {seen.bad} left out" if seen.bad else ""
    listed = ""
    if program and taken.listed:
        changed = f", and corrected on it: {len(taken.listed.corrected)}" if taken.listed.corrected else ""
        listed = f" New on the list of *{escape(program.name)}*: {taken.listed.new}{changed}."
    paused = f" Paused and asked, as they share a reporting line now: {counted(taken.paused, 'pair')}."
    done = f"Done: {counted(len(seen.good), 'line')} taken in{left}. {seen.in_numbers}{listed}"
    return f"{done}{paused if taken.paused else ''}"


def sending(what: str, view: View) -> str:
    """Name one sending of a window, so that it counts once. The same window may take in another table after it."""
    return f"{what}:{view['id']}:{view['hash']}"


def back(program: Program | None) -> list[Block]:
    """Lead back to the program."""
    return [actions(button("Back to the program", "open_program", program.id))] if program else []
