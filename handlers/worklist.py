"""Worklist: the pairs that need a person, with facts, a drafted message, and "I'll check in". For leads."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, reports
from bot.blocks import Block, Modal, View, actions, button, context, listed, mention, notice, number, section
from bot.desk import Desk
from bot.mentoring.overview import Needs, looked_after, worklist
from bot.mentoring.pairs import CHECK_IN_LASTS, Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.slack import Open, Visit
from bot.store import audits, overviews, pairs
from bot.store.database import Database

PAGE = 10
"""Three blocks each, and Slack shows a hundred."""

CHECK_IN = "check_in"
"""How the ledger of what leads do calls it."""


class NeedsNobody(Refusal):
    """That pair isn't on the list any more: something happened, or another lead looks after it. Nothing was changed."""


def register(desk: Desk) -> None:
    """Listen for the list, its pages, and what can be done about a pair."""
    desk.action("open_worklist")(open_list)
    desk.action("worklist_back")(turn)
    desk.action("worklist_on")(turn)
    desk.action(CHECK_IN)(check_in)
    desk.action("draft_check_in")(show_draft)


def open_list(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str, now: datetime) -> None:
    """Show who needs a person."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        shown = page(*needed(db, actor, now), 0, now)
    open_modal(shown)


def turn(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Turn the page."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        shown = page(*needed(db, actor, now), number(action.get("value")) or 0, now)
    update_modal(shown)


def check_in(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    view: View,
    visit: Visit,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Leave a pair's silence to this lead for two weeks, unless another lead looks after it; nobody is told."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        pair = pairs.one(db, number(action.get("value")) or 0, hold=True)
        by = leadership.must(db, actor, Act.CHECK_IN, pair.program_id if pair else None)
        if pair is None or not pair.is_live:
            raise NeedsNobody
        before = audits.last_by(db, CHECK_IN, f"pair:{pair.id}") if pair.is_looked_after(now) else None
        if before is None:
            pairs.check_in(db, pair, now)
            leadership.note(db, by, CHECK_IN, f"pair:{pair.id}", now, pair.program_id)
        told = handed_over(pair, "" if before in {None, actor} else str(before))
    with database.look(workspace) as db:  # nobody who writes waits while all pairs are looked at
        shown = page(*needed(db, actor, now), number(view.get("private_metadata")) or 0, now, told=told)
    update_modal(shown)


def show_draft(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show words to begin with."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        needs, _ = needed(db, actor, now, only=number(action.get("value")) or 0)
    found = next(iter(needs), None)
    if found is None:
        raise NeedsNobody
    open_modal(drafted(found))


def needed(db: orm.Session, actor: str, now: datetime, *, only: int | None = None) -> tuple[list[Needs], int]:
    """Return who needs a person, or whether one pair does, as this lead may see it; and how many leads look after."""
    sight = reports.sight_of(db, actor)
    several = overviews.every(db, now, viewer=sight.viewer, programs=sight.programs, only=only)
    return worklist(several, now), looked_after(several, now)


def page(needs: Sequence[Needs], cared_for: int, at: int, now: datetime, *, told: str = "") -> Modal:
    """Show one page of the list."""
    last = max(len(needs) - 1, 0) // PAGE
    at = min(at, last)
    back = [button("Earlier", "worklist_back", at - 1)] if at else []
    on = [button("More", "worklist_on", at + 1)] if at < last else []
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section(reports.in_need(len(needs), cared_for)),
        *(block for each in needs[at * PAGE : (at + 1) * PAGE] for block in entry(each, now)),
        *([actions(*back, *on)] if back or on else []),
        context(f"Page {at + 1} of {last + 1}. From states and dates alone; what people wrote or answered isn't read."),
    ]
    return Modal("worklist", "Needs a person", blocks, about=str(at))


def entry(needs: Needs, now: datetime) -> list[Block]:
    """Show one pair, and what can be done."""
    two = f"the pair of {needs.pair.mentee_name} and {needs.pair.mentor_name}"
    acts = actions(
        button("I'll check in", CHECK_IN, needs.pair.id, says=f"I'll check in with {two}"),
        button("Draft a message", "draft_check_in", needs.pair.id, says=f"Draft a message to {two}"),
    )
    return [section(reports.facts(needs, now)), acts]


def handed_over(pair: Pair, by: str) -> str:
    """Say who looks after a pair from now on, or does already."""
    names = listed(mention(each.slack_id) for each in pair.both)
    if by:
        return f"{mention(by)} looks after {names} already, so nothing was changed."
    told = f"You look after {names}: I don't ask them about their silence for {CHECK_IN_LASTS.days} days."
    return f"{told} They aren't told; please write to them."


def drafted(needs: Needs) -> Modal:
    """Show the words, to be copied and changed."""
    two = listed(mention(each) for each in needs.pair.both)
    return notice(
        "A message to begin with",
        f"For {two}. Copy it into a message of your own, and change what you like:",
        f"```{reports.draft(needs)}```",
        context("I don't send it: they should hear from you."),
    )
