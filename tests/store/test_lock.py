"""One process to a SQLite file."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.store.lock import DatabaseIsInUse, Lock, NoPlaceForTheDatabase

HOLD = """
import sys
from bot.store.lock import Lock
Lock(sys.argv[1]).take()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_process_is_told_to_use_postgresql(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"

        with pytest.raises(DatabaseIsInUse, match="PostgreSQL"):
            Lock(url).take()

        other.kill()
        other.wait()
        with Lock(url):
            pass


def test_whoever_releases_it_may_take_it_again(tmp_path: Path) -> None:
    lock = Lock(f"sqlite:///{tmp_path / 'mentor.db'}")

    for _ in range(2):
        lock.take()
        lock.take()
        lock.release()
        lock.release()


def test_a_folder_that_isn_t_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoPlaceForTheDatabase, match="folder exists"):
        Lock(f"sqlite:///{tmp_path / 'nowhere' / 'mentor.db'}").take()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://mentor@localhost/mentor"])
def test_what_many_may_use_is_not_locked(url: str) -> None:
    with Lock(url), Lock(url):
        pass
