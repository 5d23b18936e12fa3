"""A table of people tells nobody whom somebody named as their manager, and not even whether it says another one."""

import pytest

from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.test_table import begins_import

TABLE = "slack_id,email,manager_email\nUNOOR,,grace@example.com\nUGRACE,grace@example.com,\n"


@pytest.mark.parametrize("named", [None, "UGRACE", "UJONAS"])
def test_a_look_at_a_table_tells_the_same_whomever_somebody_named_as_their_manager(
    office: Office, named: str | None
) -> None:
    moves_in(office, "UINES", is_lead=True)
    moves_in(office, "UGRACE", name="Grace")
    moves_in(office, "UNOOR", name="Noor", manager=named, manager_by_table=named)
    ines = begins_import(office)

    ines.fills({"table": TABLE}).submits()

    ines.waits_for("*2 good lines, 0 lines to look at.* 0 new, 0 changed, 2 as they were. Nothing was changed yet.")
    assert ines.sees(
        "Managers are taken as the table has them (line 2), and counted as no change: who they were isn't told, "
        "and whoever named theirs in `/mentor me` keeps that."
    )
    assert not ines.sees("What would change")
    ines.submits()
    ines.waits_for("Done: 2 lines taken in.")
    with office.database.look(office.workspace) as db:
        noor = people.known(db, "UNOOR")
    assert noor
    assert noor.manager == "UGRACE"
