"""What may be shown: messages, views, and what is wrong with them."""

from dataclasses import dataclass

from bot.playground.calls import Call
from bot.playground.wire import Json, Refused


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says. None means that nothing was said about it."""

    text: str | None
    blocks: list[Json] | None
    attachments: list[Json] | None


def content(call: Call, *, most: int, over: str) -> Content:
    """Read what a message is to say, or refuse it."""
    text = call.text("text") if "text" in call.arguments else None
    if text is not None and len(text) > most:
        raise Refused(over)
    found = call.things("blocks")
    return Content(text, found, call.things("attachments"))


def loose_content(body: Json) -> Content:
    """Read what an answer without a method is to say, or refuse it."""
    return Content(body.get("text"), body.get("blocks"), body.get("attachments"))


def metadata(found: Json) -> Json | None:
    return found or None


def blocks(found: list[Json]) -> None:
    pass


def view(raw: Json, kind: str | None = None) -> None:
    pass


def errors(view: object, found: object) -> Json:
    return found
