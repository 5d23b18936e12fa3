"""Programs: everything that leads do with a program or a cohort, each thing in a file of its own."""

from bot.desk import Desk
from handlers.programs import audit, certificates, dates, listing, naming, numbers, people, rules, steps

HELP = "`/mentor cohort` — for leads: programs and cohorts, from draft to archive"


def register(desk: Desk) -> None:
    """Listen for everything in here."""
    for part in (listing, steps, dates, rules, numbers, people, naming, audit, certificates):
        part.register(desk)
