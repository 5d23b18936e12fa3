"""What had come of a program when it was archived."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.blocks import counted, dated

REPORTED = ("mentees", "mentors", "proposed", "pairs", "asked", "met", "sessions", "completed", "ended", "live")


def reported(report: Mapping[str, Any]) -> list[str]:
    """Say what had come of a program when it was archived; what happened since isn't in it."""
    of = {name: int(report.get(name, 0)) for name in REPORTED}
    be = "is" if of["completed"] == 1 else "are"
    asked = f", {of['asked']} {'was' if of['asked'] == 1 else 'were'} still asked" if of["asked"] else ""
    return [
        *(
            [f"As it stood when it was archived, on {dated(date.fromisoformat(report['on']))}:"]
            if "on" in report
            else []
        ),
        f"{counted(of['mentees'], 'mentee')} and {counted(of['mentors'], 'mentor')} took part",
        f"{counted(of['proposed'], 'pair')} proposed, {of['pairs']} of them came about{asked}",
        f"{of['met']} of them met, in {counted(of['sessions'], 'session')}",
        f"{of['completed']} {be} complete, {of['ended']} ended before, {of['live']} went on",
    ]
