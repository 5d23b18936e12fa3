"""Tables of pairs for leads: what never began has no days."""

import csv
import io

from bot import reports
from bot.mentoring.lifecycles import Lifecycle
from handlers import export
from tests.examples import MONDAY
from tests.mentoring.pairs_seen import seen


def test_whoever_declined_a_proposal_never_began_and_never_ended() -> None:
    two = seen(lifecycle=Lifecycle.NEVER_STARTED, was_declined=True, ended_at=MONDAY)
    report = reports.told_of([two], [], [], MONDAY)

    (row,) = csv.DictReader(io.StringIO(reports.pairs_sheet(report).removeprefix("\ufeff")))

    assert (row["state"], row["began_on"], row["ended_on"]) == ("didn't come about", "", "")


def test_tables_that_may_not_be_files_are_read_as_text_and_of_many_pairs_as_many_as_a_message_holds() -> None:
    few, many = (reports.told_of([seen(id=each) for each in range(size)], [], [], MONDAY) for size in (2, 500))

    said, cut = (str(export.as_text(export.tables(report)).blocks) for report in (few, many))

    assert said.count("UMEI,mei,UADA,ada,on track") == 2
    assert said.index("mentoring-figures-2026-03-02.csv") < said.index("mentoring-pairs-2026-03-02.csv")
    assert "as much as a message holds" not in said
    assert "as much as a message holds" in cut
