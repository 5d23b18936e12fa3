"""Digests: on Mondays what a lead should know of the week, and once a month how the program does (practice F4, F5).

Each lead gets theirs in their own working hours, from ten o'clock on the first day of the week or month on which they
work; whoever was unreachable all the while gets none later.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot import letterbox, reports
from bot.blocks import Message, actions, button, context, counted, dated, header, message
from bot.blocks.charts import bars
from bot.mentoring import trends
from bot.mentoring.occasions import Class
from bot.mentoring.people import Person
from bot.reports import Report
from bot.store import letters, overviews
from bot.store.database import Database

DIGEST, REPORT = "digest", "report"
FROM = time(10)
DAYS_OF_A_WEEK, DAYS_OF_A_MONTH = 3, 7
"""So long a digest waits for its reader's first working day: until Wednesday, and a week into the month."""
PAIRS_NAMED = 5
OUT_OF_DATE = timedelta(days=2)
WHY = "You get this because you lead the program."


class Edition(NamedTuple):
    """One digest of one lead."""

    reader: Person
    kind: str
    occasion: str

    @property
    def key(self) -> str:
        """The letter's key."""
        return f"{self.kind}:{self.occasion}:{self.reader.slack_id}"


def write(database: Database, now: datetime) -> int:
    """Write every digest whose time has come; return how many there were."""
    with database.survey() as db:
        leads = [lead for lead in overviews.readers(db) if not lead.has_left]
    by_workspace: dict[str, list[Edition]] = {}
    for lead in leads:
        by_workspace.setdefault(lead.workspace, []).extend(editions(lead, now))
    return sum(_write(database, workspace, due, now) for workspace, due in by_workspace.items() if due)


def editions(lead: Person, now: datetime) -> Iterator[Edition]:
    """Name the digests a lead should have by now, while it is time for them."""
    here = lead.hours.local(now)
    if here.time() < FROM or lead.hours.opening(now) != now:
        return
    if here.weekday() < DAYS_OF_A_WEEK:
        year, week, _ = here.isocalendar()
        yield Edition(lead, DIGEST, f"{year}-{week:02}")
    if here.day <= DAYS_OF_A_MONTH:
        yield Edition(lead, REPORT, f"{here:%Y-%m}")


def _write(database: Database, workspace: str, due: list[Edition], now: datetime) -> int:
    """Write one workspace's digests, each reader's from one look."""
    with database.look(workspace) as db:
        written = letters.written(db, [each.key for each in due])
    by_reader: dict[str, list[Edition]] = {}
    for each in due:
        if each.key not in written:
            by_reader.setdefault(each.reader.slack_id, []).append(each)
    return sum(_drop(database, theirs, now) for theirs in by_reader.values())


def _drop(database: Database, theirs: Sequence[Edition], now: datetime) -> int:
    """Gather what one reader is to be told without keeping anybody waiting, and then write it.

    Where there are no pairs there is nothing to tell, and nothing else is gathered.
    """
    reader = theirs[0].reader
    with database.look(reader.workspace) as db:
        sight = reports.sight_of(db, reader.slack_id)
        if not overviews.are_there_any(db, sight.programs):
            return 0
        report = reports.gather(db, now, sight)
    told = [(each, _words(each, report, now)) for each in theirs]
    until = now + OUT_OF_DATE
    with database.begin(reader.workspace) as db:
        return sum(
            letterbox.drop(db, reader.slack_id, each.kind, each.occasion, words, now, class_=Class.LEAD, until=until)
            for each, words in told
        )


def _words(edition: Edition, report: Report, now: datetime) -> Message:
    if edition.kind == DIGEST:
        return of_the_week(report)
    return of_the_month(report, edition.reader.hours.local(now).date())


def of_the_week(report: Report) -> Message:
    """Say how pairs stand, who needs a person, and how many requests have waited for long."""
    needs = report.needs
    named = [reports.facts(each, report.at) for each in needs[:PAIRS_NAMED]]
    more = [f"... and {len(needs) - PAIRS_NAMED} more."] if len(needs) > PAIRS_NAMED else []
    listed = [f"• {line}" for line in [*named, *more]]
    waiting = report.waiting_long
    asks = [f"{counted(waiting, 'request')} waited for more than ten days."] if waiting else []
    return message(
        header("This week in mentoring"),
        reports.in_states(report),
        "\n".join([f"*{reports.in_need(len(needs), report.looked_after)}*", *listed]),
        *asks,
        actions(
            *([button("Needs a person", "open_worklist", says="See the pairs that need a person")] if named else []),
            button("How it's going", "open_health", says="See the figures of the program"),
        ),
        context(f"From states and dates alone. {WHY}"),
    )


def of_the_month(report: Report, on: date) -> Message:
    """Say every figure, and draw how pairs stand."""
    took = trends.first_meetings(report.pairs)
    return message(
        header(f"Mentoring, monthly report of {dated(on)}"),
        *([bars("How pairs stand", report.states, along="State", up="Pairs")] if report.states else []),
        f"*Pairs:* {reports.in_states(report)} {reports.in_need(len(report.needs), report.looked_after)}",
        bars("Time to the first session", took, along="Within", up="Pairs"),
        f"*Time to the first session, in pairs:* {reports.spoken(took)}.",
        *reports.lines(report.figures),
        actions(button("Get the tables", "export", says="Get pairs and figures as files")),
        context(f"States, dates and counts; private answers only as averages of five people or more. {WHY}"),
    )
