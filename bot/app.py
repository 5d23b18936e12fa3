"""The composition root: the one place where Slack, the clock and the store meet."""

import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_bolt import App, BoltContext
from slack_bolt.authorization import AuthorizeResult

import handlers
from bot import tidings
from bot.admission import admit, answerable, ways
from bot.blocks import Modal
from bot.desk import Desk
from bot.line import Line
from bot.listeners import Listeners
from bot.mentoring.holdout import NOBODY, Holdout
from bot.pace import Pace
from bot.responses import Answer, draw, fill, replace
from bot.settings import Settings
from bot.slack import Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import audits, inbox, installations, purge, retention, verdicts
from bot.store.database import Database
from bot.store.lock import Lock
from bot.store.outbox import LEDGER_KEPT_FOR
from bot.store.upgrade import upgrade
from bot.visits import Visits
from bot.web import Door
from bot.workspaces import Here, OneWorkspace, SlackIsOutOfReach, Workspaces, client_for
from handlers import home
from scheduling import digests, fan_out, judging, kinds, lapses, roll_call, rounds
from scheduling.delivery import deliver, forget, tidy
from scheduling.forecast import Planned, forecast
from scheduling.outlook import foresee
from scheduling.reckoning import reckon
from scheduling.timetable import Jobs, Ticks, timetable

if TYPE_CHECKING:
    from bot.lookout import Lookout

__all__ = ["Bot", "SlackIsOutOfReach"]
log = logging.getLogger(__name__)

LISTENERS = 32

TURN = 0.0005
"""Seconds until a busy thread lets another one go first. Python's own five milliseconds, waited a few times on the way
of an acknowledgement, make it twice as slow while a search is under way (docs/benchmarks.md)."""

LOOK_AHEAD = timedelta(days=120)
REPLAYS = timedelta(days=2)
"""Slack delivers again for a day at most (delayed events), and a modal may stay open over lunch."""

GOODBYE = 20
"""Seconds in which what is under way may end. What hangs for longer is found in doubt by whoever comes next."""

Clock = Callable[[], datetime]


class Bot:
    """One bot, in one workspace or in many: what it hears, what it keeps, and what it says."""

    def __init__(
        self,
        settings: Settings,
        now: Clock,
        *,
        look_every: int = 60,
        pace: Pace | None = None,
        holdout: Holdout = NOBODY,
    ) -> None:
        """Make everything; nothing is started and nobody is called yet, except Slack to learn who we are.

        `holdout` says which pairs never hear of which kind of nudge, so that it can be measured what nudging changes.
        """
        self.settings, self.now, self.pace, self.holdout = settings, now, pace or Pace(), holdout
        self.database, self.lock = Database(settings.database_url), Lock(settings.database_url)
        self.workspaces = all_of_them = workspaces_of(settings, self.database)
        self.listeners = Listeners(LISTENERS)
        self.bolt = self._bolt()
        self.line = None if settings.over_http else Line(self.bolt, settings.slack_app_token)
        self._ready, self._going = threading.Event(), threading.Event()
        is_ready = self._ready.is_set
        self.door = Door(self.bolt, settings, self.database, now, is_ready) if settings.over_http else None
        self.jobs = Jobs(
            lapses=lambda: lapses.pass_(self.database, now()),
            round=lambda: rounds.make(self.database, now(), holdout=holdout),
            reap=lambda: tidy(self.database, now()),
            deliver=lambda: deliver(self.database, all_of_them.slacks_of, now, rounds.still_true, self._going.is_set),
            judge=lambda: judging.judge(self.database, now()),
            fan_out=lambda: fan_out.spread(self.database, now()),
            digest=lambda: digests.write(self.database, now()),
            roll_call=lambda: roll_call.call(self.database, self.slack_of, now()),
            forget=lambda: self._forget(now()),
        )
        self.ticks = Ticks()
        self.timetable = timetable(self.jobs, look_every, self.ticks)
        self.lookout = self._lookout() if settings.health_port is not None else None

    @property
    def workspace(self) -> str:
        """The workspace that the bot's token is for; none when workspaces install the bot themselves."""
        return self.workspaces.only.workspace if isinstance(self.workspaces, OneWorkspace) else ""

    @property
    def is_ready(self) -> bool:
        """Whether the bot hears what it is told: it was started, its line is up, and it isn't about to stop."""
        return self._ready.is_set() and (self.line is None or self.line.is_up)

    def start(self) -> None:
        """Begin to listen, and begin to speak."""
        if self.lookout:
            self.lookout.open()
        self.open()
        self.ticks.begin(self.now())
        self.timetable.start()

    def open(self) -> None:
        """Begin to listen; speak only when woken."""
        sys.setswitchinterval(TURN)
        self.prepare()
        self.workspaces.tell_what_is_missing()
        self._going.set()
        if self.line:
            self.line.connect()
        self._ready.set()

    def prepare(self) -> None:
        """Take the database for this process, bring the tables up to date, and note where the bot is."""
        self.lock.take()
        upgrade(self.database)
        self.database.tend()
        self.workspaces.arrive(self.now())

    def wake(self) -> None:
        """Look and speak now, because the clock was moved."""
        self._going.set()
        for job in self.jobs:
            job()

    def retire(self) -> None:
        """Tell that this process is about to end: it isn't ready any more, and takes no more letters."""
        self._ready.clear()
        self._going.clear()

    def stop(self) -> bool:
        """Stop listening, let what is under way end, and let go of everything; tell whether all of it ended in time.

        What another server can see comes first: this one isn't ready any more, hears nothing new and claims no letter.
        """
        self.retire()
        if self.line:
            self.line.close()
        ending = threading.Thread(target=self._end, name="goodbye", daemon=True)
        ending.start()
        ending.join(GOODBYE)
        if ending.is_alive():
            log.warning("something still hangs; the letters it carries will be found in doubt")
        if self.lookout:
            self.lookout.close()
        self.database.close()
        self.lock.release()
        return not ending.is_alive()

    def _end(self) -> None:
        """Wait for jobs, and with them for letters that are on their way, and for listeners."""
        if self.timetable.running:
            self.timetable.shutdown(wait=True)
        self.listeners.shutdown(wait=True)

    def speaks_next(self) -> datetime | None:
        """Look up when the bot means to speak next, if it does within a few months."""
        planned = forecast(self.database, self.now(), LOOK_AHEAD, most=1, holdout=self.holdout)
        return planned[0].at if planned else None

    def _ahead(self, workspace: str, days: int, most: int) -> list[Planned]:
        """Look up what is meant to be said in one workspace in the next days."""
        ahead = timedelta(days=days)
        return forecast(self.database, self.now(), ahead, most=most, holdout=self.holdout, workspace=workspace)

    def slack_of(self, workspace: str) -> Slack | None:
        """Return the Slack of a workspace, if the bot is installed there."""
        return self.workspaces.slacks_of([workspace]).get(workspace)

    def _forget(self, now: datetime) -> None:
        """Drop what has served its time: words, deliveries, workspaces that left, and at night yesterday's prices."""
        self.database.tend()
        forget(self.database, now)
        reckon(self.database, now)
        with self.database.everywhere() as db:
            inbox.forget(db, now - REPLAYS)
            verdicts.forget(db, now - LEDGER_KEPT_FOR)
            retention.forget(db, now)
            installations.forget_states(db, now)
            audits.forget(db, now)
            long_gone = installations.to_purge(db, now)
        for workspace in long_gone:
            log.info("%s left a month ago; %s rows were deleted", workspace, purge.workspace(self.database, workspace))

    def _lookout(self) -> "Lookout":
        """Let whoever watches the bot look at it."""
        from bot.lookout import Lookout, Signs  # noqa: PLC0415 - most bots on a laptop do without

        signs = Signs(
            database=self.database,
            now=self.now,
            is_ready=lambda: self.is_ready,
            at_work=lambda: self.listeners.at_work,
            silent=self.ticks.silent,
            failures=lambda: dict(self.ticks.failures),
            last_success=lambda: dict(self.ticks.last_success),
        )
        return Lookout(signs, self.settings.health_host, self.settings.health_port or 0)

    def _bolt(self) -> App:
        """Make Bolt's app, give every listener what it may ask for by name, and open the desk."""

        def authorize(
            context: BoltContext, enterprise_id: str | None, team_id: str | None, user_id: str | None
        ) -> AuthorizeResult:
            """Find out where a request comes from, without asking Slack; the desk tells whoever may not ask."""
            here = context["here"] = self.workspaces.here(team_id or "", enterprise_id or "", self.now())
            known = {"bot_user_id": here.bot_user or None, "bot_id": here.bot_id or None, "user_id": user_id}
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, **known)

        bolt = App(
            name="mentor-bot",  # without a name Bolt searches the stack for one, and takes a fifth of a second
            client=client_for(self.settings),
            signing_secret=self.settings.slack_signing_secret or "unused-in-socket-mode",
            request_verification_enabled=False,  # the door does it, before anything of a request is read or logged
            ssl_check_enabled=False,
            authorize=authorize,
            listener_executor=self.listeners,
            logger=logging.getLogger("slack_bolt.app"),
        )
        bolt.use(self._furnish)
        self.desk = Desk(bolt)
        for module in handlers.every():
            module.register(self.desk)
        return bolt

    def _furnish(self, context: BoltContext, body: dict[str, Any], next_: Callable[[], None]) -> None:
        """Put what listeners ask for by name within reach. Nothing here may wait for anybody."""
        here: Here = context.get("here") or Here(context.team_id or "")
        workspace, actor, slack = here.workspace, context.user_id or "", here.slack or Slack(client_for(self.settings))
        trigger, view = str(body.get("trigger_id", "")), body.get("view") or {}
        in_modal = body.get("type") == "block_actions" and view.get("type") == "modal"

        def open_modal(modal: Modal) -> str:
            return (slack.push_modal if in_modal else slack.open_modal)(trigger, modal)

        url = answerable(body.get("response_url"), self.settings.slack_api_url)
        reply = Answer(url, open_modal if trigger and here.slack else None, slack)
        visits = Visits(self.database, slack, workspace, self.now(), self.listeners.aside, tidings.remember)
        context["workspace"], context["actor"], context["workspaces"] = workspace, actor, self.workspaces
        context["database"], context["now"], context["granted"] = self.database, self.now(), here.granted
        context["admit"] = lambda: admit(here, actor, body, self.pace, self.now())
        context["takes_long"] = reply.takes_long
        context["reply"], context["draw"] = reply, partial(draw, url, reply)
        context["open_modal"] = open_modal
        context["update_modal"] = lambda modal: (
            slack.update_modal(view["id"], modal, view.get("hash")) if view else open_modal(modal)
        )
        context["in_words"], context["kinds"] = kinds.in_words, kinds.every_kind()
        context["ways"], context["ahead"] = ways(body, self.settings.slack_api_url), partial(self._ahead, workspace)
        context["turn_to"] = lambda modal: (
            slack.update_modal(view["id"], modal, None) if in_modal else open_modal(modal)
        )
        window = context["turn_to"] if in_modal else None
        context["replace"] = partial(replace, url, body, window, visits.note)
        context["fill"] = partial(fill, slack, view)
        context["visit"] = lambda: visits.receive(actor, body)
        context["acted"] = partial(visits.acted, actor)
        context["meet"], context["upload"], context["crowd"] = visits.meet, slack.upload, slack.crowd
        context["roll"], context["fetch"] = visits.roll, partial(slack.file, actor)
        context["foresee"] = lambda db, person: foresee(db, person, self.now(), self.holdout)
        context["refresh"] = partial(self._refresh, slack, workspace, actor)
        next_()

    def _refresh(self, slack: Slack, workspace: str, actor: str) -> None:
        """Show App Home anew. What somebody did is done, whatever becomes of this courtesy."""
        shown = home.of(self.database, workspace, actor, self.now())
        try:
            slack.publish(actor, shown)
        except (SlackSaidNo, SlackIsBusy, SlackIsSilent) as trouble:
            log.info("a Home wasn't shown anew: %s", type(trouble).__name__)


def workspaces_of(settings: Settings, database: Database) -> Workspaces:
    """Be at home in the workspace of the token, or in all that install the bot themselves."""
    if not settings.for_many:
        return OneWorkspace(settings, database)
    from bot.many_workspaces import ManyWorkspaces  # noqa: PLC0415 - encryption costs a start more than one workspace needs

    return ManyWorkspaces(settings, database)
