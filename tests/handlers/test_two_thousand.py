"""Two thousand people: every screen a lead has is one that Slack takes, and what is on it can be found."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from bot.mentoring.enrolments import Part, Review
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Stagehand, Visitor
from bot.store import people, program_numbers
from bot.store.tables.matches import match_pairs, match_runs
from bot.store.tables.pairs import pairs
from bot.store.tables.people import people as people_rows
from bot.store.tables.programs import enrolments as enrolment_rows
from tests.benchmarks.crowd import PAIR, SOMEBODY, write
from tests.examples import MONDAY
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, kept, opens

FIRST, MENTORS, MENTEES, LIVE, ALONE = 1000, 700, 1300, 600, 400
NAME = "Bartholomew-Alexander von Hohenstein-Württemberg"


def test_every_screen_of_a_lead_is_one_that_slack_takes(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    crowd(office, number)
    mia = opens(office)
    assert mia.sees(f"{MENTEES} mentees and {MENTORS} mentors")

    looks_at_people(mia)
    goes_through_matches(office, mia, number)
    looks_at_settings(mia)
    announces(mia)
    looks_at_figures(mia)

    stagehand = Stagehand(office.playground.url)
    assert [entry for entry in stagehand.traffic() if not entry["ok"]] == []
    assert mia.toasts() == []


def looks_at_people(mia: Visitor) -> None:
    """Leaf through everybody, and find one of them."""
    mia.clicks("People")
    mia.waits_for(f"{MENTEES + MENTORS} people")
    for _ in range(2):
        mia.clicks("After")
        mia.waits_for("Leave it empty to see everybody")
    mia.fills({"search": "1777"}).submits()
    mia.waits_for("1 person with “1777” in their name")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")


def goes_through_matches(office: Office, mia: Visitor, number: int) -> None:
    """Decide about many at once, by name and by points, and take it back."""
    mia.clicks("Matches")
    mia.waits_for(f"{MENTEES} to review")
    mia.clicks("After")
    mia.waits_for("Before")
    mia.clicks("Several at once")
    mia.waits_for("What should become of them?")
    assert "picked" in mia.submits()["errors"]
    offered = mia.offers("picked", "hohenstein")
    assert len(offered) == 100
    mia.fills({"picked": offered}).submits()
    mia.waits_for("100 matches approved.")
    mia.clicks("undo_several")
    mia.waits_for("100 matches back to where they stood before.")

    mia.clicks("Several at once")
    mia.waits_for("What should become of them?")
    mia.fills({"act": "Reject", "which": "Those with fewer points than the number below"})
    assert "points" in mia.submits()["errors"]
    mia.fills({"points": "40"}).submits()
    mia.waits_for(f"{MENTEES * 4 // 10} matches rejected.")
    mia.clicks("approve_rest")
    mia.waits_for("matches approved.")
    with office.database.look(office.workspace) as db:
        told = program_numbers.of(db, kept(office, number), office.now())
    assert (told.proposed, told.approved, told.rejected) == (0, MENTEES * 6 // 10, MENTEES * 4 // 10)
    mia.clicks("Without a match")
    mia.waits_for(f"{ALONE + (MENTEES - ALONE) * 4 // 10} mentees without a match.")
    mia.clicks("After")
    mia.waits_for("Before")
    mia.clicks("Back to the matches")
    mia.waits_for("Several at once")
    mia.clicks("Back to the program")
    mia.waits_for("All programs")


def looks_at_settings(mia: Visitor) -> None:
    """Open everything that can be set, and go back."""
    for label, shown in (("Dates", "Launch is always yours"), ("Rules", "Who suits whom")):
        mia.clicks(label)
        mia.waits_for(shown)
        mia.closes(everything=True)
        mia.types("/mentor cohort")
        mia.waits_for("What leads do is kept for two years")
        mia.clicks("Open")
        mia.waits_for("All programs")
    for label, shown in (
        ("Reminders", "Fixed, because"),
        ("Who leads", "Whom concerns can be brought to"),
        ("What leads did", "newest first"),
    ):
        mia.clicks(label)
        mia.waits_for(shown)
        mia.clicks("Back to the program")
        mia.waits_for("All programs")


def announces(mia: Visitor) -> None:
    """Write to everybody, up to the preview."""
    mia.clicks("Announce")
    mia.waits_for("What do you want to tell people?")
    mia.fills({"title": "Spring", "body": "Come and see.", "audience": "everybody"}).submits()
    mia.waits_for("As a mentee sees it:")
    mia.closes(everything=True)


def looks_at_figures(mia: Visitor) -> None:
    """Look at how it goes, who needs a person, what comes, and who leads."""
    mia.types("/mentor health", "CMENTORING")
    mia.waits_for("How mentoring is going")
    mia.clicks("Charts")
    mia.waits_for("*Time to the first session, in pairs:*")
    mia.clicks("Nudges")
    mia.waits_for("What nudging changes")
    mia.clicks(f"Needs a person ({LIVE})")
    mia.waits_for(f"{LIVE} pairs need a person.")
    mia.clicks("More")
    mia.waits_for("Page 2 of")
    mia.clicks("I'll check in")
    mia.waits_for(f"{LIVE - 1} pairs need a person.")
    mia.closes(everything=True)
    for line in ("cohort", "ahead", "hold", "announced", "lead", "safety", "close", "export"):
        mia.types(f"/mentor {line}", "CMENTORING")
        while mia.modal():
            mia.closes(everything=True)
    mia.opens_home()
    mia.waits_for("Leading the program")


def crowd(office: Office, number: int) -> None:
    """Let two thousand take part, all of their mentees be matched, and six hundred be pairs who never met."""
    with office.database.begin(office.workspace) as db:
        mia = people.these(db, ["UMIA"])["UMIA"]
        mia.is_lead = True
    mentors, mentees = (range(FIRST, FIRST + MENTORS), range(FIRST + MENTORS, FIRST + MENTORS + MENTEES))
    of = {"workspace": office.workspace}
    with office.database.engine.begin() as connection:
        write(connection, people_rows, (somebody(each, mentors=each in mentors) | of for each in (*mentors, *mentees)))
        taking = {"program_id": number, "enrolled_at": MONDAY, "ranks": ()} | of
        parts = [(each, Part.MENTOR) for each in mentors] + [(each, Part.MENTEE) for each in mentees]
        write(connection, enrolment_rows, (taking | {"person_id": each, "part": part} for each, part in parts))
        run = connection.execute(
            sa.insert(match_runs).values(a_run(number) | of).returning(match_runs.c.id)
        ).scalar_one()
        write(connection, match_pairs, (a_match(run, at) | of for at in range(MENTEES)))
        write(connection, pairs, (a_pair(office, at) | of for at in range(LIVE)))
    office.database.tend()


def somebody(number: int, *, mentors: bool) -> dict[str, Any]:
    """Make somebody up, with as long a name as people have."""
    told = {"id": number, "slack_id": f"U{number:08d}", "name": f"{NAME} {number}", "capacity": 2 if mentors else 0}
    return SOMEBODY | told | {"topics": ("sql",) if mentors else (), "wants": () if mentors else ("sql",)}


def a_run(number: int) -> dict[str, Any]:
    """Make a run up that left four hundred alone."""
    why = {"barriers": {"team": 3, "apart": 1}, "possible": 0, "step": "Invite more mentors."}
    left = [why | {"id": f"U{FIRST + MENTORS + at:08d}"} for at in range(ALONE)]
    told = {
        "program_id": number,
        "made_at": MONDAY,
        "by_id": 1,
        "fingerprint": "",
        "policy": {},
        "solver": "",
        "seed": 0,
    }
    return told | {"certificate": {"proven": True}, "unmatched": left, "refused": []}


def a_match(run: int, at: int) -> dict[str, Any]:
    """Make a match up; points go from nothing to ninety, ten at a time."""
    told = {"run_id": run, "mentee_id": FIRST + MENTORS + at, "mentor_id": FIRST + at % MENTORS, "nth": 1, "rank": 1}
    why = {"reasons": ("Teaches sql", "4 hours of the working day in common"), "missing": ("negotiation",)}
    counts = {"score": 500, "points": at % 10 * 10, "parts": {}, "mentor_points": 0, "locked": False}
    return told | why | counts | {"review": Review.PROPOSED}


def a_pair(office: Office, at: int) -> dict[str, Any]:
    """Make a pair up that never met."""
    two = {"mentor_id": FIRST + at, "mentee_id": FIRST + MENTORS + at}
    began = {"started_at": office.now() - timedelta(days=40), "lifecycle": Lifecycle.INITIATING, "held": 0}
    return PAIR | two | began | {"look_at": None}
