"""What holds for everybody in every half year: anywhere on earth, whatever comes up, however they answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import available_timezones

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.mentoring.hours import Hours
from bot.mentoring.manners import Candidate, Choice, Said, Speak, Wishes, choose, quiet_until
from bot.mentoring.occasions import Class
from tests.mentoring.candidates import ADA, DAY, NOW, WEEK, nudge

HALF_A_YEAR = 26 * WEEK
HALF_AN_HOUR = timedelta(minutes=30)
ZONES = sorted(available_timezones())
KINDS = ["agenda", "audit", "goal", "pulse", "rest", "slip"]
RESERVED = 100
"""Less urgent than anything, so that only the reserve helps it through."""


@dataclass
class Life:
    """What one person was told, and what became of everything that came up."""

    found: Sequence[Candidate]
    wishes: Wishes
    letters: list[tuple[datetime, Speak]]
    looks: list[tuple[datetime, Choice]]
    said: list[Said]

    @property
    def nudges(self) -> list[tuple[datetime, Candidate]]:
        """The nudges that cost a letter of their own."""
        return [(at, one.candidate) for at, one in self.letters if one.candidate.class_ is Class.NUDGE]

    @property
    def told(self) -> Iterator[tuple[datetime, Candidate]]:
        """Everything, alone, merged or riding."""
        return ((at, one) for at, letter in self.letters for one in told_in(letter))

    def known(self, now: datetime) -> list[Said]:
        """Look back from this moment: what was said before, and the taps there were until then."""
        past = (one for one in self.said if one.at < now)
        return [one if one.acknowledged_at and one.acknowledged_at <= now else untapped(one) for one in past]


def told_in(letter: Speak) -> list[Candidate]:
    return [*letter.parts, *([letter.rider] if letter.rider else [])]


def untapped(one: Said) -> Said:
    return replace(one, acknowledged_at=None)


def live(candidates: Sequence[Candidate], wishes: Wishes, taps: Sequence[timedelta | None]) -> Life:
    """Look whenever the last look said to, until nothing is left. Letters are tapped after a while, or never."""
    life, left, now = Life(candidates, wishes, [], [], []), list(candidates), NOW
    while left:
        choice = choose(left, life.known(now), wishes, now)
        life.looks.append((now, choice))
        for letter in choice.now:
            tap = taps[len(life.letters) % len(taps)]
            life.letters.append((now, letter))
            life.said += [
                replace(one, acknowledged_at=None if tap is None else now + tap) for one in letter.once_said(now)
            ]
        left = [one for one in left if one.key in choice.later]
        now = min(choice.later.values(), default=now)
    return life


def comes_up(at: datetime, days: int, snoozed_for: int | None, **rest: object) -> Candidate:
    until, snoozed_until = at + days * DAY, None if snoozed_for is None else at + snoozed_for * DAY
    return Candidate(key="", at=at, until=until, snoozed_until=snoozed_until, **rest)  # type: ignore[arg-type]  # whatever field a test is about


def named(found: list[Candidate]) -> list[Candidate]:
    return [replace(one, key=f"{number:02}") for number, one in enumerate(found)]


def moments(within: timedelta) -> st.SearchStrategy[datetime]:
    return st.integers(0, within // HALF_AN_HOUR).map(lambda n: NOW + n * HALF_AN_HOUR)


def whatever_comes_up(within: timedelta) -> st.SearchStrategy[list[Candidate]]:
    one = st.builds(
        comes_up,
        at=moments(within),
        days=st.integers(1, 30),
        snoozed_for=st.sampled_from([None, None, None, -1, 0, 1, 3, 7, 31]),
        kind=st.sampled_from(KINDS),
        class_=st.sampled_from([Class.NUDGE, Class.NUDGE, Class.NUDGE, Class.SERVICE, *Class]),
        priority=st.integers(0, 3),
        pair=st.sampled_from([None, 1, 2]),
        rides=st.booleans(),
        reserved=st.sampled_from([False, False, False, True]),
        optional=st.booleans(),
        carries=st.booleans(),
    )
    return st.lists(one, min_size=1, max_size=24).map(named)


crowds = whatever_comes_up(8 * WEEK)
candidates = whatever_comes_up(HALF_A_YEAR) | crowds
kinds = st.frozensets(st.sampled_from(KINDS), max_size=2)
people = st.builds(
    Wishes,
    hours=st.builds(Hours, timezone=st.sampled_from(ZONES), days=st.frozensets(st.integers(0, 6), min_size=1)),
    paused_until=st.none() | moments(HALF_A_YEAR),
    stopped=st.just(frozenset[str]()) | kinds,
    fewer=st.just(frozenset[str]()) | kinds,
    pairs=st.integers(0, 3),
)
taps = st.lists(st.none() | st.integers(0, 12).map(lambda n: n * DAY), min_size=1, max_size=6)
lives = st.builds(live, candidates, people, taps)
always = settings(deadline=None, max_examples=60)


@always
@given(lives)
def test_nobody_is_ever_told_anything_outside_their_hours_or_when_it_is_not_true(life: Life) -> None:
    assert all(life.wishes.hours.allow(at) for at, _ in life.letters)
    assert all(one.at <= at < one.until for at, one in life.told)
    assert all(one.snoozed_until is None or at >= one.snoozed_until for at, one in life.told)


@always
@given(lives)
def test_there_are_never_more_nudges_than_one_a_week_and_three_in_four_weeks(life: Life) -> None:
    sent = [at for at, _ in life.nudges]

    assert all(later - earlier >= WEEK for earlier, later in pairwise(sent))
    assert all(fourth - first >= 4 * WEEK for first, fourth in zip(sent, sent[3:], strict=False))


@always
@given(lives)
def test_an_ordinary_nudge_leaves_a_place_free_and_counts_the_service_letters(life: Life) -> None:
    service = {at for at, one in life.letters if one.candidate.class_ is Class.SERVICE}
    sent = [at for at, _ in life.nudges]

    for at, one in life.nudges:
        week = [other for other in [*sent, *service] if at - WEEK < other <= at]
        four_weeks = [other for other in sent if at - 4 * WEEK < other <= at]
        assert one.reserved or len(four_weeks) <= 2
        assert one.reserved or len(week) <= (3 if life.wishes.pairs >= 2 else 2)


@always
@given(lives)
def test_whoever_does_not_answer_hears_less(life: Life) -> None:
    for at, letter in life.letters:
        past = life.known(at)
        last_tap = max((one.acknowledged_at for one in past if one.acknowledged_at), default=NOW - DAY)
        silent = [one for one in past if one.class_ is Class.NUDGE and one.at > last_tap]
        silence = sum(life.wishes.hours.working_days_after(one.at, 5) <= at for one in silent)

        for one in told_in(letter):
            alone = one is letter.candidate
            assert one.class_ is not Class.NUDGE or one.reserved or silence < 2
            assert one.class_ is not Class.NUDGE or one.reserved or not (alone and one.optional) or silence < 1


@always
@given(lives)
def test_a_letter_has_one_rider_at_most_and_about_the_same_pair(life: Life) -> None:
    for _, letter in life.letters:
        if rider := letter.rider:
            carriers = [one for one in letter.parts if one.carries and rider.pair in {None, one.pair}]
            assert carriers
            assert rider.rides
            assert rider.class_ is Class.NUDGE
            assert letter.candidate.class_ in {Class.SERVICE, Class.TRANSACTIONAL}
        assert {one.class_ for one in letter.also} <= {Class.SERVICE}
        assert not letter.also or letter.candidate.class_ is Class.SERVICE


@always
@given(lives)
def test_what_may_ride_goes_alone_only_after_ten_days_or_half_its_time(life: Life) -> None:
    patient = [(at, one) for at, one in life.nudges if one.rides and not one.reserved]

    assert all(at >= one.at + min(10 * DAY, (one.until - one.at) / 2) for at, one in patient)


@always
@given(lives)
def test_people_are_left_alone_as_they_wished(life: Life) -> None:
    paused_until = life.wishes.paused_until or NOW
    nudges = [(at, one) for at, one in life.told if one.class_ is Class.NUDGE]

    assert all(at >= paused_until for at, one in life.told if one.class_ in {Class.NUDGE, Class.SERVICE})
    assert not [one for _, one in nudges if one.kind in life.wishes.stopped]
    for kind in life.wishes.fewer:
        sent = [at for at, one in nudges if one.kind == kind]
        assert all(later - earlier >= 4 * WEEK for earlier, later in pairwise(sent))


@always
@given(lives)
def test_what_others_wait_for_and_booked_sessions_are_told_at_the_first_opening(life: Life) -> None:
    told = {one.key: at for at, one in life.told}
    paused_until = life.wishes.paused_until or NOW

    for one in life.found:
        if one.class_ is not Class.NUDGE:
            held = paused_until if one.class_ is Class.SERVICE else NOW
            first = life.wishes.hours.opening(max(one.at, one.snoozed_until or NOW, held))
            assert told.get(one.key) == (first if first < one.until else None)


@always
@given(crowds, people, taps, st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_up_does_not_matter(
    found: list[Candidate], person: Wishes, tapped: list[timedelta | None], random: Random
) -> None:
    life = live(found, person, tapped)
    shuffled = random.sample(found, len(found))

    assert live(shuffled, person, tapped).looks == life.looks


@always
@given(lives)
def test_everything_is_told_once_or_waits_or_is_dropped_and_looking_ends(life: Life) -> None:
    told = [one.key for _, one in life.told]
    dropped = [key for _, choice in life.looks for key in choice.never]

    assert sorted([*told, *dropped]) == sorted(one.key for one in life.found)
    assert len(life.looks) <= 1 + 40 * len(life.found)
    for now, choice in life.looks:
        assert all(later > now for later in choice.later.values())
        here = [one.key for letter in choice.now for one in told_in(letter)]
        assert not set(here) & set(choice.later)
        assert not set(here) & choice.never
        assert not choice.never & set(choice.later)


@always
@given(crowds, people, moments(8 * WEEK))
def test_asking_again_at_once_says_nothing_more(found: list[Candidate], person: Wishes, now: datetime) -> None:
    choice = choose(found, [], person, now)
    just_said = [one for letter in choice.now for one in letter.once_said(now)]

    again = choose([one for one in found if one.key in choice.later], just_said, person, now)

    assert again.now == ()
    assert again.never == frozenset()
    assert again.later.keys() == choice.later.keys()


@always
@given(lives)
def test_the_promised_quiet_is_kept(life: Life) -> None:
    sent = [at for at, _ in life.nudges]

    for at, following in pairwise(sent):
        so_far = [one for one in life.said if one.at <= at]
        assert at < quiet_until(so_far, life.wishes, at) <= following


@always
@given(candidates, people, taps, moments(25 * WEEK), st.integers(1, 21))
@example([nudge("a", at=NOW + DAY)], ADA, [None], NOW + 2 * DAY, 5)
def test_a_reserved_nudge_that_was_foreseen_gets_through_within_its_window(
    found: list[Candidate], person: Wishes, tapped: list[timedelta | None], at: datetime, days: int
) -> None:
    open_to_it = replace(person, paused_until=None, stopped=frozenset(), fewer=frozenset())
    notice = nudge("rest", at=at, until=at + days * DAY, priority=RESERVED, reserved=True)

    life = live([*(replace(one, reserved=False) for one in found), notice], open_to_it, tapped)

    told = [when for when, one in life.told if one.key == "rest"]
    assert len(told) == (open_to_it.hours.opening(at) < notice.until)


@always
@given(candidates, taps, moments(20 * WEEK), st.integers(1, 3))
def test_the_restart_question_and_the_notice_of_rest_of_one_pair_both_get_through(
    found: list[Candidate], tapped: list[timedelta | None], stalled: datetime, pairs: int
) -> None:
    """A fortnightly pair stalls on day 25 and rests on day 45; the question stays true ten days, the notice five."""
    restart = nudge("restart", at=stalled, until=stalled + 10 * DAY, priority=RESERVED, reserved=True)
    rest = nudge("rest", at=stalled + 20 * DAY, until=stalled + 25 * DAY, priority=RESERVED, reserved=True)
    ordinary = [replace(one, reserved=False) for one in found]

    life = live([*ordinary, restart, rest], Wishes(hours=Hours(), pairs=pairs), tapped)

    assert {"restart", "rest"} <= {one.key for _, one in life.told}
