"""Visits: make sure that whoever acts is known and may take part, before anything is done for them."""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import orm
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import Message
from bot.mentoring.enrolment import Account, Directory
from bot.mentoring.people import CannotTakePart, Person, Standing
from bot.mentoring.refusals import Refusal
from bot.profiles import Profile, accounts
from bot.slack import Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import arrivals, changes, letters, pauses, people
from bot.store.database import Database

log = logging.getLogger(__name__)

WAITS, LONGEST_WAIT = 3, 60.0
"""So often, and for so many seconds at most, Slack is waited for when it had too much."""
Task = Callable[[], None]
Aside = Callable[[Task], object]
Remember = Callable[[orm.Session, Profile, datetime], Person]


def drop(_task: Task) -> None:
    """Do without what nobody waits for."""


class SlackDidNotAnswer(Refusal):
    """Slack doesn't tell me who you are right now, so I changed nothing. I go on asking; please try once more soon."""


class NobodyByThatName(Refusal):
    """I can't find that person in this workspace. Pick them from the list, or mention them with @."""


class Visits:
    """Receives people. Slack is asked about a person once a day at most, and never inside a transaction."""

    def __init__(
        self,
        database: Database,
        slack: Slack,
        workspace: str,
        now: datetime,
        aside: Aside = drop,
        remember: Remember = people.remember,
    ) -> None:
        """Open the door of one workspace; `aside` does what nobody waits for, `remember` keeps what Slack says."""
        self.database, self.slack, self.workspace, self.now, self.aside = database, slack, workspace, now, aside
        self.remember = remember

    def receive(self, slack_id: str, body: Mapping[str, Any]) -> str:
        """Let a member in, and note that they answered the letter whose button they pressed."""
        person = self.meet(slack_id)
        if person.standing is not Standing.MEMBER:
            raise CannotTakePart
        container = body.get("container") or {}
        if container.get("type") == "message" and not container.get("is_ephemeral"):
            with self.database.begin(self.workspace) as db:
                letter = arrivals.of(db, body, slack_id, self.now)
                if letter and letter.to == slack_id:
                    letter.acknowledge(self.now)
        return slack_id

    def acted(self, slack_id: str) -> None:
        """Note when somebody did something, once it is done; that this fails is nobody's trouble.

        It is looked first: with SQLite whoever writes keeps all others waiting.
        """
        try:
            with self.database.look(self.workspace) as db:
                if people.acted_just_now(db, slack_id, self.now):
                    return
            with self.database.begin(self.workspace) as db:
                people.acted(db, slack_id, self.now)
        except SQLAlchemyError as trouble:
            log.warning("that somebody acted wasn't noted: %s", type(trouble).__name__)

    def note(self, body: Mapping[str, Any], changed: Message) -> None:
        """Note what a message of several questions shows, once one of them was answered there."""
        container = body.get("container") or {}
        with self.database.begin(self.workspace) as db:
            letter = letters.by_message(db, str(container.get("channel_id")), str(container.get("message_ts")))
            if letter:
                changes.note(db, letter, changed.payload["blocks"])

    def meet(self, slack_id: str) -> Person:
        """Return a person as Slack describes them today."""
        with self.database.look(self.workspace) as db:
            person = people.known(db, slack_id)
        if person and person.seen_at and self.now - person.seen_at < people.FRESH_FOR:
            return person
        try:
            return self._looked_up(slack_id, hurried=True)
        except SlackSaidNo as refusal:
            log.info("Slack doesn't say who %s is: %s", slack_id, refusal.code)
            self._told_no(refusal)
            raise (SlackDidNotAnswer if refusal.suspends else NobodyByThatName) from None
        except (SlackIsBusy, SlackIsSilent) as trouble:
            if isinstance(trouble, SlackIsSilent):
                self.aside(lambda: self._asked_again(slack_id))
            if person:
                return person
            raise SlackDidNotAnswer from None

    def roll(self) -> Directory:
        """Ask Slack who is here, page by page, and wait a few times for as long as it wishes."""
        members, cursor = list[Account](), ""
        while True:
            try:
                page, cursor = self._patiently(cursor)
            except SlackSaidNo as refusal:
                self._told_no(refusal)
                raise
            members += accounts(page)
            if not cursor:
                return Directory.of(members)

    def _patiently(self, cursor: str) -> tuple[list[Profile], str]:
        for _ in range(WAITS):
            try:
                return self.slack.everybody(cursor)
            except SlackIsBusy as busy:
                threading.Event().wait(min(busy.seconds, LONGEST_WAIT))
        return self.slack.everybody(cursor)

    def _looked_up(self, slack_id: str, *, hurried: bool) -> Person:
        profile = self.slack.profile(slack_id, hurried=hurried)
        with self.database.begin(self.workspace) as db:
            pauses.accepted(db, self.workspace)
            return self.remember(db, profile, self.now)

    def _told_no(self, refusal: SlackSaidNo) -> None:
        """Note that Slack refuses the token, as where it refuses a letter: whoever runs the bot should hear of it."""
        if refusal.suspends:
            with self.database.begin(self.workspace) as db:
                pauses.refuse(db, self.workspace, refusal.code, self.now)

    def _asked_again(self, slack_id: str) -> None:
        """Wait for Slack as long as it takes, so that the next try finds them known."""
        try:
            self._looked_up(slack_id, hurried=False)
        except (SlackSaidNo, SlackIsBusy, SlackIsSilent) as trouble:
            log.info("Slack still doesn't tell who %s is: %s", slack_id, type(trouble).__name__)
