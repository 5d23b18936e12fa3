"""Unwanted: whom not to show to somebody who said what they don't look for."""

from collections.abc import Collection, Iterable

from bot.mentoring.search.negations import ARTICLES
from bot.mentoring.search.profiles import labels_of
from bot.mentoring.skills import Skills


class Unwanted:
    """Topics that somebody doesn't look for. Who teaches something else, too, may be just right."""

    def __init__(self, topics: Iterable[str], skills: Skills) -> None:
        """Read the topics."""
        self._skills = skills
        self._labels = labels = list(labels_of(topics, skills))
        self._people = [label.stems for label in labels if label.written.partition(" ")[0].casefold() in ARTICLES]
        self._said = {label.stems for label in labels}
        self._meant = frozenset(name for label in labels for name in label.skills)

    def __bool__(self) -> bool:
        """Tell whether there is anything they don't look for."""
        return bool(self._said)

    def keeps_out(self, topics: Collection[str], department: str, title: str) -> bool:
        """Tell whether somebody is not to be shown: by what they teach, by where they are from, or by what they are."""
        return self.is_all_of(topics) or self.is_from(department) or self.is_called(title)

    def is_from(self, department: str) -> bool:
        """Tell whether a department is one of these, by its name or by another one for the same."""
        (its, *_) = labels_of((department,), self._skills)
        return any(each.stems == its.stems or (each.skills == its.skills != frozenset()) for each in self._labels)

    def is_called(self, title: str) -> bool:
        """Tell whether a title says that somebody is one of these: "not an engineer" speaks of people."""
        (its, *_) = labels_of((title,), self._skills)
        return any(each <= its.stems for each in self._people)

    def is_all_of(self, topics: Collection[str]) -> bool:
        """Tell whether somebody teaches nothing else."""
        taught = labels_of(topics, self._skills)
        return bool(topics) and all(
            label.stems in self._said or not self._meant.isdisjoint(label.skills) for label in taught
        )
