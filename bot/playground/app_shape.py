"""The app that is installed here: what its manifest says about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.wire import Json

APP_ID = "A0MENTOR"
BOT_ID = "B0MENTOR"
BOT_USER = "UMENTORBOT"
TEAM_ID = "T0QUILL"
DEFAULT_SCOPES = (
    "commands",
    "chat:write",
    "users:read",
    "chat:write.public",
    "channels:read",
    "mpim:write",
    "im:history",
)
BUILT_IN: Mapping[str, Any] = {
    "display_information": {"name": "Mentor Bot"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "bot_user": {"display_name": "Mentor Bot"},
        "slash_commands": [{"command": "/mentor", "description": "Find a mentor", "should_escape": True}],
        "shortcuts": [{"name": "Log mentoring session", "type": "global", "callback_id": "log_session"}],
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_uninstalled", "tokens_revoked", "user_change"]}
    },
}


@dataclass(frozen=True, slots=True)
class AppShape:
    """The part of a manifest that the workspace acts upon."""

    name: str
    commands: Mapping[str, Json]
    shortcuts: tuple[Json, ...]
    events: frozenset[str]
    home_tab: bool
    writable: bool
    scopes: tuple[str, ...]

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "AppShape":
        """Read a manifest as Slack would when the app is created from it."""
        features = manifest.get("features", {})
        home = features.get("app_home", {})
        events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
        scopes = manifest.get("oauth_config", {}).get("scopes", {})
        asked = (*scopes.get("bot", ()), *scopes.get("bot_optional", ()))
        name = features.get("bot_user", {}).get("display_name") or manifest["display_information"]["name"]
        return cls(
            name=name,
            commands={one["command"]: one for one in features.get("slash_commands", [])},
            shortcuts=tuple(features.get("shortcuts", [])),
            events=frozenset(events),
            home_tab=bool(home.get("home_tab_enabled")),
            writable=bool(home.get("messages_tab_enabled")) and not home.get("messages_tab_read_only_enabled"),
            scopes=asked or DEFAULT_SCOPES,
        )

    @property
    def handle(self) -> str:
        """The bot's name after an @."""
        return self.name.lower().replace(" ", "")

    def as_page(self) -> Json:
        """Describe the app for the page."""
        return {
            "id": APP_ID,
            "bot_user": BOT_USER,
            "name": self.name,
            "commands": list(self.commands),
            "command_hints": {name: one.get("usage_hint", "") for name, one in self.commands.items()},
            "shortcuts": [
                {"callback_id": one["callback_id"], "name": one["name"], "type": one.get("type", "global")}
                for one in self.shortcuts
            ],
            "writable": self.writable,
        }
