"""Servers, started as operators start them, and called for real."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.slacks import CLIENT, KEY, PUBLIC, SECRET, SIGNING, Slacks

SOURCES = Path(__file__).parents[1]
OF_ONE = {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}


@contextmanager
def running(
    place: Slacks, database_url: str, *words: str, program: Sequence[str] = ("-m", "bot"), **otherwise: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start one server; return it and its address."""
    environment = os.environ | {
        "SLACK_CLIENT_ID": CLIENT,
        "SLACK_CLIENT_SECRET": SECRET,
        "SLACK_SIGNING_SECRET": SIGNING,
        "TOKEN_KEYS": KEY,
        "PUBLIC_URL": PUBLIC,
        "SLACK_API_URL": f"{place.url}/api/",
        "DATABASE_URL": database_url,
        "HTTP_PORT": "0",
        **otherwise,
    }
    environment = {name: each for name, each in environment.items() if name not in OF_ONE}
    command = [sys.executable, *program, "run", *words]
    with subprocess.Popen(
        command, cwd=SOURCES, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout
            told = server.stdout.readline()
            yield server, told.partition(" at ")[2].partition(". ")[0]
        finally:
            server.kill()


def asks(url: str, path: str, body: str = "", method: str = "GET", **headers: str) -> tuple[int, str]:
    """Call a server for real."""
    line = HTTPConnection(urlsplit(url).netloc, timeout=20)
    try:
        line.request(method, path, body or None, headers)
        response = line.getresponse()
        return response.status, response.read().decode()
    finally:
        line.close()
