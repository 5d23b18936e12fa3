"""The few blocks and inputs this bot is made of, as plain dictionaries within Slack's limits."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from bot.blocks.words import clip, spelled

Block = dict[str, Any]

SECTION_MAX = 3000
HEADER_MAX = 150
BUTTON_MAX = 75
OPTION_MAX = 75
OPTIONS_MAX = 100
INPUT_MAX = 3000


def section(text: str, accessory: Block | None = None, *, block_id: str = "") -> Block:
    """Say a paragraph."""
    block: Block = {"type": "section", "text": mrkdwn(text, SECTION_MAX)}
    return block | ({"accessory": accessory} if accessory else {}) | ({"block_id": block_id} if block_id else {})


def header(text: str) -> Block:
    """Head what follows."""
    return {"type": "header", "text": plain(text, HEADER_MAX)}


def context(text: str, *, block_id: str = "") -> Block:
    """Add something small: why this came, who sees it."""
    block: Block = {"type": "context", "elements": [mrkdwn(text, SECTION_MAX)]}
    return block | ({"block_id": block_id} if block_id else {})


def divider() -> Block:
    """Draw a line."""
    return {"type": "divider"}


def actions(*elements: Block, block_id: str = "") -> Block:
    """Offer things to do."""
    return {"type": "actions", "elements": list(elements)} | ({"block_id": block_id} if block_id else {})


def mrkdwn(text: str, limit: int) -> Block:
    """Write formatted text; Slack adds no links or mentions of its own."""
    return {"type": "mrkdwn", "text": clip(text, limit) or " ", "verbatim": True}


def plain(text: str, limit: int) -> Block:
    """Write text as it is."""
    return {"type": "plain_text", "text": clip(text, limit) or " ", "emoji": True}


def button(
    label: str, action_id: str, value: object = "", *, style: str = "", says: str = "", confirm: Block | None = None
) -> Block:
    """Offer one act. `value` is an id; `says` is what a screen reader says when the label alone is unclear."""
    block: Block = {"type": "button", "text": plain(label, BUTTON_MAX), "action_id": action_id}
    block |= {"value": str(value)} if value != "" else {}
    block |= {"style": style} if style else {}
    block |= {"accessibility_label": clip(says, BUTTON_MAX)} if says else {}
    return block | ({"confirm": confirm} if confirm else {})


def confirm(title: str, text: str, yes: str, no: str = "Go back") -> Block:
    """Ask once more before something that cannot be undone."""
    return {"title": plain(title, 100), "text": plain(text, 300), "confirm": plain(yes, 30), "deny": plain(no, 30)}


def overflow(action_id: str, choices: Sequence[tuple[str, object]]) -> Block:
    """Offer a few rare acts behind three dots."""
    return {"type": "overflow", "action_id": action_id, "options": [option(label, value) for label, value in choices]}


def option(label: str, value: object, description: str = "") -> Block:
    """Offer one choice."""
    block: Block = {"text": plain(label, OPTION_MAX), "value": str(value)}
    return block | ({"description": plain(description, OPTION_MAX)} if description else {})


def field_of(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False, dispatch: bool = False
) -> Block:
    """Ask for something in a modal. The block's id is the field's name, so that answers are found by name."""
    block: Block = {"type": "input", "block_id": name, "label": plain(label, 2000), "element": element}
    block |= {"optional": True} if optional else {}
    block |= {"hint": plain(hint, 2000)} if hint else {}
    return block | ({"dispatch_action": True} if dispatch else {})


def text_input(
    *, initial: str = "", placeholder: str = "", lines: bool = False, most: int = INPUT_MAX, live: str = ""
) -> Block:
    """Take a line or a few; `live` is an action that hears every pause in typing."""
    block: Block = {"type": "plain_text_input", "action_id": live or "value", "multiline": lines, "max_length": most}
    block |= {"initial_value": clip(spelled(initial), most)} if initial else {}
    block |= {"placeholder": plain(placeholder, 150)} if placeholder else {}
    return block | ({"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}} if live else {})


def number_input(least: int, most: int, initial: int | None = None) -> Block:
    """Take a whole number between two others."""
    block: Block = {"type": "number_input", "action_id": "value", "is_decimal_allowed": False}
    block |= {"min_value": str(least), "max_value": str(most)}
    return block | ({"initial_value": str(initial)} if initial is not None else {})


def choice(kind: str, options: Sequence[Block], *, chosen: object = None, placeholder: str = "") -> Block:
    """Take one of several: `static_select` or `radio_buttons`."""
    block: Block = {"type": kind, "action_id": "value", "options": list(options)}
    initial = next((each for each in options if each["value"] == str(chosen)), None)
    block |= {"initial_option": initial} if initial else {}
    return block | ({"placeholder": plain(placeholder, 150)} if placeholder else {})


def choices(kind: str, options: Sequence[Block], chosen: Iterable[object] = (), *, live: str = "") -> Block:
    """Take some of several: `checkboxes` or `multi_static_select`; `live` is an action that hears of it at once."""
    wanted = {str(each) for each in chosen}
    initial = [each for each in options if each["value"] in wanted]
    block: Block = {"type": kind, "action_id": live or "value", "options": list(options)}
    return block | ({"initial_options": initial} if initial else {})


def file_input(kinds: Sequence[str], *, most: int = 1) -> Block:
    """Take files of these kinds. Needs `files:read`."""
    return {"type": "file_input", "action_id": "value", "filetypes": list(kinds), "max_files": most}


def found_as_typed(action_id: str, *, placeholder: str = "", most: int = OPTIONS_MAX) -> Block:
    """Take some of very many: the bot lists what fits what was typed, under this action."""
    block: Block = {"type": "multi_external_select", "action_id": action_id, "min_query_length": 0}
    block |= {"max_selected_items": most}
    return block | ({"placeholder": plain(placeholder, 150)} if placeholder else {})


def person_input(*, chosen: str | None = None, placeholder: str = "Pick a person", live: str = "") -> Block:
    """Take one person; `live` is an action that hears of the choice at once."""
    block: Block = {"type": "users_select", "action_id": live or "value", "placeholder": plain(placeholder, 150)}
    return block | ({"initial_user": chosen} if chosen else {})


def people_input(chosen: Sequence[str] = ()) -> Block:
    """Take several people."""
    block: Block = {"type": "multi_users_select", "action_id": "value"}
    return block | ({"initial_users": list(chosen)} if chosen else {})


def channel_input(*, chosen: str | None = None) -> Block:
    """Take one channel, public or private; never a direct message."""
    block: Block = {"type": "conversations_select", "action_id": "value"}
    block |= {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
    block |= {"placeholder": plain("Pick a channel", 150), "response_url_enabled": True}
    return block | ({"initial_conversation": chosen} if chosen else {})


def channels_input(chosen: Sequence[str] = ()) -> Block:
    """Take several channels, public or private; never a direct message."""
    block: Block = {"type": "multi_conversations_select", "action_id": "value"}
    block |= {"filter": {"include": ["public", "private"], "exclude_bot_users": True}}
    return block | ({"initial_conversations": list(chosen)} if chosen else {})


def date_input(initial: date | None = None) -> Block:
    """Take a day."""
    return {"type": "datepicker", "action_id": "value"} | ({"initial_date": initial.isoformat()} if initial else {})


def time_input(initial: time | None = None) -> Block:
    """Take a time of day."""
    return {"type": "timepicker", "action_id": "value"} | ({"initial_time": f"{initial:%H:%M}"} if initial else {})
