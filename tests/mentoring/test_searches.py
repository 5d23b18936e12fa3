"""What somebody looks for: who can be met as wished, and what is kept of it."""

from datetime import timedelta

import pytest

from bot.mentoring.asks import AskState, AskWasAnswered
from bot.mentoring.notes import Mode
from bot.mentoring.offers import Offer
from bot.mentoring.people import WAIT_UPDATE_EVERY
from bot.mentoring.searches import Search
from tests.examples import MONDAY, TEAM, ada, ask

GERMAN = Offer(person_id=1, slack_id="UJONAS", name="jonas", languages=frozenset({"Deutsch"}))
SILENT = Offer(person_id=2, slack_id="UMEI", name="mei")


def search(**facts: object) -> Search:
    told: dict[str, object] = {"workspace": TEAM, "person": ada(), "at": MONDAY}
    return Search(**told | facts)  # type: ignore[arg-type]  # any field of a search


@pytest.mark.parametrize(
    ("wishes", "offer", "hours", "meets", "fits"),
    [
        ({}, GERMAN, 0, "video", True),
        ({"hours": 4}, GERMAN, 4, "video", True),
        ({"hours": 4}, GERMAN, 3, "video", False),
        ({"languages": ("deutsch",)}, GERMAN, 8, "either", True),
        ({"languages": ("English",)}, GERMAN, 8, "either", False),
        ({"languages": ("English",)}, SILENT, 8, "either", True),
        ({"mode": Mode.VIDEO}, SILENT, 8, "either", True),
        ({"mode": Mode.VIDEO}, SILENT, 8, "video", True),
        ({"mode": Mode.VIDEO}, SILENT, 8, "", True),
        ({"mode": Mode.VIDEO}, SILENT, 8, "in_person", False),
    ],
)
def test_what_is_not_known_of_a_mentor_counts_neither_way(
    wishes: dict[str, object], offer: Offer, hours: int, meets: str, fits: bool
) -> None:
    assert search(**wishes).fits(offer, hours, meets) is fits
    assert search(**wishes).is_narrow is bool(wishes)


def test_nobody_is_noted_twice_as_shown() -> None:
    looks = search()

    looks.show(["UMEI", "UJONAS"])
    looks.show(["UJONAS", "UTANE"])

    assert looks.shown == ("UMEI", "UJONAS", "UTANE")


def test_saving_twice_is_saving_once_and_asking_somebody_ends_the_reminders() -> None:
    looks = search()

    looks.save(MONDAY)
    looks.save(MONDAY + timedelta(days=1))

    assert looks.saved_at == looks.unanswered_since == MONDAY
    looks.rest()
    assert (looks.saved_at, looks.unanswered_since) == (MONDAY, None)


def test_a_wait_ends_after_three_updates() -> None:
    person = ada()
    assert person.wait_ends_at is None

    person.wait(MONDAY)
    person.wait(MONDAY + timedelta(days=3))

    assert person.wait_ends_at == MONDAY + 4 * WAIT_UPDATE_EVERY
    person.stop_waiting()
    assert person.waits_since is None


def test_a_draft_that_is_dropped_keeps_no_word() -> None:
    draft = ask(want="sql", times="now", thanks="thanks")

    draft.drop(MONDAY)

    assert (draft.state, draft.note, draft.times, draft.sent_at) == (AskState.WITHDRAWN, "", "", None)
    with pytest.raises(AskWasAnswered):
        draft.drop(MONDAY)


def test_writing_on_a_draft_starts_its_rest_anew() -> None:
    draft = ask()

    draft.write(MONDAY)

    assert (draft.written_at, draft.look_at) == (MONDAY, MONDAY)
