"""The company that moves into the demo: mentors to find, newcomers to be, and one pair under way."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.demo import settle
from bot.mentoring.people import Person, Standing
from bot.playground.people import People
from bot.playground.staff import OUT_OF_THE_ORDINARY, START_HERE, quill_and_pine
from bot.profiles import described
from bot.store import goals, pairs, people, sessions, shortlists
from bot.store.database import Database
from tests.examples import MONDAY, TEAM
from tests.store.crew import known

NEWCOMERS = frozenset(START_HERE.ids)


@pytest.fixture
def company(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    settle(database, TEAM, quill_and_pine().people, NEWCOMERS, MONDAY)
    yield database
    database.close()


def everybody(company: Database) -> list[Person]:
    with company.look(TEAM) as db:
        return list(db.scalars(sa.select(Person)))


def test_everybody_who_can_use_slack_or_could_is_known_as_they_stand(company: Database) -> None:
    standings = {person.slack_id: person.standing for person in everybody(company)}

    assert standings.keys() == {each.id for each in quill_and_pine().people if not each.is_bot}
    assert {standings[each] for each in OUT_OF_THE_ORDINARY.ids} == {Standing.GUEST, Standing.GONE, Standing.MEMBER}


def test_nobody_s_name_changes_with_the_first_thing_they_press(company: Database) -> None:
    staff = quill_and_pine()
    accounts = People(staff, staff.people[0], TEAM)
    seen = {each.id: described(each.as_slack(MONDAY, with_email=False)) for each in accounts}

    for person in everybody(company):
        assert (person.name, person.real_name) == (seen[person.slack_id].name, seen[person.slack_id].real_name)


def test_newcomers_have_everything_before_them(company: Database) -> None:
    for person in everybody(company):
        if person.slack_id in NEWCOMERS:
            assert not person.has_joined
            assert not person.is_mentor


def test_mentors_can_be_found_and_are_members(company: Database) -> None:
    mentors = [person for person in everybody(company) if person.is_mentor]
    with company.look(TEAM) as db:
        offered = {topic for row in people.mentors(db) for topic in row.topics}
        _, found = shortlists.search(db, known(db, "UADA"), "public speaking", MONDAY)

    assert len(mentors) >= 10
    assert {mentor.standing for mentor in mentors} == {Standing.MEMBER}
    assert {topic for mentor in mentors for topic in mentor.topics} == offered
    assert len(found.matches) >= 3


def test_one_pair_has_met_twice_and_works_toward_a_goal(company: Database) -> None:
    with company.look(TEAM) as db:
        paired = [person for person in db.scalars(sa.select(Person)) if pairs.live(db, person)]
        (pair,) = {pair for person in paired for pair in pairs.live(db, person)}
        (goal,) = goals.open_of(db, pair.mentee)

        assert pair.held == len(sessions.of(db, pair)) == 2
        assert len(sessions.last_notes(db, pair, pair.mentee)) == 2
        assert sessions.last_notes(db, pair, pair.mentor) == []
        assert (goal.pair, goal.shared) == (pair, False)
        assert not NEWCOMERS & {pair.mentor.slack_id, pair.mentee.slack_id}
