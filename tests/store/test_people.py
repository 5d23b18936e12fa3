"""Who is known, who offers, and who is kept apart from whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.mentoring.asks import AskState
from bot.mentoring.people import Person, Standing
from bot.playground.telephone import wait_until
from bot.profiles import Profile
from bot.store import pairs, people
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, amara, ask, ines, mei, noor, peter, tane
from tests.store.crew import ELSEWHERE, kept, known

LONG = 30


def profile(**otherwise: object) -> Profile:
    facts: dict[str, object] = {"slack_id": "UADA", "name": "Ada L.", "timezone": "Asia/Tokyo", "title": "Lead"}
    facts |= {"standing": Standing.MEMBER, "is_admin": True} | otherwise
    return Profile(**facts)  # type: ignore[arg-type]  # told by name


def test_slack_s_word_is_kept_and_what_people_told_us_stays(database: Database) -> None:
    kept(database, ada())

    with database.begin(TEAM) as db:
        people.remember(db, profile(), MONDAY)
        people.remember(db, profile(slack_id="UNEW", name="New"), MONDAY)

    with database.look(TEAM) as db:
        remembered = known(db, "UADA")
        assert (remembered.name, remembered.timezone, remembered.title) == ("Ada L.", "Asia/Tokyo", "Lead")
        assert (remembered.wants, remembered.is_admin, remembered.seen_at) == (("sql",), True, MONDAY)
        assert known(db, "UNEW").joined_at is None
        assert set(people.these(db, ["UADA", "UNEW", "UNOBODY"])) == {"UADA", "UNEW"}


def test_somebody_whose_first_acts_come_at_once_is_one_person(database: Database, database_kind: str) -> None:
    """With SQLite only one writes at a time, and the other finds who was met meanwhile."""
    if database_kind == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    with ThreadPoolExecutor() as other:
        with database.begin(TEAM) as db:
            mine = people.remember(db, profile(slack_id="UNEW", name="New"), MONDAY)
            db.flush()
            theirs = other.submit(remembers, database)
            wait_until(lambda: somebody_waits(database), LONG, lambda: "nobody waited for the other one")
            number = mine.id
        assert theirs.result() == number


def remembers(database: Database) -> int:
    """Meet the same person once more, and tell their number."""
    with database.begin(TEAM) as db:
        return people.remember(db, profile(slack_id="UNEW", name="New"), MONDAY).id


def somebody_waits(database: Database) -> bool:
    """Tell whether a session waits for another one to end."""
    with database.engine.connect() as connection:
        return bool(connection.scalar(sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")))


def test_leads_who_have_left_lead_no_more(database: Database) -> None:
    kept(database, ines(), ada(), peter(is_lead=True), ines(workspace=ELSEWHERE))

    with database.begin(TEAM) as db:
        assert [lead.slack_id for lead in people.leads(db, hold=True)] == ["UINES"]


def test_nobody_offers_anything_in_an_empty_workspace(database: Database) -> None:
    with database.look(TEAM) as db:
        assert people.mentors(db) == []


def test_who_never_joined_or_is_gone_is_no_candidate(database: Database) -> None:
    offer = {"topics": ("sql",), "capacity": 1}
    kept(database, amara(**offer), peter(**offer), mei(workspace=ELSEWHERE))

    with database.look(TEAM) as db:
        assert people.mentors(db) == []
        assert people.mentors(db, [known(db, "UAMARA").id]) == []


def test_candidates_come_with_what_they_carry(database: Database) -> None:
    kept(database, mei(), ada(), noor())
    with database.begin(TEAM) as db:
        mentor = known(db, "UMEI")
        pairs.make(db, mentor, known(db, "UADA"), "SQL", MONDAY)
        db.add(ask(mentor=mentor, mentee=known(db, "UNOOR"), state=AskState.SENT))

    with database.look(TEAM) as db:
        (row,) = people.mentors(db)
        assert (row.slack_id, row.mentees, row.waiting, row.topics) == ("UMEI", 1, 1, ("sql", "data analysis"))


def test_people_are_found_by_name_however_it_is_written(database: Database) -> None:
    kept(database, ada(name="Ada Lovelace"), noor(name="Éva Ω"), ada(workspace=ELSEWHERE, name="ada lovelace"))

    with database.look(TEAM) as db:
        assert [person.slack_id for person in people.named(db, "ada LOVELACE")] == ["UADA"]
        assert [person.slack_id for person in people.named(db, "Éva Ω")] == ["UNOOR"]
        assert people.named(db, "' OR 1=1; --") == []


def test_a_reporting_line_is_everybody_above_and_below_and_may_be_a_circle(database: Database) -> None:
    line = (("UCEO", None), ("UBOSS", "UCEO"), ("UADA", "UBOSS"), ("UJUNIOR", "UADA"), ("UPEER", "UBOSS"))
    kept(database, *(ada(slack_id=who, manager=manager) for who, manager in line))
    kept(database, mei(slack_id="UONE", manager="UTWO"), mei(slack_id="UTWO", manager="UONE"))
    kept(database, mei(workspace=ELSEWHERE, slack_id="UFAR", manager="UADA"))

    with database.look(TEAM) as db:
        assert people.line_of(db, "UADA") == {"UBOSS", "UCEO", "UJUNIOR"}
        assert people.line_of(db, "UONE") == {"UTWO"}
        assert people.line_of(db, "UNOBODY") == frozenset()


def test_a_block_works_both_ways_and_is_read_by_its_owner_alone(database: Database) -> None:
    with database.begin(TEAM) as db:
        people.block(db, "UADA", ["UMEI", "UADA", "UMEI", "UNOOR"])
    with database.begin(ELSEWHERE) as db:
        people.block(db, "UADA", ["UJONAS"])

    with database.begin(TEAM) as db:
        assert people.blocked_by(db, "UADA") == ["UMEI", "UNOOR"]
        assert people.blocked_by(db, "UMEI") == []
        assert people.blocked_with(db, "UMEI") == {"UADA"}
        people.block(db, "UADA", [])
        assert people.blocked_with(db, "UMEI") == frozenset()
    with database.look(ELSEWHERE) as db:
        assert people.blocked_with(db, "UJONAS") == {"UADA"}


def test_whoever_waits_longest_comes_first(database: Database) -> None:
    def waits(person: Person, days: int) -> Person:
        person.waits_since = MONDAY - timedelta(days=days)
        return person

    kept(database, waits(ada(), 1), waits(noor(), 9), waits(amara(), 20), tane(), waits(ada(workspace=ELSEWHERE), 2))

    with database.look(TEAM) as db:
        assert [person.slack_id for person in people.waiting(db)] == ["UNOOR", "UADA"]
