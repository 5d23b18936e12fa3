"""A cohort from a table to the archive, told by pressing buttons: a dozen people in the suite, or any number.

python -m tests.cohort_story 300
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.app import Bot
from bot.mentoring.enrolments import Numbers
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Program, Step
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.settings import Settings
from bot.store import outcomes_of_programs, people, program_numbers, programs, proposals
from bot.store.tables.letters import letters
from tests.crowds import LEAD, company, is_mentor
from tests.guests import Guest, unhurried
from tests.places import AT_ANY_PACE, UNHURRIED

TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
TOPICS = ("sql", "public speaking", "negotiation", "python", "interviewing")
NEVER_JOIN = 2
MATCHED_WITHIN = 60.0
LONGEST = 5000
"""Ticks until everything has arrived; a story that needs more is stuck."""
PASTED = 150
"""Lines at once: a field holds three thousand characters."""
YEAR, EVERY, ENDS_AFTER = 60, 8, 35 + 70
"""Weeks, weeks, and days: ten weeks after launch it ends."""


class CohortStory:
    """One company, one bot, one cohort, and a clock that moves when told to."""

    def __init__(self, place: Path, people: int) -> None:
        self._base, self.sessions = TUESDAY, 0
        self.ids = [each.id for each in company(people).people if each.id.startswith("UP")]
        self.playground = Playground(now=lambda: self._base, port=0, company=company(people), patience=UNHURRIED)
        self.playground.start()
        settings = Settings(
            slack_bot_token=self.playground.bot_token,
            slack_app_token=self.playground.app_token,
            slack_api_url=self.playground.api_url,
            database_url=f"sqlite:///{place / 'cohort.db'}",
        )
        self.bot = unhurried(Bot(settings, self.playground.clock.now, pace=AT_ANY_PACE))
        self.bot.open()
        self.lead = self.visitor(LEAD)
        self.lead.waits_for(lambda: bool(self.lead.state()["bot_connected"]))

    def visitor(self, slack_id: str) -> Visitor:
        """Be somebody."""
        return Guest(self.playground, self.bot, slack_id)

    def now(self) -> datetime:
        """Tell the time in the story."""
        return self.playground.clock.now()

    def close(self) -> None:
        """Lock up."""
        self.bot.stop()
        self.playground.stop()

    def passes(self, by: timedelta) -> None:
        """Let time pass, and let the bot notice."""
        self._base += by
        self.bot.wake()

    def everything_arrives(self) -> None:
        """Let the bot say all it has to say now: it says two things a second."""
        self.bot.wake()
        for _ in range(LONGEST):
            if not self.waiting():
                return
            self._base += timedelta(seconds=2)
            self.bot.jobs.deliver()
        raise AssertionError("there is always more to say")

    def waiting(self) -> int:
        """Count what could be said now."""
        due = (letters.c.state.in_([LetterState.DUE, LetterState.UNSURE]), letters.c.due_at <= self.now())
        with self.bot.database.survey() as db:
            return db.scalar(sa.select(sa.func.count()).select_from(letters).where(*due)) or 0

    def program(self) -> Program:
        """Read the cohort as it is kept."""
        with self.bot.database.look(self.bot.workspace) as db:
            return programs.every(db, over=True)[0]

    def numbers(self) -> Numbers:
        """Count the cohort as it is kept."""
        with self.bot.database.look(self.bot.workspace) as db:
            return program_numbers.of(db, programs.every(db, over=True)[0], self.now())

    def states(self) -> dict[Lifecycle, int]:
        """Count its pairs as they are kept."""
        with self.bot.database.look(self.bot.workspace) as db:
            return outcomes_of_programs.states(db, programs.every(db, over=True)[0].id)

    # What people do, in the order in which they do it.

    def lead_opens_a_draft(self) -> None:
        """Let the lead begin: whoever runs the workspace and comes first leads."""
        self.lead.types("/mentor join")
        self.lead.types("/mentor cohort")
        self.lead.waits_for("No program yet")
        self.lead.clicks("New program")
        self.lead.waits_for("What is it called?")
        ends = self.now().date() + timedelta(days=ENDS_AFTER)
        self.lead.fills({"What is it called?": "Spring cohort", "It ends on": ends.isoformat()}).submits()
        self.lead.waits_for("This is a draft")

    def a_table_comes(self) -> None:
        """Let the lead paste a table of everybody, in as many parts as a window takes, and look at it before."""
        for at in range(0, len(self.ids), PASTED):
            rows = [
                f"{each},{'mentor' if is_mentor(int(each[2:])) else 'mentee'}" for each in self.ids[at : at + PASTED]
            ]
            self.at_the_program()
            self.lead.clicks("Take in a table")
            self.lead.waits_for("You see what would change before anything does.")
            self.lead.fills({"table": "\n".join(["slack_id,role", *rows]), "program": "Spring cohort"}).submits()
            self.lead.waits_for(f"*{len(rows)} good lines, 0 lines to look at.*", within=MATCHED_WITHIN)
            self.lead.submits()
            self.lead.waits_for(f"New on the list of *Spring cohort*: {len(rows)}.", within=MATCHED_WITHIN)

    def enrolment_opens(self) -> None:
        """Let the lead open enrolment, and everybody but two take part by a button."""
        self.at_the_program()
        self.lead.clicks("Open enrolment")
        self.lead.waits_for("The program is at enrolment now")
        for slack_id in self.ids[:-NEVER_JOIN]:
            self.takes_part(slack_id)

    def takes_part(self, slack_id: str) -> None:
        """Let somebody say what they want or offer."""
        somebody, number = self.visitor(slack_id), int(slack_id[2:])
        somebody.types("/mentor enrol")
        somebody.waits_for("Programs here")
        somebody.clicks("My part")
        somebody.waits_for("How would you like to take part?")
        topic = TOPICS[number // 3 % len(TOPICS)]
        if is_mentor(number):
            answers = {"part": "I'd like to mentor", "topics": topic, "room": "2 mentees"}
        else:
            answers = {"part": "I'd like a mentor", "wants": topic}
        somebody.fills(answers).submits()
        somebody.waits_for("You take part in")
        somebody.closes(everything=True)

    def some_wish(self) -> None:
        """Let the first mentee wish for two mentors, and for somebody who is none."""
        mentee = self.visitor(self.ids[1])
        mentee.types("/mentor enrol")
        mentee.clicks("My part")
        mentee.waits_for("Wish for mentors")
        mentee.clicks("Wish for mentors")
        mentee.waits_for("Whom do you wish for")
        assert "mentors" in mentee.fills({"mentors": [self.ids[2]]}).submits()["errors"]
        mentee.fills({"mentors": [self.ids[3], self.ids[0]]}).submits()
        mentee.waits_for("Kept, in this order")
        mentee.closes(everything=True)

    def matches_are_made(self) -> None:
        """Let the lead match, look, keep one together, reject one, match again, and approve the rest."""
        self.at_the_program()
        self.lead.clicks("Begin matching")
        self.lead.waits_for("The program is at matching now")
        self.lead.clicks("Matches")
        self.lead.waits_for("No match was made yet")
        self.lead.clicks("Match")
        self.lead.waits_for("to review, 0 approved", within=MATCHED_WITHIN)
        self.lead.clicks("Keep together")
        self.lead.waits_for("Kept together, also when you match again")
        self.lead.clicks("Reject")
        self.lead.waits_for("Rejected: those two won't be matched")
        self.lead.clicks("Match again")
        self.lead.waits_for(
            lambda: self.numbers().rejected == 0 and self.program().matching_since is None, within=MATCHED_WITHIN
        )
        self.at_the_matches()
        self.lead.clicks("approve_rest")
        self.lead.waits_for("approved.")

    def it_launches(self) -> None:
        """Let the lead launch, twice by mistake, and everybody say yes."""
        self.at_the_program()
        self.lead.clicks("program_step")
        self.lead.waits_for("are being brought to both people")
        self.everything_arrives()
        for _ in range(len(self.ids) // 20 + 2):
            self.bot.wake()
        self.everything_arrives()
        for slack_id in self.ids[:-NEVER_JOIN]:
            self.says_yes(slack_id)

    def says_yes(self, slack_id: str) -> None:
        """Let somebody accept whatever is proposed to them."""
        while left := self.proposed_to(slack_id):
            somebody = self.visitor(slack_id)
            somebody.clicks("Accept")
            somebody.waits_for(lambda: self.proposed_to(slack_id) < left, within=MATCHED_WITHIN)

    def proposed_to(self, slack_id: str) -> int:
        """Count what somebody hasn't answered."""
        with self.bot.database.look(self.bot.workspace) as db:
            return len(proposals.waiting_for(db, people.these(db, [slack_id])[slack_id]))

    def they_meet(self) -> None:
        """Let every pair that is under way meet: the mentee notes it, or the mentor, or both, and once is once."""
        with self.bot.database.look(self.bot.workspace) as db:
            several = outcomes_of_programs.live(db, programs.every(db, over=True)[0].id)
            met = [(each.mentee.slack_id, each.mentor.slack_id, each.held) for each in several if each.meets]
        for number, (mentee, mentor, before) in enumerate(met):
            on = self.now().date() - timedelta(days=1 if before else 0)
            notes = ((mentee, mentor), (mentor, mentee))
            for who, whom in (notes[:1], notes[1:], notes)[number % 3]:
                self.notes_session(who, whom, on)
            self.sessions += 1

    def notes_session(self, who: str, whom: str, on: date) -> None:
        """Let somebody note a session, by the command and a day."""
        somebody = self.visitor(who)
        somebody.types(f"/mentor log <@{whom}> {on.isoformat()}")
        somebody.submits()
        somebody.waits_for(f"Noted: you and <@{whom}> met on")
        somebody.closes(everything=True)

    def days_pass(self, until: Step) -> None:
        """Let the weeks go by until the program has come to a step by itself; whoever is a pair meets now and then."""
        for week in range(YEAR):
            if self.program().step is until:
                return
            self.passes(timedelta(days=7))
            if week % EVERY == 0:
                self.they_meet()
        raise AssertionError(f"it never came to {until}")

    def at_the_program(self) -> None:
        """Open the program's page."""
        while self.lead.modal():
            self.lead.closes(everything=True)
        self.lead.types("/mentor cohort")
        self.lead.waits_for("What leads do is kept for two years")
        self.lead.clicks("Open")
        self.lead.waits_for("All programs")

    def at_the_matches(self) -> None:
        """Open the matches."""
        self.at_the_program()
        self.lead.clicks("Matches")
        self.lead.waits_for("Nobody is told of a match before launch")

    def shown(self) -> str:
        """Read what the lead's window says."""
        view = self.lead.modal()
        assert view is not None
        return "\n".join(said(block) for block in view["blocks"])


def said(block: Any) -> str:  # noqa: ANN401 - a block as Slack has it
    """Read a block."""
    if block["type"] in {"section", "header"}:
        return str(block["text"]["text"])
    return " ".join(str(each.get("text", "")) for each in block.get("elements", ()) if block["type"] == "context")


@contextmanager
def told(place: Path, people: int) -> Iterator[CohortStory]:
    """Open a story, and lock up after it."""
    story = CohortStory(place, people)
    try:
        yield story
    finally:
        story.close()


def tell(people: int) -> None:
    """Tell the whole story of so many, and say how it went."""
    from tests.test_story_cohort import tells  # noqa: PLC0415 - the test reads this module first

    with tempfile.TemporaryDirectory() as place, told(Path(place), people) as story:
        tells(story)
        sys.stdout.write(f"{people} people: {story.program().report}\n")


if __name__ == "__main__":
    tell(int(sys.argv[1]))
