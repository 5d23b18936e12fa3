"""Preview: a request as the mentor will see it, before it is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot.blocks import Modal, context, divider, number, section
from bot.desk import Desk
from bot.mentoring.asks import Ask, AskState, NotTheirAsk
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Visit
from bot.store import asks
from bot.store.database import Database
from handlers import answer, composer


class NothingToSend(Refusal):
    """That draft is gone, so nothing was sent. `/mentor ask` begins a new one."""


def register(desk: Desk) -> None:
    """Listen for the button that shows the preview, and for sending from it."""
    desk.action("preview_ask")(show_preview)
    desk.view("send_ask")(send_previewed)


def show_preview(
    ack: Ack,
    view: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show the request as the mentor will see it."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        draft = composer.keep(db, view, actor, now)
        shown = (
            preview(draft, composer.is_copied(db, draft, now))
            if draft.state is AskState.DRAFT
            else composer.sent(db, draft, now)
        )
    open_modal(shown)


def send_previewed(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Send what the preview showed."""
    with database.begin(workspace) as db:
        draft = asks.held(db, number(view.get("private_metadata")))
        if draft is None or draft.mentee.slack_id != actor:
            raise NotTheirAsk
        if draft.state is AskState.DRAFT:
            if composer.lacking(draft):
                raise NothingToSend
            composer.dispatch(db, draft, now)
        shown = composer.sent(db, draft, now)
    ack(response_action="update", view=shown.payload)
    refresh()


def preview(draft: Ask, copied: bool) -> Modal:  # noqa: FBT001 - one yes or no about the note
    """Show what the mentor will see, and what is still missing, if anything is."""
    errors = list(composer.lacking(draft).values())
    if errors:
        todo = [section(f"*Before you can send it:* {error}") for error in errors]
        return Modal("send_ask", "Preview", [*todo, divider(), *answer.note(draft)], close="Back")
    doubt = [context(composer.COPIED)] if copied else []
    closing = context("They answer with a tap: accept, offer one 20-minute chat, suggest someone, or not now.")
    blocks = [*doubt, *answer.note(draft), divider(), closing]
    return Modal("send_ask", "Preview", blocks, submit="Send", close="Back", about=str(draft.id))
