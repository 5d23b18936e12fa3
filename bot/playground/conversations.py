"""Methods about places to talk: conversations.*."""

from collections.abc import Callable, Mapping

from bot.playground.app_shape import BOT_USER
from bot.playground.calls import Call, page
from bot.playground.channels import Conversation
from bot.playground.scopes import PREFIXES, needs, needs_for
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace

PAGE = 100
GROUP = 8
KINDS = {"public_channel": "channel", "im": "dm", "mpim": "group", "private_channel": "private"}


def channel_of(space: Workspace, channel_id: str) -> Conversation:
    """Find a place the bot can know of; a person's id is no place."""
    channel = space.channels.known(channel_id)
    if channel is None or (channel.kind != "channel" and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


def conversations_open(space: Workspace, call: Call) -> Json:
    """Open a direct message with one person, or a group message with several."""
    if call.has("channel"):
        channel = channel_of(space, call.text("channel"))
        needs(space, f"{PREFIXES[channel.kind]}:write")
        return {"channel": _described(channel, call), "no_op": True, "already_open": True}
    people = list(dict.fromkeys(one.strip() for one in call.text("users").split(",") if one.strip()))
    if not people:
        raise Refused("users_list_not_supplied")
    needs(space, "im:write" if len(people) == 1 else "mpim:write")
    if len(people) > GROUP:
        raise Refused("too_many_users")
    for one in people:
        _check_may_be_met(space, one)
    if len(people) == 1:
        return {"channel": _described(space.channels.dm_with(people[0]), call)}
    group, was_there = space.channels.group_with(people)
    space.changes.touch(people)
    return {"channel": _described(group, call)} | ({"no_op": True, "already_open": True} if was_there else {})


def _check_may_be_met(space: Workspace, person: str) -> None:
    member = space.people.known(person)
    if member is None:
        raise Refused("user_not_found")
    if member.deleted:
        raise Refused("user_disabled")
    if member.is_app or member.person.is_bot:
        raise Refused("invalid_user_combination" if member.is_app else "cannot_dm_bot")


def _described(channel: Conversation, call: Call) -> Json:
    return channel.as_slack() if call.flag("return_im") or channel.kind == "group" else {"id": channel.id}


def conversations_info(space: Workspace, call: Call) -> Json:
    """Describe one place."""
    channel = channel_of(space, call.text("channel"))
    needs_for(space, channel, "read")
    described = channel.as_slack()
    if not call.flag("include_num_members"):
        described.pop("num_members", None)
    return {"channel": described}


def conversations_list(space: Workspace, call: Call) -> Json:
    """Describe the places of some kinds, page by page."""
    kinds = {KINDS.get(kind.strip(), "") for kind in call.text("types", "public_channel").split(",")}
    if "" in kinds:
        raise Refused("invalid_types")
    for kind in sorted(kinds):
        needs(space, f"{PREFIXES.get(kind, 'groups')}:read")
    places = [
        channel.as_slack()
        for channel in space.channels
        if channel.kind in kinds and (channel.kind == "channel" or BOT_USER in channel.members)
        if not (channel.is_archived and call.flag("exclude_archived"))
    ]
    channels, cursor = page(places, call, PAGE)
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def conversations_members(space: Workspace, call: Call) -> Json:
    """List who is in a place, page by page."""
    channel = channel_of(space, call.text("channel"))
    needs_for(space, channel, "read")
    members, cursor = page(({"id": one} for one in sorted(channel.members)), call, PAGE)
    return {"members": [one["id"] for one in members], "response_metadata": {"next_cursor": cursor}}


def conversations_history(space: Workspace, call: Call) -> Json:
    """List what was said in a place, newest first. What only one person sees is not in it."""
    channel = channel_of(space, call.text("channel"))
    needs_for(space, channel, "history")
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    oldest, latest = _moment(call, "oldest", 0.0), _moment(call, "latest", float("inf"))
    inclusive = call.flag("inclusive")
    said = [
        message.as_slack(with_metadata=call.flag("include_all_metadata"))
        for message in reversed(space.messages.of(channel.id))
        if not message.is_ephemeral
        if oldest < float(message.ts) < latest or (inclusive and float(message.ts) in {oldest, latest})
    ]
    messages, cursor = page(said, call, PAGE)
    return {"messages": messages, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def _moment(call: Call, name: str, default: float) -> float:
    try:
        return float(call.text(name) or default)
    except ValueError as wrong:
        raise Refused(f"invalid_ts_{name}") from wrong


def conversations_join(space: Workspace, call: Call) -> Json:
    """Let the bot into a public channel."""
    channel = channel_of(space, call.text("channel"))
    if channel.kind != "channel":
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    channel.members.add(BOT_USER)
    space.changes.touch(channel.members)
    return {"channel": channel.as_slack()}


DOINGS: Mapping[str, Callable[[Workspace, Call], Json]] = {
    "conversations.open": conversations_open,
    "conversations.info": conversations_info,
    "conversations.list": conversations_list,
    "conversations.members": conversations_members,
    "conversations.history": conversations_history,
    "conversations.join": conversations_join,
}
