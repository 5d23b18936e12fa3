"""Sentiments: what people said in private, told as averages of five and more, and otherwise not at all (rule 18)."""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from bot.mentoring import floors
from bot.mentoring.counts import Feelings, Figure, Worth

WEEKLY = "Told from five answers on, and anew on the Monday after five more people have answered."


def figures(felt: Feelings) -> Iterable[Figure]:
    """Tell whether it is worth people's time, how alike the two of a pair see that, and who would suggest it."""
    yield from _worth(felt)
    apart = f"How far the answers of the two of a pair lie apart, on average over pairs of whom both answered. {WEEKLY}"
    suggests = f"Of a hundred who answered at the end, how many more would suggest it than wouldn't. {WEEKLY}"
    more = 100 * (felt.would_suggest - felt.would_not)
    yield _told("Seen alike", apart, felt.apart, felt.pairs_with_both, "of 4 apart")
    yield _told("Would suggest it", suggests, more, felt.asked_to_suggest, "of 100")


def _worth(felt: Feelings) -> Iterable[Figure]:
    answers = {role: worth.answered for role, worth in felt.worth.items()}
    shown, everybody = floors.may_be_shown(answers), _together(felt.worth.values())
    content = f"People who said “mostly” or “very much”, of those who answered. {WEEKLY}"
    yield _mean("Worth it", everybody)
    yield Figure("Mostly worth it", content, *_if_enough(everybody.content, everybody.answered))
    for role, worth in felt.worth.items():
        yield _mean(f"Worth it for {role}", worth if role in shown else Worth())


def _together(several: Iterable[Worth]) -> Worth:
    return reduce(
        lambda one, other: Worth(
            asked=one.asked + other.asked,
            answered=one.answered + other.answered,
            total=one.total + other.total,
            content=one.content + other.content,
        ),
        several,
        Worth(),
    )


def _mean(name: str, worth: Worth) -> Figure:
    told = f"Their mean answer, from 1 to 5; {worth.answered} of {worth.asked} answered. {WEEKLY}"
    return _told(name, told if floors.has_enough(worth.answered) else WEEKLY, worth.total, worth.answered, "of 5")


def _told(name: str, told: str, total: int, answers: int, unit: str) -> Figure:
    """Tell the mean of enough answers; of fewer nothing is told, and not how many there are."""
    part, whole = _if_enough(total, answers)
    return Figure(name, told, None if part is None else float(Fraction(part, whole)), whole, unit)


def _if_enough(part: int, answers: int) -> tuple[int | None, int]:
    return (part, answers) if floors.has_enough(answers) else (None, 0)
