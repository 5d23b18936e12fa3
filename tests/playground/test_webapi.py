"""What the Web API grants and what it refuses."""

import http.client
import json
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground import Playground
from bot.playground.client import Stagehand, Visitor
from tests.playground.bots import Bot
from tests.playground.kit import actions, button, home, modal, section
from tests.playground.refusals import error

Json = dict[str, Any]
ALL = [
    "chat:write",
    "chat:write.public",
    "users:read",
    "users:read.email",
    "team:read",
    "channels:read",
    "channels:history",
    "channels:join",
    "groups:read",
    "im:read",
    "im:write",
    "im:history",
    "mpim:read",
    "mpim:write",
    "mpim:history",
]


def test_the_bot_learns_who_it_is_from_a_call_without_arguments(api: WebClient) -> None:
    who = api.auth_test()

    assert (who["user_id"], who["bot_id"], who["team_id"]) == ("UMENTORBOT", "B0MENTOR", "T0QUILL")
    assert "chat:write" in who.headers["x-oauth-scopes"]


@pytest.mark.parametrize(
    ("token", "refusal"),
    [
        ("", "not_authed"),
        ("xoxb-somebody-else", "invalid_auth"),
        ("xapp-playground-app", "not_allowed_token_type"),
    ],
)
def test_tokens_are_looked_at(playground: Playground, token: str, refusal: str) -> None:
    api = WebClient(token, base_url=playground.api_url)

    assert error(lambda: api.users_info(user="UADA"))["error"] == refusal


def test_a_socket_needs_the_apps_own_token(api: WebClient, playground: Playground) -> None:
    assert error(lambda: api.apps_connections_open(app_token=playground.bot_token))["error"] == "not_allowed_token_type"
    assert api.apps_connections_open(app_token=playground.app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_removed_app_has_no_account(api: WebClient, stagehand: Stagehand) -> None:
    stagehand.installs(installed=False)

    assert error(api.auth_test)["error"] == "account_inactive"


def test_methods_and_arguments_that_do_not_exist_are_refused(api: WebClient) -> None:
    assert error(lambda: api.api_call("chat.shout"))["error"] == "unknown_method"
    strange = error(lambda: api.users_info(user="UADA", colour="red"))
    assert strange["error"] == "invalid_arguments"
    assert "colour" in strange["response_metadata"]["messages"][0]
    assert error(lambda: api.api_call("users.info"))["response_metadata"]["messages"] == [
        "[ERROR] missing required field: user"
    ]


def test_scopes_are_asked_for_by_name(api: WebClient, stagehand: Stagehand) -> None:
    stagehand.grants("commands")

    refusal = error(lambda: api.chat_postMessage(channel="UADA", text="Hello"))

    assert (refusal["error"], refusal["needed"], refusal["provided"]) == ("missing_scope", "chat:write", "commands")


def test_a_group_message_has_the_bot_in_it_and_is_opened_once(api: WebClient, visitor: Visitor) -> None:
    opened = api.conversations_open(users="UADA,UJONAS")["channel"]
    again = api.conversations_open(users=["UJONAS", "UADA"])
    api.chat_postMessage(channel=opened["id"], text="Meet each other")

    assert (opened["id"][0], again["channel"]["id"], again["already_open"]) == ("G", opened["id"], True)
    assert visitor.state()["dms"][1]["with"] == ["UJONAS", "UMENTORBOT"]
    assert [one["text"] for one in visitor.messages(opened["id"])] == ["Meet each other"]


@pytest.mark.parametrize(
    ("users", "refusal"),
    [
        ("UADA,UNOBODY", "user_not_found"),
        ("UADA,UPETER", "user_disabled"),
        ("UADA,UMENTORBOT", "invalid_user_combination"),
        ("", "users_list_not_supplied"),
        (
            "UADA,UJONAS,UINES,ULUCA,UFREYA,UKENJI,UHANA,UTANE,UNOOR",
            "too_many_users",
        ),
    ],
)
def test_impossible_groups_are_refused(api: WebClient, users: str, refusal: str) -> None:
    assert error(lambda: api.conversations_open(users=users))["error"] == refusal


def test_one_persons_dm_needs_its_scope(api: WebClient, stagehand: Stagehand) -> None:
    assert error(lambda: api.conversations_open(users="UADA"))["needed"] == "im:write"
    stagehand.grants(*ALL)
    assert api.conversations_open(users="UADA")["channel"]["id"].startswith("D")


def test_people_are_described_as_slack_describes_them(api: WebClient, stagehand: Stagehand) -> None:
    stagehand.changes("UADA", status_emoji=":palm_tree:")

    ada = api.users_info(user="UADA")["user"]
    guest = api.users_info(user="UTHEO")["user"]
    gone = api.users_info(user="UPETER")["user"]

    assert (ada["tz"], ada["tz_label"], ada["tz_offset"]) == ("Europe/London", "GMT", 0)
    assert ada["profile"]["status_emoji"] == ":palm_tree:"
    assert "fields" not in ada["profile"]
    assert "email" not in ada["profile"]
    assert (guest["is_restricted"], gone["deleted"]) == (True, True)
    assert error(lambda: api.users_info(user="UNOBODY"))["error"] == "user_not_found"
    stagehand.grants(*ALL)
    assert api.users_info(user="UADA")["user"]["profile"]["email"] == "ada@quillandpine.example"
    assert api.users_lookupByEmail(email="ada@quillandpine.example")["user"]["id"] == "UADA"


def test_lists_come_in_pages(api: WebClient, playground: Playground) -> None:
    names = [user["id"] for page in api.users_list(limit=20) for user in page["members"]]
    channels = api.conversations_list(types="public_channel", limit=3)

    assert len(names) == len(set(names)) == len(playground.company.people) + 1
    assert [one["name"] for one in channels["channels"]] == ["general", "random", "mentoring"]
    assert channels["response_metadata"]["next_cursor"]
    assert error(lambda: api.conversations_list(types="secret"))["error"] == "invalid_types"
    assert error(lambda: api.users_list(cursor="tomorrow"))["error"] == "invalid_cursor"


def test_places_and_the_team_can_be_looked_up(api: WebClient, stagehand: Stagehand) -> None:
    stagehand.grants(*ALL)
    posted = api.chat_postMessage(channel="UADA", text="One")

    assert api.team_info()["team"]["domain"] == "quill-and-pine"
    assert api.conversations_info(channel=posted["channel"])["channel"]["user"] == "UADA"
    assert api.conversations_info(channel="CGENERAL")["channel"]["is_member"] is False
    assert api.conversations_join(channel="CGENERAL")["channel"]["is_member"] is True
    assert "permalink" in api.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])


def test_a_forms_json_strings_and_ones_are_read_as_what_they_mean(playground: Playground, visitor: Visitor) -> None:
    blocks = json.dumps([section("From a form")])
    form = {"channel": "UADA", "text": "One", "blocks": blocks, "unfurl_links": "0"}
    api = WebClient(playground.bot_token, base_url=playground.api_url)

    api.api_call("chat.postMessage", data=form)
    api.api_call("chat.postMessage", params={"channel": "UADA", "text": "Two"})

    assert [one["text"] for one in visitor.dm()] == ["One", "Two"]
    broken = error(lambda: api.api_call("chat.postMessage", data=form | {"blocks": "[{"}))
    assert broken["error"] == "invalid_blocks_format"


def test_a_body_that_is_no_json_is_refused(playground: Playground) -> None:
    line = http.client.HTTPConnection(playground.url.removeprefix("http://"))
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {playground.bot_token}"}

    line.request("POST", "/api/auth.test", "{", headers)
    answer = json.loads(line.getresponse().read())
    line.close()

    assert answer == {"ok": False, "error": "invalid_json"}


def test_home_is_for_people_who_can_look_at_it(api: WebClient) -> None:
    first = api.views_publish(user_id="UADA", view=home(section("One")))["view"]
    api.views_publish(user_id="UADA", view=home(section("Two")), hash=first["hash"])

    conflict = error(lambda: api.views_publish(user_id="UADA", view=home(section("Three")), hash=first["hash"]))

    assert conflict["error"] == "hash_conflict"
    assert error(lambda: api.views_publish(user_id="UADA", view=modal(section("No"))))["error"] == "invalid_arguments"
    assert error(lambda: api.views_publish(user_id="UNOBODY", view=home()))["error"] == "invalid_arguments"


def test_windows_need_a_trigger_that_was_given(api: WebClient, bot: Bot, ada: Visitor) -> None:
    assert error(lambda: api.views_open(trigger_id="1.2.3", view=modal(section("Hi"))))["error"] == "invalid_trigger_id"
    trigger = bot.trigger(ada)
    refusal = error(lambda: bot.client.views_push(trigger_id=trigger, view=modal(section("Hi"))))
    assert refusal["error"] == "not_found"
    refusal = error(lambda: bot.client.views_update(view_id="V404", view=modal(section("Hi"))))
    assert refusal["error"] == "not_found"


def test_blocks_can_be_tried_without_anybody_seeing_them(api: WebClient, visitor: Visitor) -> None:
    twice = [actions(button("One", "same"), button("Two", "same"))]

    assert api.blocks_validate(blocks=[section("Fine")])["ok"]
    assert api.blocks_validate(view=home(section("Fine")))["ok"]
    assert error(lambda: api.blocks_validate(message={"blocks": twice}))["error"] == "invalid_blocks"
    assert visitor.dm() == []


def test_whoever_asks_whether_slack_is_there_needs_no_token(playground: Playground) -> None:
    anybody = WebClient(base_url=playground.api_url)

    assert anybody.api_test(foo="bar")["args"] == {"foo": "bar"}
    assert error(lambda: anybody.api_test(error="broken"))["error"] == "broken"
