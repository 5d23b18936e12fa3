"""The cast: the people, pairs and letters that tests tell their stories with. Anything can be told differently."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.mentoring.agreements import Agreement
from bot.mentoring.asks import Ask
from bot.mentoring.letters import Letter
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person, Standing

TEAM = "T1"
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday at ten in London, where most of the cast lives: everybody there may be written to."""
A_MONTH_AGO = MONDAY - timedelta(days=28)


def ada(**otherwise: object) -> Person:
    """Ada is a software engineer in London who wants to learn SQL."""
    return _person(otherwise, slack_id="UADA", name="ada", title="Software Engineer", wants=("sql",))


def mei(**otherwise: object) -> Person:
    """Mei offers SQL and data analysis, and has room for two."""
    return _person(otherwise, slack_id="UMEI", name="mei", topics=("sql", "data analysis"), capacity=2)


def jonas(**otherwise: object) -> Person:
    """Jonas is a busy mentor in Berlin with room for one."""
    topics = ("sql", "statistics")
    return _person(otherwise, slack_id="UJONAS", name="jonas", timezone="Europe/Berlin", topics=topics, capacity=1)


def noor(**otherwise: object) -> Person:
    """Noor, a graduate in Dubai, looks for a first mentor."""
    return _person(otherwise, slack_id="UNOOR", name="noor", timezone="Asia/Dubai", wants=("python",))


def tane(**otherwise: object) -> Person:
    """Tane lives in Auckland, where it is late when London works."""
    topics = ("kubernetes",)
    return _person(otherwise, slack_id="UTANE", name="tane", timezone="Pacific/Auckland", topics=topics, capacity=1)


def ines(**otherwise: object) -> Person:
    """Inês leads the program."""
    return _person(otherwise, slack_id="UINES", name="ines", is_lead=True, is_admin=True)


def amara(**otherwise: object) -> Person:
    """Amara is known but never joined."""
    return _person(otherwise, slack_id="UAMARA", name="amara", joined_at=None)


def theo(**otherwise: object) -> Person:
    """Theo is a guest in the workspace."""
    return _person(otherwise, slack_id="UTHEO", name="theo", standing=Standing.GUEST, joined_at=None)


def peter(**otherwise: object) -> Person:
    """Peter took part until his account was closed."""
    return _person(otherwise, slack_id="UPETER", name="peter", standing=Standing.GONE)


def pair(**otherwise: object) -> Pair:
    """Mei mentors Ada, since a month ago."""
    facts: dict[str, Any] = {"workspace": TEAM, "mentor": mei(), "mentee": ada(), "started_at": A_MONTH_AGO}
    return Pair(**facts | otherwise)


def agreement(between: Pair, **otherwise: object) -> Agreement:
    """Let the two have agreed a month ago to meet every two weeks."""
    facts: dict[str, Any] = {"version": 1, "terms": {"rhythm": "biweekly", "length": "30"}, "proposed_at": A_MONTH_AGO}
    facts |= {"mentee_at": A_MONTH_AGO, "mentor_at": A_MONTH_AGO}
    return Agreement(workspace=TEAM, pair=between, **facts | otherwise)


def ask(**otherwise: object) -> Ask:
    """Ada asks Mei; the request isn't sent yet."""
    facts: dict[str, Any] = {"workspace": TEAM, "mentor": mei(), "mentee": ada(), "created_at": MONDAY}
    return Ask(**facts | {"why": "You wrote the SQL guide."} | otherwise)


def letter(**otherwise: object) -> Letter:
    """Make a nudge for Ada, due on Monday at ten."""
    facts: dict[str, Any] = {
        "workspace": TEAM,
        "to": "UADA",
        "kind": "check_in",
        "class_": Class.NUDGE,
        "key": "check_in:pair1:UADA:monday",
        "text": "How is it going?",
        "blocks": [],
        "due_at": MONDAY,
        "written_at": MONDAY - timedelta(minutes=1),
        "occasion": "monday",
    }
    return Letter(**facts | otherwise)


def _person(otherwise: dict[str, object], **usually: object) -> Person:
    facts: dict[str, Any] = {"workspace": TEAM, "timezone": "Europe/London", "joined_at": A_MONTH_AGO}
    return Person(**facts | {"seen_at": A_MONTH_AGO, "welcomed_at": A_MONTH_AGO} | usually | otherwise)
