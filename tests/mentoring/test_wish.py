"""What is wanted, held against what others teach."""

from bot.mentoring.matching import Rule
from tests.mentoring.mentors import another, find, names


def test_what_few_can_teach_weighs_more_than_what_many_can() -> None:
    common = [another(name, topics=("SQL", "Cooking")) for name in ("Ana", "Ben", "Cem")]
    rare = another("Zoe", topics=("Negotiation", "Cooking"))

    assert names(find("SQL, negotiation", *common, rare))[0] == "Zoe"


def test_whoever_offers_exactly_what_is_wanted_comes_before_whoever_offers_something_like_it() -> None:
    like, exact = another("Ana", topics=("Data engineering",)), another("Zoe", topics=("Data",))

    found = find("data", like, exact)

    assert names(found) == ["Zoe", "Ana"]


def test_a_word_that_fits_everything_makes_no_match() -> None:
    time, product = another("Ana", topics=("Time management",)), another("Zoe", topics=("Product management",))

    found = find("product management", time, product)

    assert names(found) == ["Zoe"]
    assert found.removed == {Rule.NO_TOPIC: 1}


def test_a_general_word_alone_is_still_a_wish() -> None:
    assert names(find("management", another("Ana", topics=("Time management",)))) == ["Ana"]


def test_a_mention_in_the_introduction_counts_but_less_than_teaching() -> None:
    mentions = another("Ana", topics=("Cooking",), about="Ten years of Rust and résumés")
    teaches = another("Zoe", topics=("Rust",))

    found = find("rust", mentions, teaches)

    assert names(found) == ["Zoe", "Ana"]
    assert found.matches[1].reasons[0] == "Mentions rust in their profile"


def test_a_short_word_inside_a_longer_one_is_no_mention() -> None:
    assert names(find("art", another("Ana", topics=("Cooking",), about="I wrote an article"))) == []


def test_only_the_topics_that_answer_the_wish_are_named() -> None:
    offer = another("Ana", topics=("Time management", "Product", "Data science", "Data", "Product data"))

    (match,) = find("product management, data", offer).matches

    assert match.reasons[0] == "Teaches Product data, Product and Data"


def test_most_of_a_general_wish_spread_over_topics_is_enough() -> None:
    offer = another("Ana", topics=("Project sense", "Risk management"))

    (match,) = find("project management", offer).matches

    assert match.reasons[0] == "Teaches Project sense and Risk management"


def test_a_name_with_an_accent_may_be_typed_without_it() -> None:
    assert names(find("jose diaz", another("José Díaz", topics=()))) == ["José Díaz"]


def test_when_nobody_fits_what_goes_with_the_wish_for_several_people_is_named() -> None:
    full = [another(name, topics=("Kubernetes", "Docker"), mentees=2) for name in ("Flo", "Ida", "Sam")]
    free = another("Ana", topics=("docker", "Cooking"))

    assert find("k8s", *full, free).near == ("docker",)


def test_what_one_person_happens_to_offer_besides_is_not_near() -> None:
    asleep = another("Grace", topics=("Beekeeping", "Incident response"), mentees=2)
    free = another("Ana", topics=("Incident response", "Cooking"))

    assert find("beekeeping", asleep, free).near == ()


def test_when_nobody_fits_what_looks_like_the_wish_is_named() -> None:
    found = find("typescripting", another("Ana", topics=("JavaScript", "Cooking")))

    assert found.near == ("JavaScript",)


def test_only_topics_of_people_who_may_be_asked_are_near() -> None:
    found = find("typescripting", another("Full", topics=("JavaScript",), mentees=2))

    assert found.near == ()
