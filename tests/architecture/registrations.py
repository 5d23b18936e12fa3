"""What the handlers listen to and what the bot sends out to be answered, read from the code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.architecture.sources import ROOT, Function, Source, as_source
from tests.architecture.strings import possible

KINDS = {"action", "command", "event", "options", "otherwise", "shortcut", "view"}
VOCABULARY = "bot/blocks"
STAND_IN = "bot/playground"
WINDOWS = "handlers/pairs/window.py"
"""Sends the button that each window names, and listens for it."""


@dataclass(frozen=True)
class Registration:
    """One listener: what kind of act it is for, and which ones."""

    kind: str
    names: list[ast.expr]
    listener: Function | None
    line: int


@dataclass
class Ids:
    """Ids with the place where each was read first, and the places where one could not be read."""

    ids: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def registrations(source: Source) -> Iterator[Registration]:
    """Find every `desk.action("name")(listener)`, also as a decorator, and `desk.otherwise(listener)`."""
    functions = {function.name: function for function in source.functions}
    for call in source.calls:
        if isinstance(call.func, ast.Call) and (kind := _kind(call.func)):
            yield Registration(kind, call.func.args, _named(call.args[0], functions), call.lineno)
        elif _kind(call) == "otherwise":
            yield Registration("command", [], _named(call.args[0], functions), call.lineno)
    for function in source.functions:
        for decorator in function.decorator_list:
            if isinstance(decorator, ast.Call) and (kind := _kind(decorator)):
                yield Registration(kind, decorator.args, function, decorator.lineno)


def names_heard(among: list[Source], kind: str) -> set[str]:
    """Return the names that listeners of one kind are registered for."""
    return {
        name
        for source in among
        for registration in registrations(source)
        for expression in registration.names
        if registration.kind == kind
        for name in possible(expression, source, among)
    }


def commands_heard(among: list[Source]) -> set[str]:
    """Return what people type, by its first name: the others are for those who remember it differently."""
    return {
        f"/mentor {name}".strip()
        for source in among
        for registration in registrations(source)
        if registration.kind == "command" and registration.names
        for name in possible(registration.names[0], source, among)
    }


def ids_heard(among: list[Source]) -> Ids:
    """Collect what buttons, fields and modals are listened to."""
    found = Ids()
    for source in among:
        for registration in registrations(source):
            if registration.kind in {"action", "options", "view"}:
                kind = "view" if registration.kind == "view" else "action"
                for expression in registration.names:
                    _note(found, kind, expression, source, among)
    return found


def ids_sent(among: list[Source]) -> Ids:
    """Collect what buttons, fields and modals are sent. A modal that can only be closed is not answered."""
    found = Ids()
    for source in among:
        if not source.within(VOCABULARY, STAND_IN, WINDOWS):
            sent = [each for call in source.calls for each in _sent_by(call)]
            for kind, expression in [*sent, *_named_outright(source)]:
                _note(found, kind, expression, source, among)
    return found


def _kind(call: ast.Call) -> str | None:
    """Return what kind of listener a call of the desk's is for."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="desk"), attr=kind) if kind in KINDS:
            return kind
        case _:
            return None


def _named(listener: ast.expr, functions: dict[str, Function]) -> Function | None:
    match listener:
        case ast.Name(id=name):
            return functions.get(name)
        case ast.Attribute(value=ast.Name(id="WINDOW"), attr=name):
            return _of_windows().get(name)
        case _:
            return None


@cache
def _of_windows() -> dict[str, Function]:
    """Return how a window about a pair listens for its command and its button."""
    return {function.name: function for function in as_source(ROOT / WINDOWS).functions}


def _sent_by(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Return what a call of the vocabulary sends: the kind of id, and the expression that gives it."""
    builder = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    places = dict(enumerate(call.args))
    match builder:
        case "button" if action := places.get(1, given.get("action_id")):
            yield "action", action
        case "overflow" | "found_as_typed" if action := places.get(0, given.get("action_id")):
            yield "action", action
        case "Window" if action := given.get("opened_by"):
            yield "action", action
        case "choices" | "text_input" | "person_input" if live := given.get("live"):
            yield "action", live
        case "Modal" if (view := places.get(0, given.get("callback_id"))) and (3 in places or "submit" in given):
            yield "view", view


def _named_outright(source: Source) -> Iterator[tuple[str, ast.expr]]:
    """Find an action that a block is given by its bare name: `{"action_id": ...}`."""
    for node in source.nodes:
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "action_id":
                    yield "action", value


def _note(found: Ids, kind: str, expression: ast.expr, source: Source, among: list[Source]) -> None:
    where = f"{source.path}:{expression.lineno}"
    names = possible(expression, source, among)
    for name in names:
        found.ids.setdefault(f"{kind} {name}", where)
    if not names:
        found.unreadable.append(where)
