"""A lead looks at what will be said, holds it, and lets go again; nobody else does."""

from collections.abc import Callable
from datetime import timedelta

from bot.mentoring.brakes import Hold
from bot.mentoring.programs import Kind, Program
from bot.playground.client import Visitor
from bot.store import announcements, audits, brakes, pairs, programs
from bot.store.announcements import Announcement, State
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, letters_to, pairs_up

REFUSED = "for people who lead the program and for workspace admins"


def pulled(office: Office) -> list[tuple[Hold, str]]:
    with office.database.look(office.workspace) as db:
        return [(each.what, each.which) for each in brakes.every(db)]


def holds(visitor: Visitor, **answers: object) -> str:
    """Fill in the form and send it; give what came of it."""
    visitor.types("/mentor hold", "CMENTORING")
    visitor.waits_for("What should I hold back?")
    answer = visitor.fills(answers).submits()
    told = str(answer.get("errors") or visitor.modal())
    visitor.closes()
    return told


def spoken(visitor: Visitor) -> set[str]:
    """Read what the buttons of a window are called aloud."""
    blocks = (visitor.modal() or {}).get("blocks", [])
    return {str(each["accessory"].get("accessibility_label")) for each in blocks if "accessory" in each}


def test_everything_is_held_and_let_go(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UINES", is_lead=True)
    pair = pairs_up(office)
    everything_arrives(office)
    ines, ada = visitor("UINES"), visitor("UADA")
    assert "Everything: held from now on" in holds(ines, what="Everything")
    ada.types("/mentor join")
    before = letters_to(office, "UJONAS")
    ada.types("/mentor thanks @jonas")

    assert "held from now on" in holds(ines, what="Everything about a pair", one="UADA", other="UJONAS")
    office.passes(timedelta(days=12))
    assert letters_to(office, "UJONAS") == before
    assert pulled(office) == [(Hold.EVERYTHING, ""), (Hold.PAIR, str(pair))]

    ines.types("/mentor ahead", "CMENTORING")
    ines.waits_for("0 messages in the next 7 days")
    ines.types("/mentor hold", "CMENTORING")
    ines.waits_for("held by <@UINES>")
    assert {"Let go: Everything", "Let go: the pair of Ada Okafor and Jonas Weber"} <= spoken(ines)
    ines.clicks("Let go")
    ines.waits_for("let go.")
    ines.clicks("Let go")
    ines.waits_for("Nothing is held back right now.")
    ines.closes()
    assert pulled(office) == []
    with office.database.look(office.workspace) as db:
        kept = str(audits.latest(db, 10, program=None))
    assert "hold" in kept
    assert "let_go" in kept


def test_a_lead_sees_who_will_be_written_to_and_nothing_that_is_somebodys_own(
    office: Office, visitor: Callable[[str], Visitor]
) -> None:
    moves_in(office, "UINES", is_lead=True)
    pairs_up(office, met_days_ago=14)
    everything_arrives(office)
    office.passes(timedelta(days=12))
    ines = visitor("UINES")
    with office.database.begin(office.workspace) as db:
        for title, days in (("Spring", 3), ("Summer", 30)):
            at = office.now() + timedelta(days=days)
            written = Announcement(by="UINES", channel="CGENERAL", title=title, body="Hello", send_at=at)
            announcements.move(db, announcements.keep(db, written, office.now()), State.WAITING)

    ines.types("/mentor ahead", "CMENTORING")

    ines.waits_for("if nobody does anything meanwhile.")
    assert ines.sees("Besides, 1 announcement to come: `/mentor announced`.")
    assert ines.sees("<@UADA>") or ines.sees("about something that is somebody's own")
    ines.clicks("Hold back")
    ines.waits_for("Nothing is held back right now.")


def test_who_leads_one_program_holds_that_and_no_other(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UTANE")
    theirs = pairs_up(office)
    pairs_up(office, mentor="UMEI", mentee="UNOOR")
    with office.database.begin(office.workspace) as db:
        program = programs.add(
            db,
            Program(workspace=office.workspace, name="Spring", kind=Kind.COHORT, by="UINES", created_at=office.now()),
        )
        programs.appoint(db, program.id, "UTANE", office.now())
        one = pairs.one(db, theirs)
        assert one
        one.program_id = program.id
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    tane = visitor("UTANE")

    assert "The program Spring: held" in holds(tane, what="Everything about a program's pairs", program="Spring")
    for first, second in (("UMEI", "UNOOR"), ("UMEI", "UPRIYA")):
        answer = holds(tane, what="Everything about a pair", one=first, other=second)
        assert "Those two aren't a pair right now" in answer, "a lead of another program learns nothing of it"
    assert "held from now on" in holds(tane, what="Everything about a pair", one="UADA", other="UJONAS")
    tane.types("/mentor hold", "CMENTORING")
    tane.waits_for("*The program Spring*")
    assert "Let go: the program Spring" in spoken(tane)
    tane.types("/mentor ahead", "CMENTORING")
    tane.waits_for("0 messages in the next 7 days")

    assert pulled(office) == [(Hold.EVERYTHING, ""), (Hold.PROGRAM, str(program.id)), (Hold.PAIR, str(theirs))]


def test_nobody_else_holds_or_looks_ahead_and_nothing_is_held_without_saying_what(
    office: Office, visitor: Callable[[str], Visitor]
) -> None:
    moves_in(office, "UADA")
    moves_in(office, "UINES", is_lead=True)
    ada, ines = visitor("UADA"), visitor("UINES")
    for command in ("/mentor hold", "/mentor ahead"):
        ada.types(command, "CMENTORING")
        ada.waits_for(REFUSED)

    assert "I can't tell what to hold" in holds(ines, what="One kind of message")
    told = holds(ines, what="One kind of message", kind="pulse")
    assert "Messages about whether it is worth the time: held from now on" in told
    with office.database.begin(office.workspace) as db:
        (held,) = brakes.every(db)
    ines.types("/mentor hold", "CMENTORING")
    ines.waits_for("held by <@UINES>")
    with office.database.begin(office.workspace) as db:
        brakes.release(db, held.id, office.now())
    ines.clicks("Let go")
    ines.waits_for("That was let go already.")
