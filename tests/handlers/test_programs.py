"""Programs: who sees and does what, everything a page can do, and the same again by people whose business it is not."""

from datetime import date, timedelta

from bot.almanac import PublicHolidays
from bot.blocks import button
from bot.mentoring.cohort.participants import Way
from bot.mentoring.enrolments import Part
from bot.mentoring.hours import Hours
from bot.mentoring.programs import Kind, Step
from bot.store import audits, enrolments, people, program_numbers, programs
from handlers import enrol
from handlers.programs.dates import suggested
from handlers.programs.rules import WAYS
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds
from tests.handlers.programs import NOT_YOURS, begins, fills, kept, matched, opens, values


def test_nobody_but_leads_sees_programs_and_a_lead_sees_their_own(office: Office) -> None:
    begins(office)
    moves_in(office, "UADA")
    other = begins(office, name="Autumn")
    moves_in(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, other, "UMIA")
        programs.appoint(db, other, "UJONAS", office.now())

    assert office.visitor("UADA").types("/mentor cohort")
    office.visitor("UADA").waits_for(NOT_YOURS)
    mia = opens(office)
    assert mia.sees("Spring")
    mia.clicks("All programs")
    mia.waits_for("What leads do is kept for two years")
    assert not mia.sees("Autumn")
    assert "new_program" not in values(mia.modal())


def test_a_former_lead_with_an_old_window_can_do_nothing(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    matched(office, number)
    mia = opens(office)
    with office.database.begin(office.workspace) as db:
        programs.appoint(db, number, "UINES", office.now())
        programs.dismiss(db, number, "UMIA")

    for label in ("Dates", "Rules", "Who leads", "People", "Matches", "What leads did", "Take the last step back"):
        mia.clicks(label)
        mia.waits_for(NOT_YOURS)
        while mia.modal() and mia.sees(NOT_YOURS):
            mia.closes()
    assert kept(office, number).step is Step.MATCHING


def test_a_window_of_one_program_opens_no_other(office: Office) -> None:
    mine = begins(office)
    other = begins(office, name="Autumn")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, other, "UMIA")
    mia = opens(office)
    view = mia.modal()
    assert view is not None
    assert set(values(view).values()) - {""} <= {str(mine), f"{mine}:enrolment"}


def test_dates_rules_and_people_are_kept_and_noted(office: Office) -> None:
    number = begins(office)
    fills(office, number)
    mia = opens(office)
    mia.clicks("Dates")
    mia.waits_for("Launch is always yours to press")
    mia.fills({"opens_on": "2026-03-20", "closes_on": "2026-03-10"})
    assert "closes_on" in mia.submits()["errors"]
    mia.fills({"opens_on": "2020-03-20", "closes_on": "2026-03-30"})
    assert mia.submits()["errors"]["opens_on"].startswith("That day has passed already")
    mia.fills({"opens_on": "2026-03-20", "closes_on": "2026-03-30"}).submits()
    mia.waits_for("The dates are kept.")
    mia.clicks("Put off by a week", times=2)
    mia.waits_for("This was put off or taken meanwhile, so nothing more changed.")
    mia.clicks("Rules")
    mia.waits_for("Who suits whom")
    mia.fills({"same_team": "Yes", "levels_ahead": "Any level", "rhythms": ["Every two weeks"], "rhythm": "Every week"})
    assert "rhythm" in mia.submits()["errors"]
    mia.fills({"rhythm": "Every two weeks", "languages": "x" * 20, "way": WAYS[1]["text"]["text"]}).submits()
    mia.waits_for("The rules are kept.")
    assert kept(office, number).rules.policy.way is Way.STABLE
    program = kept(office, number)
    assert (program.rules.same_team, program.rules.levels_ahead, str(program.opens_on)) == (True, None, "2026-03-27")

    mia.clicks("People")
    mia.waits_for("6 people")
    mia.fills({"search": "ada"}).submits()
    mia.waits_for("with “ada” in their name")
    mia.clicks("Take off the list")
    mia.waits_for("isn't on the list any more")
    with office.database.look(office.workspace) as db:
        acts = [each.act for each in audits.latest(db, 20, program=number)[0]]
    assert acts == ["person_taken_off", "rules_changed", "put_off", "dates_changed"]
    mia.clicks("Back to the program")
    mia.waits_for("All programs")
    mia.clicks("What leads did")
    assert mia.waits_for("rules changed")


def test_leads_are_named_and_taken_off_and_the_last_one_stays(office: Office) -> None:
    number = begins(office)
    moves_in(office, "UJONAS")
    mia = opens(office)
    mia.clicks("Who leads")
    mia.waits_for("Nobody is named for this program")
    for role, who in (("Lead", "UJONAS"), ("Safety contact", "UJONAS"), ("Lead", "UJONAS")):
        mia.clicks("Name somebody")
        mia.waits_for("They see that you named them")
        mia.fills({"who": who, "role": role}).submits()
        mia.waits_for("is named")
    assert mia.sees("is named already")
    mia.clicks("Name somebody")
    mia.waits_for("They see that you named them")
    assert "who" in mia.fills({"who": "UZOE"}).submits()["errors"]
    office.passes(timedelta(seconds=2))
    office.passes(timedelta(seconds=2))
    assert office.visitor("UJONAS").waits_for("asked you to lead *Spring*")

    jonas = opens(office, "UJONAS")
    jonas.clicks("Who leads")
    jonas.waits_for("Who leads Spring")
    jonas.clicks("Remove")  # the newest one: the safety contact, or a lead
    jonas.waits_for("has this role no more")
    with office.database.look(office.workspace) as db:
        roles = len(programs.leads_of(db, number)) + len(programs.contacts_of(db, number))
        assert roles == 2


def test_whoever_would_take_off_the_last_lead_of_a_program_is_led_to_where_another_is_named(office: Office) -> None:
    number = begins(office)
    mia = holds(office, "UMIA", button("Remove", "dismiss_in_program", f"{number}:lead:UMIA"))
    mia.clicks("Remove")
    assert mia.waits_for("*Name somebody* under *Who leads* on its page adds a lead of this program")
    assert not mia.sees("/mentor lead"), "that would make a lead of everything"


def test_enrolling_by_button_changing_it_and_leaving(office: Office) -> None:
    number = begins(office, Step.ENROLMENT)
    noor = office.visitor("UNOOR")
    noor.types("/mentor enrol")
    noor.waits_for("takes people")
    noor.clicks("Take part")
    noor.waits_for("How would you like to take part?")
    assert "wants" in noor.fills({"part": "I'd like a mentor", "wants": ""}).submits()["errors"]
    assert "wants" in noor.fills({"part": "Both", "wants": "x" * 3000, "topics": "sql"}).submits()["errors"]
    noor.fills({"part": "Both", "wants": "python", "topics": "sql", "room": "2 mentees"}).submits()
    noor.waits_for("You take part in")
    noor.closes(everything=True)
    with office.database.look(office.workspace) as db:
        numbers = program_numbers.of(db, kept(office, number), office.now())
    assert (numbers.mentees, numbers.mentors, numbers.places) == (1, 1, 2)

    noor.types("/mentor enrol")
    noor.waits_for("You take part in *Spring* (as both)")
    noor.clicks("My part")
    noor.waits_for("Leave this program")
    noor.clicks("Leave this program")
    noor.waits_for("You don't take part in *Spring* any more")
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number, hold=True)
        assert program is not None
        program.go(Step.MATCHING, office.now())
    noor.closes(everything=True)
    noor.types("/mentor enrol")
    assert noor.waits_for("No program takes people right now")


def test_whoever_is_on_a_list_hears_that_one_press_joins_and_no_date_that_ends_nothing(office: Office) -> None:
    number = begins(office, Step.ENROLMENT)
    moves_in(office, "UNOOR", joined_at=None, welcomed_at=None)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program is not None
        program.closes_on = date(2026, 3, 20)
        enrolments.list_all(db, program, [(people.these(db, ["UNOOR"])["UNOOR"], Part.MENTEE)], office.now())
    noor = office.visitor("UNOOR")
    noor.types("/mentor enrol")
    shown = noor.waits_for("You are on the list of *Spring* (as a mentee).")
    assert "You take part in" not in shown["text"]
    noor.clicks("Join")
    noor.waits_for("You're in. Welcome!")
    noor.types("/mentor enrol")
    noor.waits_for("You take part in *Spring* (as a mentee).")

    ada = office.visitor("UADA")
    ada.types("/mentor enrol")
    ada.waits_for("*Spring* takes people until Fri 20 March.")
    for kind, step in ((Kind.ALWAYS_ON, Step.ENROLMENT), (Kind.COHORT, Step.MATCHING)):
        with office.database.begin(office.workspace) as db:
            program = programs.one(db, number)
            assert program is not None
            program.kind, program.step, program.takes_late = kind, step, True
            assert program.takes_people
            assert "until" not in " ".join(enrol.kept(program, Part.MENTEE))
            assert enrol.until(program) == ""


def test_two_leads_who_edit_at_once_never_undo_each_other(office: Office) -> None:
    number = begins(office)
    moves_in(office, "UINES", name="Ines")
    with office.database.begin(office.workspace) as db:
        programs.appoint(db, number, "UINES", office.now())

    for path, mine, theirs in (
        (("Dates",), {"ends_on": "2026-12-01"}, {"ends_on": "2026-12-08"}),
        (("Rules",), {"languages": "English"}, {"languages": "German"}),
        (("Reminders", "Change"), {"first_reminder": "2"}, {"first_reminder": "4"}),
    ):
        mia, ines = opens(office), opens(office, "UINES")
        for label in path:
            mia.clicks(label)
            ines.clicks(label)
        mia.fills(mine).submits()
        assert not mia.toasts()
        assert "Another lead changed this" in str(ines.fills(theirs).submits()["errors"])
    program = kept(office, number)
    assert (str(program.ends_on), program.languages, program.rules.numbers.first_reminder) == (
        "2026-12-01",
        ("English",),
        2,
    )


def test_no_step_is_suggested_for_a_day_on_which_the_lead_is_free() -> None:
    friday = date(2026, 11, 27)
    at_home = Hours(timezone="Europe/Berlin", holidays=PublicHolidays("DE"))

    days = suggested(friday, at_home)

    assert days["opens_on"] == date(2026, 12, 4)
    assert days["launches_on"] == date(2027, 1, 4)  # five weeks later is New Year's Day
    assert suggested(friday, Hours(timezone="Europe/Berlin"))["launches_on"] == date(2027, 1, 1)


def test_no_second_program_bears_the_name_of_another(office: Office) -> None:
    begins(office, name="Spring")
    moves_in(office, "UINES", is_lead=True)
    ines = office.visitor("UINES")
    ines.types("/mentor cohort")
    ines.clicks("New program")
    ines.waits_for("What is it called?")

    refused = ines.fills({"name": " spring "}).submits()["errors"]

    assert refused == {
        "name": "Another program has this name already. A season or a place in the name tells the two apart."
    }
    ines.fills({"name": "Spring in Lisbon"}).submits()
    ines.waits_for("This is a draft")
