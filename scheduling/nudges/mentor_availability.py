"""A mentor whose requests come to nothing is asked, once in a while, whether they still take any (practice A8).

It is for mentors who have gone silent, so it is reserved: quiet mode would keep it from exactly those it is for.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from operator import itemgetter

from bot.blocks import Message, actions, button, message
from bot.mentoring.asks import Ask, AskState
from bot.mentoring.facts import PersonFacts
from bot.mentoring.occasions import Class, Due
from scheduling.nudges import Nudge, first_slot, lasting

KIND = "mentor_availability"
TWO_EXPIRED_WITHIN = timedelta(days=60)
NONE_ANSWERED_FOR = timedelta(days=30)
EVERY = timedelta(days=90)
WINDOW = timedelta(days=14)
ANSWERED = frozenset({AskState.ACCEPTED, AskState.CHAT_OFFERED, AskState.REFERRED, AskState.DECLINED})


def due(facts: PersonFacts) -> Iterator[Due]:
    """Ask after a second request ran out, or a month after one that did with no answer to any since."""
    person = facts.person
    if not person.is_mentor:
        return
    answers = [ask.answered_at for ask in facts.asked if ask.state in ANSWERED and ask.answered_at]
    for number, moment in earliest(moments(facts)):
        at = first_slot(person, moment)
        away = person.offering_paused_until and person.offering_paused_until > at
        if not (away or any(answer >= moment for answer in answers) or told_before(facts, at, str(number))):
            yield from lasting(person, at, at + WINDOW, str(number))


def earliest(several: Iterable[tuple[int, datetime]]) -> Iterable[tuple[int, datetime]]:
    """Keep the first moment of each request: it is asked about once."""
    return sorted(dict(sorted(several, key=itemgetter(1), reverse=True)).items())


def moments(facts: PersonFacts) -> Iterator[tuple[int, datetime]]:
    """Name the request at which it is worth asking, and the moment."""
    expired = [ask for ask in facts.asked if ask.state is AskState.EXPIRED and ask.answered_at]
    for first, second in pairwise(expired):
        if closed(second) - closed(first) <= TWO_EXPIRED_WITHIN:
            yield second.id, closed(second)
    for ask in expired:
        since = ask.sent_at or ask.created_at
        month = since + NONE_ANSWERED_FOR
        answers = [each.answered_at for each in facts.asked if each.state in ANSWERED and each.answered_at]
        if not any(since <= answer < month for answer in answers):
            yield ask.id, max(month, closed(ask))


def closed(ask: Ask) -> datetime:
    """Tell when a request ran out."""
    return ask.answered_at or ask.created_at


def told_before(facts: PersonFacts, at: datetime, occasion: str) -> bool:
    """Tell whether it was asked lately, on another occasion."""
    return any(told.kind == KIND and told.occasion != occasion and at - EVERY < told.at for told in facts.told)


def words(facts: PersonFacts, _: Due) -> Message:
    """Ask plainly; every answer is a good one."""
    number = facts.person.id
    several = sum(ask.state is AskState.EXPIRED for ask in facts.asked) > 1
    return message(
        f"Are you still open to requests? {'Some' if several else 'One'} ran out lately, which happens. Without an "
        "answer within a week I'll stop showing you to people who look, until you say you're back.",
        actions(
            button("Yes", "still_open", number, style="primary", says="Yes, I am open to requests"),
            button("Limit my room…", "limit_room", number, says="Change how many mentees I take"),
            button("Pause until…", "pause_offer", number, says="Take no requests until a date"),
            button("Take me off", "take_off", number, says="Stop offering to mentor"),
        ),
    )


NUDGE = Nudge(
    kind=KIND,
    about=PersonFacts,
    class_=Class.NUDGE,
    priority=100,
    why="You get this because you offer to mentor.",
    due=due,
    words=words,
    reserved=True,
)
