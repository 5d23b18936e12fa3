"""Whoever acts is known, may take part, and Slack is asked about them once a day at most."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.marks import mark
from bot.mentoring.letters import LetterState
from bot.mentoring.people import CannotTakePart, Standing
from bot.profiles import Profile
from bot.slack import SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import letters, pauses, people
from bot.store.database import Database
from bot.visits import NobodyByThatName, SlackDidNotAnswer, Visits
from tests.databases import make_tables
from tests.examples import MONDAY, TEAM, ada, letter
from tests.fakes import FakeSlack
from tests.store.crew import kept, known

MESSAGE = {"container": {"type": "message", "channel_id": "DUADA", "message_ts": "1.000100"}}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'visits.db'}"
    make_tables(url)
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def slack() -> FakeSlack:
    slack = FakeSlack()
    slack.profiles["UADA"] = described()
    return slack


@pytest.fixture
def door(database: Database, slack: FakeSlack) -> Visits:
    return Visits(database, slack, TEAM, MONDAY)


def described(standing: Standing = Standing.MEMBER) -> Profile:
    return Profile("UADA", "Ada", "Europe/London", "Engineer", standing, is_admin=False)


def said(database: Database, to: str) -> None:
    with database.begin(TEAM) as db:
        letters.write(db, letter(to=to, state=LetterState.SENT, channel="DUADA", ts="1.000100"))


def test_a_newcomer_is_looked_up_once(door: Visits, slack: FakeSlack) -> None:
    assert door.receive("UADA", {}) == "UADA"
    door.receive("UADA", {})

    assert slack.called("profile") == ["UADA"]


def test_the_next_day_slack_is_asked_again(door: Visits, database: Database, slack: FakeSlack) -> None:
    kept(database, ada(seen_at=MONDAY - timedelta(hours=24)))

    assert door.meet("UADA").name == "Ada"

    assert slack.called("profile") == ["UADA"]


@pytest.mark.parametrize("standing", [each for each in Standing if each is not Standing.MEMBER])
def test_guests_bots_strangers_and_closed_accounts_are_not_let_in(
    door: Visits, slack: FakeSlack, standing: Standing
) -> None:
    slack.profiles["UADA"] = described(standing)

    with pytest.raises(CannotTakePart):
        door.receive("UADA", {})


def test_nobody_is_made_up(door: Visits, database: Database) -> None:
    with pytest.raises(NobodyByThatName):
        door.meet("UNOBODY")

    with database.look(TEAM) as db:
        assert people.known(db, "UNOBODY") is None


def test_nobody_is_called_unknown_where_slack_refuses_to_tell(door: Visits, slack: FakeSlack) -> None:
    slack.plan("profile", SlackSaidNo("invalid_auth"))

    with pytest.raises(SlackDidNotAnswer):
        door.meet("UADA")


def refusals(database: Database) -> int:
    """Tell how often in a row this workspace's token was refused, as far as it was noted."""
    with database.look(TEAM) as db:
        found = pauses.of(db, [TEAM]).get(TEAM)
    return found.refusals if found else 0


def test_a_token_that_is_refused_is_noted_until_it_works_again(
    door: Visits, database: Database, slack: FakeSlack
) -> None:
    slack.plan("profile", SlackSaidNo("users_not_found"), SlackSaidNo("token_revoked"))

    with pytest.raises(NobodyByThatName):
        door.meet("UADA")
    assert refusals(database) == 0
    with pytest.raises(SlackDidNotAnswer):
        door.meet("UADA")
    assert refusals(database) == 1
    door.meet("UADA")
    assert refusals(database) == 0


@pytest.mark.parametrize("trouble", [SlackIsBusy(30), SlackIsSilent()])
def test_when_slack_does_not_answer_what_was_known_is_good_enough(
    door: Visits, database: Database, slack: FakeSlack, trouble: Exception
) -> None:
    slack.plan("profile", trouble, trouble)
    with pytest.raises(SlackDidNotAnswer):
        door.meet("UADA")

    kept(database, ada())
    assert door.meet("UADA").name == "ada"


def test_whoever_could_not_be_looked_up_in_a_hurry_is_known_the_next_time(database: Database, slack: FakeSlack) -> None:
    door = Visits(database, slack, TEAM, MONDAY, lambda task: task())
    slack.plan("profile", SlackIsSilent())
    with pytest.raises(SlackDidNotAnswer):
        door.meet("UADA")

    assert door.meet("UADA").name == "Ada"
    assert len(slack.called("profile")) == 2


def test_a_slack_that_stays_silent_is_left_alone(database: Database, slack: FakeSlack) -> None:
    door = Visits(database, slack, TEAM, MONDAY, lambda task: task())
    slack.plan("profile", SlackIsSilent(), SlackIsSilent())

    with pytest.raises(SlackDidNotAnswer):
        door.meet("UADA")

    assert len(slack.called("profile")) == 2


def test_a_pressed_button_of_a_letter_in_doubt_ends_the_doubt(door: Visits, database: Database) -> None:
    with database.begin(TEAM) as db:
        doubted = letter(state=LetterState.UNSURE, unsure=1)
        letters.write(db, doubted)

    door.receive("UADA", MESSAGE | {"message": {"metadata": mark(doubted.id)}})

    with database.look(TEAM) as db:
        answered = letters.by_message(db, "DUADA", "1.000100")
        assert answered
        assert (answered.was_said, answered.acknowledged_at) == (True, MONDAY)


def test_a_pressed_button_acknowledges_the_letter_it_hangs_on(door: Visits, database: Database) -> None:
    said(database, "UADA")

    door.receive("UADA", MESSAGE)

    with database.look(TEAM) as db:
        answered = letters.by_message(db, "DUADA", "1.000100")
        assert answered is not None
        assert answered.acknowledged_at == MONDAY
        assert known(db, "UADA").seen_at == MONDAY


def test_somebody_else_s_letter_is_not_acknowledged(door: Visits, database: Database) -> None:
    said(database, "UMEI")

    door.receive("UADA", MESSAGE)
    door.receive("UADA", {"container": {**MESSAGE["container"], "is_ephemeral": True}})

    with database.look(TEAM) as db:
        untouched = letters.by_message(db, "DUADA", "1.000100")
        assert untouched is not None
        assert untouched.acknowledged_at is None


def test_that_somebody_acts_is_noted_once_a_minute_and_a_stranger_leaves_nothing(
    door: Visits, database: Database
) -> None:
    door.meet("UADA")
    moments = []
    for later in (timedelta(0), timedelta(seconds=59), timedelta(seconds=60)):
        door.now = MONDAY + later
        door.acted("UADA")
        door.acted("UNOBODY")
        with database.look(TEAM) as db:
            moments.append(known(db, "UADA").acted_at)

    assert moments == [MONDAY, MONDAY, MONDAY + timedelta(minutes=1)]


def test_that_an_act_cannot_be_noted_troubles_nobody(door: Visits, database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE people RENAME TO others")

    door.acted("UADA")


def test_everybody_is_asked_for_page_by_page_and_slack_is_waited_for(database: Database) -> None:
    pages = {"": ([described()], "next"), "next": ([described(Standing.GUEST)], "")}
    busy = [SlackIsBusy(0.0)]

    class Roll(FakeSlack):
        def everybody(self, cursor: str = "") -> tuple[list[Profile], str]:
            if busy:
                raise busy.pop()
            return pages[cursor]

    directory = Visits(database, Roll(), TEAM, MONDAY).roll()

    assert list(directory.by_id) == ["UADA"]


@pytest.mark.parametrize(("code", "noted"), [("account_inactive", 1), ("missing_scope", 0)])
def test_a_token_that_is_refused_when_all_are_asked_about_is_noted(database: Database, code: str, noted: int) -> None:
    class Roll(FakeSlack):
        def everybody(self, cursor: str = "") -> tuple[list[Profile], str]:
            raise SlackSaidNo(code)

    with pytest.raises(SlackSaidNo):
        Visits(database, Roll(), TEAM, MONDAY).roll()

    assert refusals(database) == noted


def test_whoever_is_never_told_who_is_here_stops_asking(database: Database) -> None:
    class Roll(FakeSlack):
        def everybody(self, cursor: str = "") -> tuple[list[Profile], str]:
            raise SlackIsBusy(0.0)

    with pytest.raises(SlackIsBusy):
        Visits(database, Roll(), TEAM, MONDAY).roll()
