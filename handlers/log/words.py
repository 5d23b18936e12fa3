"""What is said after a session was noted, or was not held."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import orm

from bot.arrivals import will_hear
from bot.blocks import Answers, Block, Message, actions, button, day, mention, message, section
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.sessions import Session, in_full
from handlers.log.form import SHARED
from handlers.pairs import labelled, which

THANKS_EVERY = 3
"""After the first session and every third: asked more often, thanks become a duty (practice C7)."""

WHEN_NEXT = "When is the next one? A day, a time and one topic are enough."


def logged(session: Session, actor: str, *, is_new: bool, has_next: bool) -> Message:
    """Confirm, and offer the two things worth doing now."""
    pair, on = session.pair, session.day_of(session.pair.person(actor))
    other = mention(pair.partner_of(actor).slack_id)
    told = f"Noted: you and {other} met on {day(on)}.{known(session, is_new=is_new)}"
    return message(told, *afterwards(pair, actor, on, "Add a takeaway", thanks=is_new, has_next=has_next))


def known(session: Session, *, is_new: bool) -> str:
    """Say of a session that was noted before that it counts once, and which length is kept."""
    return "" if is_new else f" It was noted before, with {session.minutes} minutes, and counts once."


def kept(
    db: orm.Session, session: Session, author: Person, given: Answers, now: datetime, *, is_new: bool, has_next: bool
) -> Message | None:
    """Confirm what was written down, and say who can read it; nothing when only the day was noted."""
    if not given.text("takeaway") and not given.text("action"):
        return None
    pair, on = session.pair, session.day_of(author)
    partner = pair.partner_of(author.slack_id)
    told = f"Noted, with your session with {mention(partner.slack_id)} on {day(on)}.{known(session, is_new=is_new)}"
    shares = bool(given.text("takeaway")) and SHARED in given.choices("share")
    if given.text("takeaway"):
        heard = will_hear(db, "takeaway", partner, now, pair=pair) if shares else "Only you can read your takeaway."
        told += f" {heard}"
    if given.text("action") and given.choice("owner") == "partner":
        told += f" {hears_of_it(db, pair, partner, now, is_said=shares)}"
    return message(told, *afterwards(pair, author.slack_id, on, "Add something", thanks=True, has_next=has_next))


def hears_of_it(db: orm.Session, pair: Pair, partner: Person, now: datetime, *, is_said: bool) -> str:
    """Say that the other one hears what was noted for them; that they have left mentoring is said once."""
    if partner.has_joined:
        return f"{mention(partner.slack_id)} hears what you noted for them."
    if is_said:
        return "That goes for what you noted for them, too."
    return will_hear(db, "action_given", partner, now, pair=pair)


def afterwards(pair: Pair, actor: str, on: date, add: str, *, thanks: bool, has_next: bool) -> list[Block]:
    """Offer what is worth doing now; a mentee may say thanks after the first session and every third.

    Where no next date is known, it is asked for here, in place of a message of its own (practice C1).
    """
    partner = mention(pair.mentor.slack_id)
    is_thanked = thanks and actor == pair.mentee.slack_id and (pair.held == 1 or not pair.held % THANKS_EVERY)
    asked = [WHEN_NEXT] if pair.meets and not has_next else []
    asked += [f"One sentence on what was useful? It goes to {partner} in your words."] if is_thanked else []
    date_ = [] if has_next else [button("Set the next date", "book_session", pair.id, style="primary")]
    thank = [button("Say thanks", "say_thanks", pair.id, says="Say thanks in your own words")] if is_thanked else []
    adds = button(add, "log_session", f"{pair.id}:{on}")
    return [*(section(each) for each in asked), actions(*date_, adds, *thank)]


def not_held(pair: Pair, actor: str) -> Message:
    """Take it lightly, and offer what helps."""
    other = mention(pair.partner_of(actor).slack_id)
    return message(
        f"Noted: the session with {other} didn't happen. That's fine.",
        actions(
            button("Set a new date", "book_session", pair.id, style="primary"),
            button("Meet less often", "slower", pair.id),
            button("Pause", "pause_pair", pair.id),
        ),
    )


def to_come(on: date, several: Sequence[Pair], actor: str) -> Message:
    """Say at once that a session to come can't be logged, and offer to propose that day or to set it."""
    only = several[0] if len(several) == 1 else None
    told = f"{in_full(on)} hasn't come yet, so there is no session to log on it, and nothing was noted."
    if only is None:
        choices = [button(name, "propose_times", f"{pair.id}:{on}") for pair, name in labelled(several, actor)]
        return which("To whom would you like to propose that day?", choices, told)
    return message(
        f"{told} You can propose it to {mention(only.partner_of(actor).slack_id)}, or set a date you two agreed on.",
        actions(
            button("Propose times", "propose_times", f"{only.id}:{on}", style="primary"),
            button("Set the date", "book_session", only.id),
        ),
    )


def already_held(session: Session, actor: str) -> Message:
    """Let the first answer stand, without saying whose it was."""
    on = session.day_of(session.pair.person(actor))
    told = f"This session is already noted as held on {day(on)}. If that day is wrong, log it with the right one."
    return message(told, actions(button("Log it", "log_session", f"{session.pair.id}:{on}")))
