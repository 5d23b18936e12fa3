"""Pairs: one's mentors and mentees with what is next for each, and the questions for a first meeting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Block, Message, Modal, actions, button, clip, context, mention, mentioned, message, number, quote
from bot.desk import Desk
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.prompts import kickoff
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Replace, Reply, Visit
from bot.store import pairs, people
from bot.store.database import Database
from handlers import home, join

HELP = "`/mentor pairs` — your mentors and mentees, each with rhythm and next step"
LABEL_MAX = 30


class NoPairYet(Refusal):
    """You are in no pair right now. `/mentor find` helps you find a mentor, `/mentor offer` lets others find you."""


class NoPairWithThem(Refusal):
    """You two aren't a pair, so nothing changed. `/mentor pairs` shows yours."""


def register(desk: Desk) -> None:
    """Listen for the command, and for the buttons under the questions for a first meeting."""
    desk.command("pairs")(show)
    desk.action("swap_prompts")(swap_prompts)
    desk.action("hide_message")(hide)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """List the pairs of whoever asks."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        hub = home.gather(db, join.known(db, actor), now)
    reply(overview(hub, now))


def swap_prompts(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Offer three other questions; the button carries how often that was done."""
    ack()
    actor = visit()
    about, _, swaps = str(action.get("value")).partition(":")
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor)
    replace(questions(pair, actor, (number(swaps) or 0) + 1))


def hide(ack: Ack, visit: Visit, replace: Replace) -> None:
    """Take the questions away."""
    ack()
    visit()
    replace(message("Hidden. Enjoy your first session!"))


def overview(hub: home.Hub, now: datetime) -> Message:
    """Show each pair, and what is next for it."""
    blocks = home.relationships(hub, now)[1:]
    if not blocks:
        return message(
            "You are in no pair right now.",
            actions(button("Find a mentor", "open_find", style="primary"), button("Offer to mentor", "open_offer")),
        )
    steps = [f"• {step}" for pair in hub.pairs if (step := home.next_step(pair, hub, now))]
    return message(*blocks, *(["*Next:*\n" + "\n".join(steps)] if steps else []))


def questions(pair: Pair, actor: str, swaps: int) -> Message:
    """Give three questions to begin with."""
    partner = mention(pair.partner_of(actor).slack_id)
    return message(
        f"Three other questions for your first session with {partner}. Start with each other; goals can wait.",
        quote("\n".join(kickoff(f"pair{pair.id}", swaps))),
        actions(
            button("Other questions", "swap_prompts", f"{pair.id}:{swaps}"),
            button("Hide", "hide_message", says="Hide this message"),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window about one pair, as one of the two sees it."""

    question: str
    """Asked of whoever has several pairs and named nobody."""
    choice: Callable[[Pair, str], Block]
    """The button for one of them, which opens the window as well."""
    make: Callable[[orm.Session, Pair, str], Modal]

    def for_whom(self, database: Database, workspace: str, actor: str, text: str) -> Modal | Message:
        """Make it for the pair that a command means, or ask which one that is."""
        with database.look(workspace) as db:
            several = meant(db, actor, text)
            if len(several) == 1:
                return self.make(db, several[0], actor)
            return which(self.question, [self.choice(pair, actor) for pair in several])

    def for_this(self, database: Database, workspace: str, actor: str, action: Mapping[str, Any]) -> Modal:
        """Make it for the pair that a button is about, if it is this person's."""
        with database.look(workspace) as db:
            return self.make(db, pairs.theirs(db, number(action.get("value")) or 0, actor), actor)


def open_or_ask(answer: Modal | Message, reply: Reply, open_modal: Open) -> None:
    """Open the window, or ask which pair is meant."""
    if isinstance(answer, Modal):
        open_modal(answer)
    else:
        reply(answer)


def meant(db: orm.Session, slack_id: str, about: str) -> Sequence[Pair]:
    """Return the pairs somebody may mean: the one with the person they mention, else all of theirs."""
    person = people.known(db, slack_id)
    live = pairs.live(db, person) if person else ()
    if not live:
        raise NoPairYet
    return named_in(about, live, slack_id) or live


def named_in(text: str, live: Sequence[Pair], slack_id: str) -> Sequence[Pair]:
    """Return the pairs with whomever a text mentions; naming somebody else must not lead to another pair."""
    named = mentioned(text)
    chosen = [pair for pair in live if pair.partner_of(slack_id).slack_id in named]
    if named and not chosen:
        raise NoPairWithThem
    return chosen


def label(pair: Pair, actor: str) -> str:
    """Name a pair on a button."""
    return clip(pair.partner_of(actor).name, LABEL_MAX)


def which(question: str, choices: Sequence[Block]) -> Message:
    """Ask which pair is meant."""
    rows = [actions(each) for each in choices]  # Slack takes an action's name once per block
    return message(question, *rows, context("Naming the person after the command saves this question."))


def will_hear(partner: Person, now: datetime) -> str:
    """Say when the other one hears of it; somebody who left mentoring isn't written to."""
    who = mention(partner.slack_id)
    if not partner.has_joined:
        return f"{who} has left mentoring and gets no messages from me, so please tell them yourself."
    return f"{who} hears of it from me {letterbox.arrival(partner, now)}."
