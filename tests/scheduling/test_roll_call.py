"""The roll call: who left without Slack's word reaching the bot is noticed at night."""

from datetime import timedelta

import pytest

from bot.mentoring.people import Person, Standing
from bot.profiles import Profile
from bot.slack import Slack, SlackIsBusy, SlackSaidNo
from bot.store import pauses, people
from scheduling import lapses, roll_call
from tests.examples import MONDAY, TEAM
from tests.fakes import FakeSlack
from tests.scheduling.lives import begin, make_round
from tests.scheduling.mailroom import Mailroom

NIGHT = MONDAY.replace(hour=2)


class Register(FakeSlack):
    """A Slack that says of everybody what the test wants it to say, and remembers who was asked about."""

    def __init__(self, room: Mailroom, **said: Profile | Exception) -> None:
        super().__init__(room.clock)
        self.said, self.asked = said, []

    asked: list[str]

    def profile(self, slack_id: str, *, hurried: bool = False) -> Profile:
        self.asked.append(slack_id)
        found = self.said.get(slack_id, profile(slack_id))
        if isinstance(found, Exception):
            raise found
        return found


def profile(slack_id: str, standing: Standing = Standing.MEMBER) -> Profile:
    return Profile(slack_id, slack_id.removeprefix("U").lower(), "Europe/London", "", standing, is_admin=False)


def call(room: Mailroom, slack: Slack | None, at: timedelta = timedelta(0)) -> int:
    return roll_call.call(room.database, {TEAM: slack}.get, NIGHT + at)


def person(room: Mailroom, slack_id: str) -> Person:
    with room.database.look(TEAM) as db:
        found = people.known(db, slack_id)
    assert found
    return found


def test_a_closed_account_is_noticed_and_the_other_one_hears_of_it(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", MONDAY - timedelta(days=5))
    begin(mailroom, "UNOOR", "UJONAS", MONDAY - timedelta(days=5))
    slack = Register(mailroom, UADA=profile("UADA", Standing.GONE), UNOOR=SlackSaidNo("user_not_found"))

    assert call(mailroom, slack) >= 2
    assert {"UADA", "UNOOR", "UMEI"} <= set(slack.asked)
    assert "UAMARA" not in slack.asked

    lapses.pass_(mailroom.database, NIGHT)
    make_round(mailroom)
    told = {letter.to: letter.text for letter in mailroom.all() if letter.kind == "left"}
    assert "ada has left the workspace" in told["UMEI"]
    assert "noor has left the workspace" in told["UJONAS"]
    slack.asked.clear()
    assert call(mailroom, slack, timedelta(minutes=1)) == 0
    assert slack.asked == []


def test_it_is_called_at_night_only_and_where_the_bot_is_installed(mailroom: Mailroom) -> None:
    slack = Register(mailroom)

    assert call(mailroom, slack, timedelta(hours=8)) == 0
    assert call(mailroom, None) == 0
    assert slack.asked == []


@pytest.mark.parametrize("trouble", [SlackIsBusy(30), SlackSaidNo("invalid_auth")])
def test_slack_is_left_alone_when_it_wants_to_be(mailroom: Mailroom, trouble: Exception) -> None:
    slack = Register(mailroom, UADA=trouble)

    assert call(mailroom, slack) == 0

    assert slack.asked == ["UADA"]
    assert person(mailroom, "UADA").standing is Standing.MEMBER


def test_a_token_that_is_refused_is_noted_until_it_works_again(mailroom: Mailroom) -> None:
    found = []
    for trouble in (SlackSaidNo("invalid_auth"), SlackSaidNo("user_not_visible"), None):
        call(mailroom, Register(mailroom, **{"UADA": trouble} if trouble else {}))
        with mailroom.database.look(TEAM) as db:
            found.append([pause.refusals for pause in pauses.of(db, [TEAM]).values()])

    assert found == [[1], [1], []]


def test_some_are_asked_about_at_a_time_the_longest_unseen_first(
    mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roll_call, "AT_ONCE", 1)
    with mailroom.database.begin(TEAM) as db:
        people.these(db, ["UNOOR"])["UNOOR"].seen_at = MONDAY - timedelta(days=99)
    slack = Register(mailroom)

    call(mailroom, slack)
    call(mailroom, slack)

    assert slack.asked == ["UNOOR", "UADA"]
