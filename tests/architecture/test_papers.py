"""Papers: what the README, the settings' example and the lock files say is what the code does."""

import importlib
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

import handlers
from bot.settings import Settings
from tests.architecture.registrations import commands_heard
from tests.architecture.sources import ROOT, Source, lines_of, paper, project_files, sources

LOCKS = ("requirements.txt", "requirements-dev.txt")
HOST = re.compile(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", re.IGNORECASE)
REGISTRY = re.compile(r"pypi\.org|python[h]osted|npmjs\.(org|com)|registry\.yarn", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.}])/(root|tmp|work|farm|home|Users)/")


def missing_words(wanted: Iterable[str], text: str) -> list[str]:
    """List what a text does not say; how its lines are broken does not matter."""
    flat = " ".join(text.split())
    return [words for words in wanted if " ".join(words.split()) not in flat]


def example_names(text: str) -> list[str]:
    """Read the names that an example of an .env file sets, commented out or not."""
    return re.findall(r"^#?\s?([A-Z][A-Z0-9_]*)=", text, re.MULTILINE)


def commands_of(group: click.Group, before: str = "python -m bot") -> Iterator[str]:
    """Spell out every command of the command line as people type it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def outermost(groups: Collection[click.Group]) -> list[click.Group]:
    """Leave out the groups that are part of another."""
    inner = [command for group in groups for command in group.commands.values()]
    return [group for group in groups if group not in inner]


def lines_with(pattern: re.Pattern[str], files: Iterable[Path]) -> list[str]:
    """List the lines of some files in which a pattern is found."""
    return [f"{file.name}:{number}" for file in files for number, line in lines_of(file) if pattern.search(line)]


def unlocked(wanted: Iterable[str], lock: str) -> list[str]:
    """List the dependencies that a lock does not pin."""
    return [name for name in wanted if not re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE)]


def unhashed(lock: str) -> list[str]:
    """List the pins of a lock that no hash follows."""
    pins = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)
    return [pin.splitlines()[0] for pin in pins if "==" in pin and "--hash=sha256:" not in pin]


def names_of(requirements: Collection[str]) -> list[str]:
    """Return the bare names of some requirements."""
    return [re.split(r"[\[<>=~! ;]", requirement)[0] for requirement in requirements]


def test_the_example_names_every_setting_in_order() -> None:
    assert example_names(paper(".env.example")) == [field.name.upper() for field in fields(Settings)]


def test_the_readme_tells_what_everybody_may_type_in_slack() -> None:
    told = [module.HELP for module in handlers.every() if hasattr(module, "HELP")]

    assert missing_words(told, paper("README.md")) == []


def test_the_handlers_tell_of_everything_they_hear() -> None:
    told = " ".join(module.HELP for module in handlers.every() if hasattr(module, "HELP"))

    assert missing_words(commands_heard(sources("handlers")), told) == []


def test_the_readme_tells_every_command_of_the_command_line() -> None:
    groups = [
        thing for thing in vars(importlib.import_module("bot.__main__")).values() if isinstance(thing, click.Group)
    ]

    assert (
        missing_words((command for group in outermost(groups) for command in commands_of(group)), paper("README.md"))
        == []
    )


def test_a_lock_names_no_host() -> None:
    assert lines_with(HOST, [ROOT / lock for lock in LOCKS]) == []


def test_a_lock_pins_every_dependency_with_its_hashes() -> None:
    project = tomllib.loads(paper("pyproject.toml"))
    runtime = names_of(project["project"]["dependencies"])
    development = names_of(project["dependency-groups"]["dev"])

    assert unlocked(runtime, paper("requirements.txt")) == []
    assert unlocked([*runtime, *development], paper("requirements-dev.txt")) == []
    assert [pin for lock in LOCKS for pin in unhashed(paper(lock))] == []


def test_a_developer_has_the_same_versions_as_everybody() -> None:
    pins = [set(re.findall(r"^([a-z0-9-]+==\S+)", paper(lock), re.MULTILINE)) for lock in LOCKS]

    assert pins[0] <= pins[1]


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    assert lines_with(REGISTRY, project_files()) == []
    assert lines_with(MACHINE, project_files()) == []


def test_a_command_is_known_by_its_first_name() -> None:
    handler = Source("handlers/home.py", "desk.command('', 'home')(home)\ndesk.command('log', 'done')(log)")

    assert commands_heard([handler]) == {"/mentor", "/mentor log"}


def test_words_are_found_across_lines_and_missed_when_changed() -> None:
    help_text = "`/mentor find` — meet mentors"

    assert missing_words([help_text], "- `/mentor find` —\n  meet mentors") == []
    assert missing_words([help_text], "- `/mentor find` — see mentors") == [help_text]


def test_an_example_is_read_as_people_write_it() -> None:
    text = "# the token\nSLACK_BOT_TOKEN=xoxb-\n\n#DATABASE_URL=\n# LOG_LEVEL=INFO\nnot a setting\n"

    assert example_names(text) == ["SLACK_BOT_TOKEN", "DATABASE_URL", "LOG_LEVEL"]


def test_a_command_within_a_command_is_spelled_out() -> None:
    database = click.Group("db", {"upgrade": click.Command("upgrade")})
    group = click.Group("bot", {"run": click.Command("run"), "db": database})

    assert outermost([database, group]) == [group]
    assert list(commands_of(group)) == ["python -m bot run", "python -m bot db upgrade"]


@pytest.mark.parametrize("line", ["a==1 @ https://example.org/a.whl", "--index-url x", "--find-links x"])
def test_a_host_in_a_lock_is_found(line: str, tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(f"a==1\n{line}\n")

    assert lines_with(HOST, [lock]) == ["lock.txt:2"]


@pytest.mark.parametrize("folder", ["root", "tmp", "Users"])
def test_a_place_on_a_machine_is_found(folder: str, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text(f"see /{folder}/x\nsee https://example.org/{folder}/x\n")

    assert lines_with(MACHINE, [note]) == ["note.md:1"]


def test_a_picture_has_no_lines_to_look_through(tmp_path: Path) -> None:
    picture = tmp_path / "page.png"
    picture.write_bytes(b"\x89PNG\xff\xfe")

    assert lines_with(MACHINE, [picture]) == []


def test_a_pin_that_is_missing_or_bare_is_found() -> None:
    lock = "click==8 \\\n    --hash=sha256:ab\n    # via x\naiohttp==3\n"

    assert unlocked(names_of(["click>=8", "psycopg[binary]>=3"]), lock) == ["psycopg"]
    assert unhashed(lock) == ["aiohttp==3"]
