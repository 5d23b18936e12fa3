"""How long `/mentor` takes to its acknowledgement, beside an empty Bolt app with one command."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from slack_bolt import Ack, App, BoltRequest
from slack_sdk import WebClient

from bot.app import LISTENERS, Bot
from bot.line import Line
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.settings import Settings
from tests.benchmarks.figures import Figure, beside, stopped
from tests.examples import MONDAY
from tests.places import AT_ANY_PACE

TIMES = 200
TIMES_BY_WIRE = 60
MOST = 1.5
SOON = 30


class Side:
    """One app in a playground of its own: the bot, or an empty one."""

    def __init__(self, playground: Playground, bolt: App, listeners: Executor) -> None:
        """Take what was made; it is connected already."""
        self.playground, self.bolt, self.listeners = playground, bolt, listeners
        self.visitor = Visitor(playground.url, "UADA")
        self.room = self.visitor.dm_id()
        self.team = WebClient(playground.bot_token, base_url=playground.api_url).auth_test()["team_id"]

    def in_process(self, text: str) -> float:
        """Hand the command to Bolt, and wait for the acknowledgement."""
        body = {
            "command": "/mentor",
            "text": text,
            "user_id": "UADA",
            "team_id": self.team,
            "channel_id": self.room,
            "api_app_id": "A1",
        }
        request = BoltRequest(mode="socket_mode", body=body)
        answers: list[int] = []
        took = stopped(lambda: answers.append(self.bolt.dispatch(request).status))
        self.rest()
        if answers != [200]:
            raise ValueError(answers)
        return took

    def by_wire(self, text: str) -> float:
        """Type the command, and wait until the playground has the acknowledgement."""
        answers: list[bool] = []
        took = stopped(lambda: answers.append(self.visitor.types(f"/mentor {text}", self.room)["ok"]))
        self.rest()
        if answers != [True]:
            raise ValueError(answers)
        return took

    def rest(self) -> None:
        """Wait until every listener is idle, so that one command's work doesn't slow the next one's acknowledgement."""
        everybody = threading.Barrier(LISTENERS + 1)
        for _ in range(LISTENERS):
            self.listeners.submit(everybody.wait, SOON)
        everybody.wait(SOON)


def measure(folder: Path) -> Iterator[Figure]:
    """Type the same commands in turns to the bot and to an app that does nothing but acknowledge."""
    logging.getLogger("slack_bolt").setLevel(logging.ERROR)
    with ExitStack() as at_the_end:
        ours, theirs = _bot(folder, at_the_end), _empty(at_the_end)
        for text in ("help", "find public speaking"):
            name = text.partition(" ")[0]
            yield _in_turns(
                f"/mentor {name}: to its ack beside an empty app", ours.in_process, theirs.in_process, text, TIMES
            )
            wired = f"/mentor {name}: the same by socket"
            yield _in_turns(wired, ours.by_wire, theirs.by_wire, text, TIMES_BY_WIRE)


def _in_turns(what: str, ours: Callable[[str], float], theirs: Callable[[str], float], text: str, times: int) -> Figure:
    series: tuple[list[float], list[float]] = ([], [])
    for _ in range(times // 10):
        ours(text), theirs(text)
    for at in range(times):
        for side in (0, 1) if at % 2 else (1, 0):
            series[side].append((ours, theirs)[side](text))
    return beside(what, *series, MOST)


def _bot(folder: Path, at_the_end: ExitStack) -> Side:
    playground = _playground(at_the_end)
    settings = Settings(
        slack_bot_token=playground.bot_token,
        slack_app_token=playground.app_token,
        slack_api_url=playground.api_url,
        database_url=f"sqlite:///{folder / 'bench.db'}",
    )
    bot = Bot(settings, playground.clock.now, pace=AT_ANY_PACE)
    bot.open()
    at_the_end.callback(bot.stop)
    return Side(playground, bot.bolt, bot.listeners)


def _empty(at_the_end: ExitStack) -> Side:
    playground = _playground(at_the_end)
    listeners = at_the_end.enter_context(ThreadPoolExecutor(LISTENERS))
    client = WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])
    bolt = App(client=client, signing_secret="unused", token_verification_enabled=False, listener_executor=listeners)

    @bolt.command("/mentor")
    def acknowledge(ack: Ack) -> None:
        ack()

    line = Line(bolt, playground.app_token)
    line.connect()
    at_the_end.callback(line.close)
    return Side(playground, bolt, listeners)


def _playground(at_the_end: ExitStack) -> Playground:
    playground = Playground(now=lambda: MONDAY, port=0)
    playground.start()
    at_the_end.callback(playground.stop)
    return playground
