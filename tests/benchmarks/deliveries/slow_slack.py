"""A Slack that takes its time and keeps a pace for each workspace, in a process of its own.

It prints its address, and ends when nobody holds its input any more. What it heard it tells at `/tally`.
"""

import asyncio
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.__main__ import clock

PER_SECOND, BURST = 5.0, 20.0
HALF_WITHIN, NEARLY_ALL_WITHIN = 0.150, 0.800
"""Seconds in which half of the answers come, and ninety-nine of a hundred."""
WIDTH = math.log(NEARLY_ALL_WITHIN / HALF_WITHIN) / 2.326
LIMITED = frozenset({"chat.postMessage"})


class SlowSlack:
    """What was posted where and when, by the stopwatch of this machine, which all processes share."""

    def __init__(self) -> None:
        self.dice = random.Random(20260302)  # noqa: S311 - how long an answer takes, not a secret
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.posts: list[tuple[int, str, float]] = []
        self.waits: list[float] = []
        self.calls: Counter[str] = Counter()
        self.answered: dict[str, float] = {}
        self.rooms: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        self.buckets: dict[str, tuple[float, float]] = {}

    def has_room(self, team: str) -> bool:
        """Count a post against what a workspace may say."""
        now = time.monotonic()
        at, tokens = self.buckets.get(team, (now, BURST))
        tokens = min(BURST, tokens + (now - at) * PER_SECOND)
        self.buckets[team] = (now, tokens - 1 if tokens >= 1 else tokens)
        return tokens >= 1

    async def call(self, request: web.Request) -> web.Response:
        """Answer one call of the Web API."""
        given = read(await request.text())
        team = request.headers.get("Authorization", "").partition("xoxb-")[2]
        method = request.match_info["method"]
        self.calls[method] += 1
        if method in LIMITED and not self.has_room(team):
            self.calls["429"] += 1
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        answer = {"ok": True} | self.answer(method, team, given)
        wait = self.dice.lognormvariate(math.log(HALF_WITHIN), WIDTH)
        if method in LIMITED:
            self.waits.append(wait)
        await asyncio.sleep(wait)
        return web.json_response(answer)

    def answer(self, method: str, team: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Say what Slack would."""
        match method:
            case "chat.postMessage":
                room, ts = f"D{given['channel']}", f"{clock().timestamp():.6f}"
                letter = int(loaded(given["metadata"])["event_payload"]["letter"])
                self.posts.append((letter, team, time.monotonic()))
                self.rooms[team, room].append((ts, letter))
                return {"channel": room, "ts": ts}
            case "conversations.open":
                return {"channel": {"id": f"D{given['users']}"}}
            case "conversations.history":
                found = self.rooms[team, str(given["channel"])][-15:]
                kinds = {"event_type": "mentor_letter"}
                return {
                    "messages": [
                        {"ts": ts, "metadata": kinds | {"event_payload": {"letter": letter}}} for ts, letter in found
                    ]
                }
            case "auth.test":
                return {"team_id": team, "user_id": "UBOT", "bot_id": "B1", "team": team}
            case _:
                return {"view": {"id": "V1", "hash": "h"}}

    async def respond(self, request: web.Request) -> web.Response:
        """Take an answer to a command."""
        await request.read()
        self.answered[request.match_info["number"]] = time.monotonic()
        return web.Response(text="ok")

    async def tally(self, _request: web.Request) -> web.Response:
        """Tell what was heard."""
        told = {"posts": self.posts, "waits": self.waits, "calls": dict(self.calls), "answered": self.answered}
        return web.json_response(told)

    async def begin_anew(self, _request: web.Request) -> web.Response:
        """Forget everything."""
        self.forget()
        return web.Response(text="ok")


def read(body: str) -> dict[str, Any]:
    """Read arguments as Slack does, whether they come as JSON or as a form."""
    return dict(json.loads(body)) if body.startswith("{") else dict(parse_qsl(body))


def loaded(value: Any) -> Any:  # noqa: ANN401 - an object, or JSON of one
    """Read what may be JSON within JSON."""
    return json.loads(value) if isinstance(value, str) else value


def main() -> None:
    """Answer until nobody wants to know any more."""
    asyncio.run(_serve())


async def _serve() -> None:
    slack, app = SlowSlack(), web.Application(client_max_size=1 << 20)
    app.add_routes(
        [
            web.post("/api/{method}", slack.call),
            web.post("/response/{number}", slack.respond),
            web.get("/tally", slack.tally),
            web.post("/anew", slack.begin_anew),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=1024)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()
