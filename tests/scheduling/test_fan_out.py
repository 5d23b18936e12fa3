"""An announcement to many people: a letter each, spread, once, also when the process ends in the middle."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import announcing
from bot.mentoring.brakes import Hold
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.people import Person
from bot.store import announcements, brakes
from bot.store.announcements import Announcement, State
from bot.store.tables.letters import letters as rows
from scheduling import fan_out
from tests.examples import MONDAY, TEAM, ada
from tests.scheduling.mailroom import Crash, Mailroom
from tests.scheduling.test_delivery_crashes import (
    CLAIM,
    LAST_QUESTION,
    RECORD,
    crashing_after_commit,
    crashing_before_commit,
)

CROWD, BATCH = 45, 20
"""More than two batches."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def crowd(mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> Mailroom:
    monkeypatch.setattr(announcing, "AT_ONCE", BATCH)
    with mailroom.database.begin(TEAM) as db:
        db.add_all([ada(slack_id=f"UA{number}", name=f"a{number}") for number in range(CROWD)])
    return mailroom


def announced(mailroom: Mailroom, **otherwise: object) -> int:
    facts = {"by": "UINES", "channel": "", "title": "News", "body": "b", "audience": "everybody", "send_at": MONDAY}
    with mailroom.database.begin(TEAM) as db:
        number = announcements.keep(db, Announcement(**facts | otherwise), MONDAY)  # type: ignore[arg-type]  # any of its fields
        announcements.move(db, number, State.WAITING)
        return number


def to_people(mailroom: Mailroom) -> list[Letter]:
    with mailroom.database.begin(TEAM) as db:
        return list(db.scalars(sa.select(Letter).where(rows.c.kind == "announcement").order_by(rows.c.id)))


def state(mailroom: Mailroom, number: int) -> State:
    with mailroom.database.begin(TEAM) as db:
        found = announcements.held(db, number)
        assert found
        return found.state


def test_everybody_gets_one_letter_a_second_apart(crowd: Mailroom) -> None:
    number = announced(crowd)

    fan_out.spread(crowd.database, MONDAY)
    fan_out.spread(crowd.database, MONDAY)

    written = to_people(crowd)
    joined = CROWD + 6  # Ada, Mei, Jonas, Noor, Tane and Inês joined; Amara and Peter did not
    assert len({each.to for each in written}) == len(written) == joined
    assert sorted(each.due_at for each in written) == [MONDAY + timedelta(seconds=turn) for turn in range(joined)]
    assert state(crowd, number) is State.SENT
    assert {each.expires_at for each in written} == {MONDAY + announcing.OUT_OF_DATE}


def test_three_crashes_in_the_middle_lose_nobody_and_write_to_nobody_twice(crowd: Mailroom) -> None:
    announced(crowd)

    for crashing, number in ((crashing_before_commit, 2), (crashing_after_commit, 2), (crashing_before_commit, 3)):
        with crashing(crowd.database, number), pytest.raises(Crash):
            fan_out.spread(crowd.database, crowd.clock())
        crowd.restart()
    fan_out.spread(crowd.database, crowd.clock())

    written = to_people(crowd)
    assert len({each.to for each in written}) == len(written) == CROWD + 6


def test_three_crashes_while_saying_them_lose_nothing_and_double_nothing(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        db.add_all([ada(slack_id=f"UA{number}", name=f"a{number}") for number in range(20)])
    number = announced(mailroom, audience="mentees")
    fan_out.spread(mailroom.database, MONDAY)
    for trouble in (CLAIM, LAST_QUESTION, RECORD):
        mailroom.clock.advance(timedelta(seconds=2))
        with crashing_before_commit(mailroom.database, trouble), pytest.raises(Crash):
            mailroom.deliver()
        mailroom.restart()
    mailroom.drain()
    fan_out.spread(mailroom.database, mailroom.clock())

    assert {mailroom.slack.copies(each.id) for each in to_people(mailroom)} == {1}
    assert len(to_people(mailroom)) == 23
    assert state(mailroom, number) is State.DONE


def test_a_channel_gets_it_at_its_time_and_once(mailroom: Mailroom) -> None:
    number = announced(mailroom, audience="channel", channel="CMENTORING", send_at=MONDAY + MINUTE)
    assert fan_out.spread(mailroom.database, MONDAY) == 0

    for _ in range(3):
        mailroom.clock.advance(MINUTE)
        fan_out.spread(mailroom.database, mailroom.clock())
        mailroom.deliver()

    (written,) = to_people(mailroom)
    assert mailroom.slack.copies(written.id) == 1
    assert state(mailroom, number) is State.DONE


def test_whoever_announced_sees_how_far_it_is_in_one_message(mailroom: Mailroom) -> None:
    number = announced(mailroom, audience="mentees")
    for _ in range(8):
        fan_out.spread(mailroom.database, mailroom.clock())
        mailroom.deliver()
        mailroom.clock.advance(timedelta(seconds=20))
    mailroom.later(MINUTE)

    with mailroom.database.begin(TEAM) as db:
        (told,) = db.scalars(sa.select(Letter).where(rows.c.kind == announcements.PROGRESS, rows.c.edits.is_(None)))
        edits = db.scalars(
            sa.select(Letter).where(rows.c.kind == announcements.PROGRESS, rows.c.edits == told.id)
        ).all()
        assert announcements.counts(db, number).delivered == 3
    assert told.to == "UINES"
    assert "is on its way: 0 delivered, 3 pending, 0 failed" in told.text
    assert "has reached everybody it could: 3 delivered" in edits[-1].text
    assert len(edits) <= 3
    assert state(mailroom, number) is State.DONE


def test_what_is_stopped_or_held_is_not_said(mailroom: Mailroom) -> None:
    number = announced(mailroom)
    with mailroom.database.begin(TEAM) as db:
        brakes.pull(db, Hold.KIND, "announcement", "UINES", MONDAY)
    fan_out.spread(mailroom.database, MONDAY)
    mailroom.later(MINUTE)
    assert {each.state for each in to_people(mailroom)} == {LetterState.DUE}

    with mailroom.database.begin(TEAM) as db:
        assert announcements.move(db, number, State.CANCELLED)
        assert announcements.stop(db, number) == 6
        assert not announcements.move(db, number, State.SENT)
    fan_out.spread(mailroom.database, MONDAY + MINUTE)

    assert {each.state for each in to_people(mailroom)} == {LetterState.CANCELLED}
    assert state(mailroom, number) is State.CANCELLED


def test_whoever_announced_reads_that_it_is_stopped_and_whom_it_reached_also_what_was_under_way_then(
    crowd: Mailroom,
) -> None:
    number = announced(crowd)
    fan_out.spread(crowd.database, MONDAY)
    crowd.clock.advance(timedelta(seconds=9))
    crowd.deliver()
    with crashing_before_commit(crowd.database, RECORD), pytest.raises(Crash):
        crowd.later(timedelta(seconds=3))
    with crowd.database.begin(TEAM) as db:
        announcements.move(db, number, State.CANCELLED)
        announcements.stop(db, number)
    crowd.restart()
    fan_out.spread(crowd.database, crowd.clock())
    under_way = announcement_counts(crowd, number).pending
    crowd.later(timedelta(hours=1))
    crowd.drain()
    fan_out.spread(crowd.database, crowd.clock())
    crowd.later(MINUTE)

    counts = announcement_counts(crowd, number)
    assert under_way
    assert counts.delivered + counts.dropped == CROWD + 6
    with crowd.database.begin(TEAM) as db:
        told = db.scalars(sa.select(Letter).where(rows.c.kind == announcements.PROGRESS).order_by(rows.c.id)).all()
    numbers = f"{counts.delivered} delivered, 0 pending, 0 failed, {counts.dropped} not sent"
    assert f"is stopped: {numbers}" in told[-1].text
    assert "See or stop it" not in str(told[-1].blocks)
    assert fan_out.spread(crowd.database, crowd.clock()) == 0


def test_what_is_stopped_is_looked_at_until_its_author_reads_the_end_and_no_longer(crowd: Mailroom) -> None:
    number = announced(crowd)
    fan_out.spread(crowd.database, MONDAY)
    with crowd.database.begin(TEAM) as db:
        announcements.move(db, number, State.CANCELLED)
        announcements.stop(db, number)

    still_unread = fan_out.spread(crowd.database, crowd.clock())
    crowd.later(MINUTE)
    read_meanwhile = fan_out.spread(crowd.database, crowd.clock())

    assert (still_unread, read_meanwhile, fan_out.spread(crowd.database, crowd.clock())) == (1, 1, 0)
    with crowd.database.begin(TEAM) as db:
        told = db.scalars(sa.select(Letter).where(rows.c.kind == announcements.PROGRESS).order_by(rows.c.id)).all()
    assert f"is stopped: 0 delivered, 0 pending, 0 failed, {CROWD + 6} not sent" in told[-1].text
    assert {each.judged_at for each in told} == {None}, "only what came of nudges is judged"


def test_what_is_stopped_comes_back_from_its_way_unsaid_also_where_its_author_has_no_message(
    mailroom: Mailroom,
) -> None:
    number = announced(mailroom, audience="channel", channel="CMENTORING")
    fan_out.spread(mailroom.database, MONDAY)
    with mailroom.database.begin(TEAM) as db:
        announcements.move(db, number, State.CANCELLED)

    assert fan_out.spread(mailroom.database, MONDAY) == 1
    assert {each.state for each in to_people(mailroom)} == {LetterState.CANCELLED}
    assert fan_out.spread(mailroom.database, MONDAY) == 0


def test_what_is_stopped_before_anybody_got_it_is_told_of_nowhere(mailroom: Mailroom) -> None:
    number = announced(mailroom)
    with mailroom.database.begin(TEAM) as db:
        announcements.move(db, number, State.CANCELLED)

    fan_out.spread(mailroom.database, MONDAY + MINUTE)

    with mailroom.database.begin(TEAM) as db:
        assert not db.scalars(sa.select(Letter)).all()


def announcement_counts(mailroom: Mailroom, number: int) -> announcements.Counts:
    with mailroom.database.begin(TEAM) as db:
        return announcements.counts(db, number)


def test_what_was_held_until_it_wasn_t_true_any_more_is_told_apart_from_who_left(mailroom: Mailroom) -> None:
    number = announced(mailroom)
    with mailroom.database.begin(TEAM) as db:
        brakes.pull(db, Hold.KIND, "announcement", "UINES", MONDAY)
    fan_out.spread(mailroom.database, MONDAY)
    mailroom.later(announcing.OUT_OF_DATE + MINUTE)
    fan_out.spread(mailroom.database, mailroom.clock())
    mailroom.later(MINUTE)

    with mailroom.database.begin(TEAM) as db:
        counts = announcements.counts(db, number)
        told = db.scalars(sa.select(Letter).where(rows.c.kind == announcements.PROGRESS).order_by(rows.c.id)).all()
    assert (counts.late, counts.dropped, counts.all) == (6, 0, 6)
    assert "is through: 0 delivered, 0 pending, 0 failed, 6 not sent within 7 days" in told[-1].text
    assert "left" not in told[-1].text


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "the bot was away"])
def test_what_waited_for_too_long_is_posted_in_no_channel_any_more_and_its_author_reads_so(
    mailroom: Mailroom, *, is_held: bool
) -> None:
    number = announced(mailroom, audience="channel", channel="CMENTORING", also=("CGENERAL",), ping="channel")
    if is_held:
        with mailroom.database.begin(TEAM) as db:
            brakes.pull(db, Hold.KIND, "announcement", "UINES", MONDAY)
        fan_out.spread(mailroom.database, MONDAY)
    mailroom.clock.advance(announcing.OUT_OF_DATE + MINUTE)
    with mailroom.database.begin(TEAM) as db:
        for hold in brakes.every(db):
            brakes.release(db, hold.id, mailroom.clock())
    for _ in range(3):
        fan_out.spread(mailroom.database, mailroom.clock())
        mailroom.later(MINUTE)

    with mailroom.database.begin(TEAM) as db:
        counts = announcements.counts(db, number)
        told = [each.text for each in db.scalars(sa.select(Letter).where(rows.c.to == "UINES").order_by(rows.c.id))]
    assert [mailroom.slack.copies(each.id) for each in to_people(mailroom)] == [0, 0]
    assert (counts.late, counts.delivered, counts.pending) == (2, 0, 0)
    assert any("<#CGENERAL>. It waited for more than 7 days" in text for text in told)
    assert "2 not sent within 7 days, as it was held back or I wasn't running" in told[-1]
    assert state(mailroom, number) is State.DONE


def test_where_nobody_is_of_a_role_it_is_done_at_once(mailroom: Mailroom) -> None:
    number = announced(mailroom, by="UINES")
    with mailroom.database.begin(TEAM) as db:
        db.execute(sa.update(Person).values(joined_at=None))

    fan_out.spread(mailroom.database, MONDAY)

    assert state(mailroom, number) is State.DONE


def test_a_mentor_and_a_mentee_see_what_is_for_them() -> None:
    written = Announcement(by="UINES", channel="", title="News", body="b", audience="everybody")

    assert "What you offer" in str(announcing.to_mentor(written).payload)
    assert "Find a mentor" in str(announcing.to_mentee(written).payload)
    assert len(announcing.previews(written)) == 2
