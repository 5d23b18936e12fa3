"""Habits: what no file of ours does, and what it gives a reason for when it must."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator

from tests.architecture.sources import Source, broken, paper, says, sources

CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}
STOPWATCHES = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time"}
EXCUSE = re.compile(r"#\s*(noqa|nosec|type:\s*ignore|pragma:\s*no cover|codespell:ignore)(?P<rest>.*)")
CODES = re.compile(r"^(\[[\w\-, ]+\]|:?\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?[\s#:\u2013\u2014-]*")
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = {"bot/desk.py": 1, "scheduling/rounds.py": 1}
MAY_COMPARE_WORDS = {"bot/mentoring/search/spelling.py", "bot/mentoring/search/ranking.py"}
"""Comparing a word with ten thousand others is rapidfuzz's work: nothing else of the domain needs a library but..."""
MAY_MATCH_COHORTS = "bot/mentoring/cohort"
"""... matching a cohort, which is numpy's and OR-tools' work, and is loaded only when a cohort is matched."""
ALLOWED_IMPORTS = {
    "bot/mentoring": ("bot.mentoring",),
    "scheduling/nudges": ("bot.mentoring", "bot.blocks", "scheduling.nudges"),
}


def clock_readers(source: Source) -> Iterator[str]:
    """Find who looks at the clock instead of being told what time it is."""
    if source.within("bot/__main__.py"):
        return
    for node in source.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=holder) | ast.Attribute(attr=holder), attr=name) if name in CLOCKS.get(
                holder, ()
            ):
                yield f"{source.path}:{node.lineno}: {holder}.{name}"
            case ast.ImportFrom(module="time", names=names) if {alias.name for alias in names} & CLOCKS["time"]:
                yield f"{source.path}:{node.lineno}: from time import ..."


def stopwatches(source: Source) -> Iterator[str]:
    """Find who measures how long something takes.

    Only who plays, tests, tells how long a search took, or hangs up on whoever is too slow, may.
    """
    if source.within("bot/__main__.py", "bot/cli/finding.py", "bot/playground", "bot/serving.py", "tests"):
        return
    for node in source.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id="time"), attr=name) if name in STOPWATCHES:
                yield f"{source.path}:{node.lineno}: time.{name}"
            case ast.ImportFrom(module="time", names=names) if {alias.name for alias in names} & STOPWATCHES:
                yield f"{source.path}:{node.lineno}: from time import ..."


def bare_excuses(source: Source) -> Iterator[str]:
    """Find a rule set aside without a reason beside it."""
    for line, comment in source.comments if EXCUSE.search(source.text) else ():
        if (excuse := EXCUSE.search(comment)) and not re.search(r"\w{2,}\W+\w{2,}", CODES.sub("", excuse["rest"])):
            yield f"{source.path}:{line}: {comment}"


def broad_excepts(source: Source) -> Iterator[str]:
    """Find a net so wide that it hides faults, beyond the two that are meant to be."""
    nets = [
        node.lineno
        for node in source.nodes
        if (isinstance(node, ast.ExceptHandler) and (node.type is None or _names(node.type) & BROAD))
        or (
            isinstance(node, ast.Call)
            and _names(node.func) & {"suppress"}
            and BROAD & set().union(*map(_names, node.args))
        )
    ]
    for line in nets[MAY_CATCH_ALL.get(source.path, 0) :]:
        yield f"{source.path}:{line}: catches everything"


def strange_imports(source: Source) -> Iterator[str]:
    """Find an import that makes the domain, or a nudge, depend on the world."""
    for folder, allowed in ALLOWED_IMPORTS.items():
        for line, name in source.imports if source.within(folder) else ():
            known = name.split(".")[0] in _at_hand(source) or any(f"{name}.".startswith(f"{a}.") for a in allowed)
            if not known:
                yield f"{source.path}:{line}: imports {name}"


def _at_hand(source: Source) -> frozenset[str]:
    words = {"rapidfuzz"} if source.path in MAY_COMPARE_WORDS else set()
    solver = {"numpy", "ortools"} if source.within(MAY_MATCH_COHORTS) else set()
    return sys.stdlib_module_names | words | solver


def unexplained_settings(toml: str) -> list[str]:
    """List the rules that pyproject.toml sets aside without saying why."""
    start, end = toml.find("\nignore = ["), toml.find("[tool.ruff.lint.flake8-tidy-imports]")
    entries = [line.strip() for line in toml[start:end].splitlines() if re.search(r'"[A-Z]{1,6}\d*"', line)]
    return [entry for entry in entries if "# " not in entry]


def without_a_place(modules: set[str], toml: str) -> set[str]:
    """Return the modules of bot/ that no layer holds, so that nothing says whom they may import."""
    layers = tomllib.loads(toml)["tool"]["importlinter"]["contracts"][0]["layers"]
    return {f"bot.{module}" for module in modules} - set(re.findall(r"[\w.]+", " ".join(layers)))


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }


def test_only_the_command_line_reads_the_clock() -> None:
    assert broken(clock_readers, sources()) == []


def test_only_where_time_is_told_or_played_is_a_stopwatch() -> None:
    assert broken(stopwatches, sources()) == []


def test_whoever_sets_a_rule_aside_says_why() -> None:
    assert broken(bare_excuses, sources()) == []
    assert unexplained_settings(paper("pyproject.toml")) == []


def test_only_the_round_and_the_desk_catch_everything() -> None:
    assert broken(broad_excepts, sources()) == []


def test_the_domain_and_the_nudges_need_nothing_from_outside() -> None:
    assert broken(strange_imports, sources("bot", "scheduling")) == []


def test_every_part_of_the_bot_has_its_place_in_the_layers() -> None:
    parts = {source.path.split("/")[1].removesuffix(".py") for source in sources("bot")}

    assert without_a_place(parts - {"__init__", "playground"}, paper("pyproject.toml")) == set()


def test_a_part_without_a_place_is_found() -> None:
    toml = '[[tool.importlinter.contracts]]\nlayers = ["bot.app", "bot.store | bot.blocks"]'

    assert without_a_place({"app", "blocks", "errands"}, toml) == {"bot.errands"}


def test_a_look_at_the_clock_is_found_however_it_is_written() -> None:
    for text in (
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "when = date.today",
        "time.time()",
        "from time import time_ns",
    ):
        assert says(clock_readers, "bot/app.py", text), text
    assert says(clock_readers, "bot/__main__.py", "datetime.now(UTC)") == []
    assert says(clock_readers, "bot/app.py", "clock.now()") == []


def test_a_stopwatch_is_found_in_the_bot() -> None:
    assert says(stopwatches, "bot/slack.py", "time.monotonic()")
    assert says(stopwatches, "bot/slack.py", "from time import perf_counter")
    assert says(stopwatches, "bot/playground/triggers.py", "time.monotonic()") == []


def test_a_code_alone_is_no_reason() -> None:
    for bare in (
        "noqa",
        "noqa: BLE001",
        "noqa: S101, S105",
        "type: ignore[misc]",
        "type: ignore[misc]  # ok",
        "nosec B608",
    ):
        assert says(bare_excuses, "bot/app.py", f"x = 1  # {bare}"), bare
    for explained in (
        "noqa: BLE001 - one bad letter must not silence the rest",
        "type: ignore[misc]  # Bolt has no types",
    ):
        assert says(bare_excuses, "bot/app.py", f"x = 1  # {explained}") == [], explained
    assert says(bare_excuses, "bot/app.py", "x = '# noqa'") == []


def test_a_rule_set_aside_in_the_settings_needs_a_reason_too() -> None:
    toml = '\nignore = [\n    "EM",   # a fact is a class\n    "D105",\n]\n'

    assert unexplained_settings(toml) == ['"D105",']


def test_a_wide_net_is_found_whatever_its_shape() -> None:
    for net in ("except Exception:", "except:", "except (ValueError, BaseException) as e:"):
        assert says(broad_excepts, "handlers/find.py", f"try:\n    x = 1\n{net}\n    pass"), net
    assert says(broad_excepts, "handlers/find.py", "with suppress(Exception):\n    pass")
    assert says(broad_excepts, "handlers/find.py", "try:\n    x = 1\nexcept ValueError:\n    pass") == []


def test_the_round_has_one_net_and_no_second() -> None:
    net = "try:\n    x = 1\nexcept Exception:\n    pass\n"

    assert says(broad_excepts, "scheduling/rounds.py", net) == []
    assert says(broad_excepts, "scheduling/rounds.py", net * 2) == ["scheduling/rounds.py:7: catches everything"]


def test_an_import_is_found_inside_a_function_too() -> None:
    for path, text in (
        ("bot/mentoring/pairs.py", "import sqlalchemy as sa"),
        ("bot/mentoring/pairs.py", "def f():\n    from bot.store import pairs"),
        ("bot/mentoring/pairs.py", "import numpy as np"),
        ("bot/mentoring/cohort/rows.py", "import sqlalchemy as sa"),
        ("scheduling/nudges/check_in.py", "from bot.slack import Slack"),
        ("scheduling/nudges/check_in.py", "from scheduling import rounds"),
    ):
        assert says(strange_imports, path, text), text
    for path, text in (
        ("bot/mentoring/pairs.py", "from datetime import datetime\nfrom bot.mentoring.people import Person"),
        ("scheduling/nudges/check_in.py", "from bot.blocks import Message\nfrom bot.mentoring import pairs"),
        ("bot/slack.py", "import slack_sdk"),
        ("bot/mentoring/cohort/rows.py", "import numpy as np"),
    ):
        assert says(strange_imports, path, text) == [], text
