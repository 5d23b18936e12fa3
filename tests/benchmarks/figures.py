"""Figures: what was measured, what it should be, and how both are shown."""

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter

MILLISECONDS = 1000
HUNDREDTHS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured, the most it should be, and where it comes from."""

    what: str
    value: float
    most: float
    unit: str
    details: Mapping[str, float]

    @property
    def is_fine(self) -> bool:
        """Whether it is within its target."""
        return self.value <= self.most


def stopped(act: Callable[[], object]) -> float:
    """Measure how long something takes, in milliseconds."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * MILLISECONDS


def percentile(times: Sequence[float], hundredth: int) -> float:
    """Find the value that so many hundredths don't exceed."""
    return statistics.quantiles(times, n=HUNDREDTHS, method="inclusive")[hundredth - 1]


def beside(what: str, ours: Sequence[float], theirs: Sequence[float], most: float) -> Figure:
    """Compare two series that were measured in turns, by their medians."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    details = {
        "median_ms": round(mine, 2),
        "p99_ms": round(percentile(ours, 99), 2),
        "beside_median_ms": round(other, 2),
        "beside_p99_ms": round(percentile(theirs, 99), 2),
        "runs": len(ours),
    }
    return Figure(what=what, value=round(mine / other, 2), most=most, unit="x", details=details)


def as_table(figures: Iterable[Figure]) -> str:
    """Lay the figures out for people, as a table that Markdown shows as well."""
    rows = [("What", "Measured", "Target", "", "Details")]
    for figure in figures:
        details = ", ".join(f"{name} {value:g}" for name, value in figure.details.items())
        verdict = "ok" if figure.is_fine else "missed"
        rows.append((figure.what, _said(figure.value, figure.unit), _said(figure.most, figure.unit), verdict, details))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def as_rows(figures: Iterable[Figure]) -> list[dict[str, object]]:
    """Lay the figures out for programs."""
    return [asdict(figure) | {"fine": figure.is_fine} for figure in figures]


def _said(value: float, unit: str) -> str:
    return f"{value:g} {unit}"
