"""Unwanted: whom not to show to somebody who said what they don't look for."""

from collections.abc import Collection, Iterable
from typing import Protocol

from bot.mentoring.search.negations import ARTICLES
from bot.mentoring.search.profiles import labels_of
from bot.mentoring.skills import Skills
from bot.mentoring.topics import plain


class Shown(Protocol):
    """What is known of whoever may be shown."""

    @property
    def name(self) -> str:
        """How they are called here."""

    @property
    def real_name(self) -> str:
        """How they are called in full."""

    @property
    def title(self) -> str:
        """What they do."""

    @property
    def department(self) -> str:
        """Where they do it."""

    @property
    def topics(self) -> tuple[str, ...]:
        """What they teach."""


class Unwanted:
    """Topics that somebody doesn't look for. Who teaches something else, too, may be just right.

    What goes by the name of a skill that is `sought` doesn't take that with it: "python without django" is for Python.
    """

    def __init__(self, topics: Iterable[str], skills: Skills, sought: Collection[str] = ()) -> None:
        """Read the topics."""
        self._skills = skills
        self._labels = labels = list(labels_of(topics, skills))
        self._people = [label.stems for label in labels if label.written.partition(" ")[0].casefold() in ARTICLES]
        self._names = [label.stems for label in labels if not label.skills]
        self._said = {label.stems for label in labels}
        self._meant = frozenset(name for label in labels for name in label.skills).difference(sought)

    def __bool__(self) -> bool:
        """Tell whether there is anything they don't look for."""
        return bool(self._said)

    def keeps_out(self, somebody: Shown) -> bool:
        """Tell whether somebody is not to be shown: by what they teach, where they are from, what or who they are."""
        return (
            self.is_all_of(somebody.topics)
            or self.is_from(somebody.department)
            or self.is_called(somebody.title)
            or self.is_named(somebody.name)
            or self.is_named(somebody.real_name)
        )

    def is_from(self, department: str) -> bool:
        """Tell whether a department is one of these, by its name or by another one for the same."""
        (its, *_) = labels_of((department,), self._skills)
        return any(each.stems == its.stems or (each.skills == its.skills != frozenset()) for each in self._labels)

    def is_called(self, title: str) -> bool:
        """Tell whether a title says that somebody is one of these: "not an engineer" speaks of people."""
        return bool(self._people) and self._is_told(self._people, title)

    def is_named(self, name: str) -> bool:
        """Tell whether one of these is a part of a name, and no skill, or the whole of it."""
        return (bool(self._names) and self._is_told(self._names, name)) or self._is_just(name)

    def _is_just(self, name: str) -> bool:
        """Tell whether somebody's full name was said, also where a word of it is a skill: "Rob English"."""
        full = sorted(plain(name).split())
        return len(full) > 1 and any(sorted(plain(each.written).split()) == full for each in self._labels)

    def _is_told(self, several: Iterable[frozenset[str]], text: str) -> bool:
        (its, *_) = labels_of((text,), self._skills)
        return any(each <= its.stems for each in several)

    def is_all_of(self, topics: Collection[str]) -> bool:
        """Tell whether somebody teaches nothing else."""
        return bool(topics) and all(self.is_said(each.stems, each.skills) for each in labels_of(topics, self._skills))

    def is_said(self, stems: frozenset[str], skills: frozenset[str]) -> bool:
        """Tell whether a topic is one of these, by its words or by a skill they mean."""
        return stems in self._said or not self._meant.isdisjoint(skills)
