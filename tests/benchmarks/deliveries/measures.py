"""Measures: how close a contestant came to what binds it, and at what cost."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean
from typing import Any

import sqlalchemy as sa

from bot.store import announcements, inbox
from bot.store.announcements import Announcement, State
from bot.store.database import Database
from bot.store.tables.people import people
from scheduling import fan_out
from tests.benchmarks.crowd import as_owner, settle, write
from tests.benchmarks.deliveries.contest import Seen
from tests.benchmarks.deliveries.loads import GIANT
from tests.benchmarks.deliveries.ours import template
from tests.benchmarks.deliveries.slow_slack import PER_SECOND
from tests.benchmarks.figures import percentile, stopped
from tests.examples import MONDAY, ada

IN_FLIGHT = 16
COMMITS_EACH = 2
COMMITTING, COMMITS_FOR = 8, 2.0
MILLISECONDS = 1000
CROWD = 100_000
EVERYBODY = "TPLAN"


@dataclass(frozen=True, slots=True)
class Limit:
    """The most letters a second that anybody could say here, and what binds them."""

    per_second: float
    term: str


def limit(seen: Seen, commits: float) -> Limit:
    """Find the least of what Slack takes, what fits between asking and answering, and what the disk keeps."""
    terms = {
        "Slack's pace": PER_SECOND * len(seen.load.places),
        "answers under way": IN_FLIGHT * seen.workers / mean(seen.tally.waits or [1.0]),
        "commits": commits / COMMITS_EACH,
    }
    if seen.load.apart:
        terms["what comes due"] = 1 / seen.load.apart
    term = min(terms, key=lambda name: terms[name])
    return Limit(terms[term], term)


def speed(seen: Seen, commits: float) -> dict[str, Any]:
    """Tell how fast it was while it counted, beside the limit, and what it cost."""
    counted = [each for each in seen.tally.posts if seen.begins <= each.at < seen.ends]
    rate, most = len(counted) / (seen.ends - seen.begins), limit(seen, commits)
    asked = seen.tally.calls.get("chat.postMessage", 0)
    due_at = {each.number: seen.started + each.due_in for each in seen.load.letters()} if seen.load.apart else {}
    late = [each.at - due_at[each.letter] for each in counted if each.letter in due_at]
    return {
        "share": round(rate / most.per_second, 3),
        "per_second": round(rate, 1),
        "limit": round(most.per_second, 1),
        "bound_by": most.term,
        "busy_%": round(100 * seen.tally.calls.get("429", 0) / max(asked, 1), 2),
        "processor_ms_each": round(seen.processor * MILLISECONDS / max(len(counted), 1), 2),
        "memory_mb": round(seen.memory, 1),
        **({"late_p99_s": round(percentile(late, 99), 2)} if len(late) > 1 else {}),
        **waiting(seen),
    }


def waiting(seen: Seen) -> dict[str, float]:
    """Tell how long people waited who asked for something meanwhile: until the ack, and until the answer."""
    acks = [abs(each) for told in seen.told for each in told.get("acks", [])]
    asked = {number: at for told in seen.told for number, at in told.get("asked", {}).items()}
    answers = [seen.tally.answered.get(number, seen.ends) - at for number, at in asked.items() if at < seen.ends]
    found = {"ack_p99_ms": acks, "answer_p99_ms": answers}
    return {name: round(percentile(each, 99) * MILLISECONDS) for name, each in found.items() if len(each) > 1}


def fairness(seen: Seen) -> dict[str, Any]:
    """Tell when the last of the small workspaces had been served, beside the giant."""
    small = {each.letter: each.at for each in seen.tally.posts if each.workspace != GIANT}
    wanted = seen.load.workspaces * seen.load.each
    last = max(small.values(), default=seen.ends) - seen.started
    return {"small_said": len(small), "small_of": wanted, "small_in_s": round(last if len(small) == wanted else 999, 1)}


def accounting(seen: Seen) -> dict[str, Any]:
    """Tell what was lost and what was said twice after a kill."""
    copies = Counter(each.letter for each in seen.tally.posts if each.letter > 0)
    return {
        "lost": seen.load.due - len(copies),
        "twice": sum(number > 1 for number in copies.values()),
        "until_s": round(max((each.at for each in seen.tally.posts), default=seen.started) - seen.started),
    }


def commits_per_second(database: Database) -> float:
    """Measure how many small transactions the database keeps in a second, written by several at once."""
    until = time.monotonic() + COMMITS_FOR

    def write_on(writer: int) -> int:
        number = 0
        while time.monotonic() < until:
            with database.begin("TCOMMITS") as db:
                inbox.is_new(db, f"{writer}:{number}", MONDAY)
            number += 1
        return number

    with ThreadPoolExecutor(COMMITTING) as writers:
        return sum(writers.map(write_on, range(COMMITTING))) / COMMITS_FOR


def planning(database: Database, size: int = CROWD) -> float:
    """Measure how long it takes to write a letter to each of so many people, in seconds."""
    somebody = template(people, ada(timezone="UTC", seen_at=MONDAY)) | {"workspace": EVERYBODY}
    with as_owner(database) as connection:
        # The first of them leads: nobody else's announcement is brought to anybody.
        write(
            connection,
            people,
            (somebody | {"slack_id": f"UP{number}", "is_lead": not number} for number in range(size)),
        )
    settle(database)
    words = Announcement(by="UP0", channel="", title="News", body="A few words.", audience="everybody", send_at=MONDAY)
    with database.begin(EVERYBODY) as db:
        announcements.move(db, announcements.keep(db, words, MONDAY), State.WAITING)
    took = stopped(lambda: fan_out.spread(database, MONDAY + timedelta(minutes=1))) / MILLISECONDS
    with database.survey() as db:
        written = db.scalar(sa.text(f"SELECT count(*) FROM letters WHERE workspace = '{EVERYBODY}'"))  # noqa: S608 - a word of ours
    if written != size + 1:
        raise ValueError(written)
    return took
