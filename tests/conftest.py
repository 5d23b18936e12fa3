"""What every test may ask for: a database of its own, and a browser."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from functools import cache
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import is_hypothesis_test, settings

from tests.databases import Databases, PostgreSQL, SQLite
from tests.eavesdropping import EAVESDROPPER
from tests.statements import WATCH

KINDS = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
IN_CI = bool(os.environ.get("CI"))
RUN = os.environ.setdefault("MENTOR_BOT_TEST_RUN", str(os.getpid()))
"""Which run this is: the workers of pytest-xdist inherit it from the process that started them."""
TELLS_PROCESSES_TO_COUNT = "COVERAGE_PROCESS_CONFIG"
POSTGRESQL = Path(tempfile.gettempdir()) / f"mentor-bot-tests-{RUN}"
"""Not in pytest's own folder: that one is closed to others, and PostgreSQL refuses to run as root."""

settings.register_profile("everyday", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile("ci" if IN_CI else "everyday")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a developer in a hurry leave one database out."""
    parser.addoption("--db", choices=sorted(KINDS), default="both", help="which databases to test with")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever touches a database once with each kind."""
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", KINDS[metafunc.config.getoption("--db")])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long stories, so that at the end no worker is left alone with one; others take its short tests."""
    items.sort(key=lambda item: item.get_closest_marker("long_story") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Count lines only where that tells something new: counting them takes as long as running them."""
    with nullcontext() if counts(item) else uncounted():
        return (yield)


def counts(item: pytest.Item) -> bool:
    """Tell whether a test's lines are counted.

    Each part that a long story is made of has tests of its own, and so has what is tried with hundreds of made-up
    cases; what runs with PostgreSQL runs with SQLite too, but for the little that only one of them needs.
    """
    told = getattr(item, "callspec", None)
    is_twin = told is not None and told.params.get("database_kind") == "postgresql"
    is_made_up = is_hypothesis_test(getattr(item, "obj", None))
    return not (item.get_closest_marker("long_story") or is_made_up or is_twin)


@contextmanager
def uncounted() -> Iterator[None]:
    """Count no lines meanwhile, neither here nor in processes that are started."""
    counting, told = Coverage.current(), os.environ.pop(TELLS_PROCESSES_TO_COUNT, None)
    if counting:
        counting.stop()
    try:
        yield
    finally:
        if told is not None:
            os.environ[TELLS_PROCESSES_TO_COUNT] = told
        if counting:
            counting.start()


def pytest_configure() -> None:
    """Read along in all logs, and look at all statements."""
    EAVESDROPPER.listen()
    WATCH.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Fail a test in which something was logged that must not be, or anybody's rows were asked for."""
    EAVESDROPPER.forget()
    WATCH.forget()
    yield
    found, unheld = EAVESDROPPER.forget(), WATCH.forget()
    assert not found, f"This is in a log and must not be: {found[0]}"
    assert not unheld, f"This isn't held to a workspace: {unheld[0]}"


def pytest_unconfigure() -> None:
    """Clear PostgreSQL's folder away when every worker has left it."""
    if str(os.getpid()) == RUN:
        shutil.rmtree(POSTGRESQL, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Databases]]:
    """Start each kind of database when the first test asks for it, and keep it for the others."""
    with ExitStack() as started:

        @cache
        def of_kind(kind: str) -> Databases:
            if kind == "sqlite":
                return SQLite(tmp_path_factory.mktemp("sqlite"))
            return started.enter_context(closing(PostgreSQL(POSTGRESQL)))

        yield of_kind


@pytest.fixture
def database_url(databases: Callable[[str], Databases], database_kind: str) -> Iterator[str]:
    """Give the test a database with all tables and nothing in them; with SQLite and with PostgreSQL in turn."""
    kind = databases(database_kind)
    url = kind.ready()
    yield url
    kind.remove(url)


@pytest.fixture
def empty_database_url(databases: Callable[[str], Databases], database_kind: str) -> Iterator[str]:
    """Give the test a database without tables, for what makes them."""
    kind = databases(database_kind)
    url = kind.empty()
    yield url
    kind.remove(url)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the browser on this machine. Without one its tests are left out, but never in CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        (pytest.fail if IN_CI else pytest.skip)("no Chromium on this machine (Debian: apt install chromium)")
    return found
