"""Sockets and events: one envelope to one socket, echoes, new sockets, and events until somebody acknowledges."""

import http.client
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
import websocket
from slack_sdk import WebClient

from bot.playground import Patience, Playground
from bot.playground.client import Stagehand, Visitor
from bot.playground.telephone import Telephone
from tests.playground.bots import SOON, Json, Line
from tests.playground.conftest import TUESDAY_MORNING

RESTLESS = Patience(ack=timedelta(seconds=0.1), retries=(timedelta(0), timedelta(0), timedelta(0)))


@pytest.fixture
def second_line(playground: Playground) -> Iterator[Line]:
    line = Line(playground)
    yield line
    line.close()


def test_a_socket_is_greeted(line: Line, visitor: Visitor) -> None:
    assert (line.hello["type"], line.hello["num_connections"]) == ("hello", 1)
    assert line.hello["connection_info"] == {"app_id": "A0MENTOR"}
    assert visitor.state()["bot_connected"] is True


def test_each_command_goes_to_one_socket_in_turn(line: Line, second_line: Line, visitor: Visitor) -> None:
    for number in range(4):
        visitor.types(f"/mentor {number}")

    first = [line.hears()["payload"]["text"] for _ in range(2)]
    second = [second_line.hears()["payload"]["text"] for _ in range(2)]

    assert sorted(first + second) == ["0", "1", "2", "3"]
    assert line.heard.empty()
    assert second_line.heard.empty()


def test_a_ping_is_echoed(playground: Playground, api: WebClient) -> None:
    url = api.apps_connections_open(app_token=playground.app_token)["url"]
    socket = websocket.create_connection(url, timeout=SOON)
    socket.recv()

    socket.ping("still there?")
    kind, payload = socket.recv_data(control_frame=True)
    socket.close(timeout=0)

    assert (kind, payload) == (websocket.ABNF.OPCODE_PONG, b"still there?")


def test_a_ticket_opens_one_socket(playground: Playground, api: WebClient) -> None:
    url = api.apps_connections_open(app_token=playground.app_token)["url"]
    socket = websocket.create_connection(url, timeout=SOON)

    with pytest.raises(websocket.WebSocketBadStatusException):
        websocket.create_connection(url, timeout=SOON)
    socket.close(timeout=0)


def test_a_refresh_is_announced_and_nothing_comes_through_the_old_socket(
    line: Line, stagehand: Stagehand, visitor: Visitor
) -> None:
    stagehand.ends_sockets("refresh")

    assert line.hears() == {"type": "disconnect", "reason": "refresh_requested"}
    assert visitor.types("/mentor") == {"ok": False, "error": "app not connected"}


@pytest.mark.parametrize("how", ["close", "drop"])
def test_a_line_can_be_cut(line: Line, stagehand: Stagehand, visitor: Visitor, how: str) -> None:
    stagehand.ends_sockets(how)

    visitor.waits_for(lambda: not visitor.state()["bot_connected"])
    line.waits_until_it_is_cut()


@pytest.mark.parametrize("patience", [RESTLESS], indirect=True)
def test_an_event_is_sent_again_three_times(line: Line, visitor: Visitor) -> None:
    line.is_silent = True

    visitor.opens_home()
    heard = [line.hears() for _ in range(4)]

    assert [one["retry_attempt"] for one in heard] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in heard] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in heard}) == 1


@pytest.mark.parametrize("patience", [RESTLESS], indirect=True)
def test_an_event_that_is_acknowledged_is_not_sent_again(line: Line, visitor: Visitor) -> None:
    visitor.opens_home()
    visitor.opens()

    tabs = [line.hears()["payload"]["event"]["tab"] for _ in range(2)]

    assert sorted(tabs) == ["home", "messages"]
    assert line.heard.empty()


def test_an_uninstalled_app_is_told(line: Line, stagehand: Stagehand) -> None:
    stagehand.installs(installed=False)

    events = [line.hears()["payload"]["event"]["type"] for _ in range(2)]

    assert sorted(events) == ["app_uninstalled", "tokens_revoked"]


@pytest.fixture
def talkative(patience: Patience) -> Iterator[Playground]:
    """Open a playground whose app reads direct messages, hears of changed accounts and has a message shortcut."""
    manifest: Json = {
        "display_information": {"name": "Mentor Bot"},
        "features": {
            "app_home": {"home_tab_enabled": False, "messages_tab_enabled": True},
            "slash_commands": [{"command": "/mentor", "should_escape": False}],
            "shortcuts": [{"name": "Thank", "type": "message", "callback_id": "thank", "description": "Say thanks"}],
        },
        "oauth_config": {"scopes": {"bot": ["commands", "im:history"], "bot_optional": ["users:read"]}},
        "settings": {"event_subscriptions": {"bot_events": ["message.im", "user_change"]}},
    }
    playground = Playground(now=lambda: TUESDAY_MORNING, port=0, manifest=manifest, patience=patience)
    playground.start()
    yield playground
    playground.stop()


def test_the_manifest_decides_what_the_app_hears(talkative: Playground) -> None:
    line, visitor = Line(talkative), Visitor(talkative.url, "UADA")

    said = visitor.types("Hello @jonas & <all>, @channel!")
    message = line.hears()["payload"]["event"]
    visitor.chooses_shortcut("thank", visitor.dm()[0])
    shortcut = line.hears()["payload"]
    visitor.types("/mentor @jonas")
    command = line.hears()["payload"]
    Stagehand(talkative.url).changes("UJONAS", tz="Asia/Tokyo")
    changed = line.hears()["payload"]["event"]
    visitor.opens_home()
    line.close()

    assert (message["type"], message["channel_type"], message["ts"]) == ("message", "im", said["ts"])
    assert message["text"] == "Hello <@UJONAS> &amp; &lt;all&gt;, <!channel>!"
    assert (shortcut["type"], shortcut["message"]["ts"]) == ("message_action", said["ts"])
    assert command["text"] == "@jonas"
    assert changed["user"]["tz"] == "Asia/Tokyo"
    assert line.heard.empty()


def test_the_manifest_decides_what_the_token_may_do(talkative: Playground) -> None:
    granted = Telephone(talkative.url).ask("/play/scopes")["granted"]

    assert granted == ["commands", "im:history", "users:read"]


def test_two_playgrounds_do_not_know_each_other(playground: Playground, town: Playground) -> None:
    assert playground.url != town.url
    line = http.client.HTTPConnection(playground.url.removeprefix("http://"))
    line.request("GET", "/play/people")
    people = json.loads(line.getresponse().read())
    line.close()

    assert people["default"] == "UADA"


def test_late_acknowledgements_change_nothing(line: Line, visitor: Visitor) -> None:
    visitor.types("/mentor")
    heard = line.hears()

    line.socket.send(json.dumps({"envelope_id": heard["envelope_id"], "payload": {"text": "Late"}}))
    visitor.types("/mentor again")

    assert visitor.dm() == []
