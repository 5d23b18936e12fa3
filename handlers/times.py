"""Times: one of a pair proposes up to three, and the other picks one or proposes others, each on their own clock."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from operator import itemgetter
from typing import Any

from slack_bolt import Ack
from sqlalchemy import orm

from bot import letterbox
from bot.arrivals import will_hear
from bot.blocks import (
    Answers,
    Block,
    Message,
    Modal,
    View,
    choice,
    context,
    date_input,
    field_of,
    mention,
    message,
    notice,
    number,
    option,
    time_input,
)
from bot.desk import Desk
from bot.letterbox import About
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import USUAL_LENGTH, DateHasPassed, DateIsTooFar, check_ahead
from bot.mentoring.times import MOST, TimeIsOver, Times, TimesAreSettled
from bot.picking import KIND, PICKS, proposal, spoken, zone
from bot.slack import Open, Refresh, Replace, Visit
from bot.store import agreements, inbox, logbook, pairs, sessions, times
from bot.store.database import Database
from bot.windows import Takes
from handlers.book import carry_agenda
from handlers.book.news import Booked, confirmed, tell
from handlers.log.form import LENGTHS
from handlers.pairs.window import Window

HELP = "`/mentor times @person` — propose up to three times to meet; the other one picks"
IN_WORDS = ("First", "Second", "Third")
BOTH_OR_NEITHER = "Please pick a day and a time, or neither."
TIME_HAS_PASSED = "That time has passed. Please pick a later one."
TWICE = "You propose this time twice."
NONE_AT_ALL = "Please propose at least one time."
CHANGED = message("Other times were proposed instead of these.")
CROSSED = "{who} has proposed times, too. Both stand: pick one of theirs here, or they pick one of yours."

Wanted = tuple[date | None, time | None]


def register(desk: Desk) -> None:
    """Listen for the command, the buttons and the form."""
    desk.command("times", "propose")(WINDOW.by_command)
    desk.action("propose_times")(WINDOW.by_button)
    desk.action("other_times")(propose_others)
    desk.action("take_first", "take_second", "take_third")(take)
    desk.view("times")(save)


def propose_others(
    ack: Ack, action: Mapping[str, Any], visit: Visit, open_modal: Open, database: Database, workspace: str
) -> None:
    """Open the form for others, because none of these suits."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        proposed = known(db, action)
        proposed.check(actor)
    proposed.pair.must_go_on()
    open_modal(form(proposed.pair, actor, proposed.minutes, instead=f":{proposed.id}"))


def take(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    replace: Replace,
    refresh: Refresh,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Set one of the proposed times as the next date; one that has passed is gone from then on."""
    ack()
    actor = visit()
    picked = dict(PICKS)[str(action.get("action_id"))]
    with database.begin(workspace) as db:
        proposed = known(db, action)
        pair, over = pairs.theirs(db, proposed.pair.id, actor, hold=True), None
        try:
            words = accept(db, pair, proposed, picked, actor, now)
        except TimeIsOver as refusal:
            words, over = proposal(proposed, now), refusal
    replace(words)
    refresh()
    if over:
        raise over


def accept(db: orm.Session, pair: Pair, proposed: Times, place: int, actor: str, now: datetime) -> Message:
    """Set one of the times that the other one proposed, and tell both."""
    at = proposed.pick(place, actor, now)
    session = logbook.plan(db, pair, proposed.by, at, now, proposed.minutes)
    carry_agenda(db, pair, session)
    booked = Booked(pair, session, is_new=True, moved_from=None)
    words = confirmed(db, booked, actor, now)
    tell(db, booked, actor, "", "", now)
    letterbox.retire(db, words, now, pair=pair.id, to=actor, kinds=(KIND,))  # the newest change wins
    return words


def save(ack: Ack, view: View, actor: str, refresh: Refresh, database: Database, workspace: str, now: datetime) -> None:
    """Keep what was proposed and write to the other one; what can't be is said at its field."""
    given = Answers(view)
    about, _, instead = str(view["private_metadata"]).partition(":")
    with database.begin(workspace) as db:
        pair = pairs.theirs(db, number(about) or 0, actor, hold=True)
        pair.must_go_on()
        me = pair.person(actor)
        slips = mistakes(given, me, now)
        words = None if slips else agree(db, pair, me, given, str(view["id"]), now)
        title = "Next session" if words else "Proposed"
        words = words or (None if slips else keep(db, pair, me, given, now, instead=number(instead)))
    if words is None:
        ack(response_action="errors", errors=slips)
        return
    ack(response_action="update", view=notice(title, *words.blocks).payload)
    refresh()


def agree(db: orm.Session, pair: Pair, me: Person, given: Answers, view: str, now: datetime) -> Message | None:
    """Set a time that the other one has proposed as well: it suits both, so nobody has to pick it any more.

    Of several the earliest is taken. A window that is sent off twice sets it once, and what is set already stays so.
    """
    moments = {me.hours.at(on, at) for on, at in wanted(given) if on and at}
    is_new = inbox.is_new(db, f"view:{view}", now)
    planned = sessions.booked(db, pair)
    if planned and planned.at in moments and not (is_new and moments - {planned.at}):
        return confirmed(db, Booked(pair, planned, is_new=False, moved_from=None), me.slack_id, now)
    theirs = [each for each in times.open_of(db, pair) if each.reader is me]
    same = min(((at, each) for each in theirs for at in each.moments if at in moments), default=None, key=itemgetter(0))
    return accept(db, pair, same[1], same[1].moments.index(same[0]), me.slack_id, now) if same else None


def keep(
    db: orm.Session, pair: Pair, me: Person, given: Answers, now: datetime, *, instead: int | None = None
) -> Message:
    """Propose these times instead of one's own before and of those they answer, once, and say so to both.

    What the other one proposed meanwhile stays, for whoever comes later to pick from: nothing of either is lost.
    """
    moments = tuple(sorted(me.hours.at(on, at) for on, at in wanted(given) if on and at))
    minutes = number(given.choice("minutes")) or USUAL_LENGTH
    partner = pair.partner_of(me.slack_id)
    before = times.open_of(db, pair)
    if not any((each.by, each.moments) == (me, moments) for each in before):  # sent off twice, it is proposed once
        replaced = [each for each in before if each.by is me or each.id == instead]
        for each in replaced:
            each.closed_at, reader = now, each.reader.slack_id
            letterbox.take_back(db, "other times", pair=pair.id, to=reader, kinds=(KIND,))
            letterbox.retire(db, CHANGED, now, pair=pair.id, to=reader, kinds=(KIND,))
        proposed = Times(
            workspace=pair.workspace,
            pair=pair,
            by=me,
            moments=moments,
            proposed_at=now,
            minutes=minutes if minutes in LENGTHS else USUAL_LENGTH,
        )
        db.add(proposed)
        db.flush()
        about = About(pair=pair.id)
        letterbox.drop(db, partner.slack_id, KIND, f"times{proposed.id}", proposal(proposed, now), now, about=about)
    shown = "\n".join(f"• {spoken(me, at)}" for at in moments)
    theirs = [each for each in before if each.reader is me and each.closed_at is None and max(each.moments) > now]
    crossed: list[Block | str] = [CROSSED.format(who=mention(partner.slack_id))] if theirs else []
    crossed += proposal(theirs[-1], now).blocks if theirs else ()
    heard = will_hear(db, KIND, partner, now, max(moments), pair=pair)
    return message(f"You proposed, {zone(me)}:\n{shown}", heard, *crossed)


def mistakes(given: Answers, me: Person, now: datetime) -> dict[str, str]:
    """Say at each field what can't be proposed."""
    found: dict[str, str] = {}
    seen: set[datetime] = set()
    for place, (on, at) in enumerate(wanted(given), start=1):
        if (on is None) != (at is None):
            found[f"on{place}" if on is None else f"at{place}"] = BOTH_OR_NEITHER
        if on is None or at is None:
            continue
        moment = me.hours.at(on, at)
        try:
            check_ahead(on, me.hours.local(now).date())
        except (DateHasPassed, DateIsTooFar) as refusal:
            found[f"on{place}"] = refusal.sentence
            continue
        if moment <= now:
            found[f"at{place}"] = TIME_HAS_PASSED
        elif moment in seen:
            found[f"at{place}"] = TWICE
        seen.add(moment)
    return found or ({} if seen else {"on1": NONE_AT_ALL})


def wanted(given: Answers) -> Sequence[Wanted]:
    """Read the rows of the form."""
    return [(given.day(f"on{place}"), given.clock(f"at{place}")) for place in range(1, MOST + 1)]


def form_for(db: orm.Session, pair: Pair, actor: str) -> Modal:
    """Make the form, if dates can be set now, with the length they agreed on."""
    pair.must_go_on()
    return form(pair, actor, agreements.length(db, pair) or USUAL_LENGTH)


def form(pair: Pair, actor: str, minutes: int, instead: str = "") -> Modal:
    """Ask for up to three days and times, on one's own clock; perhaps instead of those they answer."""
    me, partner = pair.person(actor), pair.partner_of(actor)
    rows: list[Block] = []
    for place, name in enumerate(IN_WORDS, start=1):
        rows += [
            field_of(f"on{place}", f"{name} day", date_input(), optional=place > 1),
            field_of(f"at{place}", f"{name} time", time_input(me.slot if place == 1 else None), optional=place > 1),
        ]
    lengths = choice("static_select", [option(f"{each} minutes", each) for each in LENGTHS], chosen=minutes)
    told = context(f"On your clock, {zone(me)}. {mention(partner.slack_id)} sees them on theirs and picks one.")
    blocks = [told, *rows, field_of("minutes", "How long?", lengths)]
    return Modal("times", "Propose times", blocks, submit="Propose", close="Cancel", about=f"{pair.id}{instead}")


def known(db: orm.Session, action: Mapping[str, Any]) -> Times:
    """Return what a button is about."""
    proposed = times.one(db, number(action.get("value")) or 0, hold=True)
    if proposed is None:
        raise TimesAreSettled
    return proposed


WINDOW = Window(
    question="With whom?",
    opened_by="propose_times",
    make=lambda db, pair, actor, _: form_for(db, pair, actor),
    takes=Takes(day="on1", check=check_ahead, rows=tuple((f"on{place}", f"at{place}") for place in range(1, MOST + 1))),
)
