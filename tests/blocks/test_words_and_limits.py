"""Whatever people type, it pings nobody, links nowhere, and fits."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import (
    Answers,
    button,
    context,
    counted,
    escape,
    header,
    heard,
    listed,
    message,
    moment,
    notice,
    quote,
    section,
)
from bot.blocks.answers import number
from bot.blocks.elements import BUTTON_MAX, HEADER_MAX, SECTION_MAX
from bot.blocks.surfaces import MESSAGE_BLOCKS_MAX, TEXT_MAX, TITLE_MAX, Modal
from bot.blocks.words import clean, clip, day, spelled

ENTITY = re.compile("&(amp|lt|gt);")
TROUBLE = st.sampled_from(
    [
        "<!channel>",
        "<@UADA>",
        "<https://evil.example|here>",
        "&lt;!here&gt;",
        "&",
        "<",
        ">",
        "*",
        "_",
        "`",
        "~",
        "\u202e",
        "://",
        "👩🏽‍💻",
    ]
)
TYPED = st.one_of(st.text(max_size=200), st.lists(TROUBLE | st.text(max_size=5), max_size=20).map("".join))


@given(TYPED)
def test_what_was_typed_never_pings_or_links(typed: str) -> None:
    shown = escape(typed)

    assert "<" not in shown
    assert ">" not in shown
    assert "&" not in ENTITY.sub("", shown)
    assert "://" not in shown


@given(TYPED)
def test_what_was_typed_never_changes_the_layout(typed: str) -> None:
    shown = escape(typed)

    assert not set("*~`") & set(shown)
    assert not re.search(r"(?<![^\W_\uff3f])_|_(?![^\W_\uff3f])", shown)
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2069\u0000\ufeff") & set(shown)


@given(TYPED)
def test_a_quotation_marks_every_line_and_nothing_else(typed: str) -> None:
    for line in quote(typed).split("\n"):
        assert line.startswith(">")
        assert ">" not in line[1:]
        assert "<" not in line


@given(TYPED, st.integers(2, 60))
def test_shortening_never_cuts_an_entity(typed: str, limit: int) -> None:
    shown = clip(escape(typed), limit)

    assert len(shown) <= limit
    assert "&" not in ENTITY.sub("", shown)


@given(st.integers(2, 40))
def test_shortening_never_cuts_a_mention(limit: int) -> None:
    shown = clip("with <@UADA> and <!date^1772445600^{date_short}|soon>", limit)

    assert len(shown) <= limit
    assert shown.count("<") == shown.count(">")


def test_a_mention_is_a_name_where_slack_shows_signs_only() -> None:
    assert spelled("<@UMEI|mei> and <@UTANE|Tane P.>, <@UADA>") == "@mei and @Tane P., <@UADA>"
    assert spelled("<http://acme.com|acme.com>, <mailto:a@b.c|a@b.c> and <https://a.b/c>") == (
        "acme.com, a@b.c and https://a.b/c"
    )


@given(TYPED)
def test_reading_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


def test_entities_are_read_once() -> None:
    assert heard("&lt;b&gt; &amp;amp;") == "<b> &amp;"
    assert heard(None) == ""


@given(TYPED)
def test_blocks_fit_whatever_is_in_them(typed: str) -> None:
    long = typed * 300

    assert 1 <= len(section(long)["text"]["text"]) <= SECTION_MAX
    assert 1 <= len(header(long)["text"]["text"]) <= HEADER_MAX
    assert 1 <= len(context(long)["elements"][0]["text"]) <= SECTION_MAX
    assert 1 <= len(button(long, "act", says=long)["text"]["text"]) <= BUTTON_MAX
    assert 1 <= len(notice(long, long).payload["title"]["text"]) <= TITLE_MAX


def test_a_message_s_text_says_all_its_blocks_say() -> None:
    said = message(header("Mentors"), "First.", section("Second."), context("Third."), also="Fourth.")

    assert said.text == "Mentors\nFirst.\nSecond.\nThird.\nFourth."
    assert said.payload["text"] == said.text


def test_a_message_stays_within_slack_s_limits() -> None:
    payload = message(*["words " * 100] * 60).payload

    assert len(payload["blocks"]) == MESSAGE_BLOCKS_MAX
    assert len(payload["text"]) <= TEXT_MAX


def test_a_modal_says_only_what_it_was_given() -> None:
    assert "submit" not in notice("Done", "Fine.").payload
    assert notice("Done", "Fine.", final=True).payload["clear_on_close"]
    assert Modal("ask", "Ask", [], submit="Send", about="7").payload["private_metadata"] == "7"


def test_a_moment_is_told_in_the_reader_s_own_time_with_words_for_old_clients() -> None:
    at = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)

    assert moment(at) == moment(at.astimezone(ZoneInfo("Europe/Berlin")))
    assert moment(at) == "<!date^1772528700^{date_short_pretty} {time}|Tue 03 Mar 2026 09:05 UTC>"


def test_days_and_lists_are_said_as_people_say_them() -> None:
    assert day(date(2026, 3, 3)) == "Tue 3 March"
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [counted(number, "session") for number in (0, 1, 2)] == ["0 sessions", "1 session", "2 sessions"]


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "1" * 19, "1; drop table pairs", "None", " 7"])
def test_what_is_no_number_is_no_id(text: str) -> None:
    assert number(text) is None


def test_an_id_is_read_back() -> None:
    assert number("42") == 42
    assert number("2147483647") == 2147483647
    assert number("2147483648") is None


def test_a_field_nobody_filled_answers_with_nothing() -> None:
    answers = Answers({})

    assert (answers.text("a"), answers.choice("a"), answers.choices("a"), answers.people("a")) == ("", "", (), ())
    assert [answers.person("a"), answers.channel("a"), answers.day("a"), answers.clock("a")] == [None] * 4


def test_a_day_that_cannot_be_counts_as_none() -> None:
    fields = {"day": {"value": {"selected_date": "2026-02-30"}}, "clock": {"value": {"selected_time": "25:00"}}}

    answers = Answers({"state": {"values": fields}})

    assert (answers.day("day"), answers.clock("clock")) == (None, None)
