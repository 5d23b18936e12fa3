"""A cohort of a dozen, from a table to the archive: whatever a screen counts is what the database holds."""

import re
from pathlib import Path

import pytest

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Step
from bot.store import outcomes_of_programs, programs
from tests.cohort_story import NEVER_JOIN, CohortStory, told
from tests.crowds import is_mentor

pytestmark = pytest.mark.long_story

PEOPLE = 12
CHARTED, WEEKLY = "*Sessions held, by week:*", re.compile(r": (\d+)")


def test_a_cohort_from_a_table_to_the_archive(tmp_path: Path) -> None:
    with told(tmp_path, PEOPLE) as story:
        tells(story)


def tells(story: CohortStory) -> None:
    """Tell it, and look at every screen on the way."""
    joined = [int(each[2:]) for each in story.ids[:-NEVER_JOIN]]
    mentors = sum(is_mentor(number) for number in joined)
    mentees = len(joined) - mentors
    story.lead_opens_a_draft()
    story.a_table_comes()
    story.enrolment_opens()
    story.at_the_program()
    assert f"{mentees} mentees and {mentors} mentors, with {2 * mentors} free places" in story.shown()
    assert f"{NEVER_JOIN} on the list haven't joined mentoring yet" in story.shown()
    story.lead.clicks("People")
    story.lead.waits_for(f"{len(story.ids)} people")

    story.some_wish()
    story.matches_are_made()
    numbers = story.numbers()
    assert numbers.approved + numbers.unmatched == mentees
    assert "is with" not in "".join(str(message["text"]) for message in story.visitor(story.ids[1]).dm())
    story.at_the_program()
    assert f"0 to review, {numbers.approved} approved" in story.shown()
    story.it_launches()
    assert story.states() == {Lifecycle.INITIATING: numbers.approved}
    assert story.numbers().launched == numbers.approved
    story.at_the_program()
    assert f"Getting started: {numbers.approved} pairs" in story.shown()

    story.they_meet()
    story.days_pass(Step.MIDPOINT)
    assert charted(story) == held(story) == story.sessions
    story.days_pass(Step.CLOSE)
    assert story.states() == {Lifecycle.WINDING_DOWN: numbers.approved}
    certificates_are_sent(story)
    story.days_pass(Step.ARCHIVE)
    assert held(story) == story.sessions
    story.at_the_program()
    assert f"{mentees} mentees and {mentors} mentors took part" in story.shown()
    assert f"{numbers.approved} of them met, in {story.sessions} sessions" in story.shown()
    assert "Matches" not in str(story.lead.modal())
    assert story.numbers().mentees == 0


def held(story: CohortStory) -> int:
    """Count the sessions as they are kept."""
    with story.bot.database.look(story.bot.workspace) as db:
        return int(outcomes_of_programs.report(db, programs.every(db, over=True)[0], story.now())["sessions"])


def charted(story: CohortStory) -> int:
    """Add up the sessions that the lead's charts show week by week."""
    story.lead.types("/mentor health")
    story.lead.waits_for("How mentoring is going")
    story.lead.clicks("Charts")
    shown = str(story.lead.waits_for(CHARTED))
    return sum(map(int, WEEKLY.findall(shown.partition(CHARTED)[2].partition(".")[0])))


def certificates_are_sent(story: CohortStory) -> None:
    """Let the lead thank everybody, twice by mistake."""
    story.at_the_program()
    story.lead.clicks("Send certificates")
    story.lead.waits_for("people will get theirs, in their own hours")
    story.lead.clicks("Send certificates")
    story.lead.waits_for("Nobody new has met since.")
