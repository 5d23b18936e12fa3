"""A browser, a company, and a screen between the two."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.screen import WIDE, Screen
from tests.company import Company

PATIENCE = 20_000
"""Milliseconds; a busy machine is no failure."""


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the browser once."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """Open the company for one test."""
    company = Company(tmp_path)
    yield company
    company.close()


@pytest.fixture
def screen(browser: Browser, company: Company) -> Iterator[Screen]:
    """Sit down at a screen. Whatever the page's own code complains about fails the test."""
    wanted = os.environ.get("MENTOR_BOT_PICTURES")
    context = browser.new_context(viewport=WIDE, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Screen(page, company, Path(wanted) if wanted else None)
    context.close()
    assert complaints == []
