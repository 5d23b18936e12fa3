"""Who wrote to a silent partner and heard nothing is shown other ways, once (practice D4, D5)."""

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Message, actions, button, mention, message
from bot.mentoring.facts import PairFacts
from bot.mentoring.knocks import WORKING_DAYS_TO_ANSWER, Knock
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, lasting

WINDOW = timedelta(days=10)


def due(facts: PairFacts) -> Iterator[Due]:
    """Come back after ten working days, if nothing has happened since."""
    for knock in facts.knocks:
        if facts.meets and knock.silence == facts.episode and not was_heard(facts, knock):
            at = knock.by.hours.working_days_after(knock.at, WORKING_DAYS_TO_ANSWER)
            yield from lasting(knock.by, at, at + WINDOW, f"knock{knock.id}")


def was_heard(facts: PairFacts, knock: Knock) -> bool:
    """Tell whether the other one tapped anything since, or a date was set."""
    tapped = any(
        told.to != knock.by.slack_id and told.acknowledged_at and told.acknowledged_at >= knock.at
        for told in facts.told
    )
    return tapped or any(each.noted_at > knock.at for each in facts.sessions)


def words(facts: PairFacts, due: Due) -> Message:
    """Say that nothing came, blame nobody, and name the ways."""
    pair = facts.pair
    other = pair.partner_of(due.to)
    told = f"Nothing has come from {mention(other.slack_id)} yet, which says nothing about you."
    ends = button("Close without fault", "end_pair", pair.id, says="End this pair without fault")
    if other is pair.mentor:
        return message(
            f"{told} You needn't wait: a lead can help, and somebody else may have room or 20 minutes for you.",
            actions(
                button("Ask the program lead", "ask_lead"),
                button("Find a 20-min chat", "try_chat", says="Find somebody else for a 20-minute chat"),
                button("Find another mentor", "open_find"),
                ends,
            ),
        )
    return message(
        f"{told} You needn't chase: a break or an end is fine, and a lead can help.",
        actions(
            button("Pause until…", "pause_pair", pair.id, says="Pause until a date"),
            ends,
            button("Ask the program lead", "ask_lead"),
        ),
    )


NUDGE = Nudge(
    kind="no_reply_next",
    about=PairFacts,
    class_=Class.SERVICE,
    priority=8,
    why="You get this because you asked them and nothing has come.",
    due=due,
    words=words,
    flow="D4",
)
