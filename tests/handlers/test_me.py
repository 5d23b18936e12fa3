"""What is kept about me, who sees it, and whom I never want to be matched with."""

from typing import cast

import pytest
from slack_bolt import Ack

from bot.mentoring.answers import Topic
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.store import agreements, answers, pairs, people
from handlers import me
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office


def known(office: Office) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
    assert person is not None
    return person


def never(office: Office) -> list[str]:
    with office.database.look(office.workspace) as db:
        return people.blocked_by(db, "UADA")


def opens_window(office: Office) -> Visitor:
    visitor = office.visitor("UADA")
    visitor.types("/mentor me")
    visitor.waits_for("What is kept about you")
    return visitor


def test_it_says_what_is_kept_and_who_sees_it(office: Office) -> None:
    moves_in(office, "UADA", wants=("sql", "<!channel>"))
    offers(office, "UJONAS", "sql")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pair = pairs.make(db, two["UJONAS"], two["UADA"], "", office.now())
        agreements.propose(db, pair, {"length": "30"}, office.now())
        for topic in (Topic.PULSE, Topic.FIT, Topic.CLOSING):
            answers.keep(db, pair, "UADA", topic, "once", "4", office.now())

    visitor = opens_window(office)

    assert visitor.sees("1 pair, 0 sessions, 0 requests.")
    assert visitor.sees("Agreements, every version: 1, and what you alone said for one: 0.")
    assert visitor.sees("Answers: 2, and 1 looking back.")
    assert visitor.sees("You look for sql and &lt;!channel&gt;.")
    assert visitor.sees("Never notes, answers, goals or the list below.")


def test_people_on_the_list_are_never_proposed(office: Office) -> None:
    moves_in(office, "UADA")
    offers(office, "UJONAS", "sql")

    opens_window(office).fills({"never": ["UJONAS", "UADA"]}).submits()

    assert office.visitor("UADA").sees("You won't be matched with one person. They don't learn of it.")
    assert never(office) == ["UJONAS"]
    office.visitor("UADA").closes()
    office.visitor("UADA").types("/mentor find sql")
    assert office.visitor("UADA").waits_for("Nobody is free for")


def test_the_list_can_be_emptied_and_sent_twice(office: Office) -> None:
    moves_in(office, "UADA")
    for names in (["UJONAS"], ["UJONAS"], []):
        visitor = opens_window(office)
        visitor.fills({"never": names}).submits()
        visitor.waits_for("languages noted")
        visitor.closes()

    assert never(office) == []


def test_a_manager_is_kept_and_forgotten(office: Office) -> None:
    moves_in(office, "UADA")
    opens_window(office).fills({"manager": "UFREYA", "languages": "English, Igbo"}).submits()
    assert (known(office).manager, known(office).languages) == ("UFREYA", ("English", "Igbo"))
    office.visitor("UADA").closes()

    opens_window(office).fills({"forget_manager": ["forget"]}).submits()

    assert (known(office).manager, known(office).languages) == (None, ("English", "Igbo"))


def test_nobody_is_their_own_manager(office: Office) -> None:
    moves_in(office, "UADA")

    answer = opens_window(office).fills({"manager": "UADA"}).submits()

    assert list(answer["errors"]) == ["manager"]
    assert known(office).manager is None


@pytest.mark.parametrize("strange", ["'; DROP TABLE blocks;--", "U" * 40_000, "<!channel>", "🙂"])
def test_ids_that_are_none_are_left_out(office: Office, strange: str) -> None:
    moves_in(office, "UADA")

    opens_window(office).fills({"never": [strange, "UJONAS"], "manager": strange}).submits()

    assert never(office) == ["UJONAS"]
    assert known(office).manager is None


def test_endless_languages_are_refused_at_their_field(office: Office) -> None:
    moves_in(office, "UADA")
    heard: list[dict[str, object]] = []
    view = {"state": {"values": {"languages": {"value": {"value": "a" * 40_000}}}}}

    me.save(
        ack=cast("Ack", lambda **said: heard.append(said)),
        view=view,
        actor="UADA",
        refresh=lambda: None,
        database=office.database,
        workspace=office.workspace,
        now=office.now(),
    )

    assert heard[0]["errors"] == {"languages": "Please keep this within 496 characters."}


def test_leaving_is_two_taps_away(office: Office) -> None:
    moves_in(office, "UADA")

    opens_window(office).clicks("Leave mentoring")

    assert office.visitor("UADA").waits_for("I won't write to you any more")
    assert not known(office).has_joined


def test_a_guest_is_told_that_mentoring_is_for_members(office: Office) -> None:
    theo = office.visitor("UTHEO")

    theo.types("/mentor me")

    assert theo.waits_for("can't take part")
