"""Changing what was said: at any hour, as often as it takes, and noted on what was changed."""

from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.blocks import message
from bot.mentoring.letters import LetterState
from bot.slack import SlackIsSilent, SlackSaidNo
from bot.store import retirements
from bot.store.tables.letters import letters as rows
from tests.examples import TEAM
from tests.fakes import After
from tests.scheduling.mailroom import Crash, Mailroom


def test_a_change_is_made_at_any_hour_and_noted_on_what_it_changes(mailroom: Mailroom) -> None:
    written = mailroom.write(text="Will you mentor Ada?")
    mailroom.deliver()
    mailroom.clock.advance(timedelta(hours=12))
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("You said yes."), mailroom.clock())

    mailroom.deliver()

    assert mailroom.slack.read_by("UADA") == ["You said yes."]
    assert mailroom.found(written).retired_at == mailroom.clock()


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_cannot_be_changed_any_more_counts_as_changed(mailroom: Mailroom, code: str) -> None:
    written = mailroom.write()
    mailroom.deliver()
    mailroom.slack.plan("edit", SlackSaidNo(code))
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Done."), mailroom.clock())

    mailroom.drain()

    assert len(mailroom.slack.called("edit")) == 1
    assert mailroom.found(written).retired_at is not None


def test_a_change_whose_answer_got_lost_is_made_again(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.deliver()
    mailroom.slack.plan("edit", After(SlackIsSilent()), SlackIsSilent())
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Done."), mailroom.clock())

    mailroom.drain()

    assert mailroom.slack.read_by("UADA") == ["Done."]
    assert mailroom.slack.called("find") == []
    assert [kept.state for kept in mailroom.all()] == [LetterState.SENT, LetterState.SENT]


def test_a_change_of_a_message_that_is_under_way_waits_for_it(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", After(SlackIsSilent()))
    mailroom.deliver()
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Withdrawn."), mailroom.clock())

    mailroom.drain()

    assert mailroom.slack.read_by("UADA") == ["Withdrawn."]


def test_a_change_of_a_message_that_never_came_is_not_made(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.slack.plan("post", SlackIsSilent())
    mailroom.deliver()
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Withdrawn."), mailroom.clock())
        db.execute(sa.update(rows).where(rows.c.id == written.id).values(state=LetterState.DEAD))

    mailroom.drain()

    assert mailroom.slack.called("edit") == []
    assert mailroom.all()[1].state is LetterState.CANCELLED


def test_a_change_that_was_under_way_when_a_newer_one_came_is_dropped(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.deliver()
    mailroom.slack.plan("edit", Crash())
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Older."), mailroom.clock())
    with pytest.raises(Crash):
        mailroom.deliver()
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Newer."), mailroom.clock())

    mailroom.drain()

    assert [changed.text for _, changed in mailroom.slack.edits] == ["Newer."]
    assert [kept.state for kept in mailroom.all()] == [LetterState.SENT, LetterState.CANCELLED, LetterState.SENT]


@pytest.mark.parametrize(("code", "state"), [("invalid_blocks", LetterState.DEAD), ("token_revoked", LetterState.DUE)])
def test_a_change_that_slack_refuses_is_not_made(mailroom: Mailroom, code: str, state: LetterState) -> None:
    written = mailroom.write()
    mailroom.deliver()
    mailroom.slack.plan("edit", SlackSaidNo(code))
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Done."), mailroom.clock())

    mailroom.later()

    assert mailroom.all()[1].state is state
    assert mailroom.found(written).retired_at is None


def test_a_change_that_ends_the_process_every_time_is_given_up(mailroom: Mailroom) -> None:
    written = mailroom.write()
    mailroom.deliver()
    mailroom.slack.plan("edit", *[Crash()] * 20)
    with mailroom.database.begin(TEAM) as db:
        retirements.retire(db, mailroom.found(written), message("Done."), mailroom.clock())

    for _ in range(20):
        with suppress(Crash):
            mailroom.later()

    assert len(mailroom.slack.called("edit")) == 8
    assert mailroom.all()[1].state is LetterState.DEAD
