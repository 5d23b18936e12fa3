"""Letters in the database: written once, taken back, changed, and remembered."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot.blocks import actions, button, message
from bot.mentoring.budgets import Said
from bot.mentoring.facts import Told
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.occasions import Class
from bot.store import company, letters, outbox, retirements
from bot.store.database import Database, NoWorkspace
from bot.store.outcomes import Closed, settle
from bot.store.outcomes import Said as WasSaid
from bot.store.tables.letters import letters as rows
from tests.examples import MONDAY, TEAM, ada, letter, mei

A_DAY = timedelta(days=1)
SOME_WORDS = message("You said yes.")


def posted(db: orm.Session, ts: str = "1.0", **otherwise: object) -> Letter:
    """Write a letter and have it said."""
    written = letter(**otherwise)
    letters.write(db, written)
    kept = db.scalars(sa.select(Letter).where(rows.c.id == written.id)).one()
    settle(db, kept, WasSaid(f"D{kept.to}", ts), MONDAY)
    db.flush()
    return kept


def states(db: orm.Session) -> list[LetterState]:
    return [kept.state for kept in db.scalars(sa.select(Letter).order_by(rows.c.id))]


def test_a_letter_comes_back_as_it_was_written(database: Database) -> None:
    written = letter(
        blocks=message("Hello", actions(button("Yes", "yes"))).payload["blocks"], with_=("UMEI",), pair_id=7
    )

    with database.begin(TEAM) as db:
        assert letters.write(db, written)

    with database.begin(TEAM) as db:
        kept = letters.by_key(db, written.key)
    assert kept is not None
    assert {name: getattr(kept, name) for name in rows.c.keys()} == {  # noqa: SIM118 - of columns, not of a dict
        name: getattr(written, name)
        for name in rows.c.keys()  # noqa: SIM118 - as above
    }


def test_a_letter_with_the_same_key_is_not_written_again_in_the_same_workspace(database: Database) -> None:
    with database.everywhere() as db:
        first = letters.write(db, letter())
        again = letters.write(db, letter(text="Other words"))
        elsewhere = letters.write(db, letter(workspace="T2"))

    assert (first, again, elsewhere) == (True, False, True)


def test_a_letter_is_written_with_what_causes_it_or_not_at_all(database: Database) -> None:
    with pytest.raises(NoWorkspace), database.begin(TEAM) as db:
        letters.write(db, letter()) and letters.write(db, letter(workspace="T2"))

    with database.begin(TEAM) as db:
        assert states(db) == []


def test_nobody_writes_or_reads_letters_of_another_workspace(database: Database) -> None:
    with database.begin("T2") as db, pytest.raises(NoWorkspace):
        letters.write(db, letter())

    with database.begin(TEAM) as db:
        kept = posted(db, pair_id=7, ask_id=7)
    with database.begin("T2") as db:
        assert letters.by_key(db, kept.key) is None
        assert letters.by_message(db, "DUADA", "1.0") is None
        assert letters.written(db, [kept.key]) == frozenset()
        assert letters.sent_about(db, pair_id=7) == []
        assert letters.room_of(db, "UADA") is None
        assert not letters.told_about_pairs(db, [7])
        assert letters.cancel(db, to="UADA", why="moved") == 0


def test_what_was_not_said_yet_can_be_taken_back_by_what_it_is_about(database: Database) -> None:
    with database.begin(TEAM) as db:
        letters.write(db, letter(key="a", pair_id=1))
        letters.write(db, letter(key="b", pair_id=1, class_=Class.TRANSACTIONAL))
        letters.write(db, letter(key="c", pair_id=2))
        posted(db, key="d", pair_id=1)

        taken_back = letters.cancel(db, pair_id=1, classes=[Class.NUDGE], why="paused")

        assert taken_back == 1
        assert states(db) == [LetterState.CANCELLED, LetterState.DUE, LetterState.DUE, LetterState.SENT]


def test_a_letter_under_way_is_not_taken_back(database: Database) -> None:
    with database.everywhere() as db:
        letters.write(db, letter())
        outbox.claim(db, MONDAY)

    with database.begin(TEAM) as db:
        assert letters.cancel(db, to="UADA", why="too late") == 0


def test_all_letters_there_are_is_never_what_is_meant(database: Database) -> None:
    with database.begin(TEAM) as db, pytest.raises(ValueError, match="about nothing"):
        letters.cancel(db, why="a mistake")


def test_a_letter_that_was_not_said_yet_is_retired_by_not_saying_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        written = letter()
        letters.write(db, written)

        assert retirements.retire(db, written, SOME_WORDS, MONDAY)

        assert states(db) == [LetterState.CANCELLED]


def test_a_letter_that_was_said_is_retired_by_changing_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        kept = posted(db, pair_id=7)

        assert retirements.retire(db, kept, SOME_WORDS, MONDAY)

        change = letters.by_key(db, f"retire:{kept.id}:0")
        assert change is not None
        assert (change.edits, change.text, change.pair_id) == (kept.id, "You said yes.", 7)


def test_the_same_change_is_made_once(database: Database) -> None:
    with database.begin(TEAM) as db:
        kept = posted(db)
        retirements.retire(db, kept, SOME_WORDS, MONDAY)

        assert not retirements.retire(db, kept, SOME_WORDS, MONDAY)

        assert len(states(db)) == 2


def test_the_newest_change_wins(database: Database) -> None:
    with database.begin(TEAM) as db:
        kept = posted(db)
        retirements.retire(db, kept, SOME_WORDS, MONDAY)
        retirements.retire(db, kept, message("You said no."), MONDAY)
        retirements.retire(db, kept, SOME_WORDS, MONDAY)

        assert states(db)[1:] == [LetterState.CANCELLED, LetterState.CANCELLED, LetterState.DUE]


def test_taking_back_leaves_changes_alone(database: Database) -> None:
    with database.begin(TEAM) as db:
        retirements.retire(db, posted(db, pair_id=7), SOME_WORDS, MONDAY)

        assert letters.cancel(db, pair_id=7, why="ended") == 0


def test_what_stands_in_slack_about_a_pair_is_found_until_it_is_retired(database: Database) -> None:
    with database.begin(TEAM) as db:
        standing = posted(db, key="a", pair_id=7)
        posted(db, key="b", pair_id=7, kind="booked")
        posted(db, key="c", pair_id=8)
        posted(db, key="d", pair_id=7).retired_at = MONDAY
        letters.write(db, letter(key="e", pair_id=7))
        retirements.retire(db, standing, SOME_WORDS, MONDAY)

        assert [kept.key for kept in letters.sent_about(db, pair_id=7)] == ["a", "b"]
        assert [kept.key for kept in letters.sent_about(db, pair_id=7, kinds=["booked"])] == ["b"]


def test_a_message_leads_back_to_its_letter(database: Database) -> None:
    with database.begin(TEAM) as db:
        kept = posted(db)

        assert letters.by_message(db, "DUADA", "1.0") is kept
        assert letters.by_message(db, "DUADA", "2.0") is None


def test_the_room_somebody_was_last_written_in_is_remembered(database: Database) -> None:
    with database.begin(TEAM) as db:
        posted(db, key="a")
        posted(db, key="b", written_at=MONDAY).channel = "DNEW"
        posted(db, key="c", written_at=MONDAY + A_DAY).channel = "G1"
        db.flush()

        assert letters.room_of(db, "UADA") == "DNEW"
        assert letters.room_of(db, "UMEI") is None


def test_what_was_said_and_what_waits_counts_against_somebodys_budget(database: Database) -> None:
    with database.begin(TEAM) as db:
        posted(db, key="a", pair_id=7).acknowledged_at = MONDAY + A_DAY
        posted(db, key="old").sent_at = MONDAY - 40 * A_DAY
        letters.write(db, letter(key="b", kind="booked", class_=Class.SERVICE, due_at=MONDAY + A_DAY))
        letters.write(db, letter(key="c", state=LetterState.CANCELLED))
        retirements.retire(db, posted(db, key="d", to="UMEI"), SOME_WORDS, MONDAY)
        db.flush()

        said = letters.said_to(db, TEAM, ["UADA", "UMEI"], MONDAY - 35 * A_DAY)

    assert said["UADA"] == [
        Said(kind="check_in", class_=Class.NUDGE, at=MONDAY, acknowledged_at=MONDAY + A_DAY, pair=7),
        Said(kind="booked", class_=Class.SERVICE, at=MONDAY + A_DAY),
    ]
    assert len(said["UMEI"]) == 1


def test_what_was_told_is_found_by_what_it_was_about(database: Database) -> None:
    told = [Told(kind="check_in", to="UADA", occasion="monday", at=MONDAY)]
    with database.begin(TEAM) as db:
        reader = ada()
        db.add_all([reader, mei()])
        db.flush()
        posted(db, key="a", pair_id=7)
        posted(db, key="b", ask_id=9)
        posted(db, key="c")
        letters.write(db, letter(key="d", pair_id=7))

        assert letters.told_about_pairs(db, [7, 8]) == {7: told}
        assert letters.told_about_asks(db, [9]) == {9: told}
        assert letters.told_about_people(db, [reader]) == {reader.id: told}


def test_company_costs_the_reader_no_more_than_its_letter(database: Database) -> None:
    carrier = letter(class_=Class.SERVICE, due_at=MONDAY + A_DAY)
    with database.begin(TEAM) as db:
        letters.write(db, carrier, [letter(key="rider", kind="rider")])

        said = letters.said_to(db, TEAM, ["UADA"], MONDAY)["UADA"]

    assert [(each.class_, each.at) for each in said] == [(Class.SERVICE, MONDAY + A_DAY)] * 2


def test_company_is_written_only_with_its_letter(database: Database) -> None:
    with database.begin(TEAM) as db:
        letters.write(db, letter())

        assert not letters.write(db, letter(), [letter(key="rider")])

        assert letters.written(db, ["rider"]) == frozenset()


def test_company_of_a_letter_that_is_taken_back_may_be_written_again(database: Database) -> None:
    with database.begin(TEAM) as db:
        letters.write(db, letter(pair_id=7), [letter(key="rider")])

        letters.cancel(db, pair_id=7, why="ended")

        assert letters.written(db, ["rider"]) == frozenset()


def test_company_of_a_letter_that_may_have_been_said_is_not_written_again(database: Database) -> None:
    with database.everywhere() as db:
        letters.write(db, letter(), [letter(key="rider")])
        (carrier,) = outbox.claim(db, MONDAY)

        settle(db, carrier, Closed(LetterState.DEAD, "unsure"), MONDAY)

        assert letters.written(db, ["rider"]) == {"rider"}


def test_what_travelled_with_a_letter_is_found_by_what_it_is_about_and_its_message_is_its_carriers(
    database: Database,
) -> None:
    with database.everywhere() as db:
        letters.write(db, letter(), [letter(key="rider", pair_id=7)])
        (carrier,) = outbox.claim(db, MONDAY)
        settle(db, carrier, WasSaid("DUADA", "1.0"), MONDAY)

        (rider,) = letters.sent_about(db, pair_id=7)
        assert rider.key == "rider"
        assert company.together(db, [rider])[rider.id] == (carrier, 1, 2)
        assert letters.by_message(db, "DUADA", "1.0") is carrier
