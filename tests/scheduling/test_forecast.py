"""The forecast: what people will be told, found out by living through it and undoing it."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

import bot.__main__ as command_line
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.sessions import Outcome
from bot.store.tables.letters import letters as rows
from bot.store.tables.pairs import pairs
from scheduling.forecast import as_table, forecast
from scheduling.kinds import ANSWERED_BY_AN_ACT, IN_WORDS, in_words
from scheduling.nudges import every
from tests.examples import MONDAY
from tests.scheduling.lives import Queries, begin, live, make_round, plan
from tests.scheduling.mailroom import Mailroom

DAY = timedelta(days=1)
WEDNESDAY_BEFORE = MONDAY - 5 * DAY


def some_lives(room: Mailroom) -> None:
    """Let one pair never meet, one fall silent with a session to come, and one pause."""
    begin(room, "UADA", "UMEI", WEDNESDAY_BEFORE)
    silent = begin(room, "UNOOR", "UJONAS", MONDAY - 20 * DAY)
    plan(room, silent, MONDAY - 8 * DAY, Outcome.HELD)
    plan(room, silent, MONDAY + 6 * DAY)
    paused = {"lifecycle": Lifecycle.PAUSED, "paused_at": MONDAY, "paused_until": MONDAY + 2 * DAY}
    begin(room, "UTANE", "UINES", MONDAY - 20 * DAY, **paused)


@pytest.mark.long_story
def test_it_says_what_will_be_said_when_nobody_taps_anything(mailroom: Mailroom) -> None:
    some_lives(mailroom)

    planned = forecast(mailroom.database, MONDAY, 100 * DAY)
    live(mailroom, MONDAY + 100 * DAY)

    new = [letter for letter in mailroom.all() if letter.was_said and letter.edits is None]
    said = [letter for letter in new if not (letter.lease or "").startswith("letter:")]
    foretold = [(each.to, each.kind, to_the_minute(each.at)) for each in planned]
    assert sorted(foretold) == sorted((each.to, each.kind, to_the_minute(each.sent_at)) for each in said)
    assert {"first_meeting", "rest_notice", "welcome_back", "outcome", "stalled", "rest_over"} <= {
        kind for _, kind, _ in foretold
    }


def test_it_keeps_nothing(mailroom: Mailroom) -> None:
    some_lives(mailroom)
    before = everything(mailroom)

    forecast(mailroom.database, MONDAY, 30 * DAY)

    assert everything(mailroom) == before
    assert mailroom.slack.log == []


def test_it_stops_when_it_has_found_enough(mailroom: Mailroom) -> None:
    some_lives(mailroom)

    everyone, first = (forecast(mailroom.database, MONDAY, 60 * DAY, most=most) for most in (None, 1))

    assert first == everyone[:1]
    assert forecast(mailroom.database, MONDAY, 60 * DAY, most=0) == []


def test_what_waits_already_is_told_at_its_reader_s_next_opening(mailroom: Mailroom) -> None:
    mailroom.write(to="UTANE", kind="booked", key="a", class_=Class.TRANSACTIONAL)
    mailroom.write(to="C1", kind="news", key="b", class_=Class.BROADCAST, due_at=MONDAY + DAY)

    asleep, channel = forecast(mailroom.database, MONDAY, 7 * DAY)

    assert (asleep.to, asleep.name, asleep.at) == ("UTANE", "tane", MONDAY.replace(hour=20, minute=30))
    assert f"{asleep.here:%a %H:%M}" == "Tue 09:30"
    assert asleep.why == ANSWERED_BY_AN_ACT
    assert (channel.name, channel.at, channel.here) == ("C1", MONDAY + DAY, MONDAY + DAY)


def test_what_waits_but_is_untrue_by_now_is_not_foretold(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    (reminder,) = make_round(mailroom)
    plan(mailroom, pair, MONDAY + 4 * DAY)

    planned = forecast(mailroom.database, MONDAY, DAY)

    assert reminder.kind not in {each.kind for each in planned}


def test_nothing_is_foretold_to_who_takes_no_part(mailroom: Mailroom) -> None:
    mailroom.write(to="UAMARA", key="a")

    assert forecast(mailroom.database, MONDAY, 7 * DAY) == []


def test_the_same_slack_id_in_two_workspaces_is_two_people(mailroom: Mailroom) -> None:
    mailroom.write(key="a", class_=Class.TRANSACTIONAL, workspace="T2")

    assert forecast(mailroom.database, MONDAY, 7 * DAY) == []


def test_a_week_ahead_costs_little(mailroom: Mailroom) -> None:
    some_lives(mailroom)
    heard = Queries(mailroom.database)

    planned = forecast(mailroom.database, MONDAY, 7 * DAY)

    assert planned
    assert len(heard) < 60 * len({each.at for each in planned})


def test_every_kind_of_nudge_has_plain_words() -> None:
    assert {nudge.kind for nudge in every()} <= IN_WORDS.keys()
    assert in_words("a_new_kind") == "a new kind", "a kind that nobody worded yet is read as it is called"


def test_a_table_names_people_and_their_own_clocks(mailroom: Mailroom) -> None:
    some_lives(mailroom)

    head, first, *_ = as_table(forecast(mailroom.database, MONDAY, 7 * DAY))

    assert head.split("  ")[0] == "Who"
    assert " ".join(first.split()).startswith("ada Mon 02 Mar 10:00 GMT a first date You get this because a new pair")
    assert list(as_table([])) == []


def test_the_command_shows_the_coming_days(mailroom: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    some_lives(mailroom)
    url = mailroom.database.url.render_as_string(hide_password=False)

    shown = preview(url, monkeypatch)

    assert "ada" in shown
    assert "a first date" in shown
    assert shown.splitlines()[-1].endswith("in the next 7 days.")
    assert not shown.splitlines()[-1].startswith("Nothing")


def test_the_command_shows_that_nothing_is_planned(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert preview(empty_database_url, monkeypatch) == "Nothing in the next 7 days.\n"


def preview(url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the command as people do, on that Monday."""
    monkeypatch.setattr(command_line, "clock", lambda: MONDAY)
    result = CliRunner().invoke(command_line.main, ["preview", "--days", "7"], env={"DATABASE_URL": url})
    assert result.exit_code == 0, result.output
    return result.stdout


def everything(room: Mailroom) -> object:
    """Read all that a forecast might change."""
    with room.database.everywhere() as db:
        stored = db.execute(sa.select(rows.c.id, rows.c.state).order_by(rows.c.id)).all()
        return stored, db.execute(sa.select(pairs).order_by(pairs.c.id)).all()


def to_the_minute(moment: datetime | None) -> datetime:
    """Overlook the seconds that delivery takes."""
    assert moment
    return moment.replace(second=0, microsecond=0)
