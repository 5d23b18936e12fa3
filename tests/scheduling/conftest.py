"""A mailroom for whoever asks for one."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from tests.databases import quickened
from tests.scheduling.mailroom import Mailroom


@pytest.fixture
def mailroom(database_url: str) -> Iterator[Mailroom]:
    """Open a mailroom for one test."""
    room = Mailroom(quickened(Database(database_url)))
    yield room
    room.database.close()
