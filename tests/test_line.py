"""The line to Slack: it opens, it opens again, it notices that it is dead, and it leaves nothing behind."""

import socket as sockets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socket import socket
from urllib.parse import urlsplit

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.socket_mode.websocket_client import SocketModeClient

from bot.line import SILENCE_MAX, Line, NoLine
from bot.playground import Playground
from bot.playground.client import Stagehand, Visitor
from bot.playground.telephone import wait_until
from tests.places import a_playground, nobody_there, something_that_says

LONG = 30
NOON = 43_200.0
CLOSED = -1
"""What stands for a socket that was closed, where others have their number."""


@dataclass
class Session:
    """What a socket knows of pings and pongs, in seconds."""

    last_ping_tm: float
    last_pong_tm: float = 0


@dataclass
class Sockets:
    """Where the newest socket is to be found."""

    current_session: Session | None


@dataclass
class Handler:
    """Who holds the sockets."""

    client: Sockets


@pytest.fixture
def playground() -> Iterator[Playground]:
    with a_playground() as playground:
        yield playground


@pytest.fixture
def ada(playground: Playground) -> Visitor:
    return Visitor(playground.url, "UADA")


class Network:
    """What lies between the bot and Slack. From some moment on it lets nothing through on the lines that are open."""

    def __init__(self, beyond: tuple[str, int]) -> None:
        self.beyond, self.swallows = beyond, threading.Event()
        self.door = sockets.create_server(("127.0.0.1", 0))
        self.threads = [threading.Thread(target=self.let_in)]
        self.open: list[socket] = []

    def through(self, url: str) -> str:
        """Turn Slack's address into one that leads through here, as long as it isn't dark."""
        host, port = self.door.getsockname()
        return url if self.swallows.is_set() else url.replace(urlsplit(url).netloc, f"{host}:{port}")

    def let_in(self) -> None:
        """Take lines until the door is shut."""
        with suppress(OSError):
            while True:
                near, far = self.door.accept()[0], sockets.create_connection(self.beyond)
                self.open += [near, far]
                for ends in ((near, far), (far, near)):
                    self.threads.append(threading.Thread(target=self.carry, args=ends))
                    self.threads[-1].start()

    def carry(self, one: socket, other: socket) -> None:
        """Carry what comes from one end to the other, or into nowhere; an end of one is one of both."""
        with suppress(OSError):
            while said := one.recv(65536):
                if not self.swallows.is_set():
                    other.sendall(said)
            other.shutdown(sockets.SHUT_RDWR)

    def close(self) -> None:
        """Cut every line."""
        for line in (self.door, *self.open):
            with suppress(OSError):
                line.shutdown(sockets.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        for line in (self.door, *self.open):
            line.close()


@contextmanager
def a_network(url: str) -> Iterator[Network]:
    host, _, port = urlsplit(url).netloc.partition(":")
    network = Network((host, int(port)))
    network.threads[0].start()
    try:
        yield network
    finally:
        network.close()


def bolt_at(url: str, token: str) -> App:
    bolt = App(client=WebClient(token, base_url=url, retry_handlers=[]), token_verification_enabled=False)
    bolt.command("/mentor")(lambda ack: ack("Here I am"))
    return bolt


@pytest.fixture
def line(playground: Playground) -> Iterator[Line]:
    line = Line(bolt_at(playground.api_url, playground.bot_token), playground.app_token)
    yield line
    line.close()


def test_what_people_type_comes_through(line: Line, ada: Visitor) -> None:
    line.connect()

    assert line.is_up
    ada.types("/mentor")
    assert ada.waits_for("Here I am")


def test_a_wrong_token_is_named(playground: Playground) -> None:
    line = Line(bolt_at(playground.api_url, playground.bot_token), "xapp-wrong")

    with pytest.raises(NoLine, match=r"SLACK_APP_TOKEN \(invalid_auth\)"):
        line.connect()

    line.close()


def test_a_slack_that_does_not_answer_is_named() -> None:
    line = Line(bolt_at(nobody_there(), "xoxb-1"), "xapp-1")

    with pytest.raises(NoLine, match="Slack did not answer"):
        line.connect()

    line.close()


def test_a_page_that_is_not_slacks_is_told_from_a_refusal() -> None:
    with something_that_says("<html>Log in to the network</html>") as url:
        line = Line(bolt_at(url, "xoxb-1"), "xapp-1")
        with pytest.raises(NoLine, match="isn't Slack"):
            line.connect()

    line.close()


def test_who_hangs_up_leaves_nothing_behind(line: Line, ada: Visitor) -> None:
    before = {thread.name for thread in threading.enumerate()}
    line.connect()

    line.close()

    assert not line.is_up
    ada.waits_for(lambda: not ada.state()["bot_connected"])
    wait_until(
        lambda: {thread.name for thread in threading.enumerate()} & {"watchdog", "hanging-up"} <= before,
        LONG,
        lambda: str(threading.enumerate()),
    )


@pytest.mark.parametrize("how", ["refresh", "close", "drop"])
def test_a_line_that_ended_is_replaced(line: Line, playground: Playground, ada: Visitor, how: str) -> None:
    line.connect()
    below = socket_of(line)

    Stagehand(playground.url).ends_sockets(how)

    ada.waits_for(lambda: bool(ada.state()["bot_connected"]), within=LONG)
    ada.types("/mentor")
    assert ada.waits_for("Here I am", within=LONG)
    assert below.fileno() == CLOSED


def test_a_line_that_fell_silent_is_replaced(line: Line, ada: Visitor) -> None:
    line.connect()
    silent, below = client_of(line).current_session, socket_of(line)
    assert silent is not None

    silent.last_pong_tm, silent.last_ping_tm = NOON, NOON + SILENCE_MAX + 1

    wait_until(lambda: client_of(line).current_session is not silent, LONG, lambda: "the old line was kept")
    assert ada.waits_for(lambda: hears_again(ada), within=LONG)
    assert below.fileno() == CLOSED


def test_a_network_that_swallows_everything_is_noticed_and_gone_round(
    playground: Playground, ada: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is closed and nothing answers: whoever only waits for an end waits for ever."""
    for name, seconds in (("PING_EVERY", 0.2), ("SILENCE_MAX", 1.0), ("LOOK_EVERY", 0.1)):
        monkeypatch.setattr(f"bot.line.{name}", seconds)
    with a_network(playground.url) as network:
        bolt = bolt_at(playground.api_url, playground.bot_token)
        line = Line(bolt, playground.app_token)
        issued = client_of(line).issue_new_wss_url
        client_of(line).issue_new_wss_url = lambda: network.through(issued())  # type: ignore[method-assign]  # through it
        line.connect()
        ada.types("/mentor")
        ada.waits_for("Here I am", within=LONG)
        swallowed, below = client_of(line).current_session, socket_of(line)

        network.swallows.set()

        wait_until(lambda: client_of(line).current_session is not swallowed, LONG, lambda: "the dead line was kept")
        heard = len(ada.dm())
        assert ada.waits_for(lambda: types_and_is_heard(ada, heard), within=LONG)
        line.close()
        assert below.fileno() == CLOSED


def types_and_is_heard(someone: Visitor, before: int) -> bool:
    someone.types("/mentor")
    return len(someone.dm()) > before


def hears_again(someone: Visitor) -> bool:
    someone.types("/mentor")
    return someone.sees("Here I am") is not None


def test_pings_without_an_answer_are_counted_from_the_first_one_on_a_socket(line: Line) -> None:
    session = Session(last_ping_tm=0)
    assert not seems_dead(line, session)

    session.last_ping_tm = NOON
    assert not seems_dead(line, session)
    session.last_ping_tm = NOON + SILENCE_MAX
    assert not seems_dead(line, session)
    session.last_ping_tm = NOON + SILENCE_MAX + 1
    assert seems_dead(line, session)


def test_each_answer_begins_the_count_anew(line: Line) -> None:
    session = Session(last_ping_tm=NOON)
    assert not seems_dead(line, session)

    session.last_ping_tm, session.last_pong_tm = NOON + 2 * SILENCE_MAX, NOON + SILENCE_MAX

    assert not seems_dead(line, session)


def test_a_new_socket_owes_nothing_for_the_old_one(line: Line) -> None:
    assert not seems_dead(line, Session(last_ping_tm=NOON))

    assert not seems_dead(line, Session(last_ping_tm=NOON + 2 * SILENCE_MAX))


def test_where_there_is_no_socket_there_is_none_to_be_dead(line: Line) -> None:
    assert not seems_dead(line, None)


def socket_of(line: Line) -> socket:
    session = client_of(line).current_session
    assert session is not None
    assert session.sock is not None
    assert isinstance(session.sock.sock, socket)
    return session.sock.sock


def client_of(line: Line) -> SocketModeClient:
    return line._handler.client  # noqa: SLF001 - the library's, which the line keeps to itself


def seems_dead(line: Line, session: Session | None) -> bool:
    """Let the line look at this socket, without waiting for its watchdog to do so."""
    own = line._handler  # noqa: SLF001 - see above
    line._handler = Handler(Sockets(session))  # type: ignore[assignment]  # noqa: SLF001 - a stand-in
    try:
        return line._is_dead()  # noqa: SLF001 - what the watchdog asks
    finally:
        line._handler = own  # noqa: SLF001 - see above
