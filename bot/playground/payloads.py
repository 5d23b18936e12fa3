"""What Slack tells the bot when somebody does something, field by field."""

from bot.playground.app_shape import APP_ID, BOT_ID, TEAM_ID
from bot.playground.channels import Conversation
from bot.playground.messages import Message
from bot.playground.people import Member
from bot.playground.views import View
from bot.playground.wire import Json
from bot.playground.workspace import Workspace

VERIFICATION = "playground-verification"


def slash_command(space: Workspace, person: Member, channel: Conversation, command: str, text: str) -> Json:
    """Tell that somebody typed a command."""
    return {
        "token": VERIFICATION,
        "team_id": TEAM_ID,
        "team_domain": space.company.domain,
        "channel_id": channel.id,
        "channel_name": {"dm": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name),
        "user_id": person.id,
        "user_name": person.person.name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": space.response_url(person.id, channel.id),
        "trigger_id": space.triggers.mint(person.id, channel=channel.id),
    }


def _who(space: Workspace, person: Member, kind: str) -> Json:
    name = person.person.name
    return {
        "type": kind,
        "team": {"id": TEAM_ID, "domain": space.company.domain},
        "user": {"id": person.id, "username": name, "name": name, "team_id": TEAM_ID},
        "api_app_id": APP_ID,
        "token": VERIFICATION,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def clicked_in_message(space: Workspace, person: Member, message: Message, action: Json, values: Json) -> Json:
    """Tell that somebody touched something in a message."""
    channel = space.channels.known(message.channel)
    name = channel.name if channel is not None and channel.kind == "channel" else "directmessage"
    payload = _who(space, person, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.is_ephemeral,
        },
        "trigger_id": space.triggers.mint(person.id, channel=message.channel),
        "channel": {"id": message.channel, "name": name},
        "state": {"values": values},
        "response_url": space.response_url(person.id, message.channel, message.ts),
        "actions": [action],
    }
    if not message.is_ephemeral:
        payload["message"] = message.as_slack()
    return payload


def clicked_in_view(space: Workspace, person: Member, view: View, action: Json) -> Json:
    """Tell that somebody touched something in a window or on their Home tab."""
    return _who(space, person, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": space.triggers.mint(person.id, channel=view.channel, view=_window(view)),
        "view": view.body,
        "actions": [action],
    }


def submitted(space: Workspace, person: Member, view: View, response_urls: list[Json]) -> Json:
    """Tell that somebody sent a form."""
    return _who(space, person, "view_submission") | {
        "trigger_id": space.triggers.mint(person.id, channel=view.channel, view=_window(view)),
        "view": view.body,
        "response_urls": response_urls,
    }


def closed(space: Workspace, person: Member, view: View, *, cleared: bool) -> Json:
    """Tell that somebody closed a window without sending it."""
    return _who(space, person, "view_closed") | {"view": view.body, "is_cleared": cleared}


def global_shortcut(space: Workspace, person: Member, callback_id: str, at: str) -> Json:
    """Tell that somebody chose a shortcut from the menu."""
    return _who(space, person, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": space.triggers.mint(person.id),
        "action_ts": at,
    }


def message_shortcut(space: Workspace, person: Member, callback_id: str, at: str, message: Message) -> Json:
    """Tell that somebody chose a shortcut from a message's menu."""
    return _who(space, person, "message_action") | {
        "callback_id": callback_id,
        "trigger_id": space.triggers.mint(person.id, channel=message.channel),
        "action_ts": at,
        "message_ts": message.ts,
        "response_url": space.response_url(person.id, message.channel, message.ts),
        "channel": {"id": message.channel, "name": message.channel},
        "message": message.as_slack(),
    }


def asked_for_options(space: Workspace, person: Member, where: View | Message, asked: Json) -> Json:
    """Tell that somebody types into a list whose options only the bot knows."""
    payload = _who(space, person, "block_suggestion") | asked
    if isinstance(where, View):
        return payload | {"container": {"type": "view", "view_id": where.id}, "view": where.body}
    container = {"type": "message", "message_ts": where.ts, "channel_id": where.channel}
    return payload | {"container": container, "channel": {"id": where.channel}, "message": where.as_slack()}


def event(person: str, happened: Json, event_id: str, at: int) -> Json:
    """Wrap an event as the Events API does."""
    return {
        "token": VERIFICATION,
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": happened,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": at,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": person,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{BOT_ID}-{event_id}",
    }


def _window(view: View) -> str | None:
    return view.id if view.body["type"] == "modal" else None
