"""What people are called in one list: short, and never two alike."""

from hypothesis import given
from hypothesis import strategies as st

from bot.mentoring.callings import WAYS, told_apart
from bot.mentoring.people import Person
from bot.mentoring.topics import plain
from tests.examples import ada, jonas

FEW = st.sampled_from(["", "omar", "Omar", "Ömar", "Omar Farouk", "Omar Farouk, Support", "Support", "o" * 60])


@st.composite
def somebody(draw: st.DrawFn) -> Person:
    """Make somebody whose name, work and department others may share."""
    name, full, title, department = draw(st.tuples(FEW.filter(bool), FEW, FEW, FEW))
    return ada(name=name, real_name=full, title=title, department=department)


def test_whoever_shares_a_name_is_called_by_as_much_more_as_it_takes() -> None:
    omar = {"name": "omar", "real_name": "Omar Farouk"}
    known = [
        ada(slack_id="U1", name="omar", real_name="Omar Haddad"),
        ada(slack_id="U2", **omar, title="Analyst", department="Support"),
        ada(slack_id="U3", **omar, title="Analyst", department="Sales"),
        ada(slack_id="U4", **omar, title="Editor"),
        ada(slack_id="U5", **omar, title="", department=""),
        jonas(slack_id="U6", name="jonas", real_name="Jonas Weber"),
    ]

    assert told_apart(known) == {
        "U1": "Omar Haddad",
        "U2": "Omar Farouk, Support",
        "U3": "Omar Farouk, Sales",
        "U4": "Omar Farouk, Editor",
        "U5": "Omar Farouk",
        "U6": "jonas",
    }


def test_two_of_whom_nothing_else_is_known_are_told_apart_by_their_ids() -> None:
    two = [ada(slack_id=f"U{number}", name="omar", real_name="", title="", department="") for number in range(2)]

    assert told_apart(two) == {"U0": "omar, U0", "U1": "omar, U1"}


@given(st.lists(somebody(), max_size=8))
def test_no_two_of_a_list_read_the_same_and_who_is_alone_with_a_name_keeps_it(several: list[Person]) -> None:
    people = [ada(**_facts(each), slack_id=f"U{number}") for number, each in enumerate(several)]

    called = told_apart(people)

    assert called.keys() == {each.slack_id for each in people}
    assert len({*map(plain, called.values())}) == len(people)
    for each in people:
        others = [plain(way(other)) for other in people if other is not each for way in WAYS]
        assert called[each.slack_id] == each.name or plain(each.name) in others


def _facts(person: Person) -> dict[str, object]:
    return {name: getattr(person, name) for name in ("name", "real_name", "title", "department")}
