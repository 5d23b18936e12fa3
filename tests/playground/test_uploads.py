"""Files: put once where the bot was told to, as long as was announced, and shown where the bot is."""

import urllib.error
import urllib.request

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground import Playground
from bot.playground.client import Visitor
from bot.playground.telephone import Telephone

CONTENT = b"BEGIN:VCALENDAR"


@pytest.fixture
def uploader(playground: Playground, api: WebClient) -> WebClient:
    Telephone(playground.url).tell("/play/scopes", granted=["commands", "chat:write", "files:write", "im:write"])
    return api


def put(url: str, content: bytes = CONTENT) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=content, method="POST")) as answer:  # noqa: S310 - this machine
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def room(api: WebClient) -> str:
    return str(api.conversations_open(users="UADA")["channel"]["id"])


def test_a_file_goes_where_it_was_announced_once_and_is_shown(playground: Playground, uploader: WebClient) -> None:
    place = uploader.files_getUploadURLExternal(filename="a.ics", length=len(CONTENT))
    file: list[dict[str, str | None]] = [{"id": place["file_id"], "title": "A date"}]

    with pytest.raises(SlackApiError, match="file_not_found"):
        uploader.files_completeUploadExternal(files=file, channel_id=room(uploader))
    assert put(place["upload_url"], b"too long for it, by far") == 400
    assert put(place["upload_url"]) == 200
    assert put(place["upload_url"]) == 400
    channel = room(uploader)
    uploader.files_completeUploadExternal(files=file, channel_id=channel)
    with pytest.raises(SlackApiError, match="file_not_found"):
        uploader.files_completeUploadExternal(files=file, channel_id=channel)

    (shown,) = [file for message in Visitor(playground.url, "UADA").dm() for file in message.get("files", ())]
    assert (shown["name"], shown["title"]) == ("a.ics", "A date")
    with urllib.request.urlopen(shown["url_private_download"]) as answer:  # noqa: S310 - this machine
        assert answer.read() == CONTENT
    assert put(f"{playground.url}/upload/nowhere") == 400
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{playground.url}/files/F1/a.ics")  # noqa: S310 - this machine
    missing.value.close()


def test_a_file_without_a_place_is_the_bot_s_own(uploader: WebClient) -> None:
    place = uploader.files_getUploadURLExternal(filename="a.ics", length=len(CONTENT))
    put(place["upload_url"])

    answer = uploader.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "a"}])

    assert [file["id"] for file in answer["files"]] == [place["file_id"]]


@pytest.mark.parametrize(("length", "error"), [(0, "invalid_arguments"), (5_000_000, "file_upload_size_restricted")])
def test_a_length_that_can_t_be_is_refused(uploader: WebClient, length: int, error: str) -> None:
    with pytest.raises(SlackApiError, match=error):
        uploader.files_getUploadURLExternal(filename="a.ics", length=length)


def test_what_is_malformed_or_not_allowed_is_refused(playground: Playground, uploader: WebClient) -> None:
    several: list[list[dict[str, str | None]]] = [[], [{"id": "F0"}], [{"id": "F0", "name": "a"}]]
    for files in several:
        with pytest.raises(SlackApiError, match=r"file_not_found|invalid_arguments"):
            uploader.files_completeUploadExternal(files=files)
    place = uploader.files_getUploadURLExternal(filename="a.ics", length=len(CONTENT))
    put(place["upload_url"])
    with pytest.raises(SlackApiError, match="channel_not_found"):
        uploader.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "a"}], channel_id="C0NOWHERE")

    Telephone(playground.url).tell("/play/scopes", granted=["commands", "chat:write"])
    with pytest.raises(SlackApiError, match="missing_scope"):
        uploader.files_getUploadURLExternal(filename="a.ics", length=1)
