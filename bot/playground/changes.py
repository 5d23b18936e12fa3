"""Who should look again, because something they can see has changed."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress


class Changes:
    """A counter for each person that grows whenever what they see has changed."""

    def __init__(self) -> None:
        """Begin at one for everybody."""
        self._everybody = 1
        self._persons: dict[str, int] = {}
        self._watchers: set[asyncio.Event] = set()

    def version(self, person: str) -> int:
        """Tell how often what this person sees has changed."""
        return self._everybody + self._persons.get(person, 0)

    def touch(self, persons: Iterable[str] | None = None) -> None:
        """Note a change for these people, or for everybody."""
        if persons is None:
            self._everybody += 1
        else:
            for person in persons:
                self._persons[person] = self._persons.get(person, 0) + 1
        for watcher in self._watchers:
            watcher.set()

    async def after(self, person: str, version: int, patience: float) -> int | None:
        """Wait for this person's next change; None when it does not come in time."""
        watcher = asyncio.Event()
        self._watchers.add(watcher)
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    while self.version(person) <= version:
                        await watcher.wait()
                        watcher.clear()
                    return self.version(person)
            return None
        finally:
            self._watchers.discard(watcher)
