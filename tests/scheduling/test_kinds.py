"""What a lead reads about letters: each kind in words of its own."""

from scheduling.kinds import every_kind, in_words


def test_no_two_kinds_that_can_be_held_back_read_the_same() -> None:
    told = [in_words(kind) for kind in every_kind()]

    assert len(set(told)) == len(told)
