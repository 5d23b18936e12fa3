"""Brakes: a lead holds everything, a kind, a pair or a program, at once, and lets go again without a flood."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import farewells, leadership, pairings, reports, rhythm_wishes, windows
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    button,
    choice,
    context,
    counted,
    divider,
    escape,
    field_of,
    listed,
    mention,
    moment,
    notice,
    number,
    option,
    person_input,
    section,
)
from bot.desk import Desk, rest
from bot.mentoring.asks import REQUEST
from bot.mentoring.brakes import Brake, Hold
from bot.mentoring.chats import INTRODUCTION
from bot.mentoring.letters import Letter
from bot.mentoring.people import Person
from bot.mentoring.programs import Program
from bot.mentoring.refusals import Refusal
from bot.mentoring.roles import Act
from bot.reports import InWords
from bot.slack import Open, Visit
from bot.store import brakes, pairs, programs
from bot.store.database import Database
from bot.windows import Takes
from handlers import answer, join, offer_chat
from handlers.close_pair import NoSuchPair, between

HELP = "`/mentor hold` — for leads: hold back everything, a kind, a pair or a program, and let go again"
SHOWN = 20
PROGRAMS_SHOWN = 50
NAMES = {
    Hold.EVERYTHING: "Everything",
    Hold.KIND: "One kind of message",
    Hold.PAIR: "Everything about a pair",
    Hold.PROGRAM: "Everything about a program's pairs",
}


ASKED_LATER: Mapping[str, Callable[[orm.Session, Sequence[Letter], datetime], object]] = {
    REQUEST: answer.ask_later,
    INTRODUCTION: offer_chat.introduce_later,
    pairings.KIND: pairings.ask_later,
    rhythm_wishes.KIND: rhythm_wishes.ask_later,
    farewells.HOW_TO_GO_ON: farewells.ask_later,
}
"""What stays open for a while, and says until when: that while begins when it can be read."""
TAKES = Takes(people=("one", "other"), with_people={"what": Hold.PAIR})


class NothingHeld(Refusal):
    """That was let go already. `/mentor hold` shows what is held."""


NEVER_HELD = "What concerns somebody's safety, and what leads are told, is never held."


class NoSuchHold(Refusal):
    """I can't tell what to hold, so nothing is held. Please pick it in the field for it."""


def register(desk: Desk) -> None:
    """Listen for the command, the form and letting go."""
    desk.command("hold", "brakes")(open_brakes)
    desk.action("open_brakes")(open_brakes)
    desk.action("release_brake")(release)
    desk.view("pull_brake")(pull)


def open_brakes(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    body: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    in_words: InWords,
    kinds: Collection[str],
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show what is held, and what can be; what was typed is chosen."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        shown, today = form(db, actor, kinds, in_words), join.known(db, actor).hours.local(now).date()
    open_modal(windows.filled(shown, rest(body), TAKES, today))


def pull(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    view: View,
    actor: str,
    in_words: InWords,
    kinds: Collection[str],
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Hold what was chosen, from this moment on."""
    given = Answers(view)
    with database.begin(workspace) as db:
        by, what, which, program = chosen(db, actor, given, kinds)
        if brakes.pull(db, what, which, by.slack_id, now):
            leadership.note(db, by, "hold", f"{what}:{which}", now, program)
        told = holding(db, Brake(what, which, actor, now), in_words)
    words = f"{told}: held from now on, also what was written already. `/mentor hold` lets go again."
    ack(response_action="update", view=notice("Held", words, final=True).payload)


def release(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    update_modal: Open,
    in_words: InWords,
    kinds: Collection[str],
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Let go: what waited goes out a little at a time, if it is still true."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        brake = brakes.one(db, number(action.get("value")) or 0)
        if brake is None:
            reports.sight_of(db, actor, Act.HOLD)
            raise NothingHeld
        by, program = who_may(db, actor, brake.what, brake.which)
        ask_later(db, now)
        free, stay = brakes.release(db, brake.id, now)
        leadership.note(db, by, "let_go", f"{brake.what}:{brake.which}", now, program)
        shown = form(db, actor, kinds, in_words, told=f"{holding(db, brake, in_words)}: let go. {waited(free, stay)}")
    update_modal(shown)


def waited(free: int, stay: int) -> str:
    """Say what comes now that something is let go, and what doesn't, because something else holds it."""
    comes = f"{counted(free, 'message')} waited; what is still true comes a few at a time."
    stays = f"{counted(stay, 'message')} {'stays' if stay == 1 else 'stay'} held by another hold."
    return " ".join([*([comes] if free or not stay else []), *([stays] if stay else [])])


def ask_later(db: orm.Session, now: datetime) -> None:
    """Give everybody whom a hold kept from being asked the whole time from now on; what they read says until when."""
    held = brakes.waiting(db, *ASKED_LATER)
    for kind, later in ASKED_LATER.items():
        later(db, [letter for letter in held if letter.kind == kind], now)


def chosen(db: orm.Session, actor: str, given: Answers, kinds: Collection[str]) -> tuple[Person, Hold, str, int | None]:
    """Read what is to be held, and check that this person may."""
    sight = reports.sight_of(db, actor, Act.HOLD)
    try:
        what = Hold(given.choice("what"))
    except ValueError:
        raise NoSuchHold from None
    which = ""
    if what is Hold.KIND:
        which = given.choice("kind")
    elif what is Hold.PAIR:
        found = between(db, given.person("one"), given.person("other"))
        if sight.programs is not None and found.program_id not in sight.programs:  # they learn nothing of it
            raise NoSuchPair
        which = str(found.id)
    elif what is Hold.PROGRAM:
        which = str(number(given.choice("program")) or "")
    if what is not Hold.EVERYTHING and (not which or (what is Hold.KIND and which not in kinds)):
        raise NoSuchHold
    by, program = who_may(db, sight.viewer, what, which)
    return by, what, which, program


def who_may(db: orm.Session, actor: str, what: Hold, which: str) -> tuple[Person, int | None]:
    """Return whoever acts if they may hold this, and the program it is about; refuse everybody else."""
    if what in {Hold.EVERYTHING, Hold.KIND}:
        return leadership.must(db, actor, Act.HOLD_EVERYTHING), None
    about = number(which) or 0
    pair = pairs.one(db, about) if what is Hold.PAIR else None
    program = pair.program_id if pair else (about if what is Hold.PROGRAM else None)
    return leadership.must(db, actor, Act.HOLD, program), program


def form(db: orm.Session, actor: str, kinds: Collection[str], in_words: InWords, told: str = "") -> Modal:
    """Show what is held and may be let go by this lead, and ask what else to hold."""
    sight = reports.sight_of(db, actor, Act.HOLD)
    led = programs.every(db, sight.programs)[:PROGRAMS_SHOWN]
    everywhere = sight.programs is None
    mine = [each for each in brakes.every(db) if everywhere or is_within(db, each, sight.programs or frozenset())]
    pulled = [entry(db, each, in_words) for each in mine[:SHOWN]]
    blocks: list[Block] = [
        *([section(told)] if told else []),
        *(pulled or [section("Nothing is held back right now.")]),
        divider(),
        *fields(led, kinds if everywhere else (), in_words),
        context(f"Holding is at once and for everybody concerned. {NEVER_HELD}"),
    ]
    return Modal("pull_brake", "Hold back", blocks, submit="Hold", close="Close")


def fields(led: Sequence[Program], kinds: Collection[str], in_words: InWords) -> list[Block]:
    """Ask what to hold; who leads one program among several holds nothing of everybody's."""
    offered = [Hold.PAIR, *([Hold.EVERYTHING, Hold.KIND] if kinds else []), *([Hold.PROGRAM] if led else [])]
    what = choice("radio_buttons", [option(NAMES[each], each) for each in Hold if each in offered])
    blocks = [field_of("what", "What should I hold back?", what)]
    if kinds:
        options = sorted((option(in_words(kind), kind) for kind in kinds), key=lambda each: str(each["text"]["text"]))
        picker = choice("static_select", options, placeholder="Pick a kind")
        blocks.append(field_of("kind", "Which kind?", picker, optional=True))
    blocks += [
        field_of("one", "One of the pair", person_input(), optional=True),
        field_of("other", "The other one", person_input(), optional=True),
    ]
    if led:
        options = [option(each.name, each.id) for each in led]
        picker = choice("static_select", options, placeholder="Pick a program")
        blocks.append(field_of("program", "Which program?", picker, optional=True))
    return blocks


def is_within(db: orm.Session, brake: Brake, led: Collection[int]) -> bool:
    """Tell whether a hold is of a pair or program that somebody leads."""
    if brake.what is Hold.PROGRAM:
        return int(brake.which) in led
    pair = pairs.one(db, int(brake.which)) if brake.what is Hold.PAIR else None
    return pair is not None and pair.program_id in led


def entry(db: orm.Session, brake: Brake, in_words: InWords) -> Block:
    """Show one hold, and the way to let go."""
    told = holding(db, brake, in_words)
    go = button("Let go", "release_brake", brake.id, says=f"Let go: {aloud(db, brake, in_words)}")
    return section(f"*{told}*, held by {mention(brake.by)} since {moment(brake.since)}", go)


def holding(db: orm.Session, brake: Brake, in_words: InWords) -> str:
    """Say what is held."""
    if brake.what is Hold.KIND:
        return f"Messages about {in_words(brake.which)}"
    if brake.what is Hold.PAIR:
        pair = pairs.one(db, int(brake.which))
        return f"The pair of {listed(mention(each.slack_id) for each in pair.both)}" if pair else "A pair that is gone"
    if brake.what is Hold.PROGRAM:
        program = programs.one(db, int(brake.which))
        return f"The program {escape(program.name)}" if program else "A program that is gone"
    return NAMES[brake.what]


def aloud(db: orm.Session, brake: Brake, in_words: InWords) -> str:
    """Say what is held to whoever hears it, where a mention would be an id."""
    if brake.what is Hold.PAIR and (pair := pairs.one(db, int(brake.which))):
        return f"the pair of {listed(each.name for each in pair.both)}"
    if brake.what is Hold.PROGRAM and (program := programs.one(db, int(brake.which))):
        return f"the program {program.name}"
    return holding(db, brake, in_words)
