"""Files: where the bot may put one, and in which place it shows it."""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.playground.app_shape import BOT_USER
from bot.playground.calls import Call
from bot.playground.conversations import channel_of
from bot.playground.events import Events
from bot.playground.messages import Message
from bot.playground.wire import Impossible, Json, Refused
from bot.playground.workspace import Upload, Workspace

LARGEST = 1_000_000
"""What is put here stays in memory; Slack takes a gigabyte."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file of a completed upload, as the bot named it."""

    upload: Upload
    title: str


def get_upload_url(space: Workspace, call: Call) -> Json:
    """Say where a file of this length may be put, once."""
    length = call.whole("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", "must be greater than 0 [json-pointer:/length]")
    if length > LARGEST:
        raise Refused("file_upload_size_restricted")
    upload = Upload(id=f"F{secrets.token_hex(5).upper()}", key=secrets.token_hex(16), name=call.text("filename"))
    upload.length = length
    space.uploads[upload.id] = upload
    return {"upload_url": f"{space.url}/upload/{upload.key}", "file_id": upload.id}


def complete_upload(space: Workspace, call: Call) -> Json:
    """Show files that were put here; without a place they are the bot's own."""
    wanted = [_wanted(space, file) for file in call.things("files") or []]
    if not wanted:
        raise Refused("invalid_arguments", "must contain at least 1 file [json-pointer:/files]")
    channel = channel_of(space, call.text("channel_id")) if call.has("channel_id") else None
    if channel is not None and BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    files = []
    for file in wanted:
        file.upload.is_shown = True
        files.append({"id": file.upload.id, "name": file.upload.name, "title": file.title or file.upload.name})
    if channel is not None:
        shown = [each | {"url_private_download": f"{space.url}/files/{each['id']}/{each['name']}"} for each in files]
        text = call.text("initial_comment")
        space.say(Message(ts=space.clock.stamp(), channel=channel.id, user=BOT_USER, text=text, files=shown))
    return {"files": [{"id": each["id"], "title": each["title"]} for each in files]}


def info(space: Workspace, call: Call) -> Json:
    """Describe a file that was put here."""
    upload = space.uploads.get(call.text("file"))
    if upload is None or upload.content is None:
        raise Refused("file_not_found")
    return {"file": described(space, upload)}


def described(space: Workspace, upload: Upload) -> Json:
    """Describe a file as Slack does; who has no token can't open what it leads to."""
    where = f"{space.url}/private/{upload.id}/{upload.name}"
    told = {"id": upload.id, "name": upload.name, "title": upload.name, "user": upload.by, "size": upload.length}
    return told | {"url_private": where, "url_private_download": where}


async def give(space: Workspace, _events: Events, body: Json) -> Json:
    """Give the bot a file in a form: it is put here, and the form holds what this answers."""
    person = space.people.acting(body.get("as"))
    name, content = str(body.get("name") or "file"), str(body.get("content") or "").encode()
    if not content or len(content) > LARGEST:
        raise Impossible("A file here has something in it, and a megabyte at most.")
    upload = Upload(id=f"F{secrets.token_hex(5).upper()}", key=secrets.token_hex(16), name=name, length=len(content))
    upload.content, upload.by = content, person.id
    space.uploads[upload.id] = upload
    return {"file": described(space, upload)}


def _wanted(space: Workspace, file: Json) -> Wanted:
    unknown = sorted(set(file) - {"id", "title", "highlight_type"})
    if unknown:
        raise Refused("invalid_arguments", *(f"unknown property of a file: {name}" for name in unknown))
    upload = space.uploads.get(str(file.get("id")))
    if upload is None or upload.content is None or upload.is_shown:
        raise Refused("file_not_found")
    return Wanted(upload, str(file.get("title") or ""))


def register(app: web.Application, space: Workspace) -> None:
    """Take files where the bot was told to put them, and give them to whoever may see them."""

    async def put(request: web.Request) -> web.Response:
        upload = next((each for each in space.uploads.values() if each.key == request.match_info["key"]), None)
        content = await request.read()
        fits = upload is not None and upload.content is None and len(content) == upload.length
        name = upload.name if upload else ""
        entry = space.traffic.begin("from_bot", "upload", name, {"length": len(content)})
        space.traffic.finish(entry, error=None if fits else "upload_failed")
        if upload is None or not fits:
            return web.Response(status=400, text="This is not where that file goes.")
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def get(request: web.Request) -> web.Response:
        upload = space.uploads.get(request.match_info["id"])
        if upload is None or upload.content is None or not upload.is_shown:
            return web.Response(status=404, text=json.dumps({"error": "There is no such file."}))
        headers = {"Content-Disposition": "attachment"}
        return web.Response(body=upload.content, content_type="application/octet-stream", headers=headers)

    async def get_with_token(request: web.Request) -> web.Response:
        upload = space.uploads.get(request.match_info["id"])
        known = request.headers.get("Authorization") == f"Bearer {space.secrets.bot_token}"
        if upload is None or upload.content is None or not known or "files:read" not in space.scopes:
            return web.Response(status=403, text="This is not for you.")
        return web.Response(body=upload.content, content_type="application/octet-stream")

    app.router.add_post("/upload/{key}", put)
    app.router.add_get("/private/{id}/{name}", get_with_token)
    app.router.add_get("/files/{id}/{name}", get)


GIVING = {"/play/file": give}
DOINGS: Mapping[str, Callable[[Workspace, Call], Json]] = {
    "files.info": info,
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
}
