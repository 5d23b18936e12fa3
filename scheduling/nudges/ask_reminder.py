"""A request that waits for its mentor is mentioned twice at most, and then left to close by itself (practice A5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Block, Message, actions, button, day, mention, message
from bot.mentoring.asks import Ask
from bot.mentoring.facts import AskFacts
from bot.mentoring.notes import Preset
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, lasting

AFTER_WORKING_DAYS = (4, 8)
WINDOW = timedelta(days=5)
LAST = "2"


def due(facts: AskFacts) -> Iterator[Due]:
    """Remind after some working days, unless the mentor takes no requests then."""
    ask, hours = facts.ask, facts.ask.mentor.hours
    if not ask.is_open:
        return
    moments = [hours.working_days_after(ask.open_since, days) for days in AFTER_WORKING_DAYS]
    ends = [*moments[1:], ask.open_until]
    for number, (at, end) in enumerate(zip(moments, ends, strict=True), start=1):
        if not (ask.mentor.offering_paused_until and ask.mentor.offering_paused_until > at):
            occasion = f"{number}-{ask.let_go_at:%Y%m%d%H%M}" if ask.let_go_at else f"{number}"
            yield from lasting(ask.mentor, at, min(at + WINDOW, end, ask.open_until), occasion)


def words(facts: AskFacts, due: Due) -> Message:
    """Say that it is open, until when, and that a no is fine."""
    ask, hours = facts.ask, facts.ask.mentor.hours
    sent, closes = (hours.local(moment).date() for moment in (ask.sent_at or ask.created_at, ask.open_until))
    last = " I won't mention it again." if due.occasion.startswith(LAST) else ""
    return message(
        f"{mention(ask.mentee.slack_id)} sent you a request on {day(sent)}. No need to answer right away: "
        f"it stays open until {day(closes)}, and a no is fine.{last}",
        actions(
            *given(ask),
            button("Suggest someone", "suggest_someone", ask.id, says="Suggest someone else"),
            button("Not now…", "decline_ask", ask.id, says="Say not now to the request"),
        ),
    )


def given(ask: Ask) -> Iterator[Block]:
    """Offer what was asked for first, and then the other thing that a mentor can give."""
    if ask.preset == Preset.CHAT:
        yield button("Yes, 20 minutes", "offer_chat", ask.id, style="primary", says="Say yes to the 20 minutes")
        yield button("Offer mentoring", "offer_mentoring", ask.id, says="Offer mentoring, too")
    else:
        yield button("Accept", "accept_ask", ask.id, style="primary", says="Accept the request")
        yield button("Offer one 20-min chat", "offer_chat", ask.id, says="Offer one chat of 20 minutes instead")


NUDGE = Nudge(
    kind="ask_reminder",
    flow="A5",
    about=AskFacts,
    class_=Class.NUDGE,
    priority=20,
    why="You get this because a request is waiting for you.",
    due=due,
    words=words,
)
