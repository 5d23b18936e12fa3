"""Questions to begin with: for a first meeting, for a purpose, for a chat of twenty minutes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Final


class Group(StrEnum):
    """What a kickoff prompt opens up."""

    COMMON_GROUND = "common_ground"
    STORY = "story"
    WORKING_STYLE = "working_style"
    HOPES = "hopes"
    MENTOR_ONLY = "mentor_only"


PROMPTS: Final[Mapping[Group, tuple[str, ...]]] = MappingProxyType(
    {
        Group.COMMON_GROUND: (
            "What do you read, watch or tinker with when nobody asks you to?",
            "Which place you have lived or worked in changed you most?",
            "What did you want to be at twelve, and is any of it left?",
            "What is a small thing that reliably improves your week?",
            "What are you learning right now, at work or elsewhere?",
        ),
        Group.STORY: (
            "Which turn in your path looks obvious now but didn't at the time?",
            "Which job taught you most, and what did it cost you?",
            "Who helped you when they didn't have to?",
            "What do people get wrong about your work?",
            "Which plan of yours failed in an interesting way?",
        ),
        Group.WORKING_STYLE: (
            "When you are stuck, do you want questions, options or an opinion?",
            "How do you prefer hard feedback: straight, gently, or in writing first?",
            "What does a good hour with someone look like for you?",
        ),
        Group.HOPES: (
            "If we look back one day and say this was worth it, what happened?",
            "What would you rather we did not spend time on?",
            "What should I know about your calendar before I rely on it?",
        ),
        Group.MENTOR_ONLY: (
            "What are you hoping to get better at by mentoring?",
            "What are you deliberately not the right person for?",
        ),
    }
)

IN_THREE_MONTHS: Final = "What would be different in three months if this went well?"
PURPOSE_QUESTIONS: Final = (
    IN_THREE_MONTHS,
    "Why this, and why this quarter?",
    "What gets easier if it works?",
    "Would you still want it if nobody noticed?",
)
REALIGNING_QUESTIONS: Final = (
    "Which word in this goal no longer fits?",
    "Did the goal change, or the reason for it?",
    "Would you like to keep it, shrink it, swap it or drop it?",
)

PATH_QUESTIONS: Final = (
    "How did you get from where you began to where you are now?",
    "What surprised you in the first half year?",
    "What did you say no to?",
)
CRAFT_QUESTIONS: Final = (
    "What does a bad week look like?",
    "What would you learn first if you began today?",
    "Which skill is overrated?",
    "What do people who leave tend to regret?",
    "Which meeting should I ask to sit in on?",
)
ONWARD_QUESTIONS: Final = (
    "What would you ask in my place?",
    "Who thinks differently about this?",
    "May I tell you how it goes?",
)

CLOSING_TOGETHER: Final = (
    "What did each of us learn?",
    "Which goal do we call done, and which moves on?",
    "How do we want to meet from here?",
    "What may each of us say about this to others?",
)
AGENDA_HEADINGS: Final = ("Since last time", "My question", "A decision or feedback I would like")
CHAT_AGENDA: Final = (
    (2, "Hello"),
    (5, "Their path"),
    (8, "Your two questions"),
    (3, "Advice, and people to talk to"),
    (2, "Thanks, and the next step"),
)


def kickoff(seed: str, swap: int = 0) -> tuple[str, str, str]:
    """Draw three prompts for a first meeting: common ground, a story, a hope; every swap gives three others."""
    return (
        drawn(PROMPTS[Group.COMMON_GROUND], f"common ground {seed}", swap),
        drawn(PROMPTS[Group.STORY], f"story {seed}", swap),
        drawn(PROMPTS[Group.HOPES], f"hopes {seed}", swap),
    )


def purpose_questions(seed: str) -> tuple[str, str, str]:
    """Ask what a goal is for: always how three months would change things, then two more."""
    others = PURPOSE_QUESTIONS[1:]
    return IN_THREE_MONTHS, drawn(others, seed), drawn(others, seed, skip=1)


def chat_questions(seed: str) -> tuple[str, str, str]:
    """Draw three questions for a short chat: their path, their craft, and where to go from here."""
    return (
        drawn(PATH_QUESTIONS, f"path {seed}"),
        drawn(CRAFT_QUESTIONS, f"craft {seed}"),
        drawn(ONWARD_QUESTIONS, f"onward {seed}"),
    )


def drawn(options: Sequence[str], seed: str, skip: int = 0) -> str:
    """Pick one option, the same for the same seed on every machine; each skip moves on to the next."""
    return options[(lot(seed) + skip) % len(options)]


def lot(seed: str) -> int:
    """Turn a seed into a number that looks drawn by chance and never changes.

    Python's own hash differs from one process to the next, and people would see their prompts jump.
    """
    return int.from_bytes(sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8], "big")
