"""A database with all tables and nothing in them."""

from collections.abc import Iterator

import pytest

from bot.store.database import Database
from tests.databases import quickened


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Open a database for one test."""
    opened = quickened(Database(database_url))
    yield opened
    opened.close()


@pytest.fixture
def empty(empty_database_url: str) -> Iterator[Database]:
    """Open a database without tables."""
    opened = Database(empty_database_url)
    yield opened
    opened.close()
