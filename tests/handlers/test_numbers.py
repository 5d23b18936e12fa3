"""The numbers of a program: changed a group at a time, held by its pairs at once, and by nobody else's."""

from bot.mentoring.customs import AS_SHIPPED, FIXED, GROUPS, Customs
from bot.mentoring.pairs import RHYTHMS, Lifecycle
from bot.store import pairs
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up
from tests.handlers.programs import begins, kept, opens


def customs_of(office: Office, number: int) -> Customs:
    """Read by which numbers a pair goes."""
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair
        return pair.customs


def test_a_lead_changes_numbers_and_the_pairs_of_the_program_go_by_them(office: Office) -> None:
    number, known = begins(office), pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, known)
        assert pair
        pair.program_id = number
    mia = opens(office)

    mia.clicks("Reminders")
    mia.waits_for("Fixed, because it protects people")
    assert all(mia.sees(group.title) and mia.sees(group.about) for group in GROUPS.values())
    assert all(mia.sees(why) for _, why in FIXED)
    mia.clicks("Change")
    mia.waits_for("First reminder to book")
    assert "second_reminder" in mia.fills({"first_reminder": "9"}).submits()["errors"]
    mia.fills({"first_reminder": "2", "second_reminder": "6", "choice_after": "21"}).submits()
    mia.waits_for("hold for 1 pair from now on")
    assert mia.sees("First reminder to book: 2 working days (usual: 3)")

    assert kept(office, number).rules.customs.choice_after == 21
    assert customs_of(office, known).choice_after == 21
    mia.clicks("Back to the usual numbers")
    mia.waits_for("The usual numbers hold again.")
    assert customs_of(office, known) == AS_SHIPPED
    mia.clicks("Back to the program")
    mia.waits_for("All programs")


def test_only_the_rhythms_of_the_program_may_be_chosen(office: Office) -> None:
    number, known = begins(office), pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, known)
        assert pair
        pair.program_id, pair.rhythm, pair.lifecycle = number, RHYTHMS["biweekly"], Lifecycle.INITIATING
    mia = opens(office)
    mia.clicks("Rules")
    mia.waits_for("Who suits whom")
    mia.fills({"rhythms": ["Every two weeks", "Every four weeks"], "term_weeks": "26"}).submits()
    mia.waits_for("The rules are kept.")
    assert kept(office, number).rules.term_weeks == 26

    ada = office.visitor("UADA")
    ada.types("/mentor rhythm")
    ada.waits_for("How often would suit you?")
    assert ada.sees("Every four weeks")
    assert not ada.sees("Once a quarter")
    assert not ada.sees("Every week")
