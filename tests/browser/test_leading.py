"""A lead's first cohort, without having read anything: from an empty list to what waits to be launched."""

import re

import pytest
from playwright.sync_api import Locator, expect

from bot import matchmaking
from bot.mentoring.enrolments import Part
from bot.store import enrolments, people, programs
from tests.browser.screen import Screen
from tests.company import Company

pytestmark = pytest.mark.long_story

TABLE = "name\trole\tdepartment\nGrace Liu\tmentor\tResearch\nNobody Here\tmentee\tSales\n"
MENTORS = ("UJONAS", "UFREYA")
MENTEES = ("UADA", "UNOOR", "UHANA")


def presses(window: Locator, button: str) -> None:
    """Press a button in a window."""
    window.get_by_role("button", name=button, exact=True).first.click()


def people_come(company: Company) -> None:
    """Let some people take part, each with what they offer or want."""
    for slack_id in MENTORS:
        company.offers(slack_id, ["public speaking", "sql"])
    with company.bot.database.begin(company.bot.workspace) as db:
        (program,) = programs.every(db)
        for slack_id, person in people.these(db, [*MENTORS, *MENTEES]).items():
            part = Part.MENTOR if slack_id in MENTORS else Part.MENTEE
            if part is Part.MENTEE:
                person.join(company.now())
                person.wants = ("public speaking",)
            person.welcomed_at = company.now()
            enrolments.enrol(db, program, person, part, company.now())


def are_matched(company: Company) -> None:
    """Let the match be made that a process of its own makes elsewhere."""
    with company.bot.database.look(company.bot.workspace) as db:
        by, (program,) = people.known(db, "UINES"), programs.every(db)
    assert by
    matchmaking.match_program(company.bot.database, by, program, company.now(), matchmaking.solve_here)


def decides_about_several_and_takes_a_table_in(screen: Screen) -> None:
    """Approve some at once, go back, and bring people in from a table."""
    presses(screen.window("Matches"), "Approve or reject several matches at once")
    several = screen.window("Several at once")
    several.get_by_role("combobox", name="Matches").click()
    screen.page.get_by_role("option", name=re.compile("points, to review")).first.click()
    screen.page.keyboard.press("Escape")
    screen.picture("lead-several")
    presses(several, "Do it")
    expect(screen.window("Matches")).to_contain_text("1 match approved.")
    presses(screen.window("Matches"), "Back to the program")

    presses(screen.window("Program"), "Take people in from a table")
    table = screen.window("Import")
    table.get_by_role("textbox", name="Paste the table").fill(TABLE)
    presses(table, "Look at it")
    expect(screen.window("Import")).to_contain_text("1 line to look at")
    screen.picture("lead-import")
    presses(screen.window("Import"), "Back to the program")


def announces(screen: Screen) -> None:
    """Write an announcement."""
    presses(screen.window("Program"), "Tell people about this program")
    form = screen.window("Announce")
    form.get_by_role("textbox", name="Title").fill("Find a mentor this spring")
    form.get_by_role("textbox", name="What do you want to tell people?").fill("Half a year, one question at a time.")
    screen.picture("lead-announce")


def test_a_lead_opens_a_cohort_announces_it_and_looks_at_its_matches(screen: Screen, company: Company) -> None:
    screen.ines("CMENTORING")
    screen.types("/mentor cohort")
    presses(screen.window("Programs"), "New program")
    new = screen.window("New program")
    new.get_by_role("textbox", name="What is it called?").fill("Spring cohort")
    screen.picture("lead-new")
    presses(new, "Keep as draft")
    page = screen.window("Program")
    expect(page).to_contain_text("This is a draft")
    screen.picture("lead-draft")
    presses(page, "Set when pairs are reminded and looked after")
    expect(screen.window("Reminders")).to_contain_text("Fixed, because it protects people")
    screen.picture("lead-reminders")
    presses(screen.window("Reminders"), "Back to the program")
    presses(screen.window("Program"), "Open enrolment")
    expect(screen.window("Program")).to_contain_text("The program is at enrolment now")
    people_come(company)
    presses(screen.window("Program"), "Begin matching")
    expect(screen.window("Program")).to_contain_text("3 mentees and 2 mentors")
    are_matched(company)
    presses(screen.window("Program"), "Make and review matches")
    expect(screen.window("Matches")).to_contain_text("2 to review")
    screen.picture("lead-matches")
    decides_about_several_and_takes_a_table_in(screen)
    announces(screen)


def test_a_lead_looks_at_charts_whose_numbers_can_be_heard_too(screen: Screen) -> None:
    screen.ines("CMENTORING")
    screen.types("/mentor health")
    screen.page.get_by_role("button", name="Charts").click()

    drawn = screen.page.get_by_role("figure").filter(has_text="Pairs over time").get_by_role("img")

    expect(drawn).to_have_accessible_name(re.compile(r"^Under way: .*\. On a break: "))
    screen.picture("lead-charts")
