"""Three days in which nobody could be written to: afterwards nobody is flooded, and nothing that is over is said."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.mentoring.occasions import Class
from bot.mentoring.sessions import Outcome
from scheduling import rounds
from scheduling.delivery import tidy
from tests.examples import MONDAY
from tests.scheduling.lives import begin, live, plan
from tests.scheduling.mailroom import Mailroom

DAY = timedelta(days=1)
DOWN = timedelta(hours=72)
PAIRS = (("UADA", "UMEI", 5), ("UADA", "UJONAS", 9), ("UNOOR", "UMEI", 19), ("UNOOR", "UINES", 40))
"""Who is whose mentee, and since how many days without a date."""


@pytest.mark.parametrize("written_before", [True, False], ids=["letters waited", "nothing was looked at"])
def test_after_three_days_of_silence_one_optional_message_a_person_and_nothing_that_is_over(
    mailroom: Mailroom,
    written_before: bool,
) -> None:
    for mentee, mentor, days in PAIRS:
        begin(mailroom, mentee, mentor, MONDAY - days * DAY)
    met = begin(mailroom, "UINES", "UTANE", MONDAY - 60 * DAY)
    plan(mailroom, met, MONDAY - 20 * DAY, Outcome.HELD)
    plan(mailroom, met, MONDAY + DAY)
    if written_before:
        rounds.make(mailroom.database, MONDAY)
    back = mailroom.clock.advance(DOWN)
    tidy(mailroom.database, back)

    live(mailroom, back + DAY)

    said = [letter for letter in mailroom.all() if letter.was_said and letter.edits is None]
    messages = Counter(letter.to for letter in said if letter.class_ is Class.NUDGE and not _travels(letter.lease))
    assert len(messages) > 2
    assert max(messages.values()) == 1
    assert not [each.key for each in said if each.expires_at and each.sent_at and each.sent_at >= each.expires_at]
    assert len({letter.key for letter in said}) == len(said)


def _travels(lease: str | None) -> bool:
    return (lease or "").startswith("letter:")
