"""A lead takes a table in: pasted or as a file, looked at first, whole or without its bad lines."""

from bot.app import workspaces_of
from bot.manifest import manifest
from bot.mentoring.enrolments import Part
from bot.mentoring.programs import Step
from bot.playground.client import Stagehand, Visitor
from bot.store import audits, enrolments, people, program_numbers, programs
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.programs import NOT_YOURS, begins, opens

TABLE = """name;role;department;level;desk
Noor;mentee;Sales;2;4
UNOBODY;mentor;Sales;5;1
Jonas;mentor;Data;12;2
"""
BAD = "Noor;boss;Sales;2;4"
GRANTED = [*manifest()["oauth_config"]["scopes"]["bot"], "files:read"]


def begins_import(office: Office, who: str = "UINES") -> Visitor:
    """Let somebody open the window for a table."""
    lead = office.visitor(who)
    lead.types("/mentor import")
    lead.waits_for("You see what would change before anything does.")
    return lead


def department(office: Office, slack_id: str) -> str:
    """Read what is kept."""
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
    return person.department if person else ""


def test_a_pasted_table_is_looked_at_and_then_taken_in_once(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    number = begins(office, Step.ENROLMENT)
    ines = begins_import(office)
    assert ines.sees("To take a file here, the bot needs")
    assert "table" in ines.fills({"table": " "}).submits()["errors"]

    ines.fills({"table": TABLE, "program": "Spring"}).submits()
    ines.waits_for("*2 good lines, 1 line to look at.*")
    assert ines.sees("Columns that mean nothing here: desk")
    assert ines.sees("They go onto the list of *Spring*: 2 new on it.")
    assert ines.sees("3: nobody here is called UNOBODY")
    assert ines.sees("department nothing -&gt; Sales")
    assert department(office, "UNOOR") == ""
    ines.submits()
    ines.waits_for("What about them?")
    assert department(office, "UNOOR") == ""
    ines.fills({"bad": ["Leave them out"], "table": f"{TABLE}{BAD}"}).submits()
    ines.waits_for("The table changed, so please look once more.")
    ines.fills({"bad": ["Leave them out"], "table": TABLE}).submits()
    ines.waits_for("The table changed, so please look once more.")
    ines.fills({"bad": ["Leave them out"]}).submits()

    ines.waits_for("Done: 2 lines taken in, 1 left out.")
    assert ines.sees("New on the list of *Spring*: 2.")
    assert (department(office, "UNOOR"), department(office, "UJONAS")) == ("Sales", "Data")
    with office.database.look(office.workspace) as db:
        acts = [(each.by, each.act) for each in audits.latest(db, 5, program=number)[0]]
        assert program_numbers.absent(db, number) == (2, 0)
    assert acts == [("UINES", "people_imported")]
    ines.clicks("Back to the program")
    ines.waits_for("2 on the list haven't joined mentoring yet")


def test_looking_again_takes_in_nobody_who_was_not_shown_before(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    moves_in(office, "UNOOR", name="Noor")
    slack = Stagehand(office.playground.url)
    slack.changes("UNOOR", is_guest=True)
    ines = begins_import(office)
    ines.fills({"table": "slack_id,department\nUNOOR,Sales\n"}).submits()
    ines.waits_for("guests can't take part")
    slack.changes("UNOOR", is_guest=False)

    ines.submits()

    ines.waits_for("*1 good line, 0 lines to look at.*")
    assert department(office, "UNOOR") == ""
    ines.submits()
    ines.waits_for("Done: 1 line taken in")
    assert department(office, "UNOOR") == "Sales"


def test_a_file_is_read_where_files_may_be_and_nobody_elses_is(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    Stagehand(office.playground.url).grants(*GRANTED)
    office.bot.workspaces = workspaces_of(office.settings, office.database)
    ines = begins_import(office)

    stolen = office.visitor("UADA").gives("people.csv", "name,department\nNoor,Sales\n")
    ines.fills({"file": stolen}).submits()
    ines.waits_for("I couldn't get at the file")
    ines.closes(everything=True)
    ines = begins_import(office)
    ines.fills({"file": ines.gives("people.csv", "no table at all")}).submits()
    ines.waits_for("There is no line under the headings")
    ines.closes(everything=True)
    ines = begins_import(office)
    ines.fills({"file": ines.gives("people.csv", "name\n" + "Noor\n" * 2001)}).submits()
    ines.waits_for("more than two thousand lines")
    ines.closes(everything=True)
    ines = begins_import(office)
    ines.fills({"file": ines.gives("people.csv", "name,department\nNoor,Sales\n")}).submits()
    ines.waits_for("*1 good line, 0 lines to look at.*")
    assert not ines.sees("What stays as it is")
    ines.submits()

    ines.waits_for("Done: 1 line taken in.")
    assert department(office, "UNOOR") == "Sales"


def two_on_a_list(office: Office) -> int:
    """Let Noor take part by her own tap, and Jonas stand on the list as a table had him; return its number."""
    moves_in(office, "UINES", is_lead=True)
    number = begins(office, Step.ENROLMENT)
    moves_in(office, "UNOOR", name="Noor", wants=("negotiation",), seen_at=office.now())
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        enrolments.enrol(db, program, people.these(db, ["UNOOR"])["UNOOR"], Part.MENTEE, office.now())
    ines = begins_import(office)
    assert ines.sees("An empty cell changes nothing.")
    ines.fills({"table": "slack_id,role\nUJONAS,mentee\n", "program": "Spring"}).submits()
    ines.waits_for("1 new on it")
    ines.submits()
    ines.waits_for("Done: 1 line taken in.")
    ines.closes(everything=True)
    return number


def test_what_a_table_says_and_cannot_change_is_said_before_with_why_and_what_a_table_said_is_corrected(
    office: Office,
) -> None:
    number = two_on_a_list(office)
    told, table = [], ""
    for wants in ("negotiation", "sql"):
        table = "slack_id,name,role,wants,capacity,timezone\n"
        table += f"UNOOR,Somebody,mentor,{wants},3,Europe/Rome\nUJONAS,,mentor,,,\n"
        ines = begins_import(office)
        ines.fills({"table": table, "program": "Spring"}).submits()
        ines.waits_for("What stays as it is")
        told.append(str(ines.modal()))
        assert ines.sees("capacity, wants: as they joined, and say that themselves (line 2)")
        assert ines.sees("name, timezone: as Slack tells it, or they set it themselves (line 2)")
        assert ines.sees("role: as they joined, and are on the list with the part they chose")
        assert ines.sees("3: <@UJONAS>; capacity 0 -&gt; 1; on the list mentee -&gt; mentor")
        assert ines.sees("0 new on it, 1 corrected.")
        ines.closes(everything=True)
    assert "negotiation" not in told[0].replace("UNOOR,Somebody,mentor,negotiation", "")

    ines = begins_import(office)
    ines.fills({"table": table, "program": "Spring"}).submits()
    ines.waits_for("What stays as it is")
    ines.submits()
    ines.waits_for("New on the list of *Spring*: 0, and corrected on it: 1.")
    with office.database.look(office.workspace) as db:
        noor, parts = people.known(db, "UNOOR"), [enrolments.one(db, number, each) for each in ("UNOOR", "UJONAS")]
    assert noor
    assert (noor.wants, noor.capacity, noor.timezone) == (("negotiation",), 0, "Europe/London")
    assert [each and each.part for each in parts] == [Part.MENTEE, Part.MENTOR]


def test_everything_wrong_leads_nowhere_and_is_said(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    ines = begins_import(office)
    for text, said in (
        ("a,b\n1,2", "needs a column that names people"),
        ("just words", "There is no line under the headings"),
        ("name\nNobody\n", "*0 good lines, 1 line to look at.*"),
    ):
        ines.fills({"table": text}).submits()
        ines.waits_for(said)
    ines.submits()
    assert ines.waits_for("*0 good lines, 1 line to look at.*")


def test_who_leads_one_program_puts_people_on_its_list_and_changes_nothing_about_them(office: Office) -> None:
    number = begins(office, Step.ENROLMENT)
    moves_in(office, "UADA")
    office.visitor("UADA").types("/mentor import")
    office.visitor("UADA").waits_for(NOT_YOURS)

    mia = opens(office)
    mia.clicks("Take in a table")
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"table": "name,department\nNoor,Sales\n"}).submits()
    mia.waits_for("What it says about them besides is left to those")
    mia.submits()
    mia.waits_for("Done: 1 line taken in.")

    assert department(office, "UNOOR") == ""
    with office.database.look(office.workspace) as db:
        assert program_numbers.absent(db, number) == (1, 0)
