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


LANGUAGES = Index(Profile(id=each, topics=(each,)) for each in ("C", "C++", "C#", "R", "Go", "Public speaking"))


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("C语言", "C"),
        ("学C", "C"),
        ("学习C", "C"),
        ("C言語を学びたい", "C"),
        ("C언어", "C"),
        ("R语言", "R"),
        ("我想学R语言编程", "R"),
        ("学C#", "C#"),
        ("C++语言", "C++"),
        ("Go言語を学びたい", "Go"),
    ],
)
def test_a_latin_name_beside_a_script_without_spaces_is_a_word_of_its_own(typed: str, language: str) -> None:
    (hit,) = best(LANGUAGES, read(typed, LANGUAGES, LANGUAGES.skills), 5)

    assert (hit.id, hit.topics) == (language, (language,))
    assert hit.needs >= 400


KATAKANA = Index(
    Profile(id=each, topics=(each,))
    for each in ("テスト", "ロック", "ロシア", "コーチング", "リーダーシップ", "データ")
)


@pytest.mark.parametrize("typed", ["コンテスト", "ブロックチェーン", "ベロシアン", "スコーチング"])
def test_no_word_is_cut_out_of_a_longer_one_of_katakana(typed: str) -> None:
    assert best(KATAKANA, read(typed, KATAKANA, KATAKANA.skills), 5) == []

    longer = Index([Profile(id="longer", topics=(typed,))])
    for part in ("テスト", "ロック", "ロシア", "コーチング"):
        assert best(longer, read(part, longer, longer.skills), 5) == []


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("ユニットテスト", {"テスト"}),
        ("テストを学びたい", {"テスト"}),
        ("リーダーシップコーチングプログラム", {"リーダーシップ", "コーチング"}),
        ("データベース", {"データ"}),
    ],
)
def test_what_begins_or_ends_a_compound_of_katakana_is_found_in_it(typed: str, who: set[str]) -> None:
    assert {hit.id for hit in best(KATAKANA, read(typed, KATAKANA, KATAKANA.skills), 5)} == who


def test_words_with_spaces_are_read_as_before() -> None:
    assert read("переговоры", INDEX, INDEX.skills).words == ("переговоры",)
