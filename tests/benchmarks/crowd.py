"""A crowd: as many people, pairs and requests as a large company has, written in bulk."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa

from bot.mentoring.asks import Ask, AskState
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import Outcome, Session
from bot.store.database import Database
from bot.store.tables.asks import asks
from bot.store.tables.catalogues import catalogue_entries, catalogues
from bot.store.tables.letters import letters
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people
from bot.store.tables.sessions import sessions
from tests.examples import A_MONTH_AGO, MONDAY, TEAM, ada, ask, letter, mei, pair

AT_ONCE = 5000
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney")
DEPARTMENTS = ("Sales", "Finance", "Engineering", "Design", "People", "Legal", "Support", "Research")
FIELDS = """public speaking,negotiation,python,sql,data analysis,statistics,kubernetes,product strategy,hiring,budgets,
writing,interviewing,leading teams,customer research,accessibility,security,contracts,pricing,forecasting,facilitation,
career planning,machine learning,testing,architecture,copywriting""".replace("\n", "").split(",")
TURNS = """basics,in practice,for managers,for newcomers,at scale,tools,reviews,remotely,under pressure,across cultures,
for engineers,for designers,in sales,in finance,audits,metrics,stories,coaching,ethics,habits""".replace(
    "\n", ""
).split(",")
TOPICS = [f"{field} {turn}" for field in FIELDS for turn in TURNS]
"""Five hundred different ones, each in a few words as people write them."""
REPORTS = 8
DUE = 500
OWNER = "postgres"
"""Who owns the tables in the PostgreSQL out of a wheel."""

Row = dict[str, Any]


def fill_for_searches(database: Database, size: int = 10_000) -> None:
    """Write people of whom three in ten mentor, with half of their places taken and some requests waiting."""
    dice = random.Random(2)  # noqa: S311 - the same crowd every time
    everybody = [_somebody(number, dice, mentors=number % 10 < 3) for number in range(1, size + 1)]
    mentors = [row for row in everybody if row["capacity"]]
    mentees = [row for row in everybody if not row["capacity"]]
    with as_owner(database) as connection:
        write(connection, people, everybody)
        write(connection, catalogues, [{"workspace": TEAM, "revision": 1, "skills": "", "skills_revision": 0}])
        entries = ({"workspace": TEAM, "person_id": mentor["id"], "revision": 1} for mentor in mentors)
        write(connection, catalogue_entries, entries)
        write(
            connection, pairs, (_pair(at + 1, mentors[at * 2 % len(mentors)], mentees[at]) for at in range(size // 5))
        )
        write(connection, asks, (_ask(at + 1, mentors[at], mentees[-at - 1]) for at in range(size // 10)))
    settle(database)


def fill_for_rounds(database: Database, size: int) -> None:
    """Write pairs, two to a mentor, each with a session and a letter of the past. Nobody's time has come."""
    with as_owner(database) as connection:
        write(connection, people, (_reader(number, mentors=number % 3 == 0) for number in range(size // 2 * 3)))
        write(connection, pairs, (_quiet_pair(number) for number in range(size)))
        write(connection, sessions, (_session(number) for number in range(size)))
        write(connection, letters, (_letter(number) for number in range(size)))
    settle(database)


def come_due(database: Database, size: int) -> None:
    """Let the time come for five hundred of so many pairs, as if nothing had been said to them yet."""
    chosen = [number * (size // DUE) + 1 for number in range(DUE)]
    with as_owner(database) as connection:
        connection.execute(sa.delete(letters).where(letters.c.id > size))
        due = sa.update(pairs).where(pairs.c.id == sa.bindparam("number")).values(look_at=MONDAY)
        connection.execute(due, [{"number": number} for number in chosen])


@contextmanager
def as_owner(database: Database, **options: Any) -> Iterator[sa.Connection]:  # noqa: ANN401 - an engine's own
    """Write as whoever owns the tables: the walls between workspaces would hold the bot's own user."""
    if database.engine.dialect.name == "sqlite":
        with database.engine.begin() as connection:
            yield connection
        return
    owner = sa.create_engine(database.engine.url.set(username=OWNER), **options)
    try:
        with owner.begin() as connection:
            yield connection
    finally:
        owner.dispose()


def settle(database: Database) -> None:
    """Let the database count what was written, as PostgreSQL does by itself, and the bot with SQLite."""
    database.tend()
    if database.engine.dialect.name == "postgresql":
        with as_owner(database, isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def write(connection: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """Write rows in bulk."""
    several = iter(rows)
    while batch := list(islice(several, AT_ONCE)):
        connection.execute(sa.insert(table), batch)
    if connection.dialect.name == "postgresql" and "id" in table.c:
        following = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM {table.name}))"  # noqa: S608 - our own tables' names
        connection.exec_driver_sql(following)


def _row(table: sa.Table, thing: Person | Pair | Ask | Session | Letter, **otherwise: object) -> Row:
    kept = {name: getattr(thing, name) for name in table.c.keys() if hasattr(thing, name)}  # noqa: SIM118 - of columns, not of a dict
    return kept | otherwise


def _template(table: sa.Table, thing: Person | Pair | Ask | Session | Letter) -> Row:
    return {name: value for name, value in _row(table, thing).items() if name != "id"}


SOMEBODY = _template(people, ada(seen_at=MONDAY, wants=()))
SESSION = Session(
    workspace=TEAM, pair=pair(), at=A_MONTH_AGO, on=A_MONTH_AGO.date(), outcome=Outcome.HELD, by=ada(), noted_at=MONDAY
)


def _somebody(number: int, dice: random.Random, *, mentors: bool) -> Row:
    return SOMEBODY | {
        "id": number,
        "slack_id": f"U{number:07d}",
        "name": f"person {number}",
        "timezone": dice.choice(ZONES),
        "department": dice.choice(DEPARTMENTS),
        "level": dice.randint(1, 8),
        "manager": f"U{number // REPORTS:07d}" if number >= REPORTS else None,
        "topics": tuple(dice.sample(TOPICS, 5)) if mentors else (),
        "capacity": dice.randint(1, 3) if mentors else 0,
        "about": "I like to think aloud with people, and to hear what they tried." if mentors else "",
    }


PAIR = _template(pairs, pair(lifecycle=Lifecycle.ACTIVE))


def _pair(number: int, mentor: Row, mentee: Row) -> Row:
    return PAIR | {"id": number, "mentor_id": mentor["id"], "mentee_id": mentee["id"]}


ASK = _template(asks, ask(state=AskState.SENT, sent_at=MONDAY))


def _ask(number: int, mentor: Row, mentee: Row) -> Row:
    return ASK | {"id": number, "mentor_id": mentor["id"], "mentee_id": mentee["id"]}


MENTOR = _template(people, mei(seen_at=MONDAY))


def _reader(number: int, *, mentors: bool) -> Row:
    usual = MENTOR if mentors else SOMEBODY
    return usual | {"id": number + 1, "slack_id": f"U{number:07d}", "name": f"person {number}"}


QUIET = PAIR | {
    "held": 1,
    "idle_since": MONDAY - timedelta(days=20),
    "look_at": MONDAY + timedelta(days=7),
}


def _quiet_pair(number: int) -> Row:
    group, second = divmod(number, 2)
    first = group * 3 + 1
    return QUIET | {"id": number + 1, "mentor_id": first, "mentee_id": first + 1 + second}


HELD = _template(sessions, SESSION)


def _session(number: int) -> Row:
    pair_id, by = number + 1, number // 2 * 3 + 1
    met = MONDAY - timedelta(days=20)
    return HELD | {"id": pair_id, "pair_id": pair_id, "by_id": by, "at": met, "on": met.date(), "number": 1}


SAID = _template(letters, letter(kind="primer", state=LetterState.SENT, sent_at=MONDAY - timedelta(days=21)))


def _letter(number: int) -> Row:
    reader = number // 2 * 3 + 1 + number % 2
    return SAID | {
        "id": number + 1,
        "to": f"U{reader:07d}",
        "key": f"primer:pair{number + 1}:{reader}",
        "pair_id": number + 1,
        "written_at": MONDAY - timedelta(days=21),
        "channel": f"D{reader:07d}",
        "ts": f"{number + 1}.000000",
    }
