"""Somebody's account is closed: their partner hears it kindly, and what only they could read is deleted."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import letterbox, tidings
from bot.blocks import message
from bot.mentoring.letters import LetterState
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.people import Standing
from bot.mentoring.sessions import Note
from bot.profiles import Profile
from bot.store import asks, logbook, pairs, sessions
from bot.visits import Visits
from scheduling import lapses
from tests.examples import MONDAY, TEAM
from tests.fakes import FakeSlack
from tests.scheduling.lives import Queries
from tests.scheduling.mailroom import Mailroom
from tests.scheduling.quiet_story import QuietStory
from tests.store.crew import known

DAY = timedelta(days=1)


@pytest.fixture
def story(mailroom: Mailroom) -> QuietStory:
    return QuietStory(mailroom)


def test_the_other_one_hears_of_it_once_and_private_notes_are_deleted(story: QuietStory) -> None:
    number = story.pairs()
    with story.database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA", hold=True)
        session, _ = logbook.held(db, pair, pair.mentee, MONDAY.date(), MONDAY)
        sessions.note(db, session, pair.mentee, "only mine", shared=False, now=MONDAY)
        sessions.note(db, session, pair.mentor, "for both", shared=True, now=MONDAY)
    story.changes("UADA", standing=Standing.GONE)

    assert [story.passes(DAY), story.passes(DAY)] == [1, 0]

    assert story.pair(number).lifecycle is Lifecycle.ENDED_LEFT
    assert "ada has left the workspace" in story.told("UMEI", "left")[0]
    assert story.told("UADA", "left") == []
    with story.database.look(TEAM) as db:
        assert [note.text for note in db.scalars(sa.select(Note))] == ["for both"]


def test_a_mentor_who_leaves_frees_the_mentee_to_look_on(story: QuietStory) -> None:
    story.pairs()
    story.changes("UMEI", standing=Standing.GONE)

    lapses.pass_(story.database, MONDAY)

    assert "has left the workspace" in story.told("UADA", "left")[0]


def comes_back(story: QuietStory, slack_id: str) -> None:
    """Let Slack say that somebody's account is open."""
    profile = Profile(
        slack_id, slack_id.removeprefix("U").lower(), "Europe/London", "", Standing.MEMBER, is_admin=False
    )
    with story.database.begin(TEAM) as db:
        tidings.take_over(db, profile, story.room.clock())


def test_an_account_that_is_back_before_the_other_one_heard_of_it_is_not_said_to_have_left(story: QuietStory) -> None:
    story.pairs()
    story.changes("UADA", standing=Standing.GONE)
    lapses.pass_(story.database, MONDAY)

    comes_back(story, "UADA")

    assert [each.state for each in story.room.all() if each.kind == "left"] == [LetterState.CANCELLED]
    (told,) = story.told("UMEI", "left_and_back")
    assert told.startswith("The account of <@UADA> was closed for a while, and your mentoring pair ended with it.")


def test_whoever_acts_before_slack_says_that_they_are_back_hears_it_as_well(story: QuietStory) -> None:
    story.pairs()
    story.changes("UADA", standing=Standing.GONE)
    story.passes(DAY)
    slack = FakeSlack()
    slack.profiles["UADA"] = Profile("UADA", "Ada", "Europe/London", "", Standing.MEMBER, is_admin=False)
    now = story.room.clock() + 2 * DAY

    Visits(story.database, slack, TEAM, now, remember=tidings.remember).receive("UADA", {})
    comes_back(story, "UADA")

    assert len(story.told("UADA", "account_back")) == 1


@pytest.mark.parametrize(
    ("who", "partner", "button"), [("UADA", "UMEI", "Find a mentor"), ("UMEI", "UADA", "Change what you offer")]
)
def test_whoever_comes_back_hears_once_what_ended_meanwhile(
    story: QuietStory, who: str, partner: str, button: str
) -> None:
    story.pairs()
    story.changes(who, standing=Standing.GONE)
    story.passes(DAY)

    comes_back(story, who)
    comes_back(story, who)

    (told,) = story.told(who, "account_back")
    assert f"your pair with <@{partner}> ended" in told
    assert "that you hadn't shared were deleted" in told
    assert button in str([letter.blocks for letter in story.room.all() if letter.kind == "account_back"])


def test_whoever_comes_back_before_anything_ended_or_to_nobody_is_told_nothing(story: QuietStory) -> None:
    story.pairs()
    story.changes("UADA", standing=Standing.GONE)
    comes_back(story, "UADA")
    assert story.told("UADA", "account_back") == []
    for both in ("UADA", "UMEI"):
        story.changes(both, standing=Standing.GONE)
    story.passes(DAY)

    comes_back(story, "UADA")

    assert story.told("UADA", "account_back") == []


def test_however_many_pairs_ended_one_question_tells_who_has_not_heard_of_it(story: QuietStory) -> None:
    story.pairs()
    story.changes("UMEI", capacity=2)
    with story.database.begin(TEAM) as db:
        pairs.make(db, known(db, "UMEI"), known(db, "UNOOR"), "sql", MONDAY)
    story.changes("UMEI", standing=Standing.GONE)
    story.passes(DAY)
    story.room.deliver()
    asked = Queries(story.database)

    comes_back(story, "UMEI")

    assert len([each for each in asked if each.startswith("SELECT letters.")]) == 1
    assert story.told("UMEI", "account_back")


def test_whoever_asked_a_mentor_who_is_back_before_they_read_of_it_is_not_told_that_they_are_gone(
    story: QuietStory,
) -> None:
    story.asks()
    story.changes("UMEI", standing=Standing.GONE)
    lapses.pass_(story.database, story.room.clock())
    comes_back(story, "UMEI")

    story.room.deliver()

    (told,) = story.room.slack.read_by("UADA")
    assert "any more" not in told
    assert "They are back by now, and you can ask them again." in told
    assert "'value': 'UMEI'" in str([each.blocks for each in story.room.all() if each.kind == "ask_void"])


def test_a_mentor_who_came_back_and_offers_nothing_is_not_to_be_asked_again(story: QuietStory) -> None:
    story.asks()
    story.changes("UMEI", standing=Standing.GONE)
    lapses.pass_(story.database, story.room.clock())
    comes_back(story, "UMEI")
    story.changes("UMEI", capacity=0)

    story.room.deliver()

    (told,) = story.room.slack.read_by("UADA")
    assert "They are back by now, but take no requests now." in told


def test_a_mentor_who_is_still_gone_is_said_to_be(story: QuietStory) -> None:
    story.asks()
    story.changes("UMEI", standing=Standing.GONE)
    lapses.pass_(story.database, story.room.clock())

    story.room.deliver()

    assert "doesn't take part in mentoring any more" in story.room.slack.read_by("UADA")[0]


def test_whose_account_is_open_again_hears_which_requests_closed_meanwhile(story: QuietStory) -> None:
    story.asks()
    story.changes("UADA", standing=Standing.GONE)
    story.passes(DAY)

    comes_back(story, "UADA")
    comes_back(story, "UADA")

    (told,) = story.told("UADA", "asks_closed")
    assert told.startswith("While you took no part in mentoring, your request to <@UMEI> closed.")


def test_who_heard_that_requests_closed_hears_it_of_each_once_and_of_all_the_others(story: QuietStory) -> None:
    numbers = [story.asks(), story.asks("UJONAS", topics=("sql",), capacity=1)]
    story.changes("UADA", standing=Standing.GONE)
    story.passes(DAY)
    closed = story.room.clock()
    with story.database.begin(TEAM) as db:
        first, _ = asks.these(db, numbers)
        letterbox.drop(db, "UADA", "asks_closed", asks.told_of([first]), message("It closed."), closed)

    comes_back(story, "UADA")
    story.passes(DAY)
    story.changes("UADA", standing=Standing.GONE)
    story.passes(DAY)
    comes_back(story, "UADA")

    told = [each for each in story.told("UADA", "asks_closed") if each.startswith("While you")]
    assert [each.partition(" closed.")[0] for each in told] == [
        "While you took no part in mentoring, your request to <@UJONAS>"
    ]
