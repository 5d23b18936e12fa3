"""What can be shown: every block, what it must look like, and where it may stand."""

from collections.abc import Iterator, Mapping

from bot.playground import limits
from bot.playground.elements import (
    BUTTON,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    KIND,
    MESSAGE,
    MODAL,
    SLACK_FILE,
    plain,
    text,
)
from bot.playground.shapes import (
    Extra,
    Place,
    Rule,
    Surface,
    anything,
    at_least_one,
    by_type,
    exactly_one,
    flag,
    many,
    one_of,
    thing,
    whole,
    words,
)
from bot.playground.wire import Json

BLOCK_ID = {"block_id": words(limits.IDENTIFIER)}
RICH_TEXT = thing(
    {
        **KIND,
        "elements": many(
            by_type(
                dict.fromkeys(
                    ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"),
                    thing({**KIND, "elements": many(anything, 0, 4_000)}, is_open=True),
                )
            ),
            0,
            4_000,
        ),
    },
    BLOCK_ID,
)
RAW_TEXT = thing({**KIND, "text": words(limits.TABLE_TEXT)})
RAW_NUMBER = thing({**KIND, "value": anything}, {"text": words(limits.TABLE_TEXT)})
CELL = by_type({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT})
STATES = ("pending", "in_progress", "complete", "error")


def _even_rows(value: Json, at: Place) -> Iterator[str]:
    if len({len(row) for row in value["rows"]}) > 1:
        yield (at / "rows").fault("all rows must have the same number of cells")


def _short_cells(most: int) -> Extra:
    def extra(value: Json, at: Place) -> Iterator[str]:
        if sum(len(_words_in(cell)) for row in value["rows"] for cell in row) > most:
            yield (at / "rows").fault(f"must be less than {most + 1} characters in all")

    return extra


def _words_in(cell: object) -> str:
    if isinstance(cell, dict):
        return str(cell.get("text", "")) + "".join(_words_in(one) for one in cell.get("elements", ()))
    return ""


def _child(value: object, at: Place) -> Iterator[str]:
    yield from BLOCK(value, at)


def _plain_header(value: Json, at: Place) -> Iterator[str]:
    if any(cell["type"] == "rich_text" for cell in value["rows"][0]):
        yield (at / "rows" / 0).fault("rich_text is not allowed in the header row")


TASK_CARD = thing(
    {**KIND, "task_id": words(limits.IDENTIFIER), "title": anything, "status": one_of(*STATES)},
    {**BLOCK_ID, "details": RICH_TEXT, "output": RICH_TEXT, "sources": many(anything, 0, limits.OPTIONS)},
)
CARD = thing(
    KIND,
    {
        **BLOCK_ID,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(limits.CARD_TITLE),
        "subtitle": text(limits.CARD_TITLE),
        "body": text(limits.CARD_BODY),
        "actions": many(by_type({"button": BUTTON}), 1, limits.CARD_ACTIONS),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)
PLAIN_BLOCKS: Mapping[str, Rule] = {
    "section": thing(
        KIND,
        {
            **BLOCK_ID,
            "text": text(limits.SECTION_TEXT),
            "fields": many(text(limits.FIELD_TEXT), 1, limits.SECTION_FIELDS),
            "accessory": IN_SECTION,
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "header": thing({**KIND, "text": plain(limits.HEADER_TEXT)}, {**BLOCK_ID, "level": whole(1, 4)}),
    "divider": thing(KIND, BLOCK_ID),
    "context": thing(
        {
            **KIND,
            "elements": many(
                by_type(
                    {
                        "image": IMAGE,
                        "plain_text": text(limits.SECTION_TEXT),
                        "mrkdwn": text(limits.SECTION_TEXT),
                    }
                ),
                1,
                limits.CONTEXT_ELEMENTS,
            ),
        },
        BLOCK_ID,
    ),
    "actions": thing({**KIND, "elements": many(IN_ACTIONS, 1, limits.ACTIONS)}, BLOCK_ID),
    "input": thing(
        {**KIND, "label": plain(limits.LABEL), "element": IN_INPUT},
        {**BLOCK_ID, "hint": plain(limits.LABEL), "optional": flag, "dispatch_action": flag},
    ),
    "image": thing(
        {**KIND, "alt_text": words(limits.ALT_TEXT, 1)},
        {
            **BLOCK_ID,
            "image_url": words(limits.URL, 1),
            "slack_file": SLACK_FILE,
            "title": plain(limits.ALT_TEXT),
        },
        exactly_one("image_url", "slack_file"),
    ),
    "video": thing(
        {
            **KIND,
            "alt_text": words(limits.ALT_TEXT),
            "title": plain(limits.VIDEO_TITLE),
            "thumbnail_url": words(limits.URL),
            "video_url": words(limits.URL),
        },
        {
            **BLOCK_ID,
            "title_url": words(limits.URL),
            "description": plain(limits.ALT_TEXT),
            "provider_icon_url": words(limits.URL),
            "provider_name": words(limits.ALT_TEXT),
            "author_name": words(limits.VIDEO_AUTHOR),
        },
    ),
    "rich_text": RICH_TEXT,
}
NEWER_BLOCKS: Mapping[str, Rule] = {
    "markdown": thing({**KIND, "text": words(limits.MARKDOWN_IN_MESSAGE, 1)}, BLOCK_ID),
    "table": thing(
        {**KIND, "rows": many(many(CELL, 1, limits.TABLE_COLUMNS), 1, limits.TABLE_ROWS)},
        {**BLOCK_ID, "column_settings": many(anything, 0, limits.TABLE_COLUMNS)},
        _short_cells(limits.TABLE_TEXT),
    ),
    "data_table": thing(
        {
            **KIND,
            "caption": words(limits.LABEL, 1),
            "rows": many(many(CELL, 1, limits.TABLE_COLUMNS), 2, limits.DATA_TABLE_ROWS),
        },
        {
            **BLOCK_ID,
            "page_size": whole(1, limits.DATA_TABLE_PAGE),
            "row_header_column_index": whole(0, limits.TABLE_COLUMNS - 1),
        },
        _even_rows,
        _plain_header,
        _short_cells(limits.DATA_TABLE_TEXT),
    ),
    "data_visualization": thing({**KIND, "title": words(limits.CHART_TITLE), "chart": anything}, BLOCK_ID),
    "context_actions": thing({**KIND, "elements": many(IN_CONTEXT_ACTIONS, 1, limits.CONTEXT_ACTIONS)}, BLOCK_ID),
    "task_card": TASK_CARD,
    "plan": thing({**KIND, "title": anything}, {**BLOCK_ID, "tasks": many(TASK_CARD, 0, limits.OPTIONS)}),
    "alert": thing(
        {**KIND, "text": text(limits.ALERT_TEXT)},
        {**BLOCK_ID, "level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": thing({**KIND, "elements": many(by_type({"card": CARD}), 1, limits.CAROUSEL)}, BLOCK_ID),
    "container": thing(
        {**KIND, "child_blocks": many(_child, 1, limits.CONTAINER)},
        {
            **BLOCK_ID,
            "title": plain(limits.CARD_TITLE),
            "rich_text_title": RICH_TEXT,
            "subtitle": text(limits.CARD_TITLE),
            "width": one_of("narrow", "standard", "wide", "full"),
            "icon": IMAGE,
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        at_least_one("title", "rich_text_title"),
    ),
}
MESSAGE_OR_HOME: frozenset[Surface] = frozenset({"message", "home"})
ONLY_IN: Mapping[str, frozenset[Surface]] = {
    "markdown": MESSAGE,
    "table": MESSAGE_OR_HOME,
    "data_table": MESSAGE_OR_HOME,
    "data_visualization": MESSAGE,
    "context_actions": MESSAGE,
    "task_card": MESSAGE,
    "plan": MESSAGE,
    "alert": MODAL,
    "card": MESSAGE_OR_HOME,
    "carousel": MESSAGE_OR_HOME,
    "container": MESSAGE,
}
BLOCK = by_type({**PLAIN_BLOCKS, **NEWER_BLOCKS}, ONLY_IN)
