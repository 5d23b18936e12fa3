"""What was taken on: given to the other, done or let go, told of, and read by the mentor when it is shared."""

from datetime import timedelta

import sqlalchemy as sa

from bot.blocks import button
from bot.mentoring.sessions import Action, Update
from bot.playground.client import Visitor
from bot.store import pairs
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds, letters_to, pairs_up
from tests.handlers.test_log import opens, to_do


def takes_on(office: Office, pair: int, text: str = "Try the planner", owner: str = "UADA") -> int:
    with office.database.begin(office.workspace) as db:
        both = pairs.theirs(db, pair, owner)
        action = Action(
            workspace=office.workspace, pair=both, owner=both.person(owner), text=text, written_at=office.now()
        )
        db.add(action)
        db.flush()
        return action.id


def kept(office: Office) -> list[Update]:
    with office.database.look(office.workspace) as db:
        return list(db.scalars(sa.select(Update)))


def tells(office: Office, action: int, **filled: object) -> Visitor:
    ada = holds(office, "UADA", button(f"Tell {action}", "write_update", action))
    ada.clicks(f"Tell {action}")
    ada.waits_for("How did it go?")
    ada.fills(filled).submits()
    return ada


def test_an_action_given_to_the_other_is_told_to_them_and_theirs_to_do_or_drop(office: Office) -> None:
    pairs_up(office)
    ada = opens(office)
    refused = ada.fills({"action": "Send slides", "owner": "partner", "action_due": "2026-02-20"}).submits()
    assert "That day has passed" in str(refused)
    ada.fills({"action_due": "2026-03-20"}).submits()
    ada.waits_for("<@UJONAS> hears what you noted for them.")
    assert any("noted something for you to do" in text for text in letters_to(office, "UJONAS"))

    [given] = to_do(office, "UJONAS")
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not for me")
    jonas.waits_for("Taken off your list:")
    assert to_do(office, "UJONAS") == []
    again = holds(office, "UJONAS", button("Done", "action_done", given.id), button("Tell", "write_update", given.id))
    again.clicks("Tell")
    again.waits_for("Updates are for the mentee to write")
    again.clicks("Done")
    hears(again, "Taken off your list:", 2)


def test_an_update_is_private_until_it_is_shared(office: Office) -> None:
    pair = pairs_up(office)
    action = takes_on(office, pair)
    ada = holds(office, "UADA", button("Tell how", "write_update", action))
    ada.clicks("Tell how")
    ada.waits_for("How did it go?")
    assert "There is nothing to share yet." in str(ada.fills({"share": ["share"]}).submits())
    ada.fills({"share": [], "stands": "open"}).submits()
    ada.waits_for("Saved. It stays on your list.")
    ada.closes()
    ada = tells(office, action, update="It was slow", stands="dropped")
    ada.waits_for("Only you can read it.")

    assert [each.text for each in kept(office)] == ["It was slow"]
    assert not any("It was slow" in text for text in letters_to(office, "UJONAS"))
    assert to_do(office, "UADA") == []


def test_shared_updates_reach_the_mentor_at_once_and_then_together_and_are_answered(office: Office) -> None:
    pair = pairs_up(office)
    first, *others = (takes_on(office, pair, f"Thing {each}") for each in range(3))
    tells(office, first, update="It worked", share=["share"]).waits_for("hears of it from me right away.")
    [told] = [text for text in letters_to(office, "UJONAS") if "Something your time changed" in text]
    assert "About “Thing 0”:" in told
    for number, action in enumerate(others):
        ada = tells(office, action, update=f"More {number}", share=["share"])
        ada.waits_for("together with whatever else you share until then.")
        ada.closes()
    assert not any("More" in text for text in letters_to(office, "UJONAS"))

    office.passes(timedelta(days=14))
    [later] = [text for text in letters_to(office, "UJONAS") if "More" in text]
    assert "More 0" in later
    assert "More 1" in later

    jonas = office.visitor("UJONAS")
    jonas.clicks("Glad to read this")
    jonas.waits_for("<@UADA> hears that you are glad.")
    assert sum("has read what you told them" in text for text in letters_to(office, "UADA")) == 1
    jonas.clicks("Reply")
    jonas.waits_for("Your reply to")
    assert "There is nothing to send yet" in str(jonas.fills({"reply": " "}).submits())
    jonas.fills({"reply": "Well done"}).submits()
    jonas.waits_for("On its way.")
    assert any("replies to what you told them" in text for text in letters_to(office, "UADA"))
    stranger = holds(office, "UADA", button("Glad", "react_to_update", kept(office)[0].id))
    stranger.clicks("Glad")
    stranger.waits_for("That wasn't told to you")


def test_done_leads_to_telling_and_not_yet_leaves_it(office: Office) -> None:
    pair = pairs_up(office)
    action = takes_on(office, pair)
    ada = holds(office, "UADA", button("Not yet", "not_yet", action))
    ada.clicks("Not yet")
    ada.waits_for("Fine, it stays on your list:")
    ada.clicks("Done")
    ada.waits_for("Tell how it went")
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())
    ada.clicks("Tell how it went")
    ada.waits_for("This pair has ended")
