"""Windows about one pair: opened by a command for the pair that is meant, or by the button of one pair."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import windows
from bot.blocks import Block, Message, Modal, button, number
from bot.desk import rest
from bot.mentoring.pairs import Pair
from bot.slack import Open, Reply, Visit
from bot.store import pairs
from bot.store.database import Database
from bot.windows import NOTHING, Takes
from handlers.pairs import LEADING, labelled, partners_in, theirs_now, which


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window about one pair, as one of the two sees it."""

    question: str
    """Asked of whoever has several pairs and named nobody."""
    opened_by: str
    """The button that opens it; whoever is asked which pair they mean answers with the same one."""
    make: Callable[[orm.Session, Pair, str, datetime], Modal]
    takes: Takes = NOTHING
    """Which of its fields take what was typed after the command."""

    def by_command(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
        self,
        ack: Ack,
        command: Mapping[str, Any],
        visit: Visit,
        reply: Reply,
        open_modal: Open,
        database: Database,
        workspace: str,
        now: datetime,
    ) -> None:
        """Open it for the pair that is meant, with what else was typed; or ask which pair that is."""
        ack()
        open_or_ask(self._for_whom(database, workspace, visit(), rest(command), now), reply, open_modal)

    def by_button(
        self,
        ack: Ack,
        action: Mapping[str, Any],
        visit: Visit,
        open_modal: Open,
        database: Database,
        workspace: str,
        now: datetime,
    ) -> None:
        """Open it for the pair that a button is about, if it is this person's; the button may carry a day or so."""
        ack()
        actor, (about, _, keeps) = visit(), str(action.get("value")).partition(":")
        with database.look(workspace) as db:
            made = self.make(db, pairs.theirs(db, number(about) or 0, actor), actor, now)
        open_modal(windows.filled_again(made, keeps, self.takes))

    def _for_whom(self, database: Database, workspace: str, actor: str, text: str, now: datetime) -> Modal | Message:
        with database.look(workspace) as db:
            live, today = theirs_now(db, actor, now)
            unclear = LEADING if self.takes.words else windows.read(text, self.takes, today).left
            several, left = partners_in(text, live, actor, unclear)
            if len(several) == 1:
                return windows.filled(self.make(db, several[0], actor, now), left, self.takes, today)
            said = windows.read(left, self.takes, today)
            keeps = windows.carried(windows.possible(said, self.takes, today))
            vain = (windows.why_not(said, self.takes, today), windows.in_vain(said.left, self.takes))
            return which(self.question, self._choices(several, actor, keeps), *filter(None, vain))

    def _choices(self, several: Sequence[Pair], actor: str, keeps: str) -> list[Block]:
        return [button(name, self.opened_by, f"{pair.id}{keeps}") for pair, name in labelled(several, actor)]


def open_or_ask(answer: Modal | Message, reply: Reply, open_modal: Open) -> None:
    """Open the window, or ask which pair is meant."""
    if isinstance(answer, Modal):
        open_modal(answer)
    else:
        reply(answer)
