"""Cells: numbers, lists and zones as people type them into a table, and what is said of one that can't be meant."""

import re
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

LARGEST: Final = 1000
"""No level, capacity or rank of anybody is larger; whatever is was typed into the wrong column."""
WITHOUT_ID: Final = "it has no id"
_LIST: Final = re.compile(r"[;,|]+")
_WHOLE: Final = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")
"""Programs write 2.0 where a column has empty cells."""


class NotMeant(ValueError):
    """A cell says something that can't be meant; the message says what should stand there."""


def number(cell: str, column: str) -> int | None:
    """Read a whole number; nothing where the cell is empty."""
    if not cell:
        return None
    whole = _WHOLE.fullmatch(cell)
    if not whole or int(whole[1]) > LARGEST:
        raise NotMeant(f"{column} is {cell!r}, and should be a whole number from 0 to {LARGEST}")
    return int(whole[1])


def several(cell: str) -> tuple[str, ...]:
    """Read a list, whichever of the usual signs parts it, each thing once."""
    return tuple(dict.fromkeys(part for each in _LIST.split(cell) if (part := each.strip())))


@lru_cache(maxsize=1 << 12)
def is_zone(name: str) -> bool:
    """Tell whether there is a time zone of this name."""
    try:
        return bool(name) and bool(ZoneInfo(name).key)
    except (LookupError, OSError, ValueError):
        return False


def no_zone(name: str, who: str) -> str:
    """Say that there is no such time zone, and what comes of that."""
    return f"there is no time zone {name!r}, so working hours are not compared for {who}"


def twice(who: str) -> str:
    """Say that another line is about the same person."""
    return f"{who} is there twice"
