"""Hostile input over HTTP: whatever people are called, type or are, nothing breaks and nobody is pinged."""

import json
from datetime import timedelta

import pytest

from bot.playground.telephone import wait_until
from bot.store import people
from tests.slacks import Said, Town

MENTION = "<@U0VICTIM>"
PINGS = ("<!channel>", "<!here>", "<!everyone>", "<!subteam^S123>", MENTION, "<https://evil|https://slack.com>")
HOSTILE = [
    *PINGS,
    "&lt;!channel&gt;",
    "@channel @here",
    "*bold* _x_ ```code```",
    "\u202egnp.exe\u200b" + "a" + "\u0301" * 40 + "\0",
    "'; DROP TABLE letters;-- %' OR '1'='1",
    '{"$gt": ""}',
    "cos\nsystem\n(S'id'\ntR.",
    "!!python/object/apply:os.system ['id']",
    "=HYPERLINK(1)\r\nINFO \x1b[31mxoxb-1",
    "x" * 40_000,
]


def answered(town: Town, text: str, person: str = "UADA") -> Said:
    """Type something and wait for the answer, wherever it comes."""
    before = len(said(town))
    assert town.caller.command(town.place, "T1", text, person).status == 200
    wait_until(lambda: len(said(town)) > before, 10, lambda: f"no answer to {text[:40]!r}")
    return said(town)[before]


def marked_up(part: object) -> str:
    """Take out what Slack would interpret; what is plain, or stands in a field to be edited, pings nobody."""
    if isinstance(part, list):
        return " ".join(map(marked_up, part))
    if not isinstance(part, dict):
        return ""
    own = part.get("text") if part.get("type") != "plain_text" else ""
    return " ".join([own if isinstance(own, str) else "", *(marked_up(each) for each in part.values())])


def said(town: Town) -> list[Said]:
    """Collect what was answered: Home is shown anew beside it, sooner or later."""
    return [each for each in town.place.to("T1") if each.method not in {"users.info", "auth.test", "views.publish"}]


def test_whatever_people_type_is_answered_and_pings_nobody(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.installs("T1")
    answered(town, "join")
    for hostile in HOSTILE:
        for command in ("find", "ask", "goal", "lead", "no-such-thing"):
            told = answered(town, f"{command} {hostile}").arguments
            meant = {MENTION} if command in {"ask", "lead"} else set()  # these are about whoever is mentioned
            assert not any(ping in marked_up(told) for ping in set(PINGS) - meant), (command, hostile)
            assert "something went wrong" not in json.dumps(told), (command, hostile)
    town.bot.listeners.submit(lambda: None).result()
    assert not any(part in caplog.text for part in ("DROP TABLE", "xoxb-1", "evil", "HYPERLINK"))


def test_a_name_and_a_time_zone_from_slack_are_only_words(town: Town) -> None:
    town.installs("T1")
    for number, zone in enumerate(("../../etc/passwd", "Mars/Base", "", "\0")):
        person = f"UHOSTILE{number}"
        town.place.people[person] = {"tz": zone, "profile": {"display_name": f"<!channel> {number}", "title": PINGS[4]}}
        told = json.dumps([answered(town, text, person).arguments for text in ("join", "me", "offer sql", "")])
        assert not any(ping in told for ping in PINGS)
        assert "something went wrong" not in told
    with town.bot.database.look("T1") as db:
        hostile = people.known(db, "UHOSTILE0")
    assert hostile
    assert hostile.hours.opening(town.clock()) >= town.clock()


@pytest.mark.parametrize("kind", ["deleted", "is_bot", "is_restricted", "is_stranger"])
def test_whoever_may_not_take_part_any_more_does_nothing_with_an_old_button(town: Town, kind: str) -> None:
    town.installs("T1")
    answered(town, "join")
    town.place.people["UADA"] = {kind: True}
    town.clock.advance(timedelta(hours=25))

    pressed = {"type": "button", "action_id": "open_offer", "block_id": "b", "value": "1"}
    town.caller.interacts(
        {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "UADA", "team_id": "T1"},
            "trigger_id": "t",
            "container": {"type": "message", "channel_id": "D1", "message_ts": "1.0"},
            "actions": [pressed],
        }
    )
    told = answered(town, "offer sql").arguments

    assert "member" in json.dumps(told)
    with town.bot.database.look("T1") as db:
        kept = people.known(db, "UADA")
    assert kept
    assert not kept.topics


ODD_SHAPES = [
    {"type": "event_callback", "team_id": "T1", "event": None},
    {"type": "event_callback", "team_id": "T1", "event": []},
    {"type": "event_callback", "team_id": "T1", "event": {"type": None}},
    {"type": "event_callback", "team_id": "T\0", "event": {"type": "user_change"}},
    {"type": "event_callback", "team_id": "T" * 40, "event": {"type": "user_change"}},
    {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "UADA"}, "actions": []},
    {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "UADA"}, "actions": ["x"]},
    {"type": "block_actions", "team": {"id": "T1"}, "user": 5, "actions": [{"action_id": "join"}]},
    {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "UADA"}, "view": 5},
    {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "UADA"}, "view": {"state": None}},
    {"type": None},
    {},
]
"""What Slack signed and never sends."""


@pytest.mark.parametrize("odd", ODD_SHAPES, ids=str)
def test_what_is_signed_and_makes_no_sense_is_refused_as_unreadable_or_answered(
    town: Town, odd: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    town.installs("T1")

    sent = town.caller.interacts(odd) if "event" not in odd else town.caller.slack_sends(json.dumps(odd))

    assert sent.status in {200, 400, 404}
    town.bot.listeners.submit(lambda: None).result()
    assert "Traceback" not in caplog.text
    assert answered(town, "join").arguments
