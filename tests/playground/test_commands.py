"""Commands as Bolt hears them, and what the person who typed them sees."""

import http.client
import json
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from slack_bolt import Ack, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground import Patience
from bot.playground.client import NothingCame, Visitor
from tests.playground.bots import Bot, Line
from tests.playground.kit import actions, button, modal, section

HASTY = Patience(ack=timedelta(seconds=0.2))


def test_a_command_arrives_with_everything_bolt_reads(bot: Bot, ada: Visitor) -> None:
    answer = ada.types("/mentor find sql")

    heard = bot.hears()
    assert answer == {"ok": True}
    assert (heard["command"], heard["text"], heard["user_id"]) == ("/mentor", "find sql", ada.person)
    assert heard["channel_id"] == ada.dm_id()
    assert heard["is_enterprise_install"] == "false"


def test_names_and_signs_are_escaped_as_the_manifest_asks(line: Line, visitor: Visitor) -> None:
    visitor.types("/mentor log @jonas in #general: 1 < 2 & @nobody", "CGENERAL")

    text = line.hears()["payload"]["text"]
    assert text == "log <@UJONAS|jonas> in <#CGENERAL|general>: 1 &lt; 2 &amp; @nobody"


def test_the_answer_in_the_acknowledgement_is_seen_by_one_person(bot: Bot, ada: Visitor, jonas: Visitor) -> None:
    bot.forgets()
    bot.app.command("/mentor")(lambda ack: ack("Only for you"))

    ada.types("/mentor", "CRANDOM")

    assert ada.messages("CRANDOM")[-1]["text"] == "Only for you"
    assert ada.messages("CRANDOM")[-1]["ephemeral"] is True
    assert all(one["text"] != "Only for you" for one in jonas.messages("CRANDOM"))


def test_an_answer_in_channel_shows_the_command_too(bot: Bot, ada: Visitor, jonas: Visitor) -> None:
    bot.forgets()
    bot.app.command("/mentor")(lambda ack: ack(text="For all", response_type="in_channel"))

    ada.types("/mentor hello", "CENGINEERING")

    assert [one["text"] for one in jonas.messages("CENGINEERING")] == ["/mentor hello", "For all"]


def test_a_response_url_speaks_five_times_and_no_more(bot: Bot, ada: Visitor) -> None:
    ada.types("/mentor")
    url = WebhookClient(bot.hears()["response_url"])

    answers = [url.send(text=f"Answer {number}").status_code for number in range(6)]

    assert answers == [200] * 5 + [404]
    assert [one["text"] for one in ada.dm()] == [f"Answer {number}" for number in range(5)]


@pytest.mark.parametrize("patience", [Patience(response_url=timedelta(0))], indirect=True)
def test_a_response_url_dies_of_old_age(line: Line, visitor: Visitor) -> None:
    visitor.types("/mentor")

    answer = WebhookClient(line.hears()["payload"]["response_url"]).send(text="Too late")

    assert (answer.status_code, "expired_url" in str(answer.body)) == (404, True)


def test_a_response_replaces_or_deletes_the_message_that_was_touched(bot: Bot, ada: Visitor) -> None:
    def replace(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Accepted", replace_original=True)

    def delete(ack: Ack, respond: Respond) -> None:
        ack()
        respond(delete_original=True)

    bot.app.action("accept")(replace)
    bot.app.action("hide")(delete)
    bot.client.chat_postMessage(channel=ada.person, text="One", blocks=[actions(button("Accept", "accept"))])
    bot.client.chat_postMessage(channel=ada.person, text="Two", blocks=[actions(button("Hide", "hide"))])

    ada.clicks("Accept")
    ada.clicks("Hide")

    ada.waits_for(lambda: [one["text"] for one in ada.dm()] == ["Accepted"])
    assert ada.dm()[0]["blocks"] == []


def test_a_response_with_bad_blocks_is_refused(bot: Bot, ada: Visitor) -> None:
    ada.types("/mentor")

    answer = WebhookClient(bot.hears()["response_url"]).send(blocks=[section("x" * 3001)])

    assert answer.status_code == 400
    assert "invalid_blocks" in str(answer.body)
    assert ada.dm() == []


def test_a_response_that_is_no_json_is_refused(line: Line, visitor: Visitor) -> None:
    visitor.types("/mentor")
    address = urlsplit(line.hears()["payload"]["response_url"])
    wire = http.client.HTTPConnection(address.netloc)

    wire.request("POST", address.path, "Hello")
    answer = json.loads(wire.getresponse().read())
    wire.close()

    assert answer == {"ok": False, "error": "invalid_json"}


@pytest.mark.parametrize("patience", [HASTY], indirect=True)
def test_a_command_nobody_acknowledges_fails_before_the_persons_eyes(line: Line, visitor: Visitor) -> None:
    line.is_silent = True

    answer = visitor.types("/mentor find")

    assert answer == {"ok": False, "error": "operation_timeout"}
    assert visitor.dm()[0]["text"] == '/mentor failed with the error "operation_timeout"'


def test_a_command_without_a_bot_fails_at_once(visitor: Visitor) -> None:
    answer = visitor.types("/mentor find")

    assert answer == {"ok": False, "error": "app not connected"}
    assert visitor.dm()[0]["text"] == '/mentor failed with the error "dispatch_failed"'


def test_a_command_the_app_does_not_have_is_no_command(visitor: Visitor) -> None:
    answer = visitor.types("/remind me")

    assert answer["error"] == "unknown_command"
    assert "/remind" in visitor.dm()[0]["text"]


def test_an_invited_bot_is_a_member(api: WebClient, visitor: Visitor) -> None:
    visitor.types("/invite @mentorbot", "CGENERAL")

    assert "UMENTORBOT" in api.conversations_members(channel="CGENERAL")["members"]


@pytest.mark.parametrize("patience", [Patience(trigger=timedelta(0))], indirect=True)
def test_a_trigger_expires(line: Line, visitor: Visitor) -> None:
    trigger = line.trigger(visitor)

    with pytest.raises(SlackApiError) as refused:
        line.client.views_open(trigger_id=trigger, view=modal(section("Hello")))

    assert refused.value.response["error"] == "expired_trigger_id"


def test_a_trigger_opens_one_window_only(bot: Bot, ada: Visitor) -> None:
    trigger = bot.trigger(ada)
    bot.client.views_open(trigger_id=trigger, view=modal(section("Hello")))

    with pytest.raises(SlackApiError) as refused:
        bot.client.views_open(trigger_id=trigger, view=modal(section("Hello")))

    assert refused.value.response["error"] == "exchanged_trigger_id"


def test_a_visitor_who_waits_in_vain_says_what_is_there_instead(bot: Bot, ada: Visitor) -> None:
    bot.client.chat_postMessage(channel=ada.person, text="Something else")

    with pytest.raises(NothingCame, match="Something else"):
        ada.waits_for("What never comes", within=0)
