"""What came of pairs is counted by one rule: on the page of a program, in figures, in tables and in the archive."""

import csv
import io

from bot import reports
from bot.mentoring.lifecycles import ENDED, Lifecycle
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import pairs, people
from tests.handlers.conftest import Office
from tests.handlers.counting import Counted
from tests.handlers.programs import begins, fills, opens
from tests.handlers.test_counts_agree import shown


def test_what_came_of_the_pairs_is_counted_by_one_rule_on_every_screen(office: Office) -> None:
    number = begins(office, Step.CLOSE)
    fills(office, number)
    ends = {
        ("UADA", "UJONAS"): Lifecycle.ENDED_COMPLETED,
        ("UADA", "UGRACE"): Lifecycle.ENDED_NO_FAULT,
        ("UNOOR", "UJONAS"): Lifecycle.NEVER_STARTED,
        ("UNOOR", "UGRACE"): Lifecycle.PROPOSED,
        ("UHANA", "UVALE"): None,
        ("UHANA", "UGRACE"): Lifecycle.INITIATING,
    }
    for (mentee, mentor), becomes in ends.items():
        is_proposed(office, number, mentee, mentor, becomes)
    mia = opens(office)
    assert "Complete: 1 pair" in shown(mia)
    assert "Let go before a first session: 1 pair" in shown(mia)
    assert "Didn't come about: 1 pair" in shown(mia)
    counted = Counted(office, number)
    came, proposed = counted.came_about, counted.one("FROM pairs WHERE program_id = :program")
    assert (came, proposed) == (4, 6)
    with office.database.look(office.workspace) as db:
        report = reports.gather(db, office.now(), reports.sight_of(db, "UMIA"))
    figures = {each.name: each.said for each in report.figures}
    assert figures["Never met"] == f"2 of {came}"
    table = list(csv.DictReader(io.StringIO(reports.pairs_sheet(report).removeprefix("\ufeff"))))
    assert sum(row["state"] not in {"didn't come about", "proposed"} for row in table) == came
    assert sum(bool(row["began_on"]) for row in table) == came

    certificates_are_counted(office, mia, counted)
    mia.clicks("Archive")
    mia.waits_for("6 pairs proposed")
    assert f"As it stood when it was archived, on {office.now():%a} 3 March 2026:" in shown(mia)
    assert f"{proposed} pairs proposed, {came} of them came about, 1 was still asked" in shown(mia)
    assert "1 of them met, in 3 sessions" in shown(mia)
    assert "1 is complete, 2 ended before, 1 went on" in shown(mia)


def certificates_are_counted(office: Office, mia: Visitor, counted: Counted) -> None:
    """Send certificates three times: to both who met, while theirs are on the way, and once they have them."""
    mia.clicks("Send certificates")
    mia.waits_for("2 people will get theirs, in their own hours.")
    mia.clicks("Send certificates")
    mia.waits_for("Nobody new has met since. 2 people of before will get theirs")
    office.says_all()
    mia.clicks("Send certificates")
    mia.waits_for("Everybody who met somebody here and is still in mentoring has theirs already.")
    assert counted.one("FROM audits WHERE program_id = :program AND act = 'certificates_sent'") == 1


def is_proposed(office: Office, number: int, mentee: str, mentor: str, becomes: Lifecycle | None) -> None:
    """Let two be proposed to each other in the program, and let it go as it goes; `None` is a no."""
    with office.database.begin(office.workspace) as db:
        two = people.these(db, [mentee, mentor])
        pair = pairs.propose(db, two[mentor], two[mentee], "sql", "UMIA", office.now())
        pair.program_id = number
        for turn in {Lifecycle.PROPOSED: (), None: (Lifecycle.NEVER_STARTED,)}.get(
            becomes, (Lifecycle.INITIATING, becomes)
        ):
            was, pair.lifecycle = pair.lifecycle, turn or pair.lifecycle
            pairs.record(db, pair, was, by=None, cause="", now=office.now())
        if becomes is Lifecycle.ENDED_COMPLETED:
            pair.held = 3
        if becomes in ENDED:
            pair.ended_at = office.now()
