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


@pytest.mark.parametrize("typed", ["chainsaws", "juggling chainsaws", "outlaws", "inlaws", "seesaws"])
def test_no_word_is_cut_out_of_a_longer_one(typed: str) -> None:
    index = Index(
        [Profile(id="mei", topics=("AWS", "Employment laws", "Supply chains")), Profile(id="bo", about="sees")]
    )

    assert not {"aws", "law", "employment law", "supply chain"} & set(read(typed, index, index.skills).skills)
    assert typed.rsplit(maxsplit=1)[-1] in read(typed, index, index.skills).unknown


@pytest.mark.parametrize(
    ("typed", "skill"),
    [("sqltuning", "sql"), ("learnsql", "sql"), ("codereview", "code review"), ("uidesign", "user interface")],
)
def test_what_was_typed_as_one_word_is_still_taken_apart(typed: str, skill: str) -> None:
    index = Index([Profile(id="mei", topics=("Negotiation",))])

    assert skill in read(typed, index, index.skills).skills


def test_what_is_said_around_every_wish_is_read_as_nothing_else() -> None:
    index = Index([Profile(id="mei", topics=("Profit and loss",), about="I handle the load")])

    assert not read("lots of things", index, index.skills).corrected
