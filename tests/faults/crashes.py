"""Places at which a process ends: around every step that one letter takes."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from bot.slack import Slack
from bot.store import outbox
from scheduling import delivery
from scheduling.delivery import Delivery

CRASHED = 7
PLACES = (
    *("claiming", "claimed", "asking", "posting", "posted", "returning", "recording", "recorded"),
    *("finding", "found"),
)


def crash_at(place: str) -> None:
    """End this process, without a chance to tidy up, when it first comes to this place."""
    owner, name, after = {
        "claiming": (outbox, "claim", False),
        "claimed": (outbox, "claim", True),
        "asking": (Delivery, "carry", False),
        "posting": (Slack, "post", False),
        "posted": (Slack, "post", True),
        "returning": (Delivery, "carry", True),
        "recording": (delivery, "record_these", True),
        "recorded": (Delivery, "keep", True),
        "finding": (Slack, "find", False),
        "found": (Slack, "find", True),
    }[place]
    setattr(owner, name, _ending(getattr(owner, name), after=after))


def _ending(step: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    @wraps(step)
    def crash(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the step takes and gives
        if not after:
            os._exit(CRASHED)
        came = step(*given, **named)
        if came is None or came:  # a claim that found nothing is no claim
            os._exit(CRASHED)
        return came

    return crash
