"""A knock: one word to a partner who doesn't answer, sent for somebody who'd rather not chase (practice D4, D5)."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.refusals import Refusal

WORKING_DAYS_TO_ANSWER = 10
"""So long the other one has; then other ways are offered to whoever knocked."""
NOTE = (
    "I know your weeks are full. Would a check-in once a quarter suit you better? "
    "If now isn't the time at all, that's fine, and thank you for what you've given already."
)
"""A beginning for the mentee, to change before it is sent."""
NOTE_BEFORE_THE_FIRST = (
    "I know your weeks are full. Would twenty minutes in the next weeks suit you, to see how we might work together? "
    "If now isn't the time at all, that's fine, and thank you for saying yes."
)
"""The same where the two have never met."""


class NobodyHome(Refusal):
    """This pair isn't under way right now, so there is nothing to ask them. `/mentor pairs` shows where it stands."""


class KnockedAlready(Refusal):
    """You have asked them already, and once in a silence is enough. I come back to you if nothing comes."""


@dataclass(kw_only=True, eq=False)
class Knock:
    """One word to the other, once in each silence."""

    workspace: str
    pair: Pair
    by: Person
    silence: str
    at: datetime
    id: int = field(init=False, repr=False)
