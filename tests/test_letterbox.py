"""What will be said is dropped once, can be taken back until it is said, and is changed when it is no longer true."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import arrival
from bot.blocks import message
from bot.letterbox import About
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.occasions import Class
from bot.store import letters
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from tests.examples import MONDAY, TEAM, ada, pair, tane

WORDS = message("Hello!")
OVER = message("It's over.")


@pytest.fixture
def db(database_url: str) -> Iterator[orm.Session]:
    database = Database(database_url)
    with database.begin(TEAM) as db:
        yield db
    database.close()


def drops(db: orm.Session, kind: str = "news", about: int | None = None, to: str = "UADA") -> Letter:
    assert letterbox.drop(db, to, kind, "monday", WORDS, MONDAY, about=About(pair=about))
    return dropped(db, kind, to)


def drops_nudge(db: orm.Session, about: int | None = None) -> Letter:
    letterbox.drop(db, "UADA", "check_in", "monday", WORDS, MONDAY, about=About(pair=about), class_=Class.NUDGE)
    return dropped(db, "check_in", "UADA")


def dropped(db: orm.Session, kind: str, to: str) -> Letter:
    found = letters.by_key(db, f"{kind}:monday:{to}")
    assert found is not None
    return found


def says(db: orm.Session, letter: Letter) -> Letter:
    letter.state, letter.channel, letter.ts, letter.sent_at = LetterState.SENT, f"D{letter.to}", "1.000100", MONDAY
    db.flush()
    return letter


def state(db: orm.Session, letter: Letter) -> LetterState:
    db.refresh(letter)
    return letter.state


def pair_number(db: orm.Session) -> int:
    two = pair()
    db.add(two)
    db.flush()
    return two.id


def changes(db: orm.Session) -> list[str]:
    return list(db.scalars(sa.select(rows.c.text).where(rows.c.edits.is_not(None))))


def test_the_same_occasion_is_one_letter(db: orm.Session) -> None:
    drops(db)

    assert not letterbox.drop(db, "UADA", "news", "monday", OVER, MONDAY)
    assert letterbox.drop(db, "UADA", "news", "tuesday", WORDS, MONDAY)
    assert letterbox.drop(db, "UMEI", "news", "monday", WORDS, MONDAY)


def test_a_letter_is_awaited_unless_it_is_said_to_be_of_another_kind(db: orm.Session) -> None:
    assert drops(db).class_ is Class.TRANSACTIONAL
    assert drops_nudge(db).class_ is Class.NUDGE


def test_a_letter_knows_its_workspace_and_can_be_told_another(database_url: str) -> None:
    database = Database(database_url)
    with database.begin(TEAM) as db:
        letterbox.drop(db, "UADA", "news", "monday", WORDS, MONDAY)
    with database.everywhere() as db:
        letterbox.drop(db, "UADA", "news", "monday", WORDS, MONDAY, workspace="T2")

    for workspace in (TEAM, "T2"):
        with database.look(workspace) as db:
            found = letters.by_key(db, "news:monday:UADA")
            assert found is not None
            assert found.workspace == workspace
    database.close()


def test_what_was_not_said_can_be_taken_back_as_far_as_it_is_meant(db: orm.Session) -> None:
    number = pair_number(db)
    about, other_kind, of_nothing = drops(db, "a", number), drops(db, "b", number), drops(db, "c")

    letterbox.take_back(db, "ended", pair=number, kinds={"a"})

    assert [state(db, each) for each in (about, other_kind, of_nothing)] == [
        LetterState.CANCELLED,
        LetterState.DUE,
        LetterState.DUE,
    ]
    letterbox.take_back(db, "left", to="UADA", classes={Class.TRANSACTIONAL})
    assert (state(db, of_nothing), of_nothing.trouble) == (LetterState.CANCELLED, "left")


def test_what_was_said_about_a_pair_is_changed_for_whom_it_is_meant(db: orm.Session) -> None:
    number = pair_number(db)
    for to in ("UADA", "UMEI"):
        says(db, drops(db, about=number, to=to))
    says(db, drops_nudge(db, number))

    letterbox.retire(db, OVER, MONDAY, pair=number, to="UMEI")
    assert changes(db) == ["It's over."]
    letterbox.retire(db, OVER, MONDAY, pair=number, to="UADA", classes={Class.NUDGE})
    assert changes(db) == ["It's over."] * 2
    letterbox.retire(db, OVER, MONDAY, pair=number)
    assert changes(db) == ["It's over."] * 3


def test_one_is_told_when_a_letter_will_arrive() -> None:
    morning = datetime(2026, 3, 3, 9, tzinfo=UTC)

    assert arrival(ada(), MONDAY) == "right away"
    assert arrival(tane(), MONDAY).startswith("when their working day begins (")
    assert arrival(ada(), morning - timedelta(hours=5)) != "right away"
