"""The desk: where people's commands, buttons and modals arrive, and where a refusal becomes a kind sentence."""

import inspect
import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from slack_bolt import Ack, App, BoltContext, BoltResponse
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import Message, heard, message, notice
from bot.logs import about, ids
from bot.mentoring.refusals import Refusal
from bot.responses import CHANGED, CLOSED, OUT_OF_REACH, inputs
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store.database import in_a_hurry
from bot.store.lock import is_out_of_reach

log = logging.getLogger(__name__)

COMMAND = "/mentor"
ACTS = frozenset({"block_actions", "message_action", "shortcut", "view_submission"})
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

    The desk looks the listener up itself. Bolt would ask each of its listeners in turn whether the act is for them,
    and make each of them ready at the start; with a few hundred that is most of an acknowledgement's way.

    Errors are answered here and not in Bolt's error handler: Bolt forgets an acknowledgement that is
    followed by an exception within its polling interval, and Slack would show a failure instead of the answer.
    """

    def __init__(self, bolt: App) -> None:
        """Take Bolt's app, already furnished with its context, and answer everything that comes through it."""
        self._commands: dict[str, Listener] = {}
        self._actions: dict[str, Listener] = {}
        self._views: dict[str, Listener] = {}
        self._shortcuts: dict[str, Listener] = {}
        self._events: dict[str, Listener] = {}
        self._options: dict[str, Listener] = {}
        self._otherwise: Listener = _speechless
        anything = re.compile(".*", re.DOTALL)
        bolt.command(COMMAND)(_answering(self._for_command))
        bolt.action(anything)(_answering(self._for_action))
        bolt.view(anything)(_answering(self._for_view))
        bolt.shortcut(anything)(_answering(self._for_shortcut))
        bolt.event(anything)(_answering(self._for_event))
        bolt._listeners[-1].auto_acknowledgement = False  # noqa: SLF001 - Bolt acks events unheard otherwise, and Slack would not tell again what was lost
        bolt.options(anything)(_answering(self._for_options))

    @property
    def commands(self) -> frozenset[str]:
        """The words somebody listens to after `/mentor`."""
        return frozenset(self._commands)

    def command(self, *names: str) -> Registered:
        """Listen for `/mentor name`."""
        return _remember(self._commands, names)

    def otherwise(self, listener: Listener) -> None:
        """Listen for everything else people type after `/mentor`."""
        self._otherwise = listener

    def action(self, *action_ids: str) -> Registered:
        """Listen for a button, menu or field."""
        return _remember(self._actions, action_ids)

    def view(self, callback_id: str) -> Registered:
        """Listen for a modal that is sent off."""
        return _remember(self._views, [callback_id])

    def shortcut(self, callback_id: str) -> Registered:
        """Listen for a shortcut."""
        return _remember(self._shortcuts, [callback_id])

    def event(self, name: str) -> Registered:
        """Listen for something that happened."""
        return _remember(self._events, [name])

    def options(self, action_id: str) -> Registered:
        """Listen for what somebody types into a list whose options only the bot knows."""
        return _remember(self._options, [action_id])

    def _for_command(self, body: Mapping[str, Any]) -> Listener:
        return self._commands.get(first_word(body.get("text") or ""), self._otherwise)

    def _for_action(self, body: Mapping[str, Any]) -> Listener:
        return self._actions.get(_action(body).get("action_id", ""), _old_button)

    def _for_view(self, body: Mapping[str, Any]) -> Listener:
        is_sent = body.get("type") == "view_submission"
        return self._views.get(body["view"].get("callback_id", ""), _old_modal) if is_sent else _old_modal

    def _for_options(self, body: Mapping[str, Any]) -> Listener:
        return self._options.get(body.get("action_id", ""), _no_options)

    def _for_shortcut(self, body: Mapping[str, Any]) -> Listener:
        return self._shortcuts.get(body.get("callback_id", ""), _old_modal)

    def _for_event(self, body: Mapping[str, Any]) -> Listener:
        return self._events.get(body["event"].get("type", ""), _unheard)


def _remember(listeners: dict[str, Listener], names: Iterable[str]) -> Registered:
    def remember(listener: Listener) -> Listener:
        for name in names:
            if listeners.setdefault(name, listener) is not listener:
                raise ValueError(f"two listeners for {name}")
        return listener

    return remember


def _answering(listener_for: Callable[[Mapping[str, Any]], Listener]) -> Callable[..., None]:
    """Call the listener for what happened with what it asks for by name, and answer whatever it raises."""

    def answer(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
        listener = listener_for(body)
        given = {
            **context,
            "ack": ack,
            "body": body,
            "command": body,
            "action": _action(body),
            "view": body.get("view") or {},
            "event": body.get("event") or {},
            "context": context,
        }
        with about(request=secrets.token_hex(4), workspace=context.get("workspace")), in_a_hurry():
            try:
                if admit := context.get("admit"):
                    admit()
                listener(**{name: given[name] for name in _asked_for(listener)})
            except Refusal as refusal:
                _tell(refusal.sentence, ack, body, context)
            except Exception as trouble:  # noqa: BLE001 - the one place where nothing may be left unanswered
                if "event" in body and isinstance(trouble, SQLAlchemyError) and ack.response is None:
                    log.warning("the database didn't take an event: %s", type(trouble).__name__)
                    ack.response = BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)  # Slack tells it again
                elif not _is_answered(trouble):
                    _tell(_explained(trouble, listener), ack, body, context)
                if is_out_of_reach(trouble):
                    return
            if (note := context.get("acted")) and is_act(body):
                note()

    return answer


def is_act(body: Mapping[str, Any]) -> bool:
    """Tell whether somebody did something: opening Home, looking into a list or closing a window is nothing yet."""
    return "command" in body or body.get("type") in ACTS


@cache
def _asked_for(listener: Listener) -> tuple[str, ...]:
    """Read what a listener asks for, once it is needed: reading it for all of them would take part of every start."""
    return tuple(inspect.signature(listener).parameters)


def _action(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the button, menu or field somebody used."""
    action: Mapping[str, Any] = (body.get("actions") or [{}])[0]
    return action


def _tell(sentence: str, ack: Ack, body: Mapping[str, Any], context: Mapping[str, Any]) -> None:
    """Say it where the person is: at the field they filled, or beside the button they pressed.

    A list has no place for a sentence: it stays empty, and whoever sends the form hears why.
    """
    if body.get("type") == "block_suggestion":
        ack(options=[])
        return
    if body.get("type") == "view_submission" and ack.response is None:
        fields = inputs(body)
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


def _is_answered(trouble: Exception) -> bool:
    """Tell whether a window shows something newer already, as after the first of two clicks, or was closed meanwhile.

    What was done is done either way, and there is no place left to say so.
    """
    return isinstance(trouble, SlackSaidNo) and trouble.code in {CHANGED, CLOSED}


def _explained(trouble: Exception, listener: Listener) -> str:
    """Tell Slack's trouble, which may be over in a moment, from a mistake of ours, which has a reference."""
    slow = isinstance(trouble, SlackIsBusy | SlackIsSilent)
    if slow or (isinstance(trouble, SlackSaidNo) and trouble.code in TOO_LATE):
        log.warning("listener %s: %s %s", listener.__qualname__, type(trouble).__name__, trouble)
        return SLOW
    if is_out_of_reach(trouble):
        log.warning("listener %s: the database is out of reach: %s", listener.__qualname__, type(trouble).__name__)
        return OUT_OF_REACH
    reference = ids().get("request") or secrets.token_hex(4)
    log.error("listener %s failed, reference %s", listener.__qualname__, reference, exc_info=trouble)
    return _sorry(reference)


def _sorry(reference: str) -> str:
    return (
        "Sorry, something went wrong on my side, and it isn't your doing. What was saved before is still there. "
        f"Please try again; if it happens twice, tell whoever runs this bot the reference {reference}."
    )


def _speechless(ack: Ack) -> None:
    """Acknowledge words for which nobody has an answer."""
    ack()


def _old_button(ack: Ack, action: Mapping[str, Any], reply: Callable[[Message], None]) -> None:
    """Answer a button that this version doesn't know."""
    ack()
    log.warning("nobody listens to action %s", action.get("action_id"))
    reply(message("That button is from an older message and does nothing any more. `/mentor` shows what's next."))


def _old_modal(ack: Ack, body: Mapping[str, Any]) -> None:
    """Answer a modal or shortcut that this version doesn't know."""
    ack(response_action="update", view=notice("Out of date", OLD_MODAL).payload) if body.get("view") else ack()
    log.warning("nobody listens to a %s", body.get("type"))


def _no_options(ack: Ack, body: Mapping[str, Any]) -> None:
    """Leave a list empty that this version doesn't know."""
    ack(options=[])
    log.warning("nobody listens to the list %s", body.get("action_id"))


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
