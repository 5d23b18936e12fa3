"""What leads did, in words: about whom or what it was, and never a number that stands on no screen."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import orm

from bot.blocks import escape, listed, mention, moment
from bot.cohorts import THE_CLOCK
from bot.mentoring.brakes import Hold
from bot.mentoring.people import Person
from bot.reports import InWords
from bot.store import pairs, reviews
from bot.store.audits import Entry
from bot.store.rosters import BY_TABLE

NOBODY = {THE_CLOCK: "By its date", BY_TABLE: "By a table"}
PAIR, MATCH, PERSON = "pair", "match", "person"
Both = tuple[Person, Person]


def lines(db: orm.Session, several: Sequence[Entry], in_words: InWords) -> Iterator[str]:
    """Show each of these, with everybody it is about read at once."""
    met = {each.id: each.both for each in pairs.these(db, numbers(several, PAIR))}
    matched = {each.id: (each.mentee, each.mentor) for each in reviews.these(db, numbers(several, MATCH))}
    for each in several:
        about = about_whom(each.about, met, matched, in_words)
        act = each.act.replace("_", " ")
        yield f"• {moment(each.at)} · {NOBODY.get(each.by) or mention(each.by)} · {act}{about and f', {about}'}"


def numbers(several: Sequence[Entry], kind: str) -> frozenset[int]:
    """Collect the numbers of what some of these are about."""
    parted = [each.about.partition(":") for each in several]
    return frozenset(int(which) for what, _, which in parted if what == kind and which.isdecimal())


def about_whom(about: str, met: Mapping[int, Both], matched: Mapping[int, Both], in_words: InWords) -> str:
    """Say whom or what one is about, where the act and the program it stands under don't say it."""
    what, _, which = about.partition(":")
    if what == PERSON:
        return mention(which)
    if what in {PAIR, MATCH}:
        both = (met if what == PAIR else matched).get(int(which) if which.isdecimal() else 0)
        return f"the {what} of {listed(mention(each.slack_id) for each in both)}" if both else f"a {what} that is gone"
    if what == Hold.KIND:
        return f"messages about {escape(in_words(which))}"
    return what if what == Hold.EVERYTHING else ""
