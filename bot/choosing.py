"""Choosing: before a match, each mentee is named a few mentors and ranks them, and each mentor may say no to some.

Nobody is told a pair. What a mentee answers becomes their wishes, which only matching reads; what a mentor declines is
theirs alone. A lead learns how many have answered, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import orm

from bot import leadership, letterbox
from bot.blocks import Block, Message, actions, button, context, counted, escape, listed, mention, message, moment
from bot.mentoring.choices import Choice, Tally
from bot.mentoring.cohort.telling import WISHED, in_a_row
from bot.mentoring.occasions import Class
from bot.mentoring.programs import Program
from bot.store import choices

TO_MENTEES, TO_MENTORS, AGAIN, TIME_IS_UP = "choose_mentors", "named_to_mentees", "choose_reminder", "choosing_over"
WORDS_MAX = 60
"""As long as a letter may be. Reasons that don't fit into it stand in the window, none of them cut in two."""
WORDS_OF_A_MOMENT = 5
SAID_THERE = "*Choose* says why"
NAMED_AT_ONCE = 3
WHY = "You get this because you take part. Only matching reads your answer."
CHOSEN = message("Choosing is over, thank you: there is nothing to answer here.")
NUMBERS = {1: "one mentor", 2: "two mentors", 3: "three mentors"}


def ask(db: orm.Session, program: Program, now: datetime) -> int:
    """Write to everybody who was named to somebody just now; return how many mentees that were."""
    of_mentees, of_mentors = defaultdict[str, list[Choice]](list), defaultdict[str, list[Choice]](list)
    for each in choices.newest(db, program.id):
        of_mentees[each.mentee.slack_id].append(each)
        of_mentors[each.mentor.slack_id].append(each)
    occasion, until = occasion_of(program, now), program.choosing_until
    words = {to: to_mentee(program, several) for to, several in of_mentees.items()}
    letterbox.drop_these(db, words, TO_MENTEES, occasion, now, until=until)
    words = {to: to_mentor(program, several) for to, several in of_mentors.items()}
    letterbox.drop_these(db, words, TO_MENTORS, occasion, now, until=until)
    return len(of_mentees)


def remind(db: orm.Session, program: Program, now: datetime) -> int:
    """Ask those who haven't answered once more; return how many that are. Nobody is reminded twice."""
    silent = defaultdict[str, list[Choice]](list)
    named_at = now
    for each in (each for each in choices.newest(db, program.id) if not each.answered):
        silent[each.mentee.slack_id].append(each)
        named_at = each.proposed_at
    words = {to: to_mentee(program, several) for to, several in silent.items()}
    return letterbox.drop_these(db, words, AGAIN, occasion_of(program, named_at), now, until=program.choosing_until)


def settle(db: orm.Session, program: Program, named: Choice, words: Message, now: datetime) -> None:
    """Let what was asked of a mentee say what they answered, so that no stale button remains."""
    for kind in (TO_MENTEES, AGAIN):
        key = letterbox.key_of(kind, occasion_of(program, named.proposed_at), named.mentee.slack_id)
        letterbox.retire_key(db, key, words, now)


def end(db: orm.Session, program: Program, now: datetime) -> None:
    """Ask nobody any more: what wasn't said yet is taken back, and what was said loses its buttons."""
    if program.choosing_until is None:
        return
    named = choices.newest(db, program.id)
    keys = {
        letterbox.key_of(kind, occasion_of(program, each.proposed_at), person.slack_id)
        for each in named
        for kind, person in ((TO_MENTEES, each.mentee), (AGAIN, each.mentee), (TO_MENTORS, each.mentor))
    }
    letterbox.retire_keys(db, keys, CHOSEN, now)


def time_is_up(db: orm.Session, program: Program, now: datetime) -> None:
    """Tell the leads, once, that the time to choose is over and how many have answered."""
    if program.choosing_until is None or program.choosing_until > now:
        return
    words = over(program, choices.tally(db, program.id))
    for lead in leadership.leads_of(db, program.id):
        about = (lead.slack_id, TIME_IS_UP, occasion_of(program, program.choosing_until), words, now)
        letterbox.drop(db, *about, class_=Class.LEAD, workspace=program.workspace)


def occasion_of(program: Program, at: datetime) -> str:
    """Name one time of choosing, by when it began or ended."""
    return f"program{program.id}:{at:%Y%m%d%H%M%S}"


def to_mentee(program: Program, several: Sequence[Choice]) -> Message:
    """Ask a mentee whom they'd like."""
    how_many = NUMBERS.get(len(several), f"{len(several)} mentors")
    told = f"*{escape(program.name)}*: {how_many} for you."
    asked = "Whom would you like? Answer{until}, or what you want to learn decides."
    until = f" until {moment(program.choosing_until)}" if program.choosing_until else ""
    left = WORDS_MAX - WORDS_OF_A_MOMENT - sum(len(part.split()) for part in (told, asked, WHY))
    return message(
        "\n".join([told, *(f"• {line(each, left // len(several) - 1)}" for each in several)]),
        asked.format(until=until),
        answering(program),
        context(WHY),
    )


def answering(program: Program) -> Block:
    """Offer to rank them, or to say that none will do."""
    return actions(
        button("Choose", "choose_mentors", program.id, style="primary", says=f"Choose mentors in {program.name}"),
        button("None of these", "choose_none", program.id, says=f"None of these mentors in {program.name}"),
    )


def line(choice: Choice, room: int) -> str:
    """Show a mentor with what speaks for them, in so many words at most."""
    return f"{mention(choice.mentor.slack_id)}: {fitting(choice, room)}"


def reasons(choice: Choice) -> list[str]:
    """Say what speaks for a mentor, to the mentee; what they wished for they know."""
    return [each for each in choice.reasons if each not in WISHED] or ["You named them"]


def fitting(choice: Choice, room: int) -> str:
    """Say as many reasons as so many words hold, each whole; of what a mentor teaches, as much as fits."""
    first, *others = reasons(choice)
    said = [first] if is_short(first, room) else some_of(first, choice.mentee.wants, room)
    for each in others:
        if is_short("; ".join([*said, each]), room):
            said.append(each)
    return escape(in_a_row(said)) or SAID_THERE


def some_of(reason: str, wants: Sequence[str], room: int) -> list[str]:
    """Name as many of the things a reason lists as fit, and that there are more; nothing if not even one does."""
    (verb, _, things), named = reason.partition(" "), [want for want in wants if want in reason]
    many = len(named) if listed(named) == things else 0
    shorter = (f"{verb} {', '.join(named[:some])} and more" for some in range(many - 1, 0, -1))
    return [told for told in shorter if is_short(told, room)][:1]


def is_short(text: str, room: int) -> bool:
    """Tell whether something fits into so many words."""
    return len(text.split()) <= room


def to_mentor(program: Program, several: Sequence[Choice]) -> Message:
    """Tell a mentor to whom they are named, and let them say no."""
    names = [mention(each.mentee.slack_id) for each in several[:NAMED_AT_ONCE]]
    more = len(several) - len(names)
    named = f"{', '.join(names)} and {more} more" if more else listed(names)
    until = f" until {moment(program.choosing_until)}" if program.choosing_until else ""
    says = f"Say who doesn't suit in {program.name}"
    return message(
        f"*{escape(program.name)}*: before matches are made, you are one of the mentors {named} can choose among.",
        f"If that wouldn't suit with one of them, you can say so{until}. Otherwise there is nothing to do.",
        actions(button("Somebody doesn't suit", "choice_declining", program.id, says=says)),
        context("You get this because you mentor in it. Nobody learns what you answer."),
    )


def over(program: Program, tally: Tally) -> Message:
    """Say that the time to choose is over."""
    told = f"*{escape(program.name)}*: the time to choose mentors is over. {so_far(tally)}"
    review = actions(button("Open the matches", "program_matches", program.id, says="Open the matches"))
    return message(f"{told} You can match now.", review)


def so_far(tally: Tally) -> str:
    """Say how many have answered."""
    return f"{tally.answered} of {counted(tally.asked, 'mentee')} answered."


def in_their_order(several: Iterable[Choice], chosen: Iterable[str]) -> str:
    """Name those a mentee chose, in their order."""
    known = {each.mentor.slack_id for each in several}
    return listed(mention(each) for each in chosen if each in known)
