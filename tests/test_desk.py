"""Whatever arrives is acknowledged and answered, through the real Bolt and without a network."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest
from slack_bolt import Ack, App, BoltContext, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy.exc import OperationalError

from bot.desk import SLOW, Desk
from bot.mentoring.pairs import PairHasEnded
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo
from tests.fakes import Replies

SECRET = "what somebody typed in confidence"
FIELD = {"type": "input", "block_id": "wish"}


class Counter:
    """A desk, and the people in front of it."""

    def __init__(self, listeners: ThreadPoolExecutor) -> None:
        self.replies = Replies()
        self.bolt = App(
            authorize=lambda **_: AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-1"),
            signing_secret="unused",
            listener_executor=listeners,
        )
        self._listeners = listeners
        self.bolt.use(self._furnish)
        self.desk = Desk(self.bolt)

    def hears(self, body: dict[str, Any]) -> BoltResponse:
        """Hand in what Slack sends, and wait until everything about it is done."""
        usual = {"team": {"id": "T1"}, "user": {"id": "UADA"}, "team_id": "T1", "api_app_id": "A1"}
        answer = self.bolt.dispatch(BoltRequest(mode="socket_mode", body=usual | body))
        self._listeners.shutdown(wait=True)
        return answer

    def _furnish(self, context: BoltContext, next_: Any) -> None:  # noqa: ANN401 - it takes what Bolt's takes
        context["reply"], context["actor"] = self.replies.__call__, "UADA"
        next_()


@pytest.fixture
def counter() -> Iterator[Counter]:
    with ThreadPoolExecutor(2) as listeners:
        yield Counter(listeners)


def typed(text: str) -> dict[str, Any]:
    return {"command": "/mentor", "text": text, "user_id": "UADA"}


def pressed(action_id: str) -> dict[str, Any]:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": SECRET}
    return {"type": "block_actions", "actions": [action], "trigger_id": "1"}


def sent(callback_id: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    view = {"type": "modal", "id": "V1", "callback_id": callback_id, "blocks": list(blocks), "private_metadata": SECRET}
    return {"type": "view_submission", "view": view}


def happened(kind: str) -> dict[str, Any]:
    return {"type": "event_callback", "event": {"type": kind, "user": "UADA"}}


def refuse(ack: Ack) -> None:
    ack()
    raise PairHasEnded


def refuse_at_once() -> None:
    raise PairHasEnded


def break_down(ack: Ack) -> None:
    ack()
    raise ZeroDivisionError


def break_down_unheard() -> None:
    raise ZeroDivisionError


def test_each_word_finds_its_listener_and_every_other_word_the_last_one(counter: Counter) -> None:
    heard: list[str] = []

    @counter.desk.command("log", "done")
    def log(ack: Ack, command: dict[str, Any]) -> None:
        ack()
        heard.append(command["text"])

    counter.desk.otherwise(break_down)

    assert counter.hears(typed("  LOG   today")).status == 200
    assert heard == ["  LOG   today"]


@pytest.mark.parametrize("text", ["", "logs", "<!channel>", "; drop table people", "🙂", "x" * 40_000, "مرحبا"])
def test_words_nobody_knows_are_acknowledged_too(counter: Counter, text: str) -> None:
    heard: list[str] = []
    counter.desk.command("log")(break_down)

    @counter.desk.otherwise
    def otherwise(ack: Ack) -> None:
        ack()
        heard.append("otherwise")

    assert counter.hears(typed(text)).status == 200
    assert heard == ["otherwise"]


@pytest.mark.parametrize("trouble", [SlackIsBusy(3), SlackIsSilent("500"), SlackSaidNo("expired_trigger_id")])
def test_slack_s_bad_moments_are_no_mistakes_of_ours(
    counter: Counter, trouble: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def slow(ack: Ack) -> None:
        ack()
        raise trouble

    counter.desk.command("log")(slow)

    counter.hears(typed("log"))

    assert counter.replies.texts == [SLOW]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("code", ["hash_conflict", "not_found"])
def test_a_window_that_shows_something_newer_or_was_closed_needs_no_answer(
    counter: Counter, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    def answered(ack: Ack) -> None:
        ack()
        raise SlackSaidNo(code)

    counter.desk.command("log")(answered)

    counter.hears(typed("log"))

    assert counter.replies.texts == []
    assert "failed" not in caplog.text


@pytest.mark.parametrize("listener", [refuse, refuse_at_once])
def test_a_refusal_is_said_in_its_sentence_before_and_after_the_ack(counter: Counter, listener: Any) -> None:  # noqa: ANN401 - a listener asks for what it wants
    counter.desk.command("log")(listener)

    answer = counter.hears(typed("log"))

    assert answer.status == 200
    assert counter.replies.texts == [PairHasEnded().sentence]


def test_a_refused_modal_says_so_at_its_first_field(counter: Counter) -> None:
    counter.desk.view("log")(refuse_at_once)

    answer = counter.hears(sent("log", {"type": "section"}, FIELD))

    assert '"response_action": "errors"' in answer.body
    assert f'"wish": "{PairHasEnded().sentence}"' in answer.body


def test_a_refused_modal_without_fields_says_so_in_its_place(counter: Counter) -> None:
    counter.desk.view("log")(refuse_at_once)

    answer = counter.hears(sent("log", {"type": "section"}))

    assert '"response_action": "update"' in answer.body
    assert PairHasEnded().sentence in answer.body


def test_an_error_is_answered_with_the_reference_that_is_in_the_log(
    counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.desk.action("press")(break_down)

    with caplog.at_level(logging.DEBUG, "bot"):
        answer = counter.hears(pressed("press"))

    (record,) = [each for each in caplog.records if each.name == "bot.desk"]
    assert isinstance(record.args, tuple)
    assert answer.status == 200
    assert str(record.args[1]) in counter.replies.texts[0]
    assert SECRET not in caplog.text


def test_an_error_before_the_ack_is_acknowledged_and_answered(counter: Counter) -> None:
    @counter.desk.action("press")
    def press() -> None:
        raise ZeroDivisionError

    assert counter.hears(pressed("press")).status == 200
    assert counter.replies.texts[0].startswith("Sorry, something went wrong on my side")


def test_a_modal_that_breaks_down_keeps_what_was_typed_in_front_of_its_author(counter: Counter) -> None:
    @counter.desk.view("log")
    def log() -> None:
        raise ZeroDivisionError

    assert "Sorry, something went wrong" in counter.hears(sent("log", FIELD)).body


def test_an_answer_survives_an_error_right_after_it(counter: Counter) -> None:
    @counter.desk.view("log")
    def log(ack: Ack) -> None:
        ack(response_action="clear")
        raise ZeroDivisionError

    answer = counter.hears(sent("log", FIELD))

    assert answer.status == 200
    assert '"response_action": "clear"' in answer.body


def test_an_old_button_says_that_it_is_old(counter: Counter) -> None:

    assert counter.hears(pressed("from_last_year")).status == 200
    assert counter.replies.texts[0].startswith("That button is from an older message")


def test_an_old_modal_says_that_nothing_was_changed(counter: Counter) -> None:

    assert "nothing was changed" in counter.hears(sent("from_last_year", FIELD)).body


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "event": {"type": "reaction_added"}, "event_id": "E1"},
        {"type": "shortcut", "callback_id": "from_last_year", "trigger_id": "1"},
    ],
)
def test_what_means_nothing_here_is_acknowledged(counter: Counter, body: dict[str, Any]) -> None:

    assert counter.hears(body).status == 200


def typed_into(action_id: str) -> dict[str, Any]:
    return {"type": "block_suggestion", "action_id": action_id, "block_id": "b", "value": SECRET}


def test_a_list_nobody_knows_and_one_that_is_refused_are_empty(counter: Counter) -> None:
    counter.desk.options("refused")(refuse_at_once)

    assert counter.hears(typed_into("unknown")).body == '{"options": []}'


def test_a_list_that_is_refused_is_empty_and_nothing_is_said(counter: Counter) -> None:
    counter.desk.options("refused")(refuse_at_once)

    assert counter.hears(typed_into("refused")).body == '{"options": []}'
    assert counter.replies.texts == []


def test_an_event_is_acknowledged_by_its_listener_and_not_before(counter: Counter) -> None:
    before: list[object] = []

    def keep(ack: Ack) -> None:
        before.append(ack.response)
        ack()

    counter.desk.event("user_change")(keep)

    assert counter.hears(happened("user_change")).status == HTTPStatus.OK
    assert before == [None]


def test_slack_tells_an_event_again_that_the_database_did_not_take(counter: Counter) -> None:
    def keep() -> None:
        raise OperationalError("", {}, Exception())

    counter.desk.event("user_change")(keep)

    assert counter.hears(happened("user_change")).status == HTTPStatus.SERVICE_UNAVAILABLE
    assert counter.replies == []


def test_slack_is_not_asked_to_tell_an_event_again_that_we_stumbled_over(counter: Counter) -> None:
    counter.desk.event("user_change")(break_down_unheard)

    assert counter.hears(happened("user_change")).status == HTTPStatus.OK
