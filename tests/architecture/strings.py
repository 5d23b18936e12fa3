"""What a piece of code can be, as far as that stands in the code: strings behind names, in tables, in other modules."""

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.sources import Source


def possible(expression: ast.expr, source: Source, among: Iterable[Source]) -> list[str]:
    """Return every string that an expression can be, or none where that is only known while the bot runs."""
    match expression:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=one, orelse=other):
            both = [possible(branch, source, among) for branch in (one, other)]
            return both[0] + both[1] if all(both) else []
        case ast.Name(id=name):
            return _named(name, expression.lineno, source, among)
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return _of_module(name, _home(module, source), among)
        case _:
            return []


def _named(name: str, line: int, source: Source, among: Iterable[Source]) -> list[str]:
    """Look a name up where it is used, in the module, and in the module it is imported from."""
    function = _around(line, source)
    if function and name in {argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)}:
        return []
    within: list[ast.AST] = [function, source.tree] if function else [source.tree]
    for place in within:
        values = list(_bound(name, place, source))
        found = [possible(value, source, among) for value in values if not _is_name(value, name)]
        if found:
            return [text for texts in found for text in texts] if all(found) else []
    return _of_module(name, _home(name, source).rpartition(".")[0], among)


def _of_module(name: str, module: str, among: Iterable[Source]) -> list[str]:
    path = module.replace(".", "/")
    home = next((source for source in among if source.path in {f"{path}.py", f"{path}/__init__.py"}), None)
    return _named(name, 0, home, among) if home else []


def _home(name: str, source: Source) -> str:
    return next((whole for _, whole in source.imports if whole.endswith(f".{name}")), "")


def _around(line: int, source: Source) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
    """Return the innermost function around a line."""
    around = [each for each in source.functions if each.lineno <= line <= (each.end_lineno or 0)]
    return max(around, key=lambda function: function.lineno, default=None)


def _bound(name: str, place: ast.AST, source: Source) -> Iterator[ast.expr]:
    """Find what a name is bound to in one place: by assignment, or row by row out of a table."""
    yield from _assigned(name, place, source)
    for node in _own(place, source):
        if isinstance(node, ast.For | ast.comprehension) and _binds(node.target, name):
            for row in _rows(node.iter, source):
                yield from _picked(name, node.target, row, source)


def _assigned(name: str, place: ast.AST, source: Source) -> Iterator[ast.expr]:
    for node in _own(place, source):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield from _picked(name, target, node.value, source)


def _own(place: ast.AST, source: Source) -> Iterable[ast.AST]:
    """Walk through a place; what stands in functions is theirs and not the module's."""
    return source.outside if isinstance(place, ast.Module) else ast.walk(place)


def _binds(target: ast.expr, name: str) -> bool:
    return any(_is_name(part, name) for part in ast.walk(target) if isinstance(part, ast.expr))


def _picked(name: str, target: ast.expr, value: ast.expr, source: Source) -> Iterator[ast.expr]:
    """Pick what a name gets when a value, or each row of a table, is unpacked."""
    if _is_name(target, name):
        yield value
    elif isinstance(target, ast.Tuple) and _binds(target, name):
        column = next((place for place, each in enumerate(target.elts) if _is_name(each, name)), None)
        rows = [value] if isinstance(value, ast.Tuple) else _rows(value, source)
        yield from (row.elts[column] for row in rows if isinstance(row, ast.Tuple) and column is not None)


def _rows(table: ast.expr, source: Source) -> list[ast.expr]:
    """List the rows of a table that stands in the module, or of one entry looked up in it."""
    match table:
        case ast.Subscript(value=ast.Name() as name):
            return _rows(name, source)
        case ast.Name(id=name):
            return [row for value in _assigned(name, source.tree, source) for row in _rows(value, source)]
        case ast.Dict(values=rows) | ast.Tuple(elts=rows) | ast.List(elts=rows) | ast.Set(elts=rows):
            return rows
        case _:
            return []


def _is_name(expression: ast.expr, name: str) -> bool:
    return isinstance(expression, ast.Name) and expression.id == name
