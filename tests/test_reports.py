"""Tables of pairs for leads: what never began has no days."""

import csv
import io

from bot import reports
from bot.mentoring.lifecycles import Lifecycle
from tests.examples import MONDAY
from tests.mentoring.pairs_seen import seen


def test_whoever_declined_a_proposal_never_began_and_never_ended() -> None:
    two = seen(lifecycle=Lifecycle.NEVER_STARTED, was_declined=True, ended_at=MONDAY)
    report = reports.told_of([two], [], [], MONDAY)

    (row,) = csv.DictReader(io.StringIO(reports.pairs_sheet(report).removeprefix("\ufeff")))

    assert (row["state"], row["began_on"], row["ended_on"]) == ("didn't come about", "", "")
