"""The desk: where people's commands, buttons and modals arrive, and where a refusal becomes a kind sentence."""

import inspect
import logging
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.blocks import Message, heard, message, notice
from bot.mentoring.refusals import Refusal
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo

log = logging.getLogger(__name__)

COMMAND = "/mentor"
Listener = Callable[..., None]
Registered = Callable[[Listener], Listener]


def first_word(text: str) -> str:
    """Return the subcommand."""
    return heard(text).partition(" ")[0].lower()


def rest(command: Mapping[str, Any]) -> str:
    """Return what follows the subcommand."""
    return heard(command.get("text")).partition(" ")[2].strip()


class Desk:
    """Hands what people do to the listener for it, and never lets an error go unanswered.

    Errors are answered here and not in Bolt's error handler: Bolt forgets an acknowledgement that is
    followed by an exception within its polling interval, and Slack would show a failure instead of the answer.
    """

    def __init__(self, bolt: App) -> None:
        """Take Bolt's app, already furnished with its context."""
        self._bolt = bolt
        self.commands: set[str] = set()
        self.heard: set[str] = set()

    def command(self, *names: str) -> Registered:
        """Listen for `/mentor name`."""
        self.commands |= set(names)
        return self._with(self._bolt.command(COMMAND, matchers=[lambda command: first_word(command["text"]) in names]))

    def otherwise(self, listener: Listener) -> None:
        """Listen for everything else people type after `/mentor`."""
        strange = [lambda command: first_word(command["text"]) not in self.commands]
        self._with(self._bolt.command(COMMAND, matchers=strange))(listener)

    def action(self, *action_ids: str) -> Registered:
        """Listen for a button, menu or field."""
        self.heard |= set(action_ids)

        def remember(listener: Listener) -> Listener:
            for action_id in action_ids:
                self._bolt.action(action_id)(self._answering(listener))
            return listener

        return remember

    def view(self, callback_id: str) -> Registered:
        """Listen for a modal that is sent off."""
        self.heard.add(callback_id)
        return self._with(self._bolt.view_submission(callback_id))

    def shortcut(self, callback_id: str) -> Registered:
        """Listen for a shortcut."""
        self.heard.add(callback_id)
        return self._with(self._bolt.global_shortcut(callback_id))

    def event(self, name: str) -> Registered:
        """Listen for something that happened."""
        return self._with(self._bolt.event(name))

    def close(self) -> None:
        """Answer everything nobody listens to, so that nothing stays unacknowledged. Call this last."""
        self._bolt.action(re.compile(".*"))(self._answering(_old_button))
        self._bolt.view(re.compile(".*"))(self._answering(_old_modal))
        self._bolt.shortcut(re.compile(".*"))(self._answering(_old_modal))
        self._bolt.event(re.compile(".*"))(_unheard)

    def _with(self, register: Callable[..., Any]) -> Registered:
        def remember(listener: Listener) -> Listener:
            register(self._answering(listener))
            return listener

        return remember

    def _answering(self, listener: Listener) -> Listener:
        """Call the listener with what it asks for by name, and answer whatever it raises."""
        wanted = tuple(inspect.signature(listener).parameters)

        def answer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
            given = {
                **context,
                "ack": ack,
                "body": body,
                "command": body,
                "action": (body.get("actions") or [{}])[0],
                "view": body.get("view") or {},
                "event": body.get("event") or {},
            }
            try:
                listener(**{name: given[name] for name in wanted})
            except Refusal as refusal:
                _tell(refusal.sentence, ack, body, context)
            except Exception as trouble:  # noqa: BLE001 - the one place where nothing may be left unanswered
                _tell(_explained(trouble, listener), ack, body, context)

        return answer


def _tell(sentence: str, ack: Ack, body: Mapping[str, Any], context: Mapping[str, Any]) -> None:
    """Say it where the person is: at the field they filled, or beside the button they pressed."""
    if body.get("type") == "view_submission" and ack.response is None:
        fields = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
        if fields:
            ack(response_action="errors", errors={fields[0]: sentence})
        else:
            ack(response_action="update", view=notice("One moment", sentence).payload)
        return
    if ack.response is None:
        ack()
    reply = context.get("reply")
    if reply is not None:
        reply(message(sentence))


def _explained(trouble: Exception, listener: Listener) -> str:
    """Tell Slack's trouble, which may be over in a moment, from a mistake of ours, which has a reference."""
    slow = isinstance(trouble, SlackIsBusy | SlackIsSilent)
    if slow or (isinstance(trouble, SlackSaidNo) and trouble.code in TOO_LATE):
        log.warning("listener %s: %s %s", listener.__qualname__, type(trouble).__name__, trouble)
        return SLOW
    reference = secrets.token_hex(3)
    log.error("listener %s failed, reference %s", listener.__qualname__, reference, exc_info=trouble)
    return _sorry(reference)


def _sorry(reference: str) -> str:
    return (
        "Sorry, something went wrong on my side, and it isn't your doing. What was saved before is still there. "
        f"Please try again; if it happens twice, tell whoever runs this bot the reference {reference}."
    )


def _old_button(ack: Ack, action: Mapping[str, Any], reply: Callable[[Message], None]) -> None:
    """Answer a button that this version doesn't know."""
    ack()
    log.warning("nobody listens to action %s", action.get("action_id"))
    reply(message("That button is from an older message and does nothing any more. `/mentor` shows what's next."))


def _old_modal(ack: Ack, body: Mapping[str, Any]) -> None:
    """Answer a modal or shortcut that this version doesn't know."""
    ack(response_action="update", view=notice("Out of date", OLD_MODAL).payload) if body.get("view") else ack()
    log.warning("nobody listens to a %s", body.get("type"))


def _unheard(ack: Ack, event: Mapping[str, Any]) -> None:
    """Let an event pass that means nothing here."""
    ack()
    log.info("nobody listens to event %s", event.get("type"))


TOO_LATE = frozenset({"expired_trigger_id", "exchanged_trigger_id"})
"""Slack opens a window within three seconds of a tap, and one only."""
SLOW = "Slack was too slow for me just now, so I couldn't show you what you asked for. Please try again in a moment."
OLD_MODAL = (
    "This window is from an older version, so nothing was changed. Please close it and start again with `/mentor`."
)
