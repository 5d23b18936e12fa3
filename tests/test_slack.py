"""Whatever Slack answers, or doesn't, becomes one of three facts; and nothing is said to it twice."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.blocks import Home, message, section
from bot.mentoring.people import Standing
from bot.playground import Playground
from bot.playground.client import Stagehand, Visitor
from bot.responses import respond
from bot.slack import OFFLINE, Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from tests.examples import MONDAY
from tests.places import a_playground, nobody_there, something_that_says

HELLO = message("Hello!")
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def playground() -> Iterator[Playground]:
    with a_playground() as playground:
        yield playground


@pytest.fixture
def slack(playground: Playground) -> Slack:
    return slack_at(playground.api_url, playground.bot_token)


@pytest.fixture
def stagehand(playground: Playground) -> Stagehand:
    return Stagehand(playground.url)


@pytest.fixture
def ada(playground: Playground) -> Visitor:
    return Visitor(playground.url, "UADA")


def slack_at(url: str, token: str) -> Slack:
    return Slack(WebClient(token, base_url=url, timeout=1, retry_handlers=[]))


@pytest.mark.parametrize("fault", ["hang_before", "reset_before", "500_before", "service_unavailable"])
def test_an_answer_that_says_nothing_is_silence(slack: Slack, stagehand: Stagehand, ada: Visitor, fault: str) -> None:
    stagehand.breaks("chat.postMessage", fault)

    with pytest.raises(SlackIsSilent):
        slack.post("UADA", HELLO, 1)

    assert ada.dm() == []


@pytest.mark.parametrize("fault", ["hang_after", "reset_after", "500_after", "fatal_error", "internal_error"])
def test_an_answer_that_got_lost_is_silence_too_and_the_message_is_said_once(
    slack: Slack, stagehand: Stagehand, ada: Visitor, fault: str
) -> None:
    stagehand.breaks("chat.postMessage", fault)

    with pytest.raises(SlackIsSilent):
        slack.post("UADA", HELLO, 1)

    assert [said["text"] for said in ada.dm()] == ["Hello!"]


def test_slack_says_how_long_to_wait(slack: Slack, stagehand: Stagehand) -> None:
    stagehand.breaks("chat.postMessage", "ratelimited", retry_after=42)

    with pytest.raises(SlackIsBusy, match="42 s") as busy:
        slack.post("UADA", HELLO, 1)

    assert busy.value.seconds == 42


@pytest.mark.parametrize(("told", "waits"), [("abc", 1), ("nan", 1), ("-3", 0), ("99999999", 3600)])
def test_a_wait_that_cannot_be_meant_is_a_wait_all_the_same(told: str, waits: float) -> None:
    words = '{"ok": false, "error": "rate_limited"}'
    with something_that_says(words, 429, {"Retry-After": told}) as url, pytest.raises(SlackIsBusy) as busy:
        slack_at(url, "xoxb-1").post("UADA", HELLO, 1)

    assert busy.value.seconds == waits


def test_too_many_messages_for_one_place_is_a_wait_as_well() -> None:
    with something_that_says('{"ok": false, "error": "rate_limited"}') as url, pytest.raises(SlackIsBusy) as busy:
        slack_at(url, "xoxb-1").post("UADA", HELLO, 1)

    assert busy.value.seconds == 1


@pytest.mark.parametrize(
    ("code", "suspends"), [("channel_not_found", False), ("token_revoked", True), ("account_inactive", True)]
)
def test_a_refusal_comes_with_slacks_own_word(slack: Slack, stagehand: Stagehand, code: str, suspends: bool) -> None:
    stagehand.breaks("chat.postMessage", code)

    with pytest.raises(SlackSaidNo) as no:
        slack.post("UADA", HELLO, 1)

    assert (no.value.code, no.value.suspends) == (code, suspends)


@pytest.mark.parametrize(
    ("words", "status"), [("<html>Bad gateway</html>", 502), ("<html>Log in to the network</html>", 200), ("{}", 200)]
)
def test_a_page_that_is_not_slacks_is_silence(words: str, status: int) -> None:
    with something_that_says(words, status) as url, pytest.raises(SlackIsSilent):
        slack_at(url, "xoxb-1").post("UADA", HELLO, 1)


def test_where_nobody_listens_nothing_was_said_and_it_can_be_tried_again() -> None:
    with pytest.raises(SlackIsBusy) as busy:
        slack_at(nobody_there(), "xoxb-1").post("UADA", HELLO, 1)

    assert busy.value.seconds == OFFLINE


def test_one_post_is_one_call_whatever_goes_wrong(slack: Slack, stagehand: Stagehand) -> None:
    stagehand.breaks("chat.postMessage", "reset_before", times=3)

    with pytest.raises(SlackIsSilent):
        slack.post("UADA", HELLO, 1)

    assert stagehand.faults()[0]["times"] == 2


def test_a_letter_is_found_again_by_its_number(slack: Slack, stagehand: Stagehand) -> None:
    stagehand.grants("chat:write", "im:history", "im:write")
    slack.post("UADA", HELLO, 7)
    posted = slack.post("UADA", HELLO, 8)
    room = slack.room("UADA")

    assert slack.find(room, 8, MONDAY - AN_HOUR) == posted
    assert slack.find(room, 9, MONDAY - AN_HOUR) is None
    assert slack.find(room, 8, MONDAY + AN_HOUR) is None


def test_without_leave_to_look_slack_says_no(slack: Slack, stagehand: Stagehand, ada: Visitor) -> None:
    stagehand.grants("chat:write")

    with pytest.raises(SlackSaidNo, match="missing_scope"):
        slack.find(ada.dm_id(), 1, MONDAY)


def test_a_message_can_be_changed(slack: Slack, ada: Visitor) -> None:
    slack.edit(slack.post("UADA", HELLO, 1), message("Goodbye!"))

    assert [said["text"] for said in ada.dm()] == ["Goodbye!"]


def test_home_is_shown_to_its_viewer(slack: Slack, ada: Visitor) -> None:
    slack.publish("UADA", Home([section("What is next")]))

    assert ada.sees("What is next")


@pytest.mark.parametrize(
    ("account", "standing"),
    [({}, Standing.MEMBER), ({"is_guest": True}, Standing.GUEST), ({"deleted": True}, Standing.GONE)],
)
def test_an_account_tells_how_somebody_stands(
    slack: Slack, stagehand: Stagehand, account: dict[str, object], standing: Standing
) -> None:
    stagehand.changes("UADA", **account)

    found = slack.profile("UADA")

    assert (found.slack_id, found.standing) == ("UADA", standing)


@pytest.mark.parametrize(
    ("account", "standing"),
    [
        ({"id": "UADA", "is_stranger": True}, Standing.STRANGER),
        ({"id": "UADA", "is_ultra_restricted": True}, Standing.GUEST),
        ({"id": "UADA", "is_bot": True}, Standing.BOT),
        ({"id": "USLACKBOT"}, Standing.BOT),
    ],
)
def test_accounts_that_the_playground_does_not_have_are_told_apart_too(
    account: dict[str, object], standing: Standing
) -> None:
    with something_that_says(json.dumps({"ok": True, "user": account})) as url:
        found = slack_at(url, "xoxb-1").profile("UADA")

    assert (found.name, found.timezone, found.standing) == (account.get("id", "UADA"), "UTC", standing)


def test_a_reply_that_reaches_nobody_is_noted_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    respond(nobody_there(), HELLO)

    assert "a reply was lost: URLError" in caplog.messages


def test_slack_is_spared_what_it_would_refuse() -> None:
    slack = Slack(WebClient("xoxb-1", base_url=nobody_there(), retry_handlers=[]), frozenset({"chat:write"}))

    for refused in (
        lambda: slack.find("DUADA", 1, MONDAY),
        lambda: slack.room("UADA"),
        lambda: slack.room("UADA", "UJONAS"),
    ):
        with pytest.raises(SlackSaidNo, match="missing_scope"):
            refused()
