"""A match as a spreadsheet: a line for every pair with its points and reasons, and one for everybody left over."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Final

from bot.mentoring.cohort.outcome import LeftOver, Outcome, Paired
from bot.mentoring.cohort.participants import Participant
from bot.mentoring.cohort.telling import why_not
from bot.mentoring.pairscore import Parts
from bot.mentoring.sheets import write_plain

PARTS: Final = Parts._fields
COLUMNS: Final = (
    *("mentee", "mentee name", "mentor", "mentor name", "nth", "score", *(f"{part} points" for part in PARTS)),
    *("mentor points", "place on own list", "locked", "reasons", "missing", "next step", "rank"),
)
"""The last one is empty: mentees' choices among proposals go there, and the file can be read again."""


def as_sheet(outcome: Outcome, people: Iterable[Participant]) -> str:
    """Write a match for a spreadsheet."""
    names = {each.id: each.name for each in people}
    of_pairs = (_of_pair(pair, names) for pair in outcome.pairs)
    return write_plain(COLUMNS, chain(of_pairs, (_of_left_over(one, names) for one in outcome.unmatched)))


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
