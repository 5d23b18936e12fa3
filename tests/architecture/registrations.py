"""What the handlers listen to and what the bot sends out to be answered, read from the code."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.architecture.sources import Function, Source

KINDS = {"action", "command", "event", "otherwise", "shortcut", "view"}
VOCABULARY = "bot/blocks"
STAND_IN = "bot/playground"


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
        if registration.kind == kind and (name := read(expression, source, among))
    }


def commands_heard(among: list[Source]) -> set[str]:
    """Return what people type, by its first name: the others are for those who remember it differently."""
    return {
        f"/mentor {read(registration.names[0], source, among)}".strip()
        for source in among
        for registration in registrations(source)
        if registration.kind == "command" and registration.names
    }


def ids_heard(among: list[Source]) -> Ids:
    """Collect what buttons, fields and modals are listened to."""
    found = Ids()
    for source in among:
        for registration in registrations(source):
            if registration.kind in {"action", "view"}:
                for expression in registration.names:
                    _note(found, registration.kind, expression, source, among)
    return found


def ids_sent(among: list[Source]) -> Ids:
    """Collect what buttons, fields and modals are sent. A modal that can only be closed is not answered."""
    found = Ids()
    for source in among:
        if not source.within(VOCABULARY, STAND_IN):
            for call in source.calls:
                for kind, expression in _sent_by(call):
                    _note(found, kind, expression, source, among)
    return found


def read(expression: ast.expr, source: Source, among: Iterable[Source]) -> str | None:
    """Read a string that stands there, or a constant's: of this module, or of one that it imports from."""
    match expression:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            home = next((whole for _, whole in source.imports if whole.endswith(f".{name}")), "")
            return _constant(name, source) or _constant(name, _module(home.rpartition(".")[0], among))
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            home = next((whole for _, whole in source.imports if whole.endswith(f".{module}")), "")
            return _constant(name, _module(home, among))
        case _:
            return None


def _kind(call: ast.Call) -> str | None:
    """Return what kind of listener a call of the desk's is for."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="desk"), attr=kind) if kind in KINDS:
            return kind
        case _:
            return None


def _named(listener: ast.expr, functions: dict[str, Function]) -> Function | None:
    return functions.get(listener.id) if isinstance(listener, ast.Name) else None


def _sent_by(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Return what a call of the vocabulary sends: the kind of id, and the expression that gives it."""
    builder = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    places = dict(enumerate(call.args))
    match builder:
        case "button" if action := places.get(1, given.get("action_id")):
            yield "action", action
        case "overflow" if action := places.get(0, given.get("action_id")):
            yield "action", action
        case "text_input" | "person_input" if live := given.get("live"):
            yield "action", live
        case "Modal" if (view := places.get(0, given.get("callback_id"))) and (3 in places or "submit" in given):
            yield "view", view


def _note(found: Ids, kind: str, expression: ast.expr, source: Source, among: list[Source]) -> None:
    where = f"{source.path}:{expression.lineno}"
    if name := read(expression, source, among):
        found.ids.setdefault(f"{kind} {name}", where)
    else:
        found.unreadable.append(where)


def _module(name: str, among: Iterable[Source]) -> Source | None:
    path = name.replace(".", "/")
    return next((source for source in among if source.path in {f"{path}.py", f"{path}/__init__.py"}), None)


def _constant(name: str, source: Source | None) -> str | None:
    for statement in source.tree.body if source else ():
        match statement:
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=str(text))) if target == name:
                return text
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.Constant(value=str(text))) if target == name:
                return text
    return None
