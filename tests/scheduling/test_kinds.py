"""What a lead reads about letters: each kind in words of its own."""

import ast

from handlers.ahead import OWN, UNTOLD
from scheduling.kinds import IN_WORDS, every_kind, in_words, reason_of
from tests.architecture.sources import PROGRAM, sources


def test_no_two_kinds_that_can_be_held_back_read_the_same() -> None:
    told = [in_words(kind) for kind in every_kind()]

    assert len(set(told)) == len(told)


def test_what_a_lead_announced_answers_nobody() -> None:
    assert reason_of("announcement") == "A lead announced it."
    assert in_words("announcement") == "something a lead announced"


def test_no_kind_that_is_written_anywhere_is_named_raw() -> None:
    found = written()

    assert sorted(found - {*IN_WORDS, *OWN, *UNTOLD}) == []
    assert {"made_contact", "concern", "thanks"} <= found


def written() -> set[str]:
    """Find the kinds of all letters that are dropped by name."""
    found = set[str]()
    for source in sources(*PROGRAM):
        for call in source.calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr == "drop":
                found |= {str(each.value) for each in call.args[2:3] if isinstance(each, ast.Constant)}
    return found
