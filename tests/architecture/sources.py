"""The project's own files, read for the rules they are held to."""

import ast
import io
import subprocess
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("bot", "handlers", "scheduling")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands, seen from the root, and what it says."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """What Python makes of it."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Everything in the tree, walked once for all rules."""
        return list(ast.walk(self.tree))

    @cached_property
    def functions(self) -> list[Function]:
        """Every function and method, also those inside others."""
        return [node for node in self.nodes if isinstance(node, Function)]

    @cached_property
    def outside(self) -> list[ast.AST]:
        """Everything that stands in no function."""
        inside = {id(node) for each in self.functions for node in ast.walk(each)}
        return [node for node in self.nodes if id(node) not in inside]

    @cached_property
    def calls(self) -> list[ast.Call]:
        """Everything that is called."""
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    @cached_property
    def imports(self) -> list[tuple[int, str]]:
        """Every module that is imported, with its line, wherever the import stands."""
        return sorted(
            (node.lineno, f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name)
            for node in self.nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        )

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Every comment, with its line. A string that looks like one is none."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]

    def within(self, *folders: str) -> bool:
        """Tell whether it stands in one of these folders, or is one of these files."""
        return any(self.path == folder or self.path.startswith(f"{folder}/") for folder in folders)


Rule = Callable[[Source], Iterable[str]]


@cache
def sources(*folders: str) -> list[Source]:
    """Read all Python files of some folders, by default of the whole project."""
    wanted = folders or (*PROGRAM, "tests")
    return [as_source(file) for folder in wanted for file in sorted((ROOT / folder).rglob("*.py"))]


@cache
def as_source(file: Path) -> Source:
    """Read one file that somebody wrote; once, whichever folders it is asked for with."""
    return Source(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))


def broken(rule: Rule, among: Iterable[Source]) -> list[str]:
    """List every place where a rule does not hold."""
    return [found for source in among for found in rule(source)]


def says(rule: Rule, path: str, text: str) -> list[str]:
    """Try a rule on a file that does not exist."""
    return list(rule(Source(path, text)))


@cache
def project_files() -> list[Path]:
    """List every file that is, or is about to be, committed."""
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in sorted(set(names)) if name and (ROOT / name).is_file()]


def lines_of(file: Path) -> Iterator[tuple[int, str]]:
    """Read a text file with its lines numbered; a picture has none."""
    try:
        yield from enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    except UnicodeDecodeError:
        return


def paper(name: str) -> str:
    """Read a file of the root; one that is not there says nothing."""
    file = ROOT / name
    return file.read_text(encoding="utf-8") if file.exists() else ""
