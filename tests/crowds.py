"""Crowds: companies of any size, made up of people who mentor, people who would like a mentor, and their managers."""

from typing import Any

from bot.playground.company import Company, Group, Person

LEAD, OTHER_LEAD = "ULEAD", "UOTHER"


def company(people: int) -> Company:
    """Make up a company: a third of them mentors three levels up, all under a few managers who don't take part."""
    bosses = [person("UCEO", 9, None), *(person(f"UBOSS{number}", 8, "UCEO") for number in range(5))]
    leads = [person(LEAD, 6, "UCEO", is_admin=True), person(OTHER_LEAD, 6, "UCEO")]
    crowd = [person(f"UP{number:04d}", 5 if is_mentor(number) else 2, f"UBOSS{number % 5}") for number in range(people)]
    everybody = (*bosses, *leads, *crowd)
    return Company(name="Many", domain="many", people=everybody, default=LEAD, groups=(Group("All", (LEAD,)),))


def person(slack_id: str, level: int, manager: str | None, **facts: Any) -> Person:  # noqa: ANN401 - whatever is told of somebody
    """Make somebody up."""
    name = slack_id.removeprefix("U").lower()
    department = f"Department {int(name[-1]) % 4 if name[-1].isdigit() else 0}"
    usual = {"title": "Engineer", "department": department, "tz": "Europe/London"}
    return Person(id=slack_id, name=name, real_name=name.title(), level=level, manager=manager, **usual | facts)


def is_mentor(number: int) -> bool:
    """Tell who mentors: every third one."""
    return number % 3 == 0
