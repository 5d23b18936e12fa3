"""Windows: opening, filling, sending, closing, and every answer a bot may give to a form."""

from datetime import timedelta

import pytest
from slack_bolt import Ack
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground import Patience
from bot.playground.client import Visitor
from tests.playground.bots import Bot, Json, Line
from tests.playground.kit import actions, button, field, line, modal, option, section

HASTY = Patience(ack=timedelta(seconds=0.2))
TOPIC = field("Topic", line("topic"), block_id="topic")
CHOICES = [option("Yes"), option("No")]


def test_a_form_arrives_with_every_field_named_even_the_empty_ones(bot: Bot, ada: Visitor) -> None:
    bot.app.view("ask")(bot.note)
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": CHOICES}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-12-01"}
    people = {"type": "multi_users_select", "action_id": "people"}
    view = modal(
        TOPIC,
        field("Why", line("why"), optional=True, block_id="why"),
        field("Boxes", boxes, optional=True, block_id="boxes"),
        field("People", people, optional=True, block_id="people"),
        field("Day", day, block_id="day"),
        actions({"type": "users_select", "action_id": "who"}, button("More", "more"), block_id="row"),
        callback_id="ask",
    )
    bot.client.views_open(trigger_id=bot.trigger(ada), view=view)

    answer = ada.fills({"Topic": "SQL"}).submits()

    assert answer == {"ok": True}
    assert bot.hears()["view"]["state"]["values"] == {
        "topic": {"topic": {"type": "plain_text_input", "value": "SQL"}},
        "why": {"why": {"type": "plain_text_input", "value": None}},
        "boxes": {"boxes": {"type": "checkboxes", "selected_options": []}},
        "people": {"people": {"type": "multi_users_select", "selected_users": []}},
        "day": {"day": {"type": "datepicker", "selected_date": "2026-12-01"}},
        "row": {"who": {"type": "users_select", "selected_user": None}},
    }
    assert ada.modal() is None


@pytest.mark.parametrize(
    ("element", "value", "mistake"),
    [
        (line(), None, "Please complete this required field."),
        (line(min_length=5), "four", "Please enter at least 5 characters."),
        (line(max_length=3), "four", "Please enter at most 3 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "max_value": "3"}, "4", "Please enter a number of"),
        ({"type": "number_input", "is_decimal_allowed": True}, "many", "Please enter a number."),
        ({"type": "email_text_input"}, "ada", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["UADA", "UJONAS"], "Please choose at most 1."),
        ({"type": "checkboxes", "options": CHOICES}, [], "Please complete this required field."),
    ],
)
def test_slack_finds_mistakes_without_asking_the_bot(
    bot: Bot, ada: Visitor, element: Json, value: object, mistake: str
) -> None:
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(field("Field", element, block_id="field")))

    answer = ada.fills({"Field": value}).submits()

    assert answer["errors"]["field"].startswith(mistake)
    assert bot.heard.empty()


def test_errors_stay_beside_their_fields(bot: Bot, ada: Visitor) -> None:
    bot.app.view("ask")(lambda ack: ack(response_action="errors", errors={"topic": "Too broad."}))
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(TOPIC, callback_id="ask"))

    answer = ada.fills({"Topic": "everything"}).submits()

    assert answer == {"errors": {"topic": "Too broad."}}
    assert ada.modal() is not None


def test_errors_for_a_field_that_is_not_there_are_refused(bot: Bot, ada: Visitor) -> None:
    bot.app.view("ask")(lambda ack: ack(response_action="errors", errors={"nowhere": "Oh."}))
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(TOPIC, callback_id="ask"))

    answer = ada.fills({"Topic": "sql"}).submits()

    assert answer == {"ok": False, "error": "invalid_arguments"}
    assert "nowhere" in ada.toasts()[0]


def test_a_form_can_be_updated_pushed_upon_and_cleared(bot: Bot, ada: Visitor) -> None:
    second = modal(section("Second"), title="Second", callback_id="second")
    third = modal(section("Third"), title="Third", callback_id="third")
    bot.app.view("first")(lambda ack: ack(response_action="update", view=second))
    bot.app.view("second")(lambda ack: ack(response_action="push", view=third))
    bot.app.view("third")(lambda ack: ack(response_action="clear"))
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(section("First"), callback_id="first"))
    first_id = ada.state()["modals"][0]["id"]

    ada.submits()
    updated = ada.state()["modals"]
    ada.submits()
    pushed = ada.state()["modals"]
    ada.submits()

    assert [(one["id"], one["title"]["text"]) for one in updated] == [(first_id, "Second")]
    assert [one["title"]["text"] for one in pushed] == ["Second", "Third"]
    assert (pushed[1]["root_view_id"], pushed[1]["previous_view_id"]) == (first_id, first_id)
    assert ada.state()["modals"] == []


def test_an_answer_with_a_bad_view_is_refused_and_the_form_stays(bot: Bot, ada: Visitor) -> None:
    bot.app.view("ask")(lambda ack: ack(response_action="update", view=modal(section("x" * 3001))))
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(TOPIC, callback_id="ask"))

    answer = ada.fills({"topic": "sql"}).submits()

    assert answer["error"] == "invalid_arguments"
    assert ada.modal() is not None


@pytest.mark.parametrize("patience", [HASTY], indirect=True)
def test_a_form_nobody_acknowledges_stays_open(line: Line, visitor: Visitor) -> None:
    line.client.views_open(trigger_id=line.trigger(visitor), view=modal(TOPIC, callback_id="ask"))
    line.is_silent = True

    answer = visitor.fills({"topic": "sql"}).submits()

    assert answer["error"] == "operation_timeout"
    assert visitor.modal() is not None
    assert visitor.toasts() == ["We had some trouble connecting. Try again?"]


def test_the_bot_hears_of_a_closed_window_when_it_asked_to(bot: Bot, ada: Visitor) -> None:
    bot.app.view_closed("ask")(bot.note)
    view = modal(TOPIC, callback_id="ask", notify_on_close=True)
    bot.client.views_open(trigger_id=bot.trigger(ada), view=view)

    ada.closes()
    one = bot.hears()
    bot.client.views_open(trigger_id=bot.trigger(ada), view=view)
    ada.closes(everything=True)
    everything = bot.hears()

    assert (one["type"], one["is_cleared"]) == ("view_closed", False)
    assert everything["is_cleared"] is True


def test_three_windows_are_the_most(bot: Bot, ada: Visitor) -> None:
    def push(ack: Ack, body: Json) -> None:
        ack()
        try:
            bot.client.views_push(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as refused:
            bot.heard.put({"error": refused.response["error"]})

    view = modal(actions(button("Deeper", "deeper")))
    bot.app.action("deeper")(push)
    bot.client.views_open(trigger_id=bot.trigger(ada), view=view)

    ada.clicks("Deeper")
    ada.waits_for(lambda: len(ada.state()["modals"]) == 2)
    ada.clicks("Deeper")
    ada.waits_for(lambda: len(ada.state()["modals"]) == 3)
    ada.clicks("Deeper")

    assert bot.hears() == {"error": "push_limit_reached"}


def test_an_outdated_hash_is_a_conflict(bot: Bot, ada: Visitor) -> None:
    opened = bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(section("One")))["view"]
    updated = bot.client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(section("Two")))["view"]

    with pytest.raises(SlackApiError) as refused:
        bot.client.views_update(view_id=opened["id"], hash=opened["hash"], view=modal(section("Three")))

    assert refused.value.response["error"] == "hash_conflict"
    assert updated["id"] == opened["id"]
    assert ada.sees("Two")


def test_a_name_for_a_view_is_used_once(bot: Bot, ada: Visitor, jonas: Visitor) -> None:
    bot.client.views_open(trigger_id=bot.trigger(ada), view=modal(section("One"), external_id="mine"))
    bot.client.views_update(external_id="mine", view=modal(section("Two"), external_id="mine"))

    with pytest.raises(SlackApiError) as refused:
        bot.client.views_open(trigger_id=bot.trigger(jonas), view=modal(section("One"), external_id="mine"))

    assert refused.value.response["error"] == "duplicate_external_id"


def test_a_chosen_channel_can_be_answered_into(bot: Bot, ada: Visitor, jonas: Visitor) -> None:
    bot.app.view("announce")(bot.note)
    select = {
        "type": "conversations_select",
        "action_id": "where",
        "response_url_enabled": True,
        "default_to_current_conversation": True,
    }
    bot.client.views_open(
        trigger_id=bot.trigger(ada), view=modal(field("Where", select, block_id="b"), callback_id="announce")
    )

    ada.fills({"Where": "CMENTORING"}).submits()
    urls = bot.hears()["response_urls"]
    WebhookClient(urls[0]["response_url"]).send(text="Join us", response_type="in_channel")

    assert (urls[0]["channel_id"], urls[0]["block_id"], urls[0]["action_id"]) == ("CMENTORING", "b", "where")
    assert [one["text"] for one in jonas.messages("CMENTORING")] == ["Join us"]
