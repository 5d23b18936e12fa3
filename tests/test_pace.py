"""The pace: enough for everybody, and too little for whoever keeps others waiting."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot import pace as module
from bot.admission import NotInstalled, admit, answerable
from bot.mentoring.people import CannotTakePart
from bot.pace import Limit, Pace, TooFast
from bot.slack import Slack
from bot.workspaces import Here
from tests.examples import MONDAY

SECOND = timedelta(seconds=1)


def admitted(
    pace: Pace,
    times: int,
    person: str = "UADA",
    team: str = "T1",
    *,
    search: bool = True,
    after: timedelta = SECOND,
) -> int:
    """Ask so many times in the same moment; return how often that was let through."""
    let_in = 0
    for _ in range(times):
        try:
            pace.admit(team, person, search=search, now=MONDAY + after)
        except TooFast:
            continue
        let_in += 1
    return let_in


def test_thirty_searches_in_ten_seconds_are_five() -> None:
    pace = Pace()

    assert admitted(pace, 30) == 5
    assert admitted(pace, 1, "UMEI") == 1
    assert admitted(pace, 1, team="T2") == 1
    assert admitted(pace, 30, search=False) == 30
    assert admitted(pace, 1, after=SECOND * 10) == 0
    assert admitted(pace, 9, after=SECOND * 11) == 5


def test_in_an_hour_a_person_asks_a_hundred_times() -> None:
    pace = Pace()

    assert sum(admitted(pace, 9, after=SECOND * 10 * turn) for turn in range(40)) == 100
    assert admitted(pace, 1, after=timedelta(hours=1, seconds=1)) == 1


def test_a_thousand_requests_of_a_workspace_are_its_share() -> None:
    pace = Pace()

    assert sum(admitted(pace, 1, f"U{number}") for number in range(1200)) == 1000
    assert admitted(pace, 1, "UADA", "T2") == 1


def test_only_the_last_who_asked_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 3)
    pace = Pace(searches=[Limit(1, timedelta(hours=1))])

    assert [admitted(pace, 2, person) for person in ("U1", "U2", "U3", "U1")] == [1, 1, 1, 1]


def test_no_limits_let_everybody_do_everything() -> None:
    assert admitted(Pace((), (), ()), 500) == 500


def test_whoever_may_not_ask_is_told_why() -> None:
    here = Here("T1", Slack(WebClient()))
    mine = {"type": "block_actions", "user": {"id": "UADA", "team_id": "T1"}}
    theirs = {"type": "block_actions", "user": {"id": "UADA", "team_id": "T2"}}

    for body in (mine, theirs | {"enterprise": {"id": "E1"}}, {"command": "/mentor", "user_id": "UADA"}):
        admit(here, "UADA", body, Pace(), MONDAY)
    with pytest.raises(CannotTakePart):
        admit(here, "UADA", theirs, Pace(), MONDAY)
    with pytest.raises(NotInstalled):
        admit(Here("T1"), "UADA", mine, Pace(), MONDAY)
    with pytest.raises(NotInstalled):
        admit(Here("T1"), "UADA", {"event": {"type": "app_home_opened"}}, Pace(), MONDAY)
    admit(Here("T1"), "", {"event": {"type": "app_uninstalled"}}, Pace(), MONDAY)
    full = Pace(searches=[Limit(0, SECOND)])
    with pytest.raises(TooFast):
        admit(here, "UADA", {"command": "/mentor", "text": " FIND  go"}, full, MONDAY)
    admit(here, "UADA", {"command": "/mentor", "text": "findings"}, full, MONDAY)
    admit(here, "UADA", {"event": {"type": "app_home_opened"}}, full, MONDAY)


@pytest.mark.parametrize(
    ("url", "leads_to_slack"),
    [
        ("https://hooks.slack.com/commands/T1/2/3", True),
        ("https://slack.com/x", True),
        ("http://hooks.slack.com/x", False),
        ("https://hooks.slack.com.evil.example/x", False),
        ("https://evil.example/hooks.slack.com", False),
        ("https://hooks.slack.com@evil.example/", False),
        ("http://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("", False),
        (None, False),
        ({"$gt": ""}, False),
    ],
)
def test_an_answer_goes_to_slack_and_nowhere_else(url: object, leads_to_slack: bool) -> None:
    assert answerable(url, "https://slack.com/api/") == (url if leads_to_slack else "")


def test_an_answer_goes_to_whichever_slack_it_is() -> None:
    assert answerable("https://hooks.slack-gov.com/x", "https://slack-gov.com/api/")
    assert answerable("http://127.0.0.1:3000/response/x", "http://127.0.0.1:3000/api/")
    assert answerable("http://127.0.0.1:3000/response/x", "http://localhost:3000/api/")
    assert not answerable("http://example.com/response/x", "http://localhost:3000/api/")
    assert not answerable("https://localhost/x", "https://slack.com/api/")
    assert not answerable("https://[x", "https://slack.com/api/")
