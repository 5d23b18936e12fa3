"""What holds for every list, whoever looks and whoever offers."""

from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.matching import Offer, Seeker, overlap_hours, shortlist
from bot.mentoring.topics import Wanted, understand
from tests.mentoring.mentors import NOW

TOPICS = ("Public speaking", "SQL", "Negotiation", "Product management", "Data science", "k8s")


people = st.integers(0, 11).map("U{}".format)
offers = st.lists(
    st.builds(
        Offer,
        person_id=st.just(1),
        slack_id=people,
        name=st.sampled_from(["Mei Tanaka", "Ana", "Bo Li"]),
        department=st.sampled_from(["", "Sales", "Research"]),
        level=st.none() | st.integers(0, 9),
        timezone=st.sampled_from(["", "UTC", "Asia/Tokyo", "America/Lima", "Europe/Berlin", "nowhere"]),
        languages=st.frozensets(st.sampled_from(["English", "German", "Hindi"])),
        topics=st.lists(st.sampled_from(TOPICS), max_size=4, unique=True).map(tuple),
        about=st.sampled_from(["", "I like SQL", "All about data"]),
        capacity=st.integers(0, 3),
        mentees=st.integers(0, 3),
        waiting=st.integers(0, 3),
        paused=st.booleans(),
        new=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda offer: offer.slack_id,
)
seekers = st.builds(
    Seeker,
    slack_id=people,
    timezone=st.sampled_from(["", "UTC", "Asia/Tokyo", "America/Lima"]),
    languages=st.frozensets(st.sampled_from(["english", "German"])),
    department=st.sampled_from(["", "Sales"]),
    level=st.none() | st.integers(0, 9),
    above=st.frozensets(people, max_size=2),
    below=st.frozensets(people, max_size=2),
    excluded=st.frozensets(people, max_size=2),
    ended=st.frozensets(people, max_size=2),
)
wishes = st.sampled_from(["", "SQL", "data", "pubic speeking, k8s", "Mei Tanaka", "product management", "ships"]).map(
    lambda text: understand(text, TOPICS)
)
sizes = st.integers(0, 7)


@given(wishes, seekers, offers, sizes)
def test_no_hard_rule_is_ever_broken(wanted: Wanted, seeker: Seeker, everyone: list[Offer], size: int) -> None:
    found = shortlist(wanted, seeker, everyone, size, now=NOW)

    assert isinstance(seeker.below, frozenset)
    kept_apart = {seeker.slack_id} | seeker.above | seeker.below | seeker.excluded | seeker.ended
    for offer in (match.offer for match in found.matches):
        spoken = {language.lower() for language in offer.languages}
        known = {"UTC", "Asia/Tokyo", "America/Lima", "Europe/Berlin"} >= {offer.timezone, seeker.timezone}
        assert offer.slack_id not in kept_apart
        assert not offer.paused
        assert offer.mentees < offer.capacity
        assert not spoken or not seeker.languages or spoken & {word.lower() for word in seeker.languages}
        assert not known or overlap_hours(seeker.timezone, offer.timezone, NOW) > 0


@given(wishes, seekers, offers, sizes)
def test_everyone_is_either_fit_or_counted_once(
    wanted: Wanted, seeker: Seeker, everyone: list[Offer], size: int
) -> None:
    found = shortlist(wanted, seeker, everyone, size, now=NOW)

    fit = len(everyone) - sum(found.removed.values())
    assert len(found.matches) == min(size, fit)
    assert 0 not in found.removed.values()


@given(wishes, seekers, offers.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))), sizes)
def test_the_order_of_offers_does_not_change_the_answer(
    wanted: Wanted, seeker: Seeker, twice: tuple[list[Offer], list[Offer]], size: int
) -> None:
    one, other = twice

    assert shortlist(wanted, seeker, iter(other), size, now=NOW) == shortlist(wanted, seeker, one, size, now=NOW)


@given(wishes, seekers, offers)
def test_every_match_has_two_different_plain_reasons(wanted: Wanted, seeker: Seeker, everyone: list[Offer]) -> None:
    for match in shortlist(wanted, seeker, everyone, now=NOW).matches:
        said = [*match.reasons, match.caveat or "Nothing to add"]
        assert len(set(match.reasons)) == 2
        assert all(0 < len(sentence) <= 240 and "%" not in sentence for sentence in said)
        assert 0 <= match.score <= 1000


@given(wishes, seekers, offers.filter(bool), sizes)
def test_one_mentor_more_never_makes_the_list_shorter(
    wanted: Wanted, seeker: Seeker, everyone: list[Offer], size: int
) -> None:
    fewer = shortlist(wanted, seeker, everyone[1:], size, now=NOW)
    more = shortlist(wanted, seeker, everyone, size, now=NOW)

    assert len(more.matches) >= len(fewer.matches)


@given(seekers, offers)
def test_a_newcomer_who_fits_is_always_among_five(seeker: Seeker, everyone: list[Offer]) -> None:
    wanted = understand("SQL", TOPICS)
    fitting = shortlist(wanted, seeker, everyone, len(everyone), now=NOW)

    found = shortlist(wanted, seeker, everyone, now=NOW)

    assert any(match.offer.new for match in found.matches) == any(match.offer.new for match in fitting.matches)
