"""What every nudge promises, also one that was written yesterday."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.blocks import Block, Message
from bot.blocks import said as read_aloud
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.mentored import Win
from bot.mentoring.occasions import Class, Due
from bot.mentoring.pairs import WEEK
from bot.mentoring.sessions import Action
from bot.playground import checks
from scheduling.nudges import AnyNudge, every, in_brief
from tests.examples import MONDAY, ada, agreement, mei
from tests.reading import WORDS_MAX, elements, words_in
from tests.scheduling.nudges.endings import endings
from tests.scheduling.nudges.offered import ABOUT_NOTHING, ACTIONS
from tests.scheduling.nudges.order import MOST_URGENT_FIRST
from tests.scheduling.nudges.stories import (
    DAY,
    a_chat,
    a_draft,
    a_giver,
    a_goal,
    a_knock,
    a_meeting,
    a_mentor,
    a_networker,
    a_pair,
    a_person,
    a_request,
    a_search,
    a_seeker,
    an_action,
)
from tests.test_no_untraceable_figures import CLAIMS

Facts = PairFacts | AskFacts | PersonFacts

NUDGES = every()
BUTTONS_MAX = 4
BLAME = re.compile(r"\b(disappoint\w*|forgot\w*|should|must|overdue|fail\w*|late|streak)\b", re.IGNORECASE)
MUCH = "Get <!channel> *everything* done & tell <@UMEI> at https://example.com " * 20


def given(prepared: PairFacts) -> list[Action]:
    """Note what each of the two has to do, by whom and by when."""
    mentee, mentor, on = prepared.pair.mentee, prepared.pair.mentor, (MONDAY + 9 * DAY).date()
    ways = [(mentee, "UMEI", None), (mentor, "UADA", None), (mentee, "UADA", on), (mentor, "UADA", on)]
    return [
        an_action(prepared, one, MUCH, number, by=by, session_id=1, due_on=due_on)
        for number, (one, by, due_on) in enumerate(ways, start=1)
    ]


def stories() -> list[Facts]:
    """Tell of every situation somebody hears about, with as much typed as people ever type."""
    twice = [MONDAY + DAY, MONDAY + 15 * DAY]
    prepared = a_pair(held=twice[:1], booked=[MONDAY + 21 * DAY], rhythm=WEEK)
    todo = [an_action(prepared, prepared.pair.mentee, MUCH, each, session_id=1) for each in range(1, 6)]
    shared = [Win(MONDAY + DAY, "UADA", MUCH, MUCH, MUCH)] * 9
    me = ada()
    return [
        a_request(),
        a_request(why=MUCH, want=MUCH, thanks=MUCH),
        a_pair(),
        a_pair(purpose=MUCH),
        a_pair(booked=[MONDAY + 10 * DAY]),
        a_pair(booked=[MONDAY + 10 * DAY], mentee=ada(wants_reminders=True)),
        a_pair(held=twice),
        a_pair(held=[MONDAY + 27 * DAY * turn for turn in range(1, 8)]),
        agreed(a_pair(held=[*twice, MONDAY + 85 * DAY])),
        a_pair(held=twice, mentor=mei(in_return=MUCH, topics=("code", "slides"))),
        a_pair(held=twice, booked=[MONDAY + 29 * DAY]),
        replace(prepared, actions=todo),
        replace(prepared, actions=given(prepared)),
        a_giver(a_meeting(MONDAY + DAY)),
        a_giver(*(a_meeting(MONDAY + each * DAY, f"U{each}") for each in range(90)), wins=shared),
        a_person(me, *(a_goal(me, number, MUCH) for number in range(4))),
        a_person(me, a_goal(me, text="x" * 3000)),
        *endings(),
        a_person(me, a_goal(me, text=MUCH, due_on=(MONDAY + 20 * DAY).date())),
        a_draft(),
        a_pair(held=[MONDAY], missed=[MONDAY + DAY, MONDAY + 2 * DAY]),
        a_knock(by_mentor=False),
        a_knock(by_mentor=True),
        a_pair(held=[MONDAY + 28 * number * DAY for number in range(1, 5)]),
        a_networker(),
        a_chat(at=MONDAY + DAY),
        a_chat(at=MONDAY + DAY, held_at=MONDAY + DAY),
        a_mentor(MONDAY + 14 * DAY, MONDAY + 40 * DAY),
        a_seeker(a_search(saved_at=MONDAY), a_search(2, wish=MUCH, saved_at=MONDAY), waits_since=MONDAY),
    ]


def agreed(facts: PairFacts) -> PairFacts:
    """Let two people have agreed."""
    return replace(facts, agreements=[agreement(facts.pair, mentee_at=MONDAY, mentor_at=MONDAY)])


SAYINGS = [
    pytest.param(nudge, facts, due, id=f"{nudge.kind}-{place}-{due.to}-{due.occasion}")
    for nudge in NUDGES
    for place, facts in enumerate(stories())
    if isinstance(facts, nudge.about)
    for due in nudge.due(facts)  # type: ignore[arg-type]  # matched by isinstance
]
over_every_saying = pytest.mark.parametrize(("nudge", "facts", "due"), SAYINGS)
over_every_nudge = pytest.mark.parametrize("nudge", NUDGES, ids=[nudge.kind for nudge in NUDGES])


def worded(nudge: AnyNudge, facts: Facts, due: Due) -> Message:
    return nudge.words(facts, due)  # type: ignore[arg-type]  # stories are matched with nudges above


def riding(nudge: AnyNudge, facts: Facts, due: Due) -> Sequence[Block]:
    return nudge.rider(facts, due) if nudge.rider else ()  # type: ignore[arg-type]  # as above


def values(tappable: Block) -> list[str]:
    """List what a tap may mean."""
    return [option["value"] for option in tappable.get("options", ())] or [tappable.get("value", "")]


def readers(facts: Facts) -> set[str]:
    if isinstance(facts, PairFacts):
        return {person.slack_id for person in facts.pair.both}
    return (
        {facts.ask.mentor.slack_id, facts.ask.mentee.slack_id}
        if isinstance(facts, AskFacts)
        else {facts.person.slack_id}
    )


def test_every_nudge_is_found_under_a_name_of_its_own() -> None:
    assert sorted(NUDGES, key=lambda nudge: nudge.priority) == sorted(
        NUDGES, key=lambda nudge: MOST_URGENT_FIRST.index(nudge.kind)
    )
    assert Counter(nudge.kind for nudge in NUDGES) == Counter(MOST_URGENT_FIRST)


def test_every_nudge_has_a_story_here() -> None:
    told = {saying.values[0].kind for saying in SAYINGS}  # type: ignore[union-attr]  # the first value is the nudge

    assert told == {nudge.kind for nudge in NUDGES}


@over_every_nudge
def test_it_says_why_it_came_in_one_sentence(nudge: AnyNudge) -> None:
    assert re.fullmatch(r"You get this because [^.<>]+\.", nudge.why)
    assert len(nudge.why.split()) <= 16


@over_every_nudge
def test_only_what_belongs_to_a_session_carries_and_only_what_can_wait_rides(nudge: AnyNudge) -> None:
    assert nudge.class_ in {Class.NUDGE, Class.SERVICE, Class.TRANSACTIONAL}
    assert not nudge.carries or nudge.class_ is Class.SERVICE
    assert (nudge.rider is not None) is nudge.optional
    assert not (nudge.reserved and nudge.optional)


@over_every_saying
def test_it_is_complete_without_its_blocks(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    said = worded(nudge, facts, due)

    for block in said.blocks:
        assert read_aloud(block) in said.text
    assert said.text.strip()


@over_every_saying
def test_it_is_short_and_offers_at_most_four_answers(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    said = worded(nudge, facts, due)

    assert len(words_in(said.blocks)) <= WORDS_MAX, said.text
    assert len(list(elements(said.blocks))) >= 1
    assert sum(each["type"] == "button" for each in elements(said.blocks)) <= BUTTONS_MAX


@over_every_saying
def test_as_a_rider_it_is_shorter_still(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    rider = riding(nudge, facts, due)

    assert len(words_in(rider)) < len(words_in(worded(nudge, facts, due).blocks))
    assert sum(each["type"] == "button" for each in elements(rider)) < BUTTONS_MAX


@over_every_saying
def test_slack_takes_it(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    payload = worded(nudge, facts, due).payload

    checks.blocks([*payload["blocks"], *riding(nudge, facts, due)])
    assert len(payload["text"]) <= 4000


@over_every_saying
def test_somebody_listens_to_everything_that_can_be_tapped(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    for blocks in (worded(nudge, facts, due).blocks, riding(nudge, facts, due)):
        for block in blocks:
            ids = [each["action_id"] for each in elements([block])]
            assert set(ids) <= ACTIONS
            assert len(ids) == len(set(ids))


@over_every_saying
def test_what_can_be_tapped_carries_an_id_and_no_words(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    for each in elements([*worded(nudge, facts, due).blocks, *riding(nudge, facts, due)]):
        for value in values(each):
            assert re.fullmatch(r"\d+(:\w+)?", value) or (not value and each["action_id"] in ABOUT_NOTHING)


@over_every_saying
def test_it_mentions_only_the_other_one_and_wakes_nobody(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    text = worded(nudge, facts, due).text + "".join(map(read_aloud, riding(nudge, facts, due)))

    assert "<!" not in text
    assert "*everything*" not in text
    assert "https://" not in text
    assert set(re.findall(r"<@(\w+)>", text)) <= readers(facts) - {due.to}


@over_every_saying
def test_it_shows_no_figure_and_blames_nobody(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    blocks = [*worded(nudge, facts, due).blocks, *riding(nudge, facts, due)]
    options = [option["text"]["text"] for each in elements(blocks) for option in each.get("options", ())]
    text = " ".join([*words_in(blocks), *options, nudge.why])

    for claim in CLAIMS:
        assert not claim.search(text), text
    assert not BLAME.search(text), text


@over_every_saying
def test_asked_twice_it_answers_the_same(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    ask: Any = nudge.due

    assert list(ask(facts)) == list(ask(facts))
    assert due in ask(facts)
    assert worded(nudge, facts, due) == worded(nudge, facts, due)
    assert riding(nudge, facts, due) == riding(nudge, facts, due)


@over_every_saying
def test_it_is_said_to_somebody_it_is_about(nudge: AnyNudge, facts: Facts, due: Due) -> None:
    assert due.to in readers(facts), nudge.kind


def test_what_people_typed_is_cut_between_words_and_made_harmless() -> None:
    assert in_brief("one  two\nthree", 3) == "one two three"
    assert in_brief("one two three", 2) == "one two …"
    assert in_brief("a<b " + "x" * 50, 2) == "a&lt;b " + "x" * 39 + "…"
    assert in_brief("", 2) == ""
