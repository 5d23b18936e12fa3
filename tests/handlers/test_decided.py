"""A lead brings locks, forbidden pairs and wishes as a table: looked at, taken in whole or not, and taken back."""

from datetime import timedelta

from bot.app import workspaces_of
from bot.manifest import manifest
from bot.mentoring import decisions, sheets
from bot.mentoring.enrolment import Account, Directory
from bot.mentoring.enrolments import Review, Verdict
from bot.mentoring.programs import Step
from bot.playground.client import Stagehand, Visitor
from bot.store import audits, cohorts, decided, enrolments, pairs, people, programs
from handlers.matches import judging
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.programs import begins, fills, looks, matched, opens

TABLE = "mentee;mentor;kind;rank\nAda;Jonas;;\nNoor;Grace;forbid;\nHana;Grace;wish;2\nHana;Jonas;wish;1\n"
GRANTED = [*manifest()["oauth_config"]["scopes"]["bot"], "files:read"]


def begins_to_decide(office: Office) -> tuple[int, Visitor]:
    """Let Mia open the window for a table of decisions."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    return number, opens_it(office)


def opens_it(office: Office) -> Visitor:
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("Decide by table")
    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    return mia


def ranks(office: Office, number: int, slack_id: str) -> tuple[str, ...]:
    """Read whom somebody wishes for."""
    with office.database.look(office.workspace) as db:
        mine = enrolments.one(db, number, slack_id)
    return mine.ranks if mine else ()


def wishes_themselves(office: Office, number: int, slack_id: str, *mentors: str) -> None:
    """Let somebody wish, as the window for it does."""
    with office.database.begin(office.workspace) as db:
        mine, program = enrolments.one(db, number, slack_id), programs.one(db, number)
        assert mine is not None
        assert program is not None
        mine.rank(mentors, program.rules)


def verdicts(office: Office, number: int) -> dict[tuple[str, str], Verdict]:
    """Read what is decided."""
    with office.database.look(office.workspace) as db:
        found = cohorts.verdicts(db, number)
    return {both: verdict for verdict, several in found.items() for both in several}


def test_a_table_is_looked_at_taken_in_once_and_taken_back(office: Office) -> None:
    number, mia = begins_to_decide(office)
    assert mia.sees("A wish counts only for a mentee who has said none")
    assert "decisions" in mia.fills({"decisions": " "}).submits()["errors"]

    mia.fills({"decisions": f"{TABLE}Ada;Nobody;;\n"}).submits()
    mia.waits_for("*4 good lines, 1 line to look at.* 1 kept together, 1 never matched, 2 wishes.")
    assert mia.sees("6: nobody here is called Nobody")
    assert mia.sees("5: <@UHANA> wishes for <@UJONAS> (rank 1)")
    mia.submits()
    mia.waits_for("It is taken in whole, once no line is wrong.")
    assert not verdicts(office, number)
    mia.fills({"decisions": TABLE}).submits()
    mia.waits_for("*4 good lines, 0 lines to look at.*")
    mia.fills({"decisions": f"{TABLE}Noor;Jonas;;\n"}).submits()
    mia.waits_for("The table changed, so please look once more.")
    assert not verdicts(office, number)
    mia.fills({"decisions": TABLE}).submits()
    mia.waits_for("*4 good lines, 0 lines to look at.*")
    assert not verdicts(office, number)
    mia.submits()

    mia.waits_for("Done: 1 kept together, 1 never matched, 2 wishes.")
    assert verdicts(office, number) == {("UADA", "UJONAS"): Verdict.LOCK, ("UNOOR", "UGRACE"): Verdict.FORBID}
    assert ranks(office, number, "UHANA") == ("UJONAS", "UGRACE")
    with office.database.look(office.workspace) as db:
        done = audits.latest(db, 1, program=number)[0][0]
    assert (done.by, done.act, done.about) == ("UMIA", "decisions_imported", f"program:{number}")

    mia.clicks("Undo the last table (3)")
    mia.waits_for("Taken back: 3 decisions of the table.")
    assert not verdicts(office, number)
    assert ranks(office, number, "UHANA") == ()
    assert not mia.sees("Undo the last table")


def test_what_people_and_leads_said_before_stays_and_so_does_what_they_say_since(office: Office) -> None:
    number, mia = begins_to_decide(office)
    wishes_themselves(office, number, "UHANA", "UGRACE")
    mia.fills({"decisions": TABLE}).submits()
    mia.waits_for("has wishes already, and they stay")
    mia.fills({"decisions": "mentee,mentor,kind\nNoor,Grace,wish\nAda,Grace,wish\nAda,Jonas,lock\n"}).submits()
    mia.waits_for("*3 good lines, 0 lines to look at.*")
    mia.submits()
    mia.waits_for("Done: 1 kept together, 0 never matched, 2 wishes.")

    wishes_themselves(office, number, "UNOOR", "UJONAS")
    mia.clicks("Undo the last table (3)")
    mia.waits_for("Taken back: 2 decisions of the table.")

    assert ranks(office, number, "UHANA") == ("UGRACE",)
    assert ranks(office, number, "UNOOR") == ("UJONAS",)
    assert ranks(office, number, "UADA") == ()


def test_a_colleague_of_one_name_who_takes_no_part_is_not_meant(office: Office) -> None:
    number, _ = begins_to_decide(office)
    here = Directory.of([Account("UADA", "Ada"), Account("UAMARA", "Ada"), Account("UJONAS", "Jonas")])
    with office.database.look(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        told = decisions.read(sheets.read(b"mentee,mentor\nAda,Jonas\n"))
        seen = judging.look(db, program, told, here, office.now())

    assert [each.both for each in seen.good] == [("UADA", "UJONAS")]
    assert not seen.slips


def test_looking_again_takes_nothing_in_that_was_not_shown_before(office: Office) -> None:
    number, mia = begins_to_decide(office)
    mia.fills({"decisions": "mentee,mentor\nAda,Jonas\n"}).submits()
    mia.waits_for("*1 good line, 0 lines to look at.*")
    mia.submits()
    mia.waits_for("Done: 1 kept together")
    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"decisions": "mentee,mentor,kind\nAda,Jonas,forbid\n"}).submits()
    mia.waits_for("2: it was decided otherwise under Matches or by a table, and that stays")
    with office.database.begin(office.workspace) as db:  # as another lead takes that table back meanwhile
        taken_in = decided.last(db, number)
        assert taken_in
        decided.take_back(db, number, taken_in[0])

    mia.submits()

    mia.waits_for("2: <@UADA> never matched with <@UJONAS>")
    assert not verdicts(office, number)
    mia.submits()
    mia.waits_for("Done: 0 kept together, 1 never matched")
    assert verdicts(office, number) == {("UADA", "UJONAS"): Verdict.FORBID}


def test_the_same_table_again_changes_nothing_and_the_first_can_still_be_taken_back(office: Office) -> None:
    number, mia = begins_to_decide(office)
    mia.fills({"decisions": "mentee,mentor\nAda,Jonas\n"}).submits()
    mia.waits_for("*1 good line, 0 lines to look at.*")
    mia.submits()
    mia.waits_for("Done: 1 kept together")
    assert verdicts(office, number) == {("UADA", "UJONAS"): Verdict.LOCK}

    mia.clicks("Decide by table")  # from the same window
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"decisions": "mentee,mentor\nAda,Jonas\n"}).submits()
    mia.waits_for("*0 good lines, 0 lines to look at.*")
    assert mia.sees("2: <@UADA> kept together with <@UJONAS>, as it is")
    office.passes(timedelta(minutes=1))
    mia.fills({"decisions": "mentee,mentor,kind\nAda,Jonas,\nNoor,Grace,forbid\n"}).submits()
    mia.waits_for("*1 good line, 0 lines to look at.* 0 kept together, 1 never matched")
    mia.submits()
    mia.waits_for("Done: 0 kept together, 1 never matched, 0 wishes.")
    mia.clicks("Undo the last table (1)")
    mia.waits_for("Taken back: 1 decision of the table.")
    mia.clicks("Undo the last table (1)")
    mia.waits_for("Taken back: 1 decision of the table.")
    assert not verdicts(office, number)


def test_a_file_is_read_where_files_may_be_and_what_is_no_table_is_said(office: Office) -> None:
    number, mia = begins_to_decide(office)
    for text, said in (
        ("a,b\n1,2", "needs a column mentee and a column mentor"),
        ("mentee,mentor\n", "There is no line under the headings"),
    ):
        mia.fills({"decisions": text}).submits()
        mia.waits_for(said)
    Stagehand(office.playground.url).grants(*GRANTED)
    office.bot.workspaces = workspaces_of(office.settings, office.database)
    mia = opens_it(office)
    mia.fills({"file": office.visitor("UADA").gives("locks.csv", TABLE)}).submits()
    mia.waits_for("I couldn't get at the file")
    mia = opens_it(office)
    mia.fills({"file": mia.gives("locks.csv", "mentee,mentor\n" + "Ada,Jonas\n" * 2001)}).submits()
    mia.waits_for("more than two thousand lines")
    mia = opens_it(office)
    mia.fills({"file": mia.gives("locks.csv", TABLE)}).submits()
    mia.waits_for("*4 good lines, 0 lines to look at.*")
    mia.submits()
    mia.waits_for("Done: 1 kept together")
    assert len(verdicts(office, number)) == 2


def test_once_it_cannot_be_matched_any_more_nothing_is_decided(office: Office) -> None:
    number, mia = begins_to_decide(office)
    mia.fills({"decisions": TABLE}).submits()
    mia.waits_for("*4 good lines, 0 lines to look at.*")
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program is not None
        program.step = Step.CLOSE

    said = mia.submits()["errors"]["decisions"]

    assert said.startswith("That can't be done where this program stands now")
    assert not verdicts(office, number)


def test_what_leads_know_is_named_before_and_after_and_what_is_private_shows_in_no_table_and_looks_like_a_line(
    office: Office,
) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    moves_in(office, "UADA", wants=("sql",), level=2, manager="UJONAS", name="Ada")
    offers(office, "UGRACE", "sql", level=5, capacity=1, name="Grace")
    with office.database.begin(office.workspace) as db:
        people.block(db, "UNOOR", ["UJONAS"])
    mia = opens_it(office)
    for line in ("Ada,Jonas", "Noor,Jonas"):
        mia.fills({"decisions": f"mentee,mentor\n{line}\nHana,Grace\n"}).submits()
        mia.waits_for("*2 good lines, 0 lines to look at.* 2 kept together")
    mia.fills({"decisions": "mentee,mentor\nNoor,Jonas\nNoor,Grace\nHana,Grace\nAda,Grace\n"}).submits()
    mia.waits_for("to look at.*")
    assert mia.sees("has no place left")
    assert not mia.sees("reports to the other")

    mia.fills({"decisions": "mentee,mentor\nHana,Jonas\n"}).submits()
    mia.submits()
    mia.waits_for("Done: 1 kept together")
    moves_in(office, "UHANA", wants=("sql",), level=2, manager="UJONAS", name="Hana")
    matched(office, number)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("1 of those kept together can't be matched.")
    assert mia.sees("Kept together in vain: <@UHANA> and <@UJONAS>: one reports to the other, or something keeps")
    mia.clicks("Without a match")
    assert mia.waits_for("1 mentee without a match")
    assert not mia.sees("from the next match on"), "to match again would be in vain, too"
    mia.clicks("Back to the matches")
    mia.clicks("Undo the last table (1)")
    mia.waits_for("Taken back: 1 decision of the table.")
    assert not mia.sees("Kept together in vain")


def test_what_a_table_kept_together_is_to_be_reviewed_like_any_match_once_the_table_is_taken_back(
    office: Office,
) -> None:
    number, mia = begins_to_decide(office)
    mia.fills({"decisions": "mentee,mentor\nAda,Jonas\n"}).submits()
    mia.submits()
    mia.waits_for("Done: 1 kept together")
    matched(office, number)
    (kept,) = (each for each in looks(office, number) if each.locked)
    assert (kept.mentee.slack_id, kept.mentor.slack_id, kept.review) == ("UADA", "UJONAS", Review.APPROVED)
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Undo the last table (1)")
    mia.waits_for("Taken back: 1 decision of the table.")
    (kept,) = (each for each in looks(office, number) if each.id == kept.id)
    assert (kept.locked, kept.review) == (False, Review.PROPOSED)


def test_a_mentor_who_is_full_elsewhere_is_counted_where_it_is_told_why_somebody_has_nobody(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    moves_in(office, "UPRIYA")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UVALE", "UPRIYA"])
        pairs.make(db, two["UVALE"], two["UPRIYA"], "sql", office.now())
    matched(office, number)

    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("Without a match")
    mia.clicks("Without a match")
    mia.waits_for("1 mentee without a match.")
    assert mia.sees("Of the mentors: 1 without room or paused and 2 who would fit, without a place left.")
