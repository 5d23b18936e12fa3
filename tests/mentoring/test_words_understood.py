"""What a word was understood as is kept, and forgotten as soon as it may mean something else."""

import pytest

from bot.mentoring.search import wishes
from bot.mentoring.search.index import Index
from bot.mentoring.search.profiles import Profile
from bot.mentoring.search.wishes import read


def test_words_that_were_understood_are_kept_until_there_are_many_or_something_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wishes, "MOST_UNDERSTOOD", 2)
    index = Index([Profile(id="mei", topics=("Negotiation",)), Profile(id="jonas", about="I keep bees")])
    first = read("negociation of salaries", index, index.skills)

    assert read("negociation of salaries", index, index.skills) == first
    assert len(index.understood) == 2

    read("bees", index, index.skills)
    assert list(index.understood) == ["bees"]

    index.put(Profile(id="new", topics=("negociation",)))
    assert not read("negociation", index, index.skills).corrected


def test_what_is_said_around_every_wish_is_read_as_nothing_else() -> None:
    index = Index([Profile(id="mei", topics=("Profit and loss",), about="I handle the load")])

    assert not read("lots of things", index, index.skills).corrected
