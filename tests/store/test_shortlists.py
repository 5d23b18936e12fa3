"""From what is kept to who is proposed: nobody is shown whom they may not have, and everybody who fits."""

from datetime import timedelta

import pytest
from sqlalchemy import orm

from bot.mentoring.asks import Ask, AskState
from bot.mentoring.people import Standing
from bot.store import pairs, people, shortlists
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, amara, ask, ines, jonas, mei, noor
from tests.store.crew import ELSEWHERE, kept, known

DAY = timedelta(days=1)


def proposed(database: Database, text: str = "sql", to: str = "UADA") -> list[str]:
    with database.look(TEAM) as db:
        _, found = shortlists.search(db, known(db, to), text, MONDAY)
        return sorted(match.offer.slack_id for match in found.matches)


def asked(db: orm.Session, mentor: str) -> Ask:
    sent = ask(mentee=known(db, "UADA"), mentor=known(db, mentor), state=AskState.SENT, sent_at=MONDAY, want="sql")
    db.add(sent)
    db.flush()
    return sent


def test_who_offers_it_and_has_room_is_proposed(database: Database) -> None:
    kept(database, ada(), mei(), jonas(), noor(), ines(topics=("cooking",), capacity=1))

    assert proposed(database) == ["UJONAS", "UMEI"]
    assert proposed(database, to="UMEI") == ["UJONAS"]


def test_a_name_beside_a_topic_asks_nothing_more_of_others_and_alone_stays_a_name(database: Database) -> None:
    topics = ("public speaking",)
    kept(database, ada(), mei(topics=topics), jonas(name="jonas", topics=topics), noor())

    assert proposed(database, "speaking") == ["UJONAS", "UMEI"]
    assert proposed(database, "jonas speaking") == ["UJONAS", "UMEI"]
    assert proposed(database, "jonas") == ["UJONAS"]


@pytest.mark.parametrize(
    "away",
    [
        {"capacity": 0},
        {"joined_at": None},
        {"standing": Standing.GONE},
        {"paused_until": MONDAY + DAY},
        {"offering_paused_until": MONDAY + DAY},
        {"workspace": ELSEWHERE},
    ],
    ids=["no longer offers", "has left", "has no account", "is away", "takes nobody now", "works elsewhere"],
)
def test_who_cannot_be_asked_is_not_proposed(database: Database, away: dict[str, object]) -> None:
    kept(database, ada(), jonas(), mei(**away))

    assert proposed(database) == ["UJONAS"]


def test_an_absence_that_is_over_is_none(database: Database) -> None:
    kept(database, ada(), mei(paused_until=MONDAY, offering_paused_until=MONDAY - DAY))

    assert proposed(database) == ["UMEI"]


def test_managers_partners_blocks_and_open_requests_are_left_out(database: Database) -> None:
    kept(database, ada(manager="UMEI"), mei(), jonas(), ines(topics=("sql",), capacity=1), noor(topics=("sql",)))
    kept(database, amara(topics=("sql",), capacity=1, joined_at=MONDAY))
    with database.begin(TEAM) as db:
        known(db, "UNOOR").capacity = 1
        pairs.make(db, known(db, "UJONAS"), known(db, "UADA"), "sql", MONDAY)
        people.block(db, "UINES", ["UADA"])
        asked(db, "UNOOR")

    assert proposed(database) == ["UAMARA"]


def test_a_full_mentor_has_no_place_though_their_name_is_typed(database: Database) -> None:
    kept(database, ada(), jonas(), noor())
    with database.begin(TEAM) as db:
        pairs.make(db, known(db, "UJONAS"), known(db, "UNOOR"), "", MONDAY)

    assert proposed(database, "sql") == []
    assert proposed(database, "jonas") == []


def test_a_name_finds_a_mentor_whatever_they_offer(database: Database) -> None:
    kept(database, ada(), jonas(topics=("cooking",)), mei(), noor(name="Jonas Nobody"))

    assert proposed(database, "Jonas") == ["UJONAS"]


def test_no_words_mean_everybody(database: Database) -> None:
    kept(database, ada(), mei(), jonas(topics=("cooking",)))

    assert proposed(database, "") == ["UJONAS", "UMEI"]


def test_an_earlier_partner_is_proposed_again_only_to_whoever_says_so_and_not_while_they_are_a_pair(
    database: Database,
) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        two = people.these(db, ["UADA", "UMEI"])
        pairs.make(db, two["UMEI"], two["UADA"], "sql", MONDAY).end(MONDAY)
        assert [each.slack_id for each in pairs.earlier(db, two["UADA"])] == ["UMEI"]
    assert proposed(database) == []

    with database.begin(TEAM) as db:
        known(db, "UADA").meets_again = ("UMEI",)
    assert proposed(database) == ["UMEI"]

    with database.begin(TEAM) as db:
        two = people.these(db, ["UADA", "UMEI"])
        two["UADA"].differently = "style"
        pairs.make(db, two["UMEI"], two["UADA"], "sql", MONDAY)
        assert (two["UADA"].meets_again, two["UADA"].differently) == ((), "")
        two["UADA"].meets_again = ("UMEI",)
        assert pairs.earlier(db, two["UADA"]) == []
        assert "UMEI" in pairs.ended_with(db, two["UADA"])
