"""Proofs that something harmful does no harm, each on a stage of its own."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from bot import logs
from bot.admission import answerable
from bot.blocks.answers import Answers
from bot.manifest import REQUESTS
from bot.mentoring.asks import COOL_DOWN, OPEN_MAX
from bot.mentoring.hours import zone_named
from bot.mentoring.sheets import inert
from bot.pace import Pace, TooFast
from bot.settings import Settings
from bot.store.tables.goals import goals
from bot.store.tables.letters import letters
from bot.store.tables.people import people
from tests.web.stage import Stage

PINGS = (
    "<!channel>",
    "<!here>",
    "<!everyone>",
    "<!subteam^S123>",
    "<@U0VICTIM>",
    "<https://evil|https://slack.com/login>",
)
WRONG = "something went wrong"
TYPED = ("goal", "find", "no-such-thing")
Proof = Callable[[Stage], None]


def marked_up(part: object) -> str:
    """Take out what Slack would interpret; what is plain, or stands in a field to be edited, pings nobody."""
    if isinstance(part, list):
        return " ".join(map(marked_up, part))
    if not isinstance(part, dict):
        return ""
    own = part.get("text") if part.get("type") != "plain_text" else ""
    return " ".join([own if isinstance(own, str) else "", *(marked_up(each) for each in part.values())])


def typed(*words: str) -> Proof:
    """Expect an answer to each, in which nobody is pinged, nothing is linked or laid out anew, and nothing breaks."""

    def proof(stage: Stage) -> None:
        stage.types("join")
        for word in words:
            for command in TYPED:
                told = marked_up(stage.types(f"{command} {word}").arguments)
                assert not any(ping in told for ping in PINGS), (command, word)
                assert WRONG not in stage.told, (command, word)
        assert stage.person("UADA").has_joined

    return proof


def headers(*several: Mapping[str, str]) -> Proof:
    """Expect 401 for each set of headers around a command."""
    body = urlencode({"command": "/mentor", "text": "join", "team_id": "T1", "user_id": "UADA"})

    def proof(stage: Stage) -> None:
        for given in several:
            late, secret = int(given.get("late", 0)), given.get("secret", "signing-secret")
            signed = stage.town.caller.signed(body, late=late, secret=secret)
            signed |= {f"HTTP_X_SLACK_{name}": each for name, each in given.items() if name.isupper()}
            signed = {} if "missing" in given else signed
            assert stage.town.caller.call("POST", REQUESTS, body.encode(), **signed).status == 401, given

    return proof


def too_long(stage: Stage) -> None:
    typed("x" * 3_001, "x" * 40_000)(stage)
    signed = stage.town.caller.signed("x")
    assert stage.town.caller.call("POST", REQUESTS, b"", CONTENT_LENGTH=str(10 << 20), **signed).status == 413
    assert all(len(each.arguments.get("blocks") or ()) <= 50 for each in stage.said)


def cells(_stage: Stage) -> None:
    for cell in ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "-2+3", "\r=1"):
        assert inert(cell).startswith("'")


def replayed(stage: Stage) -> None:
    body = urlencode(
        {"command": "/mentor", "text": "join", "team_id": stage.team, "user_id": "UADA", "trigger_id": "t"}
    )
    signed = stage.town.caller.signed(body)
    for _ in range(3):
        assert stage.town.caller.call("POST", REQUESTS, body.encode(), **signed).status == 200
        stage.rests()
    assert len(stage.town.place.to(stage.team, "views.open")) <= 1
    assert stage.count(letters) == 1


def of_two_teams(stage: Stage) -> None:
    stage.sends("block_actions", "join", user={"id": "UADA", "team_id": "TOTHER"})
    assert stage.count(people) == 0
    assert "take part" in stage.told or "member" in stage.told


def other_metadata(stage: Stage) -> None:
    stage.types("join")
    before = stage.count(goals), stage.count(letters)
    for about in ("999999", "T1:1", '{"id": 1, "workspace": "T1"}', "{", "1:2020-01-01", "x" * 3_001, "\0"):
        for name in ("goal_edit", "move_goal", "post_announcement", "sharpen_goal"):
            assert stage.sends("view_submission", name, about).status == 200
    assert (stage.count(goals), stage.count(letters)) == before
    assert WRONG not in stage.told


def other_values(stage: Stage) -> None:
    stage.types("join")
    before = stage.count(goals), stage.count(letters)
    for value in ("999999", "-1", "1; DROP", "UMEI", "{}", ""):
        for name in ("drop_goal", "goal_reached", "goal_progress", "open_goal"):
            stage.sends("block_actions", name, value)
    assert (stage.count(goals), stage.count(letters)) == before
    assert WRONG not in stage.told


def a_members_reach(stage: Stage) -> None:
    stage.town.place.people["UPLAIN"] = {"is_admin": False}
    stage.types("join", "UPLAIN")
    stage.sends("view_submission", "announce", person="UPLAIN")
    for name in ("open_announce", "health"):
        stage.sends("block_actions", name, person="UPLAIN")
    told = [stage.types(word, "UPLAIN") for word in ("announce", "health", "hold", "export")]
    assert all("lead" in json.dumps(each.arguments) for each in told)
    assert not stage.person("UPLAIN").is_lead


def nobodys_button(stage: Stage) -> None:
    for number, kind in enumerate(("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")):
        stage.town.place.people[f"UGONE{number}"] = {kind: True}
        stage.sends("block_actions", "join", person=f"UGONE{number}")
        assert not stage.person(f"UGONE{number}").has_joined, kind


def elsewhere(stage: Stage) -> None:
    for url in ("http://169.254.169.254/", "https://hooks.slack.com.evil.example/", "file:///etc/passwd"):
        assert answerable(url, "https://slack.com/api/") == ""
        stage.sends("block_actions", "join", person="UELSE", response_url=url)
    assert not stage.town.place.to(stage.team, "response")


def on_the_way_back(stage: Stage) -> None:
    caller, place = stage.town.caller, stage.town.place
    gone = caller.call("GET", "/slack/install")
    state, cookie = (
        parse_qs(urlsplit(gone.header("Location")).query)["state"][0],
        gone.header("Set-Cookie").split(";")[0],
    )

    def back(cookie: str = cookie, **query: str) -> int:
        return caller.call("GET", "/slack/oauth_redirect", query=urlencode(query), HTTP_COOKIE=cookie).status

    code = place.code("TNEW")
    assert [back(code=code), back(code=code, state="guessed"), back("", code=code, state=state)] == [401] * 3
    assert back(error="access_denied", state=state) == 400
    assert back(code=code, state=state) == 401  # the state was used


def a_flood(stage: Stage) -> None:
    pace, now, let_in = Pace(), stage.town.clock(), 0
    for _ in range(30):
        try:
            pace.admit("T1", "UADA", search=True, now=now)
        except TooFast:
            continue
        let_in += 1
    assert let_in == 5


def bombed(_stage: Stage) -> None:
    assert (3, timedelta(days=30)) == (OPEN_MAX, COOL_DOWN)


def lines(_stage: Stage) -> None:
    line = logs.redacted("xoxb-1-2 xapp-1-A2 xoxe.xoxb-1-3 ada@example.com")
    assert line == "[token] [token] [token] [e-mail]"
    assert all(logs.CONTROL.search(each) for each in ("\r", "\x1b"))


def zones(stage: Stage) -> None:
    for number, zone in enumerate(("../../etc/passwd", "Mars/Base", "\0", "")):
        assert str(zone_named(zone)) == "UTC"
        stage.town.place.people[f"UZONE{number}"] = {"tz": zone}
        stage.types("join", f"UZONE{number}")
    assert WRONG not in stage.told


def days(_stage: Stage) -> None:
    for day in ("0000-00-00", "2026-02-29", "10000-01-01", "abc", ""):
        assert Answers({"day": {"day": {"selected_date": day}}}).day("day") is None


def reactions(stage: Stage) -> None:
    for number in range(20):
        event = {"user": "UADA", "reaction": "x", "item": {"type": "message"}}
        assert stage.town.caller.event(stage.team, number, "reaction_added", event=event).status in {200, 404}
    stage.rests()
    assert stage.said == []


def erasing_another(stage: Stage) -> None:
    for person in ("UADA", "UMEI"):
        stage.types("join", person)
    stage.sends("block_actions", "erase_me", "UMEI")
    assert stage.person("UMEI").erase_at is None
    assert stage.person("UADA").erase_at is not None


def looked_at(stage: Stage) -> None:
    before = stage.town.caller.call("POST", REQUESTS, b"ssl_check=1&token=x&command=/mentor&text=join")
    assert (before.status, before.body, stage.said) == (200, "", [])


def from_outside(stage: Stage) -> None:
    assert (Settings().health_host, Settings().health_port) == ("127.0.0.1", None)
    for path in ("/livez", "/readyz", "/metrics"):
        assert stage.town.caller.call("GET", path).status == 404
