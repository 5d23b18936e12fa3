"""Budgets: what a reader can hold in their head."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.sources import Source, as_source, broken, project_files, says, sources

FILE_MAX = 300
FUNCTION_MAX = 40
WRITTEN_BY_HAND = {".py", ".js", ".css", ".html"}
BY_ALEMBIC = "bot/store/migrations/versions/"
"""A migration is written by a tool from the tables, and is history: nobody edits or splits it afterwards."""
VAGUE = {"util", "helper", "common", "manager", "misc", "base", "core", "service", "processor"}


def long_file(source: Source) -> Iterator[str]:
    """Find a file that should be two."""
    length = len(source.text.splitlines())
    if length > FILE_MAX:
        yield f"{source.path}: {length} lines"


def long_functions(source: Source) -> Iterator[str]:
    """Find functions that do more than one thing."""
    for function in source.functions:
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > FUNCTION_MAX:
            yield f"{source.path}:{function.lineno}: {function.name} has {length} lines"


def silent_module(source: Source) -> Iterator[str]:
    """Find a module that does not say what it is for."""
    if not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring"


def vague_name(source: Source) -> Iterator[str]:
    """Find a module whose name would fit any other."""
    for part in PurePosixPath(source.path).with_suffix("").parts:
        words = {word.removesuffix("s") for word in part.split("_")} | set(part.split("_"))
        if words & VAGUE:
            yield f"{source.path}: '{part}' says nothing"


def test_every_file_fits_into_a_head() -> None:
    by_hand = [as_source(file) for file in project_files() if file.suffix in WRITTEN_BY_HAND]

    assert broken(long_file, [source for source in by_hand if not str(source.path).startswith(BY_ALEMBIC)]) == []


def test_every_function_fits_onto_a_screen() -> None:
    by_hand = [source for source in sources() if not str(source.path).startswith(BY_ALEMBIC)]

    assert broken(long_functions, by_hand) == []


def test_every_module_says_what_it_is_for() -> None:
    assert broken(silent_module, sources()) == []


def test_every_module_has_a_name_of_its_own() -> None:
    assert broken(vague_name, sources()) == []


def test_a_file_may_have_300_lines_and_no_more() -> None:
    assert says(long_file, "bot/pairs.py", "x = 1\n" * 300) == []
    assert says(long_file, "bot/pairs.py", "x = 1\n" * 301) == ["bot/pairs.py: 301 lines"]


def test_a_function_may_have_40_lines_and_no_more_wherever_it_stands() -> None:
    method = "class Pair:\n    async def meet(self):\n" + "        x = 1\n" * 39

    assert says(long_functions, "bot/pairs.py", method) == []
    assert says(long_functions, "bot/pairs.py", method + "        x = 1\n") == ["bot/pairs.py:2: meet has 41 lines"]


def test_a_comment_is_no_docstring() -> None:
    assert says(silent_module, "bot/pairs.py", '"""Pairs."""') == []
    assert says(silent_module, "bot/pairs.py", "# Pairs.") == ["bot/pairs.py: no docstring"]


def test_a_vague_word_is_found_in_a_longer_name_and_in_a_folder() -> None:
    assert says(vague_name, "bot/store/database.py", "") == []
    assert says(vague_name, "bot/pair_helpers.py", "") == ["bot/pair_helpers.py: 'pair_helpers' says nothing"]
    assert says(vague_name, "bot/core/pairs.py", "") == ["bot/core/pairs.py: 'core' says nothing"]
