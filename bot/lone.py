"""Lone mentees: whoever takes part in a program and was brought nobody hears so, once, and what they can do meanwhile.

Each heard, when they joined, that they would be asked about their match: silence would be the only answer else.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, actions, button, context, escape, listed, mention, message
from bot.mentoring.programs import Program
from bot.store import reviews, unmatched

UNMATCHED = "program_unmatched"
STAYS_TRUE = timedelta(days=14)
"""For so long it is news that there was no match; whoever was away for longer asks, or has one."""


def tell(db: orm.Session, program: Program, now: datetime) -> None:
    """Write to everybody who has nobody once all was launched, and to whoever never had once no more can be matched.

    Nobody hears it a second time.
    """
    run = reviews.last_run(db, program.id)
    words = not_yet if program.may_match else not_at_all
    none = {each.id for each in unmatched.of(db, program, run)} if run else set[str]()
    left = none if program.may_match else unmatched.never_asked(db, program.id)
    has = unmatched.mentors_of(db, left)
    told = {each: words(program, has.get(each, ())) for each in left}
    letterbox.drop_these(db, told, UNMATCHED, f"program{program.id}", now, until=now + STAYS_TRUE)


def found(db: orm.Session, program: Program, mentees: Iterable[str], now: datetime) -> None:
    """Say to whoever heard that they have nobody, by Slack id, that there is somebody after all."""
    letterbox.retire_keys(db, [key_of(program, each) for each in mentees], after_all(program), now)


def told(db: orm.Session, program: Program, several: Collection[str]) -> dict[str, bool]:
    """Tell who of these, by Slack id, was told that they have nobody and not since of anybody, or will be: False."""
    keys = {key_of(program, each): each for each in several}
    return {keys[key]: said for key, said in unmatched.told(db, keys).items()}


def key_of(program: Program, slack_id: str) -> str:
    """Return the key of the letter that somebody has nobody in a program."""
    return letterbox.key_of(UNMATCHED, f"program{program.id}", slack_id)


def not_yet(program: Program, has: Sequence[str] = ()) -> Message:
    """Tell a mentee that there is nobody for now, beside whom they have, who knows of it, and what they can do."""
    nobody = f"nobody was found for you{beside(has)}" if has else "there is no mentor for you yet"
    return _told(
        f"*{escape(program.name)}*: matches are made, and this time {nobody}. "
        "Your lead sees that and may still find one. You needn't wait for it:"
    )


def not_at_all(program: Program, has: Sequence[str] = ()) -> Message:
    """Tell a mentee that there was nobody, and that no lead will find one any more."""
    return _told(
        f"*{escape(program.name)}* brings no more people together, and nobody was found for you{beside(has)}. "
        "That isn't about you. There are other ways:"
    )


def after_all(program: Program) -> Message:
    """Say in its place that there is somebody by now."""
    return message(f"*{escape(program.name)}*: a mentor was found for you after all. I ask you both, each alone.")


def beside(has: Sequence[str]) -> str:
    """Name the mentors somebody has, however they found them; nothing where they have none."""
    return f" besides {listed(map(mention, has))}" if has else ""


def _told(words: str) -> Message:
    return message(
        words,
        actions(
            button("Find a mentor", "open_find"),
            button("Tell me when somebody can", "wait_for"),
            button("Ask the program lead", "ask_lead"),
        ),
        context("You get this once, because you take part as a mentee."),
    )
