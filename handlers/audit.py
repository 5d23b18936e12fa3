"""Audit: each looks back alone. Once both have, they read what was shared, and three questions to talk about."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    choices,
    context,
    day,
    escape,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    section,
    text_input,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.answers import Answer, Topic, by
from bot.mentoring.audits import DONE, ITEMS, LAST_TURN, WINDOW, Item, is_done, shared, to_discuss
from bot.mentoring.checkpoints import Checkpoint, Task
from bot.mentoring.pairs import Pair
from bot.mentoring.refusals import Refusal
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import answers, inbox, pairs, vitals
from bot.store.database import Database

TYPED_MAX = 500
LABEL_MAX = 70
AUDITS_MAX = 99
SHARE = "share"


class NoSuchAudit(Refusal):
    """I can't find what that was about, so nothing was kept. I'll invite you again when it is time to look back."""


def register(desk: Desk) -> None:
    """Listen for the invitation, the form and what follows from it."""
    desk.action("open_audit")(start)
    desk.action("later_audit")(put_off)
    desk.action("audit_go_on")(go_on)
    desk.view("audit")(save)


def start(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the questions, with what was answered before; once both are done, show what was shared."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        pair, occasion = meant(db, action.get("value"), actor)
        given = answers.of(db, pair, Topic.AUDIT)
    both = all(is_done(person.slack_id, given, occasion) for person in pair.both)
    open_modal(
        notice("Looking back", *summary(pair, actor, given, occasion).blocks)
        if both
        else form(pair, actor, by(actor, given, Topic.AUDIT), occasion)
    )


def put_off(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take "later" for an answer, and say until when there is time and whether it is asked again."""
    ack()
    actor, value = visit(), str(action.get("value"))
    about, _, turn = value.removesuffix(LAST_TURN).partition(":")
    with database.look(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor)
        known = vitals.known_to(db, pair.person(actor), [pair], {})[pair.id]
    is_last = value.endswith(LAST_TURN)
    replace(message(there_is_time(pair, actor, known.open_at(now), turn, is_last=is_last)))


def there_is_time(pair: Pair, actor: str, tasks: Sequence[Task], turn: str, *, is_last: bool) -> str:
    """Say where looking back can still be found, and until when; a later time of it is none of this one."""
    task = next((task for task in tasks if task.what is Checkpoint.AUDIT and turn in {"", str(task.number)}), None)
    if task is None:
        return "Fine. There is nothing to look back on right now; I invite you again when it is time."
    on = day(pair.person(actor).hours.local(task.due_at + WINDOW).date())
    again = "I won't ask again this time." if is_last else "I may ask once more before that, and not after."
    partner = mention(pair.partner_of(actor).slack_id)
    return f"Fine. *Look back* stays on Home with your pair with {partner} until {on}. {again}"


def go_on(ack: Ack, visit: Visit, update_modal: Open) -> None:
    """Go on as it is."""
    ack()
    visit()
    update_modal(notice("Looking back", "Good. You two go on as you are.", final=True))


def save(
    ack: Ack,
    view: Mapping[str, Any],
    actor: str,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Keep the answers for their author; once both are done, each reads what the other chose to share."""
    with database.begin(workspace) as db:
        pair, occasion = meant(db, view["private_metadata"], actor, hold=True)
        pair.must_pass_on()
        if inbox.is_new(db, f"view:{view['id']}", now):
            keep(db, pair, actor, occasion, Answers(view), now)
            tell_both(db, pair, occasion, now)
        given = answers.of(db, pair, Topic.AUDIT)
        words = handed_in(pair, actor, is_last=is_done(pair.partner_of(actor).slack_id, given, occasion))
    ack(response_action="update", view=notice("Looking back", *words.blocks).payload)
    refresh()


def meant(db: orm.Session, value: object, actor: str, *, hold: bool = False) -> tuple[Pair, str]:
    """Return which pair and which audit something is about."""
    about, _, turn = str(value).partition(":")
    pair = pairs.theirs(db, number(about) or 0, actor, hold=hold)
    place = number(turn)
    if not place or place > AUDITS_MAX:
        raise NoSuchAudit
    return pair, f"audit{place}"


def keep(db: orm.Session, pair: Pair, actor: str, occasion: str, given: Answers, now: datetime) -> None:
    """Keep each answer, and which of them the other may see; by default none."""
    may_see = set(given.choices(SHARE))
    for item in ITEMS:
        said = given.choice(item.name) if item.options else given.text(item.name)[:TYPED_MAX]
        said = said if said in item.options or not item.options else ""
        ticked = item.name in may_see
        answers.keep(db, pair, actor, Topic.AUDIT, occasion, said, now, item=item.name, shared=ticked)
    answers.keep(db, pair, actor, Topic.AUDIT, occasion, "yes", now, item=DONE)
    pair.look_at = now


def tell_both(db: orm.Session, pair: Pair, occasion: str, now: datetime) -> None:
    """Once both are done, write to both; before that, to nobody."""
    given = answers.of(db, pair, Topic.AUDIT)
    if not all(is_done(person.slack_id, given, occasion) for person in pair.both):
        return
    for person in pair.both:
        words = summary(pair, person.slack_id, given, occasion)
        about = About(pair=pair.id)
        letterbox.drop(db, person.slack_id, "audit_shared", f"pair{pair.id}:{occasion}", words, now, about=about)


def form(pair: Pair, actor: str, before: Sequence[Answer], occasion: str) -> Modal:
    """Ask; nothing has to be answered, and nothing is shared unless it is ticked."""
    other, is_mentor = pair.partner_of(actor), pair.mentor.slack_id == actor
    label, hint = f"What may {other.name} see?", "Once both of you are done. Leave it empty to share nothing."
    said = {each.item: each for each in before if each.occasion == occasion}
    ticked = [name for name, each in said.items() if each.shared]
    options = [option(item.question(is_mentor=is_mentor)[:LABEL_MAX], item.name) for item in ITEMS]
    return Modal(
        "audit",
        "Looking back",
        [
            context(f"Three minutes, and nothing has to be answered. {who_reads(pair, actor)}"),
            *(asks(item, said[item.name].value if item.name in said else "", is_mentor=is_mentor) for item in ITEMS),
            *([field_of(SHARE, label, choices("multi_static_select", options, ticked), hint=hint, optional=True)])
            * other.has_joined,
        ],
        submit="Hand in",
        close="Not now",
        about=f"{pair.id}:{occasion.removeprefix('audit')}",
    )


def who_reads(pair: Pair, actor: str) -> str:
    """Say who may see what; whoever has left mentoring sees nothing any more."""
    partner = pair.partner_of(actor)
    if partner.has_joined:
        return f"{partner.name} sees only what you tick at the end."
    return f"It is for you alone: {partner.name} has left mentoring and gets nothing from me."


def asks(item: Item, value: str, *, is_mentor: bool) -> Block:
    """Ask for one thing."""
    options = [option(label, name) for name, label in item.options.items()]
    element = (
        choice("static_select", options, chosen=value)
        if options
        else text_input(initial=value, lines=True, most=TYPED_MAX)
    )
    return field_of(item.name, item.question(is_mentor=is_mentor), element, optional=True)


def handed_in(pair: Pair, actor: str, *, is_last: bool) -> Message:
    """Confirm, and offer four ways on."""
    partner, who = pair.partner_of(actor), mention(pair.partner_of(actor).slack_id)
    then = f"Once {who} is done, too, each of you reads what the other chose to share."
    if is_last:
        then = "Both of you are done: what you two chose to share comes in a message."
    elif not partner.has_joined:
        then = f"{who} has left mentoring, so it stays with you; what you'd like to share, please tell them yourself."
    return message(
        f"Handed in, thank you. {then} How would you like to go on?",
        actions(
            button("Continue", "audit_go_on", says="Continue as it is"),
            button("Adjust", "open_agreement", pair.id, says="Adjust what you two agree on"),
            button("Wind down", "wrap_up", pair.id, says="Wind this pair down"),
            button("Pause", "pause_pair", pair.id, says="Pause this pair"),
        ),
    )


def summary(pair: Pair, reader: str, given: Sequence[Answer], occasion: str) -> Message:
    """Show what the other chose to share and what one shared, and three questions to talk about."""
    partner = pair.partner_of(reader).slack_id
    theirs, mine = listing(pair, partner, given, occasion), listing(pair, reader, given, occasion)
    questions = "\n".join(f"• {each}" for each in to_discuss(f"pair{pair.id}:{occasion}"))
    return message(
        f"You and {mention(partner)} have both looked back.",
        section(f"*They share:*\n{theirs}" if theirs else "They keep their answers to themselves, which is fine."),
        *([section(f"*You share:*\n{mine}")] if mine else []),
        section(f"*Three questions for your next session:*\n{questions}"),
        actions(button("Set the next date", "book_session", pair.id)),
    )


def listing(pair: Pair, author: str, given: Sequence[Answer], occasion: str) -> str:
    """List what somebody chose to share, a line for each thing."""
    is_mentor = pair.mentor.slack_id == author
    return "\n".join(
        f"• {item.question(is_mentor=is_mentor)} {escape(item.options.get(value, value))}"
        for item, value in shared(author, given, occasion)
    )
