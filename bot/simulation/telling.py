"""Telling: a story in lines that people read, or in objects that programs read, and who heard how much."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from bot.blocks import clip
from bot.mentoring.hours import Hours
from bot.mentoring.occasions import Class
from bot.simulation.cast import CAST, Someone
from bot.simulation.story import Event
from scheduling.kinds import reason_of

COUNTED = (Class.TRANSACTIONAL, Class.SERVICE, Class.NUDGE)
DAYS_IN_A_WEEK = 7
SHOWN = 150
MENTION = re.compile("<@([^>]+)>")
MOMENT = re.compile(r"<!date\^(\d+)\^[^>]*>")


def line(event: Event, begins: datetime) -> str:
    """Tell one message in a line, on its reader's clock."""
    here = Hours(timezone=event.someone.zone).local(event.at)
    week = (here.date() - begins.date()).days // DAYS_IN_A_WEEK + 1
    kinds = " + ".join(letter.kind for letter in (event.letter, *event.with_it))
    when = f"week {week}, {here:%a %H:%M} ({place(event.someone)})"
    reason = reason_of(event.letter.kind)
    said = plain(event).partition(reason)[0].strip()
    who = f"{event.role} of {event.couple.name}"
    return f"{when}  {who}  {kinds} [{event.letter.class_}]  {clip(said, SHOWN)} — why: {reason}"


def entry(event: Event, begins: datetime) -> str:
    """Tell one message as an object in a line."""
    return json.dumps(
        {
            "day": (event.at - begins).days,
            "pair": event.couple.name,
            "role": event.role,
            "kind": event.letter.kind,
            "class": str(event.letter.class_),
            "reason": reason_of(event.letter.kind),
            "text": plain(event),
        },
        ensure_ascii=False,
    )


def plain(event: Event) -> str:
    """Read a message as its reader sees it: names instead of ids, moments on their own clock, all on one line."""
    names = {one.slack_id: one.name for couple in CAST for one in couple.both}
    hours = Hours(timezone=event.someone.zone)

    def when(found: re.Match[str]) -> str:
        return f"{hours.local(datetime.fromtimestamp(int(found[1]), UTC)):%a %d %b %H:%M}"

    named = MENTION.sub(lambda found: names[found[1]], event.text)
    return " ".join(MOMENT.sub(when, named).split())


def place(someone: Someone) -> str:
    """Name the city of somebody's zone."""
    return someone.zone.rpartition("/")[2].replace("_", " ")


def table(counts: Mapping[tuple[str, str], Counter[Class]]) -> Iterator[str]:
    """Show how much each heard, by class: T answers an act, S belongs to a session, N is the bot's own idea."""
    yield f"{'':<26}" + "".join(f"{class_:>5}" for class_ in COUNTED) + f"{'all':>6}"
    for (pair, role), heard in counts.items():
        numbers = "".join(f"{heard[class_]:>5}" for class_ in COUNTED)
        yield f"{pair + ', ' + role:<26}{numbers}{heard.total():>6}"


def counted(events: Iterable[Event]) -> Mapping[tuple[str, str], Counter[Class]]:
    """Count what everybody heard, by class, in the order of the cast."""
    counts = {(couple.name, role): Counter[Class]() for couple in CAST for role in ("mentee", "mentor")}
    for event in events:
        counts[event.couple.name, event.role][event.letter.class_] += 1
    return counts
