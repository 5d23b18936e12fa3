"""Who left and comes back is thought of again, whatever else goes wrong."""

from datetime import timedelta

import pytest

from bot.slack import Slack, SlackIsBusy
from bot.store import pairs, people
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
