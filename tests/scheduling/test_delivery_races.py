"""Several senders at once: every letter is said by one of them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.blocks import Message
from bot.mentoring.letters import LetterState
from bot.slack import Posted
from bot.store import outbox
from bot.store.database import Database
from bot.store.outcomes import Held, Said, record, record_these
from bot.store.tables.letters import letters as rows
from scheduling.delivery import deliver, tidy
from tests.examples import MONDAY, TEAM, ada
from tests.fakes import FakeSlack
from tests.scheduling.mailroom import LONG_ENOUGH, Mailroom, everywhere

WORKERS = 3
LETTERS = 24


@pytest.mark.parametrize("workspaces", [1, LETTERS])
def test_senders_that_race_say_every_letter_once(mailroom: Mailroom, workspaces: int) -> None:
    with mailroom.database.everywhere() as db:
        db.add_all([ada(workspace=f"T9{number}", slack_id=f"U{number}") for number in range(workspaces)])
    for number in range(LETTERS):
        place = number % workspaces
        mailroom.write(workspace=f"T9{place}", to=f"U{place}", key=f"{number}")
    start = threading.Barrier(WORKERS)

    def work() -> None:
        database = Database(mailroom.database.url.render_as_string(hide_password=False))
        start.wait()
        for _ in range(LETTERS):
            deliver(database, everywhere(mailroom.slack), mailroom.clock, mailroom.still_true)
            mailroom.clock.advance(timedelta(seconds=1))
        database.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        for worker in [workers.submit(work) for _ in range(WORKERS)]:
            worker.result()

    assert sorted(stored.letter for stored in mailroom.slack.log) == list(range(1, LETTERS + 1))


def test_a_sender_that_comes_back_late_still_tells_that_it_said_it(mailroom: Mailroom) -> None:
    written = mailroom.write()
    with mailroom.database.everywhere() as db:
        (mine,) = outbox.claim(db, mailroom.clock())
    tidy(mailroom.database, mailroom.clock.advance(LONG_ENOUGH))

    with mailroom.database.begin(TEAM) as db:
        record(db, mine, Said("DUADA", "1.0"), mailroom.clock())

    assert mailroom.found(written).state is LetterState.SENT


def test_of_several_that_come_back_those_that_are_still_ours_are_kept_and_the_rest_is_told(
    mailroom: Mailroom, caplog: pytest.LogCaptureFixture
) -> None:
    several = [mailroom.write(key=to, to=to) for to in ("UADA", "UMEI", "UINES")]
    with mailroom.database.everywhere() as db:
        claimed = [each for _ in several for each in outbox.claim(db, mailroom.clock())]
        taken = next(each for each in claimed if each.to == "UMEI")
        db.execute(sa.update(rows).where(rows.c.id == taken.id).values(lease="somebody else's", state="unsure"))

    with mailroom.database.everywhere() as db:
        record_these(db, [(each, Said(f"D{each.to}", "1.0"), MONDAY) for each in claimed])

    kept = [mailroom.found(each) for each in several]
    assert [each.state for each in kept] == [LetterState.SENT, LetterState.UNSURE, LetterState.SENT]
    assert [each.channel for each in kept] == ["DUADA", None, "DUINES"]
    assert {each.sent_at for each in kept} == {MONDAY, None}
    assert "1 of letters [1, 2, 3] came back too late" in caplog.text


def test_a_sender_that_comes_back_late_does_not_undo_what_another_did(mailroom: Mailroom) -> None:
    written = mailroom.write()
    with mailroom.database.everywhere() as db:
        (mine,) = outbox.claim(db, mailroom.clock())
    mailroom.later()

    with mailroom.database.begin(TEAM) as db:
        record(db, mine, Held(mailroom.clock()), mailroom.clock())

    assert mailroom.found(written).state is LetterState.SENT


def test_a_clock_that_jumps_ahead_takes_no_letter_from_whoever_is_saying_it(mailroom: Mailroom) -> None:
    written = mailroom.write()
    slack, lost = mailroom.slack, []

    class Jumping(FakeSlack):
        """A Slack during whose answer the clock of this machine is set an hour ahead."""

        def post(self, to: str, message: Message, letter: int) -> Posted:
            lost.append(tidy(mailroom.database, mailroom.clock.advance(timedelta(hours=1))))
            return slack.post(to, message, letter)

    deliver(mailroom.database, everywhere(Jumping(mailroom.clock)), mailroom.clock, mailroom.still_true)
    mailroom.later()

    assert lost == [0]
    assert slack.copies(written.id) == 1
    assert mailroom.found(written).state is LetterState.SENT
