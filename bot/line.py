"""The line to Slack: Socket Mode, and a watchdog that notices when the line has gone dead."""

import logging
import socket
import threading
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from websocket import WebSocketApp

from bot.codes import word_of
from bot.problems import Problem

log = logging.getLogger(__name__)
socket_log = logging.getLogger(f"{__name__}.socket")
READERS = (socket_log.name, "websocket")

PING_EVERY = 5
SILENCE_MAX = 15
LOOK_EVERY = 2
WORKERS = 32
PATIENCE = 10
A_MOMENT = 0.02
MOMENTS = 150


class NoLine(Problem):
    """Slack opened no line. The message says why, and what to do."""


class Line:
    """A socket that stays up. The library's own client never notices a black hole (slack 1.3, measured)."""

    def __init__(self, bolt: App, app_token: str) -> None:
        """Prepare the line; nothing is connected yet."""
        for noisy in READERS:
            logging.getLogger(noisy).setLevel(logging.WARNING)
        self._handler = SocketModeHandler(
            bolt, app_token, logger=socket_log, ping_interval=PING_EVERY, concurrency=WORKERS
        )
        self._ended, self._greeted = threading.Event(), threading.Event()
        self._session: object = None
        self._below: list[socket.socket] = []
        self._first_ping = 0.0
        self._watch = threading.Thread(target=self._watchdog, name="watchdog", daemon=True)

    @property
    def is_up(self) -> bool:
        """Whether a socket is open."""
        return self._handler.client.is_connected()

    def connect(self) -> None:
        """Open the line, wait until Slack says hello, and watch it."""
        client = self._handler.client
        client.on_message_listeners.append(lambda *_: self._greeted.set())
        client.on_open_listeners.append(self._opened)
        # Its monitor would take a socket that isn't open yet for one that was closed, and draw a second one.
        client.current_app_monitor_started = True
        # Its reader looks for a socket twice a second, and half a second is a quarter of a start.
        reader = client.current_session_runner
        reader.shutdown()
        client.current_session_runner = IntervalRunner(reader.target, A_MOMENT)
        try:
            self._handler.connect()
        except SlackApiError as refusal:
            code = word_of(refusal.response)
            raise NoLine(
                f"Slack refused SLACK_APP_TOKEN ({code}). It needs connections:write; copy it again."
                if code
                else "What answered at SLACK_API_URL isn't Slack. Check the network and the address."
            ) from None
        except OSError as lost:
            raise NoLine(
                f"Slack did not answer ({type(lost).__name__}). Check the network and SLACK_API_URL."
            ) from None
        client.current_session_runner.start()
        if not self._greeted.wait(PATIENCE):
            raise NoLine("Slack opened no line within ten seconds. Check that Socket Mode is on, and the network.")
        client.current_app_monitor.start()
        self._watch.start()

    def close(self) -> None:
        """Hang up: let the reader leave the socket first, and only then take the library apart.

        Taking it apart while its reader still reads leaves a socket open now and then, and may wait ten
        seconds for a goodbye that never comes. Nobody waits for the library longer than some seconds.
        """
        self._ended.set()
        client = self._handler.client
        client.auto_reconnect_enabled = False
        for noisy in READERS:
            logging.getLogger(noisy).setLevel(logging.CRITICAL)  # the reader calls its own end an error
        session, client.current_session = client.current_session, None  # or it would be opened again
        self._see_off(session)
        hanging_up = threading.Thread(target=self._handler.close, name="hanging-up", daemon=True)
        hanging_up.start()
        for _ in range(MOMENTS):
            client.message_queue.put("")  # its worker waits for one more message before it looks whether to end
            hanging_up.join(A_MOMENT)
            if not hanging_up.is_alive():
                break
        self._close_below()

    def _opened(self, session: WebSocketApp) -> None:
        """Remember the socket below a line; its reader has left the ones before, which the library may leave open."""
        self._close_below()
        with suppress(AttributeError):  # it may be closed again already
            self._below.append(session.sock.sock)  # type: ignore[union-attr, arg-type]  # see above

    def _close_below(self) -> None:
        while self._below:
            self._below.pop().close()

    @staticmethod
    def _see_off(session: WebSocketApp | None) -> None:
        """Cut the line below the library, and wait until its reader has noticed."""
        with suppress(OSError, AttributeError):  # the reader may be gone already
            session.sock.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]  # see above
        noticing = threading.Event()
        for _ in range(MOMENTS):
            if session is None or session.sock is None:
                return
            noticing.wait(A_MOMENT)

    def _watchdog(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            if self._is_dead():
                log.warning("the line to Slack fell silent; drawing a new one")
                self._handler.client.connect_to_new_endpoint(force=True)

    def _is_dead(self) -> bool:
        """Tell whether our pings have gone unanswered for too long, counted from the first on this socket."""
        session = self._handler.client.current_session
        if session is None or not session.last_ping_tm:
            return False
        if session is not self._session:
            self._session, self._first_ping = session, session.last_ping_tm
        return bool(session.last_ping_tm - (session.last_pong_tm or self._first_ping) > SILENCE_MAX)
