"""Rounds: who is told what at one moment, and when each subject is looked at again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from bot.mentoring.asks import Ask
from bot.mentoring.facts import PairFacts
from bot.mentoring.goals import Goal
from bot.mentoring.letters import AGAIN, Letter, LetterState
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.sessions import Outcome
from bot.store import people
from bot.store.database import Database
from scheduling import rounds
from scheduling.nudges import first_meeting
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import Queries, begin, keys, live, looked_at, make_round, plan, the_pair
from tests.scheduling.mailroom import Mailroom

WEDNESDAY_BEFORE = MONDAY - timedelta(days=5)
SUNDAY = MONDAY - timedelta(days=1)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def test_a_new_pair_without_a_date_is_reminded_and_looked_at_again(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)

    (letter,) = make_round(mailroom)

    assert (letter.kind, letter.to, letter.pair_id) == ("first_meeting", "UADA", pair)
    assert letter.class_ is Class.NUDGE
    assert "No other nudge from me before Mon 9 March" in letter.text
    assert looked_at(mailroom, pair) == MONDAY + 4 * DAY
    assert make_round(mailroom) == []


def test_nobody_hears_that_no_date_is_set_before_they_hear_that_they_are_a_pair(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    introduction = mailroom.write(kind="introduction", class_=Class.TRANSACTIONAL, pair_id=pair, due_at=MONDAY + DAY)

    assert make_round(mailroom) == []
    assert looked_at(mailroom, pair) == MONDAY + DAY + HOUR

    live(mailroom, MONDAY + 7 * DAY)

    said = {each.kind: each.sent_at for each in mailroom.all() if each.pair_id == pair and each.sent_at}
    assert mailroom.found(introduction).sent_at == MONDAY + DAY
    assert said["first_meeting"] == MONDAY + 4 * DAY, "three working days after they were introduced"


def test_somebody_asleep_is_left_to_sleep(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UTANE", "UMEI", WEDNESDAY_BEFORE)

    assert make_round(mailroom) == []

    opening = MONDAY.replace(hour=20, minute=30)
    assert looked_at(mailroom, pair) == opening
    mailroom.clock.now = opening
    assert keys(make_round(mailroom)) == {"first_meeting to UTANE"}


def test_nobody_is_told_anything_who_did_not_join(mailroom: Mailroom) -> None:
    begin(mailroom, "UAMARA", "UPETER", WEDNESDAY_BEFORE)

    assert make_round(mailroom) == []


def test_two_pairs_of_one_person_share_one_budget(mailroom: Mailroom) -> None:
    several = [begin(mailroom, "UADA", mentor, WEDNESDAY_BEFORE) for mentor in ("UMEI", "UJONAS")]

    written = make_round(mailroom)

    assert keys(written) == {"first_meeting to UADA"}
    assert len(written) == 1
    assert all((looked_at(mailroom, pair) or MONDAY) > MONDAY for pair in several)


def test_what_another_pair_was_just_told_counts_although_it_is_not_looked_at(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    make_round(mailroom)
    begin(mailroom, "UADA", "UJONAS", WEDNESDAY_BEFORE)

    assert make_round(mailroom) == []


def test_what_can_wait_travels_with_a_letter_that_goes_out_anyway(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 20 * DAY)
    plan(mailroom, pair, SUNDAY - 7 * DAY, Outcome.HELD)
    plan(mailroom, pair, SUNDAY)

    written = {letter.kind: letter for letter in make_round(mailroom)}
    live(mailroom, MONDAY + HOUR)

    assert written.keys() == {"outcome", "agreement_missing"}
    assert written["agreement_missing"].state is LetterState.SENDING
    assert {letter.state for letter in mailroom.all()} == {LetterState.SENT}
    (message,) = mailroom.slack.read_by("UADA")
    assert "take place?" in message
    assert "Would you two like to agree on how you work together?" in message
    assert make_round(mailroom) == []


def test_what_belongs_to_two_sessions_is_one_message(mailroom: Mailroom) -> None:
    for mentor in ("UMEI", "UJONAS"):
        pair = begin(mailroom, "UADA", mentor, MONDAY - 40 * DAY)
        plan(mailroom, pair, MONDAY - 30 * DAY, Outcome.HELD)
        plan(mailroom, pair, SUNDAY)

    written = [letter for letter in make_round(mailroom) if letter.kind == "outcome"]
    live(mailroom, MONDAY + HOUR)

    assert len(written) == 2
    (message,) = mailroom.slack.read_by("UADA")
    assert "<@UMEI>" in message
    assert "<@UJONAS>" in message
    assert all(mailroom.found(letter).was_said for letter in written)


def test_a_request_and_a_goal_have_their_turn_too(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        ada, jonas = people.these(db, ["UADA", "UJONAS"]).values()
        ask = Ask(workspace=TEAM, mentee=ada, mentor=jonas, created_at=MONDAY - 6 * DAY)
        ask.send(MONDAY - 6 * DAY)
        long_ago = MONDAY - 40 * DAY
        goal = Goal(workspace=TEAM, owner=ada, text="Give a talk", created_at=long_ago, updated_at=long_ago)
        ada.look_at = MONDAY
        db.add_all([ask, goal])

    written = make_round(mailroom)

    assert "ask_reminder to UJONAS" in keys(written)
    assert {letter.ask_id for letter in written if letter.kind == "ask_reminder"} == {ask.id}


@pytest.mark.parametrize("lifecycle", [Lifecycle.ENDED_NO_FAULT, Lifecycle.NEVER_STARTED])
def test_a_pair_that_is_over_is_never_looked_at_again(mailroom: Mailroom, lifecycle: Lifecycle) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE, lifecycle=lifecycle)

    assert make_round(mailroom) == []
    assert looked_at(mailroom, pair) is None


def test_a_paused_pair_is_looked_at_when_the_pause_is_over(mailroom: Mailroom) -> None:
    until = MONDAY + 9 * DAY
    paused = {"lifecycle": Lifecycle.PAUSED, "paused_until": until}
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE, **paused)

    assert make_round(mailroom) == []
    assert looked_at(mailroom, pair) == until


def test_a_pair_that_heard_when_it_will_rest_is_looked_at_on_that_very_day(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 45 * DAY)

    live(mailroom, MONDAY + 60 * DAY)

    said = [letter for letter in mailroom.all() if letter.kind == "rest_notice" and letter.edits is None]
    notice = max(letter.sent_at for letter in said if letter.sent_at)
    with mailroom.database.begin(TEAM) as db:
        found = the_pair(db, pair)
    assert found.lifecycle is Lifecycle.NEVER_STARTED
    assert found.ended_at == notice + 44 * DAY


def test_a_rule_that_fails_about_one_pair_silences_no_other(mailroom: Mailroom) -> None:
    poor, fine = (
        begin(mailroom, mentee, mentor, WEDNESDAY_BEFORE) for mentee, mentor in (("UADA", "UMEI"), ("UINES", "UJONAS"))
    )

    def fail(facts: PairFacts) -> Iterator[Due]:
        if facts.pair.id == poor:
            raise ZeroDivisionError
        return first_meeting.due(facts)

    written = rounds.make(mailroom.database, MONDAY, [replace(first_meeting.NUDGE, due=fail)])

    assert written == 1
    assert keys(list(mailroom.all())) == {"first_meeting to UINES"}
    assert looked_at(mailroom, poor) == MONDAY + HOUR
    assert (looked_at(mailroom, fine) or MONDAY) > MONDAY + HOUR
    mailroom.clock.advance(HOUR)
    assert keys(make_round(mailroom)) == {"first_meeting to UADA"}


def test_two_rounds_at_once_write_each_letter_once(mailroom: Mailroom) -> None:
    couples = [("UADA", "UMEI"), ("UINES", "UJONAS"), ("UNOOR", "UMEI")]
    for mentee, mentor in couples:
        begin(mailroom, mentee, mentor, WEDNESDAY_BEFORE)
    url = mailroom.database.url.render_as_string(hide_password=False)
    start = Barrier(2)

    def race(_: int) -> int:
        database = Database(url)
        start.wait()
        try:
            return rounds.make(database, MONDAY)
        finally:
            database.close()

    with ThreadPoolExecutor(2) as two:
        written = sum(two.map(race, range(2)))

    assert written == 3
    assert sorted(letter.to for letter in mailroom.all()) == ["UADA", "UINES", "UNOOR"]


def test_nothing_due_costs_three_small_queries(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    make_round(mailroom)
    heard = Queries(mailroom.database)

    assert rounds.make(mailroom.database, MONDAY) == 0

    looks = [query for query in heard if query.startswith("SELECT") and "set_config" not in query]
    assert len(looks) == 3
    assert all("look_at" in query for query in looks)


def test_a_reminder_of_a_date_is_untrue_once_there_is_one(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    (letter,) = make_round(mailroom)
    before = holds(mailroom, letter)

    plan(mailroom, pair, MONDAY + 3 * DAY)

    assert before
    assert not holds(mailroom, letter)


def test_a_nudge_is_untrue_when_its_time_is_over_or_its_pair_is_gone(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    (letter,) = make_round(mailroom)
    orphan = replace_key(mailroom, letter, "first_meeting:pair999:UADA:x")

    assert holds(mailroom, letter, MONDAY + DAY)
    assert not holds(mailroom, letter, MONDAY + 7 * DAY)
    assert not holds(mailroom, orphan)


def test_what_somebody_asked_to_see_again_may_come_late(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    (letter,) = make_round(mailroom)
    again = replace_key(mailroom, letter, f"{letter.key}{AGAIN}")

    assert holds(mailroom, again, MONDAY + 7 * DAY)


def test_what_hangs_on_no_nudge_is_always_true(mailroom: Mailroom) -> None:
    letter = mailroom.write(kind="booked", class_=Class.TRANSACTIONAL)

    assert holds(mailroom, letter)


def holds(room: Mailroom, letter: Letter, now: datetime = MONDAY) -> bool:
    """Tell whether a letter is still true."""
    with room.database.look(TEAM) as db:
        return letter.id in rounds.still_true(db, [letter], now)


def replace_key(room: Mailroom, letter: Letter, key: str) -> Letter:
    """Write the same letter under another key."""
    fields = {name: getattr(letter, name) for name in ("kind", "class_", "to", "occasion", "pair_id")}
    return room.write(**fields, key=key)
