"""A request is answered once, and waits no longer than is kind."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.mentoring.asks import Ask, AskState, AskWasAnswered, Reason
from bot.mentoring.pairs import PairHasEnded
from tests.examples import MONDAY, ask, mei

DAY = timedelta(days=1)


def sent() -> Ask:
    asked = ask()
    asked.send(MONDAY)
    return asked


def test_a_draft_is_sent_once() -> None:
    asked = sent()

    assert (asked.is_open, asked.sent_at, asked.look_at) == (True, MONDAY, MONDAY)
    with pytest.raises(AskWasAnswered):
        asked.send(MONDAY)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (lambda asked: asked.accept(MONDAY), AskState.ACCEPTED),
        (lambda asked: asked.offer_chat(MONDAY), AskState.CHAT_OFFERED),
        (lambda asked: asked.refer("UNOOR", MONDAY), AskState.REFERRED),
        (lambda asked: asked.decline(Reason.NO_ROOM, "In May?", MONDAY), AskState.DECLINED),
        (lambda asked: asked.withdraw(MONDAY), AskState.WITHDRAWN),
        (lambda asked: asked.expire(MONDAY), AskState.EXPIRED),
        (lambda asked: asked.void(MONDAY), AskState.VOID),
    ],
)
def test_every_answer_is_the_last(answer: Callable[[Ask], None], state: AskState) -> None:
    asked = sent()

    answer(asked)

    assert (asked.state, asked.answered_at, asked.look_at, asked.is_open) == (state, MONDAY, None, False)
    with pytest.raises(AskWasAnswered):
        answer(asked)
    with pytest.raises(AskWasAnswered):
        answer(ask())


def test_a_no_keeps_its_reason_and_a_referral_its_name() -> None:
    declined, referred = sent(), sent()

    declined.decline(Reason.OTHER, "Not this term.", MONDAY)
    referred.refer("UNOOR", MONDAY)

    assert (declined.reason, declined.reply) == (Reason.OTHER, "Not this term.")
    assert referred.suggested == "UNOOR"


@pytest.mark.parametrize(
    ("away_for", "open_for"), [(None, 14), (1, 14), (9, 14), (10, 15), (20, 25), (23, 28), (24, 28), (300, 28)]
)
def test_a_mentor_who_was_away_has_some_days_after_coming_back(away_for: int | None, open_for: int) -> None:
    until = None if away_for is None else MONDAY + away_for * DAY
    for away in ({"paused_until": until}, {"offering_paused_until": until}):
        asked = ask(mentor=mei(**away))
        asked.send(MONDAY)

        assert asked.open_until == MONDAY + open_for * DAY


def test_a_draft_counts_from_when_it_was_begun() -> None:
    assert ask().open_until == MONDAY + 14 * DAY


def test_the_note_is_what_was_written_and_nothing_else() -> None:
    assert ask(want="Faster reports").note == "You wrote the SQL guide.\nFaster reports"
    assert ask(why="", want="").note == ""


def test_a_refusal_tells_its_docstring_in_one_line() -> None:
    assert PairHasEnded().sentence == (
        "This pair has ended, so nothing changed. It isn't a mark against anyone; a new request can begin anew."
    )
