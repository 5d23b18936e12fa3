"""Home has something to say to whoever opens it."""

from tests.handlers.conftest import Office


def test_a_guest_reads_on_home_why_there_is_nothing_for_them(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.opens_home()

    assert theo.waits_for("Mentoring here is for members of this workspace.")
