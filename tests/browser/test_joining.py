"""The first look, joining, offering, and an announcement that people join from."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screen import Screen
from tests.company import Company

pytestmark = pytest.mark.long_story


def test_somebody_new_is_told_what_comes_how_often_how_to_stop_and_who_sees_what_and_joins(
    screen: Screen, company: Company
) -> None:
    screen.ada()
    screen.reads("Mentoring, right here in Slack")
    for promise in ("What comes:", "How often:", "How to stop:", "Who sees what:"):
        screen.reads(promise)

    screen.press("Join mentoring")
    expect(screen.window("Mentor Bot")).to_contain_text("You're in. Welcome!")
    screen.page.keyboard.press("Escape")
    company.speaks()

    screen.reads("Next for you")
    screen.page.get_by_role("link", name=re.compile(r"^Mentor Bot APP")).click()
    screen.reads("Welcome to mentoring. You get this because you joined.")


def test_a_mentor_offers_with_nothing_but_topics_and_room(screen: Screen) -> None:
    screen.jonas("CMENTORING")
    screen.types("/mentor offer")
    form = screen.window("Offer to mentor")
    form.get_by_role("textbox", name="What can people learn from you?").fill("public speaking, negotiating")
    form.get_by_role("combobox", name="For how many people at a time?").click()
    screen.page.get_by_role("option", name="2 mentees").click()
    form.get_by_role("button", name="Save").click()

    thanks = screen.window("You're a mentor")
    expect(thanks).to_contain_text("You offer public speaking and negotiating, with room for 2 mentees.")


def test_an_offer_without_topics_is_questioned_at_its_field(screen: Screen) -> None:
    screen.jonas("CMENTORING")
    screen.types("/mentor offer")
    form = screen.window("Offer to mentor")
    form.get_by_role("textbox", name="What can people learn from you?").fill(" , ,")
    form.get_by_role("button", name="Save").click()

    expect(form.get_by_role("textbox", name="What can people learn from you?")).to_have_attribute(
        "aria-invalid", "true"
    )


def test_a_lead_announces_and_somebody_joins_from_the_channel(screen: Screen, company: Company) -> None:
    screen.ines("CMENTORING")
    screen.types("/mentor announce")
    form = screen.window("Announce")
    form.get_by_role("textbox", name="Title").fill("Find a mentor this spring")
    form.get_by_role("textbox", name="What do you want to tell people?").fill(
        "Say what you want to learn, and ask somebody who has done it. Twenty minutes are a good beginning. <!channel>"
    )
    form.get_by_role("combobox", name="Where?").click()
    screen.page.get_by_role("option", name="mentoring").click()
    form.get_by_role("button", name="Preview").click()
    expect(screen.window("Preview")).to_contain_text("Nothing is posted yet.")
    screen.press("Post")
    screen.window("On its way")
    screen.page.keyboard.press("Escape")
    company.speaks()
    screen.reads("Posted for @Inês Carvalho, who leads mentoring here.")

    screen.jonas("CMENTORING")
    screen.reads("Find a mentor this spring")
    screen.picture("announce")
    screen.press("Join mentoring")

    screen.reads("You're in. Welcome!")
    assert not [said for said in company.visitor("UADA").messages("CMENTORING") if "Welcome!" in said["text"]]


def test_a_time_is_drawn_in_one_font_and_not_with_digits_of_emoji(screen: Screen) -> None:
    screen.ada()
    tools = screen.page.context.new_cdp_session(screen.page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    page = tools.send("DOM.getDocument")["root"]["nodeId"]
    clock = tools.send("DOM.querySelector", {"nodeId": page, "selector": ".clock-utc"})["nodeId"]

    fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": clock})["fonts"]

    assert len(fonts) == 1, fonts
