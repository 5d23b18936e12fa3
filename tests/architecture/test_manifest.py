"""The manifest: what the app asks a workspace for is what the code needs, and nothing more."""

import ast
import json
from collections.abc import Iterable, Mapping
from typing import Any

import jsonschema
import pytest
from slack_sdk import WebClient

from bot.desk import COMMAND
from bot.manifest import ON_REQUEST
from bot.manifest import manifest as app_manifest
from tests.architecture.registrations import names_heard
from tests.architecture.sources import PROGRAM, ROOT, Source, paper, sources

SCOPES_OF: Mapping[str, list[str]] = json.loads(paper("tests/architecture/methods.json"))
"""Slack's methods that the bot calls, each with the scopes of which one is enough, as Slack documents them."""
WITHOUT_A_METHOD = {
    "commands": "the slash command and the shortcuts",
    "users:read.email": "the addresses in what users.list tells",
    "chat:write.public": "an announcement in a public channel that the bot is no member of",
}
SCHEMAS = sorted((ROOT.parent / "shared" / "slack").glob("manifest.schema.*.json"))


def methods_called(among: Iterable[Source]) -> set[str]:
    """Find the Web API methods that are used on anything called a client."""
    return {
        node.attr.replace("_", ".")
        for source in among
        if not source.within("bot/playground")
        for node in source.nodes
        if isinstance(node, ast.Attribute) and _is_client(node.value) and _is_method(node.attr)
    }


def scopes_wrong(methods: Iterable[str], asked: set[str], scopes_of: Mapping[str, list[str]]) -> list[str]:
    """Compare the scopes that are asked for with those that the methods need."""
    needed = [(method, set(scopes_of.get(method, ["?"]))) for method in sorted(methods)]
    useful = set().union(WITHOUT_A_METHOD, *(scopes for _, scopes in needed))
    return [
        *(f"{method}: not in methods.json" for method, scopes in needed if scopes == {"?"}),
        *(f"{method} needs one of {sorted(scopes)}" for method, scopes in needed if scopes and not scopes & asked),
        *(f"nothing needs {scope}" for scope in sorted(asked - useful)),
    ]


def _is_client(value: ast.expr) -> bool:
    name = value.id if isinstance(value, ast.Name) else getattr(value, "attr", "")
    return name.lstrip("_") == "client"


def _is_method(name: str) -> bool:
    return "_" in name and callable(getattr(WebClient, name, None)) and name != "api_call"


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    """Read what a workspace is asked to install."""
    read: dict[str, Any] = json.loads(paper("manifest.json") or "{}")
    return read


def test_the_app_asks_for_the_scopes_it_uses_and_for_no_others(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    asked = {*scopes["bot"], *scopes.get("bot_optional", [])}

    assert not asked & set(ON_REQUEST)
    assert scopes_wrong(methods_called(sources(*PROGRAM)), asked | set(ON_REQUEST), SCOPES_OF) == []


def test_no_scope_lets_the_app_act_as_a_person(manifest: dict[str, Any]) -> None:
    assert {"user", "user_optional"} & manifest["oauth_config"]["scopes"].keys() == set()


def test_the_table_of_methods_holds_what_is_called_and_nothing_else() -> None:
    assert set(SCOPES_OF) == methods_called(sources(*PROGRAM))


def test_what_the_manifest_offers_is_what_the_handlers_hear(manifest: dict[str, Any]) -> None:
    features, heard = manifest["features"], sources("handlers")

    assert {command["command"] for command in features["slash_commands"]} == {COMMAND}
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == names_heard(heard, "shortcut")
    over_http = app_manifest("https://mentor.example.com")["settings"]["event_subscriptions"]["bot_events"]
    assert set(manifest["settings"]["event_subscriptions"]["bot_events"]) <= set(over_http)
    assert set(over_http) == names_heard(heard, "event")


@pytest.mark.parametrize("takes_files", [False, True])
@pytest.mark.parametrize("url", ["", "https://mentor.example.com"])
def test_slack_would_accept_the_manifest(url: str, *, takes_files: bool) -> None:
    if not SCHEMAS:
        pytest.skip("Slack's manifest schemas are not beside this checkout")

    schemas = [json.loads(schema.read_text(encoding="utf-8")) for schema in SCHEMAS]

    assert [
        error.message
        for schema in schemas
        for error in jsonschema.Draft7Validator(schema).iter_errors(app_manifest(url, takes_files=takes_files))
    ] == []


def test_a_method_is_found_called_or_handed_on() -> None:
    text = "self._client.chat_postMessage(text='x')\ncall(client.users_info)\nclient.base_url\nself.client.token"

    assert methods_called([Source("bot/slack.py", text)]) == {"chat.postMessage", "users.info"}
    assert methods_called([Source("bot/playground/webapi.py", text)]) == set()


def test_a_scope_too_few_and_a_scope_too_many_are_found() -> None:
    scopes_of = {"chat.postMessage": ["chat:write"], "views.open": [], "conversations.open": ["im:write", "mpim:write"]}

    assert scopes_wrong(scopes_of, {"commands", "chat:write", "mpim:write"}, scopes_of) == []
    assert scopes_wrong(scopes_of, {"chat:write", "im:write", "users:read"}, scopes_of) == ["nothing needs users:read"]
    assert scopes_wrong(scopes_of, {"im:write"}, scopes_of) == ["chat.postMessage needs one of ['chat:write']"]
    assert scopes_wrong({"users.info"}, set(), scopes_of)[0] == "users.info: not in methods.json"
