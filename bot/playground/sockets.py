"""Socket Mode: what Slack sends the bot, and the bot's acknowledgement."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from aiohttp import WSMsgType, web

from bot.playground.app_shape import APP_ID
from bot.playground.traffic import Entry, Traffic
from bot.playground.wire import Json

MOST = 10
Kind = Literal["slash_commands", "interactive", "events_api"]


class NobodyListens(Exception):
    """No socket of the bot's is open."""


class NoAck(Exception):
    """The bot did not acknowledge in time."""


@dataclass(slots=True)
class Envelope:
    """One thing for the bot to know, and how the traffic should call it."""

    kind: Kind
    name: str
    summary: str
    payload: Json
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    retries: int = 0
    reason: str = ""

    def as_frame(self) -> str:
        """Write it as it goes through the socket."""
        frame: Json = {
            "envelope_id": self.id,
            "type": self.kind,
            "accepts_response_payload": self.kind != "events_api",
            "payload": self.payload,
        }
        if self.kind == "events_api":
            frame |= {"retry_attempt": self.retries, "retry_reason": self.reason}
        return json.dumps(frame)


class Sockets:
    """The bot's open sockets. Each envelope goes to one of them, in turn."""

    def __init__(self, traffic: Traffic, patience: timedelta) -> None:
        """Wait so long for acknowledgements."""
        self._traffic = traffic
        self._patience = patience.total_seconds()
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def connected(self) -> bool:
        """Tell whether the bot listens."""
        return bool(self._open)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something was sent that the bot has not acknowledged yet."""
        return bool(self._waiting)

    def ticket(self) -> str:
        """Give leave to open one socket."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def listen(self, request: web.Request) -> web.StreamResponse:
        """Keep one socket open for as long as the bot does."""
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(request.query["ticket"])
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        if len(self._open) >= MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._open.append(socket)
        try:
            await socket.send_json(self._hello())
            await self._hear(socket)
        finally:
            self._forget(socket)
        return socket

    def _forget(self, socket: web.WebSocketResponse) -> None:
        if socket in self._open:
            self._open.remove(socket)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP_ID},
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 3600},
        }

    async def _hear(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                ack = json.loads(frame.data)
                waiting = self._waiting.get(ack.get("envelope_id", ""))
                if waiting is not None and not waiting.done():
                    waiting.set_result(ack.get("payload") or {})

    async def ask(self, envelope: Envelope) -> Json:
        """Send one envelope and wait for what comes back with its acknowledgement."""
        entry = self._traffic.begin("to_bot", envelope.name, envelope.summary, envelope.payload)
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = waiting
        try:
            await self._send(envelope, entry)
            async with asyncio.timeout(self._patience):
                answer = await waiting
        except TimeoutError as late:
            self._traffic.finish(entry, error="operation_timeout")
            raise NoAck from late
        finally:
            self._waiting.pop(envelope.id, None)
        self._traffic.finish(entry, answer=answer)
        return answer

    async def _send(self, envelope: Envelope, entry: Entry) -> None:
        while self._open:
            socket = self._open.pop(0)
            if not socket.closed:
                self._open.append(socket)
                with suppress(ConnectionError):
                    await socket.send_str(envelope.as_frame())
                    return
                self._forget(socket)
        self._traffic.finish(entry, error="app not connected")
        raise NobodyListens

    async def end(self, how: Literal["refresh", "close", "drop"]) -> None:
        """Make the bot look for a new socket: politely, with a close frame, or by cutting the line."""
        for socket in list(self._open):
            if how == "refresh":
                await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
                self._forget(socket)
            elif how == "close":
                await socket.close()
            else:
                self._forget(socket)
                transport = socket._req.transport if socket._req else None  # noqa: SLF001 - aiohttp offers no abort
                if transport is not None:
                    transport.abort()

    async def close(self) -> None:
        """Close every socket for good."""
        for socket in list(self._open):
            await socket.close()
        self._open.clear()
