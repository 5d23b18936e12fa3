"""Introductions: what two people who became a pair read first, and with which moments in it for a first date."""

from datetime import datetime, timedelta

from bot.blocks import (
    Message,
    actions,
    briefly,
    button,
    context,
    escape,
    header,
    listed,
    mention,
    message,
    moment,
    quote,
)
from bot.blocks.words import moments_in
from bot.mentoring.pairs import Pair
from bot.mentoring.rhythms import every
from bot.mentoring.times import suggested
from bot.mentoring.topics import words

PURPOSE_WORDS, TIMES_WORDS, TOPICS_NAMED = 12, 8, 2
"""Two people who don't know each other yet read a short message; the whole note is where they prepare."""
SHORT_NOTICE = timedelta(days=1)
"""A first date that is nearer than this, or has passed, isn't suggested any more."""


def introduction(pair: Pair, now: datetime, times: str = "") -> Message:
    """Introduce two people: what it is about, why they match, who books and when; the rest is behind the buttons."""
    mentee, mentor = mention(pair.mentee.slack_id), mention(pair.mentor.slack_id)
    shared = topics_shared(pair)
    when = f", perhaps:\n{quote(briefly(times, TIMES_WORDS))}" if times else in_both_hours(pair, now)
    return message(
        header("You are a pair"),
        f"{mentee}, meet {mentor}, your mentor.",
        *([quote(briefly(pair.purpose, PURPOSE_WORDS))] if pair.purpose else []),
        *([f"{mentor} offers {escape(listed(shared))}."] if shared else []),
        f"{mentee} finds the first date{when}",
        actions(
            button("Book the first date", "book_session", pair.id, style="primary"),
            button("Propose times", "propose_times", pair.id, says="Propose up to three times to pick from"),
            button("How we work", "open_agreement", pair.id, says="Say how you would like to work together"),
            button("First questions", "open_questions", pair.id, says="Three questions to get to know each other by"),
        ),
        context(f"{every(pair.rhythm).capitalize()}."),
    )


def in_both_hours(pair: Pair, now: datetime) -> str:
    """Suggest three moments within the hours of both, counted from when the two can read it on their own clocks."""
    read_at = max(person.hours.opening(now) for person in pair.both)
    moments = suggested(pair.mentee.hours, pair.mentor.hours, read_at)
    several = "\n".join(f"• {moment(at)}" for at in moments)
    return f", perhaps:\n{several}" if moments else "."


def topics_shared(pair: Pair) -> list[str]:
    """List what the mentor offers of what the two met for; when the words differ, what the mentor offers.

    What a directory says somebody looks for isn't theirs before they said so: it gives no reason here.
    """
    wanted = set(words(pair.purpose))
    shared = [topic for topic in pair.mentor.topics if wanted & set(words(topic))]
    return (shared or list(pair.mentor.topics))[:TOPICS_NAMED]


def comes_late(text: str, now: datetime) -> bool:
    """Tell whether an introduction suggests a moment that is over or near; times that somebody typed are theirs."""
    return any(at < now + SHORT_NOTICE for at in moments_in(text))
