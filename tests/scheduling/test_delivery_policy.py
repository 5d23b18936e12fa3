"""The delivery policy, rule by rule, under the numbers it has in the practice."""

from datetime import timedelta

import pytest

from bot.blocks import Message
from bot.mentoring.budgets import DEFAULT_BUDGET, Wishes
from bot.mentoring.holdout import Holdout
from bot.mentoring.hours import Hours
from bot.mentoring.letters import LetterState
from bot.mentoring.manners import choose, quiet_until
from bot.mentoring.occasions import Class
from bot.store import pairs
from handlers import answer, join
from scheduling import rounds
from scheduling.nudges import AnyNudge, every, is_measured
from scheduling.wording import with_manners
from tests.examples import MONDAY, TEAM, ask
from tests.mentoring.candidates import ADA, DAY, HOURS, NOW, WEEK, ignored, nudge, nudged, riders, said, service, spoken
from tests.scheduling.lives import begin, keys, make_round
from tests.scheduling.mailroom import Mailroom

KINDS = {each.kind: each for each in every()}
FOLLOWS_UP = ("first_meeting", "outcome", "ask_reminder", "draft_idle")


def test_p1_only_who_joined_is_written_to_and_the_first_letter_says_what_comes(mailroom: Mailroom) -> None:
    begin(mailroom, "UAMARA", "UMEI", MONDAY - 5 * DAY)
    hello = join.hello().text

    assert "UAMARA" not in {letter.to for letter in make_round(mailroom)}
    assert all(word in hello for word in ("What comes", "How often", "How to stop", "Who sees what"))


def test_p2_one_nudge_in_seven_days_and_three_in_twenty_eight() -> None:
    assert spoken(choose([nudge()], nudged(WEEK - timedelta(seconds=1)), ADA, NOW)) == []
    assert spoken(choose([nudge()], nudged(WEEK), ADA, NOW)) == ["nudge"]
    full = nudged(8 * DAY, 16 * DAY, 24 * DAY)
    assert spoken(choose([nudge(reserved=True)], full, ADA, NOW)) == []
    assert spoken(choose([service("a"), service("b")], full, ADA, NOW)) == ["a"]


def test_p3_never_outside_hours_and_usually_at_ten() -> None:
    evening, saturday = NOW.replace(hour=16, minute=30), NOW + 3 * DAY

    for closed in (evening, saturday, NOW.replace(hour=9, minute=29)):
        assert choose([nudge(), service()], (), ADA, closed).now == ()
    assert Hours().next_slot(evening) == NOW + DAY


def test_p4_what_waits_for_somebody_gives_them_time_and_a_date() -> None:
    request = ask(sent_at=MONDAY)
    request.id = 1
    text = answer.request(request).text

    assert "No need to answer right away; open until <!date^" in text


def test_p5_every_nudge_can_be_snoozed_reduced_and_stopped_and_promises_quiet() -> None:
    words = with_manners(Message("", [{"type": "context", "elements": []}]), "key", NOW.date())
    elements = [each for block in words.blocks for each in block.get("elements", ()) if "action_id" in each]
    labels = [option["text"]["text"] for each in elements for option in each.get("options", ())]

    assert [each["action_id"] for each in elements] == ["snooze", "manners"]
    assert labels == ["Fewer like this", "Stop this kind", "Pause everything"]
    assert "No other nudge from me before" in words.text


def test_p6_silence_makes_it_quieter_and_a_tap_ends_that() -> None:
    one, two = ignored(10 * DAY), ignored(10 * DAY, 30 * DAY)

    assert spoken(choose([nudge(optional=True)], one, ADA, NOW)) == []
    assert spoken(choose([nudge()], one, ADA, NOW)) == ["nudge"]
    assert spoken(choose([nudge()], two, ADA, NOW)) == []
    tapped = [*two, said(Class.SERVICE, NOW - DAY, acknowledged_at=NOW)]
    assert spoken(choose([nudge()], tapped, ADA, NOW)) == ["nudge"]


def test_p7_the_last_questions_come_even_in_quiet() -> None:
    assert spoken(choose([nudge(reserved=True)], ignored(10 * DAY, 18 * DAY), ADA, NOW)) == ["nudge"]
    assert {kind for kind, each in KINDS.items() if each.reserved} >= {"stalled", "first_meeting_choice", "rest_notice"}


@pytest.mark.parametrize("kind", FOLLOWS_UP)
def test_p8_nothing_is_asked_a_third_time(kind: str) -> None:
    from tests.scheduling.nudges.test_contract import stories  # noqa: PLC0415 - the same stories, told once

    nudge_: AnyNudge = KINDS[kind]
    for facts in stories():
        if isinstance(facts, nudge_.about):
            dues = list(nudge_.due(facts))  # type: ignore[arg-type]  # matched by isinstance
            for to in {due.to for due in dues}:
                moments = sorted(due.at for due in dues if due.to == to)
                assert all(later - earlier >= 2 * DAY for earlier, later in zip(moments, moments[2:], strict=False))


def test_p9_a_rider_waits_for_a_letter_and_each_letter_takes_one() -> None:
    several = [service(carries=True), nudge("a", rides=True), nudge("b", rides=True, at=NOW - DAY)]

    assert riders(choose(several, (), ADA, NOW)) == {"service": "b"}
    assert spoken(choose([nudge("a", rides=True, until=NOW + 30 * DAY)], (), ADA, NOW)) == []
    assert DEFAULT_BUDGET.rider_wait == 10 * DAY


def test_p10_the_most_urgent_goes_first_and_what_is_over_is_never_said() -> None:
    order = ["rest_notice", "ask_reminder", "first_meeting_choice", "first_meeting", "stalled", "slip_mentee"]
    order += ["event_followup", "draft_idle", "book_next", "audit", "pulse", "mentor_availability", "goal_setup"]
    priorities = [KINDS[kind].priority for kind in order]

    assert priorities == sorted(priorities)
    assert choose([nudge(until=NOW)], (), ADA, NOW).never == {"nudge"}


def test_p11_no_nudge_persuades() -> None:
    assert all(each.why.startswith("You get this because ") and each.why.count(".") == 1 for each in every())


def test_p12_a_lead_who_checks_in_silences_silence_for_two_weeks(mailroom: Mailroom) -> None:
    number = begin(mailroom, "UADA", "UMEI", MONDAY - 30 * DAY)
    with mailroom.database.begin(TEAM) as db:
        pair = pairs.one(db, number)
        assert pair
        pairs.check_in(db, pair, MONDAY)
        assert pair.checked_in_until == MONDAY + 14 * DAY

    flows = {KINDS[letter.kind].flow for letter in make_round(mailroom) if letter.class_ is Class.NUDGE}
    assert not any(flow.startswith("D") for flow in flows)


def test_p13_a_tenth_never_hears_a_kind_always_the_same_ones_and_the_reserved_are_heard(mailroom: Mailroom) -> None:
    held = [Holdout().holds("stalled", TEAM, f"pair{number}") for number in range(2000)]
    begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)

    assert 0.07 < sum(held) / len(held) < 0.13
    assert not is_measured(KINDS["rest_notice"])
    assert not is_measured(KINDS["outcome"])
    rounds.make(mailroom.database, MONDAY, holdout=Holdout(1))
    assert {letter.state for letter in mailroom.all()} == {LetterState.WITHHELD}


def test_p14_one_key_says_it_once_and_asks_again_before_it_is_said(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 5 * DAY)
    (first,) = make_round(mailroom)

    assert first.key == f"first_meeting:pair{pair}:UADA:{first.occasion}"
    assert make_round(mailroom) == []
    assert keys([first]) == {"first_meeting to UADA"}
    with mailroom.database.look(TEAM) as db:
        assert rounds.still_true(db, [first], MONDAY) == {first.id}
        assert rounds.still_true(db, [first], MONDAY + 30 * DAY) == frozenset()


def test_what_is_promised_is_kept() -> None:
    assert quiet_until(nudged(timedelta(0)), Wishes(hours=HOURS), NOW) == HOURS.opening(NOW + WEEK)
