"""Charts: Slack's own block for pictures of numbers. The numbers are always said in words as well."""

from collections.abc import Mapping, Sequence

from bot.blocks.elements import Block
from bot.blocks.words import clip

TITLE_MAX = 50
LABEL_MAX = 20
CHART = "data_visualization"


def bars(title: str, values: Mapping[str, int], *, along: str, up: str) -> Block:
    """Draw a bar for each name."""
    return _chart("bar", title, [(up, values)], along, up)


def lines(title: str, series: Mapping[str, Mapping[str, int]], *, along: str, up: str) -> Block:
    """Draw a line for each series; all have the same names along the bottom."""
    return _chart("line", title, list(series.items()), along, up)


def _chart(kind: str, title: str, series: Sequence[tuple[str, Mapping[str, int]]], along: str, up: str) -> Block:
    categories = [clip(name, LABEL_MAX) for name in series[0][1]]
    drawn = [
        {
            "name": clip(name, LABEL_MAX),
            "data": [{"label": clip(label, LABEL_MAX), "value": value} for label, value in values.items()],
        }
        for name, values in series
    ]
    axes = {"categories": categories, "x_label": clip(along, TITLE_MAX), "y_label": clip(up, TITLE_MAX)}
    return {
        "type": CHART,
        "title": clip(title, TITLE_MAX),
        "chart": {"type": kind, "series": drawn, "axis_config": axes},
    }


def without_charts(blocks: Sequence[Block]) -> list[Block]:
    """Leave the pictures out, for a workspace that doesn't show them yet; the words say the same."""
    return [block for block in blocks if block["type"] != CHART]
