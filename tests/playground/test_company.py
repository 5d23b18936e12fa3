"""The company that lives in the playground."""

import pytest

from bot.playground import Company, Person
from bot.playground.staff import quill_and_pine


@pytest.fixture(scope="module")
def company() -> Company:
    return quill_and_pine()


def people(company: Company) -> list[Person]:
    return [person for person in company.people if not person.is_bot]


def test_about_forty_people_work_here(company: Company) -> None:
    assert 40 <= len(people(company)) <= 48
    assert len({person.id for person in company.people}) == len({person.name for person in company.people})
    assert {person.level for person in people(company)} == {1, 2, 3, 4, 5, 6, 7}


def test_everybody_answers_in_the_end_to_one_chief(company: Company) -> None:
    chiefs = [person for person in people(company) if person.manager is None]

    for person in people(company):
        steps = 0
        above = person
        while above.manager is not None:
            above, steps = company.person(above.manager), steps + 1
            assert steps < 7
        assert above is chiefs[0]
    assert [chief.title for chief in chiefs] == ["Chief Executive Officer"]


def test_nobody_stands_above_their_own_manager(company: Company) -> None:
    for person in people(company):
        if person.manager is not None:
            assert company.person(person.manager).level >= person.level


def test_they_live_all_around_the_world(company: Company) -> None:
    assert {person.tz for person in company.people} == {
        "Pacific/Auckland",
        "Australia/Sydney",
        "Asia/Tokyo",
        "Asia/Singapore",
        "Asia/Kolkata",
        "Asia/Dubai",
        "Europe/Berlin",
        "Europe/London",
        "Europe/Lisbon",
        "America/Sao_Paulo",
        "America/New_York",
        "America/Chicago",
        "America/Los_Angeles",
    }
    assert all(person.zone.key == person.tz for person in company.people)


def test_every_department_is_there(company: Company) -> None:
    departments = {person.department for person in people(company)} - {"Company"}

    assert departments == {
        "Engineering",
        "Product",
        "Design",
        "Sales",
        "Support",
        "People",
        "Finance",
        "Marketing",
        "Data",
    }


def test_there_is_one_of_each_special_kind(company: Company) -> None:
    assert [person.id for person in company.people if person.is_guest] == ["UTHEO"]
    assert [person.id for person in company.people if person.is_bot] == ["USTANDUP"]
    assert [person.id for person in company.people if person.deleted] == ["UPETER"]
    assert [person.id for person in company.people if person.is_admin] == ["UMAGGIE", "UINES"]


def test_the_three_to_start_with_fit_each_other(company: Company) -> None:
    mentee, mentor, lead = (company.person(one) for one in company.groups[0].ids)

    assert company.default == mentee.id
    assert set(mentee.wants) & set(mentor.skills)
    assert mentee.manager != mentor.id
    assert lead.is_admin
    assert all(one.tz.startswith("Europe/") for one in (mentee, mentor, lead))


def test_most_people_could_teach_something_and_want_to_learn_something(company: Company) -> None:
    assert all(person.wants for person in people(company))
    assert sum(bool(person.skills) for person in people(company)) > 40


def test_a_manager_knows_who_reports_to_them(company: Company) -> None:
    assert {person.id for person in company.reports_of("UINES")} == {"USAMUEL", "UMEERA"}
