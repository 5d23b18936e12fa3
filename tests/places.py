"""Places on this machine that tests go to: a playground, and something that isn't Slack at all."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

from bot.manifest import manifest
from bot.pace import Pace
from bot.playground import Patience, Playground
from bot.settings import Settings
from tests.examples import MONDAY

AT_ANY_PACE = Pace((), (), ())
"""Stories are told faster than people live them."""
UNHURRIED = Patience(ack=timedelta(seconds=20), trigger=timedelta(seconds=20))
"""A Slack that waits. What a story tells must not hang on how busy the machine is that tells it; that everything is
acknowledged within three seconds is held by the tests of the playground and measured by the benchmark."""


@contextmanager
def a_playground(now: datetime = MONDAY) -> Iterator[Playground]:
    """Open a playground in which the app is set up as its manifest says, and where it is always this time."""
    playground = Playground(now=lambda: now, port=0, manifest=manifest())
    playground.start()
    try:
        yield playground
    finally:
        playground.stop()


def settings_for(playground: Playground, file: Path) -> Settings:
    """Set up a bot in this playground, which keeps what it knows in this file."""
    return Settings(
        slack_bot_token=playground.bot_token,
        slack_app_token=playground.app_token,
        slack_api_url=playground.api_url,
        database_url=f"sqlite:///{file}",
    )


def nobody_there() -> str:
    """Find an address of this machine at which nobody listens."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/api/"


@contextmanager
def something_that_says(words: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """Answer every request with the same words, and tell where."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response_only(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(words.encode())))
            self.end_headers()
            self.wfile.write(words.encode())

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/api/"
        finally:
            server.shutdown()
            thread.join()
