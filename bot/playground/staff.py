"""Quill & Pine, the company in the playground: some forty people from Auckland to San Francisco."""

import csv
from collections.abc import Mapping
from importlib import resources

from bot.playground.company import Company, Group, Person

START_HERE = Group("Start here", ("UADA", "UJONAS", "UINES"))
FAR_AWAY = Group("Far away", ("UTANE", "UHANA", "UARJUN", "UMATEO", "UGRACE"))
OUT_OF_THE_ORDINARY = Group("Out of the ordinary", ("UTHEO", "UPETER", "UMAGGIE"))


def quill_and_pine() -> Company:
    """Read the company from the table beside this module."""
    table = resources.files("bot.playground").joinpath("quill_and_pine.csv").read_text(encoding="utf-8")
    return Company(
        name="Quill & Pine",
        domain="quill-and-pine",
        people=tuple(_person(row) for row in csv.DictReader(table.splitlines())),
        default="UADA",
        groups=(START_HERE, FAR_AWAY, OUT_OF_THE_ORDINARY),
    )


def _person(row: Mapping[str, str]) -> Person:
    standing = _listed(row["is"])
    return Person(
        id=row["id"],
        name=row["name"],
        real_name=row["real_name"],
        title=row["title"],
        department=row["department"],
        level=int(row["level"]),
        manager=row["manager"] or None,
        tz=row["tz"],
        skills=_listed(row["skills"]),
        wants=_listed(row["wants"]),
        languages=_listed(row["languages"]),
        pronouns=row["pronouns"],
        is_guest="guest" in standing,
        is_bot="bot" in standing,
        is_admin="admin" in standing,
        is_owner="owner" in standing,
        deleted="deleted" in standing,
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("; ") if word)
