"""Fields: what an agreement can say. Six things first, the rest for whoever wants it (practice 4, 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from bot.mentoring.rhythms import NAMES

NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to agree on: with options it is chosen, without it is typed."""

    name: str
    label: str
    options: Mapping[str, str] = field(default_factory=lambda: NONE)
    hint: str = ""
    is_first: bool = False
    is_several: bool = False
    is_mentees: bool = False
    """Only the mentee can say it."""
    is_private: bool = False
    """Never compared and never shown, unless both choose to."""

    @property
    def is_typed(self) -> bool:
        """Whether it is said in own words."""
        return not self.options


FIELDS: Final = (
    Field(
        name="purpose",
        label="What is this for?",
        hint="One sentence, in your words.",
        is_first=True,
        is_mentees=True,
    ),
    Field(name="rhythm", label="How often do you meet?", options=MappingProxyType(NAMES), is_first=True),
    Field(
        name="length",
        label="For how long?",
        options=MappingProxyType({str(each): f"{each} minutes" for each in (20, 30, 45, 60)}),
        is_first=True,
    ),
    Field(
        name="between",
        label="What is normal between meetings?",
        options=MappingProxyType(
            {
                "week": "Messages, answered within a week, no rush",
                "days": "Messages, answered within two or three days",
                "mail": "E-mail, answered within a week",
                "none": "Nothing between meetings",
            }
        ),
        is_first=True,
    ),
    Field(
        name="confidence",
        label="What happens to what you say?",
        options=MappingProxyType(
            {
                "stays": "It stays between us unless one says otherwise",
                "themes": "Themes may be mentioned, never who said what",
                "ask": "We ask each other before mentioning anything",
            }
        ),
        hint="Safety, the law and the code of conduct are the limits of every confidence.",
        is_first=True,
    ),
    Field(
        name="term",
        label="When do you look at it again?",
        options=MappingProxyType(
            {
                "review_3": "In three months; no end date",
                "review_6": "In six months; no end date",
                "end_3": "Halfway; it ends after three months",
                "end_6": "Halfway; it ends after six months",
                "end_9": "Halfway; it ends after nine months",
                "end_12": "Halfway; it ends after a year",
            }
        ),
        is_first=True,
    ),
    Field(
        name="here_for",
        label="What is the mentor here for?",
        options=MappingProxyType(
            {
                "sounding": "A sounding board",
                "feedback": "Feedback on work",
                "ropes": "How things work here",
                "doors": "Introductions",
                "practice": "Practising a skill",
            }
        ),
        is_several=True,
    ),
    Field(
        name="not_for",
        label="And not here for?",
        options=MappingProxyType(
            {
                "line": "What belongs to the line manager",
                "review": "Performance reviews",
                "approval": "Approvals",
            }
        ),
        is_several=True,
    ),
    Field(
        name="mode",
        label="How do you meet?",
        options=MappingProxyType({"video": "By video", "person": "In person", "either": "Either"}),
    ),
    Field(
        name="books",
        label="Who finds the dates?",
        options=MappingProxyType({"mentee": "The mentee", "mentor": "The mentor", "turns": "By turns"}),
    ),
    Field(
        name="manager",
        label="May the mentee's manager know that you meet?",
        options=MappingProxyType({"mentee": "The mentee decides", "yes": "Yes", "no": "No"}),
        hint="What you talk about is never theirs to know.",
    ),
    Field(
        name="feedback",
        label="How is hard feedback given?",
        options=MappingProxyType({"straight": "Straight", "gently": "Gently", "writing": "In writing first"}),
    ),
    Field(
        name="swamped",
        label="When one of you is swamped?",
        options=MappingProxyType(
            {"pause": "Say so and pause, no explanation owed", "slow": "Say so and slow down, no explanation owed"}
        ),
    ),
    Field(
        name="notes",
        label="Your notes of a session?",
        options=MappingProxyType({"private": "Private, unless shared one by one", "shared": "Shared as a habit"}),
    ),
    Field(name="sign", label="What would be a first sign, in a month, that this works?"),
    Field(
        name="limits",
        label="What would you rather not talk about?",
        hint="Only you see this, unless both of you tick the box below.",
        is_private=True,
    ),
    Field(
        name="shows",
        label="Show it?",
        options=MappingProxyType({"limits": "Show mine, once we both choose to"}),
        is_several=True,
        is_private=True,
    ),
)
BY_NAME: Final[Mapping[str, Field]] = MappingProxyType({each.name: each for each in FIELDS})
FIRST: Final = tuple(each for each in FIELDS if each.is_first)
REST: Final = tuple(each for each in FIELDS if not each.is_first)
