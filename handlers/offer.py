"""Offer to mentor: topics and room are enough. Also to change the offer, rest for a while, or stop."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox, parting, withdrawals
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    choice,
    confirm,
    context,
    counted,
    date_input,
    day,
    escape,
    field_of,
    listed,
    notice,
    number,
    option,
    spelled,
    text_input,
)
from bot.desk import Desk, rest
from bot.mentoring.hours import OPENS
from bot.mentoring.people import CAPACITY_DEFAULT, CAPACITY_MAX, CHATS_MAX, LONGEST_BREAK, Person
from bot.mentoring.topics import LONGEST_TOPIC, MOST_TOPICS, topics
from bot.slack import Open, Refresh, Visit
from bot.store import people
from bot.store.database import Database
from handlers import cards, join

HELP = "`/mentor offer SQL, interviewing` — become a mentor in a minute; also to change, rest or stop"
TOPICS_MAX = MOST_TOPICS * (LONGEST_TOPIC + 2)
SENTENCE_MAX = 300
LANGUAGES_MOST = 8
LANGUAGES_MAX = LANGUAGES_MOST * (LONGEST_TOPIC + 2)
LENGTHS = {"topics": TOPICS_MAX, "about": SENTENCE_MAX, "languages": LANGUAGES_MAX, "in_return": SENTENCE_MAX}
EITHER = "either"
WAYS = (option("Video or in person", EITHER), option("Video", "video"), option("In person", "in_person"))
NO_TOPICS = "Please name at least one topic in words, such as “public speaking”."


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("offer")(offer)
    desk.action("open_offer")(offer_by_button)
    desk.action("stop_offering")(stop)
    desk.view("offer")(save)


def offer(
    ack: Ack,
    command: Mapping[str, Any],
    visit: Visit,
    open_modal: Open,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Open the form, with the topics that were typed."""
    ack()
    open_modal(form_for(database, workspace, visit(), rest(command), now))


def offer_by_button(
    ack: Ack, visit: Visit, open_modal: Open, database: Database, workspace: str, now: datetime
) -> None:
    """Open the form."""
    ack()
    open_modal(form_for(database, workspace, visit(), "", now))


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep the offer, make it findable, and tell those who waited for it."""
    given = Answers(view)
    with database.begin(workspace) as db:
        person = join.known(db, actor)
        slips = mistakes(given, person.hours.local(now).date())
        if not slips:
            settle(db, person, given, now)
    if slips:
        ack(response_action="errors", errors=slips)
        return
    ack(response_action="update", view=notice("You're a mentor", *offered(person, now), final=True).payload)
    refresh()


def stop(
    ack: Ack,
    visit: Visit,
    update_modal: Open,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Take the offer back; pairs go on, and nobody is asked any more whether they'd like this mentor."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        end_offer(db, join.known(db, actor), now)
    update_modal(notice("Stopped", STOPPED, final=True))
    refresh()


def end_offer(db: orm.Session, person: Person, now: datetime) -> None:
    """Let nobody new find them, and take back what was proposed."""
    person.stop_offering()
    people.index(db, person)
    withdrawals.of_whoever_offers_no_more(db, person, now)


def settle(db: orm.Session, person: Person, given: Answers, now: datetime) -> None:
    """Join them, keep what they offer, and let the right people hear of it."""
    join.welcome(db, person, now)
    person.offer(topics(given.text("topics")), number(given.choice("room")) or CAPACITY_DEFAULT, now)
    chat_room = number(given.choice("chats"))
    person.chat_room = person.chat_room if chat_room is None else min(chat_room, CHATS_MAX)
    person.about, person.in_return = given.text("about"), given.text("in_return")
    person.languages = languages(given)
    person.meets = next((way["value"] for way in WAYS if way["value"] == given.choice("meets")), EITHER)
    if until := given.day("until"):
        person.offering_paused_until = person.hours.at(until, OPENS)
    people.index(db, person)
    letterbox.drop(db, person.slack_id, "mentor_cards", "once", cards.for_newcomer(), now)
    parting.tell_those_waiting(db, person, now)


def mistakes(given: Answers, today: date) -> dict[str, str]:
    """Say at each field what can't be kept."""
    found = {} if topics(given.text("topics")) else {"topics": NO_TOPICS}
    for name, most in LENGTHS.items():
        if len(given.text(name)) > most:
            found[name] = f"Please keep this within {most} characters."
    until = given.day("until")
    if until and not today < until <= today + LONGEST_BREAK:
        found["until"] = "Please choose a day after today and within a year, or press Stop offering."
    return found


def form_for(database: Database, workspace: str, actor: str, typed: str, now: datetime) -> Modal:
    """Make the form for whoever asks."""
    with database.look(workspace) as db:
        return form(join.known(db, actor), typed, now)


def form(person: Person, typed: str, now: datetime) -> Modal:
    """Ask for topics and room; everything else is optional, and what is known is filled in."""
    about = listed_topics((*person.topics, *topics(spelled(typed))))
    rooms = [option(counted(room, "mentee"), room) for room in range(1, CAPACITY_MAX + 1)]
    blocks: list[Block] = [
        field_of(
            "topics",
            "What can people learn from you?",
            text_input(initial=about, placeholder="public speaking, SQL, first-time managing …", most=TOPICS_MAX),
            hint="Two or three topics are plenty, with commas between them.",
        ),
        field_of(
            "room",
            "For how many people at a time?",
            choice("static_select", rooms, chosen=person.capacity or CAPACITY_DEFAULT),
            hint="One is a good beginning: an hour or two a month.",
        ),
        *details(person),
        *(ways_out(person, now) if person.is_mentor else ()),
        context(ABOUT_CHANGING if person.is_mentor else ABOUT_JOINING),
    ]
    return Modal("offer", "Offer to mentor", blocks, submit="Save", close="Cancel")


def details(person: Person) -> list[Block]:
    """Ask for what helps people to choose, and can be left out."""
    sentence = text_input(initial=person.about, most=SENTENCE_MAX)
    talks = [option(counted(several, "chat") if several else "None", several) for several in range(CHATS_MAX + 1)]
    return [
        field_of(
            "chats",
            "20-minute chats beside that, at a time",
            choice("static_select", talks, chosen=person.chat_room),
            hint="One conversation each, with people who aren't your mentees.",
        ),
        field_of("about", "A sentence about you", sentence, optional=True),
        field_of(
            "languages",
            "Languages you'd mentor in",
            text_input(initial=listed_topics(person.languages), placeholder="English, Português", most=LANGUAGES_MAX),
            optional=True,
        ),
        field_of("meets", "How would you like to meet?", choice("radio_buttons", WAYS, chosen=person.meets)),
        field_of(
            "in_return",
            "What would you value in return?",
            text_input(
                initial=person.in_return, placeholder="a fresh view on our product, help with …", most=SENTENCE_MAX
            ),
            hint="Mentees like to give something back, and wonder what.",
            optional=True,
        ),
    ]


def ways_out(person: Person, now: datetime) -> list[Block]:
    """Offer a rest, and an end."""
    until = person.offering_paused_until
    rests = person.hours.local(until).date() if until and until > now and not person.is_hidden(now) else None
    sure = confirm("Stop offering?", "Nobody finds you any more. The pairs you are in go on.", "Stop offering")
    return [
        field_of("until", "Take no new requests until", date_input(rests), optional=True),
        actions(button("Stop offering", "stop_offering", style="danger", confirm=sure)),
    ]


def offered(person: Person, now: datetime) -> list[str]:
    """Confirm, and say what happens next."""
    room = counted(person.capacity, "mentee")
    until = person.offering_paused_until
    found = (
        "People who look for that can find you now. When somebody asks, I bring you their note; one tap answers."
        if person.offers_at(now) or until is None
        else f"You take no new requests until {day(person.hours.local(until).date())}. Then people can find you again."
    )
    return [
        f"You offer {escape(listed(person.topics))}, with room for {room}.",
        found,
        "A no is always fine. `/mentor offer` changes or ends this any time.",
    ]


def languages(given: Answers) -> tuple[str, ...]:
    """Read the languages somebody speaks."""
    return topics(given.text("languages"))[:LANGUAGES_MOST]


def listed_topics(several: tuple[str, ...]) -> str:
    """Write topics the way they are typed, each once."""
    return ", ".join(topics(", ".join(several)))


ABOUT_JOINING = (
    "Saving joins you to mentoring. What comes: requests from people, and at most one nudge in seven days, in your "
    "working hours. `/mentor quiet` stops everything, `/mentor leave` ends it. Leads never see notes or answers."
)
ABOUT_CHANGING = "Changes count for new requests. Pairs you are in, and requests that wait for you, stay as they are."
STOPPED = (
    "You offer nothing any more, and nobody new finds you. Pairs you are in go on, requests that wait for you stay "
    "open until you answer, and mentees who were proposed to you aren't asked. Thank you for offering; "
    "`/mentor offer` starts again."
)
