"""From a misspelt wish to an introduction; by mouse, by keyboard, and twice in the same moment."""

import re
import threading

import pytest
from playwright.sync_api import expect

from bot.playground.client import Visitor
from tests.browser.screen import Screen
from tests.company import Company

pytestmark = pytest.mark.long_story

WHY = "I saw your talk on accessible dashboards at the spring offsite, and you answered hostile questions kindly."
WANT = (
    "I want to speak in front of fifty people without reading from my slides, and to take questions without freezing. "
    "In three months I give a talk at the design meetup."
)


def test_from_a_misspelt_wish_to_an_introduction(screen: Screen, company: Company) -> None:
    company.offers("UJONAS", ["public speaking", "sql"])
    screen.ada("CMENTORING")
    screen.types("/mentor find publik speeking")
    screen.reads("I read “public” for “publik” and “speaking” for “speeking”.")
    screen.picture("find")
    screen.press("Ask jonas to be your mentor")

    form = screen.window("Ask for mentoring")
    form.get_by_role("textbox", name="Why you ask them").fill(WHY)
    form.get_by_role("textbox", name="What I want to learn").fill(WANT)
    expect(form).to_contain_text("Your note has 48 words")
    screen.picture("ask")
    form.get_by_role("radio", name="Ongoing mentoring").check()
    form.get_by_role("textbox", name="Two or three times").fill("Tue 10–12, Thu after 15:00")
    form.get_by_role("button", name="Preview").click()
    expect(screen.window("Preview")).to_contain_text("Would you consider mentoring me for a while")
    screen.window("Preview").get_by_role("button", name="Back", exact=True).last.click()
    screen.window("Ask for mentoring").get_by_role("button", name="Send", exact=True).click()
    expect(screen.window("Your request")).to_contain_text("@Jonas Weber gets your note right away.")
    company.speaks()
    expect(screen.page.get_by_text("There is nothing like that to touch.")).to_have_count(0)

    screen.jonas("messages")
    screen.reads("@Ada Okafor")
    screen.reads(WHY)
    screen.picture("request")
    screen.press("Accept the request of ada")
    screen.reads("You accepted @Ada Okafor's request")
    expect(screen.page.get_by_role("button", name="Accept the request of ada")).to_have_count(0)
    company.speaks()

    screen.page.get_by_role("link", name="Ada Okafor, Mentor Bot").click()
    screen.reads("You are a pair")
    screen.reads("finds the first date")
    expect(screen.page.get_by_role("button", name="Book the first date")).to_be_visible()


def test_a_whole_request_without_a_mouse(screen: Screen, company: Company) -> None:
    company.offers("UJONAS", ["public speaking"])
    screen.ada("CMENTORING")
    keys = screen.page.keyboard
    screen.page.get_by_role("textbox", name="Message #mentoring").focus()
    keys.type("/mentor ask @jonas ")
    keys.press("Enter")
    form = screen.window("Ask for mentoring")
    expect(form.get_by_role("textbox", name="Why you ask them")).to_be_focused()

    keys.insert_text(WHY)
    keys.press("Tab")
    expect(form.get_by_role("textbox", name="What I want to learn")).to_be_focused()
    keys.insert_text(WANT)
    keys.press("Tab")
    expect(form.get_by_role("radio", name="20 minutes")).to_be_focused()
    keys.press("ArrowDown")
    expect(form.get_by_role("radio", name="A first meeting")).to_be_checked()
    expect(form).to_contain_text("Your note has 48 words")
    keys.press("Control+Enter")
    sent = screen.window("Your request")
    expect(sent).to_contain_text("gets your note right away")
    keys.press("Escape")
    expect(sent).to_have_count(0)
    company.speaks()

    assert company.visitor("UJONAS").sees(WHY)


def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(screen: Screen, company: Company) -> None:
    company.offers("UJONAS", ["public speaking"])
    screen.ada("CMENTORING")
    screen.types("/mentor ask @jonas")
    form = screen.window("Ask for mentoring")
    form.get_by_role("textbox", name="Why you ask them").fill("You know a lot")
    form.get_by_role("textbox", name="What I want to learn").fill(WANT)
    form.get_by_role("button", name="Send", exact=True).click()

    expect(form).to_contain_text("Please say it in")
    expect(form.get_by_role("textbox", name="Why you ask them")).to_have_attribute("aria-invalid", "true")
    screen.page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    screen.page.get_by_role("link", name=re.compile("^Mentor Bot Home")).click()
    screen.press("Open the draft to jonas")
    again = screen.window("Ask for mentoring").get_by_role("textbox", name="What I want to learn")
    expect(again).to_have_value(WANT)


def test_two_yeses_in_the_same_moment_take_one_place_once(screen: Screen, company: Company) -> None:
    company.offers("UJONAS", ["public speaking"], room=1)
    for name in ("UADA", "UINES"):
        asks(company.visitor(name))
    company.speaks()
    screen.jonas("messages")
    first = screen.page.get_by_role("button", name="Accept the request of ada")
    expect(first).to_be_visible()

    other = threading.Thread(target=company.visitor("UJONAS").clicks, args=["accept_ask"])
    other.start()
    first.click()
    other.join()

    screen.reads(re.compile("You accepted @"))
    screen.reads(re.compile("You have no place left, so the request stays open"))
    assert len(company.live_pairs("UJONAS")) == 1


def asks(visitor: Visitor) -> None:
    """Ask Jonas, without a browser."""
    visitor.types("/mentor ask @jonas", "CMENTORING")
    visitor.waits_for(visitor.modal)
    visitor.fills({"why": f"{WHY} From {visitor.person}.", "want": WANT, "preset": "ongoing"}).submits()
