"""A lead looks at how the program does, and at who needs a person."""

from collections.abc import Callable
from datetime import timedelta

from bot.mentoring.effects import Effect
from bot.mentoring.occasions import Class
from bot.playground.client import Visitor
from bot.playground.telephone import Telephone, wait_until
from bot.store import audits, pairs, people
from handlers import health
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, hears, looks, pairs_up
from tests.handlers.test_calendar_file import SCOPES

WHO = "for people who lead the program and for workspace admins"


def crowd(office: Office, number: int) -> None:
    """Let so many pairs have waited for their first session for a month."""
    offers(office, "UJONAS", "sql", name="Jonas Weber", capacity=3)
    for each in range(number):
        moves_in(office, f"UPUPIL{each}", name=f"Pupil {each}")
    with office.database.begin(office.workspace) as db:
        mentor = people.known(db, "UJONAS")
        assert mentor
        mentor.capacity = number
        for each in range(number):
            mentee = people.known(db, f"UPUPIL{each}")
            assert mentee
            pair = pairs.make(db, mentor, mentee, "sql", office.now())
            pair.started_at = office.now() - timedelta(days=30)


def test_a_lead_sees_figures_charts_and_who_needs_a_person(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UINES", is_lead=True)
    crowd(office, 12)
    ines = visitor("UINES")

    ines.types("/mentor health", "CMENTORING")

    ines.waits_for("How mentoring is going")
    assert ines.sees("*Pairs:* 12 not started.")
    assert ines.sees("*Under way:* 0 of 12.")
    ines.clicks("Charts")
    ines.waits_for("*Time to the first session, in pairs:* 1 week: 0")
    charts = [
        block
        for message in ines.messages("CMENTORING")
        for block in message["blocks"]
        if block["type"] == "data_visualization"
    ]
    assert len(charts) == 3
    ines.clicks("Nudges")
    ines.waits_for("No nudge was judged yet: each is, a week after it was sent or up to an hour later.")

    ines.clicks("Needs a person (12)")
    ines.waits_for("12 pairs need a person.")
    assert ines.sees("Page 1 of 2.")
    assert ines.sees("never met (a pair for 30 days, no session yet)")
    ines.clicks("More")
    ines.waits_for("Page 2 of 2.")
    ines.clicks("Draft a message")
    ines.waits_for("Copy it into a message of your own")
    ines.closes()
    ines.clicks("I'll check in", times=2)
    ines.waits_for("11 pairs need a person. Leads look after 1 pair already.")
    assert not ines.sees("something went wrong")
    assert ines.sees("Page 2 of 2.")
    assert ines.sees("I don't ask them about their silence for 14 days")
    ines.clicks("Earlier")
    ines.waits_for("Page 1 of 2.")


def test_whoever_does_not_lead_sees_nothing_of_it(office: Office, visitor: Callable[[str], Visitor]) -> None:
    pair = pairs_up(office)
    moves_in(office, "UINES", is_lead=True)
    everything_arrives(office)
    ines, ada = visitor("UINES"), visitor("UADA")
    ines.opens_home()
    ines.waits_for(lambda: ines.home() is not None)

    for times, command in enumerate(("/mentor health", "/mentor export"), 1):
        ada.types(command)
        hears(ada, WHO, times)

    with office.database.begin(office.workspace) as db:
        former = people.known(db, "UINES")
        assert former
        former.is_lead = False
    for label in ("How it's going", "Needs a person", "Get the tables"):
        ines.clicks(label)
        ines.waits_for(WHO)
        if ines.modal():
            ines.closes(everything=True)
    assert looks(office, pair, lambda each: each.checked_in_until) is None


def test_from_home_the_figures_are_shown_without_pictures(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UINES", is_lead=True)
    pairs_up(office, met_days_ago=3)
    ines = visitor("UINES")
    ines.opens_home()
    ines.waits_for(lambda: ines.home() is not None)

    ines.clicks("How it's going")
    ines.waits_for("*Pairs:* 1 on track.")
    ines.clicks("Charts")

    ines.waits_for("*Time to the first session, in pairs:*")


def test_a_pair_that_needs_nobody_any_more_is_refused(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UINES", is_lead=True)
    crowd(office, 1)
    ines = visitor("UINES")
    ines.opens_home()
    ines.waits_for(lambda: ines.home() is not None)
    ines.clicks("Needs a person")
    ines.waits_for("1 pair needs a person.")
    with office.database.begin(office.workspace) as db:
        (pair,) = pairs.everybodys(db)
        pair.end(office.now())

    ines.clicks("Draft a message")
    ines.waits_for("That pair isn't on the list any more")
    ines.closes()
    ines.clicks("I'll check in")
    ines.waits_for("That pair isn't on the list any more")
    ines.closes()
    ines.closes()
    ines.clicks("Needs a person")
    ines.waits_for("Nobody needs a person right now.")


def test_a_lead_who_comes_second_hears_who_looks_after_a_pair_already(
    office: Office, visitor: Callable[[str], Visitor]
) -> None:
    for lead in ("UINES", "UMIA"):
        moves_in(office, lead, is_lead=True)
    crowd(office, 1)
    ines, mia = visitor("UINES"), visitor("UMIA")
    for each in (ines, mia):
        each.opens_home()
        assert wait_until(each.home, 10, lambda: "no Home")
        each.clicks("Needs a person")
        each.waits_for("1 pair needs a person.")

    ines.clicks("I'll check in")
    assert ines.waits_for("You look after")
    mia.clicks("I'll check in")
    assert mia.waits_for("<@UINES> looks after")
    assert mia.sees("already, so nothing was changed")
    assert mia.waits_for("Nobody needs a person right now.")


def test_files_come_where_files_may_come(office: Office, visitor: Callable[[str], Visitor]) -> None:
    moves_in(office, "UINES", is_lead=True)
    pairs_up(office, met_days_ago=3)
    ines = visitor("UINES")

    ines.types("/mentor export", "CMENTORING")
    ines.waits_for("I haven't written to you before")
    everything_arrives(office)
    ines.clicks("Get the files")
    ines.waits_for("I may not send files in this workspace")
    assert ines.sees("figure,part,of,unit,meaning")
    assert ines.sees("pair,mentor_id,mentor,mentee_id")
    Telephone(office.playground.url).tell("/play/scopes", granted=SCOPES)
    ines.clicks("Get the files")
    ines.waits_for("Two tables are in our conversation")

    with office.database.look(office.workspace) as db:
        assert [each.act for each in audits.latest(db, 5, program=None)[0]] == ["tables_exported"] * 2
    names = [file["name"] for message in ines.dm() for file in message.get("files") or ()]
    assert names == ["mentoring-pairs-2026-03-03.csv", "mentoring-figures-2026-03-03.csv"]


def test_what_nudging_changes_is_said_with_how_sure_it_is() -> None:
    effects = {
        "pulse": Effect(kind="pulse", sent=40, acted=20, stopped=1, held_out=10, acted_unasked=3),
        "fit": Effect(kind="fit", sent=3, acted=1),
    }

    told = health.worth_of_nudges(effects, {Class.NUDGE: 0.25, Class.SERVICE: 0.5}, lambda kind: kind).text

    assert "*pulse:* 20 of 40 acted, 1 stopped it; without it, 3 of 10." in told
    assert "Of a hundred, +20 act because of it (between" in told
    assert "n=50)" in told
    assert "*fit:* 1 of 3 acted, 0 stopped it; nobody to compare with yet." in told
    assert "a week brings each person 0.2 nudges and 0.5 reminders of sessions" in told
    assert "%" not in told
