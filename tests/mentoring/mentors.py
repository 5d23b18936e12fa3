"""Priya, who is looking, and Mei, who offers: the cast of the tests about matching."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.mentoring.matching import Found, Offer, Seeker, shortlist
from bot.mentoring.topics import understand

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
PRIYA = Seeker(
    slack_id="UPRIYA", timezone="Europe/Berlin", languages=frozenset({"English"}), department="Sales", level=2
)
MEI = Offer(
    person_id=1,
    slack_id="UMEI",
    name="Mei Tanaka",
    title="Sales lead",
    department="Research",
    level=4,
    timezone="Europe/Paris",
    languages=frozenset({"English", "Japanese"}),
    topics=("Negotiation", "Forecasting", "Public speaking"),
    capacity=2,
)


def another(name: str, **changes: object) -> Offer:
    fields: dict[str, object] = {"slack_id": f"U{name.upper()}", "name": name, **changes}
    return replace(MEI, **fields)  # type: ignore[arg-type]  # the fields are checked where the mentors are used


def find(text: str, *offers: Offer, seeker: Seeker = PRIYA, size: int = 5) -> Found:
    vocabulary = [topic for offer in offers for topic in offer.topics]
    return shortlist(understand(text, vocabulary), seeker, offers, size, now=NOW)


def names(found: Found) -> list[str]:
    return [match.offer.name for match in found.matches]
