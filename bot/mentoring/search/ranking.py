"""Ranking: the profiles that answer a wish best, how well each does, and what it is in them that does."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Final

from rapidfuzz.fuzz import ratio

from bot.mentoring.hearing import FAINT, spoken
from bot.mentoring.search.hits import Hit
from bot.mentoring.search.index import Index, Term, Told
from bot.mentoring.search.profiles import SKILL_WEIGHS as SKILL_WEIGHS_IN_A_PROFILE
from bot.mentoring.search.profiles import Profile, of_name, of_skill
from bot.mentoring.search.unwanted import Unwanted
from bot.mentoring.search.wishes import NAMED_WEIGHS, SKILL_WEIGHS, Reading
from bot.mentoring.stems import stem
from bot.mentoring.topics import words as telling

BESIDE_WEIGHS: Final = 0.35
"""What only goes together with what is wanted weighs about a third of it."""
LOOKED_AT_CLOSELY: Final = 20
NEAR_THE_HIGHEST: Final = 0.6
"""Whose sum is less than that of the highest is hardly ever the best at a closer look."""
NEXT_TO_NOTHING: Final = 1e-6
FEW: Final = 200
"""So many are put in order sooner than they are looked through."""
FULL_WEIGHT: Final = 3.0
"""About what a term weighs in a profile that is all about it."""
AT_LEAST, ONE_IN = 2500, 8
"""Terms that many have are left out once so many profiles were seen, or one in so many of all."""
LABEL_SHARE, SPELLING_SHARE, TEXT_SHARE = 0.5, 0.25, 0.25
"""What meets a need: a topic that says it, spelt like it, in a profile that is about it."""
SKILL_IS_A_LABEL: Final = 0.9
NEARLY_THE_BEST: Final = 0.6
TOPICS_NAMED: Final = 3
WHOLE: Final = 1000
A_HALF: Final = 0.5 + 1e-7
"""So that a half is a half in whatever order what it comes to was added up; `round` would take longer."""
PLACES: Final = 10**9
A_SKILL: Final = of_skill("")
LITTLE_DOUBT: Final = 0.35 * SKILL_WEIGHS_IN_A_PROFILE
"""Less is a single word of many that are said of it, and may say something else: "structure" hints at engineering."""
_most: Final = itemgetter(0)
_second: Final = itemgetter(1)

_Ranked = tuple[bool, int, str, int, float, float, float, Profile, Sequence[Told]]
"""Not named, how well it answers, who, the number, need, text, how well the best topic says it, profile and topics."""


def best(index: Index, reading: Reading, most: int) -> list[Hit]:
    """Find the profiles that answer a wish best, best first. A name comes before everything."""
    close = _Close(index, reading)
    sums = _sums(index, close.worths)
    found = dict.fromkeys(_foremost(sums, most), False)
    exactly = index.named(reading.typed)
    if named := exactly or (reading.names and index.called(reading.names)):
        found |= dict.fromkeys(named, True)
    ranked = _ranked(index, close, sums, found)
    ranked.sort()
    hits = [_hit(close, one) for one in ranked[:most]]
    return hits if exactly or not reading.is_guess else [hit._replace(is_guess=hit.is_named) for hit in hits]


def is_vague(reading: Reading, hits: Iterable[Hit]) -> bool:
    """Tell whether a wish doesn't say what for, and is neither a name nor just what somebody calls their topic."""
    says_something = bool(telling(reading.typed)) and (reading.skills or not reading.is_faint)
    if says_something or not reading.words:
        return False
    return not any(hit.is_named or hit.needs >= WHOLE * LABEL_SHARE for hit in hits)


def beside(index: Index, reading: Reading, most: int) -> tuple[str, ...]:
    """Name skills that go together here with those that were understood."""
    near = (
        other[1:]
        for name in reading.skills
        for other, _ in index.neighbours(of_skill(name))
        if other.startswith(of_skill(""))
    )
    return tuple(name for name in dict.fromkeys(near) if name not in reading.skills)[:most]


def reasons(profile: Profile, hit: Hit, reading: Reading) -> tuple[str, ...]:
    """Say what it is in a profile that answers the wish, the most telling first, and never more than is known."""
    found = []
    if hit.is_named:
        found.append(f"Did you mean {profile.real_name or profile.name}?" if hit.is_guess else "The person you named")
    if hit.topics:
        found.append(f"Teaches {_listed(hit.topics)}")
    if told := _mentioned(profile, hit, reading):
        found.append(f"Mentions {_listed(told[:TOPICS_NAMED])} in their profile")
    if not found and not hit.is_meant and _is_called_so(profile, reading):
        return (f"A word of what you wrote is their name: {profile.real_name or profile.name}",)
    return tuple(found) or (_near(hit, reading),)


def _near(hit: Hit, reading: Reading) -> str:
    """Say how a profile is near that has none of the words: it means the same, hints at it, or goes with it."""
    if hit.writes_of:
        return f"Writes about {hit.writes_of} in other words"
    if hit.hints_at:
        return f"Has a word that hints at {hit.hints_at}"
    return f"Close to {' or '.join(reading.skills) or 'what you wrote'}"


def _is_called_so(profile: Profile, reading: Reading) -> bool:
    """Tell whether a word of the wish is a part of somebody's name."""
    return any(of_name(word) in reading.terms for word in spoken(f"{profile.name} {profile.real_name}"))


def _mentioned(profile: Profile, hit: Hit, reading: Reading) -> list[str]:
    """List the words of the wish that stand in a profile's text and in none of the topics that were named."""
    if not (profile.title or profile.about):
        return []
    taught = {stem(word) for topic in hit.topics for word in spoken(topic)}
    return [
        word
        for word in dict.fromkeys(spoken(f"{profile.title} {profile.about}"))
        if stem(word) in reading.terms and stem(word) not in taught and word not in FAINT
    ]


def _sums(index: Index, worths: Iterable[tuple[float, Term]]) -> dict[int, float]:
    """Add up what each profile's terms are worth, the most telling first, until enough was seen."""
    sums: dict[int, float] = {}
    left = max(AT_LEAST, len(index) // ONE_IN)
    for worth, (_, _, numbers, weights, couples) in worths:
        if sums and len(numbers) > left:
            continue
        left -= len(numbers)
        if couples:
            known = sums.get
            for number, weight in couples:
                sums[number] = known(number, 0.0) + worth * weight
            continue
        more = dict(zip(numbers, map(worth.__mul__, weights), strict=True))
        for number in sums.keys() & more.keys():  # only whoever has both is added up by hand
            more[number] += sums[number]
        sums |= more
    return sums


def _foremost(sums: dict[int, float], most: int) -> list[int]:
    """Find whom to look at closely: the highest sums, and of those that are far from the highest no more than asked."""
    closely = max(most, LOOKED_AT_CLOSELY)
    if len(sums) <= FEW:
        ordered = sorted(sums, key=sums.__getitem__, reverse=True)[:closely]
        enough = sums[ordered[0]] * NEAR_THE_HIGHEST if ordered else 0.0
        return ordered[: max(most, bisect_right(ordered, -enough, key=lambda number: -sums[number]))]
    enough = max(sums.values()) * NEAR_THE_HIGHEST
    near = [number for number, worth in sums.items() if worth >= enough]
    if len(near) < most < len(sums):
        closely = most
        while len(near) < most:  # step by step, as to put all of them in order would take longer than all the rest
            enough = enough / 2 if enough > NEXT_TO_NOTHING else 0.0
            near = [number for number, worth in sums.items() if worth >= enough]
    elif len(near) < most:
        near = list(sums)
    return near if len(near) <= closely else sorted(near, key=sums.__getitem__, reverse=True)[:closely]


def _ranked(index: Index, close: "_Close", sums: Mapping[int, float], found: Mapping[int, bool]) -> list["_Ranked"]:
    """Tell of whoever was found how far the need is met and the goal answered, so that sorting puts the best first."""
    ranked: list[_Ranked] = []
    look, ideal, unwanted, known = close.look, close.ideal, close.unwanted, sums.get
    for number, profile, taught in index.those(found):
        labels = close.left(profile, taught) if unwanted else taught
        if labels is None:
            continue
        text = min(1.0, known(number, 0.0) / ideal)
        label, spelling = look(labels)
        needs = LABEL_SHARE * label + SPELLING_SHARE * spelling + TEXT_SHARE * text
        # Rounded, as sums differ in their last digits by the order in which words come.
        place = -int((2 * needs + text) * PLACES + 0.5)
        ranked.append((not found[number], place, str(profile.id), number, needs, text, label, profile, labels))
    return ranked


def _hit(close: "_Close", ranked: _Ranked) -> Hit:
    is_unnamed, _, _, number, needs, text, label, who, labels = ranked
    topics: tuple[str, ...] = ()
    if label:
        topics = (labels[0][-1],) if len(labels) == 1 else close.topics(labels)
    met, answered = int(WHOLE * needs + A_HALF), int(WHOLE * text + A_HALF)
    if close.is_taught(labels):
        return Hit(who.id, met, answered, topics, not is_unnamed)
    skill, weight = close.written_of(who, number)
    sure, unsure = (skill, "") if weight >= LITTLE_DOUBT else ("", skill)
    return Hit(who.id, met, answered, topics, not is_unnamed, bool(skill), writes_of=sure, hints_at=unsure)


class _Close:
    """A wish, ready to be held against one topic after the other."""

    def __init__(self, index: Index, reading: Reading) -> None:
        known, terms, ideal = index.term, dict(reading.terms), 0.0
        for term, weight in reading.terms.items():
            rarity, beside, _, _, _ = known(term)
            ideal += weight * rarity
            for other, close in beside:
                nearly = BESIDE_WEIGHS * close * weight
                if nearly > terms.get(other, 0.0):
                    terms[other] = nearly
        self.ideal = FULL_WEIGHT * ideal or 1.0
        self._worth = terms
        self.worths: list[tuple[float, Term]] = []
        """What each term adds where it is found, the most telling first."""
        told: list[float] = []
        for term, weight in terms.items():
            of = known(term)
            rarity = of[0]
            worth = weight * rarity
            terms[term] = worth * rarity
            if term[0] != A_SKILL:
                told.append(worth)
            if of[2]:
                self.worths.append((worth, of))
        self.worths.sort(key=_most, reverse=True)
        self._wanted = frozenset(terms)
        self._length = math.hypot(*told) or 1.0
        self._skills: dict[str, float] = {}
        for name, sure in reading.skills.items():
            said = SKILL_IS_A_LABEL * min(1.0, reading.terms[of_skill(name)] / SKILL_WEIGHS)
            self._skills[name] = SKILL_IS_A_LABEL * max(said, NAMED_WEIGHS) if sure == 1.0 else said
        self._weight = index.weight
        self.unwanted = Unwanted(reading.unwanted, index.skills, reading.skills) if reading.unwanted else None
        self._ordered = " ".join(sorted(reading.words))

    def look(self, labels: Iterable[Told]) -> tuple[float, float]:
        """Tell how well the best of some topics says what is wanted, and how alike one is spelt."""
        worth, wanted, known, ordered, length = self._worth, self._wanted, self._skills, self._ordered, self._length
        best = spelling = 0.0
        for stems, words, skills, tells, _ in labels:
            if shared := stems & wanted:
                fit = 0.0
                for each in shared:
                    fit += worth[each]
                fit /= length * tells
                best = fit if fit > best else best  # noqa: FURB136 - twice as fast as a call, hundreds of times
                # What is less alike than another topic need not be compared to the end.
                alike = ratio(ordered, words, score_cutoff=100 * spelling) / 100
                spelling = alike or spelling
            for name in skills:
                fit = known.get(name, 0.0)
                best = fit if fit > best else best  # noqa: FURB136 - as above
        return best, spelling

    def left(self, profile: Profile, labels: Sequence[Told]) -> Sequence[Told] | None:
        """Leave out the topics that aren't looked for, and whoever isn't or would answer the wish by them alone."""
        if self.unwanted is None or self.unwanted.keeps_out(profile):
            return None
        left = [each for each in labels if not self.unwanted.is_said(each[0], each[2])]
        return left if self.look(left)[0] or not self.look(labels)[0] else None

    def is_taught(self, labels: Iterable[Told]) -> bool:
        """Tell whether a topic names one of the skills that were understood."""
        known = self._skills.keys()
        if known:
            for label in labels:
                if not known.isdisjoint(label[2]):
                    return True
        return False

    def written_of(self, profile: Profile, number: int) -> tuple[str, float]:
        """Name the skill of those that were understood of which somebody writes most clearly, and what it weighs."""
        if not (self._skills and (profile.title or profile.about)):
            return "", 0.0
        weight = self._weight
        weighed = [(name, weight(number, of_skill(name))) for name in self._skills]
        name, most = max(weighed, key=_second)
        return (name, most) if most else ("", 0.0)

    def topics(self, labels: Iterable[Told]) -> tuple[str, ...]:
        """Name the topics that say what is wanted, the best first."""
        worth, wanted, known, length = self._worth, self._wanted, self._skills, self._length
        fits: list[tuple[float, str]] = []
        for stems, _, skills, tells, written in labels:
            shared = stems & wanted
            fit = sum([worth[each] for each in shared]) / (length * tells) if shared else 0.0
            for name in skills:
                fit = max(fit, known.get(name, 0.0))
            if fit:
                # Rounded, as the words of a topic are added up in another order in every process.
                fits.append((round(fit, 9), written))
        if len(fits) > 1:
            fits.sort(key=_most, reverse=True)
        enough = fits[0][0] * NEARLY_THE_BEST if fits else 0.0
        return tuple([topic for fit, topic in fits[:TOPICS_NAMED] if fit >= enough])


def _listed(things: Sequence[str]) -> str:
    if len(things) == 1:
        return things[0]
    return " and ".join(part for part in (", ".join(things[:-1]), things[-1]) if part)
