"""Two others for a request that came to nothing: what the mentee wants comes before what the mentor teaches."""

from datetime import timedelta

import pytest
from sqlalchemy import orm

from bot.hand_on import intro
from bot.mentoring.asks import Ask, AskState, Reason
from bot.mentoring.goals import Goal
from bot.mentoring.matching import By, Others
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from bot.store import asks, others
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, amara, ask, ines, jonas, mei, noor
from tests.store.crew import kept, known

DAY = timedelta(days=1)
FEET = "I would like to find my feet"
"""Names no topic that anybody offers."""


def asked(db: orm.Session, want: str, **otherwise: object) -> Ask:
    sent = ask(mentee=known(db, "UADA"), mentor=known(db, "UMEI"), state=AskState.SENT, sent_at=MONDAY, want=want)
    for name, value in otherwise.items():
        setattr(sent, name, value)
    db.add(sent)
    db.flush()
    return sent


def looks_for(db: orm.Session, wish: str = "", goal: str = "") -> None:
    db.add(Search(workspace=TEAM, person=known(db, "UADA"), at=MONDAY, wish=wish, goal=goal))


def works_on(db: orm.Session, text: str) -> None:
    db.add(Goal(workspace=TEAM, owner=known(db, "UADA"), text=text, created_at=MONDAY, updated_at=MONDAY))
    db.flush()


def seen(db: orm.Session, sent: Ask) -> tuple[list[str], By]:
    db.flush()
    found = others.of(db, sent, MONDAY)
    return [match.offer.slack_id for match in found.matches], found.by


def teaching(*topics: str) -> Person:
    return ines(topics=topics, capacity=1)


def test_two_others_are_found_and_never_who_was_asked(database: Database) -> None:
    kept(database, ada(wants=()), mei(), jonas(), ines(topics=("sql",), capacity=1), noor(topics=("sql",), capacity=1))
    with database.begin(TEAM) as db:
        sent = asked(db, "sql")
        sent.decline(Reason.NO_ROOM, "", MONDAY)

        found, by = seen(db, sent)

        assert (len(found), by) == (2, By.REQUEST)
        assert "UMEI" not in found
        assert asks.declined_lately(db, known(db, "UADA"), MONDAY) == {"UMEI"}


def test_what_they_look_for_comes_before_what_the_mentor_teaches(database: Database) -> None:
    kept(database, ada(wants=()), mei(topics=("cooking",)), jonas(topics=("cooking",)), teaching("sql"))
    with database.begin(TEAM) as db:
        sent = asked(db, FEET)
        looks_for(db, wish="sql")

        assert seen(db, sent) == (["UINES"], By.SEARCH)


def test_the_sentence_of_their_search_and_what_they_enrolled_with_are_what_they_look_for(database: Database) -> None:
    kept(database, ada(wants=("sql",)), mei(topics=("cooking",)), jonas(topics=("cooking",)), teaching("sql"))
    with database.begin(TEAM) as db:
        sent = asked(db, FEET)

        assert seen(db, sent) == (["UINES"], By.SEARCH)

        known(db, "UADA").wants = ()
        looks_for(db, goal="Write sql that others can read")
        assert seen(db, sent) == (["UINES"], By.SEARCH)


def test_their_goals_come_before_what_the_mentor_teaches_and_the_newest_first(database: Database) -> None:
    kept(database, ada(wants=()), mei(topics=("cooking",)), jonas(topics=("public speaking",)), teaching("sql"))
    with database.begin(TEAM) as db:
        sent = asked(db, FEET)
        works_on(db, "Better public speaking at the summit")
        assert seen(db, sent) == (["UJONAS"], By.GOALS)

        works_on(db, "Write sql that others can read")
        assert seen(db, sent) == (["UINES"], By.GOALS)


def test_what_they_asked_for_before_comes_before_what_the_mentor_teaches(database: Database) -> None:
    kept(database, ada(wants=()), mei(topics=("cooking",)), jonas(topics=("cooking",)), teaching("sql"), amara())
    with database.begin(TEAM) as db:
        asked(db, "sql", mentor=known(db, "UAMARA"), sent_at=MONDAY - DAY, state=AskState.EXPIRED)
        sent = asked(db, FEET)

        assert seen(db, sent) == (["UINES"], By.EARLIER)


@pytest.mark.parametrize("want", [FEET, "to get better", "", "I want to grow"])
def test_where_nothing_of_theirs_finds_anybody_what_the_mentor_teaches_is_the_wish(
    database: Database, want: str
) -> None:
    kept(database, ada(wants=()), mei(topics=("sql",)), jonas(topics=("sql",)), teaching("cooking"))
    with database.begin(TEAM) as db:
        sent = asked(db, want)

        assert seen(db, sent) == (["UJONAS"], By.TAUGHT)

        known(db, "UJONAS").leave()
        assert seen(db, sent)[0] == []

        sent.mentor.topics = ()
        assert seen(db, sent)[0] == []


def test_where_the_mentors_expertise_is_at_fault_nothing_of_theirs_that_names_it_is_a_wish(database: Database) -> None:
    kept(database, ada(wants=()), mei(topics=("sql",)), jonas(topics=("sql",)), teaching("cooking"))
    with database.begin(TEAM) as db:
        sent = asked(db, "sql")
        sent.decline(Reason.OTHER_EXPERTISE, "", MONDAY)
        looks_for(db, wish="sql performance", goal="Write sql that others can read")
        works_on(db, "Write better sql")
        assert seen(db, sent)[0] == []

        works_on(db, "Take up cooking besides sql")
        assert seen(db, sent) == (["UINES"], By.GOALS)


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (By.REQUEST, "Two others fit:"),
        (By.SEARCH, "I found nobody else by the words of your request, so I went by what you look for. Two others"),
        (By.GOALS, "I found nobody else by the words of your request, so I went by your goals. Two others fit that:"),
        (By.EARLIER, "so I went by what you asked for before. Two others fit that:"),
        (By.TAUGHT, "I found nobody else by what you said, so I went by what <@UMEI> teaches. Two others fit that:"),
    ],
)
def test_the_mentee_is_told_what_a_suggestion_goes_by(database: Database, by: By, told: str) -> None:
    kept(database, ada(wants=()), mei(), jonas(), teaching("sql"))
    with database.begin(TEAM) as db:
        matches = others.of(db, asked(db, "sql"), MONDAY).matches

    assert told in intro(Others(matches, by), "UMEI")
