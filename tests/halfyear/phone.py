"""A phone: how somebody at this Slack acts on the bot, through its real door, and whether they got an answer."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bot.app import Bot
from tests.halfyear.workplace import TEAM, Json, Shown, Workplace, numbered
from tests.slacks import Caller, Response

SERVED_WITHIN = 60.0
DEAD = ("does nothing any more", "Sorry, something went wrong", "from an older version")
"""What only a button gets that leads nowhere, or to a mistake."""
ERROR = 400
A_MOMENT = 0.002


@dataclass(slots=True)
class Phone:
    """Everybody's phone."""

    caller: Caller
    place: Workplace
    bot: Bot
    dead: list[str] = field(default_factory=list)
    acts: int = 0

    def types(self, person: str, text: str) -> None:
        """Type a command."""
        given = {"command": "/mentor", "text": text, "team_id": TEAM, "user_id": person, "channel_id": "C1"}
        urls = {"trigger_id": self.place.trigger(person), "response_url": self._url("C1", "0", person)}
        before = self._shown_to(person)
        self._sent(self.caller.slack_sends(urlencode(given | urls)), f"/mentor {text}")
        self._expect(person, before, f"/mentor {text}")

    def opens_home(self, person: str) -> None:
        """Open the bot's Home."""
        at = int(self.place.now().timestamp()) + self.acts
        self._sent(self.caller.event(TEAM, at, "app_home_opened", event={"user": person, "tab": "home"}), "Home")

    def presses(self, person: str, shown: Shown, block_id: str, element: Json, *, times: int = 1) -> None:
        """Press a button of a message, perhaps twice in the same moment."""
        message = {"ts": shown.ts, "text": shown.text, "blocks": shown.blocks}
        container = {"type": "message", "message_ts": shown.ts, "channel_id": shown.channel, "is_ephemeral": False}
        place = {"container": container, "channel": {"id": shown.channel}, "message": message}
        where = self._url(shown.channel, shown.ts, person)
        self._act(person, place | {"response_url": where}, block_id, element, times, changed=shown)

    def presses_answer(self, person: str, answer: Json, block_id: str, element: Json) -> None:
        """Press a button of an answer only they see."""
        message = {"text": answer["text"], "blocks": answer["blocks"]}
        container = {"type": "message", "message_ts": "1", "channel_id": "C1", "is_ephemeral": True}
        place = {"container": container, "channel": {"id": "C1"}, "message": message}
        self._act(person, place | {"response_url": self._url("C1", "1", person)}, block_id, element, 1)

    def presses_in(self, person: str, view: Json, block_id: str, element: Json) -> None:
        """Press a button of a window or of Home."""
        whole = {**view, "hash": "h", "state": {"values": {}}}
        self._act(person, {"container": {"type": "view", "view_id": view["id"]}, "view": whole}, block_id, element, 1)

    def submits(self, person: str, view: Json, values: Mapping[str, Any]) -> Json:
        """Send a window off; give what became of it."""
        whole = {**view, "hash": "h", "state": {"values": values}}
        payload = {"type": "view_submission", "view": whole, "trigger_id": self.place.trigger(person)}
        response = self._sent(self.caller.interacts(payload | self._who(person)), view["callback_id"])
        windows = self.place.of(person).windows
        answer: Json = json.loads(response.body) if response.body.startswith("{") else {}
        match answer.get("response_action"):
            case "errors":
                unknown = answer["errors"].keys() - {block["block_id"] for block in view["blocks"]}
                if unknown or not all(answer["errors"].values()):
                    self.dead.append(f"{view['callback_id']}: errors at {sorted(unknown)}, which are no fields of it")
            case "update" | "push":
                shown = answer["view"] | {"id": f"{view['id']}+", "blocks": numbered(answer["view"]["blocks"])}
                windows[:] = [each for each in windows if each["id"] != view["id"]] + [shown]
                self._look(json.dumps(shown), view["callback_id"])
            case _:
                windows[:] = [each for each in windows if each["id"] != view["id"]]
        return answer

    def _act(
        self, person: str, place: Json, block_id: str, element: Json, times: int, changed: Shown | None = None
    ) -> None:
        name = f"{element['action_id']} {element.get('value', '')}"
        before = self._shown_to(person, changed)
        for _ in range(times):
            given = {"type": "block_actions", "actions": [{**element, "block_id": block_id}]}
            payload = given | place | {"trigger_id": self.place.trigger(person)} | self._who(person)
            self._sent(self.caller.interacts(payload), name, waits=False)
        self._wait(name)
        self._expect(person, before, name, changed)

    def _sent(self, response: Response, what: str, *, waits: bool = True) -> Response:
        self.acts += 1
        if response.status >= ERROR:
            self.dead.append(f"{what}: {response.status} {response.body}")
        if waits:
            self._wait(what)
        return response

    def _wait(self, what: str) -> None:
        """Let the bot do all it does about it."""
        until = time.monotonic() + SERVED_WITHIN
        while self.bot.listeners.at_work:
            if time.monotonic() > until:
                raise AssertionError(f"{what} was never served")
            time.sleep(A_MOMENT)

    def _shown_to(self, person: str, shown: Shown | None = None) -> tuple[int, ...]:
        seen = self.place.of(person)
        return len(seen.answers), len(seen.windows), seen.homes, shown.changed if shown else 0

    def _expect(self, person: str, before: Sequence[int], what: str, shown: Shown | None = None) -> None:
        """Note an act that nobody answered, or that got the answer of a button which leads nowhere."""
        if self._shown_to(person, shown) == before:
            self.dead.append(f"{what}: no answer")
        seen = self.place.of(person)
        for answer in (*seen.answers[before[0] :], *seen.windows[before[1] :]):
            self._look(json.dumps(answer), what)

    def _look(self, answer: str, what: str) -> None:
        self.dead += [f"{what}: {words}" for words in DEAD if words in answer]

    def _url(self, channel: str, ts: str, person: str) -> str:
        return f"{self.place.url}/response/{channel}/{ts}/{person}"

    @staticmethod
    def _who(person: str) -> Json:
        return {"user": {"id": person, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1"}
