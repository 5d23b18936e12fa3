"""What changes about somebody in Slack is taken over at once, for those who are known here."""

from datetime import timedelta

from bot.mentoring.people import Person, Standing
from bot.playground.telephone import Telephone
from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up


def changes(office: Office, slack_id: str, **facts: object) -> None:
    Telephone(office.playground.url).tell("/play/people", id=slack_id, **facts)


def known(office: Office, slack_id: str) -> Person | None:
    with office.database.look(office.workspace) as db:
        return people.known(db, slack_id)


def test_somebody_who_is_away_hears_nothing_optional_until_they_are_back(office: Office) -> None:
    pairs_up(office)
    back = office.now() + timedelta(days=9)

    changes(office, "UADA", status_emoji=":palm_tree:", status_expiration=int(back.timestamp()))
    office.visitor("UADA").waits_for(lambda: (person := known(office, "UADA")) and person.away_until == back)

    office.passes(timedelta(days=6))
    office.passes(timedelta(seconds=2))
    assert not office.visitor("UADA").sees("first session")
    office.passes(timedelta(days=4))
    office.passes(timedelta(seconds=2))
    assert [message for message in office.visitor("UADA").dm() if "<@UJONAS>" in message["text"]]


def test_a_move_and_a_farewell_are_taken_over_and_a_stranger_stays_one(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    changes(office, "UADA", tz="Asia/Tokyo")
    ada.waits_for(lambda: (person := known(office, "UADA")) and person.timezone == "Asia/Tokyo")
    changes(office, "UNOOR", tz="Asia/Tokyo")
    changes(office, "UADA", deleted=True)

    office.visitor("UINES").waits_for(lambda: (one := known(office, "UADA")) and one.standing is Standing.GONE)
    assert known(office, "UNOOR") is None
