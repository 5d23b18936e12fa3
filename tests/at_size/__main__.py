"""A table of ten thousand lines, announcements to two thousand people and to channels, a launch of five hundred pairs.

make at-size                                            # all of it on SQLite, some ten minutes
make at-size ARGS="announcement --db postgresql"        # some of: import announcement channels launch
make at-size ARGS="announcement --readers 400"
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot import cohorts, matchmaking
from bot.mentoring.enrolments import Part, Review
from bot.mentoring.people import Person
from bot.mentoring.programs import Kind, Program, Step
from bot.store import announcements, enrolments, people, programs, reviews, sweeps
from bot.store.announcements import Announcement, State
from bot.store.database import Database
from bot.store.sweeps import Which
from bot.store.tables.people import people as people_rows
from tests.at_size.running import PATIENCE, SOURCES, SPEED, Place, a_place
from tests.benchmarks.crowd import SOMEBODY, as_owner, write
from tests.crowds import LEAD, is_mentor
from tests.databases import Databases, PostgreSQL, SQLite
from tests.examples import TEAM

LINES, READERS, PAIRS, KILLS = 10_000, 2000, 500, 3
CHANNELS, IN_EACH = ("CGENERAL", "CRANDOM", "CMENTORING", "CENGINEERING"), 10
WITHOUT_INVITATION = "chat:write.public"
WITHIN = 540
"""Seconds on the wall; what takes longer is stuck."""
A_MINUTE, A_SECOND = 60.0, 1.0


def a_table(databases: Databases, _readers: int) -> str:
    """Take in a table of ten thousand lines of people the bot knows, as `python -m bot import` does, twice."""
    with tempfile.TemporaryDirectory(prefix="at-size-") as folder:
        return _taken_in(databases.ready(), Path(folder))


def _taken_in(url: str, folder: Path) -> str:
    table, database = folder / "people.csv", Database(url)
    with as_owner(database) as connection:
        write(connection, people_rows, (stranger(number) | {"workspace": TEAM} for number in range(LINES)))
    database.close()
    lines = (f"U{number:08d},mentor,sql;go,Data,{number % 9},2\n" for number in range(LINES))
    table.write_text("slack_id,role,topics,department,level,capacity\n" + "".join(lines), encoding="utf-8")
    told = []
    for which in ("new", "again"):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        command = [sys.executable, "-m", "bot", "import", str(table)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        own = {"DATABASE_URL": url, "PYTHONPATH": str(SOURCES)}
        done = subprocess.run(command, env=environment | own, cwd=folder, capture_output=True, text=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        own_time = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
        said = done.stdout.splitlines()[-1]
        told.append(f"{which}: {time.monotonic() - began:.1f} s by the clock, {own_time:.1f} s own ({said})")
    return "; ".join(told)


def stranger(number: int) -> dict[str, Any]:
    """Make somebody up who never joined."""
    return SOMEBODY | {"id": number + 1, "slack_id": f"U{number:08d}", "name": f"p{number}", "joined_at": None}


def an_announcement(databases: Databases, readers: int) -> str:
    """Write to two thousand people, with three kills on the way."""
    with a_place(databases.ready(), readers) as place:
        moves_in(place, readers - 1)  # and whoever leads
        bot = place.bot()
        with bot.database.begin(bot.workspace) as db:
            words = Announcement(by=LEAD, channel="", title="Spring", body="Come and see.", audience="everybody")
            number = announcements.keep(db, words, place.clock())
            announcements.move(db, number, State.WAITING, send_at=place.clock())
        bot.stop()
        took = goes_on(place, readers, lambda: said(place, announcements.KIND))
        posts = posts_of(place, "Come and see.")
        progress = [message for message in place.lead.dm() if "has reached everybody" in str(message["text"])]
    return f"{in_words(posts, readers, took, place)}, progress told {len(progress)} time"


def to_channels(databases: Databases, _readers: int) -> str:
    """Write to channels by the bot's own token, and then where only Slack's response addresses lead, with kills."""
    return "; ".join(
        f"{name}: {_to_channels(databases.ready(), without)}"
        for name, without in (("by token", ""), ("by response address", WITHOUT_INVITATION))
    )


def _to_channels(database_url: str, without: str) -> str:
    """Write ten announcements to each channel; count what can be read of each, and what is told of the others."""
    whole = len(CHANNELS) * IN_EACH
    with a_place(database_url, 0, without=without) as place:
        moves_in(place, 0)
        bot = place.bot()
        with bot.database.begin(bot.workspace) as db:
            for number in range(whole):
                channel = CHANNELS[number % len(CHANNELS)]
                way, title = place.way(channel), f"News {number:03d}"
                words = Announcement(by=LEAD, channel=channel, way=way, title=title, body="Come and see.")
                kept = announcements.keep(db, words, place.clock())
                announcements.move(db, kept, State.WAITING, send_at=place.clock())
        bot.stop()
        took = goes_on(place, whole, lambda: done_with(place))
        read = [str(message) for channel in CHANNELS for message in place.lead.messages(channel)]
        copies = [sum(f"News {number:03d}" in message for message in read) for number in range(whole)]
        (given_up,) = ask(place, "select count(*) from letters where kind = :kind and state = 'dead'")
    lost, twice = copies.count(0), sum(number > 1 for number in copies)
    return (
        f"{lost} of {whole} not there, {twice} twice, {given_up} in doubt and shown, {place.kills} kills, "
        f"{took / A_MINUTE:.0f} minutes"
    )


def a_launch(databases: Databases, _readers: int) -> str:
    """Bring five hundred matches to both of their people, with three kills on the way."""
    with a_place(databases.ready(), 3 * PAIRS) as place:
        moves_in(place, 3 * PAIRS)
        approved = launches(place)
        took = goes_on(place, 2 * approved, lambda: said(place, "pair_proposed"))
        posts = posts_of(place, "accept_pair")
        found = ask(place, "select count(*), count(distinct mentee_id) from pairs where program_id is not null")
    return f"{approved} matches, {found[0]} pairs of {found[1]} mentees; {in_words(posts, 2 * approved, took, place)}"


def launches(place: Place) -> int:
    """Let everybody take part in a program, be matched, and the matches be launched."""
    bot = place.bot()
    with bot.database.begin(bot.workspace) as db:
        now = place.clock()
        kind = {"kind": Kind.COHORT, "step": Step.MATCHING}
        program = Program(workspace=bot.workspace, name="Spring", by=LEAD, created_at=now, **kind)  # type: ignore[arg-type]  # as named
        programs.add(db, program)
        programs.appoint(db, program.id, LEAD, now)
        joined = [(each, Part.MENTOR if each.capacity else Part.MENTEE) for each in db.scalars(sa.select(Person))]
        enrolments.list_all(db, program, joined, now)
        number = program.id
    with bot.database.look(bot.workspace) as db:
        lead, known = people.known(db, LEAD), programs.one(db, number)
    assert lead
    assert known
    run = matchmaking.match_program(bot.database, lead, known, place.clock(), matchmaking.solve_here)
    with bot.database.begin(bot.workspace) as db:
        first = [match.id for match in reviews.page(db, number, most=PAIRS)[0]]
        which = Which(among=(Review.PROPOSED,), only=first)
        approved = len(sweeps.sweep(db, run, which, Review.APPROVED))
        held = programs.one(db, number, hold=True)
        assert held
        held.step = Step.LAUNCH
        cohorts.launch(db, held, place.clock())
    bot.stop()
    return approved


def moves_in(place: Place, number: int) -> None:
    """Let everybody have joined, and one of them lead."""
    bot = place.bot()
    with as_owner(bot.database) as connection:
        write(connection, people_rows, (somebody(at) | {"workspace": bot.workspace} for at in range(number)))
        lead = SOMEBODY | {"slack_id": LEAD, "name": "lead", "workspace": bot.workspace, "is_lead": True}
        write(connection, people_rows, [lead])
    bot.database.tend()
    bot.stop()


def somebody(at: int) -> dict[str, Any]:
    """Make somebody up: a third of them mentor."""
    told = {
        "slack_id": f"UP{at:04d}",
        "name": f"p{at}",
        "timezone": "Europe/London",
        "level": 5 if is_mentor(at) else 2,
    }
    skills = {"topics": ("sql",), "wants": ()} if is_mentor(at) else {"topics": (), "wants": ("sql",)}
    return SOMEBODY | told | skills | {"capacity": 3 if is_mentor(at) else 0}


def goes_on(place: Place, whole: int, arrived: Callable[[], int]) -> float:
    """Let the bot run until everything arrived, killed whenever another quarter of it did; return how long it took."""
    began, deadline = place.clock(), time.monotonic() + WITHIN
    place.starts()
    while (here := arrived()) < whole and time.monotonic() < deadline:
        if place.kills < KILLS and here >= whole * (place.kills + 1) // (KILLS + 1):
            place.is_killed()
        time.sleep(0.2)
    time.sleep(PATIENCE / SPEED)  # whatever would be said twice has its chance
    return (place.clock() - began).total_seconds()


def said(place: Place, kind: str) -> int:
    """Count the letters of a kind that stand in Slack."""
    return int(
        ask(place, "select count(*) from letters where state = 'sent' and edits is null and kind = :kind", kind)[0]
    )


def done_with(place: Place) -> int:
    """Count the announcements in channels that stand there, or are given up."""
    over = "select count(*) from letters where state in ('sent', 'dead') and edits is null and kind = :kind"
    return int(ask(place, over)[0])


def ask(place: Place, question: str, kind: str = announcements.KIND) -> Sequence[Any]:
    """Ask what is kept, beside the bot."""
    with closing(Database(place.database_url)) as database, database.survey() as db:
        return db.execute(sa.text(question), {"kind": kind}).one()


def posts_of(place: Place, words: str) -> list[tuple[str, float, str]]:
    """Read what everybody sees of it in their Slack: who, when by the story's clock, and which letter."""
    found = []
    for person in place.playground.company.people:
        messages = type(place.lead)(place.playground.url, person.id).dm()
        theirs = [message for message in messages if words in str(message)]
        found += [(person.id, float(each["ts"]), json.dumps(each["metadata"])) for each in theirs]
    return found


def in_words(posts: Sequence[tuple[str, float, str]], whole: int, took: float, place: Place) -> str:
    """Say what is lost, what came twice, and how fast it was, as a workspace and as one conversation."""
    once = {(person, letter) for person, _, letter in posts}
    by_person: dict[str, list[float]] = {}
    for person, ts, _ in sorted(posts, key=itemgetter(1)):
        by_person.setdefault(person, []).append(ts)
    near = sum(later - sooner < A_SECOND for times in by_person.values() for sooner, later in pairwise(times))
    at = sorted(ts for _, ts, _ in posts)
    busiest = max((bisect(at, start + A_MINUTE) - turn for turn, start in enumerate(at)), default=0)
    return (
        f"{whole - len(once)} of {whole} lost, {len(posts) - len(once)} twice, {place.kills} kills; {len(by_person)} "
        f"readers, {near} messages within a second of another in one conversation, {busiest} in the busiest minute, "
        f"{took / A_MINUTE:.0f} minutes"
    )


MEASURES: Mapping[str, Callable[[Databases, int], str]] = {
    "import": a_table,
    "announcement": an_announcement,
    "channels": to_channels,
    "launch": a_launch,
}


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="make at-size")
    parser.add_argument("names", nargs="*", help=f"some of {', '.join(MEASURES)}")
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite", help="on which database")
    parser.add_argument("--readers", type=int, default=READERS, help="to how many people an announcement goes")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="at-size-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL refuses to run as root, and its own user has to get there
        databases = SQLite(Path(folder)) if chosen.db == "sqlite" else PostgreSQL(Path(folder) / "postgresql", hurry=())
        for name in chosen.names or MEASURES:
            print(f"{name}: {MEASURES[name](databases, chosen.readers)}", flush=True)  # noqa: T201 - what came of it is its output
        if isinstance(databases, PostgreSQL):
            databases.close()


if __name__ == "__main__":
    main()
