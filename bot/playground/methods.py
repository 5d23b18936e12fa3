"""The methods of the Web API that exist here: their arguments and what the token must be allowed to do."""

from collections.abc import Mapping
from dataclasses import dataclass

ANYWHERE = frozenset({"token", "team_id", "client_msg_id"})
POST = "as_user attachments blocks icon_emoji icon_url link_names markdown_text parse text thread_ts username"


@dataclass(frozen=True, slots=True)
class Method:
    """What may be passed, what must be, and one scope that is always needed (others depend on the channel)."""

    arguments: frozenset[str]
    required: tuple[str, ...] = ()
    scope: str | None = None

    def unknown(self, names: frozenset[str]) -> list[str]:
        """List arguments that Slack does not document."""
        return sorted(names - self.arguments - ANYWHERE)


def _method(arguments: str, required: str = "", scope: str | None = None) -> Method:
    return Method(frozenset([*arguments.split(), *required.split()]), tuple(required.split()), scope)


METHODS: Mapping[str, Method] = {
    "api.test": _method("error foo"),
    "auth.test": _method(""),
    "apps.connections.open": _method(""),
    "team.info": _method("domain team", scope="team:read"),
    "users.info": _method("include_locale", "user", "users:read"),
    "users.list": _method("cursor include_locale limit", scope="users:read"),
    "users.lookupByEmail": _method("", "email", "users:read.email"),
    "conversations.open": _method("channel prevent_creation return_im users"),
    "conversations.info": _method("include_locale include_num_members", "channel"),
    "conversations.list": _method("cursor exclude_archived limit types"),
    "conversations.members": _method("cursor limit", "channel"),
    "conversations.history": _method("cursor include_all_metadata inclusive latest limit oldest", "channel"),
    "conversations.join": _method("", "channel", "channels:join"),
    "chat.postMessage": _method(
        f"{POST} metadata mrkdwn reply_broadcast unfurl_links unfurl_media", "channel", "chat:write"
    ),
    "chat.update": _method(
        "as_user attachments blocks file_ids link_names markdown_text metadata parse reply_broadcast text",
        "channel ts",
        "chat:write",
    ),
    "chat.delete": _method("as_user", "channel ts", "chat:write"),
    "chat.postEphemeral": _method(POST, "channel user", "chat:write"),
    "chat.getPermalink": _method("", "channel message_ts"),
    "files.info": _method("count cursor limit page", "file", "files:read"),
    "files.getUploadURLExternal": _method("alt_txt snippet_type", "filename length", "files:write"),
    "files.completeUploadExternal": _method(
        "blocks channel_id channels initial_comment thread_ts", "files", "files:write"
    ),
    "views.open": _method("interactivity_pointer trigger_id", "view"),
    "views.push": _method("interactivity_pointer trigger_id", "view"),
    "views.update": _method("external_id hash view_id", "view"),
    "views.publish": _method("hash", "user_id view"),
    "blocks.validate": _method("blocks message view"),
}
