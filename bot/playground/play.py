"""What answers under /play/ and /: the page's and the tests' own questions."""

import json
from collections.abc import Awaitable, Callable
from importlib import resources
from importlib.resources.abc import Traversable

from aiohttp import web

from bot.playground import doing, looking
from bot.playground.events import Events
from bot.playground.wire import Impossible, Json
from bot.playground.workspace import Workspace

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
KINDS = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
}


def register(app: web.Application, space: Workspace, events: Events) -> None:
    """Answer the page and the tests."""
    for path, look in looking.LOOKS.items():
        app.router.add_get(path, _looking(space, look))
    for path, do in doing.DOINGS.items():
        app.router.add_post(path, _doing(space, events, do))
    app.router.add_delete("/play/faults", _doing(space, events, doing.clear_faults))
    app.router.add_get("/play/events", _telling(space))
    app.router.add_get("/", _serve_file)
    app.router.add_get("/page/{path:.+}", _serve_file)


def _looking(space: Workspace, look: looking.Look) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(look(space, dict(request.query)))
        except Impossible as why:
            return web.json_response({"error": str(why)}, status=400)

    return answer


def _doing(space: Workspace, events: Events, do: doing.Doing) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await do(space, events, await _body(request)))
        except doing.NothingIsPlanned as why:
            return web.json_response({"error": str(why)}, status=409)
        except Impossible as why:
            return web.json_response({"error": str(why)}, status=400)

    return answer


async def _body(request: web.Request) -> Json:
    text = await request.text()
    try:
        body = json.loads(text) if text.strip() else {}
    except ValueError as wrong:
        raise Impossible("The body is not JSON.") from wrong
    if not isinstance(body, dict):
        raise Impossible("The body is not a JSON object.")
    return body


def _telling(space: Workspace) -> Handler:
    async def tell(request: web.Request) -> web.StreamResponse:
        try:
            person = space.people.acting(request.query.get("as")).id
        except Impossible as why:
            return web.json_response({"error": str(why)}, status=400)
        return await looking.tell_changes(space, person, request)

    return tell


async def _serve_file(request: web.Request) -> web.StreamResponse:
    parts = request.match_info.get("path", "index.html").split("/")
    file: Traversable = resources.files("bot.playground").joinpath("page")
    if any(part in {"", ".", ".."} for part in parts):
        return web.Response(status=404, text="There is no such file.")
    for part in parts:
        file = file.joinpath(part)
    if not file.is_file():
        return web.Response(status=404, text="There is no such file.")
    suffix = "." + parts[-1].rpartition(".")[2]
    headers = {"Cache-Control": "no-cache"}
    kind = KINDS.get(suffix, "application/octet-stream")
    return web.Response(body=file.read_bytes(), content_type=kind, charset="utf-8", headers=headers)
