"""A pressed button is proof: its message arrived, also when nobody heard Slack say so."""

from typing import Any

import pytest
from sqlalchemy import orm

from bot.marks import mark
from bot.mentoring.letters import Letter, LetterState
from bot.store import arrivals, letters
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, letter

CONTAINER = {"type": "message", "channel_id": "DUADA", "message_ts": "1.5"}
ANSWER = {"type": "button", "action_id": "log", "value": "7"}
BLOCKS = [{"type": "actions", "elements": [ANSWER, {"type": "static_select", "action_id": "when"}]}]


def written(db: orm.Session, **otherwise: object) -> Letter:
    one = letter(**{"state": LetterState.UNSURE, "unsure": 1, "blocks": BLOCKS} | otherwise)
    letters.write(db, one)
    found = letters.by_key(db, one.key)
    assert found
    return found


def pressed(action: dict[str, Any] | None = None, **message: object) -> dict[str, Any]:
    return {"container": CONTAINER, "actions": [action or ANSWER], "message": {"blocks": BLOCKS} | message}


@pytest.mark.parametrize(
    ("state", "trouble", "counts"),
    [
        (LetterState.UNSURE, "", True),
        (LetterState.SENDING, "", True),
        (LetterState.DEAD, "unsure", True),
        (LetterState.DEAD, "channel_not_found", False),
        (LetterState.DUE, "", False),
        (LetterState.CANCELLED, "", False),
    ],
)
def test_what_may_have_been_said_was_said_where_its_button_is(
    database: Database, state: LetterState, trouble: str, *, counts: bool
) -> None:
    with database.begin(TEAM) as db:
        doubted = written(db, state=state, trouble=trouble)

        found = arrivals.of(db, pressed(metadata=mark(doubted.id)), "UADA", MONDAY)

        assert (found is doubted) is counts
        assert doubted.was_said is counts
        assert (doubted.channel, doubted.ts) == (("DUADA", "1.5") if counts else (None, None))


def test_what_travelled_along_arrived_too(database: Database) -> None:
    with database.begin(TEAM) as db:
        carrier = letter(state=LetterState.UNSURE, unsure=1)
        letters.write(db, carrier, [letter(key="rider")])

        arrivals.of(db, pressed(metadata=mark(carrier.id)), "UADA", MONDAY)
        db.expire_all()

        rider = letters.by_key(db, "rider")
        assert rider
        assert (rider.was_said, rider.ts) == (True, "1.5")


def test_without_a_mark_the_button_tells_if_only_one_letter_has_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        asked = written(db)
        written(db, key="another", blocks=[{"type": "section", "accessory": ANSWER | {"value": "8"}}])
        assert arrivals.of(db, pressed(ANSWER | {"value": "9"}), "UADA", MONDAY) is None
        assert arrivals.of(db, pressed(), "UMEI", MONDAY) is None

        assert arrivals.of(db, pressed(), "UADA", MONDAY) is asked

        written(db, key="twin")
        written(db, key="other twin")
        elsewhere = pressed() | {"container": CONTAINER | {"message_ts": "2.5"}}
        assert arrivals.of(db, elsewhere, "UADA", MONDAY) is None


def test_a_mark_that_is_none_proves_nothing(database: Database) -> None:
    with database.begin(TEAM) as db:
        doubted = written(db)
        for metadata in (
            {},
            {"event_type": "other"},
            {"event_type": "mentor_letter", "event_payload": {"letter": "1"}},
        ):
            arrivals.of(db, pressed({"action_id": "x"}, metadata=metadata), "UADA", MONDAY)

        assert doubted.state is LetterState.UNSURE


def test_a_mark_of_another_workspace_proves_nothing(database: Database) -> None:
    with database.begin("T2") as db:
        theirs = written(db, workspace="T2")
    with database.begin(TEAM) as db:
        assert arrivals.of(db, pressed(metadata=mark(theirs.id)), "UADA", MONDAY) is None
