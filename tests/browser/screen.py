"""A screen: one browser's window on the company, and the few things hands and eyes do with it."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.company import Company

WIDE, NARROW = ViewportSize(width=1280, height=800), ViewportSize(width=800, height=800)


class Screen:
    """Whoever sits at it sees what Slack shows them."""

    def __init__(self, page: Page, company: Company, pictures: Path | None) -> None:
        self.page, self.company, self._pictures = page, company, pictures

    def sit_down(self, slack_id: str, name: str, at: str = "home") -> None:
        """Be somebody, and look at a place."""
        self.page.goto(f"{self.company.playground.url}/#as={slack_id}&at={at}")
        expect(self.page.get_by_role("button", name=f"You are {name}. Switch person")).to_be_visible()
        hint = self.page.get_by_role("button", name="Dismiss this hint")
        if hint.is_visible():
            hint.click()

    def ada(self, at: str = "home") -> None:
        """Be Ada, who looks for a mentor."""
        self.sit_down("UADA", "Ada Okafor", at)

    def jonas(self, at: str = "home") -> None:
        """Be Jonas, who mentors."""
        self.sit_down("UJONAS", "Jonas Weber", at)

    def ines(self, at: str = "home") -> None:
        """Be Inês, who leads the program."""
        self.sit_down("UINES", "Inês Carvalho", at)

    def types(self, command: str) -> None:
        """Type a command into #mentoring."""
        box = self.page.get_by_role("textbox", name="Message #mentoring")
        box.fill(command)
        box.press("Enter")

    def window(self, title: str) -> Locator:
        """Wait for a window."""
        window = self.page.get_by_role("dialog", name=title, exact=True)
        expect(window).to_be_visible()
        return window

    def press(self, button: str) -> None:
        """Press the newest button of this name."""
        self.page.get_by_role("button", name=button, exact=True).last.click()

    def reads(self, words: str | re.Pattern[str]) -> None:
        """Wait until something is to be read."""
        expect(self.page.get_by_role("main").get_by_text(words).last).to_be_visible()

    def moves_clock(self, jump: str) -> None:
        """Move the clock, and let the bot notice."""
        shown = self.page.get_by_text("Playground time")
        before = shown.inner_text()
        self.page.get_by_role("button", name=jump, exact=True).click()
        expect(shown).not_to_have_text(before)
        self.company.speaks()

    def picture(self, name: str) -> None:
        """Take a picture for the README, when pictures are wanted."""
        if self._pictures:
            self.page.screenshot(path=self._pictures / f"{name}.png", animations="disabled", caret="hide")
