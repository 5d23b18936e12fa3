"""How to go on with a pair that stalls: each picks alone, and only what both picked, or the lighter, is spoken of."""

from datetime import timedelta

import pytest

from bot.blocks import button
from bot.mentoring.pairs import RHYTHMS, Lifecycle
from bot.playground.client import Visitor
from bot.store import pairs
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, everything_arrives, holds, letters_to, looks, pairs_up

LABELS = {
    "pick_restart": "Restart with 20 min",
    "pick_slower": "Slower rhythm",
    "pick_pause": "Pause",
    "pick_end": "Wrap up with thanks",
}


def picks(office: Office, who: str, pair: int, what: str, told: str) -> Visitor:
    """Let somebody pick."""
    visitor = holds(office, who, button(LABELS[what], what, pair))
    visitor.clicks(LABELS[what])
    visitor.waits_for(told)
    return visitor


@pytest.mark.parametrize(
    ("what", "told", "state"),
    [
        ("pick_restart", "both would like to start again", Lifecycle.ACTIVE),
        ("pick_slower", "both picked a slower rhythm: from now on you meet every three weeks", Lifecycle.ACTIVE),
        ("pick_pause", "both picked a pause. I keep quiet until Tue 31 March.", Lifecycle.PAUSED),
        ("pick_end", "both picked wrapping up, so your pair has ended.", Lifecycle.ENDED_NO_FAULT),
    ],
)
def test_what_both_pick_is_done(office: Office, what: str, told: str, state: Lifecycle) -> None:
    pair = pairs_up(office, met_days_ago=30)

    picks(office, "UADA", pair, what, "Noted; I don't say who picked what.")
    picks(office, "UJONAS", pair, what, "Both of you have answered")

    assert looks(office, pair, lambda two: two.lifecycle) is state
    for reader in ("UADA", "UJONAS"):
        assert sum(told in each for each in letters_to(office, reader)) == 1


def test_a_slower_rhythm_holds_at_once_when_both_pick_it(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)

    picks(office, "UADA", pair, "pick_slower", "Noted")
    picks(office, "UJONAS", pair, "pick_slower", "Both of you")

    assert looks(office, pair, lambda two: two.rhythm) == RHYTHMS["three-weekly"]


@pytest.mark.parametrize(
    ("mine", "yours", "idea", "label"),
    [
        ("pick_restart", "pick_slower", "going on in a slower rhythm", "Slower rhythm"),
        ("pick_pause", "pick_restart", "a pause until a date that suits you", "Pause until…"),
        ("pick_end", "pick_pause", "wrapping up with thanks", "Wrap up"),
    ],
)
def test_where_they_differ_the_lighter_is_proposed_to_both_in_the_same_words(
    office: Office, mine: str, yours: str, idea: str, label: str
) -> None:
    pair = pairs_up(office, met_days_ago=30)

    picks(office, "UADA", pair, mine, "Noted")
    picks(office, "UJONAS", pair, yours, "Both of you have answered")

    assert looks(office, pair, lambda two: two.meets)
    everything_arrives(office)
    for reader in ("UADA", "UJONAS"):
        proposal = next(each for each in office.visitor(reader).dm() if "I'd propose" in each["text"])
        assert idea in proposal["text"]
        assert labels(proposal) == [label, "Keep it going"]


def test_one_answer_alone_tells_the_other_nothing(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)

    picks(office, "UADA", pair, "pick_end", "Noted; I don't say who picked what.")

    assert not any("I'd propose" in each or "answered" in each for each in letters_to(office, "UJONAS"))
    assert looks(office, pair, lambda two: two.meets)


def test_a_mind_may_change_until_the_other_answers(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    picks(office, "UADA", pair, "pick_end", "Noted")
    picks(office, "UADA", pair, "pick_restart", "Noted")

    picks(office, "UJONAS", pair, "pick_restart", "Both of you")

    assert looks(office, pair, lambda two: two.quiet_since) == office.now()


def test_an_old_question_is_settled(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=1)

    picks(office, "UADA", pair, "pick_end", "This is settled: you and <@UJONAS> go on, every two weeks.")

    assert looks(office, pair, lambda two: two.meets)


def test_whoever_picks_to_go_on_takes_up_a_pair_that_rests_by_now(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=90)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").rest(office.now())

    picks(office, "UJONAS", pair, "pick_pause", "rests, so nothing changed.")
    picks(office, "UADA", pair, "pick_restart", "Welcome back.")

    assert looks(office, pair, lambda two: two.lifecycle) is Lifecycle.ACTIVE


def test_whoever_leaves_mentoring_is_missed_once_and_nothing_more_is_asked_about_the_two(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor leave")
    jonas.waits_for("Leaving means I write nothing more to you.")
    jonas.clicks("Leave")
    jonas.waits_for("You have left mentoring.")

    assert "has left mentoring and gets no messages from me any more." in letters_to(office, "UADA")[-1]
    picks(office, "UADA", pair, "pick_restart", "They have left mentoring and get no messages from me.")
    said = len(letters_to(office, "UADA"))
    office.passes(timedelta(days=10))
    assert len(letters_to(office, "UADA")) == said, "nobody is asked about a silence that one of the two can't end"

    jonas.types("/mentor join")
    everything_arrives(office)
    assert any("takes part in mentoring again." in str(each) for each in office.visitor("UADA").dm())


def test_whoever_is_back_changes_what_was_said_of_them_and_not_what_they_were_told_of_the_other_one(
    office: Office,
) -> None:
    pairs_up(office, met_days_ago=3)
    for slack_id in ("UJONAS", "UADA"):
        visitor = office.visitor(slack_id)
        visitor.types("/mentor leave")
        visitor.waits_for("Leaving means I write nothing more to you.")
        visitor.clicks("Leave")
        visitor.waits_for("You have left mentoring.")
        letters_to(office, "UADA")

    ada = office.visitor("UADA")
    ada.types("/mentor join")
    everything_arrives(office)

    assert any("<@UJONAS> has left mentoring" in str(each) for each in ada.dm())
    assert not any("<@UADA> takes part in mentoring again." in str(each) for each in ada.dm())


def test_nobody_else_picks(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)

    picks(office, "UNOOR", pair, "pick_end", NOT_YOURS)

    assert looks(office, pair, lambda two: two.meets)
