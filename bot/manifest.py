"""The app's manifest: what Slack is told about the bot, and the few scopes it asks for."""

import json
from typing import Any

REQUIRED = {
    "commands": "the /mentor command and the shortcut",
    "chat:write": "direct messages to people who joined, and posts where the bot was invited",
    "users:read": "names, time zones and who is a guest or has left",
}
OPTIONAL = {
    "files:write": "a calendar file for a session, when somebody asks for one",
    "chat:write.public": "announcements in public channels without an invitation",
    "channels:read": "saying how many people a lead would ping, before an announcement pings a channel",
    "mpim:write": "introducing a new pair in one conversation instead of two",
    "im:history": "checking whether a message arrived when Slack's answer got lost; only what the bot wrote",
    "users:read.email": "finding people of an imported table by their address; no address is kept",
    "im:write": "finding the conversation in which to check that, when it is the first message to somebody",
}
ON_REQUEST = {
    "files:read": "a table of people that a lead gives as a file; what is pasted needs no scope",
}
"""What nobody is asked for unless whoever sets the bot up wishes it: it opens more than the one thing it is for."""
ABOUT = (
    "Mentor Bot helps people at work find a mentor and keep going. People say what they offer or want to learn; "
    "the bot proposes mentors who have room, with plain reasons, helps to ask well, introduces the two, and keeps "
    "sessions, goals and things to do. It reminds at the right moments and is quiet otherwise. "
    "Notes stay private until somebody shares them. Nobody is written to who has not joined."
)
COMMAND: dict[str, Any] = {
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


EVENTS = ["app_home_opened", "app_uninstalled", "tokens_revoked", "user_change"]
OF_ORGANIZATIONS = ["team_access_granted", "team_access_revoked"]
REQUESTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
"""Where Slack calls when it is told to call, where installing begins, and where browsers come back to."""


def manifest(url: str = "", *, takes_files: bool = False) -> dict[str, Any]:
    """Return the manifest: for Socket Mode, or for requests and installations at this address.

    With `takes_files` leads may give a table as a file.

    Token rotation stays off: it can't be turned off again, and two servers that refresh at once lose a token.
    """
    called = {"request_url": f"{url}{REQUESTS}"} if url else {}
    optional = [*OPTIONAL, *(ON_REQUEST if takes_files else ())]
    listed = {"message_menu_options_url": f"{url}{REQUESTS}"} if url else {}
    command = COMMAND | ({"url": f"{url}{REQUESTS}"} if url else {})
    redirects: dict[str, Any] = {"redirect_urls": [f"{url}{REDIRECT}"]} if url else {}
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
            "slash_commands": [command],
            "shortcuts": [SHORTCUT],
        },
        "oauth_config": redirects | {"scopes": {"bot": list(REQUIRED), "bot_optional": optional}},
        "settings": {
            "event_subscriptions": called | {"bot_events": EVENTS + (OF_ORGANIZATIONS if url else [])},
            "interactivity": called | listed | {"is_enabled": True},
            "org_deploy_enabled": bool(url),
            "socket_mode_enabled": not url,
            "token_rotation_enabled": False,
        },
    }


def as_json(url: str = "", *, takes_files: bool = False) -> str:
    """Return it as it is pasted into Slack's page."""
    return json.dumps(manifest(url, takes_files=takes_files), indent=2, ensure_ascii=False) + "\n"
