"""Close a pair: a lead may end one for the program, with a reason; both read neutral words (transition 15)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import leadership, safety, windows
from bot.blocks import Answers, Block, Modal, choice, field_of, listed, mention, notice, option, person_input, section
from bot.desk import Desk, rest
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act, NotALead, can
from bot.slack import Open, Refresh, Visit
from bot.store import pairs, people
from bot.store.database import Database
from bot.windows import Takes
from handlers import join

HELP = "`/mentor close` — for leads: end a pair for the program, with a reason"
REASONS = {
    "program_over": "The program or cohort is over",
    "role_change": "A role or team has changed",
    "asked": "They asked for it",
    "rules": "It doesn't fit the rules of the program",
    "other": "Something else",
}


TAKES = Takes(people=("one", "other"))


class NoSuchPair(Refusal):
    """Those two aren't a pair right now, so nothing changed."""


def register(desk: Desk) -> None:
    """Listen for the command, the button and the form."""
    desk.command("close")(close)
    desk.action("open_close")(close)
    desk.view("close_pair")(save)


def close(
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form for a lead, with the two who were named."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        if not leadership.acting(db, person).is_lead:
            raise NotALead
    open_modal(windows.filled(form(), rest(body), TAKES, person.hours.local(now).date()))


def save(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """End the pair, and tell both in neutral words."""
    given = Answers(view)
    with database.begin(workspace) as db:
        pair = allowed(db, actor, given)
        was, reason = pair.lifecycle, given.choice("reason")
        pair.end(now, Lifecycle.ENDED_BY_PROGRAM)
        cause = f"program:{reason if reason in REASONS else 'other'}"
        pairs.record(db, pair, was, by=actor, cause=cause, now=now)
        leadership.note(db, join.known(db, actor), "pair_ended", f"pair:{pair.id}", now, pair.program_id)
        safety.over(db, pair, now)
        told = f"The pair of {listed(mention(each.slack_id) for each in pair.both)} has ended. Both hear of it, kindly."
    ack(response_action="update", view=notice("Ended", told).payload)
    refresh()


def allowed(db: orm.Session, actor: str, given: Answers) -> Pair:
    """Return the pair that is meant, if whoever acts leads it. Whoever leads another program learns nothing of it."""
    person = join.known(db, actor)
    by = leadership.acting(db, person)
    if not by.is_lead:
        raise NotALead
    pair = between(db, given.person("one"), given.person("other"))
    if not can(by, Act.END_PAIR, pair.program_id):
        raise NoSuchPair
    return pair


def between(db: orm.Session, one: str | None, other: str | None) -> Pair:
    """Return the live pair of two people."""
    person = people.known(db, one) if one else None
    live = pairs.live(db, person) if person else ()
    found = next((pair for pair in live if other and one != other and pair.has(other)), None)
    pair = pairs.one(db, found.id, hold=True) if found else None
    if pair is None or not pair.is_live:
        raise NoSuchPair
    return pair


def form() -> Modal:
    """Ask which two, and why; the reason is kept as a category."""
    reasons = choice("static_select", [option(text, name) for name, text in REASONS.items()], placeholder="Pick one")
    blocks: list[Block] = [
        section("This ends a pair for good. Both are told in neutral words; your reason is kept for the program."),
        field_of("one", "One of the two", person_input()),
        field_of("other", "The other one", person_input()),
        field_of("reason", "Why?", reasons),
    ]
    return Modal("close_pair", "End a pair", blocks, submit="End it", close="Cancel")
