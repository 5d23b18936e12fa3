"""Certificates are read once, and everything that is said to Slack is checked by them."""

from slack_sdk import WebClient

from bot.settings import Settings
from bot.trust import trust
from bot.workspaces import client_for

SLACK = "https://slack.com/api/"


def test_what_is_trusted_is_read_once_and_checked() -> None:
    trusted = trust(SLACK)

    assert trusted is not None
    assert trusted.check_hostname
    assert trust("https://hooks.slack.com/commands/1") is trusted
    assert trust("http://127.0.0.1:3000/api/") is None


def test_every_call_of_slack_is_checked_by_it() -> None:
    client = client_for(Settings(slack_bot_token="xoxb-1", slack_api_url=SLACK))

    assert isinstance(client, WebClient)
    assert client.ssl is trust(SLACK)
