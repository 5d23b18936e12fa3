"""Ask: from a name or a button to the composer, or to a plain word about why this person can't be asked."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.arrivals import open_for
from bot.blocks import (
    Block,
    Message,
    Modal,
    actions,
    button,
    clip,
    escape,
    listed,
    mention,
    mentioned,
    message,
    person_input,
    quote,
    section,
)
from bot.desk import Desk, rest
from bot.mentoring.asks import Ask, DoesNotMentor
from bot.mentoring.names import is_called
from bot.mentoring.notes import Preset
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal
from bot.slack import Meet, Open, Reply, Visit
from bot.store import asks, brakes, chats, people, searches, sought
from bot.store.database import Database
from bot.visits import NobodyByThatName
from handlers import composer, join

HELP = "`/mentor ask @person` — write a request to a mentor, with help on the way"
SLACK_ID = re.compile(r"[UW][A-Z0-9]{1,20}")
NAME_MAX = 80


def register(desk: Desk) -> None:
    """Listen for the command, and for every button that leads to a request."""
    desk.command("ask")(ask)
    desk.action("ask_mentor")(ask_mentor)
    desk.action("ask_chat")(ask_for_a_chat)
    desk.action("open_ask")(choose)
    desk.action("ask_whom", "ask_named")(ask_chosen)


def ask(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Begin a request to whoever was named, or ask which of several, or whom of all."""
    ack()
    actor, typed = visit(), rest(command)
    named = mentioned(typed)
    likely = [] if named else likely_meant(database, workspace, typed, actor)
    who = named[0] if named else likely[0].slack_id if len(likely) == 1 else None
    if who:
        show(start(database, workspace, actor, meet(who), now), reply, open_modal)
    else:
        guesses = [] if likely else nearly_meant(database, workspace, typed, actor)
        open_modal(picker(typed, likely or guesses, are_guesses=bool(guesses)))


def ask_mentor(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Begin a request, or take up its draft."""
    ack()
    actor = visit()
    show(start(database, workspace, actor, meet(slack_id(action.get("value"))), now), reply, open_modal)


def ask_for_a_chat(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Begin a request for twenty minutes, whatever a draft asked for before."""
    ack()
    actor = visit()
    mentor = meet(slack_id(action.get("value")))
    show(start(database, workspace, actor, mentor, now, preset=Preset.CHAT), reply, open_modal)


def choose(ack: Ack, visit: Visit, open_modal: Open) -> None:
    """Ask who it should be."""
    ack()
    visit()
    open_modal(picker(""))


def ask_chosen(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    meet: Meet,
    reply: Reply,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Go on with the person who was picked, of all or of those a name may mean."""
    ack()
    actor = visit()
    mentor = meet(slack_id(action.get("selected_user") or action.get("value")))
    show(start(database, workspace, actor, mentor, now), reply, update_modal)


def show(answer: Modal | Message, reply: Reply, open_modal: Open) -> None:
    """Open the form, or say why there is none."""
    if isinstance(answer, Modal):
        open_modal(answer)
    else:
        reply(answer)


def whom(database: Database, workspace: str, text: str) -> str | None:
    """Find out who is meant beyond doubt: a mention, or the whole name of exactly one person."""
    if named := mentioned(text):
        return named[0]
    likely = likely_meant(database, workspace, text)
    exactly = [person for person in likely if is_called(text, person.name, person.real_name)]
    return exactly[0].slack_id if len(exactly) == 1 else None


def likely_meant(database: Database, workspace: str, text: str, actor: str = "") -> list[Person]:
    """Return whom a typed name may mean; the one who typed it only where nobody else is meant."""
    if not text or len(text) > NAME_MAX:
        return []
    with database.look(workspace) as db:
        likely = people.named(db, text)
    return [person for person in likely if person.slack_id != actor] or likely


def nearly_meant(database: Database, workspace: str, text: str, actor: str) -> list[Person]:
    """Guess whom a name with a slip in it means; nobody is asked on a guess, only offered."""
    if not text or len(text) > NAME_MAX:
        return []
    with database.look(workspace) as db:
        return [person for person in people.nearly_named(db, text) if person.slack_id != actor]


def slack_id(value: object) -> str:
    """Read whom a button or a picker means; anything else is nobody."""
    if not SLACK_ID.fullmatch(str(value)):
        raise NobodyByThatName
    return str(value)


def start(
    database: Database, workspace: str, actor: str, mentor: Person, now: datetime, *, preset: Preset | None = None
) -> Modal | Message:
    """Return the composer with what was written before, or why there is nothing to write."""
    with database.begin(workspace) as db:
        mentee = join.known(db, actor)
        mentor = people.known(db, mentor.slack_id) or mentor
        if waiting := asks.open_between(db, mentee, mentor):
            return already_asked(db, waiting)
        draft = asks.draft(db, mentee, mentor)
        wants_chat = (preset or (draft.preset if draft else Preset.ONGOING)) == Preset.CHAT
        refusal = asks.objection(db, mentee, mentor, now, place=not wants_chat)
        if refusal and draft and draft.note:
            return unsent(draft, refusal)
        if isinstance(refusal, DoesNotMentor):
            return ask_yourself(sought.by(db, mentee), mentor)
        if refusal:
            raise refusal
        if wants_chat:
            chats.check_room(db, mentor)
        return composer.form(_draft(db, mentee, mentor, now, preset))


def _draft(db: orm.Session, mentee: Person, mentor: Person, now: datetime, preset: Preset | None) -> Ask:
    """Return the draft, or an empty one that is kept only once something is written."""
    search = searches.current(db, mentee)
    draft = asks.draft(db, mentee, mentor) or Ask(
        workspace=mentee.workspace,
        mentee=mentee,
        mentor=mentor,
        created_at=now,
        want=search.goal if search else "",
    )
    draft.preset = preset or draft.preset
    return draft


def picker(typed: str, likely: Sequence[Person] = (), *, are_guesses: bool = False) -> Modal:
    """Ask for a person, out of those a name may mean or out of all."""
    name = clip(typed.removeprefix("@"), NAME_MAX)
    unclear = f"I don't know which person “{escape(name)}” is. " if typed else ""
    if are_guesses:
        unclear += f"Did you mean {'one of these' if likely[1:] else escape(likely[0].real_name or likely[0].name)}? "
    elif likely:
        unclear = f"Several people may be meant by “{escape(name)}”. "
    pick = person_input(placeholder="Pick somebody else" if likely else "Pick a person", live="ask_whom")
    return Modal(
        "ask_whom",
        "Ask a mentor",
        [
            section(f"{unclear}Who would you like to ask? Only you see this until you press Send."),
            *(choosable(person) for person in likely),
            actions(pick),
            actions(button("Find a mentor instead", "open_find")),
        ],
        close="Cancel",
    )


def choosable(person: Person) -> Block:
    """Show one of several people a name may mean, with what tells them apart."""
    name = person.real_name or person.name
    known_by = ", ".join(escape(each) for each in (person.title, person.department) if each)
    told = f"*{escape(name)}* ({mention(person.slack_id)})\n{known_by}".rstrip()
    return section(told, button("Ask", "ask_named", person.slack_id, says=f"Ask {name}"))


def already_asked(db: orm.Session, ask: Ask) -> Message:
    """Say that a request waits already, and until when."""
    how_long = open_for(ask, is_held=bool(brakes.kept_back(db, [ask])))
    told = (
        f"You have asked {mention(ask.mentor.slack_id)} already. "
        f"Your request is open {how_long}; you'll hear either way."
    )
    withdraw = button("Withdraw it", "withdraw_ask", ask.id, says=f"Withdraw the request to {ask.mentor.name}")
    return message(told, actions(withdraw))


def unsent(draft: Ask, refusal: Refusal) -> Message:
    """Say why a draft can't be sent now, and give its author their own words back, to copy or to drop."""
    return message(
        refusal.sentence,
        f"Your words to {mention(draft.mentor.slack_id)}, for you to copy:",
        quote(draft.note),
        actions(button("Drop it", "drop_draft", draft.id), button("Find a mentor", "open_find", style="primary")),
    )


def ask_yourself(wishes: Sequence[str], mentor: Person) -> Message:
    """Say that the bot can't pass it on, and give a sentence to begin with."""
    wish = escape(listed(wishes[:1])) or "something you know well"
    told = (
        f"{mention(mentor.slack_id)} takes no requests here, so I can't pass one on. You can ask them yourself. A "
        "beginning to copy, with your own reason in front:"
    )
    start_with = (
        f">I'm learning about {wish}. Would you have 20 minutes for one chat? A no is fine, and so is another name."
    )
    return message(told, start_with, actions(button("Find a mentor", "open_find", style="primary")))
