"""Export: a lead gets pairs and figures as tables. States, dates and counts; nobody's words."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import leadership, letterbox, reports
from bot.blocks import Block, Message, actions, button, context, message, plain, section
from bot.desk import Desk
from bot.mentoring.occasions import Class
from bot.mentoring.roles import Act
from bot.slack import Reply, SlackSaidNo, Upload, Visit
from bot.store.database import Database
from handlers import calendar_file, join

HELP = "`/mentor export` — for leads: pairs and figures as tables, without anybody's words"
NO_FILES = "I may not send files in this workspace (`files:write` allows it), so this is it: copy what you need."
HALF = "That's as much as a message holds. Whoever runs this bot gets all of it with `python -m bot export`."
PART, PARTS = 2_800, 12
"""Characters in a piece, and pieces in a message."""


def register(desk: Desk) -> None:
    """Listen for the command and the button."""
    desk.command("export")(export)
    desk.action("export")(export)


def export(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    upload: Upload,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Put both tables into the lead's conversation with the bot."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        sight = reports.sight_of(db, actor, Act.EXPORT)
        room = calendar_file.room_of(db, body, actor)
        for number in (sight.programs or [None]) if room else ():
            leadership.note(db, join.known(db, actor), "tables_exported", "tables", now, number)
        if room is None:
            letterbox.drop(db, actor, "export_ready", f"{now:%Y%m%d}", ready(), now, class_=Class.LEAD)
    if room is None:
        reply(message("I haven't written to you before, so I open our conversation first: the files are there."))
        return
    with database.look(workspace) as db:  # nobody who writes waits while all pairs are looked at
        files = tables(reports.gather(db, now, sight))
    reply(SENT if are_sent(upload, room, files) else as_text(files))


def tables(report: reports.Report) -> dict[str, bytes]:
    """Write the tables, by the names of their files."""
    day = f"{report.at:%Y-%m-%d}"
    return {
        f"mentoring-pairs-{day}.csv": reports.pairs_sheet(report).encode(),
        f"mentoring-figures-{day}.csv": reports.figures_sheet(report.figures).encode(),
    }


def are_sent(upload: Upload, room: str, files: Mapping[str, bytes]) -> bool:
    """Send the files; tell whether they may be sent there at all."""
    try:
        for name, content in files.items():
            upload(room, name, content)
    except SlackSaidNo:
        return False
    return True


def as_text(files: Mapping[str, bytes], half: str = HALF) -> Message:
    """Show the tables where no file may be sent, as plain as they are, and of a long one a part."""
    tables_ = [(name, content.decode("utf-8-sig")) for name, content in sorted(files.items())]  # figures before pairs
    shown = [(name, piece) for name, told in tables_ for piece in pieces(told)]
    blocks: list[Block] = []
    for at, (name, piece) in enumerate(shown[:PARTS]):
        is_new = not at or shown[at - 1][0] != name
        blocks += [*([section(f"*{name}*")] if is_new else []), {"type": "section", "text": plain(piece, PART)}]
    return message(NO_FILES, *blocks, *([half] if len(shown) > PARTS else []))


def pieces(told: str) -> Iterator[str]:
    """Cut a table between its lines."""
    piece = ""
    for line in told.splitlines(keepends=True):
        if piece and len(piece) + len(line) > PART:
            yield piece
            piece = ""
        piece += line[:PART]
    yield piece


def ready() -> Message:
    """Offer the files where they can be put."""
    return message(
        "You asked for pairs and figures as tables.",
        actions(button("Get the files", "export", says="Get pairs and figures as files")),
        context("You get this because you lead the program."),
    )


SENT = message(
    "Two tables are in our conversation: pairs, with states, dates and counts, and the figures of the program. "
    "They hold names, so keep them where only leads can see them."
)
