"""Serving over HTTP, as operators start and end it: many at once, and an end that is soon and whole."""

import json
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import psutil
import pytest
from slack_bolt import Ack

from bot.__main__ import clock
from bot.app import LISTENERS, Bot
from bot.manifest import REQUESTS
from bot.mentoring.letters import LetterState
from bot.playground.telephone import wait_until
from bot.store import installations, letters
from bot.store.database import Database
from bot.store.installations import Installation
from bot.vault import Vault
from bot.web.door import READY
from tests.examples import ada, letter
from tests.fakes import Clock
from tests.places import AT_ANY_PACE
from tests.servers import asks, running
from tests.slacks import KEY, Caller, Slacks, settings_for_many, slacks

ALL_AT_ONCE = 20
NOW = clock()


@pytest.fixture
def place() -> Iterator[Slacks]:
    with slacks() as place:
        yield place


LEAVING = "import bot.serving; from bot.__main__ import main; bot.serving.STILL_ANSWERS = 0.1; main()"
IN_A_TERMINAL, WITH_NOHUP = (
    f"import signal; signal.signal(signal.SIGHUP, signal.{how}); {LEAVING}" for how in ("SIG_DFL", "SIG_IGN")
)
"""However the tests themselves were started."""
LINGERING = "import bot.serving; from bot.__main__ import main; bot.serving.STILL_ANSWERS = 25; main()"
"""A server that goes on answering for so long that no busy machine makes us late."""


def signed(body: str) -> dict[str, str]:
    made = Caller(lambda *_: [], Clock(clock())).signed(body)
    names = {name.removeprefix("HTTP_").replace("_", "-"): each for name, each in made.items()}
    return names | {"Content-Type": "application/x-www-form-urlencoded"}


def installed(place: Slacks, database_url: str) -> None:
    """Have one workspace in the database, with a letter that is due."""
    place.teams["xoxb-one"] = "T1"
    database = Database(database_url)
    with database.begin("T1") as db:
        token = Vault([KEY]).shut("xoxb-one")
        installations.keep(db, Installation(workspace="T1", token=token, scopes=("commands",), installed_at=NOW))
        db.add(ada(workspace="T1"))
        letters.write(db, letter(workspace="T1", kind="welcome", due_at=NOW, written_at=NOW, expires_at=None))
    database.close()


def test_twenty_slow_commands_keep_nobody_else_waiting(place: Slacks, database_url: str) -> None:
    """Each waits for all the others before it acknowledges: with fewer threads none of them ever would."""
    bot = Bot(settings_for_many(place, database_url), Clock(), pace=AT_ANY_PACE)
    bot.prepare()
    installed(place, database_url)
    together = Barrier(ALL_AT_ONCE)

    def slow(ack: Ack) -> None:
        together.wait(timeout=2.5)
        ack("done")

    bot.desk.command("slow")(slow)
    assert bot.door
    caller = Caller(bot.door, Clock())
    with ThreadPoolExecutor(ALL_AT_ONCE) as people:
        answers = [people.submit(caller.command, place, "T1", "slow", f"U{number}") for number in range(ALL_AT_ONCE)]
        assert [each.result().body for each in answers] == ["done"] * ALL_AT_ONCE
    bot.stop()


def test_two_servers_on_one_database_say_a_letter_once_and_end_whole(
    place: Slacks, database_url: str, database_kind: str
) -> None:
    if database_kind == "sqlite":
        pytest.skip("a SQLite file has one process")
    installed(place, database_url)
    with running(place, database_url) as (first, url), running(place, database_url) as (second, another):
        for server in (url, another):
            body = urlencode(
                {
                    "command": "/mentor",
                    "text": "help",
                    "team_id": "T1",
                    "user_id": "UADA",
                    "trigger_id": server,
                    "response_url": f"{place.url}/response/T1",
                }
            )
            assert asks(server, REQUESTS, body, "POST", **signed(body))[0] == 200
        wait_until(lambda: place.to("T1", "chat.postMessage"), 20, lambda: "nothing was said")
        wait_until(lambda: len(place.to("T1", "response")) == 2, 20, lambda: "no answer")
        for process in (first, second):
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
    assert len(place.to("T1", "chat.postMessage")) == 1


def test_an_end_is_soon_and_whole_though_slack_hangs(place: Slacks, database_url: str, database_kind: str) -> None:
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    installed(place, database_url)
    place.hangs = True
    with running(place, database_url) as (server, url):
        wait_until(lambda: place.to("T1", "chat.postMessage"), 20, lambda: "nothing was said")
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)

        assert server.wait(30) == 0

        place.hangs = False
        assert time.monotonic() - begun < 30
        with pytest.raises(OSError, match="refused"):
            asks(url, "/")
    database = Database(database_url)
    with database.look("T1") as db:
        kept = letters.by_key(db, letter().key)
    database.close()
    assert kept
    assert kept.state in {LetterState.SENDING, LetterState.UNSURE}


def test_whoever_watches_hears_of_an_end_before_the_door_closes(
    place: Slacks, database_url: str, database_kind: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    with running(place, database_url, program=("-c", LINGERING), HEALTH_PORT="0") as (server, url):
        assert server.stderr
        told = next(line for line in server.stderr if "health and figures" in line)
        lookout = told.rpartition(" ")[2].strip()
        wait_until(lambda: asks(lookout, "/readyz")[0] == 200, 20, lambda: "it never got ready")
        server.send_signal(signal.SIGTERM)

        wait_until(lambda: asks(lookout, "/readyz")[0] == 503, 20, lambda: "it stayed ready")
        assert asks(url, REQUESTS, "x=1", "POST")[0] == 401
        for worker in psutil.Process(server.pid).children():
            worker.terminate()  # told again, it waits no longer

        assert server.wait(30) == 0
        with pytest.raises(OSError, match="refused"):
            asks(url, "/")


def test_whoever_never_ends_a_request_keeps_nobody_else_waiting(
    place: Slacks, database_url: str, database_kind: str
) -> None:
    """There are fewer threads than callers who stop in the middle: at a header, or before the end of a body."""
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    halves = (
        b"POST /slack/events HTTP/1.1\r\nHost: here\r\nX-",
        b"POST /slack/events HTTP/1.1\r\nContent-Length: 100\r\n\r\na=1",
    )
    with running(place, database_url) as (_, url), ExitStack() as lines:
        host, _, port = urlsplit(url).netloc.partition(":")
        for number in range(LISTENERS + 4):
            line = lines.enter_context(socket.create_connection((host, int(port)), timeout=20))
            line.sendall(halves[number % 2])

        assert asks(url, REQUESTS, "x=1", "POST")[0] == 401


@pytest.mark.parametrize("name", ["HTTP_PORT", "HEALTH_PORT"])
def test_a_port_that_is_taken_is_named_before_anybody_may_call(
    place: Slacks, database_url: str, database_kind: str, name: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = {name: str(other.getsockname()[1])}
        with running(place, database_url, **taken) as (server, _):
            assert server.wait(30) == 1
            assert server.stderr
            told = server.stderr.read()

    assert name in told
    assert "Traceback" not in told


def test_whatever_is_logged_has_one_form(place: Slacks, database_url: str, database_kind: str) -> None:
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    with running(place, database_url, LOG_FORMAT="json") as (server, url):
        host, _, port = urlsplit(url).netloc.partition(":")
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(b"This is no request.\r\n\r\n")
            assert b"400" in line.recv(100)
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert server.stderr
        told = [json.loads(each) for each in server.stderr]

    assert any(each["logger"] == "gunicorn.error" for each in told)
    assert not any("no request." in json.dumps(each) for each in told)


def test_a_proxy_that_asks_is_told_of_an_end_and_given_no_line_to_keep(
    place: Slacks, database_url: str, database_kind: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    with running(place, database_url, program=("-c", LINGERING)) as (server, url):
        wait_until(lambda: asks(url, READY)[0] == 200, 20, lambda: "it never got ready")
        server.send_signal(signal.SIGTERM)

        wait_until(lambda: asks(url, READY)[0] == 503, 20, lambda: "it stayed ready")
        line = HTTPConnection(urlsplit(url).netloc, timeout=20)
        line.request("POST", REQUESTS, "x=1")
        answer = line.getresponse()
        assert (answer.status, answer.getheader("Connection")) == (401, "close")
        line.close()
        for worker in psutil.Process(server.pid).children():
            worker.terminate()  # told again, it waits no longer
        assert server.wait(30) == 0


@pytest.mark.parametrize("began", [(), ("nohup",)], ids=["in a terminal", "with nohup"])
def test_a_closed_terminal_ends_a_server_whole_unless_it_was_told_to_go_on(
    place: Slacks, database_url: str, database_kind: str, began: tuple[str, ...]
) -> None:
    """A terminal tells everything that was started in it, the worker too."""
    if database_kind == "postgresql":
        pytest.skip("the database has no part in it")
    program = ("-c", WITH_NOHUP if began else IN_A_TERMINAL)
    with running(place, database_url, program=program, HEALTH_PORT="0") as (server, url):
        wait_until(lambda: asks(url, READY)[0] == 200, 20, lambda: "it never got ready")
        for process in (*psutil.Process(server.pid).children(), psutil.Process(server.pid)):
            process.send_signal(signal.SIGHUP)
        if began:
            assert asks(url, READY)[0] == 200
            server.send_signal(signal.SIGTERM)

        assert server.wait(30) == 0
        assert server.stderr
        told = server.stderr.read()

    assert "Traceback" not in told
    assert "Nothing can listen" not in told


def test_a_second_process_is_kept_from_a_file_and_told_what_to_use(
    place: Slacks, database_url: str, database_kind: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("PostgreSQL is for many")
    with running(place, database_url), running(place, database_url, "--http") as (second, _):
        assert second.wait(20) == 1
        assert second.stderr
        assert "PostgreSQL" in second.stderr.read()
