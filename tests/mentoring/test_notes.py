"""A note is counted kindly, compared fairly, and says plainly what it asks for."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.asks import Ask
from bot.mentoring.notes import COMPARED_WORDS, Length, Mode, Preset, alike, count, is_copy, length, specific, verdict

NOTE = (
    "I read your post on caching in March and changed how our service keeps its sessions because of it. "
    "I want to learn how you decide what to leave out when a design grows. Would you have 20 minutes for one chat? "
    "Any afternoon next week works, or you choose. Thank you for writing so openly about what failed."
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t", 0),
        ("hello", 1),
        ("Hello, Mei – thank you!", 4),
        ("don't stop—ever", 3),
        ("and/or well-known e.g. 20", 4),
        ("?! … — –", 0),
        ("👋 🎉 👩‍👩‍👧", 0),
        ("1️⃣ #️⃣ \u2139\ufe0f", 0),
        (":wave::skin-tone-2: :+1:", 0),
        ("hello :wave:", 1),
        ("at 10:30:45 see a:b:c", 4),
        ("<@U123> https://example.com/a/b", 2),
        ("Größe señor naïve", 3),
        ("हिन्दी में लिखा", 3),
        ("Привет, мир", 2),
        ("안녕 세상", 2),
        ("今日は良い天気ですね", 5),
        ("今日は良い天気ですねえ", 6),
        ("私のTeamです", 3),
        ("ลมดี", 1),
        ("ลมดีมาก", 2),
        ("ก", 1),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, words: int) -> None:
    assert count(text) == words


@given(st.text())
def test_a_count_is_never_negative(text: str) -> None:
    assert count(text) >= 0


@given(st.text(st.characters(exclude_categories=["L", "N"], exclude_characters=":")))
def test_signs_alone_are_no_words(text: str) -> None:
    assert count(text) == 0


@given(st.lists(st.from_regex(r"[a-z]{1,9}[,.!]?", fullmatch=True)))
def test_plain_words_count_one_each(words: list[str]) -> None:
    assert count(" ".join(words)) == len(words)


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        (0, Length.SHORT),
        (49, Length.SHORT),
        (50, Length.GOOD),
        (100, Length.GOOD),
        (101, Length.LONG),
        (125, Length.LONG),
        (126, Length.TOO_LONG_SOON),
        (150, Length.TOO_LONG_SOON),
        (151, Length.BLOCKED),
    ],
)
def test_a_length_has_its_name(words: int, reads: Length) -> None:
    assert length(words) is reads


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (0, "0 words so far; 50 to 100 leave room for why you ask this person."),
        (1, "1 word so far; 50 to 100 leave room for why you ask this person."),
        (72, "72 words, a good length to read between two meetings."),
        (110, "110 words, still fine; a little shorter would be easier to read."),
        (140, "140 words, getting long; a note can have 150 at most."),
        (163, "163 words; please shorten it by 13, then it is ready to send."),
    ],
)
def test_a_length_is_told_in_one_kind_sentence(words: int, said: str) -> None:
    assert verdict(words) == said


@given(st.integers(0, 5000))
def test_every_length_is_one_sentence(words: int) -> None:
    assert re.fullmatch(rf"{words} words?[^.!?]*\.", verdict(words))


@pytest.mark.parametrize(
    ("why", "enough"),
    [("", False), ("You are great 👏 👏", False), ("I like your talk", False), ("I like your caching talk", True)],
)
def test_a_reason_of_five_words_is_specific(why: str, enough: bool) -> None:
    assert specific(why) is enough


@given(st.text())
def test_a_text_is_like_itself(text: str) -> None:
    assert alike(text, text) == 1.0


@given(st.text("ab .今"), st.text("ab .今"))
def test_likeness_is_the_same_both_ways_and_stays_in_bounds(a: str, b: str) -> None:
    assert alike(a, b) == alike(b, a)
    assert 0.0 <= alike(a, b) <= 1.0


@given(st.text(), st.text())
def test_comparing_takes_whatever_people_type(a: str, b: str) -> None:
    assert 0.0 <= alike(a, b) <= 1.0


def test_case_spaces_and_punctuation_make_no_note_new() -> None:
    assert alike(NOTE, NOTE.upper().replace(".", "!!").replace(" ", "\n")) == 1.0


def test_texts_without_a_word_in_common_are_nothing_alike() -> None:
    assert alike("I admire your patience", "hiring taught me much") == 0.0


def test_how_much_is_shared_is_what_counts() -> None:
    assert alike("a b c", "a b d") == 0.5


def test_a_template_with_the_names_changed_is_a_copy() -> None:
    other = NOTE.replace("caching", "testing").replace("March", "June").replace("sessions", "records")

    assert is_copy(other, ["something else entirely", NOTE])


def test_the_same_goal_with_a_new_reason_is_no_copy() -> None:
    other = "Your talk on hiring made me look again at how we open our interviews." + NOTE[98:]

    assert 0.5 < alike(other, NOTE) < 0.8
    assert not is_copy(other, [NOTE])


def test_eight_tenths_alike_is_a_copy_and_a_little_less_is_not() -> None:
    assert alike("a b c d", "a b c d f g") == pytest.approx(2 * 4 / 12)
    assert is_copy("a b c d e f g h i", ["a b c d e f g h x"])
    assert not is_copy("a b c d e f g h", ["a b c d e f g x"])


def test_a_note_is_no_copy_when_there_is_nothing_to_copy() -> None:
    assert not is_copy(NOTE, [])
    assert not is_copy("", ["", "…"])


def test_beyond_what_can_be_sent_nothing_more_is_compared() -> None:
    long = "word " * COMPARED_WORDS

    assert alike(long, f"{long} and an end of its own") == 1.0


def test_asking_for_twenty_minutes_comes_first_and_is_what_an_ask_begins_with() -> None:
    begins_with = {field.name: field.default for field in fields(Ask)}

    assert list(Preset) == [Preset.CHAT, Preset.FIRST_MEETING, Preset.ONGOING]
    assert begins_with["preset"] == Preset.CHAT
    assert begins_with["mode"] == Mode.EITHER


@pytest.mark.parametrize("preset", Preset)
def test_every_preset_has_a_label_a_button_and_a_question_to_the_mentor(preset: Preset) -> None:
    assert preset.label
    assert preset.button.startswith("Ask for ")
    assert len(preset.button) <= 30
    assert re.fullmatch(r"Would you [^.!?]+\?", preset.sentence)


def test_ways_of_meeting_have_names() -> None:
    assert [mode.label for mode in Mode] == ["By video", "In person", "By video or in person"]
