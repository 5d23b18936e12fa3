"""Where no spaces stand between words, half a sentence finds the topic that stands in it."""

import pytest

from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.ranking import best, reasons
from bot.mentoring.search.wishes import read

PEOPLE = {
    each.id: each
    for each in (
        Profile(id="zh", topics=("公开演讲",), about="我教公开演讲"),
        Profile(id="ja", topics=("パブリックスピーキング", "SQL入門")),
        Profile(id="th", topics=("การเจรจา",)),
        Profile(id="en", topics=("Public speaking",)),
        Profile(id="tea", topics=("茶道",)),
    )
}
INDEX = Index(PEOPLE.values())


@pytest.mark.parametrize(
    ("typed", "who", "topic"),
    [
        ("公开演讲", "zh", "公开演讲"),
        ("我想学习公开演讲", "zh", "公开演讲"),
        ("想练习公开演讲的技巧", "zh", "公开演讲"),
        ("演讲", "zh", "公开演讲"),
        (
            "プレゼンのパブリックスピーキングを学びたい",
            "ja",
            "パブリックスピーキング",
        ),
        ("SQL入門を学びたい", "ja", "SQL入門"),
        (
            "อยากเรียนการเจรจา",
            "th",
            "การเจรจา",
        ),
    ],
)
def test_a_topic_is_found_in_a_sentence_without_spaces_and_by_a_part_of_it(typed: str, who: str, topic: str) -> None:
    reading = read(typed, INDEX, INDEX.skills)

    (hit, *others) = best(INDEX, reading, 5)

    assert (hit.id, others) == (who, [])
    assert reasons(PEOPLE[who], hit, reading)[0] == f"Teaches {topic}"


@pytest.mark.parametrize(
    "typed",
    [
        "我想学习骑马",  # riding
        "茶",  # a single sign stands in many words
        "กา",
        "演道",
    ],
)
def test_what_nobody_offers_is_found_in_no_other_word(typed: str) -> None:
    assert best(INDEX, read(typed, INDEX, INDEX.skills), 5) == []


def test_words_with_spaces_are_read_as_before() -> None:
    assert read("переговоры", INDEX, INDEX.skills).words == ("переговоры",)
