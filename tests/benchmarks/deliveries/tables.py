"""One table of all that was measured: a line for each measure, a column for each contestant."""

from collections.abc import Mapping, Sequence
from operator import ge, le
from typing import Any, NamedTuple

Found = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Measure(NamedTuple):
    """One line: what it is, where it is found, and what ours should be."""

    what: str
    load: str
    name: str
    target: float | None = None
    is_most: bool = True

    def said(self, found: Mapping[str, Mapping[str, Any]], *, ours: bool) -> str:
        """Say what was measured of one contestant, and whether a target of ours was missed."""
        measured = found.get(self.load, {})
        if self.name not in measured:
            return ""
        value = measured[self.name]
        if self.name == "planned_in_s":
            value = round(value * 100_000 / measured["planned"], 1)
        fine = self.target is None or not ours or (le if self.is_most else ge)(value, self.target)
        return f"{value}{'' if fine else ' (missed)'}"


MEASURES: Sequence[Measure] = (
    Measure("S: share of the limit", "S", "share", 0.95, is_most=False),
    Measure("M: share of the limit", "M", "share", 0.90, is_most=False),
    Measure("L: share of the limit", "L", "share", 0.80, is_most=False),
    Measure("S: letters a second", "S", "per_second"),
    Measure("M: letters a second", "M", "per_second"),
    Measure("M: bound by", "M", "bound_by"),
    Measure("L: letters a second", "L", "per_second"),
    Measure("L: bound by", "L", "bound_by"),
    Measure("L: processor time for each, ms", "L", "processor_ms_each", 3),
    Measure("L: `/mentor` answered, p99, ms", "L", "answer_p99_ms", 300),
    Measure("L: `/mentor` acknowledged, p99, ms", "L", "ack_p99_ms"),
    Measure("L: memory grows by, MB", "L", "memory_mb", 50),
    Measure("S: told to wait, %", "S", "busy_%", 1),
    Measure("M: told to wait, %", "M", "busy_%", 1),
    Measure("L: told to wait, %", "L", "busy_%", 1),
    Measure("G: the small ones are served within, s", "G", "small_in_s", 120),
    Measure("E: late, p99, s", "E", "late_p99_s", 60),
    Measure("planning 100,000, s", "P", "planned_in_s", 5),
    Measure("planning 100,000 as jobs, s", "M", "planned_in_s"),
    Measure("M: somebody adds a job, p99, ms", "M", "ack_p99_ms"),
    Measure("a kill: lost", "K", "lost", 0),
    Measure("a kill: said twice", "K", "twice", 0),
    Measure("a kill: all said after, s", "K", "until_s"),
)
OURS = ("sqlite", "postgresql", "postgresql-3")


def as_table(found: Found) -> str:
    """Lay it out as a table that Markdown shows as well."""
    rows = [["what", "target", *found]]
    for measure in MEASURES:
        told = [measure.said(each, ours=system in OURS) for system, each in found.items()]
        if any(told):
            sign = "" if measure.target is None else f"{'≤' if measure.is_most else '≥'} {measure.target:g}"
            rows.append([measure.what, sign, *told])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])
