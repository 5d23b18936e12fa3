"""Find a mentor: a wish typed after the command, or a form that asks for as much as somebody likes to say."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    actions,
    button,
    choice,
    context,
    field_of,
    mentioned,
    number,
    option,
    people_input,
    section,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.coaching import Gap, missing
from bot.mentoring.notes import Mode
from bot.mentoring.prompts import purpose_questions
from bot.mentoring.refusals import Refusal
from bot.mentoring.searches import DIFFERENT, TOPICS_MAX, Kind, NotTheirSearch, Search
from bot.mentoring.topics import topics
from bot.slack import Open, Reply, Visit
from bot.store import people, searches
from bot.store.database import Database
from handlers import join, offer, shortlist
from handlers.ask import SLACK_ID

HELP = "`/mentor find public speaking` — meet mentors who have room for you, and why they fit"
WISH_MAX = 300
MADE_BY_SLACK = re.compile(r"<[@#!]([^>|]*)(?:\|([^>]*))?>")
GOAL_MAX = 400
EXCLUDED_MAX = 100
KINDS = (
    option("Either is fine", Kind.EITHER),
    option("One chat", Kind.CHAT),
    option("Somebody to meet for a while", Kind.ONGOING),
)
HOURS = tuple(option(f"{hours} working hours or more", hours) for hours in (2, 4, 6))


class NotAWish(Refusal):
    """That is more than I can read as a wish. Two or three topics do, such as `/mentor find public speaking`."""


def register(desk: Desk) -> None:
    """Listen for the command, the buttons that lead here, and the forms."""
    desk.command("find")(find)
    desk.action("open_find")(open_form)
    desk.action("skip_purpose")(skip_purpose)
    desk.view("find")(find_from_form)
    desk.view("find_purpose")(use_purpose)


def find(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    reply: Reply,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Answer a wish with a shortlist that only the asker sees; without a wish, ask for one."""
    ack()
    actor = visit()
    wish = in_names(database, workspace, rest(command))
    if not wish:
        open_modal(form_for(database, workspace, actor))
        return
    reply(answer(database, workspace, actor, wish, now))


def in_names(database: Database, workspace: str, typed: str) -> str:
    """Read what Slack made of people, channels and pings in a wish back into names."""
    if not (ids := mentioned(typed)) and "<" not in typed:
        return typed
    with database.look(workspace) as db:
        known = people.these(db, ids)
    read = MADE_BY_SLACK.sub(lambda found: known[found[1]].name if found[1] in known else found[2] or "", typed)
    return read.strip() or typed


def answer(database: Database, workspace: str, actor: str, wish: str, now: datetime) -> Message:
    """Search for what was typed, and nothing narrower."""
    if len(wish) > WISH_MAX:
        raise NotAWish
    with database.begin(workspace) as db:
        search = searches.begin(db, join.known(db, actor), now)
        search.wish, search.kind, search.mode, search.languages, search.hours = wish, Kind.EITHER, Mode.EITHER, (), 0
    return shortlist.answer(database, workspace, search, now)


def open_form(
    ack: Ack,
    view: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    update_modal: Open,
    database: Database,
    workspace: str,
) -> None:
    """Ask what they would like to learn, in the place of a window that is open: Slack stacks three and no more."""
    ack()
    show = update_modal if view.get("type") == "modal" else open_modal
    show(form_for(database, workspace, visit()))


def find_from_form(
    ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime
) -> None:
    """Show the shortlist in the place of the form, after one question about the goal if it says little."""
    given = Answers(view)
    if slips := mistakes(given):
        ack(response_action="errors", errors=slips)
        return
    with database.begin(workspace) as db:
        search = keep(db, given, actor, now)
    vague = search.goal and Gap.SPECIFIC in missing(search.goal, "", None, now.date())
    shown = purpose(search) if vague else results(database, workspace, search, now)
    ack(response_action="update", view=shown.payload)


def use_purpose(
    ack: Ack, view: Mapping[str, Any], actor: str, database: Database, workspace: str, now: datetime
) -> None:
    """Take the sentence as it is now, and show the shortlist."""
    goal = Answers(view).text("goal")
    if len(goal) > GOAL_MAX:
        ack(response_action="errors", errors={"goal": f"Please keep this within {GOAL_MAX} characters."})
        return
    with database.begin(workspace) as db:
        search = searches.one(db, number(view.get("private_metadata")), actor)
        if search is None:
            raise NotTheirSearch
        search.goal = goal
    ack(response_action="update", view=results(database, workspace, search, now).payload)


def skip_purpose(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    update_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Leave the sentence as it was."""
    ack()
    search = shortlist.theirs(database, workspace, action, visit())
    update_modal(results(database, workspace, search, now))


def results(database: Database, workspace: str, search: Search, now: datetime) -> Modal:
    """Show the shortlist in a window."""
    found = shortlist.answer(database, workspace, search, now)
    return Modal("find", shortlist.TITLE, found.blocks)


def keep(db: orm.Session, given: Answers, actor: str, now: datetime) -> Search:
    """Keep what is looked for, and whom they never want to meet; nobody learns of that list."""
    person = join.known(db, actor)
    search = searches.begin(db, person, now)
    search.wish, search.goal = given.text("wish"), given.text("goal")
    search.kind = next((each for each in Kind if each == given.choice("kind")), Kind.EITHER)
    search.mode = next((each for each in Mode if each == given.choice("mode")), Mode.EITHER)
    search.languages = topics(given.text("languages"))[: offer.LANGUAGES_MOST]
    search.hours = number(given.choice("hours")) or 0
    never = {each for each in given.people("never") if SLACK_ID.fullmatch(each)} - {actor}
    people.block(db, actor, sorted(never)[:EXCLUDED_MAX])
    db.flush()
    return search


def mistakes(given: Answers) -> dict[str, str]:
    """Say at each field what can't be used."""
    longest = {"wish": WISH_MAX, "goal": GOAL_MAX, "languages": offer.LANGUAGES_MAX}
    found = {
        name: f"Please keep this within {most} characters."
        for name, most in longest.items()
        if len(given.text(name)) > most
    }
    if len(topics(given.text("wish"))) > TOPICS_MAX:
        found["wish"] = "Please keep to three topics; a second search can have three others."
    return found


def form_for(database: Database, workspace: str, actor: str, kind: Kind | None = None) -> Modal:
    """Make the form for whoever looks, with what they said the last time."""
    with database.look(workspace) as db:
        person = join.known(db, actor)
        return form(searches.current(db, person), people.blocked_by(db, actor), kind, person.differently)


def form(last: Search | None, never: list[str], wanted: Kind | None = None, differently: str = "") -> Modal:
    """Ask for a wish; everything else is there for who wants to say it."""
    wish, goal = (last.wish, last.goal) if last else ("", "")
    kind = wanted or (last.kind if last else Kind.EITHER)
    blocks: list[Block] = [
        *(
            [context(f"What you wanted different next time: {DIFFERENT[differently].lower()}.")]
            if differently in DIFFERENT
            else []
        ),
        field_of(
            "wish",
            "What would you like to get better at?",
            text_input(initial=wish, placeholder="public speaking, negotiating, SQL …", most=WISH_MAX),
            hint="Up to three topics, or half a sentence. Leave it empty to see everybody with room.",
            optional=True,
        ),
        field_of(
            "goal",
            "What for, in one sentence?",
            text_input(initial=goal, placeholder="I want to present our results without notes by June", most=GOAL_MAX),
            hint="Yours alone. It begins your note when you ask somebody.",
            optional=True,
        ),
        field_of("kind", "What are you looking for?", choice("radio_buttons", KINDS, chosen=kind), optional=True),
        *details(last),
        field_of(
            "never",
            "Never show me",
            people_input(never[:EXCLUDED_MAX]),
            hint="Only you see this list. Nobody on it learns of it.",
            optional=True,
        ),
    ]
    return Modal("find", "Find a mentor", blocks, submit="Find", close="Cancel")


def details(last: Search | None) -> list[Block]:
    """Ask how to meet, in which languages, and for how much of the day in common."""
    mode, spoken, hours = (last.mode, last.languages, last.hours) if last else (Mode.EITHER, (), 0)
    ways = [option(each.label, each) for each in (Mode.EITHER, Mode.VIDEO, Mode.IN_PERSON)]
    languages = text_input(initial=offer.listed_topics(spoken), placeholder="English", most=offer.LANGUAGES_MAX)
    return [
        field_of("mode", "How to meet", choice("static_select", ways, chosen=mode), optional=True),
        field_of("languages", "In which languages?", languages, optional=True),
        field_of("hours", "In common, at least", choice("static_select", HOURS, chosen=hours), optional=True),
    ]


def purpose(search: Search) -> Modal:
    """Help with a goal that says little yet, once: three questions, and the sentence to change (practice A2)."""
    questions = "\n".join(f"• {question}" for question in purpose_questions(f"search{search.id}"))
    sentence = text_input(initial=search.goal, lines=True, most=GOAL_MAX)
    blocks = [
        section(f"Mentors can say more to a sentence that says more. If you like:\n{questions}"),
        field_of("goal", "Your sentence", sentence, optional=True),
        actions(button("Skip", "skip_purpose", search.id, says="Leave the sentence as it is")),
    ]
    return Modal("find_purpose", "What for?", blocks, submit="Use this", close="Cancel", about=str(search.id))
