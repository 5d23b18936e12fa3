"""What a person filled in: a modal's state, read by the names of its fields."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.blocks.words import clean

View = Mapping[str, Any]
LARGEST_ID = 2**31 - 1
"""What a column of ids holds; PostgreSQL refuses to look for a larger one."""


class Answers:
    """The fields of a submitted modal. A field that is missing or empty answers with nothing, never with an error."""

    def __init__(self, view: View) -> None:
        """Take the fields out of Slack's nesting."""
        values: Mapping[str, Mapping[str, Any]] = view.get("state", {}).get("values", {})
        self._fields: dict[str, Mapping[str, Any]] = {
            name: next(iter(parts.values()), {}) for name, parts in values.items()
        }

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return name in self._fields

    def files(self, name: str) -> tuple[str, ...]:
        """Return the files that were given, by Slack's id."""
        return tuple(str(file.get("id")) for file in self._fields.get(name, {}).get("files") or ())

    def text(self, name: str) -> str:
        """Return what was typed, cleaned."""
        return clean(self._fields.get(name, {}).get("value"))

    def choice(self, name: str) -> str:
        """Return the one value that was chosen."""
        return str((self._fields.get(name, {}).get("selected_option") or {}).get("value", ""))

    def choices(self, name: str) -> tuple[str, ...]:
        """Return every value that was chosen."""
        return tuple(option["value"] for option in self._fields.get(name, {}).get("selected_options") or ())

    def person(self, name: str) -> str | None:
        """Return the one person who was picked."""
        return self._fields.get(name, {}).get("selected_user")

    def people(self, name: str) -> tuple[str, ...]:
        """Return everybody who was picked."""
        return tuple(self._fields.get(name, {}).get("selected_users") or ())

    def channel(self, name: str) -> str | None:
        """Return the channel or conversation that was picked."""
        field = self._fields.get(name, {})
        return field.get("selected_conversation") or field.get("selected_channel")

    def channels(self, name: str) -> tuple[str, ...]:
        """Return every channel that was picked."""
        return tuple(self._fields.get(name, {}).get("selected_conversations") or ())

    def day(self, name: str) -> date | None:
        """Return the day that was picked; an impossible one counts as none."""
        try:
            return date.fromisoformat(self._fields.get(name, {}).get("selected_date") or "")
        except ValueError:
            return None

    def clock(self, name: str) -> time | None:
        """Return the time that was picked."""
        try:
            return time.fromisoformat(self._fields.get(name, {}).get("selected_time") or "")
        except ValueError:
            return None


def number(text: object) -> int | None:
    """Read an id that travelled in a button; anything else is no id."""
    words = str(text)
    if not words.isascii() or not words.isdigit() or len(words) > len(str(LARGEST_ID)):
        return None
    return found if (found := int(words)) <= LARGEST_ID else None
