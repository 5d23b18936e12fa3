"""One run from people to pairs: prove, raise the floor, prove again, and look once more at everybody."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

import numpy as np
import ortools

from bot.mentoring.cohort.bounds import bound_of
from bot.mentoring.cohort.chosen import choices
from bot.mentoring.cohort.firsts import around, below_floor
from bot.mentoring.cohort.fit import Fit
from bot.mentoring.cohort.floor import Floor, highest, is_highest
from bot.mentoring.cohort.last_look import Look, last_look
from bot.mentoring.cohort.locks import sound
from bot.mentoring.cohort.network import Network, Numbers, Pool
from bot.mentoring.cohort.outcome import Certificate, LeftOver, Outcome, Paired
from bot.mentoring.cohort.participants import Cohort, Policy, Way, fingerprint
from bot.mentoring.cohort.proof import ROUNDS, Best, glance, near_best, part, prices_now, prove, prove_anew, value_of
from bot.mentoring.cohort.remembered import Remembered
from bot.mentoring.cohort.rows import NOT_ALLOWED, Rows
from bot.mentoring.cohort.stable import stable
from bot.mentoring.cohort.telling import missing, reasons, step
from bot.mentoring.pairscore import WHOLE

DRAWS: Final = 5
"""Prices learnt from so many draws leave a third fewer without than those of one."""
SOLVER: Final = f"OR-tools {ortools.__version__}, numpy {np.__version__}"


_bound: Final = attrgetter("bound")


class MatchBreaksARule(RuntimeError):
    """A match came out with a pair that a rule forbids. Nothing of it was kept."""


@dataclass(frozen=True, slots=True)
class Made:
    """A match; what bounds it; the greatest total there is when nobody asks about the worst-off; and the floor."""

    pairs: Pool
    bounding: Best
    plain: Best
    floor: Floor | None = None


def solve(cohort: Cohort, policy: Policy, *, rounds: int = ROUNDS) -> Outcome:
    """Match a cohort: most mentees first, then most of what people chose, the highest floor, and the greatest total."""
    sound_cohort, refused = sound(cohort, policy)
    fit = Fit(sound_cohort, policy)
    rows, network = Rows(fit), network_of(fit)
    made = _made(rows, network, rounds)
    if not _is_sound(fit, network, made.pairs):
        raise MatchBreaksARule(MatchBreaksARule.__doc__)
    look = last_look(rows, network, made.pairs)
    return Outcome(
        fingerprint=fingerprint(cohort, policy),
        solver=SOLVER,
        seed=policy.seed,
        certificate=_certificate(fit, network, made, look),
        pairs=tuple(sorted(_paired(fit, made.pairs, look), key=lambda each: (each.mentee, each.nth))),
        unmatched=tuple(sorted(_left_over(rows, made.pairs, look), key=lambda each: each.id)),
        refused=refused,
    )


def holds(cohort: Cohort, policy: Policy, outcome: Outcome) -> bool:
    """Check again what was proven, from the people, the pairs and the prices alone; no solver is asked."""
    fit = Fit(sound(cohort, policy)[0], policy)
    rows, network, told = Rows(fit), network_of(fit), outcome.certificate
    prices = np.array([told.prices.get(each.id, 0) for each in fit.mentors], np.int64)
    both = [(fit.mentee_at[each.mentee], fit.mentor_at[each.mentor]) for each in outcome.pairs if not each.locked]
    pairs = Pool.of(*(part(one, rows.row(one), np.array([other])) for one, other in both))
    anew, unit = _anew(network, pairs), rows.choices.unit
    gain = _outweighing(network, pairs)
    floor_prices = np.array([told.floor_prices.get(each.id, 0) for each in fit.mentors], np.int64)
    return (
        _is_sound(fit, network, pairs)
        and (told.matched, told.chosen) == (anew + fit.is_open.count(False), unit * _kept(network, pairs))
        and told.total == value_of(network, pairs) - gain
        and bound_of(rows, network, prices, told.floor) <= told.bound + gain
        and told.proven == (told.total == told.bound)
        and (not told.floor or is_highest(rows, network, pairs, told.floor, floor_prices))
        and told.floor <= _worst(network, pairs)
    )


def scarcity(cohort: Cohort, policy: Policy, *, expected: int | None = None) -> dict[str, int]:
    """Price a place with each mentor by who else wishes for one: what to take off a score where people choose alone.

    Whoever ranks by points less these prices leaves scarce places to those who have no other. Where fewer are expected
    than there are to learn from, the price is the mean over several draws of so many: one draw would price the taste of
    whoever happens to be in it.
    """
    mentees = [each for each in cohort.participants if each.mentors]
    others = [each for each in cohort.participants if not each.mentors]
    if expected is None or expected >= len(mentees):
        draws = [mentees]
    else:
        dice = random.Random(policy.seed)  # noqa: S311 - the same draws every time  # nosec B311
        draws = [dice.sample(mentees, expected) for _ in range(DRAWS)]
    prices = np.mean([_priced(replace(cohort, participants=(*draw, *others)), policy) for draw in draws], axis=0)
    return {each.id: int(price) for each, price in zip(Fit(cohort, policy).mentors, prices, strict=True)}


def _priced(cohort: Cohort, policy: Policy) -> Numbers:
    return np.minimum(WHOLE, prices_now(Rows(fit := Fit(cohort, policy)), network_of(fit)))


def network_of(fit: Fit) -> Network:
    """Count what everybody has room for."""
    known = sorted({each.department.casefold() for each in fit.mentors} - {""})
    departments = {each: at for at, each in enumerate(known)}
    places, rooms, carried = (np.array(each, np.int64) for each in (fit.places, fit.rooms, fit.carried))
    chosen = choices(fit)
    return Network(
        wanted=places,
        open_=np.array(fit.is_open, bool),
        rooms=rooms,
        carried=carried,
        departments=np.array([departments.get(each.department.casefold(), -1) for each in fit.mentors], np.int64),
        crowding=fit.policy.crowding,
        first_gain=chosen.first_gain,
        choice_gain=chosen.gain,
    )


def _made(rows: Rows, network: Network, rounds: int) -> Made:
    glanced = glance(rows, network)
    plain = prove_anew(rows, network, glanced, _floors(network, 0), rounds)
    policy = rows.fit.policy
    if policy.way is Way.STABLE:
        return Made(stable(rows, network), plain, plain)
    if not policy.floor or not _anew(network, plain.pairs):
        return Made(plain.pairs, plain, plain)
    worst = int(_first_points(network, plain.pairs).min())
    floor = highest(rows, network, glanced, plain.pairs, plain.pool, worst)
    if floor.points == worst:
        return Made(plain.pairs, plain, plain, floor)
    floors = _floors(network, floor.points)
    pool, seen = floor.pool, glanced.seen
    if (network.wanted > 1).any():
        pool, seen = _fewer(network, plain, floor), Remembered(network)
    best = loose = prove(rows, network, pool, seen, floors, rounds=rounds)
    while len(below := below_floor(network, best.pairs, floor.points)):
        floors[below] = floor.points
        best = prove(rows, network, best.pool, seen, floors, rounds=rounds)
    if best is loose:
        return Made(best.pairs, best, plain, floor)
    bounding = min((_bounded(rows, network, each, floor) for each in (best, loose)), key=_bound)
    if best.value < bounding.bound:
        best = around(rows, network, best, loose, _floors(network, floor.points), floor.points, rounds)
        bounding = min(bounding, _bounded(rows, network, best, floor), key=_bound)
    return Made(best.pairs, bounding, plain, floor)


def _fewer(network: Network, plain: Best, floor: Floor) -> Pool:
    """Leave out pairs that will hardly be chosen, as a flow takes longer where mentees want several.

    Whoever has nobody above the floor keeps all of theirs; whatever is missed is found again in a look at everybody.
    """
    keep = near_best(network, plain, floor.pool)
    most = np.full(len(network.wanted), NOT_ALLOWED, np.int64)
    np.maximum.at(most, plain.pairs.mentee, plain.pairs.points)
    return floor.pool.only(keep | (most[floor.pool.mentee] < floor.points))


def _bounded(rows: Rows, network: Network, best: Best, floor: Floor) -> Best:
    """Bound every match that keeps the floor by the prices of one that was found."""
    return replace(best, bound=bound_of(rows, network, best.prices, floor.points))


def _floors(network: Network, points: int) -> Numbers:
    """Ask for the floor where a mentee has one mentor; whoever has several needs it of one of them only."""
    return np.where(network.open_ & (network.wanted == 1), points, 0)


def _first_points(network: Network, pairs: Pool) -> Numbers:
    """Tell the points of every newly matched mentee's best mentor."""
    most = np.full(len(network.wanted), NOT_ALLOWED, np.int64)
    np.maximum.at(most, pairs.mentee, pairs.points)
    return most[network.open_ & (most >= 0)]


def _is_sound(fit: Fit, network: Network, pairs: Pool) -> bool:
    """Hold a match against every rule once more, pair by pair and place by place."""
    both = list(zip(pairs.mentee.tolist(), pairs.mentor.tolist(), strict=True))
    barred = any(fit.barrier(fit.mentees[one], fit.mentors[other]) for one, other in both)
    crowded = (np.bincount(pairs.mentor, minlength=len(network.rooms)) > network.rooms).any()
    greedy = (np.bincount(pairs.mentee, minlength=len(network.wanted)) > network.wanted).any()
    return not (barred or crowded or greedy) and len(set(both)) == len(both)


def _certificate(fit: Fit, network: Network, made: Made, look: Look) -> Certificate:
    bounding, plain, floor = made.bounding, made.plain, made.floor
    total = value_of(network, made.pairs) - _outweighing(network, made.pairs)
    bound = bounding.bound - _outweighing(network, bounding.pairs)
    stable_ = fit.policy.way is Way.STABLE
    return Certificate(
        way=fit.policy.way,
        mentees=len(fit.mentees),
        matched=_anew(network, made.pairs) + fit.is_open.count(False),
        chosen=choices(fit).unit * _kept(network, made.pairs),
        floor=floor.points if floor else 0,
        worst=_worst(network, made.pairs),
        total=total,
        bound=bound,
        proven=not stable_ and total == bound and plain.bound == plain.value,
        rounds=bounding.rounds + (plain.rounds if plain is not bounding else 0),
        plain_worst=_worst(network, plain.pairs),
        plain_total=value_of(network, plain.pairs) - _outweighing(network, plain.pairs),
        prices={each.id: int(price) for each, price in zip(fit.mentors, bounding.prices, strict=True)},
        floor_prices=_at_a_price(fit, floor.prices) if floor else {},
        blocking=look.blocking,
        blocking_pairs=tuple((fit.mentees[one].id, fit.mentors[other].id) for one, other in look.examples),
    )


def _worst(network: Network, pairs: Pool) -> int:
    points = _first_points(network, pairs)
    return int(points.min()) if len(points) else 0


def _at_a_price(fit: Fit, prices: Numbers) -> dict[str, int]:
    return {each.id: int(price) for each, price in zip(fit.mentors, prices, strict=True) if price}


def _kept(network: Network, pairs: Pool) -> int:
    """Count what is kept of what people chose."""
    return int((pairs.worth // network.choice_gain).sum())


def _outweighing(network: Network, pairs: Pool) -> int:
    """Tell how much of what a match is worth is there only to outweigh scores: mentees with a mentor, and choices."""
    return network.first_gain * _anew(network, pairs) + network.choice_gain * _kept(network, pairs)


def _anew(network: Network, pairs: Pool) -> int:
    return int(np.unique(pairs.mentee[network.open_[pairs.mentee]]).size)


def _paired(fit: Fit, pairs: Pool, look: Look) -> Iterator[Paired]:
    made = [
        (fit.mentees[one].id, fit.mentors[other].id, look.ranks[one, other])
        for one, other in zip(pairs.mentee.tolist(), pairs.mentor.tolist(), strict=True)
    ]
    locked = [(one, other, 0) for one, other in sorted(fit.cohort.locks)]
    several: dict[str, int] = {one: fit.live_of[one] for one in {one for one, _, _ in (*made, *locked)}}
    for one, other, rank in (*locked, *sorted(made, key=lambda each: (each[2], each[1]))):
        mentee, mentor = fit.mentees[fit.mentee_at[one]], fit.mentors[fit.mentor_at[other]]
        points = fit.points(mentee, mentor)
        several[one] += 1
        yield Paired(
            mentee=one,
            mentor=other,
            nth=several[one],
            score=points.score,
            parts=points.mentee._asdict(),
            mentor_points=points.mentor.total,
            rank=rank,
            reasons=reasons(fit, mentee, mentor),
            missing=missing(mentee, mentor),
            locked=not rank,
        )


def _left_over(rows: Rows, pairs: Pool, look: Look) -> Iterator[LeftOver]:
    fit = rows.fit
    has = set(pairs.mentee.tolist())
    for at, mentee in enumerate(fit.mentees):
        if fit.is_open[at] and at not in has:
            barriers, possible = rows.barriers(at), look.possible.get(at, 0)
            told = step(barriers.alone, possible, barriers.same_level)
            yield LeftOver(id=mentee.id, barriers=barriers.first, possible=possible, step=told)
