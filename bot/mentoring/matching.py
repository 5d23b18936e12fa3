"""Who fits whom: mentors ranked for one person, each with two reasons and at most one caveat."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import Final, NamedTuple

from bot.mentoring.offers import Offer, Rule, Seeker, Switches
from bot.mentoring.pairscore import Parts, parts
from bot.mentoring.search.hits import Hit
from bot.mentoring.suitability import AS_SHIPPED, ENOUGH_HOURS, Suitability, above, in_line, listed, overlap_hours
from bot.mentoring.topics import Wanted
from bot.mentoring.wish import TOPICS_NAMED, Wish

__all__ = ["Found", "Match", "Offer", "Rule", "Seeker", "above", "in_line", "overlap_hours", "shortlist"]

SHORTLIST: Final = 5
NEAR_EQUAL: Final = 50
WHOLE_DAY: Final = 8
LEVELS: Final = {1: "One level", 2: "Two levels", 3: "Three levels", 4: "Four levels"}


@dataclass(frozen=True, slots=True)
class Match:
    """A mentor worth asking, and why: in two reasons, one caveat, and the parts of the score they come from."""

    offer: Offer
    reasons: tuple[str, str]
    caveat: str | None
    parts: Parts
    missing: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """How well they fit, from nothing to a thousand."""
        return self.parts.total


@dataclass(frozen=True, slots=True)
class Found:
    """Who fits, why others do not, and what is near when nobody does."""

    matches: tuple[Match, ...] = ()
    removed: Mapping[Rule, int] = field(default_factory=dict)
    near: tuple[str, ...] = ()


class By(StrEnum):
    """By what others were found for a request that came to nothing."""

    REQUEST = "request"
    SEARCH = "search"
    GOALS = "goals"
    EARLIER = "earlier"
    TAUGHT = "taught"


@dataclass(frozen=True, slots=True)
class Others:
    """Who else fits a request that came to nothing, and by what they were found."""

    matches: tuple[Match, ...] = ()
    by: By = By.REQUEST


def shortlist(
    wanted: Wanted,
    seeker: Seeker,
    offers: Iterable[Offer],
    size: int = SHORTLIST,
    *,
    now: datetime,
    hits: Mapping[int, Hit] | None = None,
    switches: Switches = AS_SHIPPED,
) -> Found:
    """Choose the mentors most worth asking: hard rules first, then fit, then whoever has the least to carry.

    `hits` are the answers of a search to this wish, by person; without them the wish is held against the topics alone.
    One place in five goes to a mentor who has had no mentee yet, and a name comes first.
    """
    everyone = list({offer.slack_id: offer for offer in offers}.values())
    wish = Wish(wanted, [offer.topics for offer in everyone])
    suits = Suitability(seeker, now, switches)
    objections: list[Rule] = []
    fits: list[_Fit] = []
    unasked: list[Sequence[str]] = []
    others = 0
    for offer, taught in zip(everyone, wish.taught, strict=True):
        rule, answered = suits.objection(offer), _answered(offer, taught, wish, hits)
        if answered is None:
            others += 1
            unasked += [offer.topics] if rule is None else []
        elif rule is not None:
            objections.append(rule)
        else:
            fits.append(_fit(offer, answered, suits))
    removed = Counter(objections) + Counter({Rule.NO_TOPIC: others})
    near = () if fits else wish.near(unasked, [offer.topics for offer in everyone])
    matches = tuple(_match(fit, wish, suits) for fit in _with_newcomers(fits, size))
    return Found(matches, dict(removed), near)


def _answered(offer: Offer, taught: int, wish: Wish, hits: Mapping[int, Hit] | None) -> "_Answered | None":
    named, mentioned = wish.names(offer), wish.mentioned(offer.title, offer.about, taught)
    if hits is None:
        share = wish.share(taught, mentioned)
        return _Answered(named, share, share) if named or wish.met_by(taught, mentioned) else None
    hit = hits.get(offer.person_id)
    if hit is None:
        return _Answered(named, 0, 0) if named else None
    if not hit.is_meant and not (named or hit.is_named) and not wish.met_by(taught, mentioned):
        return None
    is_guess = hit.is_guess and not named
    return _Answered(named or hit.is_named, hit.needs, hit.goals, hit.topics, is_guess, hit.is_meant)


def _fit(offer: Offer, answered: "_Answered", suits: Suitability) -> "_Fit":
    found = parts(suits.between(offer, needs=answered.needs, goals=answered.goals))
    worth = found.total - offer.price
    return _Fit(
        not answered.named,
        -(worth // NEAR_EQUAL),
        offer.mentees + offer.waiting,
        -worth,
        offer.slack_id,
        offer,
        found,
        answered.topics,
        answered.guessed,
        answered.is_meant,
    )


def _match(fit: "_Fit", wish: Wish, suits: Suitability) -> Match:
    missing = wish.missing(fit.offer, is_meant=fit.is_meant) if fit.unnamed else ()
    return Match(fit.offer, _reasons(fit, wish, suits), suits.caveat(fit.offer), fit.parts, missing)


def _with_newcomers(fits: Sequence["_Fit"], size: int) -> list["_Fit"]:
    best = nsmallest(size, fits)
    ahead = sum(fit.offer.new for fit in best)
    settled = [fit for fit in best if fit.unnamed and not fit.offer.new]
    # A list of three or four keeps one place too, as rounding does.
    places = min((size + 2) // 5, ahead + len(settled))
    newcomers = nsmallest(places, [fit for fit in fits if fit.offer.new])[ahead:]
    leaving = settled[len(settled) - len(newcomers) :]
    return [fit for fit in best if fit not in leaving] + newcomers


def _reasons(fit: "_Fit", wish: Wish, suits: Suitability) -> tuple[str, str]:
    offer = fit.offer
    sayable = (
        _name(fit),
        _expertise(fit, wish),
        _level(suits.ahead(offer)),
        _time(suits.hours(offer)),
        "From another department: a fresh view" if suits.elsewhere(offer) else None,
        "Has room for one mentee" if offer.room == 1 else f"Has room for {offer.room} mentees",
        "Open to being asked",
    )
    first, second, *_ = (reason for reason in sayable if reason)
    return first, second


def _name(fit: "_Fit") -> str | None:
    if fit.unnamed:
        return None
    return f"Did you mean {fit.offer.real_name or fit.offer.name}?" if fit.guessed else "The person you named"


def _expertise(fit: "_Fit", wish: Wish) -> str | None:
    offer = fit.offer
    topics = list(fit.topics) or wish.answered_by(offer.topics) or ([] if fit.unnamed else offer.topics[:TOPICS_NAMED])
    if topics:
        return f"Teaches {listed(topics)}"
    word = wish.word_in(offer.title, offer.about)
    return f"Mentions {word} in their profile" if word else None


def _level(ahead: int | None) -> str | None:
    return f"{LEVELS.get(ahead, 'Several levels')} ahead of you" if ahead and ahead > 0 else None


def _time(hours: int | None) -> str | None:
    if hours is None or hours < ENOUGH_HOURS:
        return None
    return "Your whole working day in common" if hours >= WHOLE_DAY else f"{hours} hours of your working day in common"


class _Fit(NamedTuple):
    unnamed: bool
    band: int
    load: int
    minus: int
    slack_id: str
    offer: Offer
    parts: Parts
    topics: tuple[str, ...]
    guessed: bool
    is_meant: bool


class _Answered(NamedTuple):
    named: bool
    needs: int | None
    goals: int | None
    topics: tuple[str, ...] = ()
    guessed: bool = False
    is_meant: bool = True
