"""What leads do twice is done once, and noted once: the list of what leads did tells only what changed something."""

import sqlalchemy as sa

from bot.blocks import button
from bot.mentoring.programs import Kind, Step
from bot.store.tables.programs import audits
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds
from tests.handlers.programs import begins, fills, matched, opens


def noted(office: Office, number: int) -> list[str]:
    """Tell what is noted of a program, oldest first."""
    with office.database.look(office.workspace) as db:
        return list(db.scalars(sa.select(audits.c.act).where(audits.c.program_id == number).order_by(audits.c.id)))


def test_what_is_kept_as_it_was_is_not_noted(office: Office) -> None:
    number = begins(office)
    mia = opens(office)
    for opener, told in (("Dates", "The dates are kept."), ("Rules", "The rules are kept.")):
        mia.clicks(opener)
        mia.submits()
        mia.waits_for(told)
    mia.clicks("Reminders")
    mia.clicks("Change")
    mia.submits()
    mia.waits_for("The numbers are kept")
    late = begins(office, Step.MATCHING, name="Autumn")
    again = holds(office, "UMIA", button("Late", "program_latecomers", f"{late}:yes"))
    for _ in range(2):
        again.clicks("Late")
        again.waits_for("People may take part until you say otherwise")
        again.closes(everything=True)

    assert noted(office, number) == []
    assert noted(office, late) == ["latecomers"]


def test_matches_are_approved_taken_back_and_launched_once(office: Office) -> None:
    number = begins(office, Step.ENROLMENT, Kind.ALWAYS_ON)
    fills(office, number)
    matched(office, number)
    approve = button("Approve", "approve_rest", number)
    launch = button("Launch", "program_launch", f"{number}:launch:3")
    two = button("Launch two", "program_launch", f"{number}:launch:2")
    mia = holds(office, "UMIA", approve, launch, two)
    mia.clicks("Approve")
    mia.waits_for("3 matches approved.")
    mia.closes(everything=True)
    mia.clicks("Approve")
    mia.waits_for("No match was left to review, so nothing was changed.")
    mia.closes(everything=True)
    mia.clicks("Launch two")
    mia.waits_for("Meanwhile 3 matches are approved, so nothing was launched.")
    mia.closes(everything=True)
    for _ in range(2):
        mia.clicks("Launch")
        mia.waits_for("are being brought to both people")
        mia.closes(everything=True)

    assert noted(office, number) == ["matches_approved", "launched"]
