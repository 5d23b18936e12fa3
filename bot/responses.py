"""Responses: what is said through a response URL, to whoever acts or in place of the message they pressed."""

import logging
from collections.abc import Callable
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.webhook import WebhookClient

from bot.blocks import Message, Modal, answered, notice
from bot.blocks.charts import without_charts
from bot.slack import REFUSED, TIMEOUT
from bot.trust import trust

log = logging.getLogger(__name__)


def respond(url: str, message: Message, *, replace: bool = False) -> bool:
    """Answer through a response URL; a person who has gone away in the meantime loses nothing but the answer.

    Tell whether Slack didn't refuse it; what got lost may have arrived.
    """
    try:
        answer = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[], ssl=trust(url)).send_dict(
            message.payload | {"replace_original": replace, "response_type": "in_channel" if replace else "ephemeral"}
        )
    except (URLError, HTTPException, OSError) as lost:
        log.warning("a reply was lost: %s", type(lost).__name__)
        return True
    return answer.status_code < REFUSED


def draw(url: str, reply: Callable[[Message], None], *messages: Message) -> None:
    """Answer with pictures of numbers, and with the words alone where pictures aren't shown."""
    plain = [Message(each.text, without_charts(each.blocks)) for each in messages]
    if not url:
        reply(Message("", [block for each in plain for block in each.blocks]))
    for drawn, words in zip(messages, plain, strict=True) if url else ():
        if not respond(url, drawn):
            respond(url, words)


def replace(url: str, body: dict[str, Any], window: Callable[[Modal], object] | None, message: Message) -> None:
    """Change the message or the window whose button was pressed, so that it can't be pressed again."""
    if window and not url:
        window(notice("Mentor Bot", *message.blocks))
    elif url:
        pressed = str((body.get("actions") or [{}])[0].get("block_id"))
        shown = (body.get("message") or {}).get("blocks") or []
        respond(url, answered(shown, pressed, message), replace=True)
