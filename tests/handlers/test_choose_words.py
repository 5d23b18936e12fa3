"""In the window where a mentee chooses, the reasons read as one sentence."""

from bot.mentoring.choices import Choice
from handlers import choose
from tests.examples import MONDAY, TEAM, jonas


def test_only_the_first_reason_begins_with_a_capital() -> None:
    reasons = ("2 levels ahead", "From another department")
    each = Choice(workspace=TEAM, program_id=1, mentee_id=1, mentor_id=2, place=1, proposed_at=MONDAY, reasons=reasons)
    each.mentor = jonas()

    assert "2 levels ahead; from another department" in choose.shown(each, "jonas")
