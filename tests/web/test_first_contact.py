"""Somebody new, while Slack is silent about them: they hear so before its patience ends, and are known soon after."""

import json

from bot.playground.telephone import wait_until
from bot.store import people
from tests.slacks import Town


def test_somebody_new_is_answered_while_slack_is_silent_and_known_once_it_speaks(town: Town) -> None:
    town.installs("T1")
    town.place.silent.add("users.info")

    assert town.caller.command(town.place, "T1", "join").status == 200
    wait_until(lambda: bool(town.place.to("T1", "response")), 20, lambda: "no answer while users.info hangs")

    (told,) = town.place.to("T1", "response")
    assert "Slack doesn't tell me who you are right now" in json.dumps(told.arguments, ensure_ascii=False)
    assert "users.info" in town.place.silent

    town.place.silent.clear()
    wait_until(lambda: is_known(town, "UADA"), 20, lambda: "nobody went on asking")
    town.caller.command(town.place, "T1", "join")
    wait_until(lambda: len(town.place.to("T1", "response")) > 1, 20, lambda: "no second answer")
    assert "You're in" in json.dumps(town.place.to("T1", "response")[-1].arguments, ensure_ascii=False)


def is_known(town: Town, slack_id: str) -> bool:
    with town.bot.database.look("T1") as db:
        return people.known(db, slack_id) is not None
