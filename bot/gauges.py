"""Gauges: the figures of one server in the words of Prometheus. None names a person or a workspace."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE
from prometheus_client.exposition import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.tallies import BUCKETS, TALLIES, Tallies

__all__ = ["CONTENT_TYPE", "as_text"]

COUNTED = {
    "slack_calls": ("Calls of Slack's methods, by what became of them.", ("method", "outcome")),
    "letters_handled": ("Letters that were carried to Slack or closed, by what became of them.", ("outcome",)),
    "ticks": ("Runs of recurring jobs.", ("tick", "outcome")),
    "refused": ("Requests that were refused at the door.", ("why",)),
}
MEASURED = {"letter_lateness": "Seconds from when a letter was due to when it was said."}


def as_text(
    *,
    letters: Mapping[str, int] | None,
    oldest_due: float,
    last_success: Mapping[str, float],
    failures: Mapping[str, int],
    at_work: int,
    is_ready: bool,
    tallies: Tallies = TALLIES,
) -> str:
    """Write the figures down; without letters, those that the database didn't tell are left out."""
    told = [] if letters is None else _of_letters(letters, oldest_due)
    now = [
        *told,
        _single("database_answers", "Whether the database told its figures in time: 1 or 0.", int(letters is not None)),
        _labelled("tick_last_success_timestamp_seconds", "When a recurring job last ended well.", "tick", last_success),
        _labelled(
            "tick_failures_in_a_row", "How often a recurring job failed since it last ended well.", "tick", failures
        ),
        _single("listeners_at_work", "What people do that is being answered right now.", at_work),
        _single("ready", "Whether this server is ready: 1 or 0.", int(is_ready)),
    ]
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Now([*now, *_tallied(tallies)]))
    return generate_latest(registry).decode()


def _of_letters(letters: Mapping[str, int], oldest_due: float) -> list[Metric]:
    waited = "How long the letter has waited that has waited longest."
    return [
        _labelled("letters", "Letters by where they are.", "state", letters),
        _single("letter_oldest_due_age_seconds", waited, oldest_due),
    ]


class _Now(Collector):
    """Figures as they are now."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _single(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(f"mentor_{name}", told, value=value)


def _labelled(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"mentor_{name}", told, labels=[label])
    for which, value in sorted(values.items()):
        family.add_metric([which], value)
    return family


def _tallied(tallies: Tallies) -> Iterator[Metric]:
    for name, (told, labels) in COUNTED.items():
        counter = CounterMetricFamily(f"mentor_{name}", told, labels=labels)
        for which, number in sorted(tallies.counts(name).items()):
            counter.add_metric(which, number)
        yield counter
    for name, told in MEASURED.items():
        numbers, total = tallies.spread(name)
        limits = [*map(str, BUCKETS), "+Inf"]
        summed = [(limit, float(sum(numbers[: place + 1]))) for place, limit in enumerate(limits)]
        yield HistogramMetricFamily(f"mentor_{name}_seconds", told, buckets=summed, sum_value=total)
