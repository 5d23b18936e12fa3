"""Who shares a reporting line, also where the data goes round in circles."""

from bot.mentoring.concerns import independent
from bot.mentoring.lines import is_shared
from tests.examples import ada, amara, ines, jonas, mei

MANAGER_OF = {"ADA": "MEI", "MEI": "INES", "INES": "ADA", "NOOR": "INES"}


def test_somebody_above_at_any_depth_shares_a_line_and_a_colleague_does_not() -> None:
    line = {"ADA": "MEI", "MEI": "INES", "NOOR": "INES"}

    assert is_shared(line, "ADA", "INES")
    assert is_shared(line, "INES", "ADA")
    assert not is_shared(line, "NOOR", "MEI")


def test_a_circle_ends_the_walk() -> None:
    assert is_shared(MANAGER_OF, "ADA", "INES")
    assert not is_shared(MANAGER_OF, "ADA", "NOBODY")


def test_a_concern_goes_to_nobody_who_is_part_of_it_close_to_it_or_out_of_reach() -> None:
    everybody = [ada(), mei(), jonas(), ines(), amara()]

    found = independent(everybody, "UADA", "UMEI", {"UJONAS"})

    assert [each.slack_id for each in found] == ["UINES"]
