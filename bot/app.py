"""The composition root: the one place where Slack, the clock and the store meet."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

import handlers
from bot.blocks import Message, Modal, answered, notice
from bot.desk import Desk
from bot.line import Line
from bot.problems import Problem
from bot.settings import Settings
from bot.slack import PASSING, TIMEOUT, Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo, respond, word_of
from bot.store import inbox, pauses
from bot.store.database import Database
from bot.store.lock import Lock
from bot.store.upgrade import upgrade
from bot.visits import Visits
from handlers import home
from scheduling import lapses, rounds
from scheduling.delivery import deliver, forget, tidy
from scheduling.forecast import forecast
from scheduling.timetable import Jobs, timetable

log = logging.getLogger(__name__)

LISTENERS = 32
"""Bolt's default of five starves acknowledgements as soon as a few people are slow (slack 1.2)."""

TURN = 0.0005
"""Seconds until a busy thread lets another one go first. Python's own five milliseconds, waited a few times on the way
of an acknowledgement, make it twice as slow while a search is under way (docs/benchmarks.md)."""

LOOK_AHEAD = timedelta(days=120)
REPLAYS = timedelta(days=2)
"""Slack delivers again for a day at most (delayed events), and a modal may stay open over lunch."""

Clock = Callable[[], datetime]


class SlackIsOutOfReach(Problem):
    """Slack refused the token, or didn't answer. The message says which, and what to do."""


class Bot:
    """One bot in one workspace: what it hears, what it keeps, and what it says."""

    def __init__(self, settings: Settings, now: Clock, *, look_every: int = 60) -> None:
        """Make everything; nothing is started and nobody is called yet, except Slack to learn who we are."""
        self.settings, self.now = settings, now
        self.client = WebClient(
            token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=TIMEOUT, retry_handlers=[]
        )
        self.database, self.lock = Database(settings.database_url), Lock(settings.database_url)
        self.workspace, self.granted = self._introduce()
        self.slack = Slack(self.client, self.granted)
        self.listeners = ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener")
        self.bolt = self._bolt()
        self.line = Line(self.bolt, settings.slack_app_token)
        self.jobs = Jobs(
            lapses=lambda: lapses.pass_(self.database, now()),
            round=lambda: rounds.make(self.database, now()),
            reap=lambda: tidy(self.database, now()),
            deliver=lambda: deliver(self.database, self.slack_of, now, rounds.still_true),
            forget=lambda: self._forget(now()),
        )
        self.timetable = timetable(self.jobs, look_every)

    def start(self) -> None:
        """Begin to listen, and begin to speak."""
        self.open()
        self.timetable.start()

    def open(self) -> None:
        """Begin to listen; speak only when woken."""
        sys.setswitchinterval(TURN)
        self.prepare()
        self.line.connect()

    def prepare(self) -> None:
        """Take the database for this process, and bring the tables up to date."""
        self.lock.take()
        upgrade(self.database)
        with self.database.everywhere() as db:  # a token that works again ends the silence of one that didn't
            pauses.lift(db, self.workspace)

    def wake(self) -> None:
        """Look and speak now, because the clock was moved."""
        for job in self.jobs:
            job()

    def stop(self) -> None:
        """Stop listening, finish what is under way, and let go of everything."""
        self.line.close()
        if self.timetable.running:
            self.timetable.shutdown(wait=True)
        self.listeners.shutdown(wait=True)
        self.database.close()
        self.lock.release()

    def speaks_next(self) -> datetime | None:
        """Look up when the bot means to speak next, if it does within a few months."""
        planned = forecast(self.database, self.now(), LOOK_AHEAD, most=1)
        return planned[0].at if planned else None

    def slack_of(self, workspace: str) -> Slack | None:
        """Return the Slack of a workspace, if the bot is installed there."""
        return self.slack if workspace == self.workspace else None

    def _forget(self, now: datetime) -> None:
        """Drop what has served its time: old words, and deliveries that can't come again."""
        forget(self.database, now)
        with self.database.everywhere() as db:
            inbox.forget(db, now - REPLAYS)

    def _introduce(self) -> tuple[str, frozenset[str]]:
        """Ask Slack which workspace the token is for, and what it may do."""
        try:
            answer = self.client.auth_test()
        except SlackApiError as refusal:
            code = word_of(refusal.response)
            if code in PASSING:
                told = f"Slack has no time for us right now ({code}). Start again in a minute."
            elif code:
                told = f"Slack refused SLACK_BOT_TOKEN ({code}). Copy the bot user's token again, or reinstall the app."
            else:
                told = f"{self.settings.slack_api_url} did not answer as Slack does. Check the network."
            raise SlackIsOutOfReach(told) from None
        except OSError as lost:
            message = (
                f"Slack did not answer at {self.settings.slack_api_url} ({type(lost).__name__}). Check the network."
            )
            raise SlackIsOutOfReach(message) from None
        scopes = answer.headers.get("x-oauth-scopes", answer.headers.get("X-OAuth-Scopes", ""))
        return answer["team_id"], frozenset(scope.strip() for scope in scopes.split(",") if scope.strip())

    def _bolt(self) -> App:
        """Make Bolt's app, give every listener what it may ask for by name, and open the desk."""
        bolt = App(
            name="mentor-bot",  # without a name Bolt searches the stack for one, and takes a fifth of a second
            client=self.client,
            signing_secret=self.settings.slack_signing_secret or "unused-in-socket-mode",
            token_verification_enabled=False,
            listener_executor=self.listeners,
            logger=logging.getLogger("slack_bolt.app"),
        )
        bolt.use(self._furnish)
        desk = Desk(bolt)
        for module in handlers.every():
            module.register(desk)
        return bolt

    def _furnish(self, context: BoltContext, body: dict[str, Any], next_: Callable[[], None]) -> None:
        """Put what listeners ask for by name within reach. Nothing here may wait for anybody."""
        workspace, actor = context.team_id or self.workspace, context.user_id or ""
        trigger: str = body.get("trigger_id", "")
        view: dict[str, Any] = body.get("view") or {}
        in_modal = body.get("type") == "block_actions" and view.get("type") == "modal"

        def open_modal(modal: Modal) -> None:
            (self.slack.push_modal if in_modal else self.slack.open_modal)(trigger, modal)

        def reply(message: Message) -> None:
            if url := body.get("response_url"):
                respond(url, message)
            elif trigger:
                open_modal(notice("Mentor Bot", *message.blocks))

        def replace(message: Message) -> None:
            if url := body.get("response_url"):
                pressed = str((body.get("actions") or [{}])[0].get("block_id"))
                shown = (body.get("message") or {}).get("blocks") or []
                respond(url, answered(shown, pressed, message), replace=True)

        visits = Visits(self.database, self.slack, workspace, self.now())
        context["workspace"], context["actor"] = workspace, actor
        context["database"], context["now"], context["granted"] = self.database, self.now(), self.granted
        context["reply"], context["replace"], context["open_modal"] = reply, replace, open_modal
        context["update_modal"] = lambda modal: self.slack.update_modal(view["id"], modal, view.get("hash"))
        context["visit"] = lambda: visits.receive(actor, body)
        context["meet"] = visits.meet
        context["refresh"] = lambda: self._refresh(workspace, actor)
        next_()

    def _refresh(self, workspace: str, actor: str) -> None:
        """Show App Home anew. What somebody did is done, whatever becomes of this courtesy."""
        shown = home.of(self.database, workspace, actor, self.now())
        try:
            self.slack.publish(actor, shown)
        except (SlackSaidNo, SlackIsBusy, SlackIsSilent) as trouble:
            log.info("a Home wasn't shown anew: %s", type(trouble).__name__)
