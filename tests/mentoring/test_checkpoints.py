"""What comes once on the way is a task of each of the two, due by what happened and done by what was said."""

from datetime import datetime, timedelta

from bot.mentoring import closings
from bot.mentoring.answers import Answer, Topic
from bot.mentoring.checkpoints import Checkpoint, open_at, tasks
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from tests.examples import MONDAY, TEAM, agreement, pair

DAY = timedelta(days=1)
MET = MONDAY + DAY


def under_way(**otherwise: object) -> Pair:
    return pair(started_at=MONDAY, lifecycle=Lifecycle.ACTIVE, held=1, idle_since=MET, **otherwise)


def answered(two: Pair, topic: Topic, occasion: str, item: str = "") -> Answer:
    return Answer(
        workspace=TEAM, pair=two, author=two.mentee, topic=topic, occasion=occasion, item=item, value="yes", at=MET
    )


def names(facts: PairFacts, now: datetime, who: str = "UADA") -> list[Checkpoint]:
    return [task.what for task in open_at(facts, who, MET, now)]


def test_nothing_is_to_be_done_before_they_met_or_while_they_are_stopped() -> None:
    assert open_at(PairFacts(pair=pair()), "UADA", None, MONDAY) == []
    assert names(PairFacts(pair=pair(lifecycle=Lifecycle.DORMANT, held=1)), MET) == []


def test_how_it_feels_comes_first_and_what_they_agree_on_two_weeks_later() -> None:
    facts = PairFacts(pair=under_way())

    assert names(facts, MET) == [Checkpoint.FIT]
    assert names(facts, MET + 14 * DAY) == [Checkpoint.AGREEMENT, Checkpoint.FIT]


def test_what_each_has_said_is_done_for_them_alone() -> None:
    two = under_way()
    open_one = agreement(two, mentor_at=None)
    facts = PairFacts(pair=two, answers=[answered(two, Topic.FIT, "session1")], agreements=[open_one])

    assert names(facts, MET + 20 * DAY) == []
    assert names(facts, MET + 20 * DAY, "UMEI") == [Checkpoint.AGREEMENT, Checkpoint.FIT]
    assert names(PairFacts(pair=two, agreements=[agreement(two)]), MET + 20 * DAY, "UMEI") == [Checkpoint.FIT]


def test_who_would_rather_have_no_agreement_has_none_to_make() -> None:
    two = under_way()

    assert names(PairFacts(pair=two, answers=[answered(two, Topic.INFORMAL, "")]), MET + 20 * DAY) == [Checkpoint.FIT]


def test_they_look_back_after_half_a_year_or_half_of_a_short_term_and_then_each_half_year() -> None:
    two = under_way()
    facts = PairFacts(pair=two, agreements=[agreement(two)])

    assert Checkpoint.AUDIT not in names(facts, MET + 168 * DAY - timedelta(seconds=1))
    assert Checkpoint.AUDIT in names(facts, MET + 168 * DAY)
    assert Checkpoint.AUDIT not in names(facts, MET + 189 * DAY)
    (second,) = [t for t in open_at(facts, "UADA", MET, MET + 351 * DAY) if t.what is Checkpoint.AUDIT]
    assert (second.number, second.due_at) == (2, MET + 350 * DAY)
    done = PairFacts(pair=two, answers=[answered(two, Topic.AUDIT, "audit1", "done")])
    assert Checkpoint.AUDIT not in names(done, MET + 168 * DAY)
    short = PairFacts(pair=under_way(term_ends_at=MONDAY + 100 * DAY))
    assert Checkpoint.AUDIT in names(short, MONDAY + 50 * DAY)


def test_who_wraps_up_has_yet_to_say_how_they_go_on() -> None:
    two = under_way()
    closings.wind_down(two, MONDAY + 9 * DAY)
    facts = PairFacts(pair=two)

    (task,) = tasks(facts, "UADA", MET, MONDAY + 10 * DAY)

    assert (task.what, task.due_at) == (Checkpoint.CLOSING, MONDAY + 37 * DAY)
    assert open_at(facts, "UADA", MET, MONDAY + 10 * DAY) == []
    closings.ask_how_to_go_on(two, MONDAY + 12 * DAY)
    assert names(facts, MONDAY + 12 * DAY) == [Checkpoint.CLOSING]
