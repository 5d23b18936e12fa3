"""Every limit at its edge: the most that Slack takes, and one more."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground import checks
from bot.playground.views import named
from bot.playground.wire import Refused
from tests.playground.kit import actions, button, field, home, line, modal, option, section, text

Json = dict[str, Any]
Sized = Callable[[int], Json]


def options(number: int) -> list[Json]:
    return [option(f"Option {one}") for one in range(number)]


def select(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "select", **more}


def confirm(**more: Json) -> Json:
    whole = {"title": text("Sure?"), "text": text("Really?"), "confirm": text("Yes"), "deny": text("No")}
    return actions(button("End", "end", confirm=whole | more))


def cells(rows: int, columns: int) -> list[list[Json]]:
    return [[{"type": "raw_text", "text": "x"}] * columns for _ in range(rows)]


def carousel(cards: int) -> Json:
    return {"type": "carousel", "elements": [{"type": "card", "title": text("Card")}] * cards}


def card(**more: object) -> Json:
    return {"type": "card", **more}


IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A"}
IN_MESSAGES: list[tuple[str, int, Sized]] = [
    ("section text", 3000, lambda n: section("x" * n)),
    ("section fields", 10, lambda n: {"type": "section", "fields": [text("x")] * n}),
    ("field text", 2000, lambda n: {"type": "section", "fields": [text("x" * n)]}),
    ("header text", 150, lambda n: {"type": "header", "text": text("x" * n)}),
    ("context elements", 10, lambda n: {"type": "context", "elements": [text("x")] * n}),
    ("actions", 25, lambda n: actions(*(button("x", f"a{one}") for one in range(n)))),
    ("button text", 75, lambda n: actions(button("x" * n, "a"))),
    ("button value", 2000, lambda n: actions(button("x", "a", value="x" * n))),
    ("button url", 3000, lambda n: actions(button("x", "a", url="x" * n))),
    ("accessibility label", 75, lambda n: actions(button("x", "a", accessibility_label="x" * n))),
    ("action_id", 255, lambda n: actions(button("x", "a" * n))),
    ("block_id", 255, lambda n: section("x", block_id="b" * n)),
    ("confirm title", 100, lambda n: confirm(title=text("x" * n))),
    ("confirm text", 300, lambda n: confirm(text=text("x" * n))),
    ("confirm button", 30, lambda n: confirm(confirm=text("x" * n))),
    ("deny button", 30, lambda n: confirm(deny=text("x" * n))),
    ("options", 100, lambda n: actions(select("static_select", options=options(n)))),
    ("option groups", 100, lambda n: actions(select("static_select", option_groups=groups(n)))),
    ("option text", 75, lambda n: actions(select("static_select", options=[{"text": text("x" * n), "value": "x"}]))),
    ("option value", 150, lambda n: actions(select("static_select", options=[{"text": text("x"), "value": "x" * n}]))),
    ("placeholder", 150, lambda n: actions(select("users_select", placeholder=text("x" * n)))),
    ("checkboxes", 10, lambda n: actions(select("checkboxes", options=options(n)))),
    ("radio buttons", 10, lambda n: actions(select("radio_buttons", options=options(n)))),
    ("overflow", 5, lambda n: section("x", accessory=select("overflow", options=options(n)))),
    ("image address", 3000, lambda n: {**IMAGE, "image_url": "x" * n}),
    ("image alt text", 2000, lambda n: {**IMAGE, "alt_text": "x" * n}),
    ("markdown", 12_000, lambda n: {"type": "markdown", "text": "x" * n}),
    ("table rows", 100, lambda n: {"type": "table", "rows": cells(n, 1)}),
    ("table columns", 20, lambda n: {"type": "table", "rows": cells(1, n)}),
    ("data table rows", 201, lambda n: {"type": "data_table", "caption": "Pairs", "rows": cells(n, 2)}),
    ("card title", 150, lambda n: card(title=text("x" * n))),
    ("card body", 200, lambda n: card(body=text("x" * n))),
    ("card actions", 3, lambda n: card(actions=[button("x", f"a{one}") for one in range(n)])),
    ("carousel", 10, carousel),
    ("container", 10, lambda n: {"type": "container", "title": text("x"), "child_blocks": [section("x")] * n}),
]
IN_MODALS: list[tuple[str, int, Sized]] = [
    ("title", 24, lambda n: modal(section("x"), title="x" * n)),
    ("submit", 24, lambda n: modal(section("x")) | {"submit": text("x" * n)}),
    ("close", 24, lambda n: modal(section("x"), close=text("x" * n))),
    ("private_metadata", 3000, lambda n: modal(section("x"), private_metadata="x" * n)),
    ("callback_id", 255, lambda n: modal(section("x"), callback_id="x" * n)),
    ("external_id", 255, lambda n: modal(section("x"), external_id="x" * n)),
    ("blocks", 100, lambda n: modal(*[section("x")] * n)),
    ("label", 2000, lambda n: modal(field("x" * n, line()))),
    ("hint", 2000, lambda n: modal(field("x", line(), hint=text("x" * n)))),
    ("text input", 3000, lambda n: modal(field("x", line(max_length=n)))),
    ("files", 10, lambda n: modal(field("x", select("file_input", max_files=n)))),
    ("alert", 200, lambda n: modal({"type": "alert", "text": text("x" * n)})),
]


def groups(number: int) -> list[Json]:
    return [{"label": text("Group"), "options": options(1)}] * number


def of_message(*blocks: Json) -> list[str]:
    return faults(lambda: checks.blocks(list(blocks)))


def of_view(view: Json) -> list[str]:
    return faults(lambda: checks.view(view, view["type"]))


def faults(check: Callable[[], None]) -> list[str]:
    try:
        check()
    except Refused as refused:
        return [refused.error, *refused.messages]
    return []


@pytest.mark.parametrize(("most", "block"), [pytest.param(m, b, id=name) for name, m, b in IN_MESSAGES])
def test_a_block_takes_the_most_and_not_one_more(most: int, block: Sized) -> None:
    assert of_message(block(most)) == []
    assert of_message(block(most + 1))[0] == "invalid_blocks"


@pytest.mark.parametrize(("most", "view"), [pytest.param(m, v, id=name) for name, m, v in IN_MODALS])
def test_a_window_takes_the_most_and_not_one_more(most: int, view: Sized) -> None:
    assert of_view(view(most)) == []
    assert of_view(view(most + 1))[0] == "invalid_arguments"


def test_a_message_takes_fifty_blocks() -> None:
    assert of_message(*[section("x")] * 50) == []
    assert of_message(*[section("x")] * 51) == [
        "invalid_blocks",
        "no more than 50 items allowed [json-pointer:/blocks]",
    ]


def test_a_view_has_a_size() -> None:
    assert of_view(home(*[section("x" * 3000)] * 80)) == []
    assert of_view(home(*[section("x" * 3000)] * 90)) == ["view_too_large"]


def test_what_is_wrong_is_named_with_its_place() -> None:
    found = of_message(section("fine"), actions(button("x" * 76, "a")))

    assert found == ["invalid_blocks", "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "ribbon"},
        {"text": text("x")},
        section(""),
        {"type": "section"},
        section("x", colour="red"),
        {"type": "actions", "elements": []},
        actions(line()),
        actions(select("multi_users_select")),
        actions({"type": "button", "text": {"type": "mrkdwn", "text": "x"}}),
        actions(select("static_select")),
        actions(select("static_select", options=options(1), option_groups=groups(1))),
        actions(select("static_select", options=options(2), initial_option=option("Else"))),
        actions(button("x", "a"), button("y", "a")),
        actions(button("x", "a", style="green")),
        {"type": "alert", "text": text("x")},
        {"type": "input", "label": text("x"), "element": {"type": "email_text_input"}},
        card(subtitle=text("x")),
        {"type": "data_table", "caption": "x", "rows": [*cells(1, 2), *cells(1, 3)]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 5001}] * 2]},
        {**IMAGE, "slack_file": {"id": "F1"}},
        {"type": "image", "image_url": "https://example.org/a.png"},
    ],
)
def test_what_slack_does_not_know_in_a_message_is_refused(block: Json) -> None:
    assert of_message(block)[0] == "invalid_blocks"


@pytest.mark.parametrize(
    "blocks",
    [
        [section("x", block_id="same"), section("y", block_id="same")],
        [{"type": "table", "rows": cells(1, 1)}] * 2,
        [{"type": "markdown", "text": "x" * 7000}] * 2,
        [{"type": "data_visualization", "title": "x", "chart": {}}] * 3,
    ],
)
def test_blocks_that_do_not_go_together_are_refused(blocks: list[Json]) -> None:
    assert of_message(*blocks)[0] == "invalid_blocks"


@pytest.mark.parametrize(
    "view",
    [
        {"type": "modal", "blocks": [section("x")]},
        {"type": "modal", "title": text("x"), "blocks": [field("x", line())]},
        modal(),
        modal({"type": "card", "title": text("x")}),
        modal(actions(select("workflow_button", text=text("x"), workflow={}))),
        modal(field("x", line(focus_on_load=True)), field("y", line(focus_on_load=True))),
        modal(section("x"), id="V1"),
        home(actions(select("datetimepicker"))),
        home({"type": "alert", "text": text("x")}),
        home(field("x", select("number_input", is_decimal_allowed=True))),
        home(section("x"), title=text("x")),
    ],
)
def test_what_slack_does_not_know_in_a_view_is_refused(view: Json) -> None:
    assert of_view(view)[0] == "invalid_arguments"


def test_the_same_action_may_stand_in_two_blocks() -> None:
    assert of_message(actions(button("x", "a")), actions(button("x", "a"))) == []


def test_all_that_a_form_may_ask_is_taken() -> None:
    inputs = [
        line(multiline=True, min_length=1, dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]}),
        select("datepicker", initial_date="2026-11-24"),
        select("timepicker", timezone="Europe/London"),
        select("datetimepicker", initial_date_time=1_795_510_800),
        select("multi_static_select", options=options(3), max_selected_items=2),
        select("conversations_select", filter={"include": ["public"]}, response_url_enabled=True),
        select("number_input", is_decimal_allowed=False, min_value="1"),
        select("rich_text_input"),
        select("external_select", min_query_length=0),
    ]

    assert of_view(modal(*(field("Field", one) for one in inputs))) == []


def anything() -> st.SearchStrategy[object]:
    leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
    names = st.sampled_from(["type", "text", "elements", "element", "options", "accessory", "rows", "label", "title"])
    kinds = st.sampled_from(["section", "actions", "input", "table", "card", "button", "plain_text", "static_select"])
    return st.recursive(
        leaves | kinds, lambda more: st.lists(more, max_size=3) | st.dictionaries(names, more | kinds, max_size=4)
    )


@given(anything())
def test_nonsense_is_refused_and_never_breaks_anything(block: object) -> None:
    blocks = [block] if isinstance(block, dict) else []

    for fault in of_message(*blocks):
        assert isinstance(fault, str)


@given(st.lists(st.sampled_from(["a", "b", None]), max_size=6))
def test_every_block_ends_up_with_an_id(ids: list[str | None]) -> None:
    given_ids: Iterator[Json] = ({"block_id": one} if one else {} for one in ids)

    ended_up = named([section("x") | one for one in given_ids])

    assert all(block["block_id"] for block in ended_up)
    assert [block["block_id"] for block, one in zip(ended_up, ids, strict=True) if one] == [one for one in ids if one]
