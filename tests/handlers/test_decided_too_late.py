"""A table of decisions that comes too late: somebody has left, or the two were asked already, and a lead reads so."""

from bot.mentoring.enrolments import Verdict
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Person
from bot.store import cohorts, people
from tests.handlers.conftest import Office
from tests.handlers.test_decided import begins_to_decide, opens_it, verdicts
from tests.handlers.test_outcomes_agree import is_proposed


def test_nobody_is_kept_together_with_whoever_has_left_mentoring(office: Office) -> None:
    number, mia = begins_to_decide(office)
    with office.database.begin(office.workspace) as db:
        jonas = known(people.known(db, "UJONAS"))
        jonas.welcomed_at = office.now()
        jonas.leave()

    mia.fills({"decisions": "mentee;mentor;kind\nAda;Jonas;lock\n"}).submits()

    mia.waits_for("takes no part in mentoring any more")
    assert mia.sees("0 good lines, 1 line to look at")
    assert verdicts(office, number) == {}


def test_two_whose_match_was_launched_are_not_said_to_be_never_matched(office: Office) -> None:
    number, mia = begins_to_decide(office)
    is_proposed(office, number, "UADA", "UJONAS", Lifecycle.PROPOSED)
    table = "mentee;mentor;kind\nAda;Jonas;forbid\n"

    mia.fills({"decisions": table}).submits()

    mia.waits_for("2: their match was launched before, and no later one brings the same two together again")
    assert verdicts(office, number) == {}

    mia.closes(everything=True)
    with office.database.begin(office.workspace) as db:
        both = known(people.known(db, "UADA")), known(people.known(db, "UJONAS"))
        cohorts.decide(db, number, [both], Verdict.FORBID, office.now())
    mia = opens_it(office)
    mia.fills({"decisions": table}).submits()
    assert mia.waits_for("0 lines to look at"), "what is so already is no mistake"


def known(person: Person | None) -> Person:
    assert person
    return person
