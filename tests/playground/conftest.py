"""A town with the real Bolt in it for all tests, and a playground of one's own for tests that change the world."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.playground import Company, Patience, Person, Playground
from bot.playground.client import Stagehand, Visitor
from tests.playground.bots import Bot, Line

TUESDAY_MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
MANY = 300


@pytest.fixture(scope="session")
def town() -> Iterator[Playground]:
    """Open a playground that lives as long as the tests do; everybody a test needs is new there."""
    people = tuple(_stranger(number) for number in range(MANY))
    company = Company(name="Town", domain="town", people=people, default=people[0].id, groups=())
    town = Playground(now=lambda: TUESDAY_MORNING, company=company, port=0)
    town.start()
    yield town
    town.stop()


def _stranger(number: int) -> Person:
    return Person(
        id=f"U{number:04d}",
        name=f"person{number}",
        real_name=f"Person {number}",
        title="Neighbour",
        department="Town",
        level=1,
        manager=None,
        tz="Europe/London",
    )


@pytest.fixture(scope="session")
def bolt(town: Playground) -> Iterator[Bot]:
    bot = Bot(town)
    bot.connect()
    yield bot
    bot.close()


@pytest.fixture
def bot(bolt: Bot) -> Bot:
    """Give the real Bolt, which has forgotten other tests and notes every command."""
    bolt.forgets()
    bolt.app.command("/mentor")(bolt.note)
    return bolt


@pytest.fixture(scope="session")
def strangers(town: Playground) -> Iterator[Visitor]:
    return (Visitor(town.url, person.id) for person in town.company.people)


@pytest.fixture
def ada(strangers: Iterator[Visitor]) -> Visitor:
    """Bring somebody into town whom nobody has spoken to."""
    return next(strangers)


@pytest.fixture
def jonas(strangers: Iterator[Visitor]) -> Visitor:
    """Bring somebody else into town."""
    return next(strangers)


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> Patience:
    """Be as patient as Slack, unless a test asks for less."""
    given = getattr(request, "param", None)
    return given if isinstance(given, Patience) else Patience()


@pytest.fixture
def playground(patience: Patience) -> Iterator[Playground]:
    """Open a playground of one's own, with Quill & Pine in it."""
    playground = Playground(
        now=lambda: TUESDAY_MORNING,
        next_nudge=lambda: TUESDAY_MORNING + timedelta(hours=2),
        port=0,
        patience=patience,
    )
    playground.start()
    yield playground
    playground.stop()


@pytest.fixture
def line(playground: Playground) -> Iterator[Line]:
    """Open a bare socket into one's own playground."""
    line = Line(playground)
    yield line
    line.close()


@pytest.fixture
def api(playground: Playground) -> WebClient:
    """Give the Web API of one's own playground."""
    return WebClient(playground.bot_token, base_url=playground.api_url, retry_handlers=[])


@pytest.fixture
def visitor(playground: Playground) -> Visitor:
    """Be Ada Okafor in one's own playground."""
    return Visitor(playground.url, "UADA")


@pytest.fixture
def stagehand(playground: Playground) -> Stagehand:
    return Stagehand(playground.url)
