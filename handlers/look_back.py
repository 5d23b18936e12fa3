"""Look back: after the end each looks back, alone, and may write one line to the other (practice E3, E6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Modal,
    choice,
    context,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    quote,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.answers import SUGGESTS, WORTH, Topic
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import answers, inbox, pairs
from bot.store.database import Database
from handlers import join

FIVE = {"1": "Not really", "2": "A little", "3": "So-so", "4": "Yes", "5": "Very much"}
THREE = {"yes": "Yes", "partly": "Partly", "no": "No"}
TEN = {str(number): str(number) for number in range(11)} | {"0": "0: not at all", "10": "10: surely"}
AGAIN = {"same": "With the same person", "other": "With somebody else", "not_now": "Not now"}
QUESTIONS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    WORTH: ("Was it worth your time?", FIVE),
    "goal": ("Did you get where you wanted to?", THREE),
    "again": ("Would you do it again?", AGAIN),
    SUGGESTS: ("How likely are you to suggest this to a colleague?", TEN),
}
WORDS, LINE = "words", "line"
WORDS_MAX, LINE_MAX = 2000, 500
PAY_FORWARD = "pay_forward"
OVER = frozenset({Lifecycle.ENDED_COMPLETED, Lifecycle.REDEFINED})


class NothingToLookBackOn(Refusal):
    """Looking back belongs to the end of a mentoring that was wrapped up, so nothing was kept."""


def register(desk: Desk) -> None:
    """Listen for the buttons and the form."""
    desk.action("look_back")(look_back)
    desk.view("look_back")(save)
    desk.action("never_pay_forward")(never)


def look_back(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        modal = form(theirs(db, action.get("value"), actor), actor)
    open_modal(modal)


def save(
    ack: Ack, view: Mapping[str, Any], actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Keep what they answered, and pass on the line for the other."""
    given = Answers(view)
    with database.begin(workspace) as db:
        pair = theirs(db, view["private_metadata"], actor)
        told = keep(db, pair, actor, given, now)
        told += pass_on(db, pair, actor, given.text(LINE), now) if inbox.is_new(db, f"view:{view['id']}", now) else []
    ack(response_action="update", view=notice("Thank you", *told).payload)
    refresh()


def never(ack: Ack, visit: Visit, replace: Replace, database: Database, workspace: str) -> None:
    """Never ask again whether they would like to mentor."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        join.known(db, actor).stop(PAY_FORWARD)
    replace(message("I won't ask again. `/mentor offer` is there if you ever want it."))


def theirs(db: orm.Session, value: object, actor: str) -> Pair:
    """Return a pair of theirs that was wrapped up."""
    pair = pairs.ever_theirs(db, number(value), actor)
    if pair.lifecycle not in OVER:
        raise NothingToLookBackOn
    return pair


def keep(db: orm.Session, pair: Pair, actor: str, given: Answers, now: datetime) -> list[str | Block]:
    """Keep each answer for its author alone."""
    occasion = since(pair)
    said = {name: given.choice(name) for name in QUESTIONS} | {WORDS: given.text(WORDS)}
    for name, value in said.items():
        if value and (name == WORDS or value in QUESTIONS[name][1]):
            answers.keep(db, pair, actor, Topic.CLOSING, occasion, value, now, item=name)
    pair.person(actor).look_at = now
    return ["Thank you for looking back. Only you can read your answers."]


def pass_on(db: orm.Session, pair: Pair, actor: str, line: str, now: datetime) -> list[str | Block]:
    """Pass on the line for the other one, once; a second one is given back."""
    if not line:
        return []
    partner = pair.partner_of(actor)
    words = message(f"{mention(actor)} wrote you a line to the end of your mentoring:", quote(line))
    is_sent = farewells.tell(db, pair, partner, "last_line", f"{since(pair)}:{actor}", words, now)
    if is_sent:
        return [f"Your line: {will_hear(db, 'last_line', partner, now, pair=pair)}"]
    if not partner.has_joined:
        return [f"Your line wasn't sent: {will_hear(db, 'last_line', partner, now, pair=pair)}", quote(line)]
    return ["You wrote a line before, and one goes out, so this one wasn't sent:", quote(line)]


def since(pair: Pair) -> str:
    """Name the end that is looked back on."""
    return f"{pair.ended_at or pair.redefined_at:%Y-%m-%d}"


def form(pair: Pair, actor: str) -> Modal:
    """Ask four taps and a sentence, none of which is required."""
    partner = pair.partner_of(actor)
    asked = [
        field_of(
            name,
            question,
            choice("static_select", [option(label, value) for value, label in labels.items()], placeholder="Pick one"),
            optional=True,
        )
        for name, (question, labels) in QUESTIONS.items()
    ]
    blocks: list[Block] = [
        context("For you alone. Leave out whatever you like."),
        *asked,
        field_of(WORDS, "What do you do differently now?", text_input(lines=True, most=WORDS_MAX), optional=True),
        field_of(
            LINE,
            f"One line for {partner.name}",
            text_input(most=LINE_MAX),
            hint="This one they get to read, in your words.",
            optional=True,
        ),
    ]
    return Modal("look_back", "Look back", blocks, submit="Keep", close="Not now", about=str(pair.id))
