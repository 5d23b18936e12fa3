"""Serving over HTTP: gunicorn with threads, one process of ours for each `run`."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any
from wsgiref.types import WSGIApplication

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from bot.app import LISTENERS, Bot, Clock
from bot.lookout import cannot_listen
from bot.mentoring.holdout import Holdout
from bot.settings import Settings

log = logging.getLogger(__name__)

LONGEST_END = 29
"""Seconds until a process that was told to end is ended: whoever restarts servers waits for thirty."""
LAST_REQUESTS = 4
"""Seconds that requests may take when the end has begun: Slack waits for three."""
STILL_ANSWERS = 3.0
"""Seconds between "not ready" and a closed door, so that a proxy that looks every second calls others."""
KEEP_ALIVE = 5
ARRIVES_WITHIN = 4.0
"""Seconds in which a request has to be here whole. Slack waits three for its answer: nothing slower is Slack's."""


def serve(settings: Settings, now: Clock, say: Callable[[str], object]) -> None:
    """Serve until somebody asks to end. What would keep the bot from starting is told before anybody may call."""
    trial = Bot(settings, now)
    try:
        trial.prepare()
        must_be_free(settings.http_host, settings.http_port, "HTTP_PORT")
        must_be_free(settings.health_host, settings.health_port or 0, "HEALTH_PORT")
    finally:
        trial.stop()
    Serving(settings, now, say).run()


def must_be_free(host: str, port: int, name: str) -> None:
    """Refuse to start where somebody else listens; whoever restarts a server may take its address at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as trouble:
            raise cannot_listen(host, port, trouble, f"give each its own {name}.") from None


class Serving(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Our side of gunicorn: how it is set up, and a bot that starts and ends with its worker."""

    def __init__(self, settings: Settings, now: Clock, say: Callable[[str], object]) -> None:
        """Prepare; nothing is started yet."""
        self._settings, self._now, self._say = settings, now, say
        self.bot: Bot | None = None
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up: one worker with as many threads as there are listeners."""
        settings = self._settings
        host = f"[{settings.http_host}]" if ":" in settings.http_host else settings.http_host
        for name, value in {
            "bind": f"{host}:{settings.http_port}",
            "worker_class": Worker,
            "workers": 1,
            "threads": LISTENERS,
            "graceful_timeout": LONGEST_END,
            "keepalive": KEEP_ALIVE,
            "loglevel": "warning",
            "logger_class": Log,
            "control_socket_disable": True,
            "proc_name": "mentor-bot",
            "when_ready": self._listens,
            "worker_exit": self._ends,
        }.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until somebody asks to end."""
        Master(self).run()

    def load(self) -> WSGIApplication:
        """Start the bot in the worker, and give gunicorn what answers."""
        self.bot = Bot(self._settings, self._now, holdout=Holdout(self._settings.holdout_share))
        self.bot.start()
        if self.bot.door is None:
            raise ValueError("a bot that nobody can call")
        return self.bot.door

    def _listens(self, arbiter: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
        self._say(f"Mentor Bot is running and listens at http://{host}:{port}. Ctrl+C ends it.")

    def _ends(self, _arbiter: object, _worker: object) -> None:
        """End the bot with its worker; what hangs doesn't keep the process."""
        if self.bot and not self.bot.stop():
            logging.shutdown()
            os._exit(0)


class Master(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, for whom a terminal that is closed is the end, and no wish to begin anew."""

    def init_signals(self) -> None:
        """Let whoever started it with `nohup` close their terminal."""
        goes_on = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        super().init_signals()
        if goes_on:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def handle_hup(self) -> None:
        """End whole, as when told to by SIGTERM."""
        self.handle_term()


class Log(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log, told in the form and the place of all other lines."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        """Pass lines on instead of writing them."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True

    def warning(self, msg: str, *given: object, **more: object) -> None:
        """Pass on what is odd; of what is no request only that it came, as gunicorn would tell what was sent."""
        is_what_came = msg.startswith("Invalid request from ip=")
        super().warning("a request that is none was refused" if is_what_came else msg, *given, **more)


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's worker with threads, which says that it isn't ready any more before it stops to accept."""

    is_ending = False

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        """Keep in mind since when each request is on its way here."""
        super().__init__(*given, **more)
        self._arriving: dict[Any, float] = {}

    def handle(self, conn: Any) -> Any:  # noqa: ANN401 - as above
        """Take a request, and don't wait for what never comes: it would keep a thread from everybody else."""
        self._arriving[conn] = time.monotonic() + ARRIVES_WITHIN
        try:
            return super().handle(conn)
        finally:
            del self._arriving[conn]

    def murder_pending(self) -> None:
        """Listen no longer to whoever is too slow; an answer can still be given. This is called each second."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [conn for conn, until in self._arriving.copy().items() if until < now]:
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Be ready no more, claim no more letters, and answer what comes until whoever watches can have noticed."""
        bot: Bot | None = self.app.bot
        is_told_again, self.is_ending = self.is_ending, True
        self.cfg.set("graceful_timeout", LAST_REQUESTS)
        self.cfg.set("keepalive", 0)  # a proxy must not send its next request down a line that is about to close
        if bot:
            bot.retire()
        is_watched = bot is not None and bool(bot.lookout or (bot.door and bot.door.is_watched))
        if is_told_again or not is_watched:
            super().handle_exit(sig, frame)
            return
        closing = threading.Timer(STILL_ANSWERS, super().handle_exit, (sig, frame))
        closing.daemon = True
        closing.start()

    def init_signals(self) -> None:
        """Leave Ctrl+C and a closed terminal to the process that started this one: it tells when to end."""
        super().init_signals()
        for number in (signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
