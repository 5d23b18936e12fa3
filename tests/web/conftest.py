"""A town: several Slacks, and one bot that their workspaces install."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slacks import Town, slacks


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Open a town for one test."""
    with slacks() as place:
        town = Town(place, tmp_path)
        yield town
        town.bot.stop()
