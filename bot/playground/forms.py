"""Sending and closing windows, and what the bot answers to that."""

from bot.playground import checks, modals, payloads
from bot.playground.events import Events
from bot.playground.fields import complete, fields
from bot.playground.filling import mistakes
from bot.playground.people import Member
from bot.playground.sockets import Envelope, NoAck, NobodyListens
from bot.playground.touching import TROUBLE, tell
from bot.playground.views import View
from bot.playground.wire import Impossible, Json, Refused
from bot.playground.workspace import Workspace


async def submit(space: Workspace, _events: Events, body: Json) -> Json:
    """Send a form, unless Slack itself finds a mistake in it."""
    person = space.people.acting(body.get("as"))
    view = _top(space, person, body.get("view_id"))
    filled = (body.get("state") or {}).get("values") or {}
    values = complete(view.body["blocks"], filled)
    errors = mistakes(view.body["blocks"], values)
    if errors:
        return {"errors": errors}
    view.body["state"] = {"values": values}
    payload = payloads.submitted(space, person, view, _response_urls(space, person, view, values))
    summary = f"{person.id}: {view.body['callback_id']}"
    try:
        answer = await space.sockets.ask(Envelope("interactive", "view_submission", summary, payload))
        return _apply(space, person, view, answer)
    except NoAck:
        return _trouble(space, person, "operation_timeout", TROUBLE)
    except NobodyListens:
        return _trouble(space, person, "app not connected", TROUBLE)
    except Refused as refused:
        return _trouble(space, person, refused.error, f"{TROUBLE} ({refused.error}: {'; '.join(refused.messages)})")


def _trouble(space: Workspace, person: Member, error: str, text: str) -> Json:
    space.toast(person.id, text)
    return {"ok": False, "error": error}


def _top(space: Workspace, person: Member, view_id: object) -> View:
    stack = space.views.stack(person.id)
    if not stack or stack[-1].id != view_id:
        raise Impossible("That window is not the one in front.")
    return stack[-1]


def _response_urls(space: Workspace, person: Member, view: View, values: Json) -> list[Json]:
    urls: list[Json] = []
    for field in fields(view.body["blocks"]):
        if field.is_input and field.element.get("response_url_enabled"):
            block_id, action_id = field.block["block_id"], field.element["action_id"]
            channel = values[block_id][action_id][field.name]
            if channel:
                url = space.response_url(person.id, channel)
                urls.append({"block_id": block_id, "action_id": action_id, "channel_id": channel, "response_url": url})
    return urls


def _apply(space: Workspace, person: Member, view: View, answer: Json) -> Json:
    match answer.get("response_action"):
        case None if not answer:
            space.views.close(view)
        case "errors":
            return {"errors": checks.errors(view, answer.get("errors"))}
        case "update":
            raw = _answered(space, answer, view)
            view.replace(modals.settled(raw, view.channel))
        case "push":
            space.views.push(person.id, modals.settled(_answered(space, answer, None), view.channel))
        case "clear":
            space.views.clear(person.id)
        case other:
            raise Refused("invalid_response_action", f"{other or sorted(answer)} is no answer to a form")
    space.changes.touch([person.id])
    return {"ok": True}


def _answered(space: Workspace, answer: Json, same: View | None) -> Json:
    raw = answer.get("view")
    if not isinstance(raw, dict):
        raise Refused("invalid_arguments", "missing required field: view")
    checks.view(raw, "modal")
    modals.check_name(space, raw, same)
    return raw


async def close(space: Workspace, events: Events, body: Json) -> Json:
    """Close the window in front, or all of them; the bot hears of it where it asked to."""
    person = space.people.acting(body.get("as"))
    view = _top(space, person, body.get("view_id"))
    everything = bool(body.get("all")) or view.body["clear_on_close"]
    if everything:
        gone = space.views.clear(person.id)
    else:
        space.views.close(view)
        gone = [view]
    space.changes.touch([person.id])
    for one in reversed(gone):
        if one.body["notify_on_close"]:
            payload = payloads.closed(space, person, one, cleared=everything)
            summary = f"{person.id}: {one.body['callback_id']}"
            events.later(_tell(space, person, Envelope("interactive", "view_closed", summary, payload)))
    return {"ok": True}


async def _tell(space: Workspace, person: Member, envelope: Envelope) -> None:
    await tell(space, person, envelope)
