"""Parting: what becomes of a pair's messages once it is over, and who hears of the place that is free again.

And of its introduction, when something else came first.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import (
    Message,
    actions,
    button,
    context,
    escape,
    in_own_words,
    listed,
    mention,
    message,
    without_buttons,
)
from bot.mentoring.concerns import Concern
from bot.mentoring.facts import INTRODUCTION
from bot.mentoring.lifecycles import Lifecycle, NothingMoreIsPassedOn
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person, Standing
from bot.store import concerns, outbox, pairs, people, waiting, withdrawn
from bot.store.waiting import News
from bot.store.withdrawn import NEWS

WITH_BUTTONS = (
    "again",
    "agreed",
    "agreement_holds",
    "agreement_invited",
    "line_changed",
    "line_over",
    "extend_wish",
    "extended",
    "hold_lifted",
    "introduction",
    "pause_end",
    "partner_left",
    "pause_longer",
    "paused",
    "proposal",
    "redefine",
    "redefined",
    "rhythm_agreed",
    "rhythm_answer",
    "rhythm_kept",
    "rhythm_settled",
    "rhythm_wish",
    "started_again",
    "term_outcome",
    "term_planned",
    "welcome_back",
    "winding_down",
)
"""Answers to what people did whose buttons lead nowhere once the pair is over."""
SHARED = ("agreement_differs", "agreement_proposed", "audit_shared", "knock")
"""What the two showed each other: theirs to read after the end as well, without what could be done about it."""
OF_A_DATE = ("booked", "topic")
"""What tells of a date, and what somebody would like to talk about then: their words stay, whatever becomes of it."""
BEFORE_A_SESSION = ("agenda", "session_reminder")
PRIMER = "primer"
"""What is said before a session, about a day that may change and will be over; the first questions come once."""
OWN_WORDS = ("effect_note", "effect_reaction", "effect_reply", "takeaway", "thanks")
"""What one of the two says to the other in their own words: true after the end as well."""
LEFT_TO_THEM = "concern_kept"
"""The kind of letter that leaves it to whoever raised a concern whether the pair goes on."""
PROPOSAL = "pair_proposed"
"""What asks two people before they are introduced whether they would like to be a pair."""
HEAD_START = timedelta(days=1)
NO_MARK = "That is fine at any time, and it isn't a mark against anyone."
NOTHING_TO_ANSWER = f"{NO_MARK} There is nothing to answer here; `/mentor` shows what's next for you."
OVER = message(f"This pair has ended. {NOTHING_TO_ANSWER}")
"""Kind by itself: at night it is read before the words that come in the morning."""


def clear_away(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Take back what waits to be said about a pair that is over, and the buttons of what was said.

    What the two said to each other in their own words still arrives.
    """
    letterbox.take_back(db, "the pair is over", pair=pair.id, but=OWN_WORDS)
    take_buttons(db, pair, now)
    tell_contacts(db, pair, now)
    for person in pair.both:
        person.look_at = now


def take_buttons(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Take the buttons off whatever was said about a pair that is over, and leave the words that are the two's own."""
    for reader in pair.both:  # one message may ask about several pairs, so it is said which one this is
        to, with_whom = reader.slack_id, mention(pair.partner_of(reader.slack_id).slack_id)
        over = message(f"Your pair with {with_whom} has ended. {NOTHING_TO_ANSWER}")
        letterbox.retire(db, over, now, pair=pair.id, to=to, classes=(Class.NUDGE, Class.SERVICE))
        letterbox.retire(db, over, now, pair=pair.id, to=to, kinds=("rest_notice",), done=True)
    letterbox.retire(db, OVER, now, pair=pair.id, kinds=WITH_BUTTONS)
    letterbox.retire(db, OVER, now, pair=pair.id, kinds=SHARED, stays=without_buttons)
    letterbox.retire(db, OVER, now, pair=pair.id, kinds=OF_A_DATE, stays=in_own_words)


def must_pass_on(db: orm.Session, pair: Pair, by: str) -> None:
    """Refuse to bring the other one words while a pair is paused, after it ended so, and where they keep apart.

    Something may have been raised, and its end makes nobody's words welcome. A pause is treated alike, as ever, and
    whom somebody never wants to meet again is told nothing else.
    """
    pair.must_pass_on()
    is_over, partner = not pair.is_live, pair.partner_of(by).slack_id
    if is_over and (pairs.ended_paused(db, pair) or by in people.blocked_by(db, partner)):
        raise NothingMoreIsPassedOn


def tell_contacts(db: orm.Session, pair: Pair, now: datetime) -> None:
    """Tell whoever was brought a concern about a pair that it is over: nothing is left for them to decide.

    Nor is it for whoever was left to decide alone, whose question is answered by the end.
    """
    for concern in concerns.still_open(db, pair):
        if concern.contact == concern.by:
            letterbox.retire_key(db, letterbox.key_of(LEFT_TO_THEM, f"concern{concern.id}", concern.by), OVER, now)
        if concern.contact not in {None, concern.by}:
            about, place = f"concern{concern.id}", pair.workspace
            letterbox.drop(db, concern.contact, "concern_over", about, decided(pair, concern), now, workspace=place)


def decided(pair: Pair, concern: Concern) -> Message:
    """Say that a pair has ended about which somebody brought a concern, and whether they are still here."""
    why = "an account was closed" if pair.lifecycle is Lifecycle.ENDED_LEFT else "it was ended meanwhile"
    is_gone = pair.person(concern.by).standing is Standing.GONE
    left = "They have left the workspace." if is_gone else "You can still talk to them."
    return message(
        f"The pair about which {mention(concern.by)} brought you a concern is over: {why}. There is nothing left to "
        f"decide about it. {left}"
    )


def forgo_introduction(db: orm.Session, pair: Pair) -> frozenset[str]:
    """Take back an introduction that wasn't said before the two met, stopped or began to wrap up: it came too late.

    Return who hasn't heard yet that they are a pair: whatever they are told first has to say so.
    """
    unheard = outbox.unheard(db, pair.id, INTRODUCTION, besides=PROPOSAL)
    letterbox.take_back(db, "something else came first", pair=pair.id, kinds=(INTRODUCTION,))
    return unheard


def tell_those_waiting(db: orm.Session, mentor: Person, now: datetime) -> None:
    """Write once to everybody who waits for what this mentor offers, and let their waiting end with it."""
    tell_of_each(db, [mentor], now)


def tell_of_each(db: orm.Session, mentors: Sequence[Person], now: datetime) -> None:
    """Do the same for several mentors: whoever waits hears of the first who fits.

    Whoever looks again after a pair that ended hears of it a day before the others (practice E9).
    """
    for mentor, found in waiting.for_offers(db, mentors, now):
        waiting_still = [news for news in found if news.person.waits_since]
        later = now + HEAD_START if any(news.person.differently for news in waiting_still) else now
        for news in waiting_still:
            _tell(db, mentor, news, now, now if news.person.differently else later)


def _tell(db: orm.Session, mentor: Person, news: News, now: datetime, not_before: datetime) -> None:
    """Write to one who waited; a guess is told once, and may never be what they wait for."""
    person, words = news.person, somebody_offers(mentor, news)
    since = person.waits_since
    occasion = f"guess of {since}" if news.read_as else withdrawn.occasion(since, now)
    letterbox.drop(db, person.slack_id, NEWS, occasion, words, now, not_before=not_before)
    if not news.read_as:
        person.waits_since = None  # what they wait for stays known until they have heard: the news may be withdrawn


def somebody_offers(mentor: Person, news: News) -> Message:
    """Tell somebody who waited that a mentor is there; what had to be mended is a guess, after which they wait on."""
    wish = news.person.waits_for
    waited = f"a mentor for “{escape(wish)}”" if wish else "a mentor"
    read = listed([f"“{escape(right)}” for “{escape(typed)}”" for typed, right in news.read_as.items()])
    fits = f"Somebody may fit what you look for: I read {read}." if read else "Somebody fits what you look for."
    told = f"{fits} You waited for {waited}: {mention(mentor.slack_id)} has room now. {escape(news.why)}."
    once = "You stay on the waiting list." if read else "I won't write about it again unless you ask anew."
    return message(
        told,
        actions(
            button("Ask", "ask_mentor", mentor.slack_id, style="primary", says=f"Ask {mentor.name} to be your mentor"),
            button("Ask for 20 minutes", "ask_chat", mentor.slack_id, says=f"Ask {mentor.name} for a 20-minute chat"),
            button("Look for others", "open_find"),
        ),
        context(f"You get this because you asked me to tell you. {once}"),
    )
