"""What two people settle: said alone, compared where both spoke, and held by two yeses."""

from datetime import timedelta

import pytest

from bot.mentoring.agreements import (
    Agreement,
    changed,
    differing,
    earlier,
    holding,
    in_words,
    joint,
    missing,
    proposal,
    shown_limits,
)
from bot.mentoring.fields import FIELDS, FIRST, REST
from bot.mentoring.pairs import NotTheirPair, Pair
from tests.examples import MONDAY, TEAM, pair

DAY = timedelta(days=1)


def version(two: Pair, number: int = 1, **terms: str) -> Agreement:
    return Agreement(workspace=TEAM, pair=two, version=number, terms=terms, proposed_at=MONDAY)


def test_it_holds_once_both_have_said_yes_and_saying_it_twice_changes_nothing() -> None:
    agreement = version(pair())

    agreement.confirm("UADA", MONDAY)
    agreement.confirm("UADA", MONDAY + DAY)
    assert (agreement.held_since, agreement.is_open, agreement.confirmations(MONDAY)) == (None, True, 1)
    agreement.confirm("UMEI", MONDAY + 2 * DAY)

    assert (agreement.held_since, agreement.is_open) == (MONDAY + 2 * DAY, False)
    assert agreement.confirmed_by("UADA") == MONDAY
    assert agreement.confirmed_by("UMEI") == MONDAY + 2 * DAY
    with pytest.raises(NotTheirPair):
        agreement.confirm("UNOOR", MONDAY)


def test_a_yes_counts_for_two_hundred_days() -> None:
    agreement = version(pair())
    agreement.confirm("UADA", MONDAY)
    agreement.confirm("UMEI", MONDAY + DAY)

    assert agreement.confirmations(MONDAY + 199 * DAY) == 2
    assert agreement.confirmations(MONDAY + 200 * DAY) == 1
    assert agreement.confirmations(MONDAY + 201 * DAY) == 0


def test_the_newest_that_both_confirmed_holds_and_only_the_newest_waits() -> None:
    two = pair()
    first, second, third = (version(two, number) for number in (1, 2, 3))
    for who in ("UADA", "UMEI"):
        first.confirm(who, MONDAY)

    assert (holding([]), proposal([])) == (None, None)
    assert (holding([first]), proposal([first])) == (first, None)
    assert (holding([first, second, third]), proposal([first, second, third])) == (first, third)


def test_it_knows_its_rhythm_and_its_end() -> None:
    two = pair()

    assert version(two, rhythm="monthly", term="end_6").rhythm == timedelta(days=28)
    lasts = version(two, term="end_6").lasts
    assert lasts
    assert lasts.days == 182
    assert version(two, term="review_6").lasts is None
    assert version(two).rhythm is None


def test_six_things_come_first_and_the_mentee_alone_says_what_it_is_for() -> None:
    assert len(FIRST) == 6
    assert len(FIRST) + len(REST) == len(FIELDS)
    assert [each.name for each in FIRST if each.is_typed] == ["purpose"]
    assert [each.name for each in missing({"rhythm": "weekly"}, is_mentee=True)][:2] == ["purpose", "length"]
    assert "purpose" not in [each.name for each in missing({}, is_mentee=False)]


def test_only_what_both_said_differently_is_shown_and_nothing_private() -> None:
    mine = {"purpose": "Talks", "rhythm": "weekly", "length": "30", "limits": "pay", "mode": "video"}
    theirs = {"rhythm": "monthly", "length": "30", "limits": "health", "books": "mentor"}

    assert [each.name for each in differing(mine, theirs)] == ["rhythm"]
    assert joint(mine, theirs) == {
        "purpose": "Talks",
        "rhythm": "weekly",
        "length": "30",
        "mode": "video",
        "books": "mentor",
    }
    assert joint(theirs, mine)["rhythm"] == "monthly"


def test_what_people_would_rather_not_talk_about_is_shown_once_both_choose_to() -> None:
    shows, hides, empty = {"limits": "pay", "shows": "limits"}, {"limits": "pay"}, {"shows": "limits"}

    assert shown_limits(shows, shows)
    assert not shown_limits(shows, hides)
    assert not shown_limits(shows, empty)


def test_choices_read_as_they_were_offered() -> None:
    assert in_words("here_for", "sounding,doors") == "A sounding board, Introductions"
    assert in_words("rhythm", "weekly") == "Every week"
    assert in_words("rhythm", "daily") == "daily"
    assert in_words("purpose", "Talk, plainly") == "Talk, plainly"


def test_what_is_changed_is_named_in_the_order_of_the_fields_and_nothing_that_is_private() -> None:
    before = {"purpose": "sql", "rhythm": "weekly", "limits": "pay"}
    after = {"purpose": "sql", "rhythm": "monthly", "length": "30", "limits": "health"}

    assert [each.name for each in changed(before, after)] == ["rhythm", "length"]
    assert [each.name for each in changed(after, before)] == ["rhythm", "length"]
    assert changed(before, before) == []


def test_what_held_before_is_told_newest_first_and_nothing_that_was_only_suggested() -> None:
    two = pair()
    first, second, third, fourth = (version(two, number) for number in (1, 2, 3, 4))
    for each in (first, third):
        for who in ("UADA", "UMEI"):
            each.confirm(who, MONDAY)

    assert earlier([first, second, third, fourth]) == [first]
    assert earlier([first, second]) == []
    for who in ("UADA", "UMEI"):
        fourth.confirm(who, MONDAY)
    assert earlier([first, second, third, fourth]) == [third, first]


def test_what_is_agreed_on_is_told_in_the_rhythm_of_today() -> None:
    agreement = version(pair(), rhythm="monthly", mode="video")

    assert agreement.today == {"rhythm": "biweekly", "mode": "video"}
    agreement.pair.rhythm = timedelta(days=11)
    assert agreement.today == {"rhythm": "monthly", "mode": "video"}
    agreement.pair.redefined_at = MONDAY
    assert agreement.today == {"mode": "video"}
