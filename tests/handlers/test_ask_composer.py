"""Writing a request: words counted, drafts kept, notes previewed, and nothing sent twice."""

from datetime import timedelta
from typing import Any

import pytest

from bot.mentoring.asks import AskState, NotTheirAsk
from bot.playground.client import Visitor
from handlers import preview
from tests.handlers.asking import (
    NOTE,
    WANT,
    WHY,
    asks_for,
    between,
    everything_arrives,
    labels,
    moves_in,
    offers,
    opens_composer,
)
from tests.handlers.conftest import Office

LONG = "word " * 151


@pytest.fixture
def ada(office: Office) -> Visitor:
    """Ada has the composer open, to Jonas."""
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    return opens_composer(office, "UADA", "UJONAS")


def letters_to(office: Office, slack_id: str) -> list[str]:
    """Let everything arrive, and read what the bot wrote to somebody."""
    everything_arrives(office)
    return [message["text"] for message in office.visitor(slack_id).dm()]


def test_words_are_counted_while_one_types_and_the_draft_outlives_the_window(office: Office, ada: Visitor) -> None:
    ada.chooses("ask_words", WHY)
    ada.waits_for("Your note has 12 words so far")
    ada.closes()

    opens_composer(office, "UADA", "UJONAS")

    assert ada.sees("Your note has 12 words so far")
    kept = between(office, "UADA", "UJONAS")
    assert kept is not None
    assert (kept.state, kept.why) == (AskState.DRAFT, WHY)


def test_a_note_that_grows_too_long_is_warned_about_and_then_refused_with_the_number(ada: Visitor) -> None:
    ada.chooses("ask_words", "word " * 130)
    ada.waits_for("130 words, getting long; a note can have 150 at most")

    errors = ada.fills(NOTE | {"What I want to learn": LONG}).submits()["errors"]

    assert errors == {"want": "Your note has 163 words; please shorten it by 13, then it is ready to send."}


@pytest.mark.parametrize("why", ["Hi there!", "👋 👋 👋 👋 👋 👋", "<!channel>"])
def test_a_greeting_is_no_reason_to_ask_somebody(ada: Visitor, why: str) -> None:
    errors = ada.fills(NOTE | {"Why you ask them": why}).submits()["errors"]

    assert errors == {"why": "What of theirs did you see, read or use? Please say it in 5 words or more."}


def test_a_sent_note_arrives_with_all_that_was_said_and_four_answers(office: Office, ada: Visitor) -> None:
    more = {
        "Two or three times": "Tue 10, Thu 15",
        "How to meet": "By video",
        "Thanks, in your own words": "Thank you!",
    }
    ada.fills(NOTE | more).submits()
    ada.waits_for("gets your note")

    (told,) = letters_to(office, "UJONAS")

    for words in (WHY, WANT, "20 minutes", "Tue 10, Thu 15", "By video", "Thank you!", "No need to answer right away"):
        assert words in told
    arrived = office.visitor("UJONAS").dm()[0]
    assert labels(arrived) == ["Yes, 20 minutes", "Offer mentoring", "Suggest someone", "Not now…"]


def test_what_somebody_types_pings_nobody(office: Office, ada: Visitor) -> None:
    why = "<!channel> <@UINES> *bold* https://example.com & you said so well"
    ada.fills(NOTE | {"Why you ask them": why}).submits()
    ada.waits_for("gets your note")

    (told,) = letters_to(office, "UJONAS")

    assert "<!channel>" not in told
    assert "<@UINES>" not in told
    assert "&lt;!channel&gt;" in told


def test_the_same_form_sent_twice_is_one_request(office: Office, ada: Visitor) -> None:
    ada.fills(NOTE).submits()
    ada.waits_for("gets your note")
    view = _view(office, ada)

    again = _send(office, view)

    assert "gets your note" in str(again)
    assert len(letters_to(office, "UJONAS")) == 1


def test_a_copy_is_questioned_once_and_then_believed(office: Office, ada: Visitor) -> None:
    ada.fills(NOTE).submits()
    ada.waits_for("gets your note")
    ada.closes()
    offers(office, "UMIA", manager="UELENA")
    opens_composer(office, "UADA", "UMIA")

    first = ada.fills(NOTE).submits()
    ada.submits()

    assert "reads like your last one" in first["errors"]["why"]
    ada.waits_for("gets your note")


def test_who_has_not_joined_is_told_what_sending_means_and_joins_by_it(office: Office) -> None:
    moves_in(office, "UADA", joined_at=None, welcomed_at=None)
    offers(office, "UJONAS")
    ada = opens_composer(office, "UADA", "UJONAS")
    assert ada.sees("Sending joins you to mentoring.")

    ada.fills(NOTE).submits()
    ada.waits_for("gets your note")

    assert "Welcome to mentoring" in letters_to(office, "UADA")[0]


def test_three_requests_wait_at_once_and_the_fourth_is_kept_as_a_draft(office: Office, ada: Visitor) -> None:
    ada.closes()
    mentors = ("UMIA", "UAISHA", "ULIAM")
    for number, mentor in enumerate(mentors):
        offers(office, mentor, manager="UELENA")
        asks_for(office, "UADA", mentor, **{"Why you ask them": f"{'abcdef'[number] * 9} " * 6})
    opens_composer(office, "UADA", "UJONAS")

    answer = ada.fills(NOTE).submits()

    assert "You have three requests open" in answer["errors"]["why"]
    kept = between(office, "UADA", "UJONAS")
    assert kept is not None
    assert (kept.state, kept.why) == (AskState.DRAFT, WHY)


def test_the_preview_shows_the_note_and_sends_it(office: Office, ada: Visitor) -> None:
    ada.fills(NOTE).clicks("Preview")
    ada.waits_for(f">{WHY}")

    ada.submits()

    ada.waits_for("gets your note")
    ada.closes()
    assert ada.modal() is None
    assert len(letters_to(office, "UJONAS")) == 1


def test_the_preview_of_an_unfinished_note_says_what_is_missing_and_cannot_be_sent(ada: Visitor) -> None:
    ada.fills({"Why you ask them": "Hello"}).clicks("Preview")

    ada.waits_for("Before you can send it:")

    front = ada.modal()
    assert front is not None
    assert not front["submit"]


def test_a_saved_draft_waits_on_home(office: Office, ada: Visitor) -> None:
    ada.fills(NOTE).clicks("Save draft")
    ada.waits_for("kept as a draft")
    ada.closes()

    assert ada.modal() is None
    ada.waits_for("is still a draft")
    ada.clicks("Open draft")
    ada.waits_for("What I want to learn")
    assert letters_to(office, "UJONAS") == []


def test_a_note_written_at_night_says_when_it_will_be_read(office: Office) -> None:
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UTANE", manager="UPRIYA", timezone="Pacific/Auckland")
    ada = opens_composer(office, "UADA", "UTANE")

    ada.fills(NOTE).submits()

    ada.waits_for("gets your note when their working day begins")
    assert letters_to(office, "UTANE") == []
    office.passes(timedelta(hours=12))
    assert len(letters_to(office, "UTANE")) == 1


def test_somebody_elses_draft_cannot_be_sent(office: Office, ada: Visitor) -> None:
    ada.fills(NOTE).clicks("Preview")
    ada.waits_for(f">{WHY}")
    draft = between(office, "UADA", "UJONAS")
    assert draft is not None

    with pytest.raises(NotTheirAsk):
        preview.send_previewed(
            ack=_nothing,  # type: ignore[arg-type]  # all of it that a listener uses
            view={"private_metadata": str(draft.id)},
            actor="UNOOR",
            refresh=_nothing,
            database=office.database,
            workspace=office.workspace,
            now=office.now(),
        )

    assert letters_to(office, "UJONAS") == []


def test_a_window_left_open_overnight_says_what_is_true_when_it_is_sent(office: Office) -> None:
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA", timezone="Pacific/Auckland")
    ada = opens_composer(office, "UADA", "UJONAS")
    ada.fills(NOTE | {"What I ask for": "Ongoing mentoring"}).clicks("Preview")
    ada.waits_for(f">{WHY}")
    draft = between(office, "UADA", "UJONAS")
    assert draft is not None

    assert "gets your note when their working day begins" in sends_preview(office, draft.id)
    office.passes(timedelta(hours=12))
    everything_arrives(office)
    assert "<@UJONAS> has your note." in sends_preview(office, draft.id)
    office.passes(timedelta(days=15))
    assert "was answered or closed meanwhile, so nothing was sent." in sends_preview(office, draft.id)


def sends_preview(office: Office, draft: int) -> str:
    """Let Ada send off the preview that is still open, and read what it says then."""
    answers: list[Any] = []
    preview.send_previewed(
        ack=lambda **answer: answers.append(answer),  # type: ignore[arg-type]  # all of it that a listener uses
        view={"private_metadata": str(draft)},
        actor="UADA",
        refresh=_nothing,
        database=office.database,
        workspace=office.workspace,
        now=office.now(),
    )
    return str(answers)


def test_forty_thousand_characters_are_refused_and_kept(office: Office, ada: Visitor) -> None:
    view = _view(office, ada)
    view["state"]["values"]["why"]["ask_words"]["value"] = "five words or even more " + "x" * 40_000

    answer = _send(office, view)

    assert "Please shorten this to 800 characters" in answer["errors"]["why"]
    assert opens_composer(office, "UADA", "UJONAS").sees("What I want to learn")


def _view(office: Office, visitor: Visitor) -> dict[str, Any]:
    """Make the form as Slack would send it."""
    del office, visitor
    values = {"why": {"ask_words": {"value": WHY}}, "want": {"ask_words": {"value": WANT}}}
    return {"id": "V1", "private_metadata": "UJONAS", "state": {"values": values}}


def _send(office: Office, view: dict[str, Any]) -> dict[str, Any]:
    """Send a form, whatever Slack's own window would have said to it."""
    from handlers import composer  # noqa: PLC0415 - beside its only use

    answers: list[dict[str, Any]] = []

    def ack(**answer: Any) -> None:  # noqa: ANN401 - whatever Slack takes
        answers.append(answer)

    composer.send(
        ack=ack,  # type: ignore[arg-type]  # all of it that a listener uses
        view=view,
        actor="UADA",
        refresh=_nothing,
        database=office.database,
        workspace=office.workspace,
        now=office.now(),
    )
    return answers[-1]


def _nothing(*_: object, **__: object) -> None:
    """Do nothing."""
