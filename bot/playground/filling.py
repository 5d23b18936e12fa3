"""Mistakes Slack's own window finds before a form is sent."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from bot.playground.fields import Field, fields
from bot.playground.wire import Impossible, Json

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WEB = re.compile(r"https?://\S+")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{2}:\d{2}")


def mistakes(blocks: list[Json], values: Json) -> dict[str, str]:
    """Find what must still be filled in or put right, by block."""
    found: dict[str, str] = {}
    for field in fields(blocks):
        if field.is_input:
            block_id = field.block["block_id"]
            answer = values[block_id][field.element["action_id"]][field.name]
            for mistake in _mistakes(field, answer):
                found.setdefault(block_id, mistake)
    return found


def _mistakes(field: Field, answer: object) -> Iterator[str]:
    if answer is None or answer in ("", []):
        if not field.block.get("optional"):
            yield "Please complete this required field."
        return
    yield from CHECKS.get(field.element["type"], _nothing)(field.element, answer)


def _nothing(_element: Json, _answer: object) -> Iterator[str]:
    yield from ()


def _text(element: Json, answer: object) -> Iterator[str]:
    length, most = len(_string(answer)), element.get("max_length", 3000)
    if length < element.get("min_length", 0):
        yield f"Please enter at least {element['min_length']} characters."
    if length > most:
        yield f"Please enter at most {most} characters."


def _email(_element: Json, answer: object) -> Iterator[str]:
    if not EMAIL.fullmatch(_string(answer)):
        yield "Please enter a valid email address."


def _web(_element: Json, answer: object) -> Iterator[str]:
    if not WEB.fullmatch(_string(answer)):
        yield "Please enter a valid URL."


def _number(element: Json, answer: object) -> Iterator[str]:
    try:
        number = Decimal(_string(answer))
    except InvalidOperation:
        yield "Please enter a number."
        return
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        yield "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        yield f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        yield f"Please enter a number of at most {element['max_value']}."


def _date(_element: Json, answer: object) -> Iterator[str]:
    if not DATE.fullmatch(_string(answer)):
        yield "Please choose a date."


def _time(_element: Json, answer: object) -> Iterator[str]:
    if not TIME.fullmatch(_string(answer)):
        yield "Please choose a time."


def _option(element: Json, answer: object) -> Iterator[str]:
    yield from _options(element, [answer])


def _options(element: Json, answer: object) -> Iterator[str]:
    offered = [
        *element.get("options", ()),
        *(option for group in element.get("option_groups", ()) for option in group["options"]),
    ]
    if offered and any(one not in offered for one in _list(answer)):
        raise Impossible("That is not one of the options.")
    yield from _several(element, answer)


def _several(element: Json, answer: object) -> Iterator[str]:
    most = element.get("max_selected_items")
    if most is not None and len(_list(answer)) > most:
        yield f"Please choose at most {most}."


def _string(answer: object) -> str:
    if not isinstance(answer, str):
        raise Impossible("That field takes text.")
    return answer


def _list(answer: object) -> list[object]:
    if not isinstance(answer, list):
        raise Impossible("That field takes a list.")
    return answer


CHECKS: Mapping[str, Callable[[Json, object], Iterator[str]]] = {
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _web,
    "number_input": _number,
    "datepicker": _date,
    "timepicker": _time,
    "static_select": _option,
    "radio_buttons": _option,
    "checkboxes": _options,
    "multi_static_select": _options,
    "multi_external_select": _several,
    "multi_users_select": _several,
    "multi_conversations_select": _several,
    "multi_channels_select": _several,
}
