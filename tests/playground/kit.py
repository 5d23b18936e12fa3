"""Blocks and views for tests, in few words."""

from typing import Any

Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def section(words: str, **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}, **more}


def button(label: str, action_id: str, **more: object) -> Json:
    return {"type": "button", "text": text(label), "action_id": action_id, **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def field(label: str, element: Json, **more: object) -> Json:
    return {"type": "input", "label": text(label), "element": element, **more}


def line(action_id: str = "line", **more: object) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def option(label: str) -> Json:
    return {"text": text(label), "value": label.lower()}


def modal(*blocks: Json, title: str = "Ask a mentor", **more: object) -> Json:
    return {"type": "modal", "title": text(title), "submit": text("Send"), "blocks": list(blocks), **more}


def home(*blocks: Json, **more: object) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}
