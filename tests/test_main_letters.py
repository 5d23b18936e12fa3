"""`python -m bot letters …`: what is stuck, tried again or given up, by number and without anybody's words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import clock, main
from bot.mentoring.letters import Letter, LetterState
from bot.store import installations, letters, pauses
from bot.store.database import Database
from bot.store.upgrade import upgrade
from tests.examples import letter

WORDS = "It has been a while."


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    database = Database(url)
    upgrade(database)
    return database


def says(*words: str) -> Result:
    return CliRunner().invoke(main, ["letters", *words])


def dead(database: Database, key: str = "a", **otherwise: object) -> Letter:
    facts: dict[str, object] = {
        "state": LetterState.DEAD,
        "trouble": "no answer",
        "written_at": clock(),
        "attempts": 8,
    } | otherwise
    one = letter(**{"key": key, "text": WORDS} | facts)
    with database.everywhere() as db:
        letters.write(db, one)
    return one


def test_what_is_stuck_is_listed_without_words(database: Database) -> None:
    one = dead(database)

    listed = says("list")

    assert listed.exit_code == 0
    first, last = listed.output.splitlines()
    assert first == f"{one.id}  T1  UADA  check_in  dead  0 min old, tried 8 times: no answer"
    assert last == "1 dead, 0 unsure, 0 due, 0 sending."
    assert WORDS not in listed.output
    assert says("list", "--state", "due").output == f"{last}\n"
    assert says("list", "--workspace", "T2").output == "0 dead, 0 unsure, 0 due, 0 sending in T2.\n"


def test_until_when_letters_are_held_back_in_a_workspace_is_told(database: Database) -> None:
    dead(database, state=LetterState.DUE)
    with database.everywhere() as db:
        pauses.pause(db, "T1", datetime(2999, 3, 5, 10, 29, tzinfo=UTC), "slow down")
        pauses.pause(db, "T2", datetime(2020, 3, 5, tzinfo=UTC), "slow down")

    told = "Nothing is said in T1 before 2999-03-05 10:29 UTC: slow down"
    assert told in says("list", "--state", "due").output.splitlines()
    assert told in says("list", "--workspace", "T1").output.splitlines()
    assert says("list", "--workspace", "T2").output == "0 dead, 0 unsure, 0 due, 0 sending in T2.\n"


def test_a_number_beyond_all_is_no_letter(database: Database) -> None:
    refused = says("drop", str(9**20))

    assert (refused.exit_code, "Invalid value" in refused.output) == (2, True)
    database.close()


def test_an_age_is_told_in_its_largest_unit(database: Database) -> None:
    for key, written_at in (("a", "2020-01-01T00:00:00+00:00"), ("b", "2999-01-01T00:00:00+00:00")):
        dead(database, key, written_at=clock().fromisoformat(written_at))

    old, new = says("list").output.splitlines()[:2]

    assert " d old" in old
    assert " 0 min old" in new


def test_one_is_tried_again_and_one_is_given_up(database: Database) -> None:
    first, second = dead(database), dead(database, "b")

    assert says("retry", str(first.id)).output == "1 will be tried again.\n"
    assert says("drop", str(second.id)).output == "1 were given up.\n"
    assert says("list").output == "0 dead, 0 unsure, 1 due, 0 sending.\n"


def test_whoever_tries_again_hears_where_nothing_is_said_yet(database: Database) -> None:
    one = dead(database)
    with database.everywhere() as db:
        pauses.pause(db, "T1", datetime(2999, 3, 5, 10, 29, tzinfo=UTC), "slow down")

    told = says("retry", str(one.id)).output

    assert told == "1 will be tried again.\nNothing is said in T1 before 2999-03-05 10:29 UTC: slow down\n"


def test_nothing_is_said_any_more_where_the_bot_was_taken_out(database: Database) -> None:
    with database.everywhere() as db:
        pauses.pause(db, "T1", datetime(2999, 3, 5, 10, 29, tzinfo=UTC), installations.UNINSTALLED)

    assert says("list", "--workspace", "T1").output.startswith("Nothing is said in T1 any more: it took the bot out.\n")


@pytest.mark.parametrize("words", [("retry",), ("drop",)])
@pytest.mark.usefixtures("database")
def test_one_has_to_say_which(words: tuple[str, ...]) -> None:
    asked = says(*words)

    assert (asked.exit_code, "letters list" in asked.output) == (2, True)


def test_what_may_have_arrived_and_what_is_not_there_is_left_and_named(database: Database) -> None:
    doubtful = dead(database, trouble="unsure")

    tried, dropped = says("retry", str(doubtful.id), "99"), says("drop", "99")

    assert (tried.exit_code, dropped.exit_code) == (1, 1)
    assert f"{doubtful.id} may have arrived" in tried.output
    assert "99 can't be tried" in tried.output
    assert "99 can't be given up" in dropped.output
    assert says("retry", "--even-if-said", str(doubtful.id)).exit_code == 0
