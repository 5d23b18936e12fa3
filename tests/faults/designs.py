"""Three ways to deliver: the bot's own, and two that everybody would write first and that must fail here."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.blocks import Message
from bot.mentoring.letters import Letter, LetterState
from bot.slack import Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import outbox
from bot.store.database import Database
from bot.store.tables.letters import letters
from scheduling import delivery, rounds

SENDERS = 16
NowIs = Callable[[], datetime]
SlackOf = Callable[[str], Slack | None]


class Ours:
    """The bot's own delivery."""

    def __init__(self, database: Database, slack_of: SlackOf, now: NowIs) -> None:
        self.database, self.slack_of, self.now = database, slack_of, now

    def deliver(self, goes_on: Callable[[], bool]) -> None:
        """Say what is due."""
        delivery.deliver(self.database, self.slacks_of, self.now, rounds.still_true, goes_on)

    def slacks_of(self, workspaces: Collection[str]) -> Mapping[str, Slack]:
        """Speak in all of these workspaces."""
        return {name: slack for name in workspaces if (slack := self.slack_of(name))}

    def tidy(self) -> None:
        """Look after what was abandoned."""
        delivery.tidy(self.database, self.now())


class AtLeastOnce(Ours):
    """Post, and try again whenever it isn't certain that it worked."""

    said_before_posting = False
    after_silence = LetterState.DUE

    def deliver(self, goes_on: Callable[[], bool]) -> None:
        """Say what is due."""
        with ThreadPoolExecutor(SENDERS) as senders:
            while goes_on():
                with self.database.everywhere() as db:
                    claimed = outbox.claim(db, self.now(), SENDERS)
                    if self.said_before_posting:
                        db.execute(
                            sa.update(letters)
                            .where(letters.c.id.in_([each.id for each in claimed]))
                            .values(state=LetterState.SENT)
                        )
                if not claimed:
                    return
                list(senders.map(self.say, claimed))

    def say(self, letter: Letter) -> None:
        """Say one."""
        slack, state, due_at = self.slack_of(letter.workspace), LetterState.SENT, letter.due_at
        assert slack
        try:
            slack.post(letter.to, Message(letter.text, letter.blocks), letter.id)
        except SlackIsBusy as busy:
            state, due_at = LetterState.DUE, self.now() + timedelta(seconds=busy.seconds)
        except SlackIsSilent:
            state = self.after_silence
        except SlackSaidNo:
            state = LetterState.DEAD
        with self.database.everywhere() as db:
            db.execute(sa.update(letters).where(letters.c.id == letter.id).values(state=state, due_at=due_at))

    def tidy(self) -> None:
        """Try again what was abandoned."""
        abandoned = sa.and_(letters.c.state == LetterState.SENDING, letters.c.lease_until < self.now())
        with self.database.everywhere() as db:
            db.execute(sa.update(letters).where(abandoned).values(state=LetterState.DUE))


class AtMostOnce(AtLeastOnce):
    """Note that it was said, and post."""

    said_before_posting = True
    after_silence = LetterState.SENT


DESIGNS = {"ours": Ours, "at-least-once": AtLeastOnce, "at-most-once": AtMostOnce}
