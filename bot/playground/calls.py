"""One call of the Web API: what was passed, read the way Slack reads it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import web

from bot.playground.wire import Json, Refused

JSON_ARGUMENTS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "files": "invalid_arguments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "message": "invalid_arguments",
}
YES = frozenset({1, "1", "true", "True"})  # True is 1


@dataclass(frozen=True, slots=True)
class Call:
    """A method's name and what was passed to it."""

    method: str
    token: str | None
    arguments: Json

    def has(self, name: str) -> bool:
        """Tell whether something was passed under this name."""
        return self.arguments.get(name) not in {None, ""} if _hashable(self.arguments.get(name)) else True

    def text(self, name: str, default: str = "") -> str:
        """Read a string."""
        value = self.arguments.get(name, default)
        if value is None:
            return default
        if isinstance(value, dict | list):
            raise Refused("invalid_arguments", f"must be a string [json-pointer:/{name}]")
        return str(value)

    def flag(self, name: str) -> bool:
        """Read yes or no; forms send 1 and 0."""
        value = self.arguments.get(name)
        return _hashable(value) and value in YES

    def whole(self, name: str, default: int) -> int:
        """Read a whole number."""
        try:
            return int(self.arguments.get(name) or default)
        except (TypeError, ValueError) as wrong:
            raise Refused("invalid_arguments", f"must be an integer [json-pointer:/{name}]") from wrong

    def things(self, name: str) -> list[Json] | None:
        """Read a list of objects; None when nothing was passed."""
        value = self._decoded(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(one, dict) for one in value)):
            raise Refused(JSON_ARGUMENTS[name], f"must be an array of objects [json-pointer:/{name}]")
        return value

    def thing(self, name: str) -> Json | None:
        """Read an object; None when nothing was passed."""
        value = self._decoded(name)
        if value is not None and not isinstance(value, dict):
            raise Refused(JSON_ARGUMENTS[name], f"must be an object [json-pointer:/{name}]")
        return value

    def _decoded(self, name: str) -> object:
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = json.loads(value)
        except ValueError as wrong:
            raise Refused(JSON_ARGUMENTS[name], f"must be valid JSON [json-pointer:/{name}]") from wrong
        return decoded


async def read(method: str, request: web.Request) -> Call:
    """Read a call from its query string and its body, be that a form, JSON, or nothing at all."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= json_object(await request.text())
    else:
        arguments |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    token = bearer if scheme.lower() == "bearer" and bearer else arguments.get("token")
    return Call(method, token, arguments)


def page(items: Iterable[Json], call: Call, default: int) -> tuple[list[Json], str]:
    """Cut a long list at the cursor and the limit, and give the cursor after it."""
    everything = list(items)
    cursor, limit = call.text("cursor", "0") or "0", call.whole("limit", default)
    if not cursor.isdigit():
        raise Refused("invalid_cursor")
    if limit < 1:
        raise Refused("invalid_limit")
    start = int(cursor)
    return everything[start : start + limit], str(start + limit) if start + limit < len(everything) else ""


def json_object(text: str) -> Json:
    """Read a body that is one JSON object, or empty."""
    if not text.strip():
        return {}
    try:
        decoded = json.loads(text)
    except ValueError as wrong:
        raise Refused("invalid_json") from wrong
    if not isinstance(decoded, dict):
        raise Refused("json_not_object")
    return decoded


def _hashable(value: object) -> bool:
    return not isinstance(value, dict | list)
