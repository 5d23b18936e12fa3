"""What leads did is read by those who lead where it was done: for everybody here, or in a program."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.mentoring.programs import Kind, Step
from bot.store import audits, pairs, reviews
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up
from tests.handlers.programs import NOT_YOURS, begins, fills, matched, opens
from tests.handlers.test_lead import types


def shown(office: Office, slack_id: str = "UINES") -> str:
    """Let somebody who leads everything look at what leads did for everybody here; give the window."""
    lead = types(office, slack_id, "/mentor lead")
    lead.waits_for("Who leads the program")
    lead.clicks("What leads did")
    lead.waits_for("Everybody who leads mentoring here can read this")
    return str(lead.modal())


def test_what_was_done_for_everybody_here_is_read_by_whoever_leads_here(office: Office) -> None:
    number = begins(office)
    for text, told in (
        ("/mentor lead @ines", "You lead the program now"),
        ("/mentor lead @jonas", "I'll tell them"),
        ("/mentor safety @zoe", "Concerns can be brought to"),
    ):
        types(office, "UINES", text).waits_for(told)
    with office.database.begin(office.workspace) as db:
        audits.note(db, "UINES", "hold", "everything:", office.now())
        audits.note(db, "UINES", "let_go", "kind:book_next", office.now())
        audits.note(db, "UINES", "rules_changed", f"program:{number}", office.now(), program=number)

    done = shown(office)

    for words in (
        "<@UINES> · lead added, <@UJONAS>",
        "contact named, <@UZOE>",
        "hold, everything",
        "let go, messages about",
        "5 entries, newest first",
    ):
        assert words in done
    assert "rules changed" not in done
    ines = office.visitor("UINES")
    ines.clicks("All programs")
    ines.waits_for("What leads do is kept for two years")
    ines.clicks("audit_of_everybody")
    assert ines.waits_for("lead added")


@pytest.mark.parametrize("who", ["UMIA", "UNOOR"], ids=["the lead of one program", "a member"])
def test_nobody_else_reads_what_was_done_for_everybody(office: Office, who: str) -> None:
    begins(office)
    types(office, "UINES", "/mentor lead @ines").waits_for("You lead the program now")
    moves_in(office, "UNOOR")
    somebody = holds(office, who, button("Done", "audit_of_everybody"), button("Older", "audit_after", "0:20:"))

    for label in ("Done", "Older"):
        somebody.clicks(label)
        somebody.waits_for(NOT_YOURS)
        assert "lead added" not in str(somebody.modal())


def test_whoever_leads_one_program_is_offered_what_was_done_in_it_alone(office: Office) -> None:
    begins(office)
    mia = office.visitor("UMIA")

    mia.types("/mentor cohort")

    mia.waits_for("What leads do is kept for two years")
    assert not mia.sees("What leads did")


def test_a_pair_and_a_match_are_named_by_their_people_and_not_by_a_number(office: Office) -> None:
    number, pair = begins(office, Step.ENROLMENT, Kind.ALWAYS_ON), pairs_up(office, "UGUSTAV", "UELIF")
    fills(office, number)
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        match = reviews.page(db, number)[0][0]
        both = f"<@{match.mentee.slack_id}> and <@{match.mentor.slack_id}>"
        for act, about in (
            ("hold", f"pair:{pair}"),
            ("hold", "pair:987"),
            ("hold", "pair:"),
            ("match_approve", f"match:{match.id}"),
            ("match_approve", "match:987"),
            ("matches_approved", f"run:{match.run_id}"),
            ("announce", "announcement:987"),
        ):
            audits.note(db, "UMIA", act, about, office.now(), program=number)
        two = pairs.one(db, pair)
        assert two
        met = " and ".join(f"<@{each.slack_id}>" for each in two.both)

    mia = opens(office)
    mia.clicks("What leads did")
    mia.waits_for("newest first")

    done = str(mia.modal())
    assert f"hold, the pair of {met}" in done
    assert f"match approve, the match of {both}" in done
    assert "hold, a pair that is gone" in done
    assert "match approve, a match that is gone" in done
    assert "matches approved\\n" in done
    assert "987" not in done


def test_however_long_the_lines_are_each_can_be_read(office: Office) -> None:
    number, pair = begins(office), pairs_up(office, "UGUSTAV", "UELIF")
    with office.database.begin(office.workspace) as db:
        for day in range(20):
            at = office.now() + timedelta(days=day)
            audits.note(db, "UMIA", "x" * 32, f"pair:{pair}", at, program=number)

    mia = opens(office)
    mia.clicks("What leads did")
    mia.waits_for("20 entries")

    assert str(mia.modal()).count("x" * 32) == 20
