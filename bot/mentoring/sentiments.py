"""Sentiments: what people said in private, told as averages of five and more, and otherwise not at all (rule 18)."""

from collections.abc import Iterable
from fractions import Fraction

from bot.mentoring import floors
from bot.mentoring.counts import Feelings, Figure

WEEKLY = "Told from five answers on, weekly."


def figures(felt: Feelings) -> Iterable[Figure]:
    """Tell whether it is worth people's time, how alike the two of a pair see that, and who would suggest it."""
    yield from _worth(felt)
    if floors.has_enough(felt.pairs_with_both):
        gap = float(Fraction(felt.apart, felt.pairs_with_both))
        told = f"How far the answers of the two of a pair lie apart, on average. {WEEKLY}"
        yield Figure("Seen alike", told, gap, felt.pairs_with_both, "of 4 apart")
    if floors.has_enough(felt.asked_to_suggest):
        score = 100 * (felt.would_suggest - felt.would_not) / felt.asked_to_suggest
        told = f"Of a hundred who looked back, how many more would suggest it than wouldn't. {WEEKLY}"
        yield Figure("Would suggest it", told, score, felt.asked_to_suggest, "of 100")


def _worth(felt: Feelings) -> Iterable[Figure]:
    answers = {role: worth.answered for role, worth in felt.worth.items()}
    shown, answered = floors.may_be_shown(answers), sum(answers.values())
    everybody = felt.worth.values()
    if floors.has_enough(answered):
        yield _mean("Worth it", sum(each.total for each in everybody), answered, sum(each.asked for each in everybody))
        told = f"People who said “mostly” or “very much”, of those who answered. {WEEKLY}"
        yield Figure("Mostly worth it", told, sum(each.content for each in everybody), answered)
    for role, worth in felt.worth.items():
        if role in shown:
            yield _mean(f"Worth it for {role}", worth.total, worth.answered, worth.asked)


def _mean(name: str, total: int, answered: int, asked: int) -> Figure:
    told = f"Their mean answer, from 1 to 5; {answered} of {asked} answered. {WEEKLY}"
    return Figure(name, told, float(Fraction(total, answered)), answered, "of 5")
