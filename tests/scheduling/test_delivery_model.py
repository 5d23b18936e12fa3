"""Whatever goes wrong, in whatever order: nobody reads a letter twice, and every letter is accounted for."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.mentoring.letters import GRACE, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.slack import Posted, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store.database import Database
from bot.store.schema import metadata
from tests.fakes import After, FakeSlack, Late, Trouble
from tests.scheduling.mailroom import Crash, Mailroom

pytestmark = pytest.mark.long_story
READERS = ("UADA", "UMEI", "UINES")
OUTCOMES: tuple[Trouble | None, ...] = (
    None,
    SlackIsBusy(5),
    SlackIsSilent(),
    After(SlackIsSilent()),
    Late(),
    SlackSaidNo("channel_not_found"),
    Crash(),
    After(Crash()),
)
SEARCHES: tuple[Trouble | None, ...] = (None, SlackIsBusy(60), SlackIsSilent(), Crash(), After(Crash()))
ACCOUNTED = {LetterState.SENT: {1}, LetterState.DEAD: {0}}


class BlindSlack(FakeSlack):
    """A Slack whose history shows nothing, so that whoever trusts it says things again."""

    def find(self, channel: str, letter: int, since: datetime) -> Posted | None:
        """Find nothing, ever."""
        return None


class Deliveries(RuleBasedStateMachine):
    """Letters are written, carried, lost, found and abandoned, in every order."""

    def __init__(self, database: Database, kind: type[FakeSlack]) -> None:
        super().__init__()
        with database.everywhere() as db:
            for table in reversed(metadata.sorted_tables):
                db.execute(sa.delete(table))
        self.mailroom = Mailroom(database)
        self.mailroom.slack = self.slack = kind(self.mailroom.clock)
        self.written: list[Letter] = []
        self.landed_at = self.mailroom.clock()

    @rule(to=st.sampled_from(READERS), class_=st.sampled_from([Class.NUDGE, Class.TRANSACTIONAL]))
    def somebody_has_something_to_say(self, to: str, class_: Class) -> None:
        key = f"check_in:{to}:{len(self.written)}"
        self.written.append(self.mailroom.write(to=to, key=key, class_=class_, due_at=self.mailroom.clock()))

    @rule(posts=st.lists(st.sampled_from(OUTCOMES), max_size=2), finds=st.lists(st.sampled_from(SEARCHES), max_size=1))
    def letters_are_carried(self, posts: list[Trouble | None], finds: list[Trouble | None]) -> None:
        self.slack.plan("post", *posts)
        self.slack.plan("find", *finds)
        self.survive(timedelta(0))

    @rule(seconds=st.sampled_from([1, 5, 30]))
    def time_passes(self, seconds: int) -> None:
        self.survive(timedelta(seconds=seconds))

    @rule()
    def much_time_passes(self) -> None:
        self.survive(2 * GRACE)

    def survive(self, by: timedelta) -> None:
        """Go on, whether or not the process ends on the way. What is late lands within the time of grace."""
        if self.mailroom.clock() + by - self.landed_at > GRACE / 2:
            self.slack.land()
            self.landed_at = self.mailroom.clock()
        try:
            self.mailroom.later(by)
        except Crash:
            self.mailroom.clock.advance(timedelta(seconds=1))

    @invariant()
    def nobody_reads_a_letter_twice(self) -> None:
        assert all(self.slack.copies(letter.id) <= 1 for letter in self.written)

    def teardown(self) -> None:
        self.slack.forget_plans()
        self.mailroom.drain()
        for letter in self.written:
            assert self.slack.copies(letter.id) in ACCOUNTED[self.mailroom.found(letter).state]


EXAMPLES = settings(stateful_step_count=25, suppress_health_check=list(HealthCheck))


def test_every_letter_is_said_once_or_accounted_for(mailroom: Mailroom) -> None:
    run_state_machine_as_test(
        lambda: Deliveries(mailroom.database, FakeSlack),  # type: ignore[arg-type]  # whatever makes a machine will do
        settings=settings(EXAMPLES, max_examples=30),
    )


def test_without_the_search_somebody_reads_a_letter_twice(mailroom: Mailroom) -> None:
    searching_less = settings(EXAMPLES, max_examples=500, phases=[Phase.generate], database=None)

    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(
            lambda: Deliveries(mailroom.database, BlindSlack),  # type: ignore[arg-type]  # as above
            settings=searching_less,
        )
