"""Room: whether the disk under a SQLite file still takes what is written.

A server of PostgreSQL has a disk of its own, which isn't seen from here; whoever runs it watches it.
"""

import shutil
from typing import Final

import sqlalchemy as sa

from bot.store.lock import file_of

LEAST: Final = 1_000_000
"""Bytes. A transaction of ours writes some ten thousand; with less than this it is a matter of minutes."""
FULL: Final = "the disk of the database is full"


def is_full(url: str | sa.URL) -> bool:
    """Tell whether nothing can be kept, as there is no room left. A file that isn't there yet fills nothing."""
    file = file_of(url)
    return file is not None and file.parent.is_dir() and shutil.disk_usage(file.parent).free < LEAST
