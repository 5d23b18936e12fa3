"""`python -m bot import`: a lead's table is taken in whole or not at all, and every bad line is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from bot import enlisting
from bot.__main__ import main
from bot.cli import rosters
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.programs import Kind, Program
from bot.slack import SlackIsBusy, SlackSaidNo
from bot.store import pairs, people, workspaces
from bot.store.database import Database
from bot.store.upgrade import upgrade
from tests.examples import MONDAY, TEAM, ada, ines, mei
from tests.places import a_playground
from tests.store.crew import ELSEWHERE, kept

TABLE = """slack_id;Name;Role;Topics;Department;Manager e-mail;Desk
UADA;;mentee;;Data;;4
;mei;mentor;SQL, go;Data;;5
"""


MOVED = "slack_id,email,manager_email\nUADA,,mei@example.com\nUMEI,mei@example.com,\n"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'mentor.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    opened = Database(url)
    upgrade(opened)
    yield opened
    opened.close()


def imported(text: str | bytes, *options: str) -> Result:
    Path("people.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return CliRunner().invoke(main, ["import", "people.csv", *options])


def departments(database: Database) -> dict[str, str]:
    with database.begin(TEAM) as db:
        return {who: person.department for who, person in people.these(db, ["UADA", "UMEI"]).items()}


def test_a_dry_run_tells_everything_and_changes_nothing(database: Database) -> None:
    kept(database, ada(), mei())

    dry = imported(TABLE, "--dry-run")

    assert dry.exit_code == 0
    assert "Columns that mean nothing here: desk" in dry.output
    assert "line 2: ada (UADA); department nothing -> Data" in dry.output
    assert "0 new, 2 changed, 0 as they were." in dry.output
    assert "nothing was changed. 2 good lines, 0 bad." in dry.output
    assert departments(database) == {"UADA": "", "UMEI": ""}


def test_a_good_table_is_taken_in_and_the_second_time_changes_nothing(database: Database) -> None:
    kept(database, ada(), mei())

    first, second = imported(TABLE), imported(TABLE)

    assert (first.exit_code, first.output.splitlines()[-1]) == (0, "Done: 2 lines taken in.")
    assert "0 new, 0 changed, 2 as they were." in second.output
    assert departments(database) == {"UADA": "Data", "UMEI": "Data"}


def test_what_stays_is_told_with_why_in_the_lines_that_say_it(database: Database) -> None:
    kept(database, ada(), mei(joined_at=None, welcomed_at=None), ines(slack_id="UOLD", seen_at=MONDAY))
    with database.begin(TEAM) as db:
        db.add(Program(workspace=TEAM, name="Spring", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
    table = "slack_id,role,topics,timezone\nUADA,mentor,sql,\nUMEI,mentor,go,\nUOLD,mentee,go,Europe/Rome\n"

    listed = imported(table, "--program", "Spring")
    dry = imported(table.replace("mentor", "both").replace("mentee", "mentor"), "--program", "Spring", "--dry-run")

    assert "2 people are new" not in listed.output
    assert "3 people are new on the list of Spring." in listed.output
    assert "stays: topics: as they joined, and say that themselves (lines 2, 4)" in dry.output
    assert "stays: timezone: as Slack tells it, or they set it themselves (line 4)" in dry.output
    assert "stays: role: as they joined, and are on the list with the part they chose" in dry.output
    assert "line 3: mei (UMEI); on the list mentor -> both" in dry.output
    assert "0 people would be new on the list of Spring, and 1 corrected on it." in dry.output


def test_whoever_is_on_three_lines_is_named_on_each_however_they_are_named(database: Database) -> None:
    kept(database, ada(), mei())

    refused = imported("slack_id,name,role\nUADA,,mentee\n,ada,mentor\nUADA,,both\nUMEI,,mentor\n", "--dry-run")

    assert "1 good lines, 3 bad" in refused.output
    assert "line 3: ada is meant by more than one line" in refused.output


def test_lines_are_named_as_stretches() -> None:
    assert enlisting.stretches([2]) == "line 2"
    assert enlisting.stretches([2, 4, 5, 6, 9, 10]) == "lines 2, 4-6, 9-10"
    assert enlisting.stretches(range(2, 60, 2)).endswith("22, 24, ...")


def test_one_bad_line_keeps_all_of_it_out_unless_it_is_meant(database: Database) -> None:
    kept(database, ada(), mei())
    table = TABLE + "UNOBODY;;boss;;;;\n;Who;;;;;\n"

    refused, meant = imported(table), imported(table, "--leave-out-bad-lines")

    assert refused.exit_code == 1
    assert "line 4: role must be mentor, mentee or both" in refused.output
    assert "line 5: nobody here is called Who" in refused.output
    assert "Nothing was changed, because 2 lines need a look." in refused.output
    assert meant.exit_code == 0
    assert meant.output.splitlines()[-1] == "Done: 2 lines taken in, 2 left out."
    assert departments(database) == {"UADA": "Data", "UMEI": "Data"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "There is nothing in that file"),
        (b"PK\x03\x04\xff\xfe\0", "That isn't a table I can read"),
        (b"name,email\n", "There is no line under the headings"),
        (b"role,level\nmentor,3\n", "The table needs a column that names people"),
    ],
)
def test_what_is_no_roster_is_refused_in_a_sentence(database: Database, data: bytes, told: str) -> None:
    kept(database, ada())

    refused = imported(data)

    assert refused.exit_code == 2
    assert told in refused.output


def test_a_table_nobody_may_read_is_named(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(database, ada())

    def closed(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", closed)
    Path("people.csv").write_text(TABLE)
    refused = CliRunner().invoke(main, ["import", "people.csv"])

    assert refused.exit_code == 2
    assert "people.csv can't be read (PermissionError)." in refused.output


def test_which_workspace_is_meant_must_be_clear(database: Database) -> None:
    nobody = imported(TABLE)
    kept(database, ada(), mei(), mei(workspace=ELSEWHERE))

    either = imported(TABLE)

    assert (nobody.exit_code, either.exit_code) == (2, 2)
    assert "The database holds no workspace yet: say which with --workspace" in nobody.output
    assert "The database holds 2 workspaces: say which" in either.output
    assert imported(TABLE, "--workspace", TEAM).exit_code == 0
    assert departments(database) == {"UADA": "Data", "UMEI": "Data"}


def test_slack_tells_whom_an_address_means_and_who_is_new(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_playground() as playground:
        monkeypatch.setenv("SLACK_BOT_TOKEN", playground.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", playground.app_token)
        monkeypatch.setenv("SLACK_API_URL", playground.api_url)
        addresses = {person.id: person.email for person in playground.company.people}
        table = f"email,department,manager_email\n{addresses['UADA']},Data,{addresses['UJONAS']}\n"

        done = imported(table)

    assert done.exit_code == 0, done.output
    assert "1 new, 0 changed" in done.output
    with database.everywhere() as db:
        (team,) = workspaces.known(db)
    with database.begin(team) as db:
        found = people.these(db, ["UADA"])["UADA"]
        assert (found.department, found.manager, found.has_joined) == ("Data", "UJONAS", False)


def test_slack_is_waited_for_as_long_as_it_asks(capsys: pytest.CaptureFixture[str]) -> None:
    answers = iter([SlackIsBusy(0.001), SlackIsBusy(0.001)])

    def ask() -> str:
        for busy in answers:
            raise busy
        return "T1"

    assert rosters.patiently(ask) == "T1"
    assert capsys.readouterr().err.count("waiting for 0.001 seconds") == 2


def test_nobody_waits_for_slack_for_ever(capsys: pytest.CaptureFixture[str]) -> None:
    def ask() -> str:
        raise SlackIsBusy(0.001)

    with pytest.raises(SystemExit):
        rosters.patiently(ask)

    assert "Slack still can't be asked, so nothing was changed." in capsys.readouterr().err


def test_a_refusal_ends_the_import(capsys: pytest.CaptureFixture[str]) -> None:
    def ask() -> str:
        raise SlackSaidNo("invalid_auth")

    with pytest.raises(SystemExit) as ended:
        rosters.patiently(ask)

    assert ended.value.code == 1
    assert "invalid_auth" in capsys.readouterr().err


def test_a_long_list_is_cut_and_still_counted(database: Database) -> None:
    kept(database, *(ada(slack_id=f"U{number}", name=f"ada {number}") for number in range(rosters.SHOWN + 2)))
    lines = "".join(f"U{number},Data\n" for number in range(rosters.SHOWN + 2))

    told = imported(f"slack_id,department\n{lines}")

    assert "... and 2 more" in told.output
    assert f"0 new, {rosters.SHOWN + 2} changed" in told.output


def test_two_who_come_to_share_a_line_are_paused_and_asked_at_once(database: Database) -> None:
    kept(database, ada(), mei(), ines())
    with database.begin(TEAM) as db:
        two = people.these(db, ["UADA", "UMEI"])
        number = pairs.make(db, two["UMEI"], two["UADA"], "sql", MONDAY).id

    moved = imported(MOVED)

    assert moved.exit_code == 0, moved.output
    assert "1 pairs came to share a reporting line" in moved.output
    with database.begin(TEAM) as db:
        pair = pairs.one(db, number)
        assert pair is not None
        assert pair.lifecycle is Lifecycle.HOLD
        told = {letter.to: letter.text for letter in db.scalars(sa.select(Letter))}
    assert set(told) == {"UADA", "UMEI", "UINES"}
    assert "share a reporting line now, so I've paused your pair" in told["UADA"]
    assert "paused" not in imported(MOVED).output
