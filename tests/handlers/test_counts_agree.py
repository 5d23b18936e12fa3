"""Every number a lead sees, at each turn of a cohort with awkward people in it, is what the database counts."""

import csv
import io
import re
from datetime import timedelta

from bot import reports
from bot.mentoring.enrolments import Part, Review
from bot.mentoring.people import Standing
from bot.mentoring.programs import Kind, Step
from bot.playground.client import Visitor
from bot.store import enrolments, outcomes_of_programs, pairs, people, programs, proposals
from scheduling import digests
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.counting import (
    HERE,
    LOOKED_AFTER,
    MINE,
    NEVER,
    NOBODY_LOOKS,
    OF_PROGRAM,
    ON_LIST,
    UNMET,
    Counted,
)
from tests.handlers.programs import MENTEES, MENTORS, begins, fills, looks, matched, opens

MONTH = timedelta(days=30)
GONE_BY_THEN = frozenset({"UDANIEL", "UVALE"})
ONLY = {"proposed": "To review", "approved": "Approved", "rejected": "Rejected", "launched": "Launched"}


def test_the_counts_on_every_screen_agree_with_the_database_from_the_match_to_the_second_launch(office: Office) -> None:
    number = an_awkward_cohort(office)
    mia = opens(office)
    matched(office, number)
    in_the_matches(mia)
    mia.clicks("Reject")
    mia.clicks("Keep together")
    mia.clicks("Approve")
    assert "2 matches" in launches(office, mia, "program_step")
    all_agree(office, mia, number)

    comes_and_goes(office, number)
    in_the_matches(mia)
    assert mia.sees("1 joined and 2 left since this match was made. *Match again* goes by who takes part now.")
    for slack_id in asked_and_staying(office, number):
        office.visitor(slack_id).clicks("Accept")
    matched(office, number)
    in_the_matches(mia)
    assert not mia.sees("since this match was made")
    assert not mia.sees("can't be matched.")
    assert mia.sees("2 launched")
    all_agree(office, mia, number)
    in_the_matches(mia)
    mia.clicks("approve_rest")
    launches(office, mia, "program_launch")
    assert Counted(office, number).stand("launched") > 2
    time_passes(office, number)
    all_agree(office, mia, number)
    the_previews_agree(mia, Counted(office, number))


def an_awkward_cohort(office: Office) -> int:
    """Fill a cohort with whoever makes counting hard; return its number."""
    other = begins(office, Step.ENROLMENT, Kind.ALWAYS_ON, name="Autumn")
    number = begins(office, Step.MATCHING)
    fills(office, number)
    offers(office, "UJONAS", "sql", level=5, name="Jonas", capacity=3)
    offers(office, "UGRACE", "sql", level=5, name="Grace", capacity=2)
    rests = office.now() + MONTH
    offers(office, "UVALE", "sql", level=5, name="Vale", capacity=2, offering_paused_until=rests)
    offers(office, "UDANIEL", "sql", level=4, name="Daniel", wants=("negotiation",), manager="UELENA")
    learn = {"wants": ("sql",), "level": 2}
    moves_in(office, "UZOE", name="Zoe", **learn)
    moves_in(office, "ULIAM", name="Liam", **learn)
    moves_in(office, "USOFIA", name="Left mentoring", joined_at=None)
    moves_in(office, "UPOOJA", name="Account closed", standing=Standing.GONE)
    moves_in(office, "UTHEO", name="By now a guest", standing=Standing.GUEST)
    moves_in(office, "UJACK", name="Never joined", joined_at=None, welcomed_at=None)
    listed = {"UDANIEL": Part.BOTH, **dict.fromkeys(("UZOE", "USOFIA", "UPOOJA", "UTHEO", "UJACK"), Part.MENTEE)}
    take_part(office, number, listed)
    take_part(office, other, {"UGRACE": Part.MENTOR, "UZOE": Part.MENTEE})
    live_elsewhere(office, other)
    return number


def take_part(office: Office, number: int, several: dict[str, Part]) -> None:
    """Let people stand on a program's list."""
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program is not None
        for slack_id, part in several.items():
            enrolments.enrol(db, program, people.these(db, [slack_id])[slack_id], part, office.now())


def live_elsewhere(office: Office, other: int) -> None:
    """Let Grace have a mentee in the other program already."""
    moves_in(office, "UTIAGO", name="Tiago")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UGRACE", "UTIAGO"])
        pairs.make(db, two["UGRACE"], two["UTIAGO"], "sql", office.now()).program_id = other


def comes_and_goes(office: Office, number: int) -> None:
    """Let somebody join the cohort late, somebody leave it, and an account be closed."""
    take_part(office, number, {"ULIAM": Part.MENTEE})
    moves_in(office, "UDANIEL", standing=Standing.GONE)
    with office.database.begin(office.workspace) as db:
        assert enrolments.leave(db, number, people.these(db, ["UVALE"])["UVALE"])


def time_passes(office: Office, number: int) -> None:
    """Let the pairs that began be a month old: of one nobody has heard, one a lead looks after, and one is paused."""
    for slack_id in (*MENTEES, "UZOE", "ULIAM", *MENTORS):
        for _ in range(asked(office, slack_id)):
            office.visitor(slack_id).clicks("Accept")
    with office.database.begin(office.workspace) as db:
        live = outcomes_of_programs.live(db, number)
        for pair in live:
            pair.started_at = office.now() - MONTH
        looked_after, paused, *_ = live
        looked_after.checked_in_until = office.now() + MONTH
        paused.pause(office.now() + MONTH, office.now(), by=paused.mentee.slack_id)


def asked(office: Office, slack_id: str) -> int:
    """Count the pairs that somebody hasn't answered about."""
    with office.database.look(office.workspace) as db:
        return len(proposals.waiting_for(db, people.these(db, [slack_id])[slack_id]))


def in_the_matches(mia: Visitor) -> None:
    """Open the matches."""
    at_the_program(mia)
    mia.clicks("program_matches")
    mia.waits_for("Nobody is told of a match before launch")


def at_the_program(mia: Visitor) -> None:
    """Open the cohort, which is the newest program."""
    while mia.modal():
        mia.closes(everything=True)
    mia.types("/mentor cohort")
    mia.waits_for("What leads do is kept for two years")
    mia.clicks("Open")
    mia.waits_for("All programs")


def asked_and_staying(office: Office, number: int) -> tuple[str, str]:
    """Name two who were asked and are here still."""
    asked_ = [each for each in looks(office, number) if each.review is Review.LAUNCHED]
    both = [(each.mentee.slack_id, each.mentor.slack_id) for each in asked_]
    return next(two for two in both if GONE_BY_THEN.isdisjoint(two))


def launches(office: Office, mia: Visitor, button: str) -> str:
    """Launch, let everything arrive, and read what the lead is told of it."""
    at_the_program(mia)
    mia.clicks(button)
    mia.waits_for("being brought to both people")
    office.says_all()
    office.says_all()
    return str(mia.dm()[-1]["text"])


def shown(mia: Visitor) -> str:
    """Read a window."""
    return "\n".join(re.findall(r"'text': [\"'](.*?)[\"'][,}]", str(mia.modal()))).replace("\\n", "\n")


def all_agree(office: Office, mia: Visitor, number: int) -> None:
    """Hold every screen to what the database counts."""
    counted = Counted(office, number)
    the_list_and_the_page_agree(mia, counted)
    the_people_agree(mia, counted)
    the_matches_agree(mia, counted)
    the_reports_agree(office, mia, counted)


def the_list_and_the_page_agree(mia: Visitor, counted: Counted) -> None:
    """Hold the list of programs, and the page of one, to the database."""
    mentees, mentors = counted.part("mentee", "both"), counted.part("mentor", "both")
    while mia.modal():
        mia.closes(everything=True)
    mia.types("/mentor cohort")
    mia.waits_for("What leads do is kept for two years")
    assert f"{mentees} mentees, {mentors} mentors" in shown(mia)
    mia.clicks("Open")
    mia.waits_for("All programs")
    page = shown(mia)
    assert f"{mentees} mentees and {mentors} mentors, with {said(counted.free, 'free place')}" in page
    assert f"{counted.one(f'{ON_LIST} AND {NEVER}')} on the list hasn't joined mentoring yet" in page
    gone = counted.one(f"{ON_LIST} AND NOT ({HERE}) AND NOT ({NEVER})")
    assert f"{gone} on the list take part no more" in page
    stand = {review: counted.stand(review) for review in ONLY}
    if any(stand.values()):
        told = "Matches: {proposed} to review, {approved} approved, {rejected} rejected, {launched} launched"
        assert told.format(**stand) in page
        assert f"{counted.without} without a match" in page
    for state, words in {"proposed": "Asked, not both have answered", "initiating": "Getting started"}.items():
        pairs = counted.one(f"FROM pairs WHERE program_id = :program AND lifecycle = '{state}'")
        assert re.findall(rf"{re.escape(words)}: (\d+) pair", page) == [str(pairs)] * bool(pairs)


def the_people_agree(mia: Visitor, counted: Counted) -> None:
    """Hold the list of people to the database."""
    mia.clicks("People")
    mia.waits_for("Search looks into names")
    everybody, never = counted.one(ON_LIST), counted.one(f"{ON_LIST} AND {NEVER}")
    gone = everybody - never - counted.one(f"{ON_LIST} AND {HERE}")
    assert f"{everybody} people: {never} hasn't joined mentoring yet and {gone} take part no more" in shown(mia)
    assert shown(mia).count("<@") == everybody
    assert shown(mia).count("hasn't joined mentoring yet\n") == never
    mia.clicks("Back to the program")
    mia.waits_for("All programs")


def the_matches_agree(mia: Visitor, counted: Counted) -> None:
    """Hold the matches, each way to look at them, and what each mentor carries to the database."""
    mia.clicks("program_matches")
    mia.waits_for("Nobody is told of a match before launch")
    if not counted.one(OF_PROGRAM):
        assert f"{counted.part('mentee', 'both')} mentees, {said(counted.free, 'free place')}" in shown(mia)
        return
    stand = {review: counted.stand(review) for review in ONLY}
    told = "{proposed} to review, {approved} approved, {rejected} rejected, {launched} launched, 0 that couldn't be"
    assert told.format(**stand) in shown(mia)
    assert f"{counted.without} without a match." in shown(mia)
    if counted.without:
        mia.clicks("Without a match")
        mia.waits_for("Change the rules, invite mentors, or match again")
        assert shown(mia).count("<@") >= counted.without
        assert said(counted.without, "mentee") + " without a match" in shown(mia)
        mia.clicks("Back to the matches")
        mia.waits_for("Nobody is told of a match before launch")
    for mentor, carries, places in counted.loads():
        assert re.search(rf"with <@{mentor}>\*.*\n.* {carries} of {said(places, 'place')}", shown(mia))
    for review, label in ONLY.items():
        mia.fills({"only": label}).submits()
        assert shown(mia).count("> with <@") == stand[review], label
    mia.fills({"only": "All"}).submits()
    assert shown(mia).count("> with <@") == sum(stand.values())


def the_previews_agree(mia: Visitor, counted: Counted) -> None:
    """Hold what an announcement and a table would reach to the database."""
    words = {"title": "News", "body": "We begin soon.", "program": "Spring"}
    audiences: dict[str, tuple[str, ...]] = {"Every mentor who joined, in a message": ("mentor", "both")}
    audiences["Everybody who joined, in a message"] = ("mentor", "mentee", "both")
    for audience, parts in audiences.items():
        mia.types("/mentor announce")
        mia.waits_for("What do you want to tell people?")
        mia.fills(words | {"audience": audience}).submits()
        assert f"This is how {counted.part(*parts)} people will see it" in shown(mia)
        mia.closes(everything=True)
    mia.types("/mentor import")
    mia.waits_for("You see what would change before anything does.")
    rows = counted.rows(f"SELECT p.slack_id, e.part {ON_LIST} AND p.standing = 'member'")
    mia.fills({"table": "\n".join(["slack_id,role", *(",".join(row) for row in rows)]), "program": "Spring"}).submits()
    assert f"*{len(rows)} good lines, 0 lines to look at.* 0 new, 0 changed, {len(rows)} as they were." in shown(mia)
    assert "They go onto the list of *Spring*: 0 new on it." in shown(mia)
    mia.submits()
    assert "New on the list of *Spring*: 0." in shown(mia)
    assert counted.one(ON_LIST) == len(rows) + counted.one(f"{ON_LIST} AND p.standing <> 'member'")


def the_reports_agree(office: Office, mia: Visitor, counted: Counted) -> None:
    """Hold health, the worklist, both digests and the tables to the database, and to each other."""
    mia.types("/mentor health", "CMENTORING")
    mia.waits_for("How mentoring is going")
    said_ = str(mia.messages("CMENTORING")[-1]["text"])
    with office.database.look(office.workspace) as db:
        report = reports.gather(db, office.now(), reports.sight_of(db, "UMIA"))
    week, month = digests.of_the_week(report).text, digests.of_the_month(report, office.now().date()).text
    need, cared = (counted.one(f"{UNMET} AND {which}") for which in (NOBODY_LOOKS, LOOKED_AFTER))
    told = f"{said(need, 'pair')} {'needs' if need == 1 else 'need'} a person." if need else reports.NOBODY
    told += f" Leads look after {said(cared, 'pair')} already." if cared else ""
    mia.clicks(f"Needs a person ({need})")
    mia.waits_for("From states and dates alone")
    assert all(told in each for each in (said_, week, month, shown(mia)))
    assert "check-in" not in f"{said_}{week}{month}"
    mia.closes(everything=True)
    paused = counted.one(f"FROM pairs WHERE {MINE} AND lifecycle = 'paused'")
    proposed = counted.one(f"FROM pairs WHERE {MINE} AND lifecycle = 'proposed'")
    for state, many in {"paused": paused, "proposed": proposed}.items():
        counts = [re.findall(rf"(\d+) {state}", each) for each in (said_, week, month)]
        assert counts == [[str(many)] * bool(many)] * len(counts)
    assert f"*Places:* {counted.free_anywhere()} for " in said_
    table = list(csv.DictReader(io.StringIO(reports.pairs_sheet(report).removeprefix("\ufeff"))))
    assert len(table) == counted.one(f"FROM pairs WHERE {MINE}")
    assert sum(bool(row["needs_a_person"]) for row in table) == need


def said(number: int, what: str) -> str:
    """Count as people do."""
    return f"{number} {what}{'' if number == 1 else 's'}"
