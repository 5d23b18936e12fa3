"""A roster changes everybody it names or nobody, in one workspace."""

import pytest

from bot.mentoring.enrolment import Account, Meant, meant
from bot.mentoring.roster import Entry
from bot.store import people, rosters, workspaces
from bot.store.database import Database
from tests.examples import ada, amara, mei, peter
from tests.store.crew import ELSEWHERE, TEAM, kept, known


def taken_in(database: Database, *entries: Entry) -> list[rosters.Planned]:
    with database.begin(TEAM) as db:
        planned = rosters.plan(db, entries, meant(entries, rosters.directory(db)))
        rosters.carry_out(db, planned)
        return planned


def test_those_who_are_known_can_be_named_without_slack_and_those_who_left_cannot(database: Database) -> None:
    kept(database, ada(), peter(), mei(workspace=ELSEWHERE))

    with database.begin(TEAM) as db:
        assert set(rosters.directory(db).by_id) == {"UADA"}
    with database.everywhere() as db:
        assert workspaces.known(db) == [TEAM, ELSEWHERE]


def test_an_import_changes_what_it_says_and_a_second_one_nothing(database: Database) -> None:
    kept(database, ada(), amara(welcomed_at=None), mei())
    entries = (
        Entry(line=2, slack_id="UADA", department="Data", level=2, topics=("not hers to say",)),
        Entry(line=3, slack_id="UAMARA", role="mentor", topics=("go", "sql")),
    )

    first, second = taken_in(database, *entries), taken_in(database, *entries)

    assert [len(each.changes) for each in first] == [2, 2]
    assert [each.changes for each in second] == [(), ()]
    with database.begin(TEAM) as db:
        assert (known(db, "UADA").department, known(db, "UADA").topics) == ("Data", ())
        assert (known(db, "UAMARA").topics, known(db, "UAMARA").joined_at) == (("go", "sql"), None)
        assert "UAMARA" not in {row.slack_id for row in people.mentors(db)}


def test_somebody_new_is_remembered_and_not_taken_for_a_member_of_the_program(database: Database) -> None:
    entry = Entry(line=2, slack_id="UNEW", department="Data")
    account = Account("UNEW", "Nia New")

    with database.begin(TEAM) as db:
        found = Meant({2: account})
        planned = rosters.plan(db, [entry], found)
        rosters.carry_out(db, planned)

    assert planned[0].is_new
    with database.begin(TEAM) as db:
        new = known(db, "UNEW")
        assert (new.name, new.department, new.has_joined, new.seen_at) == ("Nia New", "Data", False, None)


def test_nothing_is_half_imported(database: Database) -> None:
    kept(database, ada())

    def interrupted() -> None:
        with database.begin(TEAM) as db:
            entries = [Entry(line=2, slack_id="UADA", department="Data")]
            rosters.carry_out(db, rosters.plan(db, entries, meant(entries, rosters.directory(db))))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    with database.begin(TEAM) as db:
        assert known(db, "UADA").department == ""
