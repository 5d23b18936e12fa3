"""A visitor: somebody in the playground, moved by tests and demonstrations in words that read like a story."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.playground.fields import Field, fields
from bot.playground.telephone import Declined, NothingCame, Stagehand, StoryClock, Telephone, wait_until
from bot.playground.wire import Json

__all__ = ["Declined", "NothingCame", "Stagehand", "Visitor"]

A = TypeVar("A")
WITHIN = 20.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that can be touched: what it is, and the words that say where."""

    field: Field
    where: Mapping[str, str]


class Visitor:
    """One person at their Slack."""

    def __init__(self, url: str, person: str) -> None:
        """Be this person, in the playground at this address."""
        self.person = person
        self.clock = StoryClock(Telephone(url), person)
        self._line = Telephone(url)
        self._filled: dict[str, Json] = {}

    def types(self, text: str, channel: str | None = None) -> Json:
        """Type a line, a command or a message, into a place; by default where one talks with the bot."""
        path = "/play/command" if text.startswith("/") else "/play/say"
        return self._tell(path, channel=channel or self.dm_id(), text=text)

    def opens_home(self) -> None:
        """Open the bot's Home tab."""
        self._tell("/play/home")

    def opens(self, channel: str | None = None) -> None:
        """Open a place to talk; by default the bot's Messages tab."""
        self._tell("/play/open", channel=channel or self.dm_id())

    def chooses_shortcut(self, callback_id: str, message: Json | None = None, channel: str | None = None) -> Json:
        """Choose a shortcut from the menu, or from a message's menu."""
        if message is None:
            return self._tell("/play/shortcut", callback_id=callback_id)
        return self._tell("/play/shortcut", callback_id=callback_id, channel=channel or self.dm_id(), ts=message["ts"])

    def state(self) -> Json:
        """Give everything this person's Slack shows now."""
        return self._line.ask("/play/state", **{"as": self.person})

    def dm_id(self) -> str:
        """Give the id of the direct message with the bot."""
        channel: str = self.state()["dms"][0]["id"]
        return channel

    def messages(self, channel: str) -> list[Json]:
        """List what this person sees in a place, oldest first."""
        answer = self._line.ask("/play/messages", channel=channel, **{"as": self.person})
        found: list[Json] = answer["messages"]
        return found

    def dm(self) -> list[Json]:
        """List what the bot and this person said to each other, oldest first."""
        return self.messages(self.dm_id())

    def home(self) -> Json | None:
        """Give what the bot shows on the Home tab."""
        view: Json | None = self.state()["home"]
        return view

    def modal(self) -> Json | None:
        """Give the window in front."""
        stack = self.state()["modals"]
        return stack[-1] if stack else None

    def toasts(self) -> list[str]:
        """List the small notes at the edge of the window."""
        return [toast["text"] for toast in self.state()["toasts"]]

    def fills(self, answers: Mapping[str, object]) -> "Visitor":
        """Fill in the window in front, by label, block_id or action_id."""
        view = self._front()
        for name, value in answers.items():
            field = _named(view["blocks"], name)
            answer = {field.name: self._answer(field, value, {"view_id": view["id"]})}
            block = self._filled.setdefault(view["id"], {}).setdefault(field.block["block_id"], {})
            block[field.element["action_id"]] = answer
        return self

    def gives(self, name: str, content: str) -> list[Json]:
        """Put a file here, for a field of the window in front."""
        return [self._tell("/play/file", name=name, content=content)["file"]]

    def submits(self) -> Json:
        """Send the window in front."""
        view = self._front()
        return self._tell("/play/submit", view_id=view["id"], state=self._state(view))

    def closes(self, *, everything: bool = False) -> Json:
        """Close the window in front, or all of them."""
        return self._tell("/play/close", view_id=self._front()["id"], all=everything)

    def clicks(self, label: str, *, times: int = 1) -> Json:
        """Press the newest button with this label in the window in front, in a message or on the Home tab.

        What a button is read out as serves as well, and the choices behind a message's three dots count as buttons.
        `times` is 2 for a double click, which Slack sends on before the first of the two has changed anything.
        """
        for spot in self._spots():
            element = spot.field.element
            names = {element.get("action_id"), element.get("accessibility_label")}
            if element["type"] == "button" and label in {element["text"]["text"], *names}:
                return self._touch(spot, {}, times)
            for option in element["options"] if element["type"] == "overflow" else ():
                if option["text"]["text"] == label:
                    return self._touch(spot, {"selected_option": option}, times)
        raise NothingCame(f"{self.person} sees no button {label!r}.")

    def chooses(self, name: str, value: object) -> Json:
        """Choose something that takes effect at once; name it by label, block_id, action_id or placeholder."""
        for spot in self._spots():
            if spot.field.holds_answer and name in _names(spot.field):
                return self._touch(spot, {spot.field.name: self._answer(spot.field, value, spot.where)})
        raise NothingCame(f"{self.person} sees nothing called {name!r}.")

    def offers(self, name: str, typed: str) -> list[Json]:
        """List what a field whose options only the bot knows offers for what was typed."""
        view = self._front()
        return self._offered(_named(view["blocks"], name), typed, {"view_id": view["id"]})

    def sees(self, text: str) -> Json | None:
        """Find the newest message, window or Home tab with this text in it."""
        state = self.state()
        shown = [*reversed(state["modals"]), *self._newest_messages(state), *([state["home"]] if state["home"] else [])]
        return next((one for one in shown if any(text in words for words in _texts(one))), None)

    def waits_for(self, what: str | Callable[[], A], within: float = WITHIN) -> Json | A:
        """Wait until something is seen or so; give it, or fail saying what is seen instead."""
        find: Callable[[], Json | A | None] = what if callable(what) else lambda: self.sees(what)
        found = wait_until(find, within, lambda: self._disappointed(what))
        if found is None:  # wait_until gives only what is there
            raise NothingCame(self._disappointed(what))
        return found

    def _disappointed(self, what: object) -> str:
        seen = [str(message["text"]) for message in self._newest_messages(self.state())][:5]
        return f"{self.person} waited in vain for {what!r}. Newest messages: {seen}; notes: {self.toasts()}"

    def _tell(self, path: str, **body: object) -> Json:
        return self._line.tell(path, **body, **{"as": self.person})

    def _front(self) -> Json:
        view = self.modal()
        if view is None:
            raise NothingCame(f"{self.person} has no window open.")
        return view

    def _state(self, view: Json) -> Json:
        return {"values": self._filled.get(view["id"], {})}

    def _newest_messages(self, state: Json) -> list[Json]:
        places = [place["id"] for place in (*state["dms"], *state["channels"])]
        said = [{**message, "channel": place} for place in places for message in self.messages(place)]
        return sorted(said, key=lambda message: str(message["ts"]), reverse=True)

    def _spots(self) -> Iterator[Spot]:
        state = self.state()
        if state["modals"]:
            front = state["modals"][-1]
            yield from (Spot(field, {"view_id": front["id"]}) for field in fields(front["blocks"]))
        for message in self._newest_messages(state):
            where = {"channel": message["channel"], "ts": message["ts"]}
            yield from (Spot(field, where) for field in fields(message["blocks"]))
        if state["home"]:
            home = state["home"]
            yield from (Spot(field, {"view_id": home["id"]}) for field in fields(home["blocks"]))

    def _touch(self, spot: Spot, answer: Json, times: int = 1) -> Json:
        element = spot.field.element
        action = {"type": element["type"], "action_id": element["action_id"], **answer}
        action["block_id"] = spot.field.block["block_id"]
        state = {"values": self._filled.get(spot.where.get("view_id", ""), {})}
        return self._tell("/play/click", action=action, state=state, times=times, **spot.where)

    def _answer(self, field: Field, value: object, where: Mapping[str, str]) -> object:
        if field.name == "selected_option" and isinstance(value, str):
            return _option(self._offered(field, value, where), value)
        if field.name == "selected_options" and isinstance(value, list | tuple):
            chosen = [one if isinstance(one, dict) else str(one) for one in value]
            return [one if isinstance(one, dict) else _option(self._offered(field, one, where), one) for one in chosen]
        return value

    def _offered(self, field: Field, typed: str, where: Mapping[str, str]) -> list[Json]:
        element = field.element
        if element["type"].endswith("external_select"):
            asked = {"block_id": field.block["block_id"], "action_id": element["action_id"], "value": typed}
            element = self._tell("/play/options", **asked, **where)
        groups = element.get("option_groups", ())
        return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def _option(offered: list[Json], wanted: str) -> Json:
    for option in offered:
        if wanted in {option["text"]["text"], option["value"]}:
            return option
    raise NothingCame(f"There is no option {wanted!r} among {[one['text']['text'] for one in offered]}.")


def _named(blocks: list[Json], name: str) -> Field:
    for field in fields(blocks):
        if field.holds_answer and name in _names(field):
            return field
    raise NothingCame(f"There is no field {name!r} among {[sorted(_names(field)) for field in fields(blocks)]}.")


def _names(field: Field) -> set[str]:
    label = (field.block.get("label") or {}).get("text", "")
    placeholder = (field.element.get("placeholder") or {}).get("text", "")
    return {label, placeholder, field.block["block_id"], field.element["action_id"]} - {""}


def _texts(shown: object) -> Iterator[str]:
    if isinstance(shown, dict):
        for name, value in shown.items():
            if isinstance(value, str) and name in {"text", "alt_text", "caption"}:
                yield value
            else:
                yield from _texts(value)
    elif isinstance(shown, list):
        for one in shown:
            yield from _texts(one)
