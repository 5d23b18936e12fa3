"""The row under every nudge: snooze, fewer, never again, silence."""

from datetime import timedelta
from typing import Any

import pytest

from bot.blocks import section
from bot.mentoring.letters import Letter, LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.people import Person
from bot.playground.client import Visitor
from bot.store import facts, letters, logbook, pairs, people
from handlers import manners
from scheduling import rounds
from scheduling.nudges import reciprocity
from tests.examples import MONDAY, letter
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office

QUIET_FOR = timedelta(days=60)
SENT = {"sent_at": MONDAY, "channel": "DADA", "ts": "1.1"}


@pytest.fixture
def nudged(office: Office) -> Visitor:
    """Ada, whose pair has no first date after some days, and who was nudged about it."""
    moves_in(office, "UADA")
    moves_in(office, "UJONAS", topics=("sql",), capacity=1)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pairs.make(db, two["UJONAS"], two["UADA"], "", office.now())
    for _ in range(4):
        office.passes(timedelta(days=1))
        office.passes(timedelta(seconds=2))
    visitor = office.visitor("UADA")
    visitor.waits_for("Snooze for a week")
    return visitor


def known(office: Office) -> Person:
    with office.database.look(office.workspace) as db:
        person = people.known(db, "UADA")
    assert person is not None
    return person


def nudge(office: Office) -> Letter:
    with office.database.look(office.workspace) as db:
        told = letters.told_about_pairs(db, [1])[1]
        occasion = next(each.occasion for each in told if (each.kind, each.to) == ("first_meeting", "UADA"))
        found = letters.by_key(db, f"first_meeting:pair1:UADA:{occasion}")
    assert found is not None
    return found


def comes_round(office: Office) -> None:
    """Let the Monday after the week pass: Ada snoozed on a Saturday."""
    office.passes(timedelta(days=9, hours=2))
    office.passes(timedelta(seconds=2))


def again(office: Office) -> Letter | None:
    with office.database.look(office.workspace) as db:
        return letters.by_key(db, f"{nudge(office).key}:again")


def test_snooze_brings_the_same_back_in_a_week_and_only_once(office: Office, nudged: Visitor) -> None:
    nudged.clicks("Snooze for a week")
    nudged.waits_for("I'll remind you on")

    assert nudge(office).acknowledged_at
    comes_round(office)

    reminder = again(office)
    assert reminder is not None
    assert (reminder.state, reminder.class_) == (LetterState.SENT, Class.SERVICE)
    with office.database.begin(office.workspace) as db, pytest.raises(manners.RemindedBefore):
        manners.put_off(db, nudge(office), known(office), office.now())
    assert nudged.sees("You asked me to remind you. I won't ask again about this.")
    shown = next(message for message in reversed(nudged.dm()) if "asked me to remind you" in message["text"])
    assert "snooze" not in str(shown["blocks"])


@pytest.mark.usefixtures("nudged")
def test_pressing_snooze_twice_reminds_once(office: Office) -> None:
    key = nudge(office).key
    with office.database.begin(office.workspace) as db:
        for _ in range(2):
            found, person = letters.by_key(db, key), people.known(db, "UADA")
            assert found
            assert person
            said = manners.obey(db, "snooze", found, person, office.now())
            assert "I'll remind you on" in said.text


def test_fewer_of_a_kind(office: Office, nudged: Visitor) -> None:
    nudged.clicks("Fewer like this")

    assert nudged.waits_for("`/mentor quiet` undoes that")
    assert "first_meeting" in known(office).fewer
    assert not nudged.sees("Snooze for a week")


def test_a_kind_that_is_stopped_is_taken_back_and_stays_away(office: Office, nudged: Visitor) -> None:
    with office.database.begin(office.workspace) as db:
        unsent = letter(
            workspace=office.workspace, kind="stalled", key="stalled:pair1:UADA:x", due_at=office.now() + QUIET_FOR
        )
        letters.write(db, unsent)

    nudged.clicks("Stop this kind")

    assert nudged.waits_for("`/mentor quiet` brings it back")
    assert nudged.sees("I won't write about that any more. Before a pair of yours would rest, I still tell you once.")
    assert {"first_meeting", "stalled"} <= {*known(office).stopped}
    assert "rest_notice" not in known(office).stopped
    with office.database.look(office.workspace) as db:
        kept = letters.by_key(db, "stalled:pair1:UADA:x")
    assert kept
    assert kept.state is LetterState.CANCELLED


def test_everything_can_be_silenced(office: Office, nudged: Visitor) -> None:
    nudged.clicks("Pause everything")

    assert nudged.waits_for("`/mentor quiet` ends the silence")
    assert known(office).is_paused(office.now() + QUIET_FOR)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("Pause everything", "`/mentor quiet` ends the silence"),
        ("Stop this kind", "`/mentor quiet` brings it back"),
        ("Fewer like this", "`/mentor quiet` undoes that"),
    ],
)
def test_who_wants_less_still_reads_when_a_pair_rests_and_keeps_it_going_from_there(
    office: Office, chosen: str, said: str
) -> None:
    ada = is_told_of_a_rest(office)

    ada.clicks(chosen)

    told = ada.waits_for(said)
    assert "rest on Wed 18 March at the earliest" in str(told)
    assert "manners" not in {block.get("block_id") for block in told["blocks"]}
    ada.clicks("Keep it going")
    assert ada.waits_for("go on. A date, even a short one")
    assert not ada.sees("at the earliest")


def is_told_of_a_rest(office: Office) -> Visitor:
    """Let Ada's pair be quiet for so long that she reads on which day it will rest."""
    moves_in(office, "UADA")
    moves_in(office, "UJONAS", topics=("sql",), capacity=1)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pair = pairs.make(db, two["UJONAS"], two["UADA"], "", office.now() - timedelta(days=60))
        logbook.held(db, pair, two["UADA"], office.now().date() - timedelta(days=45), office.now())
    for _ in range(4):
        office.passes(timedelta(days=1))
        office.passes(timedelta(seconds=2))
    ada = office.visitor("UADA")
    ada.waits_for("at the earliest")
    return ada


def test_a_snoozed_idea_comes_back_as_the_same_idea(office: Office) -> None:
    moves_in(office, "UADA")
    moves_in(office, "UJONAS", topics=("sql",), capacity=1)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UJONAS"])
        pair = pairs.make(db, two["UJONAS"], two["UADA"], "", office.now() - timedelta(days=20))
        for days in (9, 2):
            logbook.held(db, pair, two["UADA"], office.now().date() - timedelta(days=days), office.now())
        (idea,) = reciprocity.due(facts.of_pairs(db, [pair.id])[0])
        key = f"reciprocity:pair{pair.id}:UADA:{idea.occasion}"
        said = {"kind": "reciprocity", "occasion": idea.occasion, "pair_id": pair.id, "state": LetterState.SENT}
        letters.write(db, letter(workspace=office.workspace, key=key, blocks=[section("An idea")], **said, **SENT))
        snoozed = letters.by_key(db, key)
        assert snoozed
        manners.put_off(db, snoozed, two["UADA"], office.now())

        again = letters.by_key(db, f"{key}:again")

        assert again
        assert rounds.still_true(db, [again], office.now() + timedelta(days=7)) == {again.id}


@pytest.mark.usefixtures("nudged")
def test_nobody_minds_the_manners_of_somebody_else(office: Office) -> None:
    with office.database.begin(office.workspace) as db, pytest.raises(manners.NotTheirLetter):
        manners.theirs(db, "UJONAS", nudge(office).key, {})


@pytest.mark.parametrize("key", ["", "nothing", "'; DROP TABLE letters;--", "x" * 40_000, "<!channel>"])
def test_a_letter_that_is_not_there_is_nobodys(office: Office, key: str) -> None:
    with office.database.look(office.workspace) as db, pytest.raises(manners.NotTheirLetter):
        manners.theirs(db, "UADA", key, {})


@pytest.mark.usefixtures("nudged")
def test_a_letter_is_found_by_its_message_when_its_key_is_too_long_for_a_menu(office: Office) -> None:
    written = nudge(office)
    container = {"container": {"channel_id": written.channel, "message_ts": written.ts}}

    with office.database.look(office.workspace) as db:
        found = manners.theirs(db, "UADA", "", container)

    assert found.key == written.key


@pytest.mark.usefixtures("nudged")
def test_an_unknown_choice_changes_nothing(office: Office) -> None:
    written = nudge(office)

    with office.database.begin(office.workspace) as db, pytest.raises(manners.NothingOfTheKind):
        manners.obey(db, "explode", written, known(office), office.now())


def test_a_reminder_is_not_put_off_again_and_an_emptied_letter_is_gone(office: Office) -> None:
    moves_in(office, "UADA")
    reminder, emptied = letter(key="check_in:pair1:UADA:monday:again"), letter(blocks=[])

    with office.database.look(office.workspace) as db:
        with pytest.raises(manners.RemindedBefore):
            manners.put_off(db, reminder, known(office), office.now())
        with pytest.raises(manners.NotTheirLetter):
            manners.put_off(db, emptied, known(office), office.now())


def test_a_snooze_behind_the_dots_goes_as_well() -> None:
    book = {"type": "button", "action_id": "book_session"}
    options: list[dict[str, Any]] = [{"text": {}, "value": verb} for verb in ("snooze", "fewer:a", "stop:a")]
    row = {
        "type": "actions",
        "block_id": "manners",
        "elements": [book, {"type": "overflow", "action_id": "manners", "options": options}],
    }
    blocks: list[dict[str, Any]] = [row, {"type": "context", "block_id": "why"}, {"type": "context"}]

    left, why = manners.without_snooze(blocks)

    assert left["elements"][0] == book
    assert [option["value"] for option in left["elements"][1]["options"]] == ["fewer:a", "stop:a"]
    assert why["block_id"] == "why"


def test_a_reminder_is_not_said_once_its_pair_is_paused(office: Office, nudged: Visitor) -> None:
    nudged.clicks("Snooze for a week")
    nudged.waits_for("I'll remind you on")
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, 1)
        assert isinstance(pair, Pair)
        pair.lifecycle = Lifecycle.PAUSED

    comes_round(office)

    reminder = again(office)
    assert reminder
    assert reminder.state is LetterState.CANCELLED
