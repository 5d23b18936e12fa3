"""Unwanted: whom not to show to somebody who said what they don't look for."""

from collections.abc import Collection, Iterable

from bot.mentoring.search.profiles import labels_of
from bot.mentoring.skills import Skills


class Unwanted:
    """Topics that somebody doesn't look for. Who teaches something else, too, may be just right."""

    def __init__(self, topics: Iterable[str], skills: Skills) -> None:
        """Read the topics."""
        self._skills = skills
        labels = list(labels_of(topics, skills))
        self._said = {label.stems for label in labels}
        self._meant = frozenset(name for label in labels for name in label.skills)

    def __bool__(self) -> bool:
        """Tell whether there is anything they don't look for."""
        return bool(self._said)

    def is_all_of(self, topics: Collection[str]) -> bool:
        """Tell whether somebody teaches nothing else."""
        taught = labels_of(topics, self._skills)
        return bool(topics) and all(
            label.stems in self._said or not self._meant.isdisjoint(label.skills) for label in taught
        )
