"""What the page asks for: people, what somebody's Slack shows now, messages, the clock, the traffic."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC

from aiohttp import web

from bot.playground.app_shape import BOT_USER
from bot.playground.channels import Conversation
from bot.playground.wire import Impossible, Json
from bot.playground.workspace import Workspace

Look = Callable[[Workspace, Mapping[str, str]], Json]
HEARTBEAT = 15.0


def people(space: Workspace, _query: Mapping[str, str]) -> Json:
    """List everybody, and where to start."""
    now = space.clock.now()
    return {
        "people": [member.as_page(now) for member in space.people],
        "default": space.company.default,
        "groups": [{"name": group.name, "ids": list(group.ids)} for group in space.company.groups],
    }


def state(space: Workspace, query: Mapping[str, str]) -> Json:
    """Tell what this person's Slack shows now."""
    person = space.people.acting(query.get("as")).id
    space.channels.dm_with(person)
    home = space.views.home(person)
    places = [channel for channel in space.channels if channel.is_seen_by(person)]
    return {
        "version": space.changes.version(person),
        "me": person,
        "clock": clock_time(space),
        "bot_connected": space.sockets.connected,
        "app": space.app.as_page(),
        "team": {"name": space.company.name, "domain": space.company.domain},
        "channels": [_channel(space, one, person) for one in places if one.kind == "channel"],
        "dms": sorted(
            (_dm(space, one, person) for one in places if one.kind != "channel"),
            key=lambda dm: (dm["kind"] != "dm", dm["id"]),
        ),
        "home": home.body if home is not None else None,
        "home_unread": person in space.views.unread_homes,
        "modals": [view.body for view in space.views.stack(person)],
        "toasts": [
            {"id": toast.id, "text": toast.text, "level": toast.level}
            for toast in space.toasts
            if toast.person == person
        ],
    }


def _channel(space: Workspace, channel: Conversation, person: str) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": "channel",
        "unread": _unread(space, channel, person),
        "topic": channel.topic,
        "bot_is_member": BOT_USER in channel.members,
    }


def _dm(space: Workspace, channel: Conversation, person: str) -> Json:
    others = sorted(channel.members - {person})
    said = [one for one in space.messages.of(channel.id) if one.is_seen_by(person)]
    known = (space.people.known(one) for one in others)
    return {
        "id": channel.id,
        "kind": channel.kind,
        "with": others,
        "name": ", ".join(member.person.real_name for member in known if member is not None),
        "unread": _unread(space, channel, person),
        "last_ts": said[-1].ts if said else "",
    }


def _unread(space: Workspace, channel: Conversation, person: str) -> int:
    return space.messages.unread(channel.id, person, channel.read_to.get(person, ""))


def messages(space: Workspace, query: Mapping[str, str]) -> Json:
    """List what this person sees in a place."""
    person = space.people.acting(query.get("as")).id
    channel = seen_channel(space, person, query.get("channel"))
    said = [one for one in space.messages.of(channel.id) if one.is_seen_by(person)]
    if query.get("read") == "1" and said and channel.read_to.get(person, "") < said[-1].ts:
        channel.read_to[person] = said[-1].ts
        space.changes.touch([person])
    return {"messages": [one.as_page() for one in said], "version": space.changes.version(person)}


def seen_channel(space: Workspace, person: str, channel_id: object) -> Conversation:
    """Find a place this person can look into."""
    channel = space.channels.known(channel_id)
    if channel is None or not channel.is_seen_by(person):
        raise Impossible(f"There is no place called {channel_id} for {person}.")
    return channel


def clock(space: Workspace, query: Mapping[str, str]) -> Json:
    """Tell the story's time."""
    member = space.people.known(query.get("as"))
    return {"now": clock_time(space), "zone": member.tz if member is not None else "UTC"}


def clock_time(space: Workspace) -> str:
    """Write the story's time down, in UTC."""
    return space.clock.now().astimezone(UTC).isoformat().replace("+00:00", "Z")


def traffic(space: Workspace, query: Mapping[str, str]) -> Json:
    """List what went between Slack and the bot."""
    after = query.get("after", "0")
    if not after.isdigit():
        raise Impossible("after is a number.")
    return {"entries": space.traffic.after(int(after)), "last": space.traffic.last}


def faults(space: Workspace, _query: Mapping[str, str]) -> Json:
    """List what is planned to go wrong."""
    return {"faults": [fault.as_page() for fault in space.faults]}


def scopes(space: Workspace, _query: Mapping[str, str]) -> Json:
    """List what the bot's token may do."""
    return {"granted": space.scopes}


async def tell_changes(space: Workspace, person: str, request: web.Request) -> web.StreamResponse:
    """Send a line whenever what this person sees has changed."""
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
    stream = web.StreamResponse(headers=headers)
    await stream.prepare(request)
    version: int | None = space.changes.version(person)
    told = 0
    with suppress(ConnectionResetError):
        while True:
            told = version or told
            line = f"data: {json.dumps({'version': told})}" if version else ": still here"
            await stream.write(f"{line}\n\n".encode())
            version = await space.changes.after(person, told, HEARTBEAT)
    return stream


LOOKS: Mapping[str, Look] = {
    "/play/people": people,
    "/play/state": state,
    "/play/messages": messages,
    "/play/clock": clock,
    "/play/traffic": traffic,
    "/play/faults": faults,
    "/play/scopes": scopes,
}
