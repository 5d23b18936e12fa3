"""A match as a spreadsheet: a line for every pair with its points and reasons, and one for everybody left over."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from bot.mentoring.cohort.outcome import LeftOver, Outcome, Paired
from bot.mentoring.cohort.participants import Participant
from bot.mentoring.cohort.telling import why_not
from bot.mentoring.pairscore import Parts

PARTS: Final = Parts._fields
COLUMNS: Final = (
    *("mentee", "mentee name", "mentor", "mentor name", "nth", "score", *(f"{part} points" for part in PARTS)),
    *("mentor points", "place on own list", "locked", "reasons", "missing", "next step", "rank"),
)
"""The last one is empty: mentees' choices among proposals go there, and the file can be read again."""
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is run by a spreadsheet, whoever typed it; a quote before it keeps it text."""


def as_sheet(outcome: Outcome, people: Iterable[Participant]) -> str:
    """Write a match for a spreadsheet."""
    names = {each.id: each.name for each in people}
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in _of_pair(pair, names)] for pair in outcome.pairs)
    writer.writerows([harmless(cell) for cell in _of_left_over(one, names)] for one in outcome.unmatched)
    return told.getvalue()


def harmless(cell: object) -> object:
    """Keep what people typed from being run as a formula."""
    if isinstance(cell, str) and (cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA)):
        return f"'{cell}"
    return cell


def _of_pair(pair: Paired, names: Mapping[str, str]) -> list[object]:
    return [
        *(pair.mentee, names[pair.mentee], pair.mentor, names[pair.mentor], pair.nth, pair.score),
        *(pair.parts[part] for part in PARTS),
        *(pair.mentor_points, "" if pair.locked else pair.rank, "yes" if pair.locked else ""),
        *("; ".join(pair.reasons), "; ".join(pair.missing), "", ""),
    ]


def _of_left_over(one: LeftOver, names: Mapping[str, str]) -> list[object]:
    empty = [""] * (COLUMNS.index("reasons") - 2)
    return [one.id, names[one.id], *empty, why_not(one.barriers, one.possible), "", one.step, ""]
