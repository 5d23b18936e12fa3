"""What a mentee may give back: planned, swapped, done already or refused, and never asked of the mentor."""

from bot.blocks import button
from bot.mentoring.goals import Give, GiveState
from bot.mentoring.reciprocity import IDEAS
from bot.store import goals, pairs, people
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, pairs_up


def gives(office: Office, pair_id: int) -> list[Give]:
    """Return every idea that is noted."""
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        return list(goals.gives_of(db, pair))


def test_a_plan_is_noted_and_may_be_done(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada = holds(office, "UADA", button("I'll do this", "give_this", f"{pair}:7"))

    ada.clicks("I'll do this")
    ada.waits_for("so it stays your own")
    assert [(give.idea, give.state) for give in gives(office, pair)] == [(7, GiveState.PLANNED)]
    ada.clicks("I did it")

    ada.waits_for("Noted, thank you.")
    assert [give.state for give in gives(office, pair)] == [GiveState.DONE]


def test_another_idea_never_repeats_and_the_same_button_gives_the_same_one(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada = holds(office, "UADA", button("Another idea", "another_idea", f"{pair}:7"))
    ada.clicks("Another idea")
    ada.waits_for("Another idea for <@UJONAS>")
    twin = holds(office, "UADA", button("Twin", "another_idea", f"{pair}:7"))
    twin.clicks("Twin")
    hears(twin, "Another idea for", 2)

    twin.clicks("Another idea")

    twin.waits_for(lambda: len(gives(office, pair)) == 3)
    assert len({give.idea for give in gives(office, pair)}) == 3


def test_after_the_last_idea_there_is_none(office: Office) -> None:
    pair_id = pairs_up(office, met_days_ago=3)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        for idea in IDEAS:
            give = Give(
                workspace=office.workspace,
                pair=pair,
                giver=pair.mentee,
                idea=idea.number,
                state=GiveState.OFFERED,
                at=office.now(),
            )
            db.add(give)
            db.flush()
    ada = holds(office, "UADA", button("Another idea", "another_idea", f"{pair_id}:36"))

    ada.clicks("Another idea")

    assert ada.waits_for("Those were all my ideas.")


def test_giving_back_already_is_noted(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada = holds(office, "UADA", button("I already give back", "already_give", f"{pair}:7"))

    ada.clicks("I already give back")

    ada.waits_for("Noted, thank you.")
    assert [give.state for give in gives(office, pair)] == [GiveState.DONE]


def test_not_for_me_stops_the_kind(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ada = holds(office, "UADA", button("Not for me", "no_gives", f"{pair}:7"))

    ada.clicks("Not for me")

    ada.waits_for("Fine, no more ideas like this.")
    assert [give.state for give in gives(office, pair)] == [GiveState.REFUSED]
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
        assert person is not None
        assert person.stopped == ("reciprocity",)


def test_ideas_are_for_the_mentee_alone(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    ids = ("give_this", "another_idea", "already_give", "no_gives")
    for who, value, words in (
        ("UJONAS", f"{pair}:7", "This idea was for the mentee of the pair"),
        ("UNOOR", f"{pair}:7", NOT_YOURS),
        ("UADA", f"{pair}:99", "That idea isn't on my list any more"),
    ):
        visitor = holds(office, who, *(button(each, each, value) for each in ids))
        for number, each in enumerate(ids, start=1):
            visitor.clicks(each)
            hears(visitor, words, number)

    assert gives(office, pair) == []
