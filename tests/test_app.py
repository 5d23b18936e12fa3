"""The bot as a whole: it says who it is, takes its database, and tells when it means to speak."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from slack_bolt import Ack

from bot.app import Bot, SlackIsOutOfReach
from bot.mentoring.occasions import Class
from bot.playground import Playground
from bot.playground.client import Visitor
from bot.settings import Settings
from bot.store import letters, logbook, pairs, pauses, people
from bot.store.lock import DatabaseIsInUse
from bot.workspaces import OneWorkspace
from tests.examples import MONDAY, ada, letter, mei
from tests.fakes import Clock
from tests.places import AT_ANY_PACE, UNHURRIED, a_playground, nobody_there, settings_for, something_that_says

A_DAY = timedelta(days=1)
ALL_AT_ONCE = 20


@pytest.fixture
def playground() -> Iterator[Playground]:
    with a_playground() as playground:
        yield playground


@pytest.fixture
def settings(playground: Playground, tmp_path: Path) -> Settings:
    return settings_for(playground, tmp_path / "mentor.db")


@pytest.fixture
def bot(settings: Settings) -> Iterator[Bot]:
    bot = Bot(settings, Clock())
    yield bot
    bot.stop()


def writes(bot: Bot, **otherwise: object) -> None:
    with bot.database.begin(bot.workspace) as db:
        letters.write(db, letter(**{"workspace": bot.workspace, "class_": Class.TRANSACTIONAL} | otherwise))


def test_a_wrong_token_is_told_before_anything_is_touched(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SlackIsOutOfReach, match=r"SLACK_BOT_TOKEN \(invalid_auth\)"):
        Bot(replace(settings, slack_bot_token="xoxb-wrong"), Clock())

    assert list(tmp_path.iterdir()) == []


def test_a_slack_out_of_reach_is_told_with_its_address(settings: Settings) -> None:
    nowhere = nobody_there()

    with pytest.raises(SlackIsOutOfReach, match=f"Slack did not answer at {nowhere}"):
        Bot(replace(settings, slack_api_url=nowhere), Clock())


def test_a_page_of_somebody_else_s_is_not_taken_for_a_refusal(settings: Settings) -> None:
    with something_that_says("<html>Log in to the network</html>") as url:
        elsewhere = replace(settings, slack_api_url=url)
        with pytest.raises(SlackIsOutOfReach, match="did not answer as Slack does"):
            Bot(elsewhere, Clock())


def test_a_busy_slack_is_not_blamed_on_the_token(settings: Settings) -> None:
    with something_that_says('{"ok": false, "error": "ratelimited"}', 429) as url:
        busy = replace(settings, slack_api_url=url)
        with pytest.raises(SlackIsOutOfReach, match=r"no time for us right now \(ratelimited\)"):
            Bot(busy, Clock())


def test_it_learns_where_it_is_and_what_it_may_do(bot: Bot) -> None:
    assert bot.workspace
    here = bot.workspaces.here(bot.workspace, "", MONDAY)
    assert bot.slack_of(bot.workspace) is here.slack
    assert bot.slack_of("T2") is None
    assert {"commands", "chat:write", "users:read"} <= here.granted


def test_a_second_bot_is_kept_from_the_same_file(bot: Bot, settings: Settings) -> None:
    bot.prepare()

    with closing(_Ended(Bot(settings, Clock()))) as second, pytest.raises(DatabaseIsInUse, match="PostgreSQL"):
        second.bot.prepare()


class _Ended:
    """A bot that is stopped at the end, whatever came before."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    def close(self) -> None:
        self.bot.stop()


def test_a_token_that_works_again_ends_the_silence(bot: Bot) -> None:
    bot.prepare()
    with bot.database.begin(bot.workspace) as db:
        pauses.pause(db, bot.workspace, MONDAY + A_DAY, "token_revoked")

    bot.prepare()

    with bot.database.look(bot.workspace) as db:
        assert pauses.why_paused(db, bot.workspace, MONDAY) is None


def test_it_tells_when_it_means_to_speak_next(bot: Bot) -> None:
    bot.prepare()
    assert bot.speaks_next() is None

    with bot.database.begin(bot.workspace) as db:
        db.add_all([mei(workspace=bot.workspace), ada(workspace=bot.workspace)])
        db.flush()
        two = people.these(db, ["UADA", "UMEI"])
        pair = pairs.make(db, two["UMEI"], two["UADA"], "sql", MONDAY - timedelta(days=3))
        logbook.book(db, pair, two["UADA"], (MONDAY + 3 * A_DAY).date(), MONDAY.time(), MONDAY)

    speaks = bot.speaks_next()
    assert speaks is not None
    assert MONDAY < speaks < MONDAY + 4 * A_DAY


def test_woken_up_it_says_what_is_due(bot: Bot, playground: Playground) -> None:
    bot.prepare()
    with bot.database.begin(bot.workspace) as db:
        db.add(ada(workspace=bot.workspace))
    writes(bot)

    bot.wake()

    assert [said["text"] for said in Visitor(playground.url, "UADA").dm()] == ["How is it going?"]


def test_a_bot_that_was_started_listens_and_stops_whole(bot: Bot, playground: Playground) -> None:
    someone = Visitor(playground.url, "UADA")

    bot.start()

    someone.waits_for(lambda: bool(someone.state()["bot_connected"]))
    assert bot.timetable.running
    bot.stop()
    assert not bot.timetable.running


def test_twenty_slow_commands_over_one_line_keep_each_other_waiting_no_longer_than_one(tmp_path: Path) -> None:
    """Each waits for all the others before it acknowledges: with fewer workers or listeners none of them ever would."""
    together = Barrier(ALL_AT_ONCE)

    def slow(ack: Ack) -> None:
        together.wait(timeout=15)
        ack("all of us are here")

    playground = Playground(now=lambda: MONDAY, port=0, patience=UNHURRIED)
    playground.start()
    bot = Bot(settings_for(playground, tmp_path / "mentor.db"), Clock(), pace=AT_ANY_PACE)
    try:
        bot.desk.command("slow")(slow)
        bot.start()
        everybody = [Visitor(playground.url, each.id) for each in playground.company.people[:ALL_AT_ONCE]]
        with ThreadPoolExecutor(ALL_AT_ONCE) as people:
            list(people.map(lambda someone: someone.types("/mentor slow"), everybody))
        for someone in everybody:
            assert someone.sees("all of us are here")
    finally:
        bot.stop()
        playground.stop()


def test_what_slack_did_not_grant_is_told_once_at_the_start(
    bot: Bot, playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    del playground
    only = bot.workspaces
    assert isinstance(only, OneWorkspace)
    only.only = replace(only.only, granted=frozenset({"commands", "chat:write", "users:read", "im:history"}))

    bot.start()

    told = [line for line in caplog.messages if "didn't grant" in line]
    assert len(told) == 1
    assert "files:write (a calendar file" in told[0]
    assert "im:history" not in told[0]
