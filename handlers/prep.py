"""Prep: what one knew last time, put together before the next session; nothing of it is pushed (practice C20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import Block, Message, actions, button, day, escape, header, mention, message, number, quote, section
from bot.desk import Desk, rest
from bot.mentoring.goals import Goal
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Action, Note
from bot.slack import Reply, Visit
from bot.store import goals, pairs, sessions
from bot.store.database import Database
from handlers.pairs import labelled, meant, which

HELP = "`/mentor prep` — your last notes, what is open, and why you two began"
NOTES_SHOWN = 2
OPEN_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What one of the two may look at again."""

    pair: Pair
    actor: str
    notes: Sequence[Note] = ()
    mine: Sequence[Action] = ()
    theirs: Sequence[Action] = ()
    goals: Sequence[Goal] = ()


def register(desk: Desk) -> None:
    """Listen for the command and the button."""
    desk.command("prep", "prepare", "recall")(prepare)
    desk.action("open_prep")(prepare_by_button)


def prepare(
    ack: Ack, command: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str
) -> None:
    """Recall what belongs to the pair that is meant."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        several = meant(db, actor, rest(command))
        found = recalled(db, several[0], actor) if len(several) == 1 else None
    if found:
        reply(words(found))
    else:
        reply(which("Which session?", [button(name, "open_prep", pair.id) for pair, name in labelled(several, actor)]))


def prepare_by_button(
    ack: Ack, action: Mapping[str, Any], visit: Visit, reply: Reply, database: Database, workspace: str
) -> None:
    """Recall what belongs to one pair."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        found = recalled(db, pairs.theirs(db, number(action.get("value")) or 0, actor), actor)
    reply(words(found))


def recalled(db: orm.Session, pair: Pair, actor: str) -> Recall:
    """Read their own last notes, what is open on both sides, and the goals they may see."""
    me, partner = pair.person(actor), pair.partner_of(actor)
    mine = [goal for goal in goals.open_of(db, pair.mentee) if goal.pair is pair] if me is pair.mentee else ()
    return Recall(
        pair=pair,
        actor=actor,
        notes=sessions.last_own_notes(db, pair, me, NOTES_SHOWN),
        mine=[action for action in sessions.open_actions(db, me) if action.pair is pair],
        theirs=[action for action in sessions.open_actions(db, partner) if action.pair is pair],
        goals=mine or goals.shared_with(db, pair),
    )


def words(found: Recall) -> Message:
    """Show it, with what may be done next."""
    pair, partner = found.pair, found.pair.partner_of(found.actor)
    blocks = blocks_of(found)
    agenda = "Write an agenda" if found.actor == pair.mentee.slack_id else "Read their agenda"
    return message(
        header(f"Before you meet {partner.name}"),
        *(blocks or [section("There is nothing noted yet. After a session, one line is plenty.")]),
        actions(
            button(agenda, "open_agenda", pair.id, style="primary"),
            button("Sessions", "open_sessions", pair.id, says="Show sessions and takeaways"),
            button("Set the next date", "book_session", pair.id),
        ),
    )


def blocks_of(found: Recall) -> list[Block]:
    """Lay out what there is: the last why, notes, what is open, goals."""
    who = mention(found.pair.partner_of(found.actor).slack_id)
    why = [section(f"*Why you two began*\n{quote(found.pair.purpose)}")] if found.pair.purpose else []
    return [
        *why,
        *(
            section(f"*Your own note from {day(note.session.day_of(note.author))}*\n{quote(note.text)}")
            for note in found.notes
        ),
        *listed_under("Open on your list", [open_one(each) for each in found.mine]),
        *listed_under(f"Open on {who}'s list", [open_one(each) for each in found.theirs]),
        *listed_under("Working toward", [escape(goal.text) for goal in found.goals]),
    ]


def listed_under(title: str, lines: Sequence[str]) -> list[Block]:
    """List a few things under a title; nothing when there are none."""
    more = [f"… and {len(lines) - OPEN_SHOWN} more"] if len(lines) > OPEN_SHOWN else []
    shown = "\n".join(f"• {line}" for line in [*lines[:OPEN_SHOWN], *more])
    return [section(f"*{title}*\n{shown}")] if lines else []


def open_one(action: Action) -> str:
    """Say what is to be done, and by when."""
    by = f" (by {day(action.due_on)})" if action.due_on else ""
    return f"{escape(action.text)}{by}"
