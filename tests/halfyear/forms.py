"""Forms: what people put into windows, from the window alone."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from tests.halfyear.workplace import Json

WORDS = "I would like to give one talk to another team by spring, because it would help me to explain what we build."
AHEAD = range(2, 16)
CHANGES = 0.2
"""How often somebody changes what needn't be."""


def filled(view: Json, chance: Random, now: datetime, colleagues: Sequence[str]) -> Json:
    """Fill a window in as somebody does who reads its labels: what must be said is said, the rest sometimes."""
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            begun = _begun(element)
            answers = chance.random() < CHANGES or not (begun or block.get("optional"))
            given = _given(element, chance, now, colleagues) if answers else {}
            values[block["block_id"]] = {element["action_id"]: {"type": element["type"], **begun, **given}}
    return values


def tappable(blocks: Sequence[Json]) -> Iterator[tuple[str, Json]]:
    """Find everything that can be pressed, each choice of a menu for itself, with the id of its block."""
    for block in blocks:
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        for element in elements if block["type"] in {"actions", "section"} else ():
            options = element.get("options", ())
            if element["type"] == "button":
                yield block["block_id"], element
            elif element["type"] in {"overflow", "static_select", "radio_buttons"}:
                known = {name: element[name] for name in ("type", "action_id")}
                yield from ((block["block_id"], known | {"selected_option": option}) for option in options)


def _begun(element: Json) -> Json:
    """Give what the field holds before anybody touches it."""
    known = {
        "initial_value": "value",
        "initial_option": "selected_option",
        "initial_options": "selected_options",
        "initial_date": "selected_date",
        "initial_time": "selected_time",
        "initial_user": "selected_user",
        "initial_users": "selected_users",
    }
    return {ours: element[theirs] for theirs, ours in known.items() if theirs in element}


def _given(element: Json, chance: Random, now: datetime, colleagues: Sequence[str]) -> dict[str, Any]:
    options: list[Json] = element.get("options", [])
    one, somebody = chance.choice(options or [{}]), chance.choice(colleagues)
    given: dict[str, dict[str, Any]] = {
        "plain_text_input": {"value": element.get("initial_value", WORDS[: element.get("max_length", 3000)])},
        "static_select": {"selected_option": one},
        "radio_buttons": {"selected_option": one},
        "checkboxes": {"selected_options": [each for each in options if chance.random() < 0.4] or options[:1]},
        "multi_static_select": {"selected_options": options[:1]},
        "datepicker": {"selected_date": (now + timedelta(days=chance.choice(AHEAD))).date().isoformat()},
        "timepicker": {"selected_time": f"{chance.randrange(9, 17):02}:30"},
        "users_select": {"selected_user": somebody},
        "multi_users_select": {"selected_users": [somebody]},
        "conversations_select": {"selected_conversation": "C1"},
    }
    return given[element["type"]]
