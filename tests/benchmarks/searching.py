"""How long `/mentor find` takes over ten thousand people, from the words to the blocks."""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from time import process_time

from bot.store.database import Database
from handlers.find import answer
from tests.benchmarks.crowd import TOPICS, fill_for_searches
from tests.benchmarks.figures import MILLISECONDS, Figure, percentile, stopped
from tests.examples import MONDAY, TEAM

SEARCHES = 300
MOST = 100.0


def measure(url: str, kind: str) -> Iterator[Figure]:
    """Search as different people would: in plain words, in several, misspelt, by name, and for what nobody has."""
    database = Database(url)
    fill_for_searches(database)
    for wish in wishes(10):
        answer(database, TEAM, "U0000005", wish, MONDAY)
    dice = random.Random(3)  # noqa: S311 - the same searches every time
    seekers = [f"U{dice.randrange(1000, 10_000):07d}" for _ in range(SEARCHES)]
    times: list[float] = []
    busy: list[float] = []
    for seeker, wish in zip(seekers, wishes(SEARCHES), strict=True):
        began = process_time()
        times.append(stopped(partial(answer, database, TEAM, seeker, wish, MONDAY)))
        busy.append((process_time() - began) * MILLISECONDS)
    database.close()
    own = round(percentile(busy, 99), 1)
    details = {"p50_ms": round(percentile(busy, 50), 1), "runs": SEARCHES}
    details |= {f"by_the_clock_p{each}_ms": round(percentile(times, each), 1) for each in (50, 99)}
    yield Figure(
        what=f"find over 10,000 people, p99 of the bot's own time ({kind})",
        value=own,
        most=MOST,
        unit="ms",
        details=details,
    )


def wishes(number: int) -> Sequence[str]:
    """Think of so many wishes, the same ones every time."""
    dice = random.Random(5)  # noqa: S311 - the same searches every time
    return [_wish(dice, at) for at in range(number)]


def _wish(dice: random.Random, at: int) -> str:
    topic = dice.choice(TOPICS)
    match at % 6:
        case 0:
            return topic
        case 1:
            return topic.split()[0]
        case 2:
            return f"{topic}, {dice.choice(TOPICS)}"
        case 3:
            slip = dice.randrange(1, 6)
            return topic[:slip] + topic[slip + 1] + topic[slip] + topic[slip + 2 :]
        case 4:
            return f"person {dice.randrange(1, 10_000)}"
        case _:
            return dice.choice(("", "beekeeping", "glassblowing for beginners", "I want to feel safe when I present"))
