"""What is counted for leads is what the metrics say: breaks aside, young pairs left out, and nobody found out."""

from collections.abc import Iterator

import pytest

from bot import reports
from bot.mentoring.asks import REQUEST, AskState
from bot.mentoring.enrolments import Part
from bot.mentoring.goals import Goal
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.programs import Kind, Program, Step
from bot.mentoring.sessions import Outcome
from bot.store import brakes, censuses, enrolments, letters, overviews, pairs, programs
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, ask, ines, jonas, letter, mei, noor, tane
from tests.store.crew import kept, known
from tests.store.test_overviews import DAY, paired, session


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    kept(opened, ada(), mei(), jonas(), noor(), tane(), ines())
    yield opened
    opened.close()


def said(database: Database, programs_: frozenset[int] | None = None) -> dict[str, str]:
    """Say every figure, by its name."""
    with database.look(TEAM) as db:
        return {each.name: each.said for each in reports.gather(db, MONDAY, reports.Sight("", programs_)).figures}


def test_a_break_makes_nobody_late_and_no_pair_older(database: Database) -> None:
    with database.begin(TEAM) as db:
        pair = paired(db, known(db, "UMEI"), known(db, "UADA"), 80)
        pair.lifecycle = Lifecycle.ACTIVE
        pairs.record(db, pair, Lifecycle.INITIATING, by=None, cause="story", now=pair.started_at)
        was = pair.lifecycle
        pair.pause(MONDAY - 20 * DAY, MONDAY - 76 * DAY, by="UADA")
        pairs.record(db, pair, was, by="UADA", cause="story", now=MONDAY - 76 * DAY)
        was = pair.lifecycle
        pair.resume(MONDAY - 36 * DAY)
        pairs.record(db, pair, was, by="UADA", cause="story", now=MONDAY - 36 * DAY)
        for days_ago in (78, 30, 1):
            session(db, pair, days_ago)

    figures = said(database)

    assert figures["On time"] == "1 of 2"  # 48 days without the 40 of the break, and then 29
    assert figures["Agreed"] == "nothing to count yet"  # forty days old
    assert figures["Under way"] == "1 of 1"


def test_a_pair_of_less_than_three_weeks_is_left_out_of_rates(database: Database) -> None:
    with database.begin(TEAM) as db:
        young = paired(db, known(db, "UMEI"), known(db, "UADA"), 20)
        session(db, young, 10, Outcome.MISSED)
        session(db, young, 5)

    figures = said(database)

    for name in ("Sessions held", "Rhythm kept", "Meeting", "On time", "Goals set"):
        assert figures[name] == "nothing to count yet", name
    assert figures["Time to the first session"] == "15 days (n=1)"


def test_what_was_proposed_and_never_accepted_was_no_pair(database: Database) -> None:
    with database.begin(TEAM) as db:
        declined = paired(db, known(db, "UMEI"), known(db, "UADA"), 60, lifecycle=Lifecycle.PROPOSED)
        declined.end(MONDAY - 50 * DAY, Lifecycle.NEVER_STARTED)
        pairs.record(db, declined, Lifecycle.PROPOSED, by=None, cause="story", now=MONDAY - 50 * DAY)
        paired(db, known(db, "UMEI"), known(db, "UADA"), 40)
        paired(db, known(db, "UJONAS"), known(db, "UNOOR"), 30, lifecycle=Lifecycle.PROPOSED)

    figures = said(database)

    assert (figures["Under way"], figures["Resting"]) == ("0 of 1", "0 of 1")
    assert figures["Mentors who came back"] == "nothing to count yet"
    assert figures["Another match that holds"] == "nothing to count yet"
    assert figures["Time to the first session"] == "fewer than half have got there (n=1)"


def test_requests_that_were_called_off_are_closed_too(database: Database) -> None:
    with database.begin(TEAM) as db:
        two = {"mentee": known(db, "UADA"), "mentor": known(db, "UJONAS")}
        for state in (AskState.ACCEPTED, AskState.REFERRED, AskState.WITHDRAWN, AskState.VOID, AskState.EXPIRED):
            db.add(ask(**two, state=state, sent_at=MONDAY - 9 * DAY, answered_at=MONDAY - 2 * DAY))
        for mentor, days_ago in (("UMEI", 12), ("UTANE", 9)):
            waits = {"mentee": known(db, "UNOOR"), "mentor": known(db, mentor)}
            db.add(ask(**waits, state=AskState.SENT, sent_at=MONDAY - days_ago * DAY))

    figures = said(database)

    assert (figures["Requests answered"], figures["Requests accepted"]) == ("2 of 5", "1 of 2")
    assert figures["Waiting long"] == "1 of 2"
    assert figures["Time to an answer"] == "fewer than half have got there (n=7)"


def test_somebody_who_mentors_and_learns_counts_in_both_roles(database: Database) -> None:
    with database.begin(TEAM) as db:
        paired(db, known(db, "UMEI"), known(db, "UJONAS"), 40)
        known(db, "UTANE").wait(MONDAY)

    figures = said(database)

    assert figures["Matched as mentors"] == "1 of 3"  # Mei, Jonas, Tane
    assert figures["Matched as mentees"] == "1 of 5"  # Jonas and Tane beside Ada, Noor and Ines
    assert figures["Places"] == "3 for 1"


def test_whoever_mentors_and_would_like_a_mentor_in_a_program_is_a_mentee_on_every_screen(database: Database) -> None:
    with database.begin(TEAM) as db:
        program = programs.add(db, Program(workspace=TEAM, name="a", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
        for who, part in (("UMEI", Part.MENTOR), ("UADA", Part.MENTEE), ("UTANE", Part.BOTH)):
            enrolments.enrol(db, program, known(db, who), part, MONDAY)
        number = program.id
    before = (said(database)["Matched as mentees"], said(database)["Places"])

    with database.begin(TEAM) as db:
        paired(db, known(db, "UMEI"), known(db, "UTANE"), 40, program_id=number)

    assert before == ("0 of 4", "4 for 2")  # Ada, Noor, Ines, and Tane; of these, Ada and Tane wait in the program
    assert (said(database)["Matched as mentees"], said(database)["Places"]) == ("1 of 4", "3 for 1")
    assert said(database, frozenset({number}))["Matched as mentees"] == "1 of 2"

    with database.begin(TEAM) as db:
        closing = programs.one(db, number)
        assert closing
        closing.step = Step.CLOSE

    assert said(database)["Places"] == "nothing to count yet"  # nobody is matched in it any more
    assert said(database)["Matched as mentees"] == "1 of 4"


def test_whoever_still_mentors_and_offers_no_more_is_a_mentor_and_no_mentee(database: Database) -> None:
    with database.begin(TEAM) as db:
        paired(db, known(db, "UMEI"), known(db, "UADA"), 40)
        known(db, "UMEI").stop_offering()

    assert said(database)["Matched as mentors"] == "1 of 3"  # Mei, Jonas, Tane
    assert said(database)["Matched as mentees"] == "1 of 3"  # Ada, Noor, Ines


def test_places_and_who_waits_are_counted_for_one_program_too(database: Database) -> None:
    with database.begin(TEAM) as db:
        program = programs.add(db, Program(workspace=TEAM, name="a", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
        for who, part in (("UMEI", Part.MENTOR), ("UADA", Part.MENTEE), ("UNOOR", Part.MENTEE), ("UTANE", Part.BOTH)):
            enrolments.enrol(db, program, known(db, who), part, MONDAY)
        paired(db, known(db, "UMEI"), known(db, "UADA"), 40, program_id=program.id)
        paired(db, known(db, "UMEI"), known(db, "UNOOR"), 40)
        number = program.id

    figures = said(database, frozenset({number}))

    assert figures["Places"] == "1 for 2"  # Mei is full; Tane has one, and waits himself, as Noor does
    assert figures["Matched"] == "2 of 4"
    assert figures["Requests answered"] == "nothing to count yet"


def test_a_goal_of_another_pair_is_not_counted_in_a_program(database: Database) -> None:
    with database.begin(TEAM) as db:
        program = programs.add(db, Program(workspace=TEAM, name="a", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
        in_it = paired(db, known(db, "UMEI"), known(db, "UADA"), 40, program_id=program.id)
        other = paired(db, known(db, "UJONAS"), known(db, "UADA"), 40)
        db.add(aim(known(db, "UADA"), 90, other))
        number, pair = program.id, in_it.id
    elsewhere = (said(database, frozenset({number}))["Goals set"], said(database)["Goals set"])

    with database.begin(TEAM) as db:
        db.add_all([aim(known(db, "UADA"), 0, pairs.one(db, pair)), aim(known(db, "UADA"), 0)])

    assert elsewhere == ("0 of 1", "1 of 1")
    figures = said(database, frozenset({number}))
    assert (figures["Goals set"], figures["Goals looked after"]) == ("1 of 1", "2 of 2")


def aim(owner: Person, days_ago: int, pair: Pair | None = None) -> Goal:
    """Word a goal that was touched so many days ago."""
    at = MONDAY - days_ago * DAY
    return Goal(workspace=TEAM, owner=owner, text="A talk", created_at=at, updated_at=at, pair=pair)


def test_the_rhythm_is_judged_over_three_of_it_where_that_is_longer(database: Database) -> None:
    with database.begin(TEAM) as db:
        often = paired(db, known(db, "UMEI"), known(db, "UADA"), 300)
        seldom = paired(db, known(db, "UJONAS"), known(db, "UNOOR"), 300, rhythm=91 * DAY)
        for pair in (often, seldom):
            for days_ago in (270, 180, 100, 85, 10):
                session(db, pair, days_ago)

    with database.look(TEAM) as db:
        met = [pair.met for pair in overviews.every(db, MONDAY)]

    assert met == [2, 5]


def test_a_request_that_a_lead_kept_from_its_mentor_has_not_waited_for_them(database: Database) -> None:
    with database.begin(TEAM) as db:
        for number, (mentee, mentor) in enumerate((("UADA", "UMEI"), ("UADA", "UJONAS"), ("UNOOR", "UMEI"))):
            two = {"mentee": known(db, mentee), "mentor": known(db, mentor)}
            db.add(waiting := ask(**two, state=AskState.SENT, sent_at=MONDAY - 11 * DAY))
            db.flush()
            brought = {"key": f"ask{number}", "kind": REQUEST, "to": mentor, "ask_id": waiting.id}
            letters.write(db, letter(**brought, trouble=brakes.HELD if mentor == "UJONAS" else ""))
            waiting.let_go_at = MONDAY - DAY if mentee == "UNOOR" else None

    with database.look(TEAM) as db:
        counts = censuses.count(db, MONDAY)

    assert (counts.open_asks, counts.waiting_long) == (3, 1)
