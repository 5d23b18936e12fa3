"""What the bot says through a response URL."""

from aiohttp import web

from bot.playground import calls, checks
from bot.playground.app_shape import BOT_USER
from bot.playground.chat import revise
from bot.playground.messages import Message
from bot.playground.response_urls import Leave
from bot.playground.views import named
from bot.playground.wire import Json, Refused
from bot.playground.workspace import Workspace

KNOWN = frozenset(
    [
        "text",
        "blocks",
        "attachments",
        "response_type",
        "replace_original",
        "delete_original",
        "thread_ts",
        "metadata",
        "unfurl_links",
        "unfurl_media",
        "mrkdwn",
        "parse",
        "link_names",
    ]
)
GONE = frozenset({"expired_url", "used_url"})


def register(app: web.Application, space: Workspace) -> None:
    """Answer under /response/."""

    async def answer(request: web.Request) -> web.Response:
        return await _answer(space, request)

    app.router.add_post("/response/{key}", answer)


async def _answer(space: Workspace, request: web.Request) -> web.Response:
    try:
        body = calls.json_object(await request.text())
    except Refused as refused:
        return web.json_response(refused.as_answer(), status=400)
    entry = space.traffic.begin("from_bot", "response_url", str(body.get("text", ""))[:80], body)
    try:
        _speak(space, request.match_info["key"], body)
    except Refused as refused:
        space.traffic.finish(entry, error=refused.error, answer=refused.as_answer())
        return web.json_response(refused.as_answer(), status=404 if refused.error in GONE else 400)
    space.traffic.finish(entry)
    return web.Response(text="ok")


def _speak(space: Workspace, key: str, body: Json) -> None:
    unknown = sorted(set(body) - KNOWN)
    if unknown:
        raise Refused("invalid_arguments", *(f"unknown argument: {name}" for name in unknown))
    leave = space.response_urls.use(key)
    original = space.messages.known(leave.channel, leave.ts) if leave.ts else None
    if body.get("delete_original"):
        if original is not None:
            space.messages.forget(original)
            space.seen(original)
        return
    content = checks.loose_content(body)
    if content.says_nothing():
        raise Refused("no_text")
    if body.get("replace_original") and original is not None and original.user == BOT_USER:
        whole = checks.Content(content.text or "", content.blocks or [], content.attachments or [])
        revise(space, original, whole)
    else:
        space.say(_spoken(space, leave, body, content))


def _spoken(space: Workspace, leave: Leave, body: Json, content: checks.Content) -> Message:
    return Message(
        ts=space.clock.stamp(),
        channel=leave.channel,
        user=BOT_USER,
        text=content.text or "",
        blocks=named(content.blocks or []),
        attachments=content.attachments or [],
        thread_ts=body.get("thread_ts"),
        only_for=None if body.get("response_type") == "in_channel" else leave.person,
    )
