"""A chat is asked about once, and thanks are suggested once."""

from scheduling.nudges import chat_outcome, chat_thanks
from tests.examples import MONDAY
from tests.scheduling.nudges.stories import DAY, HOUR, a_chat, a_request, dues, heard

TUESDAY = MONDAY + DAY


def test_the_mentee_is_asked_at_their_next_slot_after_it_for_five_days() -> None:
    facts = a_chat(at=TUESDAY)

    assert heard(chat_outcome.NUDGE, facts, TUESDAY + HOUR) == set()
    assert heard(chat_outcome.NUDGE, facts, TUESDAY + DAY) == {"UADA"}
    assert heard(chat_outcome.NUDGE, facts, TUESDAY + 6 * DAY) == set()


def test_another_time_is_another_question() -> None:
    facts = a_chat(at=TUESDAY)
    before = dues(chat_outcome.NUDGE, facts)[0].occasion
    assert facts.chat is not None

    facts.chat.schedule(TUESDAY + DAY, MONDAY)

    assert dues(chat_outcome.NUDGE, facts)[0].occasion != before


def test_without_a_time_or_a_chat_nothing_is_asked() -> None:
    for facts in (a_request(), a_chat(), a_chat(held_at=MONDAY)):
        assert dues(chat_outcome.NUDGE, facts) == []


def test_thanks_are_suggested_on_the_next_working_day_unless_they_were_sent() -> None:
    facts = a_chat(held_at=MONDAY)
    assert facts.chat is not None

    assert heard(chat_thanks.NUDGE, facts, TUESDAY) == {"UADA"}
    facts.chat.thanked_at = MONDAY
    for silent in (facts, a_chat(), a_request()):
        assert dues(chat_thanks.NUDGE, silent) == []
