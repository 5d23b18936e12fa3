"""What leads of a program did, for those who lead it: who, what and when, and never a word that anybody wrote."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from bot.blocks import Block, Modal, actions, button, context, counted, escape, mention, moment, section
from bot.cohorts import THE_CLOCK
from bot.desk import Desk
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store import audits
from bot.store.audits import Entry
from bot.store.database import Database
from bot.store.rosters import BY_TABLE
from handlers.programs.finding import theirs
from handlers.programs.people import Place

AT_ONCE = 20
NOBODY = {THE_CLOCK: "By its date", BY_TABLE: "By a table"}


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_audit", "audit_before", "audit_after")(show)


def show(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show what was done last."""
    ack()
    actor, place = visit(), Place.of(action.get("value"))
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.SEE_AUDIT)
        shown, many = audits.latest(db, AT_ONCE, skip=place.skip, programs=[program.id])
    after, before = place.skip + AT_ONCE, place.skip - AT_ONCE
    turns = [
        button("Back to the program", "open_program", program.id),
        *([button("Newer", "audit_before", place.at(before))] if place.skip else []),
        *([button("Older", "audit_after", place.at(after))] if many > after else []),
    ]
    blocks: list[Block] = [
        section(f"{counted(many, 'entry') if many == 1 else f'{many} entries'}, newest first"),
        *([section("\n".join(line(each) for each in shown))] if shown else []),
        actions(*turns),
        context("Every lead of this program can read this. It is kept for two years, and holds no words of anybody."),
    ]
    turn_to(Modal("program_audit", "What leads did", blocks, about=str(program.id)))


def line(entry: Entry) -> str:
    """Show one entry."""
    who = NOBODY.get(entry.by) or mention(entry.by)
    kind, _, which = entry.about.partition(":")
    about = f", {mention(which)}" if kind == "person" else f", {kind} {escape(which)}" if kind != "program" else ""
    return f"• {moment(entry.at)} · {who} · {entry.act.replace('_', ' ')}{about}"
