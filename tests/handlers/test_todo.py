"""What somebody said they would do: ticked off by its owner."""

from datetime import datetime

from bot.blocks import button
from bot.mentoring.sessions import Action
from bot.store import pairs, sessions
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up


def leaves_something(office: Office) -> int:
    """Let Ada have something to do; return its number."""
    pair_id = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        to_do = Action(
            workspace=office.workspace, pair=pair, owner=pair.mentee, text="Read a plan", written_at=office.now()
        )
        db.add(to_do)
        db.flush()
        return to_do.id


def done_at(office: Office, number: int) -> datetime | None:
    """Tell when it was done."""
    with office.database.look(office.workspace) as db:
        to_do = sessions.action(db, number)
        return to_do.done_at if to_do else None


def test_a_tap_on_home_ticks_it_off(office: Office) -> None:
    number = leaves_something(office)
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("To do: Read a plan")

    ada.clicks("Done")

    assert "Tell how it went" in str(ada.modal()), "whoever ticks something off on Home may tell how it went, too"
    ada.closes()
    ada.waits_for(lambda: ada.sees("To do: Read a plan") is None)
    assert done_at(office, number) == office.now()


def test_the_command_lists_what_is_open_and_what_may_be_told(office: Office) -> None:
    ada = office.visitor("UADA")
    leaves_something(office)
    ada.types("/mentor todo")
    ada.waits_for("To do: Read a plan")
    assert ada.sees("You see this, and each partner what you noted with them.")
    ada.clicks("Done")
    ada.waits_for("Tell how it went")

    ada.types("/mentor todo")

    ada.waits_for("Done: Read a plan")
    ada.clicks("Tell how it went")
    ada.waits_for(ada.modal)
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor todo")
    jonas.waits_for("There is nothing on your list.")


def test_a_long_list_is_shown_in_part(office: Office) -> None:
    number = leaves_something(office)
    with office.database.begin(office.workspace) as db:
        first = sessions.action(db, number)
        assert first is not None
        for more in range(12):
            what, at = f"Thing {more}", office.now()
            db.add(Action(workspace=first.workspace, pair=first.pair, owner=first.owner, text=what, written_at=at))
    ada = office.visitor("UADA")

    ada.types("/mentor todo")

    ada.waits_for("And 3 more things to do.")
    ada.clicks("Done: Thing 2")
    ada.waits_for("Tell how it went")
    assert "To do: Thing 3" in str(ada.waits_for("And 3 more things to do.")), "the rest of the list stays"


def test_a_second_tap_changes_nothing_and_nobody_else_may(office: Office) -> None:
    number = leaves_something(office)
    jonas = holds(office, "UJONAS", button("Done", "action_done", number), button("Nothing", "action_done", "-1"))
    jonas.clicks("Done")
    jonas.waits_for("That isn't on your list, so nothing changed.")
    jonas.clicks("Nothing")
    ada = holds(office, "UADA", button("Done", "action_done", number))

    ada.clicks("Done", times=2)

    assert ada.waits_for(lambda: done_at(office, number)) == office.now()
