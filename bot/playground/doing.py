"""What people do on the page, and what testers do to the world."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.playground import commands, forms, looking, touching, typing_in, uploads
from bot.playground.clock import next_morning
from bot.playground.events import Events
from bot.playground.messages import Message
from bot.playground.wire import Impossible, Json
from bot.playground.workspace import Workspace

Doing = Callable[[Workspace, Events, Json], Awaitable[Json]]
WEEK = timedelta(days=7)
DONE: Json = {"ok": True}


class NothingIsPlanned(Impossible):
    """The bot does not mean to say anything."""


async def say(space: Workspace, events: Events, body: Json) -> Json:
    """Say something oneself."""
    person = space.people.acting(body.get("as"))
    channel = looking.seen_channel(space, person.id, body.get("channel"))
    text = _text(body)
    if channel.kind == "dm" and not space.app.writable:
        raise Impossible("Sending messages to this app has been turned off.")
    message = Message(ts=space.clock.stamp(), channel=channel.id, user=person.id, text=typing_in.said(space, text))
    space.say(message)
    events.said(message, channel)
    return DONE | {"ts": message.ts}


async def command(space: Workspace, _events: Events, body: Json) -> Json:
    """Type a slash command."""
    person = space.people.acting(body.get("as"))
    channel = looking.seen_channel(space, person.id, body.get("channel"))
    text = _text(body)
    if not text.startswith("/"):
        raise Impossible("A command begins with a slash.")
    return await commands.run(space, person, channel, text)


async def home(space: Workspace, events: Events, body: Json) -> Json:
    """Open the bot's Home tab."""
    person = space.people.acting(body.get("as"))
    space.views.unread_homes.discard(person.id)
    space.changes.touch([person.id])
    events.home_opened(person, "home")
    return DONE


async def open_channel(space: Workspace, events: Events, body: Json) -> Json:
    """Open a place to talk; the bot hears of it when it is its own Messages tab."""
    person = space.people.acting(body.get("as"))
    channel = looking.seen_channel(space, person.id, body.get("channel"))
    if channel.kind == "dm":
        events.home_opened(person, "messages")
    return DONE


async def dismiss(space: Workspace, _events: Events, body: Json) -> Json:
    """Take a note away."""
    space.dismiss(space.people.acting(body.get("as")).id, str(body.get("toast")))
    return DONE


async def move_clock(space: Workspace, _events: Events, body: Json) -> Json:
    """Move the story's clock on."""
    match body:
        case {"advance": int() | float() as seconds}:
            space.clock.advance(timedelta(seconds=seconds))
        case {"to": str() as moment}:
            space.clock.put(_moment(moment))
        case {"jump": "morning"}:
            zone = ZoneInfo(space.people.acting(body.get("as", space.company.default)).tz)
            space.clock.put(next_morning(space.clock.now(), zone))
        case {"jump": "week"}:
            space.clock.advance(WEEK)
        case {"jump": "nudge"}:
            await _jump_to_nudge(space)
        case _:
            raise Impossible("The clock takes advance, to, or jump (morning, week, nudge).")
    space.changes.touch()
    return {"now": looking.clock_time(space)}


async def _jump_to_nudge(space: Workspace) -> None:
    moment = await asyncio.to_thread(space.next_nudge)
    if moment is None:
        raise NothingIsPlanned("Nothing is planned.")
    space.clock.advance(max(moment - space.clock.now(), timedelta(0)))  # time runs on: now is soon before now


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as wrong:
        raise Impossible(f"{text} is not a moment such as 2026-11-24T09:00:00Z.") from wrong


async def plan_fault(space: Workspace, _events: Events, body: Json) -> Json:
    """Plan something to go wrong."""
    space.faults.plan(body)
    return looking.faults(space, {})


async def clear_faults(space: Workspace, _events: Events, _body: Json) -> Json:
    """Plan nothing to go wrong."""
    space.faults.clear()
    return looking.faults(space, {})


async def change_person(space: Workspace, events: Events, body: Json) -> Json:
    """Change something about a person's account."""
    member = space.people.known(body.get("id"))
    if member is None:
        raise Impossible(f"There is nobody with the id {body.get('id')}.")
    member.change({name: value for name, value in body.items() if name != "id"}, space.clock.now())
    space.changes.touch()
    events.person_changed(member)
    return {"person": member.as_page(space.clock.now())}


async def grant_scopes(space: Workspace, _events: Events, body: Json) -> Json:
    """Set what the bot's token may do."""
    granted = body.get("granted")
    if not isinstance(granted, list) or not all(isinstance(scope, str) for scope in granted):
        raise Impossible("granted is a list of scopes.")
    space.grant(granted)
    return looking.scopes(space, {})


async def end_sockets(space: Workspace, _events: Events, body: Json) -> Json:
    """Make the bot look for a new socket."""
    match body.get("do"):
        case "refresh" | "close" | "drop" as how:
            await space.sockets.end(how)
        case _:
            raise Impossible("A socket can be refreshed, closed or dropped.")
    return DONE


async def install(space: Workspace, events: Events, body: Json) -> Json:
    """Remove the app from the workspace, or put it back."""
    installed = bool(body.get("installed", True))
    if space.installed and not installed:
        events.uninstalled()
    space.installed = installed
    return {"installed": installed}


def _text(body: Json) -> str:
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Impossible("There is nothing to say.")
    return text


DOINGS: Mapping[str, Doing] = {
    "/play/say": say,
    "/play/command": command,
    "/play/click": touching.click,
    "/play/options": touching.options,
    "/play/submit": forms.submit,
    "/play/close": forms.close,
    "/play/shortcut": touching.shortcut,
    "/play/home": home,
    "/play/open": open_channel,
    "/play/dismiss": dismiss,
    "/play/clock": move_clock,
    "/play/faults": plan_fault,
    "/play/people": change_person,
    "/play/scopes": grant_scopes,
    "/play/socket": end_sockets,
    "/play/install": install,
    **uploads.GIVING,
}
