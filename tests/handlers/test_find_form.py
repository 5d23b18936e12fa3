"""Looking with more than a word: the form, the sentence that says little, more mentors, and a search that is kept."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.searches import Search
from bot.playground.client import Visitor
from bot.store import people, searches
from tests.handlers.asking import asks_for, labels, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds


def looks(office: Office) -> Visitor:
    ada = office.visitor("UADA")
    ada.types("/mentor find")
    ada.waits_for("What would you like to get better at?")
    return ada


def kept(office: Office) -> list[Search]:
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
        assert person is not None
        return [*filter(None, [searches.current(db, person)]), *searches.saved(db, person)]


def test_the_form_narrows_and_helps_with_the_sentence_once(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql", languages=("Deutsch",), meets="in_person")
    offers(office, "UPRIYA", "sql", languages=("English",), meets="video")
    offers(office, "UMEI", "sql", timezone="Pacific/Auckland")
    offers(office, "UNOOR", "sql")
    ada = looks(office)
    refused = ada.fills({"wish": "a, b, c, d", "goal": "x" * 400}).submits()
    assert "Please keep to three topics" in str(refused)

    ada.fills({"wish": "sql", "goal": "Learn SQL", "mode": "video", "languages": "english", "hours": "6"})
    ada.fills({"never": ["UNOOR"]}).submits()
    ada.waits_for("What would be different in three months if this went well?")
    ada.fills({"goal": "Write our weekly report without any help by June"}).submits()

    shown = ada.waits_for("Mentors for “sql”")
    assert "<@UPRIYA>" in str(shown)
    assert not any(ada.sees(f"<@{other}>") for other in ("UJONAS", "UMEI", "UNOOR"))
    (search,) = kept(office)
    assert (search.shown, search.goal[:5]) == (("UPRIYA",), "Write")
    ada.clicks("Ask")
    ada.waits_for("What I want to learn")
    assert "Write our weekly report without any help by June" in str(ada.modal())
    with office.database.look(office.workspace) as db:
        assert people.blocked_by(db, "UADA") == ["UNOOR"]


def test_a_vague_sentence_may_stay_as_it_is_and_too_much_is_said_kindly(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql", languages=("Deutsch",))
    ada = looks(office)
    ada.fills({"wish": "sql", "goal": "Learn SQL", "languages": "Suomi"}).submits()
    ada.waits_for("Your sentence")

    ada.clicks("Skip")

    assert ada.waits_for("Somebody may fit if you leave some of your other wishes out.")
    (search,) = kept(office)
    assert search.goal == "Learn SQL"


def test_more_mentors_come_none_twice_and_then_the_list_is_at_its_end(office: Office) -> None:
    moves_in(office, "UADA")
    several = [f"UM{number}" for number in range(7)]
    for one in several:
        offers(office, one, "sql")
    ada = office.visitor("UADA")
    ada.types("/mentor find sql")
    assert labels(ada.waits_for("Mentors for “sql”"))[-3:] == ["More", "Save search", "Say more"]

    ada.clicks("More")
    hears(ada, "Mentors for “sql”", 2)

    first, second = (str(each) for each in ada.dm() if "Mentors for “sql”" in each["text"])
    assert [f"<@{one}>" in first for one in several] == [f"<@{one}>" not in second for one in several]
    assert "More" not in labels(ada.dm()[-1])
    (search,) = kept(office)
    twin = holds(office, "UADA", button("Go on", "more_mentors", search.id))
    twin.clicks("Go on")
    assert twin.waits_for("Those were all the mentors who fit and have room.")


def test_a_search_is_saved_looked_at_again_and_dropped(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql", capacity=3)
    ada = office.visitor("UADA")
    ada.types("/mentor find sql")
    ada.waits_for("Mentors for “sql”")
    for times in (1, 2):
        ada.clicks("Save search")
        hears(ada, "Your search for “sql” is saved on my Home tab.", times)
    assert [bool(search.saved_at) for search in kept(office)] == [True]
    ada.opens_home()
    assert ada.waits_for("Saved search: “sql”")

    office.passes(timedelta(days=3))
    assert "You saved a search for “sql” and have asked nobody since." in told(office, "UADA")
    ada.clicks("Look again")
    hears(ada, "Mentors for “sql”", 2)
    asks_for(office, "UADA", "UJONAS")
    office.passes(timedelta(days=11))
    assert told(office, "UADA").count("You saved a search") == 1

    (search,) = kept(office)
    thief = holds(office, "UPRIYA", button("Look", "look_again", search.id), button("Away", "drop_search", search.id))
    thief.clicks("Look")
    thief.waits_for("That search isn't there any more.")
    thief.clicks("Away")
    thief.waits_for("That search is dropped.")
    assert len(kept(office)) == 1
    ada = holds(office, "UADA", button("Away with it", "drop_search", search.id), button("Save", "save_search", 99))
    ada.clicks("Away with it")
    ada.waits_for("That search is dropped.")
    assert kept(office) == []
    ada.clicks("Save")
    ada.waits_for("That search isn't there any more.")


def test_three_searches_are_kept_and_no_more(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql")
    ada = office.visitor("UADA")
    for times in range(1, 4):
        ada.types("/mentor find sql")
        hears(ada, "Mentors for “sql”", times)
        ada.clicks("Save search")
        hears(ada, "is saved on my Home tab", times)
    ada.types("/mentor find sql")
    hears(ada, "Mentors for “sql”", 4)

    ada.clicks("Save search")

    ada.waits_for("You have saved three searches. Drop one on my Home tab")
    assert sum(search.saved_at is not None for search in kept(office)) == 3
