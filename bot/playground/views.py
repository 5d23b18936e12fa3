"""Windows and Home tabs: who has which open, in what order, in which version."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.app_shape import APP_ID, BOT_ID, TEAM_ID
from bot.playground.wire import Json, Refused

STACK = 3
INTERACTIVE_HOLDERS = {"section": "accessory", "input": "element"}


@dataclass(eq=False, slots=True)
class View:
    """One window or Home tab, and whose it is."""

    body: Json
    owner: str
    channel: str | None = None

    @property
    def id(self) -> str:
        """Its id, which stays the same when it is updated."""
        view_id: str = self.body["id"]
        return view_id

    def replace(self, raw: Json) -> None:
        """Show something else in the same window."""
        old = self.body
        self.body = _dressed(raw, old["id"], root=old["root_view_id"], previous=old["previous_view_id"])


class Views:
    """Every window and Home tab that is open."""

    def __init__(self) -> None:
        """Begin with none."""
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._count = 0
        self.unread_homes: set[str] = set()

    def __iter__(self) -> Iterator[View]:
        """Go through all of them."""
        yield from self._homes.values()
        for stack in self._stacks.values():
            yield from stack

    def stack(self, person: str) -> list[View]:
        """List a person's open windows, the top one last."""
        return list(self._stacks.get(person, ()))

    def home(self, person: str) -> View | None:
        """Give a person's Home tab, if the bot ever published one."""
        return self._homes.get(person)

    def known(self, view_id: object) -> View | None:
        """Find a view that is open."""
        return next((one for one in self if one.id == view_id), None)

    def called(self, external_id: object) -> View | None:
        """Find a view by the name the bot gave it."""
        return next((one for one in self if external_id and one.body["external_id"] == external_id), None)

    def open(self, person: str, raw: Json, channel: str | None) -> View:
        """Open a first window in front of somebody, in place of any other."""
        view_id = self._new_id()
        view = View(_dressed(raw, view_id, root=view_id, previous=None), person, channel)
        self._stacks[person] = [view]
        return view

    def push(self, person: str, raw: Json) -> View:
        """Open a window on top of those a person has open; three is the most."""
        stack = self._stacks.get(person)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK:
            raise Refused("push_limit_reached")
        top = stack[-1]
        body = _dressed(raw, self._new_id(), root=top.body["root_view_id"], previous=top.id)
        view = View(body, person, top.channel)
        stack.append(view)
        return view

    def publish(self, person: str, raw: Json) -> View:
        """Show something on a person's Home tab."""
        view = self._homes.get(person)
        if view is not None:
            view.replace(raw)
        else:
            view_id = self._new_id()
            view = self._homes[person] = View(_dressed(raw, view_id, root=view_id, previous=None), person)
        self.unread_homes.add(person)
        return view

    def close(self, view: View) -> None:
        """Close one window; those on top of it go too."""
        stack = self._stacks.get(view.owner, [])
        if view in stack:
            del stack[stack.index(view) :]

    def clear(self, person: str) -> list[View]:
        """Close all of a person's windows and tell which they were."""
        return self._stacks.pop(person, [])

    def _new_id(self) -> str:
        self._count += 1
        return f"V{self._count:08d}"


def _dressed(raw: Json, view_id: str, *, root: str, previous: str | None) -> Json:
    return {
        "id": view_id,
        "team_id": TEAM_ID,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
        "title": {"type": "plain_text", "text": "View Title", "emoji": True},
        "close": None,
        "submit": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
        **raw,
        "blocks": named(raw["blocks"]),
        "state": {"values": {}},
        "hash": f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}",
        "root_view_id": root,
        "previous_view_id": previous,
    }


def named(blocks: list[Json]) -> list[Json]:
    """Copy blocks and give every block and element that came without an id a random one, as Slack does."""
    return [_named_block(block) for block in blocks]


def _named_block(block: Json) -> Json:
    block = {**block, "block_id": block.get("block_id") or secrets.token_urlsafe(4)}
    holder = INTERACTIVE_HOLDERS.get(block["type"])
    if holder is not None and block.get(holder):
        block[holder] = _named_element(block[holder])
    elif block["type"] in {"actions", "context_actions"}:
        block["elements"] = [_named_element(element) for element in block["elements"]]
    elif block["type"] == "card":
        block |= {"actions": [_named_element(one) for one in block["actions"]]} if block.get("actions") else {}
    elif block["type"] == "carousel":
        block["elements"] = named(block["elements"])
    elif block["type"] == "container":
        block["child_blocks"] = named(block["child_blocks"])
    return block


def _named_element(element: Json) -> Json:
    if element["type"] in {"image", "workflow_button"}:
        return element
    return {**element, "action_id": element.get("action_id") or secrets.token_urlsafe(4)}
