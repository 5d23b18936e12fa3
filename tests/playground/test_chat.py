"""What the bot may say, change, take back and read again."""

import pytest
from slack_sdk import WebClient

from bot.playground.client import Stagehand, Visitor
from tests.playground.kit import section
from tests.playground.refusals import error


def test_public_channels_need_a_scope_or_an_invitation(api: WebClient, stagehand: Stagehand, visitor: Visitor) -> None:
    stagehand.grants("chat:write")

    assert error(lambda: api.chat_postMessage(channel="CGENERAL", text="Hello"))["error"] == "not_in_channel"
    visitor.types("/invite @mentorbot", "CGENERAL")
    assert api.chat_postMessage(channel="CGENERAL", text="Hello")["ok"]


def test_a_persons_id_is_an_address_for_posting_but_not_for_changing(api: WebClient, visitor: Visitor) -> None:
    posted = api.chat_postMessage(channel="UADA", text="One")

    api.chat_update(channel=posted["channel"], ts=posted["ts"], text="Two")

    assert posted["channel"].startswith("D")
    refusal = error(lambda: api.chat_update(channel="UADA", ts=posted["ts"], text="Three"))
    assert refusal["error"] == "channel_not_found"
    assert [(one["text"], one["edited"]) for one in visitor.dm()] == [("Two", True)]


def test_an_update_keeps_blocks_it_does_not_mention_and_takes_away_those_it_empties(api: WebClient) -> None:
    posted = api.chat_postMessage(channel="UADA", text="One", blocks=[section("One")])

    kept = api.chat_update(channel=posted["channel"], ts=posted["ts"], text="Two")["message"]
    emptied = api.chat_update(channel=posted["channel"], ts=posted["ts"], text="Two", blocks=[])["message"]

    assert kept["blocks"][0]["text"]["text"] == "One"
    assert "blocks" not in emptied


def test_only_the_bots_own_messages_can_be_changed_or_deleted(api: WebClient, visitor: Visitor) -> None:
    said = visitor.types("Good morning", "CGENERAL")

    assert (
        error(lambda: api.chat_update(channel="CGENERAL", ts=said["ts"], text="Evil"))["error"] == "cant_update_message"
    )
    assert error(lambda: api.chat_delete(channel="CGENERAL", ts=said["ts"]))["error"] == "cant_delete_message"
    assert error(lambda: api.chat_delete(channel="CGENERAL", ts="1.000000"))["error"] == "message_not_found"


def test_a_deleted_message_is_gone(api: WebClient, visitor: Visitor) -> None:
    posted = api.chat_postMessage(channel="UADA", text="Oops")

    api.chat_delete(channel=posted["channel"], ts=posted["ts"])

    assert visitor.dm() == []


def test_ephemeral_messages_are_for_members_and_cannot_be_changed(api: WebClient, visitor: Visitor) -> None:
    posted = api.chat_postEphemeral(channel="CGENERAL", user="UADA", text="Psst")

    refusal = error(lambda: api.chat_update(channel="CGENERAL", ts=posted["message_ts"], text="Psst!"))

    assert refusal["error"] == "message_not_found"
    assert visitor.messages("CGENERAL")[0]["ephemeral"] is True
    stranger = error(lambda: api.chat_postEphemeral(channel=visitor.dm_id(), user="UJONAS", text="Psst"))
    assert stranger["error"] == "user_not_in_channel"


def test_nothing_cannot_be_said(api: WebClient) -> None:
    assert error(lambda: api.api_call("chat.postMessage", json={"channel": "UADA"}))["error"] == "no_text"


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("UNOBODY", "channel_not_found"),
        ("CNOWHERE", "channel_not_found"),
        ("USTANDUP", "cannot_dm_bot"),
        ("UPETER", "user_disabled"),
    ],
)
def test_messages_that_cannot_arrive_are_refused(api: WebClient, address: str, refusal: str) -> None:
    assert error(lambda: api.chat_postMessage(channel=address, text="Hello"))["error"] == refusal


def test_history_tells_metadata_when_asked_and_never_what_one_person_sees(api: WebClient) -> None:
    metadata = {"event_type": "mentor_letter", "event_payload": {"id": "7"}}
    posted = api.chat_postMessage(channel="UADA", text="One", metadata=metadata)
    api.chat_postMessage(channel="UADA", text="Two")
    api.chat_postEphemeral(channel=posted["channel"], user="UADA", text="Psst")

    told = api.conversations_history(channel=posted["channel"], include_all_metadata=True)["messages"]
    untold = api.conversations_history(channel=posted["channel"], oldest=posted["ts"], inclusive=True, limit=1)

    assert [one["text"] for one in told] == ["Two", "One"]
    assert told[1]["metadata"] == metadata
    assert [one["text"] for one in untold["messages"]] == ["Two"]
    assert untold["has_more"] is True
    assert "metadata" not in untold["messages"][0]


def test_metadata_needs_a_type_and_a_payload(api: WebClient) -> None:
    refusal = error(lambda: api.chat_postMessage(channel="UADA", text="One", metadata={"event_type": "letter"}))

    assert refusal["error"] == "invalid_metadata_format"


def test_history_needs_the_scope_of_its_kind(api: WebClient) -> None:
    assert error(lambda: api.conversations_history(channel="CGENERAL"))["needed"] == "channels:history"
