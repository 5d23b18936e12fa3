"""Announcing where the bot is no member: by the way that Slack opens to the channel a lead picks, for half an hour."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.playground.client import Visitor
from bot.playground.telephone import Telephone
from bot.store import announcements
from tests.handlers.asking import everything_arrives, moves_in
from tests.handlers.conftest import Office
from tests.handlers.test_announce import posted, writes


@pytest.fixture
def lead(office: Office) -> Visitor:
    """Inês, who leads where no channel has the bot and no admin granted that it posts uninvited."""
    moves_in(office, "UINES", is_lead=True)
    Telephone(office.playground.url).tell(
        "/play/scopes", granted=["commands", "chat:write", "users:read", "im:history"]
    )
    return office.visitor("UINES")


def test_a_channel_the_bot_is_no_member_of_hears_it_all_the_same_and_once(office: Office, lead: Visitor) -> None:
    writes(lead, channel="CGENERAL").submits()
    for _ in range(3):
        office.passes(timedelta(seconds=12))

    said = [each for each in office.visitor("UADA").messages("CGENERAL") if "Posted for <@UINES>" in str(each["text"])]
    assert len(said) == 1
    with office.database.begin(office.workspace) as db:
        (written,) = announcements.latest(db, 1)
        assert (written.state, written.way) == (announcements.State.DONE, "")


def test_after_half_an_hour_the_other_way_is_closed_and_that_is_said(office: Office, lead: Visitor) -> None:
    writes(lead, channel="CGENERAL")
    with office.database.begin(office.workspace) as db:
        written = announcements.last_of(db, "UINES")
        assert written
        closed = replace(written, way=f"{office.playground.url}/response/nothing")
        announcements.change(db, written.id, closed, office.now())

    lead.submits()
    posted(office)
    lead.closes()

    lead.types("/mentor announce")
    lead.waits_for("write `/invite @Mentor Bot` in the channel")


def test_of_several_channels_only_the_picked_one_has_such_a_way_and_of_the_others_its_author_hears(
    office: Office, lead: Visitor
) -> None:
    elsewhere = ("CGENERAL", "CRANDOM")
    writes(lead, channel="CENGINEERING", also=list(elsewhere)).submits()
    lead.closes(everything=True)
    everything_arrives(office)
    everything_arrives(office)

    ada = office.visitor("UADA")
    said = {channel: len(ada.messages(channel)) for channel in ("CENGINEERING", *elsewhere)}
    assert said == {"CENGINEERING": 1, "CGENERAL": 0, "CRANDOM": 0}
    told = str(lead.dm())
    assert all(f"couldn't be posted in <#{channel}>. I'm not a member there" in told for channel in elsewhere)
    lead.types("/mentor announced", "CMENTORING")
    lead.waits_for("1 delivered, 0 pending, 2 failed")
