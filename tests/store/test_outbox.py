"""The outbox: which letters are taken next, fast and fairly, and what becomes of those nobody brings back."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event, orm

from bot.mentoring.letters import LEASE, Letter, LetterState
from bot.store import letters, outbox, pauses
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from tests.examples import MONDAY, TEAM, letter

A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)
MANY = 5_000


def write(db: orm.Session, *several: Letter) -> None:
    for each in several:
        letters.write(db, each)


def taken(claimed: list[Letter]) -> list[tuple[str, str]]:
    return [(each.workspace, each.key) for each in claimed]


def test_the_oldest_letter_of_every_workspace_is_taken(database: Database) -> None:
    with database.everywhere() as db:
        write(db, letter(key="b", due_at=MONDAY), letter(key="a", due_at=MONDAY - A_DAY))
        write(db, letter(key="c", due_at=MONDAY - A_SECOND, workspace="T2"))
        write(db, letter(key="d", due_at=MONDAY + A_SECOND, workspace="T3"))

        assert taken(list(outbox.claim(db, MONDAY))) == [(TEAM, "a"), ("T2", "c")]


def test_what_somebody_waits_for_goes_before_what_the_bot_thought_of_and_a_channel_comes_last(
    database: Database,
) -> None:
    with database.everywhere() as db:
        for number, class_ in enumerate(reversed(outbox.IN_TURN)):
            write(db, letter(key=class_, class_=class_, due_at=MONDAY - number * A_SECOND))

        said = [outbox.claim(db, MONDAY)[0].class_ for _ in outbox.IN_TURN]

    assert tuple(said) == outbox.IN_TURN


def test_what_was_taken_is_not_taken_again(database: Database) -> None:
    with database.everywhere() as db:
        write(db, letter())
        (mine,) = outbox.claim(db, MONDAY)

        assert list(outbox.claim(db, MONDAY)) == []
        assert (mine.state, mine.lease_until, mine.first_try_at) == (LetterState.SENDING, MONDAY + LEASE, MONDAY)


def test_a_giant_does_not_keep_the_small_ones_waiting(database: Database) -> None:
    with database.everywhere() as db:
        db.execute(sa.insert(rows), [row(number, due_at=MONDAY - A_DAY) for number in range(MANY)])
        write(db, *(letter(workspace=f"T2{number}") for number in range(3)))

        first = list(outbox.claim(db, MONDAY))

    assert [each.workspace for each in first] == [TEAM, "T20", "T21", "T22"]


def test_a_paused_workspace_keeps_its_letters(database: Database) -> None:
    with database.everywhere() as db:
        write(db, letter())
        pauses.pause(db, TEAM, MONDAY + A_SECOND, "slow down")

        assert list(outbox.claim(db, MONDAY)) == []
        assert len(list(outbox.claim(db, MONDAY + A_SECOND))) == 1


def test_a_letter_that_nobody_brings_back_is_in_doubt_when_its_lease_ends(database: Database) -> None:
    with database.everywhere() as db:
        write(db, letter())
        outbox.claim(db, MONDAY)

        assert outbox.reap(db, MONDAY + LEASE) == 0
        assert outbox.reap(db, MONDAY + LEASE + A_SECOND) == 1

        kept = db.scalars(sa.select(Letter).execution_options(populate_existing=True)).one()
        assert (kept.state, kept.unsure, kept.due_at) == (LetterState.UNSURE, 1, MONDAY + LEASE + A_SECOND)


def test_what_travels_with_a_letter_is_never_reaped(database: Database) -> None:
    with database.everywhere() as db:
        letters.write(db, letter(due_at=MONDAY + A_DAY), [letter(key="rider")])

        assert outbox.reap(db, MONDAY + A_DAY) == 0


@pytest.mark.parametrize(("expires", "closed"), [(MONDAY, 1), (MONDAY + A_SECOND, 0), (None, 0)])
def test_what_came_too_late_is_closed_all_at_once(database: Database, expires: Any, closed: int) -> None:  # noqa: ANN401 - a moment or none
    with database.everywhere() as db:
        letters.write(db, letter(expires_at=expires), [letter(key="rider")])

        assert outbox.expire(db, MONDAY) == closed
        assert len(letters.written(db, ["rider"])) == 1 - closed


def test_the_words_of_a_letter_are_forgotten_after_a_season_and_the_letter_after_a_year(database: Database) -> None:
    with database.everywhere() as db:
        write(db, letter(key="done", state=LetterState.SENT), letter(key="waits"))

        outbox.forget(db, MONDAY + 89 * A_DAY)
        assert words(db) == {"done": "How is it going?", "waits": "How is it going?"}
        outbox.forget(db, MONDAY + 91 * A_DAY)
        assert words(db) == {"done": "", "waits": "How is it going?"}
        outbox.forget(db, MONDAY + 401 * A_DAY)
        assert words(db) == {"waits": "How is it going?"}


def test_taking_letters_costs_what_is_due_and_not_what_waits(database: Database) -> None:
    statements: list[tuple[str, Any]] = []
    with database.everywhere() as db:
        db.execute(sa.insert(rows), [row(number, due_at=MONDAY + A_DAY) for number in range(MANY)])
        write(db, letter(key="now"))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()

    def remember(_connection: object, _cursor: object, statement: str, parameters: object, *_rest: object) -> None:
        statements.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", remember)
    with database.everywhere() as db:
        assert len(outbox.claim(db, MONDAY)) == 1
    event.remove(database.engine, "before_cursor_execute", remember)

    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    for words in ("RECURSIVE", "json_"):
        chosen, parameters = next((text, given) for text, given in statements if words in text)
        with database.engine.connect() as connection:
            plan = "\n".join(str(line) for line in connection.exec_driver_sql(explain + chosen, parameters))
        assert "ix_letters_turn" in plan
        assert "SCAN letters'" not in plan  # along an index is fine
        assert "Seq Scan on letters" not in plan


def test_whoever_is_named_is_asked_first_and_nobody_else(database: Database) -> None:
    with database.everywhere() as db:
        write(db, *(letter(workspace=f"T{number}", key=f"{number}") for number in range(5)))
        pauses.pause(db, "T3", MONDAY + A_DAY, "slow down")

        first = outbox.claim(db, MONDAY, 2, ["T4", "T3", "T9", "T2", "T1"])

        assert {each.workspace for each in first} == {"T4", "T2"}
        assert outbox.turns(db, MONDAY) == ["T0", "T1"]
        assert outbox.turns(db, MONDAY, 1) == ["T0"]


def test_fifty_letters_are_taken_with_three_looks_and_one_statement(database: Database) -> None:
    counted: list[str] = []
    with database.everywhere() as db:
        write(db, *(letter(workspace=f"T{number}") for number in range(outbox.AT_ONCE)))

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    with database.everywhere() as db:
        assert len(outbox.claim(db, MONDAY)) == outbox.AT_ONCE
    event.remove(database.engine, "before_cursor_execute", count)

    assert len([text for text in counted if not text.startswith(("BEGIN", "SELECT set_config"))]) == 4


def words(db: orm.Session) -> dict[str, str]:
    return {key: text for key, text in db.execute(sa.select(rows.c.key, rows.c.text))}  # noqa: C416 - rows are no pairs to a type checker


def row(number: int, **otherwise: object) -> dict[str, object]:
    """Make a row of a letter, for when thousands are needed."""
    usual = letter(key=str(number), **otherwise)
    return {name: getattr(usual, name) for name in rows.c.keys() if name != "id"}  # noqa: SIM118 - of columns, not of a dict
