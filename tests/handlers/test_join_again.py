"""Who left and comes back is thought of again, whatever else goes wrong."""

from datetime import timedelta

import pytest

from bot.slack import Slack, SlackIsBusy
from bot.store import pairs, people
from tests.handlers.asking import asks_for, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up


def test_whoever_joins_again_is_looked_at_in_the_next_round(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        ada, two = people.known(db, "UADA"), pairs.one(db, pair)
        assert ada is not None
        assert two is not None
        ada.leave()
        two.look_at = office.now() + timedelta(days=40)

    office.visitor("UADA").types("/mentor join")
    office.visitor("UADA").waits_for("You're in. Welcome!")

    with office.database.look(office.workspace) as db:
        ada, two = people.known(db, "UADA"), pairs.one(db, pair)
        assert ada is not None
        assert two is not None
        assert ada.look_at == two.look_at == office.now()


def test_what_was_done_is_confirmed_though_home_could_not_be_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise SlackIsBusy(1)

    monkeypatch.setattr(Slack, "publish", busy)
    ada = office.visitor("UADA")

    ada.types("/mentor join")

    ada.waits_for("You're in. Welcome!")
    ada.types("/mentor help")
    ada.waits_for("What you can do")
    assert not any("something went wrong" in str(each["text"]) for each in ada.dm())


def test_whoever_comes_back_hears_once_which_requests_closed_meanwhile(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    offers(office, "UJONAS", "sql")
    asks_for(office, "UADA", "UJONAS")
    ada = office.visitor("UADA")
    ada.types("/mentor me")
    ada.waits_for("being forgotten")
    ada.clicks("Delete everything")
    ada.waits_for("Requests that wait for an answer and 20-minute chats close now.")
    ada.closes(everything=True)
    office.passes(timedelta(hours=1))

    ada.types("/mentor join")

    ada.waits_for("Nothing of yours will be deleted")
    heard = "your request to <@UJONAS> closed. Nobody said no, and you can ask again."
    assert told(office, "UADA").count(heard) == 1
    ada.clicks("Ask jonas")
    ada.waits_for("What I want to learn")


def test_whoever_comes_back_before_a_request_closed_is_told_of_none(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    offers(office, "UJONAS", "sql")
    asks_for(office, "UADA", "UJONAS")
    with office.database.begin(office.workspace) as db:
        ada = people.known(db, "UADA")
        assert ada is not None
        ada.leave()

    office.visitor("UADA").types("/mentor join")

    office.visitor("UADA").waits_for("You're in. Welcome!")
    assert "closed" not in told(office, "UADA")


def test_what_somebody_heard_closed_before_they_left_is_not_told_again(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql",))
    offers(office, "UJONAS", "sql")
    asks_for(office, "UADA", "UJONAS")
    moves_in(office, "UJONAS", joined_at=None)
    office.passes(timedelta(hours=1))
    assert "doesn't take part in mentoring any more" in told(office, "UADA")
    moves_in(office, "UADA", joined_at=None)

    office.visitor("UADA").types("/mentor join")

    office.visitor("UADA").waits_for("You're in. Welcome!")
    assert "Nobody said no" not in told(office, "UADA")


def test_whoever_leaves_reads_before_that_open_requests_close(office: Office) -> None:
    moves_in(office, "UADA")

    office.visitor("UADA").types("/mentor leave")

    assert office.visitor("UADA").waits_for(
        "requests and proposals that wait for an answer close, and so do 20-minute chats."
    )


def test_a_mentor_who_leaves_and_comes_back_is_told_both_times_that_they_offer_nothing_and_how_to_offer_again(
    office: Office,
) -> None:
    offers(office, "UJONAS", "sql")
    moves_in(office, "UADA")
    jonas, ada = office.visitor("UJONAS"), office.visitor("UADA")
    jonas.types("/mentor leave")
    jonas.waits_for("What you offer ends, too: if you come back, you offer it anew.")
    jonas.clicks("Leave")
    jonas.waits_for("You have left mentoring.")

    jonas.types("/mentor join")

    jonas.waits_for(
        "You offer nothing now. To take requests again, press *Offer to mentor*: your topics are still there."
    )
    jonas.clicks("Offer to mentor")
    jonas.waits_for("Two or three topics are plenty")
    assert "sql" in str(jonas.modal())
    ada.types("/mentor leave")
    ada.waits_for("What you offer ends, too")
    ada.clicks("Leave")
    ada.types("/mentor join")
    ada.waits_for("You're in. Welcome!")
    assert not ada.sees("You offer nothing now.")
