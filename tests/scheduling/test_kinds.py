"""What a lead reads about letters: each kind in words of its own."""

from scheduling.kinds import every_kind, in_words, reason_of


def test_no_two_kinds_that_can_be_held_back_read_the_same() -> None:
    told = [in_words(kind) for kind in every_kind()]

    assert len(set(told)) == len(told)


def test_what_a_lead_announced_answers_nobody() -> None:
    assert reason_of("announcement") == "A lead announced it."
    assert in_words("announcement") == "something a lead announced"
