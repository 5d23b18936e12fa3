"""Reports: what leads are told of a program, gathered once and put into words and tables.

Handlers show it, rounds send it, and the command line writes it into files: they all tell the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import orm

from bot import leadership
from bot.blocks import counted, listed, mention
from bot.mentoring import aftermath, figures, health, sheets, trends
from bot.mentoring.counts import COUNTED
from bot.mentoring.figures import Figure
from bot.mentoring.overview import Needs, PairSeen, looked_after, worklist
from bot.mentoring.people import HasNotJoined
from bot.mentoring.roles import Act, NotALead, can
from bot.store import censuses, overviews, people

InWords = Callable[[str], str]
"""Says what letters of a kind are about."""
NOBODY = "Nobody needs a person right now."
TOGETHER = 4
"""Figures in one paragraph."""
WEEKS = 12
PAIR_HEADINGS = (
    "pair",
    "mentor_id",
    "mentor",
    "mentee_id",
    "mentee",
    "state",
    "began_on",
    "first_session_on",
    "last_session_on",
    "next_session_on",
    "sessions",
    "rhythm_days",
    "missed_in_a_row",
    "agreed",
    "needs_a_person",
    "ended_on",
)
FIGURE_HEADINGS = ("figure", "part", "of", "unit", "meaning")


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may look into: every pair here, or those of some programs."""

    viewer: str = ""
    programs: frozenset[int] | None = None


EVERYTHING = Sight()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A program at one moment, as one lead may see it."""

    at: datetime
    pairs: Sequence[PairSeen]
    figures: Sequence[Figure]
    needs: Sequence[Needs]
    states: Mapping[str, int]
    """How many pairs stand how; what nobody stands in is left out."""
    looked_after: int = 0
    """Pairs that would be among those that need a person if no lead looked after them."""
    waiting_long: int = 0
    """Requests that have waited for an answer for more than ten days; they belong to no program."""


def sight_of(db: orm.Session, slack_id: str, act: Act = Act.SEE_HEALTH) -> Sight:
    """Tell what somebody may look into: everything here, or the programs they lead; refuse everybody else."""
    person = people.known(db, slack_id)
    if person is None:
        raise HasNotJoined
    actor = leadership.acting(db, person)
    if can(actor, act):
        return Sight(slack_id)
    led = frozenset(number for number in actor.leads if can(actor, act, number))
    if not led:
        raise NotALead
    return Sight(slack_id, led)


def gather(db: orm.Session, now: datetime, sight: Sight = EVERYTHING) -> Report:
    """Read all there is to see for one lead, or for whoever operates the bot."""
    several = overviews.every(db, now, viewer=sight.viewer, programs=sight.programs)
    needs = worklist(several, now)
    twice = overviews.met_twice(db, [pair.id for pair in aftermath.rematches(several)])
    counts = censuses.count(db, now, sight.programs)
    known = figures.of(several, counts, len(needs), now, twice)
    return told_of(several, known, needs, now, counts.waiting_long)


def told_of(
    several: Sequence[PairSeen], known: Sequence[Figure], needs: Sequence[Needs], now: datetime, waiting_long: int = 0
) -> Report:
    """Make a report of pairs and figures."""
    stand = {name: number for name, number in trends.states(several, now).items() if number}
    return Report(
        at=now,
        pairs=several,
        figures=known,
        needs=needs,
        states=stand,
        looked_after=looked_after(several, now),
        waiting_long=waiting_long,
    )


def mondays(now: datetime, weeks: int = WEEKS) -> list[date]:
    """Name the last weeks by their Mondays, the running one last."""
    monday = now.date() - timedelta(days=now.weekday())
    return [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]


def in_states(report: Report) -> str:
    """Say how many pairs stand how; where all have ended, that there were some is not denied."""
    if not report.states:
        return "There are no pairs right now." if report.pairs else "There are no pairs yet."
    return f"{listed(f'{number} {name}' for name, number in report.states.items())}."


def spoken(values: Mapping[str, int]) -> str:
    """Say the numbers of a chart: what is drawn is said in words as well."""
    return ", ".join(f"{name}: {number}" for name, number in values.items())


def in_need(needs: int, looked_after_: int) -> str:
    """Say how many pairs need a person, in the words of every screen; whom a lead looks after is counted apart."""
    told = f"{counted(needs, 'pair')} {'needs' if needs == 1 else 'need'} a person." if needs else NOBODY
    return f"{told} Leads look after {counted(looked_after_, 'pair')} already." if looked_after_ else told


def lines(several: Iterable[Figure]) -> list[str]:
    """Say the figures, a few in a paragraph: what was counted of what, and what it means."""
    figures_ = list(several)
    told = [line(each) for each in figures_ if each.is_known]
    unknown = [each.name.lower() for each in figures_ if not each.is_known]
    rest = [f"Nothing to count yet, or fewer than five answers: {listed(unknown)}."] if unknown else []
    return ["\n".join(told[at : at + TOGETHER]) for at in range(0, len(told), TOGETHER)] + rest


def line(figure: Figure) -> str:
    """Say one figure."""
    return f"*{figure.name}:* {figure.said}. {figure.told}"


def facts(needs: Needs, now: datetime) -> str:
    """Say why a pair needs a person, and since when nothing happened: facts only."""
    pair = needs.pair
    # By the calendar, as in tables: days in which a pair was held aren't silence, and would show by what is missing.
    since = counted((now.date() - (pair.last_met_at or pair.started_at).date()).days, "day")
    met = f"last met {since} ago" if pair.last_met_at else f"a pair for {since}, no session yet"
    two = listed(mention(each) for each in pair.both)
    return f"{two}: {listed(needs.reasons)} ({met})"


def draft(needs: Needs) -> str:
    """Draft what a lead could write to the two; it names nothing that isn't theirs to know."""
    if health.ASKED in needs.reasons:
        return "Hi, I look after mentoring here, and heard that a word would be welcome. When would suit you?"
    return (
        "Hi you two, I look after mentoring here. I'd like to hear how it's going and whether I can help: with a date, "
        "another rhythm, a pause, or somebody else. Any answer is fine, and there's no rush."
    )


def pairs_sheet(report: Report) -> str:
    """Write every pair as a table: who, how it stands, dates and counts."""
    return sheets.write(PAIR_HEADINGS, (_row(pair, report.at) for pair in report.pairs))


def figures_sheet(several: Iterable[Figure]) -> str:
    """Write every figure as a table, with what it was counted of."""
    rows = ((each.name, _short(each.part), each.whole, _unit(each), each.told) for each in several)
    return sheets.write(FIGURE_HEADINGS, rows)


def _row(pair: PairSeen, now: datetime) -> tuple[object, ...]:
    began, ended = (pair.started_at, pair.ended_at) if pair.came_about else (None, None)
    return (
        pair.id,
        pair.mentor,
        pair.mentor_name,
        pair.mentee,
        pair.mentee_name,
        trends.state(pair, now),
        *(_day(at) for at in (began, pair.first_met_at, pair.last_met_at, pair.next_at)),
        pair.held,
        pair.rhythm.days,
        pair.missed_in_a_row,
        "yes" if pair.agreed == figures.BOTH else "no",
        "; ".join(pair.reasons(now)),
        _day(ended),
    )


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else ""


def _short(part: float | None) -> str:
    return "" if part is None else f"{part:.4g}"


def _unit(figure: Figure) -> str:
    return "count" if figure.unit in COUNTED else figure.unit
