"""Saying what is due: once, to people who take part, in their own hours, and at Slack's pace."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.people import Person
from bot.mentoring.rates import BURST, PER_MINUTE
from bot.slack import SlackIsBusy
from bot.store import letters, pauses, rates
from bot.store.tables.people import people
from scheduling.delivery import forget
from tests.examples import MONDAY, TEAM, ada, letter, mei, pair
from tests.scheduling.mailroom import Mailroom

A_MINUTE = timedelta(minutes=1)
AWAITED = Class.TRANSACTIONAL


def test_a_letter_that_is_due_is_said_and_known_to_be_said(mailroom: Mailroom) -> None:
    written = mailroom.write(text="Did you meet?")

    said = mailroom.deliver()

    assert said == 1
    assert mailroom.slack.read_by("UADA") == ["Did you meet?"]
    kept = mailroom.found(written)
    assert (kept.state, kept.sent_at, kept.channel) == (LetterState.SENT, MONDAY, "DUADA")


def test_a_letter_is_said_once_however_often_one_looks(mailroom: Mailroom) -> None:
    mailroom.write()

    mailroom.deliver()
    mailroom.drain()

    assert len(mailroom.slack.log) == 1


def test_a_letter_for_later_waits(mailroom: Mailroom) -> None:
    mailroom.write(due_at=MONDAY + A_MINUTE)

    assert mailroom.deliver() == 0
    assert mailroom.later(A_MINUTE) == 1


def test_the_letters_number_travels_along(mailroom: Mailroom) -> None:
    written = mailroom.write()

    mailroom.deliver()

    assert mailroom.slack.log[0].letter == written.id


@pytest.mark.parametrize("to", ["UAMARA", "UPETER", "UNOBODY"])
@pytest.mark.parametrize("kind", ["check_in", "welcome"])
def test_who_did_not_join_or_has_left_is_never_written_to(mailroom: Mailroom, to: str, kind: str) -> None:
    written = mailroom.write(to=to, kind=kind, class_=AWAITED)

    mailroom.drain()

    assert mailroom.slack.calls == []
    assert mailroom.found(written).state is LetterState.CANCELLED


@pytest.mark.parametrize("class_", [Class.NUDGE, Class.SERVICE, Class.TRANSACTIONAL])
def test_the_one_asleep_hears_it_in_the_morning(mailroom: Mailroom, class_: Class) -> None:
    written = mailroom.write(to="UTANE", class_=class_)

    assert mailroom.deliver() == 0
    assert mailroom.found(written).due_at == datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
    assert mailroom.later(timedelta(hours=10, minutes=30)) == 1


@pytest.mark.parametrize("otherwise", [{"kind": "welcome"}, {"class_": Class.LEAD}])
def test_a_welcome_and_what_leads_get_goes_at_once(mailroom: Mailroom, otherwise: dict[str, object]) -> None:
    mailroom.write(to="UTANE", **otherwise)

    assert mailroom.deliver() == 1


def test_a_channel_has_no_hours(mailroom: Mailroom) -> None:
    mailroom.clock.advance(timedelta(hours=12))
    mailroom.write(to="C1", class_=Class.BROADCAST, text="A new cohort starts.")

    mailroom.deliver()

    assert mailroom.slack.read_in("C1") == ["A new cohort starts."]


def test_what_came_too_late_is_not_said(mailroom: Mailroom) -> None:
    written = mailroom.write(expires_at=MONDAY)

    assert mailroom.deliver() == 0
    assert mailroom.found(written).state is LetterState.EXPIRED


def test_what_is_no_longer_true_is_not_said(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.untrue.add(written.id)

    assert mailroom.deliver() == 0
    assert mailroom.found(written).state is LetterState.CANCELLED


@pytest.mark.parametrize(("class_", "said"), [(Class.NUDGE, 0), (Class.SERVICE, 0), (Class.TRANSACTIONAL, 1)])
def test_who_paused_hears_only_what_others_wait_for(mailroom: Mailroom, class_: Class, said: int) -> None:
    with mailroom.database.begin(TEAM) as db:
        db.execute(sa.update(people).where(people.c.slack_id == "UADA").values(paused_until=MONDAY + timedelta(days=7)))
    mailroom.write(class_=class_)

    assert mailroom.deliver() == said


def test_who_paused_for_long_and_comes_back_early_hears_it_the_next_day(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        reader = db.scalars(sa.select(Person).where(people.c.slack_id == "UADA")).one()
        reader.pause(None, MONDAY)
    mailroom.write()
    mailroom.deliver()
    with mailroom.database.begin(TEAM) as db:
        db.scalars(sa.select(Person).where(people.c.slack_id == "UADA")).one().resume()

    assert mailroom.later(timedelta(days=1)) == 1


@pytest.mark.parametrize("lifecycle", [Lifecycle.PAUSED, Lifecycle.ENDED_NO_FAULT, Lifecycle.NEVER_STARTED])
@pytest.mark.parametrize(("class_", "said"), [(Class.NUDGE, 0), (Class.SERVICE, 0), (Class.TRANSACTIONAL, 1)])
def test_a_pair_that_rests_or_ended_hears_only_what_was_asked_for(
    mailroom: Mailroom, lifecycle: Lifecycle, class_: Class, said: int
) -> None:
    with mailroom.database.everywhere() as db:
        found = {person.slack_id: person for person in db.scalars(sa.select(Person))}
        two = pair(mentor=found["UMEI"], mentee=found["UADA"], lifecycle=lifecycle)
        db.add(two)
    mailroom.write(class_=class_, pair_id=two.id)

    assert mailroom.deliver() == said


def test_slack_saying_slow_down_silences_that_workspace_until_then_and_loses_nothing(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", SlackIsBusy(30))

    assert mailroom.deliver() == 0
    mailroom.write(key="another", to="UMEI")
    assert mailroom.later(timedelta(seconds=29)) == 0
    assert len(mailroom.slack.called("post")) == 1
    assert mailroom.found(written).attempts == 0
    assert mailroom.later(timedelta(seconds=1)) == 2


def test_one_workspace_that_slack_slows_down_does_not_slow_others(mailroom: Mailroom) -> None:
    with mailroom.database.everywhere() as db:
        db.add(mei(workspace="T2"))
        pauses.pause(db, TEAM, MONDAY + A_MINUTE, "slow down")
    mailroom.write()
    mailroom.write(workspace="T2", to="UMEI")

    mailroom.deliver()

    assert mailroom.slack.called("post") == ["UMEI"]


def test_nobody_gets_two_messages_in_one_second(mailroom: Mailroom) -> None:
    mailroom.write(key="first")
    mailroom.write(key="second")

    assert mailroom.deliver() == 1
    assert mailroom.later(timedelta(seconds=1)) == 1


def test_a_workspace_gets_a_burst_and_then_two_messages_a_second(mailroom: Mailroom) -> None:
    names = [f"U9{number}" for number in range(BURST + 5)]
    with mailroom.database.everywhere() as db:
        db.add_all([ada(slack_id=name) for name in names])
    for reader in names:
        mailroom.write(to=reader, key=reader)
    second = timedelta(seconds=1)

    assert [mailroom.deliver(), *(mailroom.later(second) for _ in range(3))] == [BURST, 2, 2, 1]


def test_slack_saying_slow_down_makes_the_workspace_slower_for_good(mailroom: Mailroom) -> None:
    mailroom.write()
    mailroom.slack.plan("post", SlackIsBusy(30))

    mailroom.deliver()

    with mailroom.database.begin(TEAM) as db:
        assert rates.of(db, [TEAM])[TEAM].per_minute == PER_MINUTE // 2


def test_a_rule_that_fails_takes_down_its_own_letter_and_no_other(mailroom: Mailroom) -> None:
    broken, sound = mailroom.write(), mailroom.write(to="UMEI", key="another")
    mailroom.broken.add(broken.id)

    with pytest.raises(ZeroDivisionError):
        mailroom.deliver()
    mailroom.deliver()

    assert mailroom.found(sound).state is LetterState.SENT


def test_where_the_bot_is_not_installed_letters_wait(mailroom: Mailroom) -> None:
    written = mailroom.write()
    nowhere, mailroom.slack = mailroom.slack, None  # type: ignore[assignment]  # as `slack_of` says it

    mailroom.deliver()

    assert mailroom.found(written).state is LetterState.DUE
    assert nowhere.calls == []


def test_what_travels_with_a_letter_counts_as_said_when_the_letter_is(mailroom: Mailroom) -> None:
    carrier, rider = letter(), letter(key="rider:pair1:UADA:x", kind="rider")
    with mailroom.database.begin(TEAM) as db:
        letters.write(db, carrier, [rider])

    mailroom.deliver()

    assert len(mailroom.slack.log) == 1
    first, second = mailroom.all()
    assert (second.state, second.sent_at, second.ts) == (LetterState.SENT, first.sent_at, first.ts)


def test_what_travelled_with_a_letter_that_is_not_said_may_be_written_again(mailroom: Mailroom) -> None:
    carrier, rider = letter(expires_at=MONDAY), letter(key="rider:pair1:UADA:x")
    with mailroom.database.begin(TEAM) as db:
        letters.write(db, carrier, [rider])

    mailroom.deliver()

    with mailroom.database.begin(TEAM) as db:
        assert letters.written(db, [rider.key]) == frozenset()


def test_what_was_said_long_ago_is_forgotten(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.deliver()

    forget(mailroom.database, MONDAY + timedelta(days=100))

    assert mailroom.found(written).text == ""
