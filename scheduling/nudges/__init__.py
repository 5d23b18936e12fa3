"""Nudges, one module each: when (a pure rule) and words (pure, too). They are found by being here."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.blocks import Block, Message
from bot.mentoring.facts import AskFacts, PairFacts, PersonFacts
from bot.mentoring.occasions import Class, Due

F = TypeVar("F", PairFacts, AskFacts, PersonFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge(Generic[F]):
    """A rule and its words.

    `due` answers *when*, from the facts alone; it never asks what time it is. `words` says it, with at
    most four buttons; what every nudge has in common (why it came, snooze, fewer, stop) is added by the round.
    `rider` is the same thing, short enough to travel with a letter that goes out anyway.
    """

    kind: str
    about: type[F]
    class_: Class
    priority: int
    why: str
    due: Callable[[F], Iterable[Due]]
    words: Callable[[F, Due], Message]
    rider: Callable[[F, Due], Sequence[Block]] | None = None
    reserved: bool = False
    optional: bool = False
    carries: bool = False


AnyNudge = Nudge[PairFacts] | Nudge[AskFacts] | Nudge[PersonFacts]


def every() -> tuple[AnyNudge, ...]:
    """Find every nudge there is: a new one is one new file."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").NUDGE for name in modules)
