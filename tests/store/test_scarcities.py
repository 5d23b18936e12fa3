"""What many look for becomes dear, so that those with another choice are shown that first."""

from datetime import timedelta

from bot.store import people, scarcities, searches, shortlists
from bot.store.database import Database
from scheduling.reckoning import NIGHT, reckon
from tests.examples import MONDAY, TEAM, ada, jonas, mei, noor
from tests.store.crew import kept, known


def test_who_is_wanted_by_many_is_shown_after_an_equal(database: Database) -> None:
    seekers = [ada(slack_id=f"U{at}", name=f"s{at}") for at in range(4)]
    kept(database, ada(), noor(), mei(topics=("sql",), capacity=1), jonas(topics=("cooking",)), *seekers)
    with database.begin(TEAM) as db:
        for seeker in seekers:
            searches.begin(db, known(db, seeker.slack_id), MONDAY).wish = "sql"
        searches.begin(db, known(db, "UNOOR"), MONDAY - timedelta(days=60)).wish = "cooking"

    with database.look(TEAM) as db:
        found = scarcities.reckon(db, MONDAY)
        mentor = known(db, "UMEI").id
    assert set(found) == {mentor}

    for _ in range(2):
        with database.begin(TEAM) as db:
            scarcities.keep(db, found)
    with database.look(TEAM) as db:
        _, shown = shortlists.search(db, known(db, "UADA"), "sql", MONDAY)
    assert [match.offer.price for match in shown.matches] == [found[mentor]]


def test_without_wishes_nobody_costs_anything(database: Database) -> None:
    kept(database, mei())

    with database.begin(TEAM) as db:
        scarcities.keep(db, scarcities.reckon(db, MONDAY))
        assert scarcities.reckon(db, MONDAY) == {}


def test_prices_are_set_at_night_and_left_alone_by_day(database: Database) -> None:
    seekers = [ada(slack_id=f"U{at}", name=f"s{at}") for at in range(3)]
    kept(database, mei(topics=("sql",), capacity=1), *seekers)
    with database.begin(TEAM) as db:
        for seeker in seekers:
            searches.begin(db, known(db, seeker.slack_id), MONDAY).wish = "sql"

    def costs() -> list[int]:
        with database.look(TEAM) as db:
            return [row.price for row in people.mentors(db)]

    reckon(database, MONDAY)
    assert costs() == [0]

    reckon(database, MONDAY.replace(hour=NIGHT))
    assert costs()[0] > 0
