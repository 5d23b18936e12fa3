"""Whoever a concern was brought to has left: the one who raised it decides anew, and nobody else hears of it."""

import pytest

from bot import safety
from bot.mentoring.concerns import Concern
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Standing
from bot.store import concerns, pairs
from scheduling import lapses
from tests.examples import MONDAY, TEAM
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory


def raised(story: QuietStory, contact: str, pair: int | None, by: str = "UADA") -> int:
    """Let somebody have brought something to a contact."""
    with story.database.begin(TEAM) as db:
        concern = Concern(workspace=TEAM, by=by, contact=contact, raised_at=MONDAY, pair_id=pair)
        db.add(concern)
        db.flush()
        if pair:
            safety.hold(db, pairs.theirs(db, pair, by), "hold", MONDAY, known_to=(by,))
        return concern.id


def found(story: QuietStory, number: int) -> Concern:
    with story.database.begin(TEAM) as db:
        concern = concerns.one(db, number)
    assert concern
    return concern


def test_they_are_told_once_and_may_let_the_pair_go_on(mailroom: Mailroom) -> None:
    story = QuietStory(mailroom)
    number = raised(story, "UNOOR", pair := story.pairs())
    assert lapses.pass_(story.database, MONDAY) == 0
    story.changes("UNOOR", standing=Standing.GONE)

    changed = [lapses.pass_(story.database, MONDAY) for _ in range(2)]

    assert changed[1] == 0
    (told,) = story.told("UADA", "contact_left")
    assert "Nobody else has read your words. Your pair stays paused until you say otherwise." in told
    assert story.told("UMEI", "contact_left") == []
    assert (found(story, number).contact, found(story, number).closed_at) == ("UADA", None)
    assert story.pair(pair).lifecycle is Lifecycle.HOLD
    with story.database.begin(TEAM) as db:
        concern = concerns.one(db, number)
        assert concern
        assert safety.lift(db, concern, pairs.theirs(db, pair, "UADA", hold=True), MONDAY)


@pytest.mark.parametrize(
    ("leaver", "told"), [("UADA", "They have left the workspace."), ("UMEI", "You can still talk to them.")]
)
def test_the_contact_hears_that_the_pair_ended_with_an_account_and_nothing_is_asked_of_them_any_more(
    mailroom: Mailroom, leaver: str, told: str
) -> None:
    story = QuietStory(mailroom)
    number = raised(story, "UNOOR", pair := story.pairs())
    story.changes(leaver, standing=Standing.GONE)

    lapses.pass_(story.database, MONDAY)
    lapses.pass_(story.database, MONDAY)

    (words,) = story.told("UNOOR", "concern_over")
    assert "about which <@UADA> brought you a concern is over: an account was closed." in words
    assert words.endswith(told)
    assert story.pair(pair).lifecycle is Lifecycle.ENDED_LEFT
    story.changes("UNOOR", standing=Standing.GONE)
    lapses.pass_(story.database, MONDAY)
    assert found(story, number).closed_at == MONDAY
    assert all("paused" not in each for each in story.told("UADA", "contact_left"))


def test_bringing_it_to_somebody_else_takes_the_first_one_back(mailroom: Mailroom) -> None:
    story = QuietStory(mailroom)
    first = raised(story, "UAMARA", pair := story.pairs())
    lapses.pass_(story.database, MONDAY)
    with story.database.begin(TEAM) as db:
        concerns.take_back(db, pairs.theirs(db, pair, "UADA"), "UADA", MONDAY)
    second = raised(story, "UNOOR", pair)

    with story.database.look(TEAM) as db:
        assert [each.id for each in concerns.still_open(db, pairs.theirs(db, pair, "UADA"))] == [second]
    assert found(story, first).closed_at == MONDAY


def test_what_is_about_no_pair_is_closed_and_whoever_left_is_not_written_to(mailroom: Mailroom) -> None:
    story = QuietStory(mailroom)
    number = raised(story, "UPETER", None)
    raised(story, "UPETER", None, by="UAMARA")
    raised(story, "UNOBODY", None, by="UGONE")

    lapses.pass_(story.database, MONDAY)

    assert found(story, number).closed_at == MONDAY
    assert "Tell somebody else" not in story.told("UADA", "contact_left")[0]
    assert story.told("UAMARA", "contact_left") == []
    with story.database.look(TEAM) as db:
        assert concerns.left_alone(db) == []
