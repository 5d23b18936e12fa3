"""Holding statements to one workspace: whatever a statement reads or changes, it does so in that workspace only.

A row that is read along with another is of the same workspace by its key (`bot/store/tables/shape.py`). What can't be
held is refused. On PostgreSQL row level security stands behind it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.sql import visitors
from sqlalchemy.sql.dml import UpdateBase

CONTAINERS = frozenset(
    {"select", "compound_select", "update", "delete", "insert", "cte", "subquery", "lateral", "join", "alias"}
)
_WORKSPACE: ContextVar[str] = ContextVar("workspace")
HERE = sa.bindparam("held_to", callable_=_WORKSPACE.get, type_=sa.String)
"""The workspace that the statement about to run is held to, so that it is narrowed once and not for each of them."""
_NARROWED: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
"""What statements look like once narrowed, as long as they live: one that is written down once is narrowed once."""
Parameters = Mapping[str, Any] | Iterable[Mapping[str, Any]] | None


class NoWorkspace(Exception):
    """A query ran without saying whose data it wants, or reached for somebody else's."""


def hold(statement: Any, parameters: Parameters, workspace: str) -> Any:  # noqa: ANN401 - SQLAlchemy has one word for all statements, and it is this
    """Return the statement narrowed to a workspace, or refuse it."""
    _WORKSPACE.set(workspace)
    if isinstance(statement, sa.TextClause | sa.sql.selectable.TextualSelect):
        raise NoWorkspace("a statement in words can't be held to a workspace")
    if isinstance(statement, sa.Insert):
        _check_new(statement, parameters, workspace)
        return statement if statement.select is None else _taken_from_here(statement)
    if isinstance(statement, sa.Update):
        _check_change(statement, parameters, workspace)
    narrowed = _NARROWED.get(statement)
    if narrowed is None:
        narrowed = _NARROWED[statement] = _narrow(statement)
    return narrowed


def _narrow(statement: Any) -> Any:  # noqa: ANN401 - see above
    tables = _tables_of(statement)
    if tables is not None:
        return statement.where(*(table.c.workspace == HERE for table in tables))
    bare = statement._generate()  # noqa: SLF001 - SQLAlchemy's way to copy a statement
    options, bare._with_options = bare._with_options, ()  # noqa: SLF001 - options can't be cloned, and needn't be
    narrow: dict[str, Any] = {"select": _select, "update": _change, "delete": _change}
    held = visitors.cloned_traverse(bare, {}, narrow)
    held._with_options = options  # noqa: SLF001 - as above
    return held


def _tables_of(statement: Any) -> Iterable[Any] | None:  # noqa: ANN401 - see above
    """Return the tables of a plain statement, which most are; None for one that holds others, or leaves rows out.

    To look is cheap, and to take a statement apart and clone it costs a good deal more.
    """
    if _leaves_out(statement):
        return None
    found: dict[str, Any] = {}
    for part in visitors.iterate(statement):
        kind = part.__visit_name__
        if kind in CONTAINERS and part is not statement:
            return None
        table: Any = part if kind == "table" else getattr(part, "table", None)
        if table is not None and "workspace" in table.c:
            found[table.name] = table
    return found.values()


def _select(select: Any) -> None:  # noqa: ANN401 - see above
    for table, may_be_missing in _sources_of(select):
        mine = table.c.workspace == HERE
        held = sa.or_(mine, table.c.workspace.is_(None)) if may_be_missing else mine
        select._where_criteria += (held,)  # noqa: SLF001 - a clone of ours, which the visitor may change in place


def _sources_of(select: Any) -> Iterable[tuple[Any, bool]]:  # noqa: ANN401 - see above
    """Find the tables one select reads, and those it borrows from the one around it: to hold these twice is no harm.

    Only a select that leaves rows out needs to be asked what it reads from, which costs as much as to compile it.
    """
    found: dict[str, tuple[Any, bool]] = {}
    parts = list(select.get_children())
    outer = _leaves_out(select)
    while parts and not outer:
        part = parts.pop()
        kind = part.__visit_name__
        outer = kind == "join" and (part.isouter or part.full)
        table = part if kind in {"table", "alias"} else getattr(part, "table", None)
        found |= {each.name: (each, missing) for each, missing in _read_from(table)}
        if kind not in CONTAINERS or kind == "join":
            parts += part.get_children()
    if outer:
        return [each for source in select.get_final_froms() for each in _read_from(source)]
    return found.values()


def _leaves_out(statement: Any) -> bool:  # noqa: ANN401 - see above
    return any(flags["isouter"] or flags["full"] for *_, flags in getattr(statement, "_setup_joins", ()))


def _change(change: Any) -> None:  # noqa: ANN401 - see above
    for table, _ in _read_from(change.table):
        change._where_criteria += (table.c.workspace == HERE,)  # noqa: SLF001 - as above


def _read_from(source: Any, *, may_be_missing: bool = False) -> Iterator[tuple[Any, bool]]:  # noqa: ANN401 - see above
    """Find the tables of ours that one source of rows reads, and whether an outer join may leave them out."""
    if isinstance(source, sa.Join):
        yield from _read_from(source.left, may_be_missing=may_be_missing or source.full)
        yield from _read_from(source.right, may_be_missing=may_be_missing or source.isouter or source.full)
    elif isinstance(source, sa.Alias):
        if isinstance(source.element, sa.Table) and "workspace" in source.c:
            yield source, may_be_missing
    elif isinstance(source, sa.Table) and "workspace" in source.c:
        yield source, may_be_missing


def _check_new(insert: sa.Insert, parameters: Parameters, workspace: str) -> None:
    """Refuse new rows of anybody else."""
    if "workspace" not in insert.table.c or insert.select is not None:
        return
    several: Any = parameters  # of many rows at once each is as it is passed, and looking at it twice takes long
    is_plain = isinstance(several, list) and not insert._values  # noqa: SLF001 - see _rows
    for row in several if is_plain else _rows(insert, parameters):
        if row.get("workspace") != workspace:
            raise NoWorkspace("a new row of another workspace")


def _taken_from_here(insert: Any) -> Any:  # noqa: ANN401 - an insert, of which SQLAlchemy tells nobody what it is made of
    """Narrow a query that makes new rows, and refuse one that doesn't put them where it takes them from."""
    given = dict(zip(insert._select_names, insert.select._all_selected_columns, strict=True))  # noqa: SLF001 - as above
    if "workspace" in insert.table.c and getattr(given.get("workspace"), "callable", None) is not HERE.callable:
        raise NoWorkspace("rows from a query that doesn't say whose they are can't be held to a workspace")
    held = _NARROWED.get(insert)
    if held is None:
        held = _NARROWED[insert] = insert._generate()  # noqa: SLF001 - SQLAlchemy's way to copy a statement
        held.select = _narrow(insert.select)
    return held


def _check_change(update: sa.Update, parameters: Parameters, workspace: str) -> None:
    """Refuse to move rows to anybody else, and changes by primary key, to which no condition can be added."""
    by_key = "plugin_subject" in update._propagate_attrs  # noqa: SLF001 - how SQLAlchemy tells what is the ORM's
    if by_key and parameters is not None and not isinstance(parameters, Mapping):
        raise NoWorkspace("a change by primary key can't be held to a workspace")
    if any(row.get("workspace", workspace) != workspace for row in _rows(update, parameters)):
        raise NoWorkspace("a row can't move to another workspace")


def _rows(statement: UpdateBase, parameters: Parameters) -> list[dict[str, Any]]:
    """Return what a statement writes, by the names of columns."""
    given = [statement._values or {}]  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy tells nobody otherwise
    several = [row for rows in statement._multi_values for row in rows]  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    passed = [parameters] if isinstance(parameters, Mapping) else list(parameters or ())
    rows = several or passed or given
    fixed = {_name(column): _value(value) for column, value in given[0].items()}
    return [fixed | {_name(column): _value(value) for column, value in row.items()} for row in rows]


def _name(column: Any) -> str:  # noqa: ANN401 - a column, or its name
    return str(getattr(column, "key", column))


def _value(value: Any) -> Any:  # noqa: ANN401 - a value, or what SQLAlchemy keeps it in
    return value.value if isinstance(value, sa.BindParameter) else value
