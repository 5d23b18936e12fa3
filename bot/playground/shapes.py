"""A small language for what JSON must look like, and Slack's words for what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.playground.wire import Json

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a message or view something is."""

    surface: Surface
    path: str = ""

    def __truediv__(self, part: str | int) -> "Place":
        """Go one step deeper."""
        return Place(self.surface, f"{self.path}/{part}")

    def fault(self, text: str) -> str:
        """Say what is wrong here, as Slack words it."""
        return f"{text} [json-pointer:{self.path}]"


Rule = Callable[[object, Place], Iterator[str]]
Extra = Callable[[Json, Place], Iterator[str]]


def words(most: int, least: int = 0) -> Rule:
    """Ask for a string of a certain length."""

    def rule(value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, str):
            yield at.fault("must be a string")
        elif len(value) > most:
            yield at.fault(f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield at.fault(f"must be more than {least - 1} characters")

    return rule


def whole(least: int, most: int) -> Rule:
    """Ask for a whole number in a certain range."""

    def rule(value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at.fault("must be an integer")
        elif not least <= value <= most:
            yield at.fault(f"must be between {least} and {most}")

    return rule


def one_of(*choices: str) -> Rule:
    """Ask for one of a few strings."""

    def rule(value: object, at: Place) -> Iterator[str]:
        if value not in choices:
            yield at.fault(f"must be one of: {', '.join(choices)}")

    return rule


def flag(value: object, at: Place) -> Iterator[str]:
    """Ask for yes or no."""
    if not isinstance(value, bool):
        yield at.fault("must be a boolean")


def anything(_value: object, _at: Place) -> Iterator[str]:
    """Ask for nothing in particular."""
    yield from ()


def many(each: Rule, least: int, most: int) -> Rule:
    """Ask for a list of things of one kind."""

    def rule(value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, list):
            yield at.fault("must be an array")
            return
        if len(value) > most:
            yield at.fault(f"no more than {most} items allowed")
        if len(value) < least:
            yield at.fault(f"no fewer than {least} items allowed")
        for number, one in enumerate(value):
            yield from each(one, at / number)

    return rule


def thing(
    required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None, *extras: Extra, is_open: bool = False
) -> Rule:
    """Ask for an object with these properties and, unless it is open, no others."""
    known = {**required, **(optional or {})}

    def rule(value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at.fault("must be an object")
            return
        faults = [at.fault(f"missing required field: {name}") for name in required if value.get(name) is None]
        if not is_open:
            faults += [at.fault(f"invalid additional property: {name}") for name in value if name not in known]
        for name, one in known.items():
            if value.get(name) is not None:
                faults += one(value[name], at / name)
        yield from faults or (fault for extra in extras for fault in extra(value, at))

    return rule


def by_type(kinds: Mapping[str, Rule], surfaces: Mapping[str, frozenset[Surface]] | None = None) -> Rule:
    """Ask for an object whose `type` says which of several shapes it has, where that may be shown here."""

    def rule(value: object, at: Place) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at.fault("must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield at.fault("missing required field: type")
        elif not isinstance(kind, str) or kind not in kinds:
            yield (at / "type").fault(f"unsupported type: {kind}")
        elif surfaces is not None and at.surface not in surfaces.get(kind, {at.surface}):
            yield (at / "type").fault(f"unsupported type: {kind} (not in a {at.surface})")
        else:
            yield from kinds[kind](value, at)

    return rule


def exactly_one(*names: str) -> Extra:
    """Ask for one, and only one, of some properties."""

    def extra(value: Json, at: Place) -> Iterator[str]:
        present = [name for name in names if value.get(name) is not None]
        if len(present) != 1:
            yield at.fault(f"exactly one of {', '.join(names)} is required")

    return extra


def at_least_one(*names: str) -> Extra:
    """Ask for one or more of some properties."""

    def extra(value: Json, at: Place) -> Iterator[str]:
        if all(value.get(name) is None for name in names):
            yield at.fault(f"missing required field: one of {', '.join(names)}")

    return extra
