"""A roster finds whom it means, and changes only what a roster may."""

from unicodedata import normalize

from bot.mentoring.enrolment import Account, Directory, Meant, Stays, apply, changes, kept, meant
from bot.mentoring.people import Person
from bot.mentoring.roster import Entry, Slip
from tests.examples import MONDAY, amara, mei

DIRECTORY = Directory.of(
    [
        Account("UADA", "ada", "Ada@Example.org", "Ada Okafor"),
        Account("UMEI", "mei", "", "Mei Tanaka"),
        Account("UANA", "ana", "ana1@example.org", "Ana Silva"),
        Account("UANB", "ana b", "", "Ana Silva"),
    ]
)


def looked_up(*entries: Entry) -> Meant:
    return meant(entries, DIRECTORY)


def became(entry: Entry, person: Person, manager: str | None = None) -> dict[str, object]:
    return {change.what: change.becomes for change in changes(entry, person, manager)}


def test_people_are_found_by_id_by_address_and_by_either_name() -> None:
    found = looked_up(
        Entry(line=2, slack_id="UMEI", name="whoever"),
        Entry(line=3, email="ada@example.org"),
        Entry(line=4, email="old@example.org", name="ANA B"),
        Entry(line=5, email="ana1@example.org", name="Ana Silva"),
    )

    assert {line: account.slack_id for line, account in found.accounts.items()} == {
        2: "UMEI",
        3: "UADA",
        4: "UANB",
        5: "UANA",
    }
    assert found.slips == ()


def test_whoever_is_not_here_is_named() -> None:
    found = looked_up(
        Entry(line=2, slack_id="UX"), Entry(line=3, email="x@example.org"), Entry(line=4, name="Nobody Here")
    )

    assert found.accounts == {}
    assert [slip.told for slip in found.slips] == [
        "nobody here has the Slack id UX",
        "nobody here has the address x@example.org; a slack_id always works",
        "nobody here is called Nobody Here",
    ]


def test_a_line_that_means_two_people_is_named() -> None:
    two = [account for account in DIRECTORY.by_id.values() if account.email][:2]

    found = looked_up(Entry(line=2, slack_id=two[0].slack_id, email=two[1].email))

    assert found.accounts == {}
    assert [slip.told for slip in found.slips] == [
        f"the Slack id is {two[0].slack_id}, and the address is that of {two[1].slack_id}; say which"
    ]


def test_a_guest_is_told_from_nobody_and_never_taken_for_a_member() -> None:
    gus = Account("UG", "gus", "", "Gus Guest", is_guest=True)
    other_ada = Account("UADB", "ada b", "", "Ada Okafor", is_guest=True)
    here = Directory.of([gus, other_ada, *DIRECTORY.by_id.values()])

    found = meant([Entry(line=2, name="Gus Guest"), Entry(line=3, name="Ada Okafor")], here)

    assert found.slips == (Slip(2, "gus is a guest here, and guests can't take part"),)
    assert found.accounts[3].slack_id == "UADA"


def test_a_name_that_two_people_have_is_no_guess() -> None:
    (slip,) = looked_up(Entry(line=9, name="Ana Silva")).slips

    assert slip == Slip(9, "2 people are called Ana Silva (UANA; UANB); say which by slack_id")


def test_of_two_of_one_name_it_is_said_what_they_do() -> None:
    here = Directory.of(
        [Account("UA", "omar", also_called="Omar Farouk", title="Designer"), Account("UB", "Omar Farouk")]
    )

    (slip,) = meant([Entry(line=2, name="Omar Farouk")], here).slips

    assert slip.told == "2 people are called Omar Farouk (UA, Designer; UB); say which by slack_id"


def test_a_name_means_whoever_s_name_looks_the_same() -> None:
    here = Directory.of([Account("UINES", "In\u00eas Carvalho"), Account("UADA", "Ada Okafor")])

    found = meant(
        [
            Entry(line=2, name=normalize("NFD", "Inês Carvalho")),
            Entry(line=3, name="Ada\u00a0 Okafor"),
            Entry(line=4, name="Ines"),
        ],
        here,
    )

    assert {line: account.slack_id for line, account in found.accounts.items()} == {2: "UINES", 3: "UADA"}
    assert [slip.line for slip in found.slips] == [4]
    assert kept(Entry(line=3, slack_id="UADA", name="Ada\u00a0Okafor"), amara(), here.by_id["UADA"]) == {}


def test_where_only_some_are_meant_a_name_means_one_of_them() -> None:
    here = DIRECTORY.among(["UANB", "UMEI"])

    found = meant([Entry(line=2, name="Ana Silva"), Entry(line=3, name="Ada Okafor")], here)

    assert {line: account.slack_id for line, account in found.accounts.items()} == {2: "UANB", 3: "UADA"}


def test_a_name_with_an_address_that_is_not_theirs_may_be_somebody_elses() -> None:
    found = looked_up(
        Entry(line=2, email="other@example.org", name="Ada Okafor"),
        Entry(line=3, email="mei@example.org", name="Mei Tanaka"),
        Entry(line=4, slack_id="UANA", email="new@example.org", name="Ana Silva"),
    )

    told = "nobody here has the address other@example.org, and Ada Okafor (UADA) has another one"
    assert found.slips == (Slip(2, f"{told}; a slack_id says who is meant"),)
    assert {line: account.slack_id for line, account in found.accounts.items()} == {3: "UMEI", 4: "UANA"}


def test_two_lines_about_one_person_are_named_however_they_call_them() -> None:
    found = looked_up(Entry(line=2, slack_id="UADA"), Entry(line=3, name="ada"))

    assert [slip.line for slip in found.slips] == [2, 3]


def test_a_manager_is_found_by_an_address_that_slack_or_the_table_tells() -> None:
    found = looked_up(
        Entry(line=2, slack_id="UMEI", email="mei@example.org", manager_email="ada@example.org"),
        Entry(line=3, slack_id="UADA", manager_email="mei@example.org"),
        Entry(line=4, slack_id="UANA", manager_email="ana1@example.org"),
        Entry(line=5, slack_id="UANB", manager_email="x@example.org"),
    )

    assert found.managers == {2: "UADA", 3: "UMEI"}
    assert [slip.told for slip in found.slips] == [
        "nobody is their own manager",
        "nobody here has the manager's address x@example.org",
    ]


def test_the_organisation_is_the_table_s_and_the_wishes_are_the_person_s() -> None:
    entry = Entry(line=2, role="mentor", topics=("go",), department="Data", level=5, capacity=3, timezone="Asia/Tokyo")

    assert became(entry, mei(), "UINES") == {"department": "Data", "level": 5, "manager": "UINES"}


def test_who_left_has_spoken_for_themselves_and_a_table_tells_nobody_what_they_said() -> None:
    gone, entry = mei(wants=("negotiation",), welcomed_at=MONDAY), Entry(line=2, slack_id="UMEI", wants=("sql",))
    gone.leave()

    assert became(entry, gone) == {}
    assert kept(entry, gone, Account("UMEI", "mei")) == {"wants": Stays.OWN}


def test_a_table_may_speak_for_those_who_have_not_joined() -> None:
    entry = Entry(line=2, role="both", topics=("go",), wants=("sql",), languages=("English",), timezone="Asia/Tokyo")

    assert became(entry, amara(seen_at=None, welcomed_at=None)) == {
        "topics": ("go",),
        "wants": ("sql",),
        "languages": ("English",),
        "capacity": 1,
        "timezone": "Asia/Tokyo",
    }
    assert "timezone" not in became(entry, amara(welcomed_at=None))


def test_a_mentee_offers_nothing_and_a_role_left_open_changes_nothing() -> None:
    assert became(Entry(line=2, role="mentee", capacity=2), amara(capacity=1, welcomed_at=None)) == {"capacity": 0}
    assert became(Entry(line=2, capacity=2), amara(capacity=1, welcomed_at=None)) == {"capacity": 2}
    assert became(Entry(line=2), amara(capacity=1, welcomed_at=None)) == {}


def test_what_was_changed_is_no_change_the_next_time() -> None:
    person, entry = amara(welcomed_at=None), Entry(line=2, role="mentor", department="Data", level=0)

    apply(person, changes(entry, person, None))

    assert (person.department, person.level, person.capacity) == ("Data", 0, 1)
    assert changes(entry, person, None) == []
    assert person.joined_at is None
