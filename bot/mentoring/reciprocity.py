"""Small ways in which a mentee may give something back: light, optional, and never asked for by the mentor.

Nothing here is a gift, an errand, recurring work or the mentor's own paid work, and nothing takes more than an hour.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.mentoring.prompts import lot

MOST_MINUTES: Final = 60
LONG_MINUTES: Final = 30
AFTER_THREE_MONTHS: Final = 24
WITH_A_RESULT: Final = 29
LOOKING_BACK: Final = timedelta(days=91)
FINE_TO_SKIP: Final = "Fine to skip; never expected."


class Family(StrEnum):
    """What kind of thing is given."""

    INFORMATION = "information"
    INTRODUCTIONS = "introductions"
    TIME = "time"
    FEEDBACK = "feedback"
    RECOGNITION = "recognition"
    SKILLS = "skills"


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing a mentee could do for their mentor, and about how long it takes."""

    number: int
    family: Family
    text: str
    minutes: int


IDEAS: Final = (
    Idea(1, Family.INFORMATION, "Send two lines on something you read in your mentor's field.", 10),
    Idea(2, Family.INFORMATION, "Tell them how a recent change looks from your level, without names.", 10),
    Idea(3, Family.INFORMATION, "Pass on a tool or shortcut that saved you time.", 5),
    Idea(4, Family.INFORMATION, "Share your notes from a talk or conference they missed.", 15),
    Idea(5, Family.INFORMATION, "Tell them how customers or users describe a product they look after.", 15),
    Idea(6, Family.INFORMATION, "Describe what confused you in your first months, for the next onboarding.", 15),
    Idea(7, Family.INTRODUCTIONS, "Offer to introduce someone from your team who knows a topic they care about.", 5),
    Idea(8, Family.INTRODUCTIONS, "Ask whether they would like to meet someone else who is looking for a mentor.", 5),
    Idea(9, Family.INTRODUCTIONS, "Point them to a community or channel that is worth their while.", 5),
    Idea(10, Family.INTRODUCTIONS, "Suggest a candidate for a role they are hiring for, the usual way.", 10),
    Idea(11, Family.INTRODUCTIONS, "Find a user or customer who is happy to answer questions for their research.", 10),
    Idea(12, Family.INTRODUCTIONS, "Connect them with a peer who solved what they are stuck on.", 10),
    Idea(13, Family.TIME, "Bring an agenda next time, so that the meeting can end early.", 10),
    Idea(14, Family.TIME, "Write up the notes after your next session, so that they don't have to.", 10),
    Idea(15, Family.TIME, "Offer to move your next session to a day that suits their week.", 2),
    Idea(16, Family.TIME, "Be the audience for a dry run of their talk or presentation.", 30),
    Idea(17, Family.TIME, "Try out a process they are drafting and tell them what happened.", 30),
    Idea(18, Family.TIME, "Do the booking for your next session: the invitation, the room, the link.", 5),
    Idea(19, Family.FEEDBACK, "Tell them which advice worked for you and which didn't.", 5),
    Idea(20, Family.FEEDBACK, "Proofread a page of their writing, if they would like that.", 20),
    Idea(21, Family.FEEDBACK, "Tell them which of their questions helped you think.", 2),
    Idea(22, Family.FEEDBACK, "Be the test reader for a document or some documentation meant for your level.", 20),
    Idea(23, Family.FEEDBACK, "Say, kindly, what a policy feels like from your seat.", 10),
    Idea(24, Family.FEEDBACK, "After three months together, name one thing to keep and one to change.", 10),
    Idea(25, Family.RECOGNITION, "Thank them for one thing in particular and say what it changed.", 5),
    Idea(26, Family.RECOGNITION, "Write a few lines on their mentoring that they may forward to their manager.", 10),
    Idea(27, Family.RECOGNITION, "Name them where an idea of theirs shows up in your work.", 2),
    Idea(28, Family.RECOGNITION, "Nominate them for a mentoring award, if your program has one.", 15),
    Idea(29, Family.RECOGNITION, "When a goal of yours is done, let them know how it turned out.", 2),
    Idea(30, Family.RECOGNITION, "Pass on what you learned to someone newer, and tell your mentor that you did.", 20),
    Idea(31, Family.SKILLS, "Show them a technique you know better, such as in code or analysis.", 30),
    Idea(32, Family.SKILLS, "Help once with a tool, a spreadsheet or a script.", 30),
    Idea(33, Family.SKILLS, "Check a text of theirs for language or accessibility.", 20),
    Idea(34, Family.SKILLS, "Explain a platform or trend that you use every day.", 20),
    Idea(35, Family.SKILLS, "Polish the design of the slides for one talk of theirs.", 30),
    Idea(36, Family.SKILLS, "Swap skills once: each of you teaches the other one thing.", 45),
)

# Words of the ideas that fit every topic and therefore none.
_EVERYWHERE: Final = frozenset({
    "about", "after", "each", "every", "from", "help", "mentor", "mentoring", "next", "once", "other", "some",
    "someone", "something", "such", "than", "that", "their", "them", "they", "thing", "this", "what", "when", "which",
    "with", "work", "would", "your",
})  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def next_idea(used: Collection[int], topics: Collection[str] = (), seed: str = "") -> Idea | None:
    """Choose an idea not used before: what fits the topics first, then what takes least time; None when all are used.

    Among equals the seed decides, so that one person always sees the same order and two people rarely do.
    """
    wanted = _words(topics)
    fresh = (idea for idea in IDEAS if idea.number not in used)
    return min(
        fresh,
        key=lambda idea: (-len(wanted & _words([idea.text])), idea.minutes, lot(f"{seed} {idea.number}")),
        default=None,
    )


def untimely(together: timedelta, *, reached_a_goal: bool) -> frozenset[int]:
    """Name the ideas whose time hasn't come: looking back after three months, and a result before there is one."""
    early = {AFTER_THREE_MONTHS} if together < LOOKING_BACK else set()
    return frozenset(early if reached_a_goal else early | {WITH_A_RESULT})


def sentence(idea: Idea) -> str:
    """Offer the idea with the time it takes; whatever is long says that nobody expects it."""
    offer = f"{idea.text} About {idea.minutes} minutes."
    return f"{offer} {FINE_TO_SKIP}" if idea.minutes >= LONG_MINUTES else offer


def _words(texts: Iterable[str]) -> frozenset[str]:
    found = frozenset(word for text in texts for word in _WORD.findall(text.casefold()))
    return frozenset(word.removesuffix("s") for word in found - _EVERYWHERE)
