"""What each is asked alone: when pulses and audits have their turn, what counts as answered, and what is shared."""

from datetime import timedelta

from bot.mentoring import audits, pulses
from bot.mentoring.answers import Answer, Topic, by, wishes_to_talk
from bot.mentoring.pairs import Pair
from tests.examples import MONDAY, TEAM, pair

DAY = timedelta(days=1)


def said(two: Pair, who: str, topic: Topic, item: str, value: str, days: int = 0, *, shared: bool = False) -> Answer:
    return Answer(
        workspace=TEAM,
        pair=two,
        author=two.person(who),
        topic=topic,
        occasion="audit1" if topic is Topic.AUDIT else "pulse1",
        item=item,
        value=value,
        at=MONDAY + days * DAY,
        shared=shared,
    )


def test_a_pulse_comes_after_thirty_days_and_then_every_sixty() -> None:
    found = list(pulses.turns(MONDAY, MONDAY, MONDAY + 151 * DAY))

    assert found == [(1, MONDAY + 30 * DAY), (2, MONDAY + 90 * DAY), (3, MONDAY + 150 * DAY)]


def test_only_pulses_whose_time_is_not_over_are_counted_however_old_the_pair() -> None:
    assert [number for number, _ in pulses.turns(MONDAY, MONDAY + 50 * DAY, MONDAY + 91 * DAY)] == [1, 2]
    assert [number for number, _ in pulses.turns(MONDAY, MONDAY + 51 * DAY, MONDAY + 91 * DAY)] == [2]
    late = list(pulses.turns(MONDAY, MONDAY + 1000 * DAY, MONDAY + 1060 * DAY))
    assert late == [(17, MONDAY + 990 * DAY), (18, MONDAY + 1050 * DAY)]
    assert list(pulses.turns(MONDAY, MONDAY, MONDAY + 30 * DAY)) == []


def test_the_second_question_rotates_and_a_mentor_has_one_more() -> None:
    mentees = [pulses.second(number, is_mentor=False).name for number in range(1, 7)]
    mentors = [pulses.second(number, is_mentor=True).name for number in range(1, 7)]

    assert mentees == ["said", "rhythm", "clear", "changed", "wish", "said"]
    assert mentors == ["said", "rhythm", "clear", "changed", "helping", "wish"]
    assert set(pulses.SECONDS) == set(mentors)


def test_the_newest_score_counts_while_it_is_fresh_and_only_its_authors() -> None:
    two = pair()
    answers = [
        said(two, "UADA", Topic.PULSE, "worth", "2"),
        said(two, "UADA", Topic.PULSE, "worth", "4", 60),
        said(two, "UADA", Topic.PULSE, "said", "no", 61),
        said(two, "UADA", Topic.FIT, "worth", "1", 61),
    ]

    assert pulses.latest("UADA", answers, MONDAY + 61 * DAY) == 4
    assert pulses.latest("UADA", answers[:1], MONDAY + 75 * DAY) == 2
    assert pulses.latest("UADA", answers[:1], MONDAY + 76 * DAY) is None
    assert pulses.latest("UMEI", answers, MONDAY) is None
    assert [each.value for each in by("UADA", reversed(answers), Topic.PULSE)] == ["2", "4", "no"]


def test_an_audit_comes_after_half_a_year_or_halfway_through_a_short_term() -> None:
    until = MONDAY + 400 * DAY

    assert list(audits.turns(MONDAY, None, MONDAY, until)) == [(1, MONDAY + 168 * DAY), (2, MONDAY + 350 * DAY)]
    assert list(audits.turns(MONDAY, None, MONDAY + 189 * DAY, until)) == [(2, MONDAY + 350 * DAY)]
    assert list(audits.turns(MONDAY, MONDAY + 91 * DAY, MONDAY, MONDAY + 100 * DAY)) == [(1, MONDAY + 91 * DAY)]
    assert audits.halfway(MONDAY, timedelta(days=182)) == MONDAY + 91 * DAY
    assert audits.halfway(MONDAY, audits.SHORT_TERM) is None
    assert audits.halfway(MONDAY, None) is None


def test_only_what_was_ticked_is_shared_and_only_of_this_audit() -> None:
    two = pair()
    answers = [
        said(two, "UADA", Topic.AUDIT, "more", "Practice", shared=True),
        said(two, "UADA", Topic.AUDIT, "plainly", "4", shared=True),
        said(two, "UADA", Topic.AUDIT, "drop", "Slides"),
        said(two, "UMEI", Topic.AUDIT, "fair", "5", shared=True),
    ]

    assert [(item.name, value) for item, value in audits.shared("UADA", answers, "audit1")] == [
        ("plainly", "4"),
        ("more", "Practice"),
    ]
    assert audits.shared("UADA", answers, "audit2") == []
    assert not audits.is_done("UADA", answers, "audit1")
    assert audits.is_done("UADA", [*answers, said(two, "UADA", Topic.AUDIT, audits.DONE, "yes")], "audit1")


def test_each_is_asked_about_what_is_theirs() -> None:
    own = audits.BY_NAME["own"]

    assert own.question(is_mentor=False) != own.question(is_mentor=True)
    assert len(set(audits.to_discuss("pair7"))) == 3
    assert audits.to_discuss("pair7") == audits.to_discuss("pair7")


def test_whoever_asked_for_a_lead_wishes_to_talk_until_they_take_it_back() -> None:
    two = pair()

    assert wishes_to_talk([said(two, "UADA", Topic.CONTACT, "contact", "yes")])
    assert not wishes_to_talk([said(two, "UADA", Topic.CONTACT, "contact", "no")])
    assert not wishes_to_talk([said(two, "UADA", Topic.PULSE, "worth", "1")])
