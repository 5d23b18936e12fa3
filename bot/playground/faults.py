"""Things that go wrong on purpose."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.wire import Impossible, Json

AFTER = frozenset({"hang_after", "reset_after", "500_after", "fatal_error", "internal_error"})


@dataclass(slots=True)
class Fault:
    """What will go wrong with the next calls of one method."""

    method: str
    fault: str
    times: int
    retry_after: int

    @property
    def is_after(self) -> bool:
        """Tell whether the call is carried out before it goes wrong."""
        return self.fault in AFTER

    def as_page(self) -> Json:
        """Describe it for the page."""
        return {"method": self.method, "fault": self.fault, "times": self.times, "retry_after": self.retry_after}


class Faults:
    """What is planned to go wrong, in order."""

    def __init__(self) -> None:
        """Plan nothing."""
        self._planned: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        """Go through what is still planned."""
        return iter(self._planned)

    def plan(self, body: Json) -> None:
        """Plan one more."""
        method, fault = body.get("method"), body.get("fault")
        times, retry_after = body.get("times", 1), body.get("retry_after", 1)
        if not isinstance(method, str) or not isinstance(fault, str):
            raise Impossible("A fault needs a method and a fault.")
        if not isinstance(times, int) or times < 1 or not isinstance(retry_after, int) or retry_after < 0:
            raise Impossible("A fault's times and retry_after are whole numbers.")
        self._planned.append(Fault(method, fault, times, retry_after))

    def take(self, method: str) -> Fault | None:
        """Use up the next fault planned for this method, if there is one."""
        for fault in self._planned:
            if fault.method == method:
                fault.times -= 1
                if fault.times == 0:
                    self._planned.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """Plan nothing any more."""
        self._planned.clear()
