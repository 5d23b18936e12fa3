"""Digests: on the first working morning of the week or month, once, to whoever leads, about pairs there are."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import reports
from bot.blocks.charts import without_charts
from bot.mentoring.letters import Letter
from bot.mentoring.overview import worklist
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.slack import SlackSaidNo
from bot.store.database import Database
from bot.store.tables.letters import letters as rows
from scheduling import digests
from tests.examples import MONDAY, TEAM, ada, ines, mei
from tests.mentoring.pairs_seen import seen, unmet
from tests.scheduling.mailroom import Mailroom
from tests.store.crew import kept, known

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    kept(opened, ada(), mei())
    yield opened
    opened.close()


def pair_up(database: Database) -> None:
    with database.begin(TEAM) as db:
        db.add(Pair(workspace=TEAM, mentor=known(db, "UMEI"), mentee=known(db, "UADA"), started_at=MONDAY - 30 * DAY))


def written(database: Database) -> list[Letter]:
    with database.begin(TEAM) as db:
        return list(db.scalars(sa.select(Letter).order_by(rows.c.id)))


def kinds(lead: Person, days: int, hours: int = 0) -> list[str]:
    """Name what a lead should have so long after Monday, the 2nd of March, at ten."""
    return [f"{each.kind} {each.occasion}" for each in digests.editions(lead, MONDAY + days * DAY + hours * HOUR)]


def test_a_lead_hears_on_the_first_working_morning_from_ten_on() -> None:
    both = ["digest 2026-10", "report 2026-03"]

    assert kinds(ines(), 0) == both
    assert kinds(ines(), 0, -1) == []
    assert kinds(ines(), 1) == both
    assert kinds(ines(), 3) == ["report 2026-03"]
    assert kinds(ines(), 7) == ["digest 2026-11"]
    assert kinds(ines(days=(1, 2)), 0) == []
    assert kinds(ines(days=(1, 2)), 1) == both
    assert kinds(ines(timezone="America/New_York"), 0) == []
    assert kinds(ines(timezone="America/New_York"), 0, 5) == both


def test_each_digest_is_written_once_and_only_where_there_are_pairs(database: Database) -> None:
    kept(database, ines(), ines(slack_id="UAMARA", name="amara", joined_at=None, welcomed_at=MONDAY))
    assert digests.write(database, MONDAY) == 0
    pair_up(database)

    assert [digests.write(database, MONDAY + number * HOUR) for number in range(3)] == [2, 0, 0]

    week, month = written(database)
    assert (week.to, week.kind, week.expires_at) == ("UINES", "digest", MONDAY + 2 * DAY)
    assert "1 not started." in week.text
    assert "<@UADA> and <@UMEI>: never met (a pair for 30 days, no session yet)" in week.text
    assert "Mentoring, monthly report of Mon 2 March 2026" in month.text
    assert "*Under way:* 0 of 1." in month.text


def test_where_nobody_was_named_the_admins_who_take_part_hear_and_once_somebody_is_they_do_alone(
    database: Database,
) -> None:
    admin = ines(is_lead=False, is_admin=True)
    kept(database, admin, ines(slack_id="UFAR", name="far", is_lead=False, is_admin=True, joined_at=None))
    pair_up(database)

    assert digests.write(database, MONDAY) == 2
    assert {letter.to for letter in written(database)} == {"UINES"}
    kept(database, ines(slack_id="ULEAD", name="lead"))
    assert digests.write(database, MONDAY + 7 * DAY) == 1  # the month is past its first week
    assert {letter.to for letter in written(database)} == {"UINES", "ULEAD"}
    assert sum(letter.to == "UINES" for letter in written(database)) == 2


def test_nobody_hears_of_more_than_five_pairs_by_name() -> None:
    several = [unmet(30, id=number) for number in range(7)]
    many = reports.told_of(several, [], worklist(several, MONDAY), MONDAY, 3)
    none = reports.told_of([seen()], [], [], MONDAY)

    assert digests.of_the_week(many).text.count("never met") == 5
    assert "... and 2 more." in digests.of_the_week(many).text
    assert "3 requests waited for more than ten days." in digests.of_the_week(many).text
    assert "Nobody needs a person right now." in digests.of_the_week(none).text
    assert digests.of_the_month(reports.told_of([], [], [], MONDAY), MONDAY.date()).blocks[1]["type"] == "section"


def test_where_pictures_are_not_shown_the_words_arrive(mailroom: Mailroom) -> None:
    words = digests.of_the_month(reports.told_of([unmet(3)], [], [], MONDAY), MONDAY.date()).payload
    charted = mailroom.write(text=words["text"], blocks=words["blocks"])
    plain = mailroom.write(key="plain", to="UMEI")
    mailroom.slack.plan("post", SlackSaidNo("invalid_blocks"))

    mailroom.deliver()

    (said,) = [each for each in mailroom.slack.log if each.letter == charted.id]
    assert list(said.message.blocks) == without_charts(words["blocks"])
    assert len(said.message.blocks) == len(words["blocks"]) - 2
    assert mailroom.slack.copies(plain.id) == 1
