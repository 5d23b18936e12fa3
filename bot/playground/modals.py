"""Methods about windows and Home tabs: views.*, and blocks.validate."""

from collections.abc import Callable, Mapping

from bot.playground import checks
from bot.playground.calls import Call
from bot.playground.triggers import Trigger
from bot.playground.views import View
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace


def views_open(space: Workspace, call: Call) -> Json:
    """Open a window in front of the person who just did something."""
    raw = _checked(space, call, "modal")
    trigger = _redeemed(space, call)
    return opened(space, space.views.open(trigger.person, settled(raw, trigger.channel), trigger.channel))


def views_push(space: Workspace, call: Call) -> Json:
    """Open a window on top of the one the person just touched."""
    raw = _checked(space, call, "modal")
    trigger = _redeemed(space, call)
    if trigger.view is None:
        raise Refused("not_found")
    return opened(space, space.views.push(trigger.person, settled(raw, trigger.channel)))


def views_update(space: Workspace, call: Call) -> Json:
    """Show something else in a window or on a Home tab."""
    by_id, by_name = call.text("view_id"), call.text("external_id")
    if bool(by_id) == bool(by_name):
        raise Refused("invalid_arguments", "exactly one of `view_id` and `external_id` is required")
    view = space.views.known(by_id) if by_id else space.views.called(by_name)
    if view is None:
        raise Refused("not_found")
    raw = _checked(space, call, view.body["type"], same=view)
    _check_hash(call, view)
    view.replace(settled(raw, view.channel))
    return opened(space, view)


def views_publish(space: Workspace, call: Call) -> Json:
    """Show something on a person's Home tab."""
    person = call.text("user_id")
    member = space.people.known(person)
    if member is None or member.person.is_bot:
        raise Refused("invalid_arguments", "invalid `user_id` [json-pointer:/user_id]")
    if not space.app.home_tab:
        raise Refused("not_enabled")
    home = space.views.home(person)
    raw = _checked(space, call, "home", same=home)
    if home is not None:
        _check_hash(call, home)
    return opened(space, space.views.publish(person, settled(raw, None)))


def blocks_validate(_space: Workspace, call: Call) -> Json:
    """Say what is wrong with blocks, a message or a view, without showing it to anybody."""
    passed = [name for name in ("blocks", "message", "view") if call.has(name)]
    if len(passed) != 1:
        raise Refused("invalid_arguments", "exactly one of `blocks`, `message` and `view` is required")
    if passed == ["view"]:
        checks.view(call.thing("view") or {})
    elif passed == ["blocks"]:
        checks.blocks(call.things("blocks") or [])
    else:
        checks.blocks((call.thing("message") or {}).get("blocks") or [])
    return {}


def opened(space: Workspace, view: View) -> Json:
    """Let the view's owner know, and describe it as the methods do."""
    space.changes.touch([view.owner])
    return {"view": view.body}


def settled(raw: Json, channel: str | None) -> Json:
    """Fill in the conversation the person was in where a select asks for it."""
    return {**raw, "blocks": [_with_conversation(block, channel) for block in raw["blocks"]]}


def check_name(space: Workspace, raw: Json, same: View | None = None) -> None:
    """Refuse a view whose external_id another view has already."""
    other = space.views.called(raw.get("external_id"))
    if other is not None and other is not same:
        raise Refused("duplicate_external_id")


def _checked(space: Workspace, call: Call, kind: str, same: View | None = None) -> Json:
    raw = call.thing("view") or {}
    checks.view(raw, kind)
    check_name(space, raw, same)
    return raw


def _check_hash(call: Call, view: View) -> None:
    if call.has("hash") and call.text("hash") != view.body["hash"]:
        raise Refused("hash_conflict")


def _redeemed(space: Workspace, call: Call) -> Trigger:
    given = call.text("trigger_id") or call.text("interactivity_pointer")
    if not given:
        raise Refused("invalid_arguments", "missing required field: trigger_id")
    return space.triggers.redeem(given)


def _with_conversation(block: Json, channel: str | None) -> Json:
    element = block.get("element") or block.get("accessory") or {}
    if channel is None or not element.get("default_to_current_conversation"):
        return block
    if element["type"] == "conversations_select" and "initial_conversation" not in element:
        changed = {**element, "initial_conversation": channel}
    elif element["type"] == "multi_conversations_select" and "initial_conversations" not in element:
        changed = {**element, "initial_conversations": [channel]}
    else:
        return block
    return {**block, ("element" if "element" in block else "accessory"): changed}


DOINGS: Mapping[str, Callable[[Workspace, Call], Json]] = {
    "views.open": views_open,
    "views.push": views_push,
    "views.update": views_update,
    "views.publish": views_publish,
    "blocks.validate": blocks_validate,
}
