"""The playground itself: one loop in one thread, answering on one port of this machine."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.playground import play, responses, uploads
from bot.playground.clock import Clock
from bot.playground.company import Company
from bot.playground.events import Events
from bot.playground.staff import quill_and_pine
from bot.playground.webapi import WebApi
from bot.playground.wire import Patience
from bot.playground.workspace import Workspace

HERE = "127.0.0.1"
LARGEST_BODY = 4 * 1024 * 1024
GOODBYE = 10.0


class PortIsTaken(Exception):
    """Another program on this machine answers on that port already."""


class Playground:
    """A small Slack on this machine. Nothing of it outlives the program."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        next_nudge: Callable[[], datetime | None] = lambda: None,
        port: int = 3000,
        manifest: Mapping[str, Any] | None = None,
        company: Company | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Prepare a playground whose story follows this clock; port 0 takes any free port."""
        self.company = company or quill_and_pine()
        self.clock = Clock(now)
        self._space = Workspace(self.company, self.clock, manifest=manifest, next_nudge=next_nudge, patience=patience)
        self._events = Events(self._space)
        self._port = port
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: asyncio.Event | None = None
        self._ready = threading.Event()
        self._failure: OSError | None = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return self._space.url

    @property
    def api_url(self) -> str:
        """Where the Web API is, for SLACK_API_URL."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        """The token the bot speaks with."""
        return self._space.secrets.bot_token

    @property
    def app_token(self) -> str:
        """The token the bot opens sockets with."""
        return self._space.secrets.app_token

    @property
    def signing_secret(self) -> str:
        """The secret requests would be signed with."""
        return self._space.secrets.signing_secret

    @property
    def is_quiet(self) -> bool:
        """Whether the bot has heard and acknowledged everything that happened here."""
        return not (self._events.on_their_way or self._space.sockets.is_waiting)

    def start(self) -> None:
        """Begin to answer, in a thread of its own."""
        self._ready.clear()
        self._thread = threading.Thread(target=self._run, name="playground", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            msg = (
                f"Port {self._port} on this machine is taken by another program. "
                "Stop that program or choose another port; 0 takes any free one."
            )
            raise PortIsTaken(msg) from self._failure

    def stop(self) -> None:
        """Stop answering and wait until everything is closed."""
        if self._thread is None or self._loop is None or self._ended is None:
            return
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(GOODBYE)
        self._thread = None

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._ended = asyncio.get_running_loop(), asyncio.Event()
        events = self._events
        runner = web.AppRunner(self._routes(events), access_log=None, handle_signals=False, shutdown_timeout=0.2)
        async with AsyncExitStack() as at_the_end:
            await runner.setup()
            at_the_end.push_async_callback(runner.cleanup)
            at_the_end.push_async_callback(self._space.sockets.close)
            at_the_end.push_async_callback(events.close)
            site = web.TCPSite(runner, HERE, self._port, reuse_address=True)
            try:
                await site.start()
            except OSError as failure:
                self._failure = failure
                return
            self._space.url = f"http://{HERE}:{runner.addresses[0][1]}"
            self._ready.set()
            await self._ended.wait()

    def _routes(self, events: Events) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/api/{method}", WebApi(self._space).answer)
        app.router.add_get("/link/", self._space.sockets.listen)
        responses.register(app, self._space)
        uploads.register(app, self._space)
        play.register(app, self._space, events)
        return app
