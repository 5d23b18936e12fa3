"""How long a round takes with five hundred pairs due, among a thousand and among a hundred thousand."""

from collections.abc import Callable, Iterator

from bot.store.database import Database
from scheduling import rounds
from tests.benchmarks.crowd import DUE, come_due, fill_for_rounds, settle
from tests.benchmarks.figures import Figure, beside, stopped
from tests.examples import MONDAY

FEW, MANY = 1_000, 100_000
ROUNDS = 7
MOST = 1.3


def measure(new_url: Callable[[], str], kind: str) -> Iterator[Figure]:
    """Hold rounds in turns in a small and in a large database."""
    sizes = {FEW: Database(new_url()), MANY: Database(new_url())}
    times: dict[int, list[float]] = {size: [] for size in sizes}
    for size, database in sizes.items():
        fill_for_rounds(database, size)
        round_of(database, size)
    for at in range(ROUNDS):
        for size in (FEW, MANY) if at % 2 else (MANY, FEW):
            times[size].append(round_of(sizes[size], size))
    for database in sizes.values():
        database.close()
    yield beside(f"round with 500 due of 100,000 beside 1,000 ({kind})", times[MANY], times[FEW], MOST)


def round_of(database: Database, size: int) -> float:
    """Hold one round; it must write to everybody whose time has come."""
    come_due(database, size)
    settle(database)
    written: list[int] = []
    took = stopped(lambda: written.append(rounds.make(database, MONDAY)))
    if written[0] < DUE:
        raise ValueError(written)
    return took
