"""What people can press, choose and fill in, and what each of these must look like."""

from collections.abc import Iterator, Mapping

from bot.playground import limits
from bot.playground.shapes import (
    Place,
    Rule,
    Surface,
    anything,
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

ANY_WHOLE = 2**53
KIND = {"type": anything}


def plain(most: int) -> Rule:
    """Ask for a plain text of a certain length."""
    return by_type({"plain_text": thing({**KIND, "text": words(most, 1)}, {"emoji": flag})})


def text(most: int) -> Rule:
    """Ask for a text, plain or formatted, of a certain length."""
    return by_type(
        {
            "plain_text": thing({**KIND, "text": words(most, 1)}, {"emoji": flag}),
            "mrkdwn": thing({**KIND, "text": words(most, 1)}, {"verbatim": flag}),
        }
    )


CONFIRM = thing(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
    },
    {"style": one_of("primary", "danger")},
)
ACTION_ID = {"action_id": words(limits.IDENTIFIER, 1)}
FOCUS = {"focus_on_load": flag}
ASKS = {"confirm": CONFIRM}
HINTS = {"placeholder": plain(limits.PLACEHOLDER)}
DISPATCH = {
    "dispatch_action_config": thing(
        {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}
    )
}
SLACK_FILE = thing({}, {"id": words(limits.IDENTIFIER), "url": words(limits.URL)}, exactly_one("id", "url"))


def _option(label: Rule, **more: Rule) -> Rule:
    return thing({"text": label, "value": words(limits.OPTION_VALUE, 1)}, {"description": _DESCRIPTION, **more})


_DESCRIPTION = text(limits.OPTION_TEXT)
PLAIN_OPTION = _option(plain(limits.OPTION_TEXT))
TEXT_OPTION = _option(text(limits.OPTION_TEXT))
OVERFLOW_OPTION = _option(plain(limits.OPTION_TEXT), url=words(limits.URL))
GROUP = thing({"label": plain(limits.OPTION_TEXT), "options": many(PLAIN_OPTION, 0, limits.OPTIONS)})


def _offered(value: Json) -> list[Json]:
    groups = value.get("option_groups") or []
    return [*(value.get("options") or []), *(option for group in groups for option in group["options"])]


def _begins_with_an_offer(value: Json, at: Place) -> Iterator[str]:
    first = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    if any(one not in _offered(value) for one in first):
        yield at.fault("initial option must match one of the options")


def _shown(option: Rule, *initially: str) -> Rule:
    first = {"initial_option": option, "initial_options": many(option, 1, limits.OPTIONS_SHOWN)}
    return thing(
        {**KIND, "options": many(option, 1, limits.OPTIONS_SHOWN)},
        {**ACTION_ID, **ASKS, **FOCUS, **{name: first[name] for name in initially}},
        _begins_with_an_offer,
    )


def _listed(**initially: Rule) -> Rule:
    options = {"options": many(PLAIN_OPTION, 1, limits.OPTIONS), "option_groups": many(GROUP, 1, limits.OPTION_GROUPS)}
    return thing(
        KIND,
        {**ACTION_ID, **ASKS, **FOCUS, **HINTS, **options, **initially},
        exactly_one("options", "option_groups"),
        _begins_with_an_offer,
    )


def _picked(**more: Rule) -> Rule:
    return thing(KIND, {**ACTION_ID, **ASKS, **FOCUS, **HINTS, **more})


def _typed(required: Mapping[str, Rule] | None = None, **more: Rule) -> Rule:
    return thing({**KIND, **(required or {})}, {**ACTION_ID, **FOCUS, **HINTS, **DISPATCH, **more})


IDENTITY = words(limits.IDENTIFIER)
IDENTITIES = many(IDENTITY, 1, limits.OPTIONS)
MOST_SELECTED = whole(1, limits.OPTIONS)
FILTER = thing(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
CONVERSATIONS: Mapping[str, Rule] = {"filter": FILTER, "default_to_current_conversation": flag}
IMAGE = thing(
    {**KIND, "alt_text": words(limits.ALT_TEXT, 1)},
    {"image_url": words(limits.URL, 1), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
BUTTON = thing(
    {**KIND, "text": plain(limits.BUTTON_TEXT)},
    {
        **ACTION_ID,
        **ASKS,
        "url": words(limits.URL),
        "value": words(limits.BUTTON_VALUE),
        "style": one_of("primary", "danger"),
        "accessibility_label": words(limits.ACCESSIBILITY_LABEL),
        "agent_prompt": words(limits.AGENT_PROMPT),
        "visible_to_user_ids": IDENTITIES,
    },
)
FEEDBACK = thing(
    {"text": plain(limits.BUTTON_TEXT), "value": words(limits.BUTTON_VALUE)},
    {"accessibility_label": words(limits.ACCESSIBILITY_LABEL)},
)

ELEMENTS: Mapping[str, Rule] = {
    "button": BUTTON,
    "image": IMAGE,
    "checkboxes": _shown(TEXT_OPTION, "initial_options"),
    "radio_buttons": _shown(TEXT_OPTION, "initial_option"),
    "overflow": thing({**KIND, "options": many(OVERFLOW_OPTION, 1, limits.OVERFLOW_OPTIONS)}, {**ACTION_ID, **ASKS}),
    "datepicker": _picked(initial_date=words(10, 10)),
    "timepicker": _picked(initial_time=words(5, 5), timezone=IDENTITY),
    "datetimepicker": thing(KIND, {**ACTION_ID, **ASKS, **FOCUS, "initial_date_time": whole(0, ANY_WHOLE)}),
    "static_select": _listed(initial_option=PLAIN_OPTION),
    "multi_static_select": _listed(
        initial_options=many(PLAIN_OPTION, 1, limits.OPTIONS), max_selected_items=MOST_SELECTED
    ),
    "external_select": _picked(initial_option=PLAIN_OPTION, min_query_length=whole(0, 255)),
    "multi_external_select": _picked(
        initial_options=many(PLAIN_OPTION, 1, limits.OPTIONS),
        min_query_length=whole(0, 255),
        max_selected_items=MOST_SELECTED,
    ),
    "users_select": _picked(initial_user=IDENTITY),
    "multi_users_select": _picked(initial_users=IDENTITIES, max_selected_items=MOST_SELECTED),
    "conversations_select": _picked(initial_conversation=IDENTITY, response_url_enabled=flag, **CONVERSATIONS),
    "multi_conversations_select": _picked(
        initial_conversations=IDENTITIES, max_selected_items=MOST_SELECTED, **CONVERSATIONS
    ),
    "channels_select": _picked(initial_channel=IDENTITY, response_url_enabled=flag),
    "multi_channels_select": _picked(initial_channels=IDENTITIES, max_selected_items=MOST_SELECTED),
    "plain_text_input": _typed(
        initial_value=words(limits.INPUT_TEXT),
        multiline=flag,
        min_length=whole(0, limits.INPUT_TEXT),
        max_length=whole(1, limits.INPUT_TEXT),
    ),
    "email_text_input": _typed(initial_value=words(limits.INPUT_TEXT)),
    "url_text_input": _typed(initial_value=words(limits.INPUT_TEXT)),
    "number_input": _typed(
        {"is_decimal_allowed": flag}, initial_value=words(64), min_value=words(64), max_value=words(64)
    ),
    "rich_text_input": _typed(initial_value=anything, min_lines=whole(1, 100), max_lines=whole(1, 100)),
    "file_input": thing(KIND, {**ACTION_ID, "filetypes": IDENTITIES, "max_files": whole(1, limits.FILES)}),
    "workflow_button": thing(
        {**KIND, "text": plain(limits.BUTTON_TEXT), "workflow": anything},
        {
            **ACTION_ID,
            "style": one_of("primary", "danger"),
            "accessibility_label": words(limits.ACCESSIBILITY_LABEL),
        },
    ),
    "feedback_buttons": thing({**KIND, "positive_button": FEEDBACK, "negative_button": FEEDBACK}, ACTION_ID),
    "icon_button": thing(
        {**KIND, "icon": words(75), "text": plain(limits.BUTTON_TEXT)},
        {
            **ACTION_ID,
            **ASKS,
            "value": words(limits.BUTTON_VALUE),
            "accessibility_label": words(limits.ACCESSIBILITY_LABEL),
            "visible_to_user_ids": IDENTITIES,
        },
    ),
}
MODAL: frozenset[Surface] = frozenset({"modal"})
MESSAGE: frozenset[Surface] = frozenset({"message"})
ONLY_IN: Mapping[str, frozenset[Surface]] = {
    "datetimepicker": frozenset({"message", "modal"}),
    "email_text_input": MODAL,
    "url_text_input": MODAL,
    "number_input": MODAL,
    "file_input": MODAL,
    "rich_text_input": frozenset({"modal", "home"}),
    "workflow_button": MESSAGE,
    "feedback_buttons": MESSAGE,
    "icon_button": MESSAGE,
}
SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_SELECTS = tuple(f"multi_{name}" for name in SELECTS)
PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons")
INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")


def only(*names: str) -> Rule:
    """Ask for one of these elements, where it may be shown at all."""
    return by_type({name: ELEMENTS[name] for name in names}, ONLY_IN)


IN_SECTION = only("button", "image", "overflow", "workflow_button", *PICKERS, *SELECTS, *MULTI_SELECTS)
IN_ACTIONS = only("button", "overflow", "workflow_button", "datetimepicker", *PICKERS, *SELECTS)
IN_INPUT = only("datetimepicker", *INPUTS, *PICKERS, *SELECTS, *MULTI_SELECTS)
IN_CONTEXT_ACTIONS = only("feedback_buttons", "icon_button")
