"""Pairs: one's mentors and mentees with what is next for each, and the questions for a first meeting."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    mention,
    mentioned,
    message,
    notice,
    number,
    quote,
)
from bot.desk import Desk
from bot.mentoring.callings import told_apart
from bot.mentoring.names import begins_a_name
from bot.mentoring.pairs import Pair
from bot.mentoring.prompts import kickoff
from bot.mentoring.refusals import Refusal
from bot.mentoring.typed import without_mentions
from bot.slack import Open, Replace, Reply, Visit
from bot.store import pairs, people
from bot.store.database import Database
from handlers import home, join

HELP = "`/mentor pairs` — your mentors and mentees, each with rhythm and next step"
LABEL_MAX = 30
HIDDEN = message("Hidden. There is nothing to do here.")
LEADING = None
"""A name is looked for among the first words only."""


class NoPairYet(Refusal):
    """You are in no pair right now. `/mentor find` helps you find a mentor, `/mentor offer` lets others find you."""


class NoPairWithThem(Refusal):
    """You two aren't a pair, so nothing changed. `/mentor pairs` shows yours."""


def register(desk: Desk) -> None:
    """Listen for the command, and for the buttons under the questions for a first meeting."""
    desk.command("pairs")(show)
    desk.action("open_questions")(open_questions)
    desk.action("swap_prompts")(swap_prompts)
    desk.action("hide_message")(hide)


def show(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """List the pairs of whoever asks."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        hub = home.gather(db, join.known(db, actor), now)
    reply(overview(hub, now))


def open_questions(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Show three questions to begin with."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(action.get("value")) or 0, actor)
    open_modal(notice("First questions", *questions(pair, actor, 0).blocks))


def swap_prompts(
    ack: Ack, action: Mapping[str, Any], visit: Visit, replace: Replace, database: Database, workspace: str
) -> None:
    """Offer three other questions; the button carries how often that was done."""
    ack()
    actor = visit()
    about, _, swaps = str(action.get("value")).partition(":")
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor)
    if pair.held:
        partner = mention(pair.partner_of(actor).slack_id)
        replace(message(f"You and {partner} have met, so the questions for a first session are over."))
        return
    replace(questions(pair, actor, (number(swaps) or 0) + 1))


def hide(ack: Ack, visit: Visit, replace: Replace) -> None:
    """Take a message away that needs no answer, be it about a first session, a last one, or what came after."""
    ack()
    visit()
    replace(HIDDEN)


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
        f"Three {'other ' if swaps else ''}questions for your first session with {partner}. "
        "Spend most of it getting to know each other; goals can wait.",
        quote("\n".join(kickoff(f"pair{pair.id}", swaps))),
        actions(
            button("Other questions", "swap_prompts", f"{pair.id}:{swaps}"),
            button("Hide", "hide_message", says="Hide this message"),
        ),
    )


def theirs_now(db: orm.Session, slack_id: str, now: datetime) -> tuple[Sequence[Pair], date]:
    """Return somebody's live pairs, and which day it is for them."""
    person = people.known(db, slack_id)
    live = pairs.live(db, person) if person else ()
    if person is None or not live:
        raise NoPairYet
    return live, person.hours.local(now).date()


def meant(db: orm.Session, slack_id: str, about: str) -> Sequence[Pair]:
    """Return the pairs somebody may mean: the one with the person they name, else all of theirs."""
    return meant_and_left(db, slack_id, about)[0]


def meant_and_left(db: orm.Session, slack_id: str, about: str) -> tuple[Sequence[Pair], str]:
    """Return the pairs somebody may mean, and what else they said."""
    person = people.known(db, slack_id)
    live = pairs.live(db, person) if person else ()
    if not live:
        raise NoPairYet
    return partners_in(about, live, slack_id, about)


def partners_in(text: str, live: Sequence[Pair], slack_id: str, unclear: str | None) -> tuple[Sequence[Pair], str]:
    """Return the pairs with whomever a text names, else all of them, and what else it says.

    A name is looked for in what is unclear otherwise; of free words only the first ones can be one. Mentioning
    somebody else must not lead to another pair.
    """
    named = mentioned(text)
    chosen = [pair for pair in live if pair.partner_of(slack_id).slack_id in named]
    if named and not chosen:
        raise NoPairWithThem
    if chosen:
        return chosen, without_mentions(text, {pair.partner_of(slack_id).slack_id for pair in chosen}).strip()
    names = {pair.id: (pair.partner_of(slack_id).name, pair.partner_of(slack_id).real_name) for pair in live}

    def is_name(word: str) -> bool:
        return any(begins_a_name(word, *each) for each in names.values())

    leading = list(takewhile(is_name, text.split()))
    words = leading if unclear is LEADING else [word for word in unclear.split() if is_name(word)]
    chosen = [pair for pair in live if words and all(begins_a_name(word, *names[pair.id]) for word in words)]
    if not chosen:
        return live, text
    if unclear is LEADING:
        return chosen, " ".join(text.split()[len(words) :])
    return chosen, " ".join(word for word in text.split() if word not in words)


def labelled(several: Sequence[Pair], actor: str) -> Iterator[tuple[Pair, str]]:
    """Give each pair with its name on a button: neither two of one name nor two with one person read the same."""
    partners = [pair.partner_of(actor) for pair in several]
    called, times = told_apart(partners), Counter(partner.slack_id for partner in partners)
    for pair, partner in zip(several, partners, strict=True):
        name = called[partner.slack_id]
        yield pair, name if times[partner.slack_id] == 1 else f"{clip(name, LABEL_MAX)}, {lasted(pair, actor)}"


def lasted(pair: Pair, actor: str) -> str:
    """Say from when until when two are or were a pair, on one's own clock."""
    hours = pair.person(actor).hours
    began, ended = (
        f"{on.day} {on:%B %Y}" for on in map(hours.local, (pair.started_at, pair.ended_at or pair.started_at))
    )
    return f"{began} to {ended}" if pair.ended_at else f"since {began}"


def can_be_named(several: Sequence[Pair], actor: str) -> bool:
    """Tell whether the name of a partner says which pair is meant, whichever it is."""
    return len({pair.partner_of(actor).slack_id for pair in several}) == len(several)


def which(question: str, choices: Sequence[Block], *vain: str, by_name: bool = True) -> Message:
    """Ask which pair is meant, after saying what was typed in vain; say how to save the question where that helps."""
    rows = [actions(each) for each in choices]  # Slack takes an action's name once per block
    advice = [context("Naming the person with @ after the command saves this question.")] if by_name else []
    return message(*vain, question, *rows, *advice)
