"""Spreadsheets with two people in a line: what is decided about them, who wishes for whom, and who ranked whom."""

from dataclasses import dataclass
from typing import Final

from bot.mentoring.cells import LARGEST, NotMeant, number
from bot.mentoring.cohort.sheets import Sheet, read
from bot.mentoring.sheets import Remark

KINDS: Final = ("lock", "forbid", "blocked", "ended", "live")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided about one mentee and one mentor: a lock, or one of the reasons for keeping them apart."""

    mentee: str
    mentor: str
    kind: str


def decisions(raw: bytes) -> Sheet[Decision]:
    """Read what is decided about pairs: `mentee`, `mentor` and `kind`, which is a lock if it isn't named."""
    sheet: Sheet[Decision] = Sheet()
    for line, cells in read(raw, ("mentee", "mentor"), sheet):
        kind = cells.get("kind", "").casefold() or "lock"
        if not cells["mentee"] or not cells["mentor"]:
            sheet.remarks.append(Remark(line, "it needs a mentee and a mentor"))
        elif kind not in KINDS:
            sheet.remarks.append(Remark(line, f"there is no kind {kind!r}; there are {', '.join(KINDS)}"))
        else:
            sheet.rows.append(Decision(cells["mentee"], cells["mentor"], kind))
    return sheet


def wishes(raw: bytes) -> Sheet[tuple[str, str]]:
    """Read who wishes for whom, `by` and `to`, best first; a `rank` puts them in order."""
    sheet: Sheet[tuple[str, str]] = Sheet()
    found: list[tuple[int, str, str]] = []
    for line, cells in read(raw, ("by", "to"), sheet):
        try:
            rank = number(cells.get("rank", ""), "rank")
        except NotMeant as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        if cells["by"] and cells["to"]:
            found.append((LARGEST if rank is None else rank, cells["by"], cells["to"]))
        else:
            sheet.remarks.append(Remark(line, "it needs both, by and to"))
    sheet.rows = [(one, other) for _, one, other in sorted(found, key=lambda each: each[0])]
    return sheet


def ranks(raw: bytes) -> Sheet[tuple[str, str, int | None]]:
    """Read which proposals mentees ranked: `mentee`, `mentor`, `rank`; 0 for those they left out, none says nothing."""
    sheet: Sheet[tuple[str, str, int | None]] = Sheet()
    given = set[tuple[str, str | int]]()
    for line, cells in read(raw, ("mentee", "mentor", "rank"), sheet):
        try:
            rank = number(cells["rank"], "rank")
        except NotMeant as wrong:
            sheet.remarks.append(Remark(line, str(wrong)))
            continue
        who, whom = cells["mentee"], cells["mentor"]
        if (who, whom) in given:
            sheet.remarks.append(Remark(line, f"{who} ranked {whom} before"))
        elif who and whom:
            if rank and (who, rank) in given:
                sheet.remarks.append(Remark(line, f"{who} gave rank {rank} before, so the ids decide", left_out=False))
            sheet.rows.append((who, whom, rank))
            given |= {(who, whom), (who, rank or 0)}
    return sheet
