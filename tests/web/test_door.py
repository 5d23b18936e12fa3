"""The door: what isn't Slack's, or is too much, or came before, has no effect; and nobody sees an error of ours."""

import json
import logging
import socket
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from bot.manifest import REQUESTS
from bot.playground.telephone import wait_until
from bot.responses import OUT_OF_REACH
from bot.store.database import Database
from bot.store.tables.traffic import inbox
from bot.web.door import READY, Door
from tests.slacks import Caller, Town

COMMAND = urlencode({"command": "/mentor", "text": "xoxb-leaked <!channel>", "team_id": "T1", "user_id": "UADA"})


def heard(town: Town) -> int:
    """Count what was let in."""
    with town.bot.database.survey() as db:
        return db.scalar(sa.select(sa.func.count()).select_from(inbox)) or 0


def headers(caller: Caller, body: str, **otherwise: str) -> dict[str, str]:
    return caller.signed(body) | {f"HTTP_X_SLACK_{name}": value for name, value in otherwise.items()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"REQUEST_TIMESTAMP": "abc"},
        {"REQUEST_TIMESTAMP": ""},
        {"REQUEST_TIMESTAMP": "-5"},
        {"REQUEST_TIMESTAMP": "١٢٣"},
        {"REQUEST_TIMESTAMP": "9" * 400},
        {"REQUEST_TIMESTAMP": "1700000000,1700000000"},
        {"SIGNATURE": ""},
        {"SIGNATURE": "v0="},
        {"SIGNATURE": "v1=" + "0" * 64},
        {"SIGNATURE": "v0=" + "0" * 64},
        {"SIGNATURE": "v0=" + "é" * 64},
        {"SIGNATURE": "v0=" + "A" * 64},
    ],
    ids=str,
)
def test_headers_that_slack_would_not_send_are_answered_401(town: Town, wrong: Mapping[str, str]) -> None:
    refused = town.caller.call("POST", REQUESTS, COMMAND.encode(), **headers(town.caller, COMMAND, **wrong))

    assert (refused.status, heard(town)) == (401, 0)


def test_whoever_has_no_secret_another_s_or_an_old_signature_is_a_stranger(town: Town) -> None:
    caller, body = town.caller, COMMAND.encode()
    for signed in ({}, caller.signed(COMMAND, secret="another app's"), caller.signed("something else")):
        assert caller.call("POST", REQUESTS, body, **signed).status == 401
    for late, status in ((-301, 401), (301, 401), (299, 200), (-299, 200)):
        assert caller.call("POST", REQUESTS, body, **caller.signed(COMMAND, late=late)).status == status
    assert heard(town) == 2


def test_a_proxy_is_told_to_call_others_where_the_database_is_out_of_reach(town: Town) -> None:
    """Another server may reach it. The address is one at which nobody listens."""
    away = Database("postgresql://mentor@127.0.0.1:1/mentor")
    for database, status in ((town.bot.database, 200), (away, 503)):
        door = Door(town.bot.bolt, town.settings, database, town.clock, lambda: True)
        assert Caller(door, town.clock).call("GET", READY).status == status
    away.close()


def test_too_much_is_not_read(town: Town) -> None:
    caller = town.caller

    class Untouched:
        def read(self, _length: int) -> bytes:
            raise AssertionError("this was not to be read")

    unread = {"wsgi.input": Untouched()}
    signed = caller.signed("x")
    for length, given, status in (
        ("10000000", signed, 413),
        ("9" * 30, signed, 413),
        ("5000", {}, 401),
        ("-1", signed, 411),
        ("²", signed, 411),
        ("", signed, 411),
    ):
        answered = caller.call("POST", REQUESTS, CONTENT_LENGTH=length, **unread, **given)  # type: ignore[arg-type]  # what isn't read
        assert answered.status == status, length


def test_slack_s_look_at_the_address_is_answered_and_nothing_is_done(town: Town) -> None:
    for signed in ({}, town.caller.signed("ssl_check=1&token=x")):
        answered = town.caller.call("POST", REQUESTS, b"ssl_check=1&token=x", **signed)
        assert (answered.status, answered.body, heard(town)) == (200, "", 0)


ODD_TEAM = b'{"type": "event_callback", "team_id": {"a": 1}, "event": {"type": "app_home_opened"}}'


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"payload=%7B", b"{", b"[" * 900, b"{" * 2100, b"[1]", b"payload=[1]", b"{}", ODD_TEAM]
)
def test_what_cannot_be_read_is_no_error_of_ours(town: Town, body: bytes) -> None:
    unsigned = town.caller.call("POST", REQUESTS, body)
    signed = town.caller.call("POST", REQUESTS, body, **town.caller.signed(body.decode(errors="replace")))

    assert unsigned.status == 401
    assert signed.status in {400, 401, 404}


def test_slack_s_challenge_is_returned(town: Town) -> None:
    answered = town.caller.slack_sends(json.dumps({"type": "url_verification", "challenge": "abc"}))

    assert (answered.status, json.loads(answered.body)) == (200, {"challenge": "abc"})


def test_the_same_request_again_has_no_effect(town: Town) -> None:
    town.installs("T1")
    body = urlencode(
        {
            "command": "/mentor",
            "text": "help",
            "team_id": "T1",
            "user_id": "UADA",
            "response_url": f"{town.place.url}/response/T1",
            "trigger_id": "t",
        }
    )
    signed = town.caller.signed(body)

    first, *others = [town.caller.call("POST", REQUESTS, body.encode(), **signed) for _ in range(3)]

    wait_until(lambda: town.place.to("T1", "response"), 5, lambda: "no answer")
    assert [first.status, *(each.status for each in others)] == [200, 200, 200]
    assert len(town.place.to("T1", "response")) == 1
    assert heard(town) == 1


def test_whoever_has_not_installed_the_bot_is_told_kindly(town: Town) -> None:
    town.installs("T1")

    assert town.caller.command(town.place, "T2", "help").status == 200

    (told,) = wait_until(lambda: town.place.to("T2", "response"), 5, lambda: "no answer")
    assert "I'm not installed in this workspace" in told.arguments["text"]
    form = {
        "type": "view_submission",
        "team": {"id": "T2"},
        "user": {"id": "UADA", "team_id": "T2"},
        "view": {"id": "V1", "type": "modal", "callback_id": "log", "blocks": [{"type": "input", "block_id": "b"}]},
    }
    assert "not installed" in json.loads(town.caller.interacts(form).body)["errors"]["b"]
    assert town.caller.event("T2", 1, "app_home_opened", event={"user": "UADA", "tab": "home"}).status == 200
    assert [each.method for each in town.place.to("T2")] == ["response"]


def test_somebody_of_another_company_is_told_kindly(town: Town) -> None:
    town.installs("T1")

    town.caller.interacts(
        {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "UADA", "team_id": "T2"},
            "response_url": f"{town.place.url}/response/T1",
            "actions": [{"type": "button", "action_id": "open_find", "block_id": "b"}],
        }
    )

    (told,) = wait_until(lambda: town.place.to("T1", "response"), 5, lambda: "no answer")
    assert "member" in told.arguments["text"] or "take part" in told.arguments["text"]


def test_nothing_that_was_sent_is_logged(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        town.caller.call("POST", REQUESTS, COMMAND.encode())
        town.caller.call(
            "POST", REQUESTS, COMMAND.encode(), **headers(town.caller, COMMAND, SIGNATURE="v0=" + "0" * 64)
        )
        town.caller.call("GET", "/slack/oauth_redirect", query="state=xoxb-leaked&code=xoxb-leaked\r\nlog")

    assert "xoxb-leaked" not in caplog.text


def test_a_database_that_does_not_answer_asks_slack_to_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise sa.exc.OperationalError("", {}, OSError())

    monkeypatch.setattr("bot.store.inbox.is_new", down)
    happened = json.dumps({"type": "event_callback", "team_id": "T1", "event": {"type": "user_change"}})
    later = town.caller.slack_sends(happened)

    assert (later.status, later.header("Retry-After")) == (503, "5")


def test_whoever_types_or_sends_a_form_hears_that_the_database_is_away_and_keeps_what_they_wrote(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.door.LONGEST_WAIT", 0.01)
    view = {"type": "modal", "id": "V1", "callback_id": "goal", "blocks": [{"type": "input", "block_id": "wish"}]}
    form = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "UADA"}, "view": view}
    with socket.create_server(("127.0.0.1", 0)) as hangs:  # it takes a call, and never says a word
        away = Database(f"postgresql://mentor@127.0.0.1:{hangs.getsockname()[1]}/mentor")
        caller = Caller(Door(town.bot.bolt, town.settings, away, town.clock, lambda: True), town.clock)

        typed, sent = caller.slack_sends(COMMAND), caller.slack_sends(urlencode({"payload": json.dumps(form)}))

    told = json.loads(typed.body)
    assert (typed.status, told) == (200, {"response_type": "ephemeral", "text": OUT_OF_REACH})
    assert (sent.status, json.loads(sent.body)["errors"]) == (200, {"wish": OUT_OF_REACH})
    away.close()


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", REQUESTS), ("POST", "/slack/install"), ("PUT", "/metrics")]
)
def test_there_is_nothing_else_here(town: Town, method: str, path: str) -> None:
    assert town.caller.call(method, path).status == 404
