"""Health: how a program does, in figures that say what they were counted of, and in pictures. For leads."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from slack_bolt import Ack

from bot import reports
from bot.blocks import Block, Message, actions, button, context, header, listed, message, section
from bot.blocks.charts import bars, lines
from bot.desk import Desk
from bot.mentoring import trends
from bot.mentoring.effects import Effect
from bot.mentoring.occasions import Class
from bot.reports import InWords, Report
from bot.slack import Draw, Reply, Visit
from bot.store import censuses, verdicts
from bot.store.database import Database

HELP = "`/mentor health` — for leads: how the program does, in figures, and which pairs need a person"
TOGETHER = 4
"""Figures in one paragraph."""
KINDS_MAX = 30
IN_CLASSES = {Class.NUDGE: "nudges", Class.SERVICE: "reminders of sessions"}
NOT_JUDGED = "No nudge was judged yet: each is, a week after it was sent or up to an hour later."


def register(desk: Desk) -> None:
    """Listen for the command and the buttons."""
    desk.command("health")(health)
    desk.action("open_health")(health)
    desk.action("health_charts")(charts)
    desk.action("health_nudges")(nudges)


def health(ack: Ack, visit: Visit, reply: Reply, database: Database, workspace: str, now: datetime) -> None:
    """Tell how the program does."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        report = reports.gather(db, now, reports.sight_of(db, actor))
    reply(overview(report))


def charts(ack: Ack, visit: Visit, draw: Draw, database: Database, workspace: str, now: datetime) -> None:
    """Show what is better seen than read."""
    ack()
    actor = visit()
    weeks = reports.mondays(now)
    with database.look(workspace) as db:
        sight = reports.sight_of(db, actor)
        report, held = reports.gather(db, now, sight), censuses.weekly(db, weeks, sight.programs)
    draw(over_weeks(report, dict(zip(weeks, held, strict=True))), beginnings(report))


def nudges(
    ack: Ack, visit: Visit, reply: Reply, in_words: InWords, database: Database, workspace: str, now: datetime
) -> None:
    """Tell what nudging changes, and what it costs."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        reports.sight_of(db, actor)
        effects, sent = verdicts.effects(db), censuses.messages(db, now)
    reply(worth_of_nudges(effects, sent, in_words))


def overview(report: Report) -> Message:
    """Say how pairs stand, and every figure."""
    needs = len(report.needs)
    return message(
        header("How mentoring is going"),
        f"*Pairs:* {reports.in_states(report)} {reports.in_need(needs, report.looked_after)}",
        *reports.lines(report.figures),
        actions(
            button(f"Needs a person ({needs})", "open_worklist", says="See the pairs that need a person"),
            button("Charts", "health_charts", says="See the figures as charts"),
            button("Nudges", "health_nudges", says="What nudging changes and costs"),
            button("Get the tables", "export", says="Get pairs and figures as files"),
        ),
        context(
            "States, dates and counts. Nobody's notes or goals; private answers only as averages of five or more. "
            "Pairs of less than three weeks aren't counted among those that meet, and breaks count as no time."
        ),
    )


def over_weeks(report: Report, held: Mapping[date, int]) -> Message:
    """Draw sessions week by week, and how many pairs were under way and how many on a break."""
    ends = [datetime.combine(monday + timedelta(days=7), time(), UTC) for monday in held]
    stood = trends.over_time(report.pairs, [min(end, report.at) for end in ends])
    labels = [short(monday) for monday in held]
    going = dict(zip(labels, (active for _, active, _ in stood), strict=True))
    away = dict(zip(labels, (paused for *_, paused in stood), strict=True))
    by_week = dict(zip(labels, held.values(), strict=True))
    return message(
        bars("Sessions held each week", by_week, along="Week of", up="Sessions"),
        f"*Sessions held, by week:* {reports.spoken(by_week)}.",
        lines("Pairs over time", {"Under way": going, "On a break": away}, along="Week of", up="Pairs"),
        f"*Pairs under way at the end of each week:* {reports.spoken(going)}.",
        f"*Pairs on a break:* {reports.spoken(away)}.",
    )


def beginnings(report: Report) -> Message:
    """Draw how long pairs took to meet."""
    took = trends.first_meetings(report.pairs)
    return message(
        bars("Time to the first session", took, along="Within", up="Pairs"),
        f"*Time to the first session, in pairs:* {reports.spoken(took)}.",
    )


def worth_of_nudges(effects: Mapping[str, Effect], sent: Mapping[Class, float], in_words: InWords) -> Message:
    """Say for each kind how many acted with it and without it, and what nudging costs people."""
    kinds = sorted(effects.values(), key=lambda each: (-each.sent, each.kind))[:KINDS_MAX]
    lines_ = [effect_line(each, in_words(each.kind)) for each in kinds]
    several = [section("\n".join(lines_[at : at + TOGETHER])) for at in range(0, len(lines_), TOGETHER)]
    costs = [f"{sent[each]:.1f} {name}" for each, name in IN_CLASSES.items() if each in sent]
    return message(
        header("What nudging changes"),
        *(several or [section(NOT_JUDGED)]),
        section(
            f"*What it costs:* a week brings each person {listed(costs)}." if costs else "Nobody was nudged lately."
        ),
        *overall(effects.values()),
        context(
            "Some pairs never get a kind of nudge, so that it shows what it changes. A kind that hardly anybody acts "
            "on, or that too many stop, switches itself off."
        ),
    )


def overall(effects: Iterable[Effect]) -> list[Block]:
    """Say what all kinds together cost: how many were stopped or made fewer, and how many nobody tapped."""
    several = list(effects)
    sent = sum(each.sent for each in several)
    if not sent:
        return []
    stopped, untapped = (sum(each.stopped for each in several), sum(each.sent - each.tapped for each in several))
    told = f"Of a hundred, {100 * stopped / sent:.1f} were stopped or made fewer, and {100 * untapped / sent:.0f} got"
    return [section(f"{told} no tap (n={sent}).")]


def effect_line(effect: Effect, about: str) -> str:
    """Say what came of one kind, with how many it was looked at in and how far chance may reach."""
    acted = f"*{about}:* {effect.acted} of {effect.sent} acted, {effect.stopped} stopped it"
    lift = effect.lift
    if lift is None:
        return f"{acted}; nobody to compare with yet."
    more, least, most = (round(100 * each) for each in (lift.by, lift.least, lift.most))
    untold = f"without it, {effect.acted_unasked} of {effect.held_out}"
    return (
        f"{acted}; {untold}. Of a hundred, {more:+d} act because of it (between {least:+d} and {most:+d}, n={lift.n})."
    )


def short(monday: date) -> str:
    """Name a week by its Monday: 2 Mar."""
    return f"{monday.day} {monday:%b}"
