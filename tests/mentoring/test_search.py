"""Half a sentence with a slip in it finds whoever can teach what is meant, and says by what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mentoring.search.hits import Hit
from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import beside, best, reasons
from bot.mentoring.search.wishes import Reading, read
from bot.mentoring.skills import Skill, Skills
from bot.mentoring.stems import stem

SKILLS = Skills()
MEI = Profile(id="mei", name="Mei Tanaka", title="Sales lead", topics=("Negotiation", "Public speaking"))
JONAS = Profile(id="jonas", name="Jonas", topics=("SQL", "Kubernetes"), about="I tune slow queries and keep bees")
PRIYA = Profile(id="priya", name="Priya", about="Gave forty talks and still feel the butterflies on stage")
FELT = Profile(id="felt", name="Lotte", topics=("felting", "natural dyes"))
CREW = (MEI, JONAS, PRIYA, FELT)


def index_of(*profiles: Profile, skills: Skills = SKILLS) -> Index:
    return Index(profiles, skills)


def hits(text: str, index: Index, most: int = 5) -> list[Hit]:
    return best(index, read(text, index, index.skills), most)


def found(text: str, *profiles: Profile) -> list[object]:
    return [hit.id for hit in hits(text, index_of(*profiles))]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("negotiation", "mei"),
        ("k8s", "jonas"),
        ("kubernets", "jonas"),
        ("negociating with vendors", "mei"),
        ("presenting to many people", "mei"),
        ("my knees shake in front of an audience", "mei"),
        ("beekeeping, or bees at least", "jonas"),
        ("felting", "felt"),
        ("feltin", "felt"),
        ("dye", "felt"),
        ("Tanaka", "mei"),
        ("jonas", "jonas"),
        ('"Mei Tanaka"', "mei"),
    ],
)
def test_a_wish_finds_whoever_answers_it(text: str, who: str) -> None:
    assert found(text, *CREW)[0] == who


@pytest.mark.parametrize("text", ["", "glassblowing", "   ", "!!", "the and of"])
def test_what_nobody_answers_finds_nobody(text: str) -> None:
    assert found(text, *CREW) == []


def test_who_only_writes_about_it_comes_after_who_offers_it() -> None:
    assert found("public speaking", *CREW) == ["mei", "priya"]


def test_two_words_that_are_one_elsewhere_are_found() -> None:
    assert found("copy writing", Profile(id=1, topics=("Copywriting",)), FELT)[0] == 1


def test_a_profile_of_a_name_alone_offers_its_name() -> None:
    assert found("welding", Profile(id="w", name="Underwater welding"), FELT) == ["w"]


def test_a_name_comes_before_everything_else() -> None:
    same = Profile(id="other", name="Bo", topics=("Jonas method",))

    (first, *_) = hits("Jonas", index_of(same, JONAS))

    assert first.id == "jonas"
    assert first.is_named


def test_the_best_topics_are_named_and_nothing_is_beyond_a_thousand() -> None:
    (hit,) = hits("negotiation", index_of(MEI, FELT))

    assert hit.topics == ("Negotiation",)
    assert 0 < hit.goals <= 1000
    assert 0 < hit.needs <= 1000
    assert hit.relevance == (2 * hit.needs + hit.goals) // 3


def test_what_goes_together_here_is_found_together() -> None:
    many = [Profile(id=number, topics=("quills", "ink making")) for number in range(5)]
    others = [Profile(id=f"o{number}", topics=(f"trade {number}",)) for number in range(20)]
    inky = Profile(id="inky", topics=("ink making",))

    everyone = found("quills", *many, *others, inky)

    assert "inky" in [hit.id for hit in hits("quills", index_of(*many, *others, inky), 9)]
    assert everyone[0] in range(5)


def test_what_everybody_offers_tells_nothing_about_its_neighbours() -> None:
    alike = index_of(*(Profile(id=number, topics=("quills", f"ink {number}")) for number in range(5)))

    assert alike.neighbours("quill") == ()
    assert alike.neighbours("ink") == ()


def test_who_changes_is_found_by_what_they_offer_now() -> None:
    index = index_of(*CREW)

    index.put(Profile(id="mei", name="Mei Tanaka", topics=("glassblowing",)))
    assert [hit.id for hit in hits("glassblowing", index)] == ["mei"]
    assert [hit.id for hit in hits("negotiation", index)] == []
    assert len(index) == 4

    index.drop("mei")
    index.drop("nobody")
    assert hits("glassblowing", index) == []
    assert hits("Mei Tanaka", index) == []
    assert index.of("mei") is None
    assert index.of("felt") is FELT


def test_an_index_wears_out_when_many_have_changed() -> None:
    index = index_of(*CREW)
    assert not index.is_worn_out

    for topic in ("one", "two", "three"):
        index.put(Profile(id="mei", topics=(topic,)))

    assert index.is_worn_out


def test_warming_up_changes_no_answer() -> None:
    index = index_of(
        *CREW, *(Profile(id=at, topics=("weaving", f"trade {at}", "SQL" if at else "x")) for at in range(5))
    )
    before = hits("public speaking and sql", index)

    index.warm()

    assert hits("public speaking and sql", index) == before


def test_what_most_people_have_in_common_is_not_looked_through() -> None:
    crowd = [Profile(id=number, topics=("sales", "quills" if number == 7 else "cooking")) for number in range(4100)]

    assert hits("quills for sales", index_of(*crowd), 1)[0].id == 7


def test_a_slip_is_read_back_and_what_nobody_knows_is_kept() -> None:
    index = index_of(*CREW)

    reading = read("negociation, glasblowing, sq", index, SKILLS)

    assert reading.corrected == {"negociation": "negotiation"}
    assert reading.unknown == ("glasblowing", "sq")
    assert reading.words == ("negotiation", "glasblowing", "sq")
    assert "negotiation" in reading.skills
    assert read("Tanaka", index, SKILLS).corrected == {}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("speaking inpublic", ("speaking", "public")),
        ("publicspeaking", ("public", "speaking")),
        ("onto intoof asdfghjkl", ("intoof", "asdfghjkl")),
    ],
)
def test_two_words_typed_as_one_are_read_as_two(typed: str, words: tuple[str, ...]) -> None:
    index = Index([MEI, JONAS, PRIYA])

    assert read(typed, index, index.skills).words == words


def test_signs_that_belong_to_a_skill_are_kept_in_its_name() -> None:
    index = Index([MEI])

    found = [list(read(typed, index, index.skills).skills) for typed in ("C++", "C#", ".NET", "Go", "R statistics")]
    assert [each[0] for each in found[:4]] == ["c++", "c#", "c#", "golang"]
    assert "statistics" in found[4]


def test_the_nearest_word_is_meant_and_the_usual_one_of_two() -> None:
    often = [Profile(id=number, topics=("forges",)) for number in range(3)]
    index = index_of(*often, Profile(id="x", topics=("gorges", "plumage", "1234567")), skills=Skills())

    assert next(iter(index.meant("forgse"))) == "forges"
    assert list(index.meant("plumagge")) == ["plumage"]
    assert list(index.meant("blumage")) == ["plumage"]
    assert index.meant("xqzkjv") == {}
    assert index.meant("1234568") == {}
    assert index.meant("abc") == {}
    assert "sql" in index.meant("sqll")
    assert "sql" not in index.meant("sqlx")
    assert "gorg" in index


@pytest.mark.parametrize(
    ("typed", "words"),
    [("forg ing", True), ("plu mage", True), ("plu mages", True), ("gorges plumage", False), ("public plumage", False)],
)
def test_a_word_typed_as_two_is_found_by_its_whole(typed: str, words: bool) -> None:
    index = index_of(Profile(id="x", topics=("forging", "plumage", "gorges")), skills=Skills())

    joined = {stem(typed.replace(" ", ""))} & set(read(typed, index, SKILLS).terms)
    assert bool(joined) is words


def test_skills_that_go_together_here_are_named() -> None:
    couples = [Profile(id=number, topics=("negotiation", "kubernetes")) for number in range(4)]
    index = index_of(*couples, *(Profile(id=f"o{number}", topics=(f"trade {number}",)) for number in range(9)))

    assert beside(index, read("bargaining", index, SKILLS), 3) == ("kubernetes",)
    assert beside(index, read("glassblowing", index, SKILLS), 3) == ()


def test_a_workspaces_own_words_are_understood() -> None:
    skills = Skills([Skill("quill cutting", ("feather work",), ("blunt nibs",))])
    index = index_of(Profile(id="q", topics=("Quill cutting",)), FELT, skills=skills)

    assert hits("feather work", index)[0].id == "q"
    assert hits("my nibs are blunt", index)[0].id == "q"


def reasons_for(text: str, profile: Profile) -> tuple[str, ...]:
    index = index_of(profile, FELT)
    reading = read(text, index, SKILLS)
    return reasons(profile, best(index, reading, 1)[0], reading)


def test_what_answers_is_said() -> None:
    assert reasons_for("Jonas", JONAS) == ("The person you named",)
    assert reasons_for("sql and slow queries", JONAS) == ("Teaches SQL", "Mentions slow and queries in their profile")
    assert reasons_for("nervous in front of people", PRIYA)[-1].startswith(("Mentions", "Writes about"))
    assert reasons(FELT, Hit("felt", 1, 1, is_meant=False), Reading("x")) == ("Close to what you wrote",)


def test_only_what_is_said_in_other_words_is_called_that() -> None:
    nurse = Profile(id="n", title="Ward shifts", about="patients at the bedside")

    assert reasons_for("nursing", nurse) == ("Writes about nursing in other words",)
    assert reasons(FELT, Hit("felt", 1, 1, is_meant=False), read("nursing", index_of(FELT), SKILLS)) == (
        "Close to nursing",
    )


@settings(max_examples=30)
@given(
    st.text(max_size=60),
    st.lists(st.builds(Profile, id=st.integers(0, 9), topics=st.lists(st.text(max_size=12), max_size=3).map(tuple))),
)
def test_anything_typed_over_anything_offered_is_answered_in_order(text: str, profiles: list[Profile]) -> None:
    index = index_of(*profiles)

    answer = hits(text, index, 3)

    assert len(answer) <= 3
    assert len({hit.id for hit in answer}) == len(answer)
    assert all(0 <= hit.needs <= 1000 and 0 <= hit.goals <= 1000 for hit in answer)


def test_whose_profile_a_number_was_is_known_until_it_changes() -> None:
    index = index_of(*CREW)
    (number,) = index.named("Mei Tanaka")

    assert [profile for _, profile, _ in index.those([number])] == [MEI]
    assert index.of("mei") is MEI
    assert index.weight(number, "negoti")
    assert not index.weight(number, "sql")
    index.put(Profile(id="mei", name="Mei Tanaka"))
    assert not list(index.those([number]))


def test_a_word_nobody_uses_is_read_as_what_people_say_who_mean_a_skill() -> None:
    index = Index([Profile(id="a", topics=("firmware",)), Profile(id="b", topics=("sql",))])
    reading = read("chips", index, index.skills)

    assert "embedded systems" in reading.skills
    assert [hit.id for hit in best(index, reading, 5)] == ["a"]


@pytest.mark.parametrize(
    ("wish", "skill"),
    [("I want to become a manager", "people management"), ("becoming a team lead", "people management")],
)
def test_a_vague_name_is_a_name_when_nothing_else_is_said(wish: str, skill: str) -> None:
    index = Index([Profile(id="a", topics=("sql",))])

    assert skill in read(wish, index, index.skills).skills


def test_another_form_of_a_word_people_say_is_no_slip() -> None:
    index = Index([Profile(id="a", topics=("drawing",))])

    assert not read("drowning in tasks", index, index.skills).corrected
