"""A pair on its way: dates, sessions, goals, and what time brings."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.screen import NARROW, Screen
from tests.company import Company

pytestmark = pytest.mark.long_story

NO_DATE = "There is no date yet for your first session with"


def test_a_session_is_booked_held_and_noted_once_with_a_takeaway_of_its_own(screen: Screen, company: Company) -> None:
    company.pairs_up("UJONAS", "UADA", "public speaking")
    screen.ada()
    screen.press("Set the next date with jonas")
    form = screen.window("Next session")
    tomorrow = company.now() + timedelta(days=1)
    form.get_by_role("textbox", name="Which day?").fill(f"{tomorrow:%Y-%m-%d}")
    form.get_by_role("textbox", name="At what time?").fill("11:00")
    form.get_by_role("button", name="Set the date").click()
    expect(screen.window("Next session")).to_contain_text("@Jonas Weber hears of it from me right away.")
    screen.page.keyboard.press("Escape")
    screen.reads(re.compile("You meet @Jonas Weber"))

    screen.moves_clock("Tomorrow morning")
    screen.moves_clock("Tomorrow morning")
    screen.ada("messages")
    screen.reads(re.compile("Did your session with @Jonas Weber"))
    screen.press("We met")
    screen.reads("Noted: you and @Jonas Weber met on Wed 4 March.")
    screen.press("Add a takeaway")
    log = screen.window("Log a session")
    expect(log.get_by_role("textbox", name="When did you meet?")).to_have_value("2026-03-04")
    log.get_by_role("textbox", name="What do you take from it?").fill("Pause before the first sentence.")
    log.get_by_role("checkbox", name="Share this takeaway with them").check()
    log.get_by_role("button", name="Log it").click()
    expect(screen.window("Logged")).to_contain_text("@Jonas Weber hears of it from me right away.")
    screen.page.keyboard.press("Escape")
    company.speaks()

    screen.jonas()
    screen.reads(re.compile("1 session so far"))
    screen.page.get_by_role("link", name=re.compile(r"^Mentor Bot APP")).click()
    screen.reads("Pause before the first sentence.")


def test_a_goal_comes_from_one_sentence_and_stands_on_home(screen: Screen, company: Company) -> None:
    company.pairs_up("UJONAS", "UADA", "public speaking", met_weeks_ago=(3, 1))
    screen.ada("CMENTORING")
    screen.types("/mentor goal Give a talk at the design meetup in June")
    goal = screen.window("A goal")
    goal.get_by_role("button", name="Save", exact=True).click()
    expect(screen.window("Goal")).to_contain_text("Saved.")
    screen.page.keyboard.press("Escape")

    screen.page.get_by_role("link", name=re.compile("^Mentor Bot Home")).click()
    screen.reads("Give a talk at the design meetup in June")
    screen.reads(re.compile("2 sessions so far"))
    screen.picture("home")
    screen.page.set_viewport_size(NARROW)
    expect(screen.page.get_by_role("button", name=re.compile("Update the goal"))).to_be_visible()
    wide = screen.page.evaluate("document.documentElement.scrollWidth")
    screen.picture("page-800")
    assert wide <= NARROW["width"]


def test_time_brings_a_nudge_that_says_why_it_came_and_can_be_put_off_and_stopped(
    screen: Screen, company: Company
) -> None:
    company.pairs_up("UJONAS", "UADA", "public speaking")
    screen.ada("messages")
    screen.moves_clock("+1 week")
    screen.reads(re.compile(NO_DATE))
    screen.reads("You get this because a new pair of yours has no first date.")
    screen.picture("nudge")
    screen.press("Snooze for a week")
    expect(screen.page.get_by_role("button", name="Snooze for a week")).to_have_count(0)

    screen.moves_clock("+1 week")
    expect(screen.page.get_by_text(re.compile(NO_DATE))).not_to_have_count(0)
    screen.page.get_by_role("button", name="More actions").last.click()
    screen.page.get_by_role("menuitem", name="Pause everything").click()
    screen.reads(re.compile("pause", re.IGNORECASE))
    said = len(company.visitor("UADA").dm())
    screen.moves_clock("+1 week")

    assert len(company.visitor("UADA").dm()) == said


def test_quiet_is_one_command_away(screen: Screen, company: Company) -> None:
    company.pairs_up("UJONAS", "UADA", "public speaking")
    screen.ada("CMENTORING")
    screen.types("/mentor quiet")
    form = screen.window("When I may write")
    form.get_by_role("checkbox", name="Tuesday").uncheck()
    form.get_by_role("group", name="Which nudges should never come?").get_by_role("checkbox", name="Goals").check()
    form.get_by_role("radio", name="Be silent until I say otherwise").check()
    form.get_by_role("button", name="Keep", exact=True).click()
    expect(form.get_by_role("button", name="Keep", exact=True)).to_have_count(0)
    screen.page.keyboard.press("Escape")
    said = len(company.visitor("UADA").dm())
    screen.moves_clock("+1 week")
    screen.moves_clock("+1 week")

    assert len(company.visitor("UADA").dm()) == said
