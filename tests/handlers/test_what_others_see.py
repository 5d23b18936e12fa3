"""Private answers: with and without them, the partner and a lead see the very same."""

from typing import Any

from bot.mentoring import health
from bot.mentoring.answers import Topic
from bot.playground.client import Visitor
from bot.store import answers, facts, pairs, vitals
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, pairs_up

PRIVATE = (
    (Topic.FIT, "session1", "fit", "wrong"),
    (Topic.PULSE, "pulse1", "worth", "1"),
    (Topic.PULSE, "pulse1", "wish", "other"),
    (Topic.FOCUS, "agreement1", "focus", "wrap_up"),
    (Topic.AUDIT, "audit1", "again", "no"),
    (Topic.AUDIT, "audit1", "done", "yes"),
)


def all_of(visitor: Visitor) -> list[Any]:
    """Gather everything somebody can read: their Home, the list of their pairs, and every message to them."""
    visitor.opens_home()
    visitor.waits_for(lambda: visitor.home() is not None)
    before = len(visitor.dm())
    visitor.types("/mentor pairs")
    visitor.waits_for(lambda: len(visitor.dm()) > before)
    home = visitor.home() or {}
    shown = [{**block, "block_id": ""} for block in home["blocks"]]
    return [shown, sorted({str(each["text"]) for each in visitor.dm()})]


def test_what_somebody_answers_changes_what_they_see_themselves_and_nothing_that_others_see(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    moves_in(office, "UINES", is_lead=True)
    everything_arrives(office)

    before = seen_by_all(office, pair)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        for topic, occasion, item, value in PRIVATE:
            answers.keep(db, two, "UADA", topic, occasion, value, office.now(), item=item)
    everything_arrives(office)
    after = seen_by_all(office, pair)

    assert "On track" in str(before["UADA"])
    assert "A check-in would help" in str(after["UADA"])
    for other in ("UJONAS", "UINES", "lead"):
        assert before[other] == after[other], other


def seen_by_all(office: Office, pair: int) -> dict[str, list[Any]]:
    """Gather what each of the two and a lead can read, and what a lead is told of the pair's health."""
    seen = {who: all_of(office.visitor(who)) for who in ("UADA", "UJONAS", "UINES")}
    with office.database.look(office.workspace) as db:
        (known,) = facts.of_pairs(db, [pair])
        found = health.vitals(known, vitals.turns_of(db, [pair])[pair], office.now())
        key = health.sort_key(found)
        return seen | {"lead": [health.status(found), key, health.needs_a_person(known, found)]}
