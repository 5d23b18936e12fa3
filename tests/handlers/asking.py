"""How a request begins in the stories: a mentor who offers, and a mentee who writes."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.mentoring.asks import Ask, AskState
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.store import asks, pairs, people
from bot.store.tables.asks import asks as rows
from tests.handlers.conftest import Office

WHY = "Your talk about slow queries changed how I read every plan since"
WANT = "I want to find out why a report is slow before I rewrite it, and not after."
NOTE = {"Why you ask them": WHY, "What I want to learn": WANT}
ONGOING = {"What I ask for": "Ongoing mentoring"}


def moves_in(office: Office, slack_id: str, **facts: object) -> None:
    """Let somebody join, with whatever else is to be known about them."""
    with office.database.begin(office.workspace) as db:
        person = people.known(db, slack_id)
        if person is None:
            name = slack_id.removeprefix("U").lower()
            person = Person(workspace=office.workspace, slack_id=slack_id, name=name)
            db.add(person)
        usual: dict[str, object] = {"joined_at": office.now() - timedelta(days=90), "welcomed_at": office.now()}
        usual |= {"seen_at": office.now(), "timezone": "Europe/London"}
        for name, value in (usual | facts).items():
            setattr(person, name, value)
        people.index(db, person)


def offers(office: Office, slack_id: str, *topics: str, **facts: object) -> None:
    """Let somebody be a mentor with room."""
    moves_in(office, slack_id, **{"topics": topics or ("sql",), "capacity": 1, "manager": "UMAGGIE"} | facts)


def opens_composer(office: Office, mentee: str, mentor: str) -> Visitor:
    """Let somebody open the composer by command."""
    visitor = office.visitor(mentee)
    visitor.types(f"/mentor ask @{mentor.removeprefix('U').lower()}")
    visitor.waits_for("What I want to learn")
    return visitor


def asks_for(office: Office, mentee: str, mentor: str, **note: str) -> int:
    """Let somebody send a request for mentoring, or for what they say, and let it arrive; return its number."""
    visitor = opens_composer(office, mentee, mentor)
    visitor.fills(NOTE | ONGOING | note).submits()
    visitor.waits_for("gets your note")
    visitor.closes()
    everything_arrives(office)
    sent = between(office, mentee, mentor)
    assert sent is not None
    return sent.id


def everything_arrives(office: Office) -> None:
    """Let the bot say all it has to say: it writes to each person once a second, and to two people at most."""
    office.says_all()


def between(office: Office, mentee: str, mentor: str) -> Ask | None:
    """Return the newest request or draft of two people."""
    with office.database.look(office.workspace) as db:
        two = people.these(db, [mentee, mentor])
        if len(two) < len({mentee, mentor}):
            return None
        theirs = sa.and_(rows.c.mentee_id == two[mentee].id, rows.c.mentor_id == two[mentor].id)
        return db.scalar(sa.select(Ask).where(theirs).options(*asks.BOTH).order_by(rows.c.id.desc()).limit(1))


def state(office: Office) -> AskState:
    """Tell what became of Ada's request."""
    ask = between(office, "UADA", "UJONAS")
    assert ask is not None
    return ask.state


def told(office: Office, slack_id: str) -> str:
    """Let everything arrive, and read all that the bot wrote to somebody, in rooms for two as well."""
    everything_arrives(office)
    visitor = office.visitor(slack_id)
    return "\n".join(message["text"] for place in visitor.state()["dms"] for message in visitor.messages(place["id"]))


def live_pairs(office: Office, slack_id: str) -> list[Pair]:
    """Return somebody's live pairs."""
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
        return list(pairs.live(db, person)) if person else []


def labels(shown: Any) -> list[str]:  # noqa: ANN401 - whatever Slack shows
    """List the buttons in something that is shown."""
    blocks = shown["blocks"]
    return [each["text"]["text"] for block in blocks for each in block.get("elements", ()) if each["type"] == "button"]
