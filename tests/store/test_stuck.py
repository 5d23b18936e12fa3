"""Stuck letters: seen without their words, tried again or given up by whoever runs the bot."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import Letter, LetterState
from bot.store import letters, outbox, stuck
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from tests.examples import MONDAY, TEAM, letter

A_DAY = timedelta(days=1)


def written(db: orm.Session, *company: Letter, **otherwise: object) -> int:
    one = letter(**otherwise)
    letters.write(db, one, company)
    return one.id


def found(db: orm.Session, number: int) -> Letter:
    return db.scalars(sa.select(Letter).where(rows.c.id == number).execution_options(populate_existing=True)).one()


def test_dead_and_doubtful_letters_are_listed_oldest_first_and_nothing_that_travels_along(database: Database) -> None:
    with database.everywhere() as db:
        late = written(db, key="a", state=LetterState.UNSURE, unsure=1)
        old = written(db, key="b", state=LetterState.DEAD, trouble="no answer", written_at=MONDAY - A_DAY)
        written(db, key="c")
        elsewhere = written(db, letter(key="rider"), key="d", workspace="T2", state=LetterState.DEAD)
        db.execute(sa.update(rows).where(rows.c.key == "rider").values(state=LetterState.DEAD))

        listed = stuck.these(db)
        assert [each.id for each in listed] == [old, late, elsewhere]
        assert listed[0].trouble == "no answer"
        assert [each.id for each in stuck.these(db, workspace="T2")] == [elsewhere]
        assert stuck.counts(db)[LetterState.DEAD] == 2
        assert stuck.oldest_due(db, MONDAY) == MONDAY
        assert not any("How is it going" in repr(each) for each in listed)


def test_a_dead_letter_is_tried_as_if_it_were_new_with_what_travels_along(database: Database) -> None:
    with database.everywhere() as db:
        number = written(db, letter(key="rider"), state=LetterState.DEAD, trouble="no answer", attempts=8)
        db.execute(sa.update(rows).where(rows.c.key == "rider").values(state=LetterState.DEAD))

        assert stuck.retry(db, [number], MONDAY + A_DAY).again == [number]

        kept = found(db, number)
        assert (kept.state, kept.due_at, kept.attempts, kept.trouble) == (LetterState.DUE, MONDAY + A_DAY, 0, "")
        assert found(db, number + 1).state is LetterState.SENDING


def test_one_that_may_have_arrived_needs_somebody_who_knows_better(database: Database) -> None:
    with database.everywhere() as db:
        number = written(db, state=LetterState.DEAD, trouble="unsure", unsure=3)

        assert stuck.retry(db, [number], MONDAY).doubtful == [number]
        assert found(db, number).state is LetterState.DEAD
        assert stuck.retry(db, [number], MONDAY, even_if_said=True).again == [number]
        assert found(db, number).unsure == 0


def test_one_in_doubt_is_looked_for_now(database: Database) -> None:
    with database.everywhere() as db:
        number = written(db, state=LetterState.UNSURE, unsure=1, due_at=MONDAY + A_DAY)

        stuck.retry(db, [number], MONDAY)

        assert (found(db, number).unsure, found(db, number).due_at) == (1, MONDAY)


def test_one_in_doubt_is_looked_for_before_all_that_has_waited_for_longer(database: Database) -> None:
    with database.everywhere() as db:
        number = written(db, key="a", state=LetterState.UNSURE, unsure=1, due_at=MONDAY - A_DAY)
        written(db, key="b", due_at=MONDAY - 3 * A_DAY)
        written(db, key="c", state=LetterState.UNSURE, unsure=1, due_at=MONDAY - 2 * A_DAY)
        written(db, key="d", due_at=MONDAY - 9 * A_DAY, workspace="T2")

        done = stuck.retry(db, [number], MONDAY)

        assert (done.again, done.workspaces) == ([number], [TEAM])
        assert [one.id for one in outbox.claim(db, MONDAY, names=[TEAM])] == [number]


def test_what_is_too_late_wordless_said_or_not_there_is_left(database: Database) -> None:
    with database.everywhere() as db:
        late = written(db, key="a", state=LetterState.DEAD, expires_at=MONDAY)
        wordless = written(db, key="b", state=LetterState.DEAD, text="")
        said = written(db, key="c", state=LetterState.SENT)

        done = stuck.retry(db, [late, wordless, said, 999], MONDAY)

        assert (done.again, done.left) == ([], [late, wordless, said, 999])


def test_what_is_given_up_is_never_said_and_what_is_under_way_goes_on(database: Database) -> None:
    with database.everywhere() as db:
        dead = written(db, letter(key="rider"), key="a", state=LetterState.DUE)
        going = written(db, key="b", state=LetterState.SENDING)

        assert stuck.drop(db, [dead, going]) == [dead]

        assert found(db, dead).state is LetterState.CANCELLED
        assert found(db, going).state is LetterState.SENDING
        assert letters.written(db, ["rider"]) == frozenset()


def test_another_workspace_is_out_of_reach(database: Database) -> None:
    with database.everywhere() as db:
        number = written(db, state=LetterState.DEAD)
    with database.begin("T2") as db:
        assert stuck.retry(db, [number], MONDAY).left == [number]
        assert stuck.drop(db, [number]) == []
    with database.begin(TEAM) as db:
        assert stuck.drop(db, [number]) == [number]
