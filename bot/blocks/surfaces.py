"""Where words appear: a message, a modal, App Home."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.blocks.elements import Block, plain, section
from bot.blocks.words import clip

TEXT_MAX = 4000
TITLE_MAX = 24
MESSAGE_BLOCKS_MAX = 50
VIEW_BLOCKS_MAX = 100


@dataclass(frozen=True, slots=True)
class Message:
    """Words and blocks. `text` is complete by itself: phones and screen readers get only that."""

    text: str
    blocks: Sequence[Block] = ()

    @property
    def payload(self) -> dict[str, Any]:
        """What Slack is sent."""
        blocks = list(self.blocks)[:MESSAGE_BLOCKS_MAX] or [section(self.text)]
        return {"text": clip(self.text, TEXT_MAX), "blocks": blocks}


def message(*parts: Block | str, also: str = "") -> Message:
    """Make a message of sentences and blocks; its text is the sentences, in order, and `also`."""
    blocks = [section(part) if isinstance(part, str) else part for part in parts]
    words = [words for block in blocks if (words := said(block))]
    return Message("\n".join([*words, also] if also else words), blocks)


def said(block: Block) -> str:
    """Return what a screen reader should say of a block."""
    match block["type"]:
        case "section":
            return "\n".join(text["text"] for text in (block.get("text"), *block.get("fields", ())) if text)
        case "header":
            return str(block["text"]["text"])
        case "context":
            return " ".join(element.get("text", "") for element in block["elements"])
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Modal:
    """A modal: a title, blocks, and what pressing its button means. `about` is an id and nothing else.

    Closing one that is `final` closes those under it too.
    """

    callback_id: str
    title: str
    blocks: Sequence[Block]
    submit: str = ""
    close: str = "Close"
    about: str = ""
    final: bool = False

    @property
    def payload(self) -> dict[str, Any]:
        """What Slack is sent."""
        view: dict[str, Any] = {
            "type": "modal",
            "callback_id": self.callback_id,
            "title": plain(self.title, TITLE_MAX),
            "close": plain(self.close, TITLE_MAX),
            "private_metadata": self.about,
            "blocks": list(self.blocks)[:VIEW_BLOCKS_MAX],
        }
        view |= {"clear_on_close": True} if self.final else {}
        return view | ({"submit": plain(self.submit, TITLE_MAX)} if self.submit else {})


@dataclass(frozen=True, slots=True)
class Home:
    """App Home, as one person sees it."""

    blocks: Sequence[Block] = field(default_factory=list)

    @property
    def payload(self) -> dict[str, Any]:
        """What Slack is sent."""
        return {"type": "home", "blocks": list(self.blocks)[:VIEW_BLOCKS_MAX]}


def notice(title: str, *parts: Block | str, final: bool = False) -> Modal:
    """Say in a modal that something was done; closing it is all there is to do."""
    return Modal("notice", title, [section(part) if isinstance(part, str) else part for part in parts], final=final)
