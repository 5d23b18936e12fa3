"""Coming and going of workspaces: what Slack tells the bot when somebody takes it out, or lets it in.

It is acknowledged once it is kept: a token that Slack believes forgotten would stay for good otherwise.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, BoltContext

from bot.desk import Desk
from bot.workspaces import Workspaces


def register(desk: Desk) -> None:
    """Listen."""
    desk.event("app_uninstalled")(left)
    desk.event("tokens_revoked")(revoked)
    desk.event("team_access_revoked")(shut_out)
    desk.event("team_access_granted")(let_in)


def left(ack: Ack, body: Mapping[str, Any], context: BoltContext, workspaces: Workspaces, now: datetime) -> None:
    """Forget the token at once; what was kept is deleted a month later, unless they come back."""
    organization = bool(context.is_enterprise_install)
    name = (context.enterprise_id if organization else context.team_id) or ""
    workspaces.leave([name], organization=organization, told_at=moment(body, now), now=now)
    ack()


def revoked(
    ack: Ack,
    event: Mapping[str, Any],
    body: Mapping[str, Any],
    context: BoltContext,
    workspaces: Workspaces,
    now: datetime,
) -> None:
    """Forget a bot's token that was taken back; people's own tokens are never asked for."""
    if (event.get("tokens") or {}).get("bot"):
        left(ack, body, context, workspaces, now)
    else:
        ack()


def shut_out(
    ack: Ack, event: Mapping[str, Any], body: Mapping[str, Any], workspaces: Workspaces, now: datetime
) -> None:
    """Leave the workspaces that their organization takes the bot out of."""
    workspaces.leave(event.get("team_ids") or [], organization=False, told_at=moment(body, now), now=now)
    ack()


def let_in(ack: Ack, event: Mapping[str, Any], context: BoltContext, workspaces: Workspaces, now: datetime) -> None:
    """Be at home in the workspaces that their organization lets use the bot."""
    if context.enterprise_id:
        workspaces.let_in(event.get("team_ids") or [], context.enterprise_id, now)
    ack()


def moment(body: Mapping[str, Any], now: datetime) -> datetime:
    """Tell when it happened: Slack may deliver it hours later, when a workspace has come back."""
    told = body.get("event_time")
    return datetime.fromtimestamp(told, UTC) if isinstance(told, int) else now
