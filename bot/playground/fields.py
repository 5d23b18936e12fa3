"""What people can fill in: which elements hold an answer, under which name, and what they hold now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.playground.wire import Json

ANSWERS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
SEVERAL = frozenset(kind for kind, (name, _) in ANSWERS.items() if name.endswith("s"))


@dataclass(frozen=True, slots=True)
class Field:
    """An element that holds an answer, or a button, and the block it is in."""

    block: Json
    element: Json

    @property
    def holds_answer(self) -> bool:
        """Tell whether it can be filled in, as opposed to pressed."""
        return self.element["type"] in ANSWERS

    @property
    def is_input(self) -> bool:
        """Tell whether it is sent with the form and not when it is touched."""
        return bool(self.block["type"] == "input")

    @property
    def name(self) -> str:
        """The name of its answer in what Slack sends."""
        return ANSWERS[self.element["type"]][0]

    def initial(self) -> Json:
        """Give what it holds before anybody touched it."""
        kind = self.element["type"]
        name, initially = ANSWERS[kind]
        nothing: object = [] if kind in SEVERAL else None
        answer: Json = {"type": kind, name: self.element.get(initially, nothing)}
        if kind == "timepicker" and "timezone" in self.element:
            answer["timezone"] = self.element["timezone"]
        return answer


def fields(blocks: Iterable[Json]) -> Iterator[Field]:
    """Go through everything people can touch."""
    for block in blocks:
        yield from (Field(block, element) for element in _elements(block))
        if block["type"] == "carousel":
            yield from fields(block["elements"])
        elif block["type"] == "container":
            yield from fields(block["child_blocks"])


def _elements(block: Json) -> Iterator[Json]:
    match block["type"]:
        case "section" if block.get("accessory"):
            yield block["accessory"]
        case "input":
            yield block["element"]
        case "actions" | "context_actions":
            yield from block["elements"]
        case "card":
            yield from block.get("actions", ())
        case _:
            return


def complete(blocks: Iterable[Json], filled: Json) -> Json:
    """List what everything holds: what was filled in, else what it began with, else nothing."""
    values: Json = {}
    for field in fields(blocks):
        if field.holds_answer:
            block_id, action_id = field.block["block_id"], field.element["action_id"]
            answer = filled.get(block_id, {}).get(action_id, {})
            known = {field.name: answer[field.name]} if field.name in answer else {}
            values.setdefault(block_id, {})[action_id] = field.initial() | known
    return values


def found(blocks: Iterable[Json], block_id: object, action_id: object) -> Field | None:
    """Find what somebody touched."""
    for field in fields(blocks):
        if field.block["block_id"] == block_id and field.element.get("action_id") == action_id:
            return field
    return None
