"""What somebody says they don't look for is not looked for, and whoever isn't good at something looks for just that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.search.index import Index
from bot.mentoring.search.negations import MOST, Told, said, told_apart
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best, is_vague, reasons
from bot.mentoring.search.unwanted import Unwanted
from bot.mentoring.search.wishes import read
from bot.mentoring.skills import Skills

SKILLS = Skills()
CREW = (
    Profile(id="ana", name="Ana", topics=("Python",)),
    Profile(id="ben", name="Ben", topics=("Java", "Python")),
    Profile(id="cleo", name="Cleo", topics=("Sales",)),
    Profile(id="dan", name="Dan", topics=("Support",), about="I am somebody who likes to help"),
)


@pytest.mark.parametrize(
    ("typed", "sought", "unwanted"),
    [
        ("not python, but java", "java", ("python",)),
        ("java, not python", "java", ("python",)),
        ("java not python please", "java", ("python",)),
        ("I want to learn java and not python", "I want to learn java", ("python",)),
        ("I don\u2019t want python, I want java", "I want java", ("python",)),
        ("coding (not python)", "coding", ("python",)),
        ("data science \u2013 not machine learning", "data science", ("machine learning",)),
        ("design rather than front end", "design", ("front end",)),
        ("excluding people management; I want kubernetes", "I want kubernetes", ("people management",)),
        ("everything except sales, marketing and hr", "", ("sales", "marketing", "hr")),
        ("anything but sales", "", ("sales",)),
        ("neither python nor java", "", ("python", "java")),
        ("help, but not with sales", "", ("sales",)),
        ("no sales", "", ("sales",)),
        ("sql without public speaking", "sql", ("public speaking",)),
        ("tech lead without any people management, please", "tech lead", ("people management",)),
        ("not java I want python", "I want python", ("java",)),
        ("no excel just sql", "sql", ("excel",)),
        ("instead of design I'd like public speaking", "I'd like public speaking", ("design",)),
        ("I don't need excel I need sql", "I need sql", ("excel",)),
        ("I don't want to learn Excel, I want SQL", "I want SQL", ("Excel",)),
        ("sql without postgres", "sql", ("postgres",)),
        ("not python", "", ("python",)),
        ("not from HR", "", ("HR",)),
        ("delegation, but not from HR", "delegation", ("HR",)),
        ("delegation but not in HR", "delegation", ("HR",)),
        ("a mentor who is not an engineer for python", "a mentor for python", ("an engineer",)),
        ("a mentor outside engineering for python", "a mentor for python", ("engineering",)),
        ("rather java than python", "java", ("python",)),
        ("python without django", "python", ("django",)),
        ("python, but without Flask or pandas", "python", ("Flask", "pandas")),
        ("python w/o django", "python", ("django",)),
        ("help with java without using spring boot, please", "help with java", ("spring boot",)),
        ("without redux, react", "react", ("redux",)),
        ("excel without vba", "excel", ("vba",)),
        ("anyone but Bo Ray for sql", "sql", ("Bo Ray",)),
        ("never again java", "", ("java",)),
        ("python please, no more java", "python", ("java",)),
        ("I hate python", "", ("python",)),
        ("I hate java, I want python", "I want python", ("java",)),
        ("I don\u2019t like excel, sql please", "sql", ("excel",)),
        ("public speaking because I can't stand excel", "public speaking because", ("excel",)),
        ("java is not for me, I want python", "I want python", ("java",)),
        ("sql please, but excel isn\u2019t my thing", "sql", ("excel",)),
        ("java never again", "", ("java",)),
        ("someone who isn't an engineer", "", ("an engineer",)),
        ("sql from someone who isn\u2019t an engineer", "sql from someone", ("an engineer",)),
        ("a mentor who's not from HR for delegation", "a mentor for delegation", ("HR",)),
        ("delegation, anyone that isn't in sales".replace("'", ""), "delegation, anyone", ("sales",)),
        ("a mentor who doesn't teach python for sql", "a mentor for sql", ("python",)),
    ],
)
def test_what_is_set_against_the_wish_is_told_apart(typed: str, sought: str, unwanted: tuple[str, ...]) -> None:
    told = told_apart(typed)

    assert told == Told(sought, unwanted)
    assert told_apart(said(*told)) == told


@pytest.mark.parametrize(
    "typed",
    [
        "I am not good at negotiating",
        "no experience with budgets",
        "not sure how to lead a team",
        "I do not know SQL",
        "how to say no",
        "my work is not seen",
        "I don't want to be nervous on stage",
        "I show how it works and don't want them to fall asleep",
        "not only python but java",
        "NOT NULL constraints in SQL",
        "why not me?",
        "not",
        "how to not micromanage",
        "learning to not take things personally",
        "say no politely",
        "not being heard in meetings",
        "leading with no authority",
        "other than",
        "more than python",
        "not in control of my day",
        "outside my comfort zone",
        "from HR",
        "I am not an engineer and want to learn python",
        "anything but that",
        "learn to lead without being bossy",
        "influencing without authority",
        "public speaking without stress",
        "negotiation without bargaining",
        "python without glassblowing",
        "talks without django",
        "apps without coding",
        "I never learned python",
        "I have never done public speaking",
        "no one taught me excel",
        "there are no more sales",
        "I hate that I can't do python",
        "I hate being bad at excel",
        "I hate public speaking",
        "I hate negotiation, please help me get comfortable",
        "I hate excel but have to use it for my job",
        "I hate excel, but my boss insists",
        "I hate python but sql makes me learn it",
        "customers hate excel",
        "public speaking is not my thing",
        "leadership isn't for me",
        "excel isn't for me but I need it",
        "managing someone who isn't a team player",
        "a boss who isn't listening",
        "a team that isn't performing",
        "someone who isn't afraid of silence",
        "my manager isn't an engineer",
        "",
    ],
)
def test_who_lacks_something_looks_for_just_that(typed: str) -> None:
    assert told_apart(typed) == Told(typed)
    assert said(typed, ()) == typed


TOOLS = st.sampled_from(("python", "java", "excel", "sql", "kubernetes", "SAP", "hr", "french"))
DONE = st.sampled_from(("public speaking", "negotiation", "leadership", "assertiveness", "teamwork"))


@given(
    tool=TOOLS,
    wish=DONE,
    hates=st.sampled_from(
        ("I hate", "i really hate", "I dislike", "I detest", "I loathe", "I don't like", "I can\u2019t stand", "hate")
    ),
    between=st.sampled_from((", ", "; ", ", but ", " but I need ")),
)
def test_a_tool_somebody_hates_is_not_looked_for_and_what_they_hate_doing_is(
    tool: str, wish: str, hates: str, between: str
) -> None:
    assert told_apart(f"{hates} {tool}").unwanted == (tool,)
    told = told_apart(f"{hates} {tool}{between}{wish}")
    assert told.unwanted == (tool,)
    assert wish in told.sought

    for typed in (f"{hates} {wish}", f"{hates} {wish}{between}{tool}", f"{hates} being bad at {tool}"):
        assert told_apart(typed) == Told(typed)


@given(
    tool=TOOLS,
    told=st.sampled_from(
        (
            "I never learned {}", "I've never used {}", "I have never done {}", "nobody taught me {}",
            "never been good at {}", "never had any {}", "I hate that I can't do {}", "I hate how my {} looks",
            "I hate not knowing {}", "people who hate {}", "why does everybody hate {}", "I hate {} but need it",
        )
    ),
)  # fmt: skip
def test_what_somebody_never_did_or_hates_to_lack_is_looked_for(tool: str, told: str) -> None:
    typed = told.format(tool)

    assert told_apart(typed) == Told(typed)


@given(
    sought=st.sampled_from(("someone", "a mentor", "anybody", "some people", "I want somebody", "sql from someone")),
    is_not=st.sampled_from(
        ("who isn't", "who is not", "who's not", "that isn\u2019t", "who aren't", "who isn't".replace("'", ""))
    ),
    what=st.sampled_from(("an engineer", "in sales", "from HR")),
)
def test_who_is_sought_and_is_not_something_is_told_apart_from_who_is_dealt_with(
    sought: str, is_not: str, what: str
) -> None:
    thing = what.removeprefix("in ").removeprefix("from ")

    assert told_apart(f"{sought} {is_not} {what}").unwanted == (thing,)
    assert not told_apart(f"dealing with people who aren't {what}").unwanted
    assert not told_apart(f"how to lead a team that isn't {what}").unwanted


def test_only_so_many_things_are_left_out() -> None:
    assert len(told_apart(f"anything except {', '.join(f'thing{at}' for at in range(20))}").unwanted) == MOST


def found(typed: str) -> list[object]:
    index = Index(CREW, SKILLS)
    return [hit.id for hit in best(index, read(typed, index, SKILLS), 5)]


def test_what_is_not_wanted_decides_nothing_about_the_rest() -> None:
    assert found("not python, but java") == ["ben"]
    assert found("python, not sales")[0] == "ana"


def test_what_is_left_out_of_a_skill_is_neither_looked_for_nor_a_reason_and_the_skill_is() -> None:
    people = (
        Profile(id="both", topics=("Django", "Python")),
        Profile(id="django", topics=("Django",)),
        Profile(id="python", topics=("Python",)),
        Profile(id="types", topics=("TypeScript", "React")),
        Profile(id="other", topics=("Django", "Hiring"), about="I write python"),
        Profile(id="text", about="I write python"),
    )
    index = Index(people, SKILLS)

    for typed in ("python without django", "python but not django", "python, no django", "not django, but python"):
        reading = read(typed, index, SKILLS)
        hits = best(index, reading, 5)
        assert {hit.id for hit in hits} == {"both", "python", "text"}
        assert [reasons(people[0], hit, reading) for hit in hits[:2]] == [("Teaches Python",)] * 2
    assert found_among(people, "django without python")[:3] == ["django", "both", "other"]
    assert found_among(people, "react, no typescript") == ["types"]


def found_among(people: tuple[Profile, ...], typed: str) -> list[object]:
    index = Index(people, SKILLS)
    return [hit.id for hit in best(index, read(typed, index, SKILLS), 5)]


def test_who_only_speaks_of_the_wish_and_teaches_nothing_but_what_is_unwanted_is_left_out() -> None:
    index = Index((*CREW, Profile(id="eve", topics=("Sales",), about="I sold java for years")), SKILLS)

    assert "eve" in [hit.id for hit in best(index, read("java", index, SKILLS), 5)]
    assert "eve" not in [hit.id for hit in best(index, read("java, not sales", index, SKILLS), 5)]


def test_who_is_of_a_department_that_is_not_wanted_is_left_out_and_so_is_who_is_called_so_in_their_title() -> None:
    people = (
        Profile(id="hugo", name="Hugo", title="Lead", department="HR", topics=("Delegation",)),
        Profile(id="ann", real_name="Ann Ray", title="Backend engineer", department="Tech", topics=("Delegation",)),
        Profile(id="kim", title="Teacher", department="Human Resources", topics=("Delegation",)),
        Profile(id="lea", topics=("Delegation",)),
    )
    index = Index(people, SKILLS)

    def among(typed: str) -> set[object]:
        return {hit.id for hit in best(index, read(typed, index, SKILLS), 5)}

    assert among("delegation") == {"hugo", "ann", "kim", "lea"}
    assert among("delegation but not from HR") == {"ann", "lea"}
    assert among("a mentor who is not an engineer for delegation") == {"hugo", "kim", "lea"}
    assert among("delegation, but not with Hugo") == {"ann", "kim", "lea"}
    assert among("anyone but Ann Ray for delegation") == {"hugo", "kim", "lea"}
    assert Unwanted(["HR"], SKILLS).is_from("hr")
    assert not Unwanted(["HR"], SKILLS).is_from("Sales")
    assert not Unwanted(["python"], SKILLS).is_from("")


def test_nobody_teaches_only_what_is_unwanted_who_teaches_nothing() -> None:
    unwanted = Unwanted(["python", "glassblowing"], SKILLS)

    assert unwanted
    assert not Unwanted([], SKILLS)
    assert not unwanted.is_all_of([])
    assert unwanted.is_all_of(["Python", "Glassblowing"])
    assert not unwanted.is_all_of(["Python", "Java"])


@pytest.mark.parametrize("typed", ["help me please", "someone good", "a mentor", "please", "any help would be great"])
def test_filler_alone_does_not_say_what_for(typed: str) -> None:
    index = Index(CREW, SKILLS)
    reading = read(typed, index, SKILLS)

    assert is_vague(reading, best(index, reading, 5))


@pytest.mark.parametrize("typed", ["support", "help me with python", "Ana", "glassblowing", "!!"])
def test_a_topic_a_name_and_an_unknown_word_do(typed: str) -> None:
    index = Index(CREW, SKILLS)
    reading = read(typed, index, SKILLS)

    assert not is_vague(reading, best(index, reading, 5))
