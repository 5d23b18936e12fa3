"""Buttons, selects and shortcuts: what happens when somebody touches something."""

import asyncio

from bot.playground import checks, looking, payloads
from bot.playground.events import Events
from bot.playground.fields import Field, complete, found
from bot.playground.messages import Message
from bot.playground.people import Member
from bot.playground.sockets import Envelope, NoAck, NobodyListens
from bot.playground.views import View
from bot.playground.wire import Impossible, Json, Refused
from bot.playground.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"
CARRIED = ("value", "style", "confirm", "placeholder", "accessibility_label", "url")


async def click(space: Workspace, _events: Events, body: Json) -> Json:
    """Touch something in a message, in a window or on the Home tab; `times` is 2 for a double click."""
    person = space.people.acting(body.get("as"))
    where = seen(space, person, body)
    touched = body.get("action") or {}
    field = _field(where, touched)
    _check_answers_at_once(field)
    action = _action(space, field, touched)
    filled = (body.get("state") or {}).get("values") or {}
    values = complete(_blocks(where), _with(filled, field, action))
    if isinstance(where, View):
        where.body["state"] = {"values": values}
    touches = [_touch(space, person, where, action, values) for _ in range(_times(body))]
    return next(filter(None, await asyncio.gather(*touches)), {"ok": True})


async def _touch(space: Workspace, person: Member, where: View | Message, action: Json, values: Json) -> Json | None:
    payload = (
        payloads.clicked_in_view(space, person, where, action)
        if isinstance(where, View)
        else payloads.clicked_in_message(space, person, where, action, values)
    )
    return await tell(
        space, person, Envelope("interactive", "block_actions", f"{person.id}: {action['action_id']}", payload)
    )


def _times(body: Json) -> int:
    times = body.get("times", 1)
    if times not in {1, 2}:
        raise Impossible("A thing is touched once or twice.")
    return int(times)


def seen(space: Workspace, person: Member, body: Json) -> View | Message:
    """Find the message or view somebody is looking at."""
    if body.get("view_id"):
        view = space.views.known(body["view_id"])
        if view is None or view.owner != person.id:
            raise Impossible("That window is not open.")
        return view
    channel = looking.seen_channel(space, person.id, body.get("channel"))
    message = space.messages.known(channel.id, body.get("ts"))
    if message is None or not message.is_seen_by(person.id):
        raise Impossible("That message is not there.")
    return message


def _blocks(where: View | Message) -> list[Json]:
    blocks: list[Json] = where.body["blocks"] if isinstance(where, View) else where.blocks
    return blocks


def _field(where: View | Message, touched: Json) -> Field:
    field = found(_blocks(where), touched.get("block_id"), touched.get("action_id"))
    if field is None or field.element["type"] != touched.get("type", field.element["type"]):
        raise Impossible("There is nothing like that to touch.")
    return field


def _check_answers_at_once(field: Field) -> None:
    if field.is_input and not field.block.get("dispatch_action"):
        raise Impossible("That field is sent with the form, not when it is touched.")


def _action(space: Workspace, field: Field, touched: Json) -> Json:
    element = field.element
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": field.block["block_id"],
        "action_ts": space.clock.stamp(),
    }
    action |= {name: element[name] for name in CARRIED if name in element}
    if element["type"] == "button":
        action["text"] = element["text"]
    elif element["type"] == "overflow":
        action["selected_option"] = _chosen(element, touched.get("selected_option"))
    elif field.holds_answer:
        action[field.name] = touched.get(field.name, field.initial()[field.name])
    return action


def _chosen(element: Json, option: object) -> object:
    if option not in element["options"]:
        raise Impossible("That is not one of the options.")
    return option


def _with(filled: Json, field: Field, action: Json) -> Json:
    if not field.holds_answer:
        return filled
    block_id, action_id = action["block_id"], action["action_id"]
    return {**filled, block_id: {**filled.get(block_id, {}), action_id: {field.name: action[field.name]}}}


async def options(space: Workspace, _events: Events, body: Json) -> Json:
    """Ask the bot what a list offers for what somebody has typed so far."""
    person = space.people.acting(body.get("as"))
    where = seen(space, person, body)
    field = _field(where, {name: body.get(name) for name in ("block_id", "action_id")})
    asked = {name: body.get(name) for name in ("action_id", "block_id", "value")}
    payload = payloads.asked_for_options(space, person, where, asked)
    summary = f"{person.id}: {field.element['action_id']}"
    try:
        answer = await space.sockets.ask(Envelope("interactive", "block_suggestion", summary, payload))
        offered = checks.options({name: answer[name] for name in ("options", "option_groups") if name in answer})
    except (NoAck, NobodyListens):
        return {"options": [], "error": "operation_timeout"}
    except Refused as refused:
        space.toast(person.id, f"The list was refused: {'; '.join(refused.messages)}")
        return {"options": [], "error": refused.error}
    return {"options": [], **offered}


async def shortcut(space: Workspace, _events: Events, body: Json) -> Json:
    """Choose a shortcut from the menu, or from a message's menu."""
    person = space.people.acting(body.get("as"))
    callback_id = body.get("callback_id")
    kind = "message" if body.get("ts") else "global"
    known = {(one["callback_id"], one.get("type", "global")) for one in space.app.shortcuts}
    if not isinstance(callback_id, str) or (callback_id, kind) not in known:
        raise Impossible(f"The app has no such shortcut: {callback_id}.")
    at = space.clock.stamp()
    where = seen(space, person, body) if kind == "message" else None
    payload = (
        payloads.message_shortcut(space, person, callback_id, at, where)
        if isinstance(where, Message)
        else payloads.global_shortcut(space, person, callback_id, at)
    )
    return await tell(space, person, Envelope("interactive", payload["type"], callback_id, payload)) or {"ok": True}


async def tell(space: Workspace, person: Member, envelope: Envelope) -> Json | None:
    """Tell the bot; when it does not answer, say so in the window as Slack does."""
    try:
        await space.sockets.ask(envelope)
    except NoAck:
        space.toast(person.id, TROUBLE)
        return {"ok": False, "error": "operation_timeout"}
    except NobodyListens:
        space.toast(person.id, TROUBLE)
        return {"ok": False, "error": "app not connected"}
    return None
