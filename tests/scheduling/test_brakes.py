"""Brakes at the last look: nothing held is said, whatever was written before; letting go is no flood."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

from sqlalchemy import event, orm

from bot.mentoring.brakes import Hold
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.programs import Kind, Program
from bot.store import brakes, people, programs
from bot.store.brakes import IN_A_MINUTE
from scheduling.forecast import forecast
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.test_delivery_crashes import CLAIM

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def pulls(mailroom: Mailroom, what: Hold, which: str = "") -> int:
    with mailroom.database.begin(TEAM) as db:
        brakes.pull(db, what, which, "UINES", mailroom.clock())
        return brakes.every(db)[-1].id


def lets_go(mailroom: Mailroom, number: int) -> int:
    with mailroom.database.begin(TEAM) as db:
        free, _ = brakes.release(db, number, mailroom.clock())
        return free


@contextmanager
def after_each_commit(act: Callable[[int], None]) -> Iterator[None]:
    """Do something after the n-th transaction, counting from one; what is done in between isn't counted."""
    numbers, busy = count(1), list[bool]()

    def committed(_session: orm.Session) -> None:
        if not busy:
            busy.append(True)
            act(next(numbers))
            busy.clear()

    event.listen(orm.Session, "after_commit", committed)
    yield
    event.remove(orm.Session, "after_commit", committed)


def test_what_was_written_before_is_held_and_said_once_when_let_go(mailroom: Mailroom) -> None:
    waits = mailroom.write(kind="pulse")
    other = mailroom.write(key="other", to="UMEI", kind="fit")
    number = pulls(mailroom, Hold.KIND, "pulse")
    assert number

    for _ in range(3):
        mailroom.later(HOUR)

    assert [each.letter for each in mailroom.slack.log] == [other.id]
    assert mailroom.found(waits).trouble == "held by a lead"
    assert lets_go(mailroom, number) == 1
    mailroom.deliver()
    assert mailroom.slack.copies(waits.id) == 1
    assert mailroom.found(waits).trouble == ""


def test_holding_everything_holds_channels_and_people_but_no_safety(mailroom: Mailroom) -> None:
    pulls(mailroom, Hold.EVERYTHING)
    pulls(mailroom, Hold.EVERYTHING)
    held = mailroom.write(class_=Class.TRANSACTIONAL)
    channel = mailroom.write(key="channel", to="CMENTORING", kind="announcement", class_=Class.BROADCAST)
    safety = mailroom.write(key="safety", to="UMEI", kind="concern", class_=Class.TRANSACTIONAL)

    mailroom.deliver()

    assert [each.letter for each in mailroom.slack.log] == [safety.id]
    assert {mailroom.found(each).state for each in (held, channel)} == {LetterState.DUE}
    with mailroom.database.begin(TEAM) as db:
        assert len(brakes.every(db)) == 1


def test_a_pair_or_its_program_is_held_and_no_other(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        program = programs.add(db, Program(workspace=TEAM, name="a", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
        two = people.these(db, ["UADA", "UMEI", "UNOOR"])
        one, other = (
            Pair(workspace=TEAM, mentor=two["UMEI"], mentee=two[mentee], started_at=MONDAY)
            for mentee in ("UADA", "UNOOR")
        )
        db.add_all([one, other])
        one.program_id = program.id
        db.flush()
    held = [
        mailroom.write(key=f"one{to}", to=to, pair_id=one.id, class_=Class.TRANSACTIONAL) for to in ("UADA", "UJONAS")
    ]
    said = mailroom.write(key="other", to="UMEI", pair_id=other.id, class_=Class.TRANSACTIONAL)
    pair, whole = pulls(mailroom, Hold.PAIR, str(one.id)), pulls(mailroom, Hold.PROGRAM, str(program.id))

    mailroom.later(MINUTE)
    lets_go(mailroom, pair)
    mailroom.later(MINUTE)

    assert [each.letter for each in mailroom.slack.log] == [said.id]
    lets_go(mailroom, whole)
    mailroom.later(MINUTE)
    assert {mailroom.slack.copies(each.id) for each in held} == {1}


def test_a_brake_pulled_between_claim_and_post_still_holds(mailroom: Mailroom) -> None:
    waits = mailroom.write()

    def pull(number: int) -> None:
        if number == CLAIM:
            pulls(mailroom, Hold.EVERYTHING)

    with after_each_commit(pull):
        mailroom.deliver()

    assert mailroom.slack.log == []
    assert mailroom.found(waits).state is LetterState.DUE


def test_letting_go_of_many_spreads_them_and_drops_what_is_too_late(mailroom: Mailroom) -> None:
    number = pulls(mailroom, Hold.EVERYTHING)
    many = [mailroom.write(key=f"m{each}", to=f"C{each}") for each in range(IN_A_MINUTE + 5)]
    late = mailroom.write(key="late", to="UMEI", expires_at=MONDAY + 30 * MINUTE)
    mailroom.later(MINUTE)
    mailroom.clock.advance(HOUR)

    assert lets_go(mailroom, number) == len(many) + 1

    dues = [each.due_at for each in mailroom.all()]
    assert (max(dues) - min(dues)) == MINUTE
    mailroom.later(MINUTE)
    assert mailroom.found(late).state is LetterState.EXPIRED


def test_what_is_held_is_not_foreseen(mailroom: Mailroom) -> None:
    mailroom.write(class_=Class.TRANSACTIONAL, kind="introduction")
    assert len(forecast(mailroom.database, MONDAY, timedelta(days=7), workspace=TEAM)) == 1

    pulls(mailroom, Hold.EVERYTHING)

    assert forecast(mailroom.database, MONDAY, timedelta(days=7), workspace=TEAM) == []
    assert forecast(mailroom.database, MONDAY, timedelta(days=7)) == []
