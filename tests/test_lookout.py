"""Whoever watches the bot: what is so wrong that it must start anew, what keeps it from its work, and the figures."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from bot.gauges import as_text
from bot.lookout import FAILURES, Lookout, PortIsInUse, Signs
from bot.mentoring.letters import LetterState
from bot.playground.telephone import wait_until
from bot.store import letters, room
from bot.store.database import Database
from bot.store.upgrade import upgrade
from bot.tallies import Tallies
from tests.examples import MONDAY, letter
from tests.fakes import Clock

A_MINUTE = timedelta(minutes=1)


class Watched:
    """A bot of which only the signs are real."""

    def __init__(self, url: str) -> None:
        self.database, self.clock = Database(url), Clock()
        self.ready, self.silent, self.failures = True, list[str](), Counter[str]()
        signs = Signs(
            database=self.database,
            now=self.clock,
            is_ready=lambda: self.ready,
            at_work=lambda: 3,
            silent=lambda _: self.silent,
            failures=lambda: self.failures,
            last_success=lambda: {"deliver": MONDAY},
        )
        self.lookout = Lookout(signs, "127.0.0.1", 0)
        self.lookout.open()

    def says(self, path: str) -> tuple[int, str]:
        line = HTTPConnection(urlsplit(self.lookout.url).netloc, timeout=20)
        line.request("GET", path)
        answer = line.getresponse()
        told = answer.status, answer.read().decode()
        line.close()
        return told

    def figures(self) -> list[str]:
        status, told = self.says("/metrics")
        assert status == 200
        return told.splitlines()

    def because(self, path: str) -> list[str]:
        status, told = self.says(path)
        found = json.loads(told)
        assert (status == 200) is found["ok"]
        return list(found["because"])


@pytest.fixture
def watched(database_url: str) -> Iterator[Watched]:
    watched = Watched(database_url)
    yield watched
    watched.lookout.close()
    watched.database.close()


def test_a_bot_that_works_lives_and_is_ready_and_nothing_else_is_told(watched: Watched) -> None:
    assert watched.because("/livez") == []
    assert watched.because("/readyz?full=1") == []
    assert watched.says("/")[0] == watched.says("/metrics/x")[0] == 404


def test_a_tick_that_is_silent_is_so_wrong_that_it_must_start_anew(watched: Watched) -> None:
    watched.silent = ["deliver"]

    assert watched.because("/livez") == ["deliver is silent"]


def test_what_keeps_it_from_its_work_is_named(watched: Watched) -> None:
    watched.ready = False
    watched.failures.update({"reap": FAILURES, "round": FAILURES - 1})

    first, second = watched.because("/readyz")

    assert first.startswith("not connected")
    assert second == "reap fails"


def test_a_database_without_this_versions_tables_is_not_ready(empty_database_url: str) -> None:
    watched = Watched(empty_database_url)
    assert watched.because("/readyz") == ["the tables are behind"]
    assert "mentor_ready 0.0" in watched.figures()
    upgrade(watched.database)
    assert watched.because("/readyz") == []
    assert "mentor_ready 1.0" in watched.figures()
    with watched.database.engine.begin() as connection:  # a newer version comes, one server after the other
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert watched.because("/readyz") == []
    watched.lookout.close()
    watched.database.close()


def test_a_database_that_somebody_holds_makes_it_unready_and_it_recovers(tmp_path: Path) -> None:
    file = tmp_path / "held.db"
    watched = Watched(f"sqlite:///{file}")
    upgrade(watched.database)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert watched.because("/readyz") == ["the database doesn't answer"]
        other.execute("ROLLBACK")
    wait_until(lambda: watched.because("/readyz") == [], 30, lambda: "it never got ready again")
    watched.lookout.close()
    watched.database.close()


def test_a_full_disk_makes_it_unready_and_room_makes_it_ready_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched(f"sqlite:///{tmp_path / 'mentor.db'}")
    upgrade(watched.database)
    with monkeypatch.context() as disk:
        disk.setattr(room, "LEAST", 1 << 62)
        assert watched.because("/readyz") == ["the disk of the database is full"]
        assert "mentor_ready 0.0" in watched.figures()
        assert watched.because("/livez") == []
    assert watched.because("/readyz") == []
    watched.lookout.close()
    watched.database.close()


def test_without_the_database_alerts_still_have_figures_to_go_by(tmp_path: Path) -> None:
    file = tmp_path / "held.db"
    watched = Watched(f"sqlite:///{file}")
    upgrade(watched.database)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert by_itself(watched.figures())
        other.execute("ROLLBACK")
    wait_until(lambda: "mentor_database_answers 1.0" in watched.figures(), 30, lambda: "no figures came back")
    with watched.database.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE letters RENAME TO parcels"))
    assert by_itself(watched.figures())
    watched.lookout.close()
    watched.database.close()


def by_itself(told: list[str]) -> bool:
    """Tell whether these are the figures that a server knows without its database."""
    known = {"mentor_ready 0.0", "mentor_database_answers 0.0", "mentor_listeners_at_work 3.0"}
    ticks = any(line.startswith('mentor_tick_last_success_timestamp_seconds{tick="deliver"}') for line in told)
    return known <= set(told) and ticks and not any(line.startswith("mentor_letters{") for line in told)


def test_the_figures_tell_what_waits_and_for_how_long_and_name_nobody(watched: Watched) -> None:
    with watched.database.everywhere() as db:
        letters.write(db, letter(key="a", due_at=MONDAY - A_MINUTE))
        letters.write(db, letter(key="b", state=LetterState.DEAD))

    _, told = watched.says("/metrics")

    for line in (
        'mentor_letters{state="due"} 1.0',
        'mentor_letters{state="dead"} 1.0',
        'mentor_letters{state="unsure"} 0.0',
        "mentor_letter_oldest_due_age_seconds 60.0",
        "mentor_listeners_at_work 3.0",
        "mentor_ready 1.0",
    ):
        assert line in told.splitlines()
    assert "UADA" not in told


def test_nothing_that_waits_is_no_age(watched: Watched) -> None:
    assert "mentor_letter_oldest_due_age_seconds 0.0" in watched.says("/metrics")[1].splitlines()


def test_what_was_counted_is_told_with_its_labels() -> None:
    tallies = Tallies()
    for outcome in ("ok", "ok", "busy"):
        tallies.count("slack_calls", "chat.postMessage", outcome)
    for seconds in (0.5, 20, 100_000):
        tallies.took("letter_lateness", seconds)

    told = as_text(
        letters={}, oldest_due=0, last_success={}, failures={}, at_work=0, is_ready=False, tallies=tallies
    ).splitlines()

    assert 'mentor_slack_calls_total{method="chat.postMessage",outcome="ok"} 2.0' in told
    assert 'mentor_letter_lateness_seconds_bucket{le="1.0"} 1.0' in told
    assert 'mentor_letter_lateness_seconds_bucket{le="60.0"} 2.0' in told
    assert "mentor_letter_lateness_seconds_count 3.0" in told


def test_a_port_that_somebody_uses_is_named(watched: Watched) -> None:
    port = urlsplit(watched.lookout.url).port or 0
    second = Lookout(watched.lookout._signs, "127.0.0.1", port)  # noqa: SLF001 - the same signs will do

    with pytest.raises(PortIsInUse, match="HEALTH_PORT"):
        second.open()
    second.close()
    assert second.url == ""


@pytest.mark.parametrize("host", ["nonsense.invalid", "203.0.113.7"])
def test_an_address_of_another_machine_is_called_that(watched: Watched, host: str) -> None:
    elsewhere = Lookout(watched.lookout._signs, host, 0)  # noqa: SLF001 - the same signs will do

    with pytest.raises(PortIsInUse, match=f"{host} is no address of this machine"):
        elsewhere.open()
