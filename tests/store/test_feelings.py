"""What people said in private is told of five and more, and changes by five and more: no two looks tell one answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from bot import reports
from bot.mentoring.answers import Topic
from bot.mentoring.counts import Feelings, Worth
from bot.mentoring.pairs import Pair
from bot.store import answers, censuses, leavers, pairs
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, mei, noor
from tests.store.crew import kept, known
from tests.store.test_overviews import DAY, paired

PUPILS = [f"UPUPIL{number}" for number in range(8)]
TEACHERS = [f"UTEACHER{number}" for number in range(8)]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    kept(
        opened,
        *(noor(slack_id=each, name=each) for each in PUPILS),
        *(mei(slack_id=each, name=each) for each in TEACHERS),
    )
    with opened.begin(TEAM) as db:
        for pupil, teacher in zip(PUPILS, TEACHERS, strict=True):
            paired(db, known(db, teacher), known(db, pupil), 60)
    yield opened
    opened.close()


def say(database: Database, several: range, score: int, at: datetime, *, mentors: bool = False) -> None:
    """Let some mentees answer, or some mentors."""
    with database.begin(TEAM) as db:
        for number in several:
            pair = of(database, number)
            who = (TEACHERS if mentors else PUPILS)[number]
            answers.keep(db, pairs.theirs(db, pair.id, who), who, Topic.PULSE, f"{at}", str(score), at, item="worth")


def of(database: Database, number: int) -> Pair:
    """Return a pair by the number of its two."""
    with database.look(TEAM) as db:
        (pair,) = pairs.live(db, known(db, PUPILS[number]))
    return pair


def feelings(database: Database, now: datetime = MONDAY + DAY) -> Feelings:
    """Read what is summed up."""
    with database.look(TEAM) as db:
        return censuses.count(db, now).feelings


def seen(database: Database, now: datetime) -> dict[str, str]:
    """Look at what a lead is told of it."""
    with database.look(TEAM) as db:
        figures = reports.gather(db, now).figures
    return {each.name: each.said for each in figures if "worth" in each.name.lower() or each.name == "Seen alike"}


def test_two_looks_one_answer_apart_tell_the_same_in_that_week_and_in_the_next_one(database: Database) -> None:
    say(database, range(5), 4, MONDAY - 10 * DAY)
    before = seen(database, MONDAY + DAY)
    assert before["Worth it for mentees"] == before["Worth it"] == "4 of 5 (n=5)"

    say(database, range(5, 6), 1, MONDAY - 5 * DAY)
    say(database, range(1), 1, MONDAY - 2 * DAY, mentors=True)

    for days in (1, 8, 15, 40):
        assert seen(database, MONDAY + days * DAY) == before, days

    say(database, range(4), 5, MONDAY + 11 * DAY)
    after = seen(database, MONDAY + 15 * DAY)
    assert after["Worth it for mentees"] == "4.17 of 5 (n=6)"  # four fives, the four that stays, and the one
    assert after["Worth it for mentors"] == "nothing to count yet"


def test_what_was_told_is_forgotten_with_the_answers_it_was_made_of(database: Database) -> None:
    say(database, range(5), 4, MONDAY - 10 * DAY)

    assert seen(database, MONDAY + 60 * DAY)["Worth it"] == "4 of 5 (n=5)"
    assert seen(database, MONDAY + 90 * DAY)["Worth it"] == "nothing to count yet"


def test_that_a_pair_ends_tells_nobody_what_its_two_had_said(database: Database) -> None:
    say(database, range(5), 2, MONDAY - 10 * DAY)
    before = feelings(database)

    with database.begin(TEAM) as db:
        over = pairs.one(db, of(database, 1).id)
        assert over
        over.end(MONDAY + timedelta(hours=3))

    assert before.worth["mentees"] == Worth(asked=8, answered=5, total=10)
    assert feelings(database) == before


def test_what_both_of_a_pair_said_is_compared_and_who_would_suggest_it_is_counted(database: Database) -> None:
    say(database, range(5), 5, MONDAY - 10 * DAY)
    say(database, range(4), 2, MONDAY - 10 * DAY, mentors=True)
    with database.begin(TEAM) as db:
        for number, score in enumerate((9, 10, 8, 6, 0)):
            pair, at = pairs.theirs(db, of(database, number).id, PUPILS[number]), MONDAY - 10 * DAY
            answers.keep(db, pair, PUPILS[number], Topic.CLOSING, "closing", str(score), at, item="suggest")

    few = feelings(database)
    say(database, range(4, 5), 2, MONDAY - 9 * DAY, mentors=True)
    enough = feelings(database)

    assert (few.pairs_with_both, few.apart) == (0, 0)
    assert (enough.pairs_with_both, enough.apart) == (5, 15)
    assert (enough.asked_to_suggest, enough.would_suggest, enough.would_not) == (5, 2, 2)


def test_why_pairs_ended_early_is_told_of_five_at_a_time_and_no_two_looks_tell_it_of_one(database: Database) -> None:
    assert censused(database, MONDAY) == 0
    for number, cause in enumerate(("end:time", "end:goals_met", "end:fit", "end:time")):
        ends(database, number, cause, MONDAY - 10 * DAY)
    assert censused(database, MONDAY) is None

    ends(database, 4, "end:other", MONDAY - 9 * DAY)
    assert censused(database, MONDAY) == 4

    ends(database, 5, "end:goals_met", MONDAY - 3 * DAY)
    ends(database, 6, "end:time", MONDAY - 3 * DAY)
    for weeks in (0, 1, 9):
        assert censused(database, MONDAY + weeks * 7 * DAY) == 4
    ends(database, 7, "closed", MONDAY + DAY)
    assert censused(database, MONDAY + 2 * DAY) == 5  # a lead ended it, and knows


def censused(database: Database, now: datetime) -> int | None:
    """Count the pairs that ended early."""
    with database.look(TEAM) as db:
        return censuses.count(db, now).ended_early


def ends(database: Database, number: int, cause: str, at: datetime) -> None:
    """End a pair."""
    with database.begin(TEAM) as db:
        pair = pairs.one(db, of(database, number).id)
        assert pair
        was = pair.lifecycle
        pair.end(at)
        pairs.record(db, pair, was, by=None, cause=cause, now=at)


def test_whoever_answers_the_same_question_anew_changes_nothing_by_themselves(database: Database) -> None:
    for again in (4, 1):
        at = MONDAY - 10 * DAY if again == 4 else MONDAY + DAY
        with database.begin(TEAM) as db:
            for number in range(5 if again == 4 else 1):
                who, pair = PUPILS[number], of(database, number)
                theirs = pairs.theirs(db, pair.id, who)
                answers.keep(db, theirs, who, Topic.PULSE, "pulse1", str(again), at, item="worth")

        assert seen(database, MONDAY + 2 * DAY)["Worth it for mentees"] == "4 of 5 (n=5)", again
        assert seen(database, MONDAY + 9 * DAY)["Worth it for mentees"] == "4 of 5 (n=5)", again


def test_an_account_that_is_closed_takes_no_answer_out_of_what_was_told(database: Database) -> None:
    say(database, range(5), 4, MONDAY - 10 * DAY)
    before = seen(database, MONDAY + DAY)

    with database.begin(TEAM) as db:
        leavers.forget_private_words(db, known(db, PUPILS[0]))

    assert seen(database, MONDAY + DAY) == before
