"""In any organisation, circles and all, no search and no match brings two together who must not meet, and no more.

Whoever reports to whom is worked out here by hand, so that a rule that forgets somebody cannot agree with itself.
"""

from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.cohort.participants import Cohort, Participant, Policy
from bot.mentoring.cohort.solving import solve
from bot.mentoring.matching import Seeker, above, in_line, shortlist
from bot.mentoring.topics import understand
from tests.mentoring.mentors import NOW, another

MANY = 7
ROOM = 2
people = st.integers(0, MANY - 1)
managers = st.lists(st.none() | people, min_size=MANY, max_size=MANY)
some = st.frozensets(people, max_size=2)
couples = st.frozensets(st.tuples(people, people), max_size=4)


def reports_to(whose: Sequence[int | None], one: int, other: int) -> bool:
    """Follow the line from one person, as far as there can be anybody new."""
    at: int | None = one
    for _ in range(MANY):
        at = None if at is None else whose[at]
        if at == other:
            return True
    return False


def of_one_line(whose: Sequence[int | None], one: int, other: int) -> bool:
    """Tell whether either reports to the other."""
    return reports_to(whose, one, other) or reports_to(whose, other, one)


@given(managers, people, some, some, st.lists(st.integers(0, ROOM), min_size=MANY, max_size=MANY), st.booleans())
def test_a_search_shows_everybody_who_fits_but_the_line_the_blocked_the_ended_and_the_full(
    whose: list[int | None], me: int, blocked: frozenset[int], ended: frozenset[int], carried: list[int], asks: bool
) -> None:
    line = {f"U{one}": f"U{manager}" for one, manager in enumerate(whose) if manager is not None}
    below = frozenset(f"U{each}" for each in range(MANY) if f"U{me}" in above(line, f"U{each}"))
    seeker = Seeker(
        slack_id=f"U{me}",
        above=above(line, f"U{me}"),
        below=below.__contains__ if asks else below,
        excluded=frozenset(f"U{each}" for each in blocked),
        ended=frozenset(f"U{each}" for each in ended),
    )
    offers = [another(f"{each}", person_id=each, capacity=ROOM, mentees=carried[each]) for each in range(MANY)]

    found = shortlist(understand("negotiation", ["Negotiation"]), seeker, offers, MANY, now=NOW)

    kept_apart = {me} | blocked | ended | {each for each in range(MANY) if of_one_line(whose, me, each)}
    fit = {each for each in range(MANY) if each not in kept_apart and carried[each] < ROOM}
    assert {match.offer.person_id for match in found.matches} == fit
    assert all(in_line(line, f"U{me}", f"U{each}") == of_one_line(whose, me, each) for each in {*range(MANY)} - {me})


@settings(max_examples=60)
@given(managers, couples, couples, st.lists(st.integers(0, ROOM), min_size=MANY, max_size=MANY))
def test_a_match_pairs_nobody_of_one_line_nobody_apart_and_gives_no_place_that_is_taken(
    whose: list[int | None],
    apart: frozenset[tuple[int, int]],
    forbidden: frozenset[tuple[int, int]],
    carried: list[int],
) -> None:
    everybody = tuple(
        Participant(
            id=f"U{each}",
            wants=("SQL",),
            topics=("SQL",),
            mentors=ROOM,
            capacity=ROOM,
            mentees=carried[each],
            manager="" if (manager := whose[each]) is None else f"U{manager}",
            department=f"D{each}",
        )
        for each in range(MANY)
    )
    named = [frozenset((f"U{one}", f"U{other}") for one, other in pairs) for pairs in (apart, forbidden)]
    cohort = Cohort(participants=everybody, apart=named[0], forbidden=named[1])

    pairs = [(int(each.mentee[1:]), int(each.mentor[1:])) for each in solve(cohort, Policy(same_team=True)).pairs]

    for mentee, mentor in pairs:
        assert mentee != mentor
        assert not of_one_line(whose, mentee, mentor)
        assert not {(mentee, mentor), (mentor, mentee)} & apart
        assert (mentee, mentor) not in forbidden
    for mentor, given_ in Counter(mentor for _, mentor in pairs).items():
        assert given_ + carried[mentor] <= ROOM
