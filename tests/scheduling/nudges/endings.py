"""Endings: pairs that pause, wind down, go on otherwise or are over, and people who look back."""

from datetime import datetime
from typing import Any

from bot.mentoring import closings
from bot.mentoring.answers import WORTH, Answer, Topic
from bot.mentoring.facts import PairFacts, PersonFacts, Told
from bot.mentoring.pairs import GoesOnAs
from bot.mentoring.people import Person
from tests.examples import MONDAY, TEAM, ada
from tests.scheduling.nudges.stories import DAY, a_pair

MET = [MONDAY + DAY, MONDAY + 15 * DAY, MONDAY + 29 * DAY]
THEN = MONDAY + 30 * DAY


def pausing(until: datetime = THEN + 28 * DAY, by: str | None = "UADA") -> PairFacts:
    """Let Ada pause for four weeks."""
    facts = a_pair(held=MET)
    facts.pair.pause(until, THEN, by)
    return facts


def planned(**otherwise: Any) -> PairFacts:  # noqa: ANN401 - any fact
    """Let the end that two people planned come near."""
    facts = a_pair(held=MET, facts=otherwise)
    closings.agree_on_end(facts.pair, MONDAY + 100 * DAY, MONDAY)
    closings.wind_down(facts.pair, MONDAY + 80 * DAY)
    return facts


def wrapping_up(last: datetime = THEN + 14 * DAY, noted_at: datetime = THEN) -> PairFacts:
    """Let two people wrap up, with a last session booked."""
    facts = a_pair(held=MET, booked=[last], noted_at=noted_at)
    closings.wind_down(facts.pair, THEN)
    return facts


def now_and_then(goes_on_as: GoesOnAs = GoesOnAs.NOW_AND_THEN, held: tuple[datetime, ...] = ()) -> PairFacts:
    """Let two people go on without a schedule."""
    facts = a_pair(held=[*MET, *held])
    closings.wind_down(facts.pair, THEN)
    closings.redefine(facts.pair, goes_on_as, THEN)
    return facts


def complete(*told: Told) -> PairFacts:
    """Let a pair be over because it did its work."""
    facts = a_pair(held=MET, facts={"told": told})
    closings.wind_down(facts.pair, THEN)
    closings.complete(facts.pair, THEN)
    return facts


def farewell(to: str = "UADA", tapped: datetime | None = None) -> Told:
    """Let somebody have read the farewell."""
    return Told(kind="completed", to=to, occasion="pair7:once", at=THEN, acknowledged_at=tapped)


def looked_back(value: str = "5", person: Person | None = None) -> PersonFacts:
    """Let Ada have looked back."""
    person = person or ada()
    person.id = 3
    pair = a_pair(mentee=person).pair
    said = Answer(
        workspace=TEAM, pair=pair, author=person, topic=Topic.CLOSING, occasion="x", item=WORTH, value=value, at=THEN
    )
    return PersonFacts(person=person, looked_back=[said])


def endings() -> list[PairFacts | PersonFacts]:
    """Tell of every ending that somebody hears about."""
    return [pausing(), planned(), wrapping_up(), now_and_then(), complete(farewell()), looked_back()]
