"""What may be said and shown as a whole: messages, views, and answers to forms."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground import limits
from bot.playground.blocks import BLOCK
from bot.playground.calls import Call
from bot.playground.elements import plain
from bot.playground.fields import fields
from bot.playground.shapes import Place, Rule, Surface, flag, many, one_of, thing, words
from bot.playground.views import View
from bot.playground.wire import Json, Refused

NAMES = {
    "private_metadata": words(limits.PRIVATE_METADATA),
    "callback_id": words(limits.IDENTIFIER),
    "external_id": words(limits.IDENTIFIER),
}
MODAL = thing(
    {
        "type": one_of("modal"),
        "title": plain(limits.VIEW_TITLE),
        "blocks": many(BLOCK, 1, limits.BLOCKS_IN_VIEW),
    },
    {
        **NAMES,
        "submit": plain(limits.VIEW_TITLE),
        "close": plain(limits.VIEW_TITLE),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
HOME = thing({"type": one_of("home"), "blocks": many(BLOCK, 0, limits.BLOCKS_IN_VIEW)}, NAMES)
IN_MESSAGE = many(BLOCK, 0, limits.BLOCKS_IN_MESSAGE)
METADATA = thing({"event_type": words(limits.IDENTIFIER, 1), "event_payload": thing({}, is_open=True)}, {})


@dataclass(frozen=True, slots=True)
class Content:
    """What a message is to say. None means that nothing was said about it."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None

    def says_nothing(self) -> bool:
        """Tell whether there would be nothing to see."""
        return not (self.text or self.blocks or self.attachments)


def content(call: Call, *, most: int) -> Content:
    """Read what a method's message is to say, or refuse it."""
    text = call.text("text") if "text" in call.arguments else None
    markdown = call.text("markdown_text")
    if markdown:
        if text or call.has("blocks"):
            raise Refused("markdown_text_conflict")
        if len(markdown) > limits.MARKDOWN_IN_MESSAGE:
            raise Refused("msg_too_long")
        text = markdown
    return _checked(Content(text, call.things("blocks"), call.things("attachments")), most)


def loose_content(body: Json) -> Content:
    """Read what an answer without a method is to say, or refuse it."""
    call = Call("response", None, body)
    return _checked(Content(body.get("text"), call.things("blocks"), call.things("attachments")), limits.TEXT_POSTED)


def _checked(found: Content, most: int) -> Content:
    if found.text is not None and not isinstance(found.text, str):
        raise Refused("invalid_arguments", "must be a string [json-pointer:/text]")
    if found.text is not None and len(found.text) > most:
        raise Refused("msg_too_long", f"must be less than {most + 1} characters [json-pointer:/text]")
    blocks(found.blocks or [])
    if len(found.attachments or []) > limits.ATTACHMENTS:
        raise Refused("too_many_attachments")
    for number, attachment in enumerate(found.attachments or []):
        faults = list(_in_message(attachment.get("blocks") or [], Place("message", f"/attachments/{number}/blocks")))
        if faults:
            raise Refused("invalid_attachments", *faults)
    return found


def metadata(found: Json) -> Json | None:
    """Refuse a message's metadata unless it has a type and a payload; an empty one takes it away."""
    if not found:
        return None
    faults = list(METADATA(found, Place("message", "/metadata")))
    if faults:
        raise Refused("invalid_metadata_format", *faults)
    return found


def blocks(found: list[Json]) -> None:
    """Refuse a message's blocks unless Slack would show them."""
    faults = list(_in_message(found, Place("message", "/blocks")))
    if faults:
        raise Refused("invalid_blocks", *faults)


def view(raw: Json, kind: str | None = None) -> None:
    """Refuse a view unless Slack would show it."""
    if len(json.dumps(raw, ensure_ascii=False).encode()) > limits.VIEW_SIZE:
        raise Refused("view_too_large")
    kind = kind or ("home" if raw.get("type") == "home" else "modal")
    surface: Surface = "home" if kind == "home" else "modal"
    rule: Rule = HOME if kind == "home" else MODAL
    place = Place(surface, "/view")
    faults = list(rule(raw, place)) or list(_as_a_whole(raw["blocks"], place / "blocks"))
    if not faults and surface == "modal":
        faults = list(_submittable(raw, place))
    if faults:
        raise Refused("invalid_arguments", *faults)


def errors(shown: View, found: object) -> dict[str, str]:
    """Refuse the errors a form is answered with unless each belongs to one of its inputs."""
    if not isinstance(found, dict) or not found:
        raise Refused("invalid_arguments", "errors must be an object with at least one error")
    inputs = {field.block["block_id"] for field in fields(shown.body["blocks"]) if field.is_input}
    faults = [f"there is no input block called {name}" for name in found if name not in inputs]
    faults += [f"the error for {name} must be a text" for name, text in found.items() if not isinstance(text, str)]
    if faults:
        raise Refused("invalid_arguments", *faults)
    return {str(name): str(text) for name, text in found.items()}


def options(answer: Json) -> Json:
    """Refuse a list's options unless Slack would show them."""
    element = {"type": "static_select", **answer}
    block = {"type": "actions", "elements": [element]}
    faults = list(BLOCK(block, Place("modal", ""))) if any(answer.values()) else []
    if faults:
        raise Refused("invalid_arguments", *faults)
    return answer


def _submittable(raw: Json, at: Place) -> Iterator[str]:
    if raw.get("submit") is None and any(block["type"] == "input" for block in raw["blocks"]):
        yield at.fault("missing required field: submit (there are input blocks)")


def _in_message(found: list[Json], at: Place) -> Iterator[str]:
    faults = list(IN_MESSAGE(found, at))
    yield from faults
    if not faults:
        yield from _as_a_whole(found, at)
        kinds = Counter(block["type"] for block in found)
        if kinds["table"] > limits.TABLES_IN_MESSAGE:
            yield at.fault("only_one_table_allowed")
        if kinds["data_visualization"] > limits.CHARTS_IN_MESSAGE:
            yield at.fault(f"no more than {limits.CHARTS_IN_MESSAGE} data_visualization blocks allowed")
        if sum(len(block["text"]) for block in found if block["type"] == "markdown") > limits.MARKDOWN_IN_MESSAGE:
            yield at.fault(f"must be less than {limits.MARKDOWN_IN_MESSAGE + 1} characters of markdown in all")


def _as_a_whole(found: list[Json], at: Place) -> Iterator[str]:
    for block_id, times in Counter(block.get("block_id") for block in found).items():
        if block_id and times > 1:
            yield at.fault(f"block_id {block_id} must be unique")
    for number, block in enumerate(found):
        actions = Counter(field.element.get("action_id") for field in fields([block]))
        for action_id, times in actions.items():
            if action_id and times > 1:
                yield (at / number).fault(f"action_id {action_id} must be unique within its block")
    if sum(bool(field.element.get("focus_on_load")) for field in fields(found)) > limits.FOCUSED_IN_VIEW:
        yield at.fault("only one element may have focus_on_load")
