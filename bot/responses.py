"""Responses: what is said through a response URL, to whoever acts or in place of the message they pressed."""

import logging
import threading
from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

from slack_sdk.webhook import WebhookClient

from bot.blocks import Message, Modal, answered, notice
from bot.blocks.charts import without_charts
from bot.slack import REFUSED, TIMEOUT, Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.trust import trust

log = logging.getLogger(__name__)

WAIT = notice("One moment", "I'm looking; that takes a moment. Please leave this open.")
"""How a form is acknowledged whose answer takes longer than Slack waits; `fill` shows the answer."""
OUT_OF_REACH = (
    "I can't get to what I keep right now, so this isn't done. Nothing that was kept before is lost. "
    "Please try again in a minute."
)
CHANGED, CLOSED = "hash_conflict", "not_found"
"""What Slack says of a window that shows something newer already, and of one that was closed."""
LOOKS, APART = 40, 0.05
"""So often, and so many seconds apart, it is looked whether Slack has taken the acknowledgement in."""


def inputs(body: Mapping[str, Any]) -> list[str]:
    """Name the fields of a form that was sent, at which Slack shows a sentence."""
    return [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]


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


class Answer:
    """The answer to whoever acts, where only they see it: beside what they pressed, or in a window of its own."""

    def __init__(self, url: str, open_modal: Callable[[Modal], str] | None, slack: Slack) -> None:
        """Answer through this URL, or else in a window, where one can be opened."""
        self._url, self._open, self._slack, self._window = url, open_modal, slack, ""

    def __call__(self, message: Message) -> None:
        """Say it."""
        if self._url:
            respond(self._url, message)
        elif self._window:
            self._show(notice("Mentor Bot", *message.blocks))
        elif self._open:
            self._open(notice("Mentor Bot", *message.blocks))

    def takes_long(self) -> None:
        """Open the window now if the answer goes there: Slack opens one within three seconds of a tap, not later."""
        if not self._url and self._open:
            self._window = self._open(WAIT)

    def _show(self, answer: Modal) -> None:
        """Show it in the window that was opened for it; whoever closed that wants no answer any more."""
        try:
            self._slack.update_modal(self._window, answer)
        except SlackSaidNo as refusal:
            if refusal.code != CLOSED:
                raise
            log.info("a window was closed before its answer came")


def draw(url: str, reply: Callable[[Message], None], *messages: Message) -> None:
    """Answer with pictures of numbers, and with the words alone where pictures aren't shown."""
    plain = [Message(each.text, without_charts(each.blocks)) for each in messages]
    if not url:
        reply(Message("", [block for each in plain for block in each.blocks]))
    for drawn, words in zip(messages, plain, strict=True) if url else ():
        if not respond(url, drawn):
            respond(url, words)


def replace(
    url: str,
    body: dict[str, Any],
    window: Callable[[Modal], object] | None,
    note: Callable[[Mapping[str, Any], Message], None],
    message: Message,
) -> None:
    """Change the message or the window whose button was pressed, so that it can't be pressed again.

    What a message of several questions shows from then on is noted: it is changed again once another one is settled.
    """
    if window and not url:
        window(notice("Mentor Bot", *message.blocks))
    elif url:
        pressed = str((body.get("actions") or [{}])[0].get("block_id"))
        shown = (body.get("message") or {}).get("blocks") or []
        changed = answered(shown, pressed, message)
        if respond(url, changed, replace=True) and changed is not message:
            note(body, changed)


def fill(slack: Slack, view: Mapping[str, Any], modal: Modal) -> None:
    """Show what came of a form that was acknowledged with `WAIT`, if its window is still open.

    What arrives at Slack before the acknowledgement would be overwritten by it. A change that only holds for the window
    as it was seen last goes through until then, and is refused from then on.
    """
    try:
        _until_acknowledged(slack, view)
        slack.update_modal(str(view["id"]), modal)
    except (SlackSaidNo, SlackIsBusy, SlackIsSilent) as trouble:
        log.info("a window wasn't filled: %s", type(trouble).__name__)


def _until_acknowledged(slack: Slack, view: Mapping[str, Any]) -> None:
    seen = str(view["hash"])
    for _ in range(LOOKS):
        try:
            seen = slack.update_modal(str(view["id"]), WAIT, seen)
        except SlackSaidNo as refusal:
            if refusal.code != CHANGED:
                raise
            return
        threading.Event().wait(APART)
