"""People type what they want in their own way; the bot reads it kindly."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mentoring.aliases import OTHER_NAMES
from bot.mentoring.topics import closest, plain, tidy, topics, understand, words

OFFERED = ["Public speaking", "SQL", "Négociation", "Kubernetes", "Machine learning", "Leading people", "Speech"]


def test_a_line_of_wishes_becomes_topics_in_the_spelling_of_whoever_typed_it() -> None:
    assert topics("public speaking, SQL; negotiating\n- .NET\n* C++ ") == (
        "public speaking",
        "SQL",
        "negotiating",
        ".NET",
        "C++",
    )


def test_a_topic_typed_twice_is_kept_once_as_it_was_typed_first() -> None:
    assert topics("SQL, sql, Sql.") == ("SQL",)


def test_nothing_but_signs_is_no_topic() -> None:
    assert topics(" , ;; - , *** , \U0001f3b8, ") == ()


def test_a_person_offers_twenty_topics_at_most_of_sixty_letters_at_most() -> None:
    many = topics(",".join(f"topic {number}" for number in range(30)))
    (long,) = topics("a" * 100)

    assert len(many) == 20
    assert len(long) == 60


def test_letters_that_turn_or_hide_text_are_dropped() -> None:
    assert topics("S\u202eQL\x00\u200b") == ("SQL",)
    assert tidy("two\t lines\nhere") == "two lines here"
    assert tidy("e" + "\u0323\u0301\u0307\u0308\u0330" * 8).count("\u0308") <= 1


@given(st.text(max_size=300))
@example("0\u202e\u0301, 0\u0301")
def test_topics_are_clean_and_reading_them_again_changes_nothing(text: str) -> None:
    found = topics(text)

    assert topics(", ".join(found)) == found
    assert len({topic.casefold() for topic in found}) == len(found) <= 20
    assert all(0 < len(topic) <= 60 and topic == topic.strip() for topic in found)
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"} for topic in found for letter in topic)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("k8s", "Kubernetes"),
        ("JS", "javascript"),
        ("presentation skills", "public speaking"),
        ("Presenting", "Public Speaking"),
        ("people management", "leadership"),
        ("managing a team", "team management"),
        ("coding", "programming"),
        ("writes", "writing"),
        ("hiring", "recruitment"),
        ("strategies", "strategy"),
        ("meetings", "meeting"),
        ("modelling", "models"),
        ("running", "run"),
        ("solving", "solve"),
        ("classes", "class"),
        ("boxes", "box"),
        ("résumés", "resume"),
        ("finances", "financing"),
        ("evenings", "evening"),
        ("women's network", "women network"),
        ("C++", "cpp"),
        ("I want to learn how to negotiate", "negotiating"),
    ],
)
def test_two_ways_of_saying_the_same_thing_are_found_by_the_same_words(one: str, other: str) -> None:
    assert words(one) == words(other) != ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marketing", "markets"),
        ("news", "new"),
        ("plane", "plan"),
        ("string", "str"),
        ("analysis", "analysi"),
        ("morale", "moral"),
        ("C++", "C#"),
        ("species", "specie"),
        ("ties", "ty"),
        ("go to market", "golang marketing"),
        ("lead generation", "leadership generation"),
    ],
)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_words_of_other_scripts_stay_whole() -> None:
    assert words("नेतृत्व, 交渉 और लेखन") == ("नेतृत्व", "交渉", "और", "लेखन")


def test_a_long_text_is_read_like_a_short_one() -> None:
    assert words("k8s " * 40) == ("kubernetes",)


def test_every_usual_name_means_itself() -> None:
    for meaning, names in OTHER_NAMES.items():
        assert all(words(name) == words(meaning) != () for name in names), meaning


def test_a_misspelt_wish_is_understood_and_says_what_was_changed() -> None:
    wanted = understand("pubic speeking", OFFERED)

    assert wanted.words == words("public speaking")
    assert wanted.corrected == {"pubic": "public", "speeking": "speaking"}
    assert wanted.unknown == ()


def test_a_slip_in_the_usual_name_of_something_offered_is_understood_too() -> None:
    wanted = understand("presentatoins, kubernets", OFFERED)

    assert wanted.words == words("public speaking, kubernetes")
    assert wanted.corrected == {"presentatoins": "presentations", "kubernets": "kubernetes"}


def test_a_slip_is_mended_when_only_the_ending_differs_from_what_is_offered() -> None:
    wanted = understand("beekepers", ["Beekeeper", "Beekeepers"])

    assert wanted.words == ("beekeeper",)
    assert wanted.corrected == {"beekepers": "beekeepers"}


def test_a_slip_before_another_ending_is_mended_by_the_bare_word() -> None:
    wanted = understand("weavng, knitting, juglling", ["Weave", "Knits", "Juggles"])

    assert wanted.corrected["juglling"] == "juggles"
    assert "knit" in wanted.words


def test_what_nobody_offers_is_named_as_it_was_typed() -> None:
    wanted = understand("  Beekeeping,\u202e k8s,  rust ", ["SQL"])

    assert wanted.typed == "Beekeeping, k8s, rust"
    assert wanted.unknown == ("beekeeping", "k8s", "rust")
    assert wanted.corrected == {}


def test_an_empty_wish_asks_for_nothing_in_particular() -> None:
    assert understand("  ", OFFERED).words == understand("help me please", OFFERED).words == ()


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5))
def test_a_word_on_offer_is_never_changed(text: str, offered: list[str]) -> None:
    wanted = understand(text, offered)

    assert not {word for topic in offered for word in words(topic)} & set(wanted.corrected)
    assert len(wanted.typed) <= 300
    assert len(wanted.words) == len(set(wanted.words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pubic", "public"),
        ("speech", "speech"),
        ("kubernets", "kubernetes"),
        ("kuebrentes", "kubernetes"),
        ("sq", None),
        ("sqk", None),
        ("sqll", "sql"),
        ("pabic", None),
        ("pbulci", None),
        ("gardening", None),
    ],
)
def test_slips_of_the_finger_are_forgiven_by_length(typed: str, meant: str | None) -> None:
    assert closest(typed, ["public", "speech", "kubernetes", "sql"]) == meant


def test_between_two_equally_near_words_the_one_that_begins_alike_is_meant() -> None:
    assert closest("rest", {"test", "rent", "pest"}) == "rent"


@given(st.text("abc", max_size=10), st.lists(st.text("abc", min_size=1, max_size=10), max_size=8))
def test_the_quick_look_up_finds_what_the_slow_one_finds(word: str, vocabulary: list[str]) -> None:
    allowed = 0 if len(word) < 4 else 1 if len(word) <= 7 else 2
    nearest = min((slips(word, known) for known in vocabulary), default=99)

    found = closest(word, vocabulary)

    assert (found is not None) == (nearest <= allowed)
    assert found is None or slips(word, found) == nearest


def slips(one: str, other: str) -> int:
    """Count insertions, deletions, changes and swaps of neighbours, the long way."""
    table = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def test_case_and_accents_do_not_matter_for_comparing() -> None:
    assert plain("Négociation") == plain("NEGOCIATION")
    assert plain("Straße") == plain("STRASSE")
