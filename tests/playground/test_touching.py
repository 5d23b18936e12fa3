"""Buttons, selects, lists, shortcuts and Home as Bolt hears them."""

from datetime import timedelta

import pytest
from slack_bolt import Ack

from bot.playground import Patience
from bot.playground.client import Declined, Stagehand, Visitor
from tests.playground.bots import Bot, Json, Line
from tests.playground.kit import actions, button, field, home, line, modal, option, section

HASTY = Patience(ack=timedelta(seconds=0.2))
FRUITS = {"type": "static_select", "action_id": "fruit", "options": [option("Apple"), option("Pear")]}


def test_a_button_in_a_message_tells_where_it_was(bot: Bot, ada: Visitor) -> None:
    bot.app.action("accept")(bot.note)
    blocks = [actions(button("Accept", "accept", value="ask-7"), FRUITS, block_id="answer")]
    posted = bot.client.chat_postMessage(channel=ada.person, text="Accept?", blocks=blocks)

    answer = ada.clicks("Accept")

    heard = bot.hears()
    assert answer == {"ok": True}
    assert heard["container"]["message_ts"] == posted["ts"]
    assert heard["message"]["text"] == "Accept?"
    assert heard["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "accept",
        "block_id": "answer",
        "action_ts": "",
        "text": {"type": "plain_text", "text": "Accept"},
        "value": "ask-7",
    }
    assert heard["state"]["values"] == {"answer": {"fruit": {"type": "static_select", "selected_option": None}}}


def test_a_button_only_one_person_sees_comes_without_its_message(bot: Bot, ada: Visitor) -> None:
    bot.app.action("more")(bot.note)
    bot.client.chat_postEphemeral(
        channel="CRANDOM", user=ada.person, text="Three mentors", blocks=[actions(button("More", "more"))]
    )

    ada.clicks("More")

    heard = bot.hears()
    assert heard["container"]["is_ephemeral"] is True
    assert "message" not in heard


def test_a_choice_behind_three_dots_and_in_a_select_arrive_with_their_option(bot: Bot, ada: Visitor) -> None:
    bot.app.action("menu")(bot.note)
    bot.app.action("fruit")(bot.note)
    menu = {"type": "overflow", "action_id": "menu", "options": [option("Pause"), option("End")]}
    bot.client.chat_postMessage(
        channel=ada.person, text="Pair", blocks=[section("Pair", accessory=menu), actions(FRUITS)]
    )

    ada.clicks("End")
    ended = bot.hears()["actions"][0]
    ada.chooses("fruit", "Pear")
    chosen = bot.hears()["actions"][0]

    assert ended["selected_option"]["value"] == "end"
    assert chosen["selected_option"]["value"] == "pear"


def test_buttons_of_cards_can_be_pressed(bot: Bot, ada: Visitor) -> None:
    bot.app.action("ask")(bot.note)
    card = {"type": "card", "title": {"type": "mrkdwn", "text": "Jonas"}, "actions": [button("Ask", "ask")]}
    bot.client.chat_postMessage(channel=ada.person, text="Jonas", blocks=[{"type": "carousel", "elements": [card]}])

    ada.clicks("Ask")

    assert bot.hears()["actions"][0]["action_id"] == "ask"


@pytest.mark.parametrize("patience", [HASTY], indirect=True)
def test_a_button_nobody_acknowledges_shows_trouble(line: Line, visitor: Visitor) -> None:
    line.is_silent = True
    line.client.chat_postMessage(channel="UADA", text="Accept?", blocks=[actions(button("Accept", "accept"))])

    answer = visitor.clicks("Accept")

    assert answer == {"ok": False, "error": "operation_timeout"}
    assert visitor.toasts() == ["We had some trouble connecting. Try again?"]


def test_nobody_looks_into_other_peoples_messages(bot: Bot, ada: Visitor, jonas: Visitor) -> None:
    posted = bot.client.chat_postMessage(channel=ada.person, text="Hi")

    with pytest.raises(Declined, match="no place"):
        jonas.messages(posted["channel"])


def test_home_is_asked_for_published_and_pressed(bot: Bot, ada: Visitor) -> None:
    bot.app.event("app_home_opened")(bot.note)
    bot.app.action("find")(bot.note)

    ada.opens_home()
    first = bot.hears()["event"]
    bot.client.views_publish(user_id=ada.person, view=home(actions(button("Find a mentor", "find"))))
    assert ada.state()["home_unread"] is True
    ada.opens_home()
    second = bot.hears()["event"]
    ada.clicks("Find a mentor")
    pressed = bot.hears()

    assert (first["tab"], "view" in first) == ("home", False)
    assert second["view"]["type"] == "home"
    assert ada.state()["home_unread"] is False
    assert pressed["container"] == {"type": "view", "view_id": second["view"]["id"]}


def test_the_messages_tab_is_told_apart_from_home(bot: Bot, ada: Visitor) -> None:
    bot.app.event("app_home_opened")(bot.note)

    ada.opens()

    heard = bot.hears()
    assert heard["event"]["tab"] == "messages"
    assert heard["authorizations"][0]["user_id"] == "UMENTORBOT"


def test_shortcuts_open_windows(bot: Bot, ada: Visitor) -> None:
    def log(ack: Ack, body: Json) -> None:
        ack()
        bot.client.views_open(trigger_id=body["trigger_id"], view=modal(field("Length", line()), title="Log"))

    bot.app.shortcut("log_session")(log)

    ada.chooses_shortcut("log_session")

    ada.waits_for("Length")


def test_a_shortcut_the_app_does_not_have_cannot_be_chosen(visitor: Visitor) -> None:
    with pytest.raises(Declined, match="no such shortcut"):
        visitor.chooses_shortcut("dance")


def test_a_list_asks_the_bot_for_its_options(bot: Bot, ada: Visitor) -> None:
    def suggest(ack: Ack, payload: Json) -> None:
        ack(options=[option(name) for name in ("Joan", "Jonas", "Ruth") if name.startswith(payload["value"])])

    bot.app.options("mentor")(suggest)
    bot.app.view("ask")(bot.note)
    search = {"type": "external_select", "action_id": "mentor", "min_query_length": 0}
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(field("Mentor", search), callback_id="ask"))

    offered = ada.offers("Mentor", "Jo")
    ada.fills({"Mentor": "Jonas"}).submits()

    filled = bot.hears()["view"]["state"]["values"]
    assert [one["text"]["text"] for one in offered] == ["Joan", "Jonas"]
    assert [answer["mentor"]["selected_option"]["value"] for answer in filled.values()] == ["jonas"]


def test_a_field_that_takes_effect_at_once_says_so_in_its_block(bot: Bot, ada: Visitor) -> None:
    bot.app.action("topic")(bot.note)
    view = modal(field("Topic", line("topic"), dispatch_action=True, block_id="t"), field("Why", line("why")))
    bot.client.views_open(trigger_id=bot.trigger(ada), view=view)

    ada.chooses("Topic", "sql")
    heard = bot.hears()

    assert heard["view"]["state"]["values"]["t"]["topic"]["value"] == "sql"
    with pytest.raises(Declined, match="sent with the form"):
        ada.chooses("Why", "because")


def test_people_who_left_cannot_come_back_as_visitors(stagehand: Stagehand, visitor: Visitor) -> None:
    stagehand.changes("UADA", deleted=True)

    with pytest.raises(Declined, match="cannot use Slack"):
        visitor.state()
