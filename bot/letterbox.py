"""The letterbox: where everything the bot will say is dropped, in the transaction of the act that causes it."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from bot.blocks import Block, Message, corrected, message, part_of, settled
from bot.mentoring.letters import WAITING, Letter, LetterState
from bot.mentoring.occasions import Class
from bot.store import amendments, changes, company, copies, letters, retirements
from bot.store.copies import Crowd
from bot.store.database import workspace_of


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a letter is about, so that it can be taken back or changed when that changes."""

    ask: int | None = None
    pair: int | None = None


NOTHING = About()
Stays = Callable[[Sequence[Block]], Sequence[Block]]


def nothing(_: Sequence[Block]) -> Sequence[Block]:
    """Keep nothing of what a message showed, as most is about what can't be answered any more."""
    return ()


def drop(  # noqa: PLR0913 - a letter is an envelope, and these are written on it
    db: orm.Session,
    to: str,
    kind: str,
    occasion: str,
    words: Message,
    now: datetime,
    *,
    about: About = NOTHING,
    class_: Class = Class.TRANSACTIONAL,
    together_with: tuple[str, ...] = (),
    workspace: str = "",
    not_before: datetime | None = None,
    until: datetime | None = None,
) -> bool:
    """Drop a letter once: the same kind, reader and occasion never make a second one.

    It goes out in the reader's own hours; delivery sees to that. Whoever looks at all workspaces at once says
    in which one the reader is.
    """
    there = workspace or workspace_of(db)
    letter = _addressed(there, to, kind, occasion, words.payload, now, class_)
    letter.due_at, letter.expires_at, letter.with_ = not_before or now, until, together_with
    letter.pair_id, letter.ask_id = about.pair, about.ask
    return letters.write(db, letter)


def drop_copies(  # noqa: PLR0913 - as above
    db: orm.Session,
    crowd: Crowd,
    kind: str,
    occasion: str,
    words: Message,
    other: Message,
    now: datetime,
    *,
    class_: Class,
    begin: datetime,
    until: datetime,
) -> None:
    """Drop a letter to many readers, one after the other from a moment on, with the same keys as one by one.

    Who gets it in the other words is told by the crowd.
    """
    here = workspace_of(db)
    letter, in_others = (_addressed(here, "", kind, occasion, each.payload, now, class_) for each in (words, other))
    letter.due_at, letter.expires_at = begin, until
    copies.write(db, letter, in_others, crowd)


def drop_these(
    db: orm.Session,
    several: Mapping[str, Message],
    kind: str,
    occasion: str,
    now: datetime,
    *,
    class_: Class = Class.TRANSACTIONAL,
    until: datetime | None = None,
) -> int:
    """Drop a letter to each of many readers, with words of their own; return how many had none of these before."""
    there = workspace_of(db)
    written = [_addressed(there, to, kind, occasion, words.payload, now, class_) for to, words in several.items()]
    for letter in written:
        letter.expires_at = until
    return len(letters.write_these(db, [(letter, ()) for letter in written]))


def key_of(kind: str, occasion: str, to: str) -> str:
    """Return what makes a letter the same as another one."""
    return f"{kind}:{occasion}:{to}"


def retire_key(db: orm.Session, key: str, words: Message, now: datetime) -> None:
    """Replace the words and buttons of one letter, or take it back if it wasn't said yet."""
    letter = letters.by_key(db, key)
    if letter and letter.state in {LetterState.SENT, *WAITING}:
        _settle(db, [letter], words, now)


def retire_keys(db: orm.Session, keys: Collection[str], words: Message, now: datetime) -> None:
    """Replace the words and buttons of these letters, or take back those that weren't said yet."""
    _settle(db, retirements.retire_these(db, sorted(keys), words, now), words, now)


def _addressed(
    workspace: str, to: str, kind: str, occasion: str, payload: dict[str, Any], now: datetime, class_: Class
) -> Letter:
    return Letter(
        workspace=workspace,
        to=to,
        kind=kind,
        class_=class_,
        key=key_of(kind, occasion, to),
        text=payload["text"],
        blocks=payload["blocks"],
        due_at=now,
        written_at=now,
        occasion=occasion,
    )


def take_back(  # noqa: PLR0913 - what may be known of the letters that are meant
    db: orm.Session,
    why: str,
    *,
    to: str | None = None,
    ask: int | None = None,
    pair: int | None = None,
    classes: Collection[Class] | None = None,
    kinds: Collection[str] | None = None,
    but: Collection[str] = (),
) -> None:
    """Take back what wasn't said yet and is no longer true, but for some kinds."""
    letters.cancel(db, to=to, ask_id=ask, pair_id=pair, classes=classes, kinds=kinds, but=but, why=why)


def retire(  # noqa: PLR0913 - what may be known of the letters that are meant
    db: orm.Session,
    words: Message,
    now: datetime,
    *,
    ask: int | None = None,
    pair: int | None = None,
    to: str | None = None,
    classes: Collection[Class] | None = None,
    kinds: Collection[str] | None = None,
    done: bool = False,
    stays: Stays = nothing,
) -> None:
    """Replace the words and buttons of what was said about this, so that no stale button remains.

    What nobody waits for an answer to any more is `done`, and keeps its buttons until they lead nowhere. What of a
    message `stays` is theirs to keep, and stands below the new words.
    """
    found = letters.sent_about(db, ask_id=ask, pair_id=pair, kinds=kinds, done=done)
    meant = [letter for letter in found if to in {None, letter.to} and (classes is None or letter.class_ in classes)]
    _settle(db, meant, words, now, stays)


def retire_each(
    db: orm.Session, kinds: Collection[str], words: Mapping[tuple[int, str], Message], now: datetime
) -> None:
    """Replace what was said about several pairs, with words of its own for each pair and reader."""
    for letter in amendments.open_about(db, kinds, {pair for pair, _ in words}) if words else ():
        told = words.get((letter.pair_id or 0, letter.to))
        if told and letter.was_said:
            _settle(db, [letter], told, now)


def correct(db: orm.Session, kind: str, corrections: Mapping[tuple[int, str], tuple[str, str]], now: datetime) -> None:
    """Put words right in the open letters of a kind, by the pair they are about and their reader: what was, what is.

    What they ask stays open. Where it is answered already the words are gone, and nothing changes.
    """
    for shown in amendments.shown(db, {kind}, {pair for pair, _ in corrections}) if corrections else ():
        about = ((each.pair_id or 0, each.to) for each in shown.letters)
        blocks = corrected(shown.blocks, [corrections[each] for each in about if each in corrections])
        if blocks != list(shown.blocks):
            amendments.amend(db, shown, message(*blocks), now)


def _settle(db: orm.Session, meant: Sequence[Letter], words: Message, now: datetime, stays: Stays = nothing) -> None:
    """Put words in the place of each of these, and leave what else its message asks, and what of it stays."""
    together = company.together(db, meant)
    settles = Counter(together[letter.id].holder.id for letter in meant)
    for letter in meant:
        holder, place, of = together[letter.id]
        is_whole = settles[holder.id] == of
        shown = () if is_whole and stays is nothing else changes.shown(db, holder)
        beside = stays(shown if is_whole else part_of(shown, place, of))
        told = message(*words.blocks, *beside) if beside else words
        changed = told if is_whole else settled(shown, place, of, told)
        retirements.retire(db, holder, changed, now, letter)
