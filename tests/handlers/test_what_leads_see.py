"""Every screen, digest and table of a lead: the same with and without what is private, and on hold as paused."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot import reports, safety
from bot.mentoring.answers import Topic
from bot.mentoring.concerns import Concern
from bot.mentoring.enrolments import Part
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import answers, enrolments, pairs, people, programs
from scheduling import digests
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, pairs_up
from tests.handlers.programs import MENTORS, begins, fills, matched
from tests.handlers.test_end import ends
from tests.handlers.test_what_others_see import PRIVATE

pytestmark = pytest.mark.long_story
COMMANDS = ("health", "announced", "lead", "safety", "ahead", "hold", "close", "cohort")
IN_THE_PROGRAM = ("People", "Matches", "Who leads", "What leads did", "Reminders")
IN_THE_MATCHES = ("unmatched", "several_matches", "Give another mentor")
UNSEEN = frozenset({"block_id", "hash", "id", "root_view_id", "previous_view_id", "ts", "state"})
CHANNEL = "CMENTORING"


def test_no_answer_note_or_block_changes_anything_that_a_lead_can_see(office: Office) -> None:
    pair = a_program(office)

    before = dict(everything(office))
    with office.database.begin(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two
        for author in two.both:
            for topic, occasion, item, value in PRIVATE:
                answers.keep(db, two, author.slack_id, topic, occasion, value, office.now(), item=item)
        for topic, item, value in ((Topic.CLOSING, "suggest", "2"), (Topic.CLOSING, "worth", "1")):
            answers.keep(db, two, "UADA", topic, "closing", value, office.now(), item=item)
        people.block(db, "UADA", ["UGRACE"])
    after = dict(everything(office))

    assert "on track" in str(before)
    for screen, shown in before.items():
        assert after[screen] == shown, screen


@pytest.mark.parametrize("days", [30, 8], ids=["a long pause", "a pause that is soon asked about"])
def test_a_pair_with_a_concern_looks_like_any_that_is_paused(office: Office, days: int) -> None:
    pair = a_program(office)
    with office.database.begin(office.workspace) as db:
        paused = pairs.theirs(db, pair, "UADA")
        was = paused.lifecycle
        paused.pause(office.now() + timedelta(days=days), office.now(), by="UADA")
        pairs.record(db, paused, was, by="UADA", cause="pause", now=office.now())
    before = dict(everything(office))

    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        two.resume(office.now())
        pairs.record(db, two, was, by="UADA", cause="resume", now=office.now())
        assert safety.hold(db, two, "concern", office.now(), known_to=())
    after = dict(everything(office))

    assert "paused" in str(before)
    assert "hold" not in after["table"]
    for screen, shown in before.items():
        assert after[screen] == shown, screen


def test_a_concern_in_the_night_is_counted_in_nothing_that_is_to_come(office: Office) -> None:
    pair = a_program(office)
    moves_in(office, "UPRIYA", is_contact=True)
    office.passes(timedelta(hours=12))  # late in the evening
    ines = office.visitor("UINES")
    before = front(ines, "/mentor ahead")

    with office.database.begin(office.workspace) as db:
        two, priya = pairs.theirs(db, pair, "UADA"), people.these(db, ["UPRIYA"])["UPRIYA"]
        raised = Concern(
            workspace=office.workspace, by="UADA", contact=priya.slack_id, raised_at=office.now(), pair_id=pair
        )
        db.add(raised)
        db.flush()
        safety.bring(db, raised, "", "Words.", two, office.now())

    assert front(ines, "/mentor ahead") == before


def test_nobody_reads_in_what_is_to_come_which_of_two_ended_their_pair(office: Office) -> None:
    a_program(office)
    office.passes(timedelta(hours=12))  # late in the evening: the other one hears it in the morning

    ends(office, "UADA", reason="fit").waits_for("has ended.")

    told = str(front(office.visitor("UINES"), "/mentor ahead"))
    assert "somebody's own" in told
    assert "a pair that has ended" not in told


def a_program(office: Office) -> int:
    """Let Ines lead a program with one pair that meets, and one in review; everything that was to be said has been."""
    in_review = begins(office, Step.MATCHING, name="Autumn")
    fills(office, in_review)
    with office.database.begin(office.workspace) as db:
        people.block(db, "UHANA", MENTORS)  # so that somebody is without a match
    matched(office, in_review)
    number = begins(office, Step.LAUNCH)
    pair = pairs_up(office, met_days_ago=2)
    moves_in(office, "UINES", is_lead=True)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        two.program_id = number
        program = programs.one(db, number)
        assert program
        for person, part in ((two.mentee, Part.MENTEE), (two.mentor, Part.MENTOR)):
            enrolments.enrol(db, program, person, part, office.now())
    everything_arrives(office)
    return pair


def everything(office: Office) -> Iterator[tuple[str, Any]]:
    """Look at all there is for a lead."""
    ines = office.visitor("UINES")
    for line in COMMANDS:
        yield line, front(ines, f"/mentor {line}")
    for label in IN_THE_PROGRAM:
        ines.types("/mentor cohort", CHANNEL)
        ines.clicks("Open")
        page = shown(ines.modal())
        ines.clicks(label)
        yield f"program: {label}", [page, shown(ines.modal())]
        ines.closes(everything=True)
    for label in IN_THE_MATCHES:
        ines.types("/mentor cohort", CHANNEL)
        ines.clicks("Open the program Autumn")
        ines.clicks("Matches")
        review = shown(ines.modal())
        ines.clicks(label)
        yield f"matches: {label}", [review, shown(ines.modal())]
        ines.closes(everything=True)
    ines.types("/mentor health", CHANNEL)
    for label in ("Charts", "Nudges", "open_worklist"):
        ines.clicks(label)
        yield f"health: {label}", shown(ines.modal() or ines.messages(CHANNEL)[-2:])
    ines.closes(everything=True)
    ines.opens_home()
    yield "home", shown(ines.home())
    with office.database.look(office.workspace) as db:
        report = reports.gather(db, office.now(), reports.sight_of(db, "UINES"))
    yield "table", reports.pairs_sheet(report)
    yield "figures", reports.figures_sheet(report.figures)
    yield "digest", shown(digests.of_the_week(report).payload)
    yield "report", shown(digests.of_the_month(report, office.now().date()).payload)


def front(ines: Visitor, line: str) -> Any:  # noqa: ANN401 - whatever Slack shows
    """Type a command, and give what it shows."""
    ines.types(line, CHANNEL)
    if not (view := ines.modal()):
        return shown(ines.messages(CHANNEL)[-1])
    ines.closes(everything=True)
    return shown(view)


def shown(what: Any) -> Any:  # noqa: ANN401 - whatever Slack shows
    """Leave out what Slack adds by itself."""
    return json.loads(json.dumps(what), object_hook=lambda each: {k: v for k, v in each.items() if k not in UNSEEN})
