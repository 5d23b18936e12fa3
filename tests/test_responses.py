"""Answers that take longer than Slack waits: a window opened in time, and never overwritten by an acknowledgement."""

from contextlib import nullcontext
from typing import Any

import pytest

from bot import carrying, responses
from bot.blocks import Modal, message, notice
from bot.responses import WAIT, Answer, fill
from bot.slack import SlackSaidNo
from tests.fakes import FakeSlack

DONE = notice("Done", "Here it is.")
VIEW: dict[str, Any] = {"id": "V1", "hash": "1"}


class Window(FakeSlack):
    """A Slack with one window, which takes an acknowledgement in after so many changes."""

    def __init__(self, *, acknowledged_after: int, code: str = "hash_conflict") -> None:
        super().__init__()
        self.left, self.code = acknowledged_after, code

    def update_modal(self, view_id: str, modal: Modal, seen: str | None = None) -> str:
        """Take a change that holds for what was seen, until the acknowledgement came."""
        if seen and not self.left:
            raise SlackSaidNo(self.code)
        self.left -= bool(seen)
        return super().update_modal(view_id, modal, seen)


def test_what_came_of_a_form_is_shown_once_its_acknowledgement_was_taken_in() -> None:
    slack = Window(acknowledged_after=2)

    fill(slack, VIEW, DONE)

    assert slack.modals == [WAIT, WAIT, DONE]


def test_a_window_that_was_closed_meanwhile_stays_closed() -> None:
    slack = Window(acknowledged_after=0, code="not_found")

    fill(slack, VIEW, DONE)

    assert slack.modals == []


def test_after_a_while_it_is_shown_anyway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(responses, "LOOKS", 3)
    slack = Window(acknowledged_after=100)

    fill(slack, VIEW, DONE)

    assert slack.modals[-1] == DONE


def test_an_answer_that_takes_long_goes_into_the_window_that_was_opened_in_time() -> None:
    slack = FakeSlack()
    answer = Answer("", lambda modal: slack.open_modal("trigger", modal), slack)

    answer.takes_long()
    answer(message("Here it is."))

    assert slack.modals == [WAIT, notice("Mentor Bot", *message("Here it is.").blocks)]


@pytest.mark.parametrize(("code", "matters"), [("not_found", False), ("view_too_large", True)])
def test_whoever_closed_the_window_that_was_opened_in_time_wants_no_answer(code: str, *, matters: bool) -> None:
    class Closed(FakeSlack):
        def update_modal(self, view_id: str, modal: Modal, seen: str | None = None) -> str:
            """Refuse."""
            raise SlackSaidNo(code)

    slack = Closed()
    answer = Answer("", lambda modal: slack.open_modal("trigger", modal), slack)
    answer.takes_long()
    with pytest.raises(SlackSaidNo) if matters else nullcontext():
        answer(message("Here it is."))

    assert slack.modals == [WAIT]


def test_where_nothing_can_be_opened_nothing_is_said() -> None:
    slack = FakeSlack()
    answer = Answer("", None, slack)

    answer.takes_long()
    answer(message("Here it is."))

    assert slack.modals == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.com/x"])
def test_files_come_from_the_web_only(url: str) -> None:
    with pytest.raises(ValueError, match="no address of the web"):
        carrying.fetch(url, "xoxb-1")
    with pytest.raises(ValueError, match="no address of the web"):
        carrying.put(url, b"x")
