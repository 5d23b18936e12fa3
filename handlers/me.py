"""Me: what is kept about me and who sees it, whom I never want to be matched with, and the way out."""

from collections.abc import Sequence
from datetime import datetime

from slack_bolt import Ack
from sqlalchemy import orm

from bot import reorganized
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    choices,
    confirm,
    counted,
    escape,
    field_of,
    header,
    listed,
    mention,
    notice,
    option,
    people_input,
    person_input,
    section,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.callings import told_apart
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import Open, Refresh, Visit
from bot.store import holdings, pairs, people
from bot.store.database import Database
from bot.store.holdings import Holdings
from handlers import ask, forget_me, join, offer

HELP = "`/mentor me` — what is kept about you, who sees it, a copy or an end of it, and whom never to meet here"
BLOCKED_MAX = 100
EARLIER_MAX = 10
FORGET = "forget"
WHO_SEES = (
    (
        "*You alone:* notes, goals and updates you didn't share, your answers when I ask how it goes, "
        "your searches, your network map and whom you met, and the list below."
    ),
    "*You and your partner:* your sessions, dates and things to do, and what you share.",
    "*Everybody here:* what you offer as a mentor.",
    "*Program leads:* states, dates and counts. Never notes, answers, goals or the list below.",
)


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("me", "privacy")(show)
    desk.action("open_me")(show)
    desk.action("leave_for_good")(leave)
    desk.view("me")(save)


def show(ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str) -> None:
    """Open the window."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        person = join.known(db, actor)
        modal = form(person, holdings.of(db, person), people.blocked_by(db, actor), pairs.earlier(db, person))
    open_modal(modal)


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep what they set; nobody is told."""
    given = Answers(view)
    if given.person("manager") == actor:
        ack(response_action="errors", errors={"manager": "That is you. Pick your manager, or leave this as it is."})
        return
    if len(given.text("languages")) > offer.LANGUAGES_MAX:
        ack(
            response_action="errors", errors={"languages": f"Please keep this within {offer.LANGUAGES_MAX} characters."}
        )
        return
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        before = person.manager
        told = settle(db, person, given, now)
        if person.manager != before:
            db.flush()
            reorganized.look(db, now)
            told += [on_hold(pair, actor) for pair in pairs.live(db, person) if pair.line_since == now]
    ack(response_action="update", view=notice("Kept", *told, final=True).payload)
    refresh()


def leave(
    ack: Ack, visit: Visit, update_modal: Open, refresh: Refresh, database: Database, workspace: str, now: datetime
) -> None:
    """Opt out from here."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        join.part(db, join.known(db, actor), now)
    update_modal(notice("You have left", join.FAREWELL, final=True))
    refresh()


def on_hold(pair: Pair, actor: str) -> str:
    """Say what became of a pair in one's own line, and who hears of it."""
    partner = mention(pair.partner_of(actor).slack_id)
    return (
        f"You and {partner} share a reporting line now, so your pair is paused. I ask both of you how to go on, and "
        "program leads hear that you share one."
    )


def settle(db: orm.Session, person: Person, given: Answers, now: datetime) -> list[str]:
    """Keep languages, manager and the list, and say so."""
    person.languages = offer.languages(given)
    manager = given.person("manager")
    if FORGET in given.choices("forget_manager"):
        person.has_manager(None, now)
    elif manager and ask.SLACK_ID.fullmatch(manager):
        person.has_manager(manager, now)
    person.meets_again = tuple(each for each in given.choices("again") if ask.SLACK_ID.fullmatch(each))
    never = {each for each in given.people("never") if ask.SLACK_ID.fullmatch(each)} - {person.slack_id}
    people.block(db, person.slack_id, sorted(never)[:BLOCKED_MAX])
    spoken = f"Languages: {escape(listed(person.languages))}." if person.languages else "No languages noted."
    who = "one person" if len(never) == 1 else f"{len(never)} people"
    apart = f"You won't be matched with {who}. They don't learn of it."
    return [
        spoken,
        "Your manager is known, and neither of you is proposed to the other."
        if person.manager
        else "No manager noted.",
        apart if never else "There's nobody on your list.",
    ]


def form(person: Person, kept: Holdings, never: list[str], earlier: Sequence[Person] = ()) -> Modal:
    """Show what is kept, who sees it, and what can be set."""
    blocks: list[Block] = [
        header("What is kept about you"),
        section("\n".join(f"• {line}" for line in told(person, kept))),
        header("Who sees what"),
        *(section(line) for line in WHO_SEES),
        header("What you can set"),
        *fields(person, never),
        *once_more(person, earlier),
        *(way_out() if person.has_joined else ()),
        *forget_me.rights(person),
    ]
    return Modal("me", "What is kept about me", blocks, submit="Keep", close="Close")


def told(person: Person, kept: Holdings) -> list[str]:
    """Say in words and numbers what is kept."""
    title = f", {escape(person.title)}" if person.title else ""
    called = escape(person.name)
    called += f", in full {escape(person.real_name)}" if person.real_name not in {"", person.name} else ""
    past = f", {counted(kept.past_pairs, 'earlier pair')}" if kept.past_pairs else ""
    todo = f"{counted(kept.actions, 'thing')} to do, {counted(kept.agendas, 'agenda')}"
    return [
        f"From Slack: your name ({called}{title}) and your time zone ({escape(person.timezone)}).",
        f"You offer {escape(listed(person.topics))}." if person.is_mentor else "You offer nothing as a mentor.",
        f"You look for {escape(listed(person.wants))}. Leads and mentors of a program you are in can read it."
        if person.wants
        else "You haven't said in a program what you look for.",
        f"{counted(kept.pairs, 'pair')}{past}, {counted(kept.sessions, 'session')}, {counted(kept.asks, 'request')}.",
        f"{counted(kept.notes, 'note')}, {counted(kept.goals, 'goal')}, {counted(kept.updates, 'update')}, {todo}.",
        f"20-minute chats: {kept.chats}. Concerns you raised: {kept.concerns}.",
        f"Agreements, every version: {kept.agreements}, and what you alone said for one: {kept.drafts}.",
        f"Answers: {kept.answers}, and {kept.looked_back} looking back.",
        f"Searches: {kept.searches}. Names on your network map: {kept.contacts}. Whom you met: {kept.encounters}.",
        f"{counted(kept.letters, 'message')} I wrote or will write to you. I keep no message of yours, and read none.",
    ]


def fields(person: Person, never: list[str]) -> list[Block]:
    """Ask for what only they can say."""
    forget = [option("Forget who my manager is", FORGET)]
    return [
        field_of(
            "never",
            "Never match me with",
            people_input(never[:BLOCKED_MAX]),
            hint="Only you see this list. Nobody on it learns of it.",
            optional=True,
        ),
        field_of(
            "manager",
            "My manager",
            person_input(chosen=person.manager),
            hint="Used for one thing: mentors and mentees are never from one reporting line. A pair of yours in it is "
            "paused; the other one and leads hear that you share a line.",
            optional=True,
        ),
        *([field_of("forget_manager", "Or", choices("checkboxes", forget), optional=True)] if person.manager else []),
        field_of(
            "languages",
            "Languages I speak",
            text_input(
                initial=offer.listed_topics(person.languages),
                placeholder="English, Português",
                most=offer.LANGUAGES_MAX,
            ),
            optional=True,
        ),
    ]


def once_more(person: Person, earlier: Sequence[Person]) -> list[Block]:
    """Let them take back that an earlier partner is never proposed to them again; without any there is no question."""
    called = told_apart(earlier[:EARLIER_MAX])
    options = [option(called[each.slack_id], each.slack_id) for each in earlier[:EARLIER_MAX]]
    shown = choices("checkboxes", options, person.meets_again)
    hint = "I propose nobody whom you had a pair with, unless you tick them here. They don't learn of it."
    return [field_of("again", "May be proposed to me again", shown, hint=hint, optional=True)] if options else []


def way_out() -> list[Block]:
    """Offer silence, and the way out."""
    sure = confirm("Leave mentoring?", join.WHAT_LEAVING_DOES, "Leave")
    return [
        actions(
            button("Quieter instead", "open_quiet"),
            button("Leave mentoring", "leave_for_good", style="danger", confirm=sure),
        )
    ]
