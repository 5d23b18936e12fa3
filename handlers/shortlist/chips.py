"""How a wish was understood, under a list: words that were mended, skills that were guessed, what was left out."""

from bot.blocks import Block, choices, clip, context, escape, listed, option, section
from bot.mentoring.searches import Search
from bot.mentoring.topics import Wanted, topics

LONGEST_OPTION = 75


def understood(wanted: Wanted, search: Search) -> list[Block]:
    """Say how a misspelt wish was read and which skills were understood, so that a wrong guess is noticed."""
    read = [f"“{escape(right)}” for “{escape(typed)}”" for typed, right in wanted.corrected.items()]
    told: list[Block] = [context(f"I read {listed(read)}.")] if read else []
    return [*told, *skills(wanted, search), *left_out(wanted, search)]


def left_out(wanted: Wanted, search: Search) -> list[Block]:
    """Show what was understood not to be wanted, to be taken back."""
    if not wanted.unwanted:
        return []
    every = [clip(each, LONGEST_OPTION) for each in wanted.unwanted]
    kept = choices("multi_static_select", [option(each, each) for each in every], every, live="left_out")
    words = (
        "You don't look for these, so I left out who teaches nothing else, is from such a department or is called so. "
        "Take one away to search for it again."
    )
    return [section(words, kept, block_id=f"left_out:{search.id}")]


def skills(wanted: Wanted, search: Search) -> list[Block]:
    """Show which skills were understood where they were not typed as such, to be taken away or added to."""
    if not set(wanted.skills) - {topic.casefold() for topic in topics(wanted.typed)}:
        return []
    known = [option(skill, skill) for skill in (*wanted.skills, *wanted.beside)]
    guess = choices("multi_static_select", known, wanted.skills, live="understood")
    return [
        section("I understood these skills. Change them to search again.", guess, block_id=f"understood:{search.id}")
    ]
