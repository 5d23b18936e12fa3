"""Bots for tests: the real Bolt over the real socket client, and a bare line that only acknowledges."""

import json
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import websocket
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient

from bot.playground import Playground
from bot.playground.client import Stagehand, Visitor

Json = dict[str, Any]
SOON = 5.0


class Bot:
    """The real Bolt, unmodified: it only knows another address for the Web API."""

    def __init__(self, playground: Playground) -> None:
        self.client = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
        self.app = App(client=self.client, signing_secret=playground.signing_secret)
        self.heard: SimpleQueue[Json] = SimpleQueue()
        self._handler = SocketModeHandler(self.app, playground.app_token)
        self._stagehand = Stagehand(playground.url)
        self._someone = Visitor(playground.url, playground.company.default)

    def connect(self) -> None:
        """Open a socket and wait until the playground knows."""
        self._handler.connect()
        self._someone.waits_for(lambda: bool(self._someone.state()["bot_connected"]))

    def close(self) -> None:
        """Close the socket.

        The playground hangs up first: otherwise the client's thread may look for ten seconds at a socket that is gone.
        The client leaves what is below a socket that was hung up open, so that is closed here.
        """
        client = self._handler.client
        session = client.current_session
        below = session.sock.sock if session is not None and session.sock is not None else None
        client.auto_reconnect_enabled = False
        client.closed = True
        self._stagehand.ends_sockets("close")
        self._someone.waits_for(lambda: not client.is_connected())
        self._handler.close()
        if below is not None:
            below.close()

    def forgets(self) -> None:
        """Be as new: no listeners, nothing heard."""
        self.app._listeners.clear()  # noqa: SLF001 - Bolt can add listeners, but not take them away
        self.heard = SimpleQueue()

    def note(self, ack: Ack, body: Json) -> None:
        """Acknowledge and write down what was heard."""
        ack()
        self.heard.put(body)

    def hears(self) -> Json:
        """Give the next thing that was heard."""
        return _next(self.heard)

    def trigger(self, visitor: Visitor) -> str:
        """Get leave to open one window in front of somebody, by their typing a command."""
        visitor.types("/mentor trigger")
        trigger_id: str = self.hears()["trigger_id"]
        return trigger_id


class Line:
    """A bare socket: it writes down what comes and acknowledges it, or is silent."""

    def __init__(self, playground: Playground) -> None:
        self.client = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
        self.heard: SimpleQueue[Json] = SimpleQueue()
        self.answer: Json | None = None
        self.is_silent = False
        opened = self.client.apps_connections_open(app_token=playground.app_token)
        self.socket = websocket.create_connection(opened["url"], timeout=SOON)
        self.hello: Json = json.loads(self.socket.recv())
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        with suppress(websocket.WebSocketException, OSError):
            while frame := self.socket.recv():
                heard = json.loads(frame)
                if "envelope_id" in heard and not self.is_silent:
                    ack = {"envelope_id": heard["envelope_id"]} | ({"payload": self.answer} if self.answer else {})
                    self.socket.send(json.dumps(ack))
                self.heard.put(heard)

    def hears(self) -> Json:
        """Give the next frame that came."""
        return _next(self.heard)

    def trigger(self, visitor: Visitor) -> str:
        """Get leave to open one window in front of somebody, by their typing a command."""
        visitor.types("/mentor trigger")
        trigger_id: str = self.hears()["payload"]["trigger_id"]
        return trigger_id

    def waits_until_it_is_cut(self) -> None:
        """Wait for the other side to hang up."""
        self._thread.join(SOON)
        assert not self._thread.is_alive()

    def close(self) -> None:
        """Hang up."""
        with suppress(websocket.WebSocketException, OSError):
            self.socket.close(timeout=0)
        if self.socket.sock is not None:
            self.socket.sock.close()
        self._thread.join(SOON)


def _next(heard: SimpleQueue[Json]) -> Json:
    try:
        return heard.get(timeout=SOON)
    except Empty:
        raise AssertionError("The bot heard nothing.") from None
