"""Whatever two people, time, leads and contacts do in whatever order: a pair's life keeps to its rules."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.mentoring import closings, flows, holds, pauses
from bot.mentoring.facts import PairFacts
from bot.mentoring.lifecycles import ENDED, LEADS_TO, LIFTS_TO, LIVE, OPEN, Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import RHYTHMS, GoesOnAs, Pair
from bot.mentoring.refusals import Refusal
from tests.examples import MONDAY, pair

DAY = timedelta(days=1)
Act = Callable[[Pair, datetime], Any]
ACTS: dict[str, Act] = {
    "begin": Pair.begin,
    "meet": lambda pair, now: pair.meet(now, now),
    "log an old one": lambda pair, now: pair.meet(now - 40 * DAY, now),
    "miss": Pair.miss,
    "keep": Pair.keep,
    "pause": lambda pair, now: pair.pause(now + 20 * DAY, now, "UADA"),
    "pause, too": lambda pair, now: pauses.begin(pair, now + 30 * DAY, now, "UMEI"),
    "pause far too long": lambda pair, now: pauses.begin(pair, now + 300 * DAY, now, "UADA"),
    "one lets go": lambda pair, now: pauses.let_go(pair, "UADA", now),
    "the other lets go": lambda pair, now: pauses.let_go(pair, "UMEI", now),
    "pause longer": Pair.pause_longer,
    "resume": Pair.resume,
    "rest": Pair.rest,
    "wish": lambda pair, now: pair.wish(RHYTHMS["monthly"], "UADA", now),
    "check in": Pair.check_in,
    "agree on an end": lambda pair, now: closings.agree_on_end(pair, now + 100 * DAY, now),
    "wind down": closings.wind_down,
    "ask": closings.ask_how_to_go_on,
    "extend": closings.extend,
    "peers": lambda pair, now: closings.redefine(pair, GoesOnAs.PEERS, now),
    "quarterly": lambda pair, now: closings.redefine(pair, GoesOnAs.NOW_AND_THEN, now),
    "keep now and then": closings.keep_now_and_then,
    "reopen": closings.reopen,
    "hold": holds.hold,
    "lift": holds.lift,
    "peers in one line": holds.go_on_as_peers,
}
RELEASES = (holds.lift, holds.go_on_as_peers)
ENDINGS: dict[str, Act] = {
    "end": Pair.end,
    "left": lambda pair, now: pair.end(now, Lifecycle.ENDED_LEFT),
    "by program": lambda pair, now: pair.end(now, Lifecycle.ENDED_BY_PROGRAM),
    "never started": lambda pair, now: pair.end(now, Lifecycle.NEVER_STARTED),
    "complete": closings.complete,
}


class Life(RuleBasedStateMachine):
    """One pair, to which anything may happen at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.now = MONDAY
        self.pair = pair(started_at=MONDAY, lifecycle=Lifecycle.PROPOSED)
        self.passed = [self.pair.lifecycle]

    @rule(act=st.sampled_from(sorted(ACTS)), days=st.integers(0, 30))
    def happens(self, act: str, days: int) -> None:
        self.do(ACTS[act], days)

    @precondition(lambda self: len(self.passed) > 4)
    @rule(act=st.sampled_from(sorted(ENDINGS)), days=st.integers(0, 30))
    def ends(self, act: str, days: int) -> None:
        self.do(ENDINGS[act], days)

    def do(self, act: Act, days: int) -> None:
        self.now += days * DAY
        before, facts = self.pair.lifecycle, dict(vars(self.pair))
        refused = None
        try:
            act(self.pair, self.now)
        except Refusal as refusal:
            refused = refusal
        assert refused is None or (refused.sentence.endswith(".") and vars(self.pair) == facts), "it changes nothing"
        if self.pair.lifecycle is not before:
            self.passed.append(self.pair.lifecycle)
            released = LIFTS_TO if act in RELEASES else frozenset()
            assert self.pair.lifecycle in LEADS_TO[before] | released

    @invariant()
    def every_silent_state_is_silent(self) -> None:
        facts = PairFacts(pair=self.pair)
        all_flows = frozenset.union(*flows.BY_STAGE.values())
        if flows.is_silent(self.pair.lifecycle):
            assert not any(flows.may_fire(flow, Class.NUDGE, facts) for flow in all_flows)

    @invariant()
    def it_can_always_be_ended_and_what_has_ended_stays_so(self) -> None:
        if self.pair.is_live:
            assert Lifecycle.ENDED_NO_FAULT in LEADS_TO[self.pair.lifecycle]
        assert self.pair.lifecycle in ENDED or self.pair.ended_at is None
        assert not any(state in ENDED for state in self.passed[:-1])

    @invariant()
    def only_days_on_which_it_was_under_way_count(self) -> None:
        assert self.pair.quiet_since <= self.now

    @invariant()
    def on_hold_it_is_known_where_it_stood(self) -> None:
        assert (self.pair.lifecycle is Lifecycle.HOLD) is (self.pair.before_hold is not None) or self.pair.ended_at
        assert self.pair.lifecycle.shown is not Lifecycle.HOLD

    @invariant()
    def time_alone_moves_only_what_can_move(self) -> None:
        if self.pair.lifecycle in ENDED | {Lifecycle.HOLD, Lifecycle.PROPOSED}:
            assert self.pair.lapses_at is None


Life.TestCase.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
TestLife = Life.TestCase


def test_the_states_are_all_reached_and_all_left() -> None:
    reached = frozenset[Lifecycle]().union(*LEADS_TO.values())

    assert reached == frozenset(Lifecycle) - {Lifecycle.PROPOSED}
    assert set(LEADS_TO) == OPEN
    assert all(Lifecycle.HOLD in LEADS_TO[each] for each in LIVE - {Lifecycle.HOLD})
    assert all({Lifecycle.ENDED_LEFT, Lifecycle.ENDED_BY_PROGRAM} <= LEADS_TO[each] for each in LIVE)
