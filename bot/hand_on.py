"""Handing on: when a request doesn't work out, two others who fit, so that nobody is left standing."""

from collections.abc import Sequence

from bot.blocks import Block, actions, button, clip, escape, mention, section
from bot.mentoring.matching import By, Match, Others

NAME_MAX = 25
"""So that "Ask" and a name are still read on a phone."""


BY = {
    By.SEARCH: "what you look for",
    By.GOALS: "your goals",
    By.EARLIER: "what you asked for before",
}
"""What a search went by that isn't the request's own words; what is the mentor's is worded on its own."""


def others(found: Others, mentor: str) -> Sequence[Block]:
    """Introduce who else fits, by what, and each with a button; offer a new search in any case."""
    search = actions(
        button("New search", "open_find", says="Search for another mentor"),
        button("Ask the program lead", "ask_lead"),
    )
    if not found.matches:
        return (
            section("Nobody else who fits has room right now; a search with other words may find somebody."),
            search,
        )
    return (section(intro(found, mentor)), *(card(match) for match in found.matches), search)


def intro(found: Others, mentor: str) -> str:
    """Say how many fit, and what that goes by if it isn't the words of the request itself."""
    fit = "Somebody else fits" if len(found.matches) == 1 else f"{COUNT[len(found.matches)]} others fit"
    if found.by is By.REQUEST:
        return f"{fit}:"
    if found.by is By.TAUGHT:
        return f"I found nobody else by what you said, so I went by what {mention(mentor)} teaches. {fit} that:"
    return f"I found nobody else by the words of your request, so I went by {BY[found.by]}. {fit} that:"


COUNT = ("No", "One", "Two", "Three", "Four", "Five")


def card(match: Match) -> Block:
    """Introduce one mentor in a line, with the button to ask."""
    offer = match.offer
    title = f", {escape(offer.title)}" if offer.title else ""
    told = f"*{mention(offer.slack_id)}*{title}\n{escape(' · '.join(match.reasons))}"
    label = f"Ask {clip(offer.name, NAME_MAX)}"
    return section(told, button(label, "ask_mentor", offer.slack_id, says=f"Ask {offer.name} to be your mentor"))
