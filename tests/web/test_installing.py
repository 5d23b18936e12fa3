"""Installing, installing again and leaving: whoever comes back from Slack's page is who went there, once, in time."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import sqlalchemy as sa

from bot.many_workspaces import NoKeyFits
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.playground.telephone import wait_until
from bot.store import installations, letters
from bot.store.installations import KEPT_FOR, Installation
from bot.store.purge import tables
from tests.examples import MONDAY, ada, letter, mei, pair
from tests.fakes import Clock
from tests.slacks import Response, Town

NOW = int(MONDAY.timestamp())
A_DAY = timedelta(days=1)


def known(town: Town) -> dict[str, Installation]:
    with town.bot.database.survey() as db:
        return {each.workspace: each for each in installations.every(db)}


def goes(town: Town) -> tuple[str, str]:
    """Go to Slack's page; return the state and the cookie."""
    gone = town.caller.call("GET", "/slack/install")
    assert (gone.status, gone.header("Cache-Control")) == (302, "no-store")
    asked = parse_qs(urlsplit(gone.header("Location")).query)
    assert asked["client_id"] == ["1.2"]
    assert {"commands", "chat:write", "users:read"} <= set(asked["scope"][0].split(","))
    cookie = gone.header("Set-Cookie")
    assert "HttpOnly; SameSite=Lax; Secure" in cookie
    return asked["state"][0], cookie.split(";")[0]


def returns(town: Town, cookie: str, **query: str) -> Response:
    return town.caller.call("GET", "/slack/oauth_redirect", query=urlencode(query), HTTP_COOKIE=cookie)


def here(town: Town, workspace: str, enterprise: str = "") -> bool:
    return town.bot.workspaces.here(workspace, enterprise, MONDAY).slack is not None


def test_two_workspaces_install_and_each_is_spoken_to_with_its_own_token(town: Town) -> None:
    for team in ("T1", "T2"):
        installed = town.installs(team)
        assert installed.status == 200
        assert f"Mentor Bot is in Team {team}" in installed.body
    assert all("xoxb" not in each.token and each.scopes for each in known(town).values())

    for team in ("T1", "T2", "T1"):
        town.caller.command(town.place, team, "help")
    wait_until(lambda: len(town.place.to("T1", "response")) == 2, 5, lambda: "no answer")
    wait_until(lambda: town.place.to("T2", "response"), 5, lambda: "no answer")

    for team in ("T1", "T2"):
        assert len(town.place.to(team, "auth.test")) == 1
        slack = town.bot.slack_of(team)
        assert slack
        assert slack is town.bot.slack_of(team)
        assert slack.profile("UADA").name == "someone"
        assert town.place.to(team, "users.info")


def test_the_way_back_is_open_once_in_time_and_for_the_browser_that_went(town: Town) -> None:
    state, cookie = goes(town)
    code = town.place.code("T1")
    _, another = goes(town)
    for wrong in (
        returns(town, cookie, code=code),
        returns(town, "", code=code, state=state),
        returns(town, another, code=code, state=state),
        returns(town, cookie, code=code, state="guessed"),
        returns(town, "mentor-bot-installing=é\x00;=", code=code, state=state),
        returns(town, f"mentor-bot-installing={'x' * 43}", code=code, state="x" * 43),
    ):
        assert wrong.status == 401
        assert "Start again" in wrong.body
    assert known(town) == {}

    assert returns(town, cookie, code=code, state=state).status == 200
    again = returns(town, cookie, code=town.place.code("T2"), state=state)
    assert (again.status, set(known(town))) == (401, {"T1"})

    state, cookie = goes(town)
    town.clock.advance(timedelta(minutes=10))
    assert returns(town, cookie, code=code, state=state).status == 401


@pytest.mark.parametrize(
    ("query", "status"),
    [({"error": "access_denied"}, 400), ({}, 400), ({"code": "x" * 501}, 400), ({"code": "used"}, 502)],
)
def test_whoever_does_not_agree_or_brings_no_code_installs_nothing(
    town: Town, query: dict[str, str], status: int
) -> None:
    state, cookie = goes(town)

    refused = returns(town, cookie, state=state, **query)

    assert (refused.status, known(town)) == (status, {})
    assert "Nothing was changed." in refused.body


def test_a_slack_that_does_not_answer_installs_nothing(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("slack_sdk.WebClient.oauth_v2_access", lost)
    state, cookie = goes(town)

    assert returns(town, cookie, state=state, code="code").status == 502


def test_a_name_from_slack_is_text_on_the_page(town: Town) -> None:
    state, cookie = goes(town)
    code = town.place.code("T1")
    town.place.codes[code]["team"]["name"] = "<script>alert(1)</script>"

    assert "<script>" not in returns(town, cookie, code=code, state=state).body


def test_installing_again_renews_the_token_and_ends_the_silence(town: Town) -> None:
    town.installs("T1")
    first = known(town)["T1"].token
    town.caller.event("T1", NOW, "app_uninstalled")
    wait_until(lambda: not here(town, "T1"), 5, lambda: "still here")
    town.clock.advance(A_DAY)

    town.installs("T1")

    assert here(town, "T1")
    assert known(town)["T1"].token not in {"", first}
    late = town.caller.event("T1", NOW + 60, "app_uninstalled")
    assert late.status == 200
    town.bot.listeners.submit(lambda: None).result()
    assert here(town, "T1")


def test_whoever_leaves_is_forgotten_at_once_and_deleted_a_month_later(town: Town) -> None:
    for team in ("T1", "T2"):
        town.installs(team)
        with town.bot.database.begin(team) as db:
            db.add(pair(mentor=mei(workspace=team), mentee=ada(workspace=team), workspace=team))
            letters.write(db, letter(workspace=team, class_=Class.TRANSACTIONAL))

    town.caller.event("T1", NOW, "tokens_revoked", event={"tokens": {"oauth": ["UADA"], "bot": []}})
    town.caller.event("T1", NOW, "tokens_revoked", event={"tokens": {"bot": ["UBOT"]}})
    wait_until(lambda: not here(town, "T1"), 5, lambda: "still here")
    town.caller.event("T1", NOW, "app_uninstalled")

    town.bot.wake()
    assert known(town)["T1"].token == ""
    assert (town.place.to("T1", "chat.postMessage"), len(town.place.to("T2", "chat.postMessage"))) == ([], 1)
    with town.bot.database.look("T1") as db:
        kept = letters.by_key(db, letter().key)
        assert kept
        assert kept.state is LetterState.CANCELLED
    assert rows(town, "T1") > 0

    town.clock.advance(KEPT_FOR - A_DAY)
    town.bot.wake()
    assert rows(town, "T1") > 0
    town.clock.advance(A_DAY)
    town.bot.wake()
    assert (rows(town, "T1"), set(known(town))) == (0, {"T2"})
    assert rows(town, "T2") > 0


def rows(town: Town, team: str) -> int:
    """Count what is kept about a workspace."""
    with town.bot.database.look(team) as db:
        return sum(
            db.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in tables()
            if table.name != "pauses"
        )


def test_an_organization_lets_its_workspaces_in_with_one_token(town: Town) -> None:
    assert town.installs("E1", organization=True).status == 200

    assert here(town, "T1", "E1")
    assert not here(town, "T9", "E9")
    assert town.bot.slack_of("T1")
    assert town.bot.slack_of("T9") is None
    assert known(town)["T1"].enterprise == "E1"
    town.caller.event("T1", NOW, "team_access_granted", enterprise_id="E1", event={"team_ids": ["T2"]})
    wait_until(lambda: "T2" in known(town), 5, lambda: "not let in")
    town.caller.event("T1", NOW, "team_access_revoked", enterprise_id="E1", event={"team_ids": ["T2"]})
    wait_until(lambda: known(town)["T2"].removed_at, 5, lambda: "still in")
    assert not here(town, "T2", "E1")
    town.installs("T3", enterprise="E1")

    gone = {"enterprise_id": "E1", "team_id": None, "is_enterprise_install": True}
    town.caller.event("", NOW, "app_uninstalled", **gone, authorizations=[gone])

    wait_until(lambda: not here(town, "T1", "E1"), 5, lambda: "still here")
    assert {name for name, each in known(town).items() if each.removed_at is None} == {"T3"}
    assert here(town, "T3", "E1")


def test_a_token_that_no_key_opens_counts_as_none(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.installs("T1")
    with town.bot.database.begin("T1") as db:
        installations.retoken(db, "T1", known(town)["T1"].token, "broken")

    assert not here(town, "T1")
    assert "has to install the bot again" in caplog.text


def test_a_server_with_somebody_else_s_keys_does_not_start_and_one_with_some_says_whose_are_missing(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.installs("T1")
    shut = known(town)["T1"].token
    with town.bot.database.begin("T1") as db:
        installations.retoken(db, "T1", shut, "broken")

    with pytest.raises(NoKeyFits, match="opens the tokens of T1"):
        town.bot.workspaces.arrive(MONDAY)

    town.installs("T2")
    town.bot.workspaces.arrive(MONDAY)
    assert "no key in TOKEN_KEYS opens the tokens of T1" in caplog.text


def test_two_browsers_with_the_same_word_are_one_too_many(town: Town) -> None:
    with town.bot.database.everywhere() as db:
        installations.expect(db, "word", Clock()())
        assert [installations.consume(db, "word", MONDAY) for _ in range(2)] == [True, False]
        installations.expect(db, "late", MONDAY - A_DAY)
        installations.forget_states(db, MONDAY)
        assert not installations.consume(db, "late", MONDAY - A_DAY)
