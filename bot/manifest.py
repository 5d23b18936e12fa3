"""The app's manifest: what Slack is told about the bot, and the few scopes it asks for."""

import json
from typing import Any

REQUIRED = {
    "commands": "the /mentor command and the shortcut",
    "chat:write": "direct messages to people who joined, and posts where the bot was invited",
    "users:read": "names, time zones and who is a guest or has left",
}
OPTIONAL = {
    "chat:write.public": "announcements in public channels without an invitation",
    "mpim:write": "introducing a new pair in one conversation instead of two",
    "im:history": "checking whether a message arrived when Slack's answer got lost; only what the bot wrote",
    "im:write": "finding the conversation in which to check that, when it is the first message to somebody",
}
ABOUT = (
    "Mentor Bot helps people at work find a mentor and keep going. People say what they offer or want to learn; "
    "the bot proposes mentors who have room, with plain reasons, helps to ask well, introduces the two, and keeps "
    "sessions, goals and things to do. It reminds at the right moments and is quiet otherwise. "
    "Notes stay private until somebody shares them. Nobody is written to who has not joined."
)
COMMAND = {
    "command": "/mentor",
    "description": "Find a mentor, set goals, log sessions",
    "usage_hint": "find | ask | offer | goal | log | quiet | help",
    "should_escape": True,
}
SHORTCUT = {
    "name": "Log mentoring session",
    "type": "global",
    "callback_id": "log_session",
    "description": "Record a mentoring session in a few taps",
}


def manifest() -> dict[str, Any]:
    """Return the manifest for Socket Mode."""
    return {
        "display_information": {
            "name": "Mentor Bot",
            "description": "Find a mentor, set goals, log sessions and get gentle nudges.",
            "long_description": ABOUT,
            "background_color": "#1f4f46",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Mentor Bot", "always_online": True},
            "slash_commands": [COMMAND],
            "shortcuts": [SHORTCUT],
        },
        "oauth_config": {"scopes": {"bot": list(REQUIRED), "bot_optional": list(OPTIONAL)}},
        "settings": {
            "event_subscriptions": {"bot_events": ["app_home_opened", "user_change"]},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def as_json() -> str:
    """Return it as it is pasted into Slack's page."""
    return json.dumps(manifest(), indent=2, ensure_ascii=False) + "\n"
