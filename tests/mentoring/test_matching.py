"""A person who looks for a mentor gets a short, fair list of people they may ask, and hears why."""

from dataclasses import replace

import pytest

from bot.mentoring.matching import Offer, Rule, shortlist
from bot.mentoring.search.hits import Hit
from bot.mentoring.topics import Wanted, understand
from tests.mentoring.mentors import MEI, NOW, PRIYA, another, find, names


def test_a_mentor_who_teaches_what_is_wanted_is_proposed_with_two_reasons() -> None:
    found = find("negotiation, forecasting", MEI)

    (match,) = found.matches
    assert match.reasons == ("Teaches Negotiation and Forecasting", "Two levels ahead of you")
    assert match.caveat is None
    assert found.removed == {}
    assert found.near == ()


def test_a_misspelt_wish_still_finds_the_mentor() -> None:
    assert names(find("pubic speeking", MEI)) == ["Mei Tanaka"]


def test_even_a_mentor_of_whom_nothing_is_known_has_two_reasons() -> None:
    (match,) = find("", Offer(person_id=2, slack_id="UBO", name="Bo")).matches

    assert match.reasons == ("Has room for one mentee", "Open to being asked")


@pytest.mark.parametrize(
    ("changes", "second"),
    [
        ({"level": 3}, "One level ahead of you"),
        ({"level": 9}, "Several levels ahead of you"),
        ({"level": 2}, "Your whole working day in common"),
        ({"level": 1}, "Your whole working day in common"),
        ({"level": None, "timezone": "Europe/London"}, "7 hours of your working day in common"),
        ({"level": None, "timezone": ""}, "From another department: a fresh view"),
        ({"level": None, "timezone": "Mars/Base", "department": "sales"}, "Has room for 2 mentees"),
    ],
)
def test_the_second_reason_is_the_next_best_thing_to_know(changes: dict[str, object], second: str) -> None:
    (match,) = find("negotiation", another("Mei", **changes)).matches

    assert match.reasons == ("Teaches Negotiation", second)


def test_among_near_equals_whoever_carries_least_comes_first() -> None:
    busy = another("Ana", capacity=3, mentees=1)
    asked = another("Ben", capacity=3, waiting=2)
    free = another("Cem", capacity=3)

    assert names(find("negotiation", busy, asked, free)) == ["Cem", "Ana", "Ben"]


def test_a_better_fit_comes_before_a_lighter_load() -> None:
    busy = another("Ana", topics=("SQL", "Negotiation"), capacity=3, mentees=2)
    free = another("Ben", topics=("SQL",))

    assert names(find("SQL, negotiation", busy, free)) == ["Ana", "Ben"]


@pytest.mark.parametrize("size", [3, 4, 5])
def test_one_place_goes_to_a_mentor_who_has_had_no_mentee_yet(size: int) -> None:
    known = [another(f"Known{number}") for number in range(8)]
    newcomers = [another(f"New{number}", new=True, waiting=9, capacity=2) for number in range(2)]

    found = find("negotiation", *known, *newcomers, size=size)

    assert names(found) == [f"Known{number}" for number in range(size - 1)] + ["New0"]


def test_a_newcomer_already_listed_takes_no_second_place() -> None:
    known = [another(f"Known{number}", waiting=1) for number in range(8)]

    found = find("negotiation", *known, another("New0", new=True), another("New1", new=True, waiting=2))

    assert names(found) == ["New0", *(f"Known{number}" for number in range(4))]


def test_a_very_short_list_is_for_the_best_fit_only() -> None:
    assert names(find("negotiation", another("Ana"), another("New", new=True, waiting=1), size=1)) == ["Ana"]


def test_without_a_wish_everyone_with_room_is_listed_most_useful_first() -> None:
    useful, less = another("Zoe"), another("Ana", level=1, department="Sales", timezone="America/New_York")

    found = find("", less, useful, another("Full", mentees=2))

    assert names(found) == ["Zoe", "Ana"]
    assert found.matches[0].reasons[0] == "Teaches Negotiation, Forecasting and Public speaking"
    assert found.removed == {Rule.NO_ROOM: 1}


@pytest.mark.parametrize("typed", ['"Mei Tanaka"', "mei  tanaka", "@Mei Tanaka", "\u201cMEI TANAKA\u201d"])
def test_a_name_typed_exactly_comes_first(typed: str) -> None:
    namesake = another("Ana", topics=("Tanaka method",))

    found = find(typed, namesake, MEI)

    assert names(found)[0] == "Mei Tanaka"
    assert found.matches[0].reasons == (
        "The person you named",
        "Teaches Negotiation, Forecasting and Public speaking",
    )


def test_a_named_person_keeps_their_place_when_newcomers_are_let_in() -> None:
    others = [another(f"New{number}", new=True, topics=("Mei",)) for number in range(9)]

    found = find("mei", another("Mei", topics=(), waiting=9), *others, size=3)

    assert names(found)[0] == "Mei"
    assert len(found.matches) == 3


def test_a_name_does_not_open_a_door_that_a_rule_has_closed() -> None:
    found = find('"Mei Tanaka"', MEI, seeker=replace(PRIYA, ended=frozenset({"UMEI"})))

    assert found.matches == ()
    assert found.removed == {Rule.ENDED: 1}


def test_a_name_that_was_guessed_is_asked_about_and_what_is_not_taught_is_not_held_against_it() -> None:
    hits = {1: Hit(1, 0, 0, (), is_named=True, is_meant=False, is_guess=True)}
    guessed = replace(MEI, person_id=1)

    (match,) = shortlist(Wanted("Tanka, Mei", ("tanka", "mei")), PRIYA, [guessed], now=NOW, hits=hits).matches

    assert match.reasons[0] == "Did you mean Mei Tanaka?"
    assert match.missing == ()


def test_who_teaches_something_near_a_skill_is_said_not_to_teach_the_skill() -> None:
    near = replace(MEI, person_id=1, topics=("Data strategy",))
    wanted = Wanted("data privacy", ("data", "privacy"), skills=("data privacy",))

    def missing(*, is_meant: bool) -> tuple[str, ...]:
        hits = {1: Hit(1, 337, 300, ("Data strategy",), is_meant=is_meant)}
        (match,) = shortlist(wanted, PRIYA, [near], now=NOW, hits=hits).matches
        return match.missing

    assert missing(is_meant=False) == ("data privacy",)
    assert missing(is_meant=True) == ()


def test_a_guess_does_not_open_a_door_either() -> None:
    hits = {1: Hit(1, 0, 0, (), is_named=True, is_meant=False, is_guess=True)}
    seeker = replace(PRIYA, excluded=frozenset({"UMEI"}))

    found = shortlist(Wanted("Tanka", ("tanka",)), seeker, [replace(MEI, person_id=1)], now=NOW, hits=hits)

    assert found.matches == ()
    assert found.removed == {Rule.BLOCKED: 1}


def test_the_same_mentor_is_never_listed_twice() -> None:
    assert names(find("negotiation", MEI, MEI)) == ["Mei Tanaka"]


def test_what_a_search_found_is_ranked_by_how_well_it_answers() -> None:
    told, meant, other = (another(name, person_id=at) for at, name in enumerate(("Ana", "Ben", "Cem")))
    answers = {0: Hit(0, 300, 300), 1: Hit(1, 900, 600, ("Public speaking",))}

    found = shortlist(understand("stage fright", ()), PRIYA, [told, meant, other], now=NOW, hits=answers)

    assert names(found) == ["Ben", "Ana"]
    assert found.matches[0].reasons[0] == "Teaches Public speaking"
    assert found.matches[0].score == sum(found.matches[0].parts) > found.matches[1].score
    assert found.removed == {Rule.NO_TOPIC: 1}


def test_a_name_is_found_though_no_search_found_it() -> None:
    found = shortlist(understand("Mei Tanaka", ()), PRIYA, [MEI], now=NOW, hits={})

    assert names(found) == ["Mei Tanaka"]


def test_whom_others_need_more_is_named_later() -> None:
    wanted = another("Ana", price=120)
    free = another("Ben", topics=("Negotiation",), level=1)

    assert names(find("negotiation", wanted, free)) == ["Ben", "Ana"]


def test_what_is_missing_is_said_only_when_several_things_were_asked_for() -> None:
    (one,) = find("negotiation", MEI).matches
    (three,) = find("negotation, kubernetes, typescript", MEI).matches
    mentions = another("Ana", topics=("Negotiation",), about="Some Kubernetes, too")

    assert one.missing == ()
    assert three.missing == ("kubernetes", "typescript")
    assert find("negotiation, kubernetes", mentions).matches[0].missing == ()


@pytest.mark.parametrize(
    ("wish", "missing"),
    [
        ("sql, negotiation and leadership", ("sql", "negotiation")),
        ("negotiation & leadership", ("negotiation",)),
        ("leadership and diversity and inclusion", ("diversity", "inclusion")),
        ("leadership, research and development", ()),
        ("leadership and so on", ()),
    ],
)
def test_what_was_asked_for_in_one_breath_is_missing_one_by_one(wish: str, missing: tuple[str, ...]) -> None:
    ruth = another("Ruth", topics=("Leadership", "Development of others"))

    assert find(wish, ruth).matches[0].missing == missing


def test_a_general_word_that_a_search_found_is_no_answer_by_itself() -> None:
    time = another("Ana", person_id=1, topics=("Time management",))
    wanted = understand("quantum management", ())

    found = shortlist(wanted, PRIYA, [time], now=NOW, hits={1: Hit(1, 270, 200, is_meant=False)})

    assert found.removed == {Rule.NO_TOPIC: 1}


def test_a_rule_is_blamed_only_for_who_answers_the_wish() -> None:
    asleep = another("Ana", topics=("Time management",), timezone="Pacific/Auckland")
    wanted, near = understand("quantum management", ()), Hit(1, 270, 200, is_meant=False)

    found = shortlist(wanted, PRIYA, [asleep], now=NOW, hits={1: near})
    assert (found.removed, found.near) == ({Rule.NO_TOPIC: 1}, ())
    meant = shortlist(wanted, PRIYA, [asleep], now=NOW, hits={1: near._replace(is_meant=True)})
    assert meant.removed[Rule.NO_OVERLAP] == 1
