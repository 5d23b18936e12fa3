"""What is offered is found as it is now, by every process, also right after it changed in another one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.mentoring.people import Standing
from bot.profiles import Profile
from bot.store import catalogue, people, shortlists
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, jonas, mei, noor
from tests.store.crew import ELSEWHERE, kept, known


def found(database: Database, text: str) -> list[str]:
    with database.look(TEAM) as db:
        _, shown = shortlists.search(db, known(db, "UADA"), text, MONDAY)
    return sorted(match.offer.slack_id for match in shown.matches)


def change(database: Database, slack_id: str, *topics: str) -> None:
    with database.begin(TEAM) as db:
        person = known(db, slack_id)
        person.topics, person.capacity = topics, 1
        people.index(db, person)


def test_an_offer_is_found_by_its_words_until_it_is_withdrawn(database: Database) -> None:
    kept(database, mei(), jonas(), ada(), mei(workspace=ELSEWHERE, topics=("glassblowing",)))
    assert found(database, "sql") == ["UJONAS", "UMEI"]
    assert found(database, "glassblowing") == []

    with database.begin(TEAM) as db:
        known(db, "UMEI").stop_offering()
        people.index(db, known(db, "UMEI"))

    assert found(database, "sql") == ["UJONAS"]


def test_another_process_sees_a_change_at_once(database: Database) -> None:
    kept(database, ada(), mei())
    replica = Database(database.url.render_as_string(hide_password=False))
    try:
        assert found(replica, "sql") == ["UMEI"]

        change(database, "UMEI", "glassblowing")

        assert found(replica, "sql") == []
        assert found(replica, "glassblowing") == ["UMEI"]
    finally:
        replica.close()


def test_changes_of_the_same_moment_are_all_seen(database: Database) -> None:
    kept(database, ada(), *(mei(slack_id=f"U{at}", name=f"m{at}") for at in range(8)))
    assert found(database, "glassblowing") == []

    with ThreadPoolExecutor(4) as several:
        list(several.map(lambda at: change(database, f"U{at}", "glassblowing"), range(8)))
        list(several.map(lambda _: found(database, "glassblowing"), range(8)))

    assert len(found(database, "glassblowing")) == 5
    with database.look(TEAM) as db, catalogue.opened(db) as index:
        assert len(index) == 8


def test_an_index_that_wore_out_is_made_anew(database: Database) -> None:
    kept(database, ada(), mei(), jonas())
    found(database, "sql")

    for number in range(4):
        change(database, "UMEI", f"craft {number}")
        found(database, "craft")

    assert found(database, "craft") == ["UMEI"]
    with database.look(TEAM) as db, catalogue.opened(db) as index:
        assert not index.is_worn_out


def test_a_new_title_is_found_too(database: Database) -> None:
    kept(database, ada(), mei())

    with database.begin(TEAM) as db:
        described = Profile("UMEI", "mei", "Europe/London", "Glassblower", Standing.MEMBER, is_admin=False)
        people.remember(db, described, MONDAY)
        people.remember(db, described, MONDAY)

    assert found(database, "glassblower") == ["UMEI"]


def test_a_mentor_whose_account_was_closed_is_found_again_once_it_is_open(database: Database) -> None:
    kept(database, ada(), mei(topics=("glassblowing",), parted_at=MONDAY))
    for standing, expected in ((Standing.GONE, []), (Standing.MEMBER, ["UMEI"])):
        with database.begin(TEAM) as db:
            described = Profile("UMEI", "mei", "Europe/London", "", standing, is_admin=False)
            person = people.remember(db, described, MONDAY)
            assert (person.parted_at is None) is (standing is Standing.MEMBER), "whoever leaves again is noticed again"

        assert found(database, "glassblowing") == expected


def test_a_name_in_full_finds_whoever_goes_by_a_shorter_one(database: Database) -> None:
    kept(database, ada(), mei(topics=("glassblowing",)), noor(topics=("glassblowing",)))
    assert found(database, "mei tanaka") == []

    with database.begin(TEAM) as db:
        described = Profile("UMEI", "mei", "Europe/London", "", Standing.MEMBER, is_admin=False, real_name="Mei Tanaka")
        people.remember(db, described, MONDAY)

    assert found(database, "Mei  TANAKA") == ["UMEI"]
    assert found(database, "mei") == ["UMEI"]


def test_a_workspace_has_its_own_names_for_skills(database: Database) -> None:
    kept(database, ada(), mei(topics=("quill cutting",)), noor())
    assert found(database, "feather work") == []

    with database.begin(TEAM) as db:
        assert catalogue.called(db) == ""
        catalogue.call(db, "quill cutting: feather work")

    assert found(database, "feather work") == ["UMEI"]
    with database.look(TEAM) as db:
        assert catalogue.called(db) == "quill cutting: feather work"


def test_a_process_keeps_the_workspaces_that_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "WORKSPACES_KEPT", 2)
    shelf = catalogue.Shelf()
    first, second = shelf.take("T1"), shelf.take("T2")

    assert shelf.take("T1") is first
    shelf.take("T3")

    assert shelf.take("T1") is first
    assert shelf.take("T2") is not second
