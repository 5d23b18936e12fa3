"""A plain web address can be clicked and shows where it leads; nothing else that was typed leads anywhere."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks.links import LINK_MAX, linked, unlinked
from bot.blocks.words import escape


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://acme.example/a_b_c/~me", "<https://acme.example/a_b_c/~me>"),
        ("See (https://acme.example/a?b=1&c=2), please.", "See (<https://acme.example/a?b=1&amp;c=2>), please."),
        ("http://wiki/Mentoring_(2026).", "<http://wiki/Mentoring_(2026)>."),
        ("HTTPS://ACME.EXAMPLE:8443/@me", "<HTTPS://ACME.EXAMPLE:8443/@me>"),
        (
            "one\nhttps://a.example\n\u201chttps://b.example\u201d",
            "one\n<https://a.example>\n\u201c<https://b.example>\u201d",
        ),
    ],
)
def test_a_plain_address_can_be_clicked_and_is_shown_as_it_was_typed(typed: str, shown: str) -> None:
    assert linked(typed) == shown
    assert unlinked(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "https://bank.example@evil.example/",
        "https://evil.example|here",
        "<https://evil.example|here>",
        "https://evil.example/<!channel>",
        "slack://channel?team=T1",
        "javascript://alert(1)",
        "https://b\u0430nk.example",
        "https://",
        "https://:443/",
        "https://a.example:port/",
        "https://-a.example/",
        "https://a.example/`b`",
        f"https://a.example/{'a' * LINK_MAX}",
        "seehttps://a.example",
    ],
)
def test_whatever_is_no_plain_address_stays_text(typed: str) -> None:
    assert linked(typed) == escape(typed)
    assert unlinked(typed) == [typed]


@settings(max_examples=100)
@given(
    st.lists(
        st.sampled_from(
            [
                "https://a.example/b",
                " ",
                "\n",
                "<",
                ">",
                "|",
                "@",
                "&",
                "!channel",
                "_",
                "*",
                ")",
                "(",
                ".",
                "a",
                "\u202e",
            ]
        ),
        max_size=12,
    )
)
def test_nothing_pings_nothing_is_masked_and_every_link_is_whole(parts: list[str]) -> None:
    shown = linked("".join(parts))

    links = re.findall(r"<([^>]*)>", shown)
    assert shown.count("<") == shown.count(">") == len(links)
    assert all(re.fullmatch(r"https?://[^\s|<>@]+", link.partition("/b")[0]) and "|" not in link for link in links)
    assert "://" not in re.sub(r"<[^>]*>", "", shown)
