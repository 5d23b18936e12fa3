"""Two are proposed to each other: with two yeses they are a pair, and a no looks like an answer that hasn't come."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot import pairings
from bot.blocks import button, moment
from bot.mentoring.asks import CannotBeAsked
from bot.mentoring.brakes import Hold
from bot.mentoring.letters import Letter
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import AlreadyPaired, SharedLine
from bot.store import brakes, people, proposals
from bot.store.tables.letters import letters
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, looks
from tests.handlers.test_line import reports_to

LAPSES = timedelta(days=21)
NEUTRAL = "didn't come about in time. That isn't about you."


def proposes(office: Office, mentee: str = "UADA", **facts: object) -> int:
    """Let a lead propose Jonas to somebody."""
    offers(office, "UJONAS", "sql", timezone="Europe/Berlin", **({"capacity": 1} | facts))
    moves_in(office, mentee)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", mentee])
        pair = pairings.propose(db, two["UJONAS"], two[mentee], "Faster <reports>", "UINES", office.now())
        return pair.id


def stands(office: Office, pair: int) -> Lifecycle:
    return looks(office, pair, lambda two: two.lifecycle)


def test_with_the_second_yes_both_are_introduced(office: Office) -> None:
    pair = proposes(office)
    assert "Would you like <@UJONAS> as your mentor? They offer sql." in letters_to(office, "UADA")[-1]
    assert "Faster &lt;reports&gt;" in letters_to(office, "UJONAS")[-1]
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.opens_home()
    ada.waits_for("Would you like <@UJONAS> as your mentor?")
    stranger = holds(office, "UFREYA", button("Accept", "accept_pair", pair))
    stranger.clicks("Accept")
    stranger.waits_for(NOT_YOURS)

    ada.clicks("Accept")
    hears(ada, "Thank you. If it suits <@UJONAS>, too, I introduce you")
    assert stands(office, pair) is Lifecycle.PROPOSED
    jonas.clicks("Accept")
    hears(jonas, "are a pair. I introduce you.")

    assert stands(office, pair) is Lifecycle.INITIATING
    with office.database.look(office.workspace) as db:
        assert db.scalars(sa.select(Letter).where(letters.c.kind == "introduction")).first() is not None
    late = holds(office, "UADA", button("Never", "decline_pair", pair))
    late.clicks("Never")
    hears(late, "That is settled already")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", "UADA"])
        with pytest.raises(AlreadyPaired):
            pairings.propose(db, two["UJONAS"], two["UADA"], "", "UINES", office.now())


def test_a_no_is_kept_until_the_last_day_and_who_said_yes_hears_nothing_of_it(office: Office) -> None:
    pair = proposes(office)
    letters_to(office, "UADA")
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    jonas.clicks("Not for me")
    hears(jonas, "Nobody learns what you answered")
    ada.clicks("Accept")
    hears(ada, "Thank you. If it suits <@UJONAS>, too")
    assert stands(office, pair) is Lifecycle.PROPOSED
    office.passes(LAPSES)

    assert stands(office, pair) is Lifecycle.NEVER_STARTED
    assert NEUTRAL in letters_to(office, "UADA")[-1]
    assert not any(NEUTRAL in each for each in letters_to(office, "UJONAS"))


def test_two_noes_end_it_at_once_and_silence_ends_it_without_a_word(office: Office) -> None:
    both, silent = proposes(office), proposes(office, "UNOOR", capacity=2)
    letters_to(office, "UADA")
    for each in ("UADA", "UJONAS"):
        visitor = holds(office, each, button(f"No {each}", "decline_pair", both))
        visitor.clicks(f"No {each}")
        hears(visitor, "Nobody learns what you answered")
    assert stands(office, both) is Lifecycle.NEVER_STARTED

    office.passes(LAPSES)

    assert stands(office, silent) is Lifecycle.NEVER_STARTED
    assert not any(NEUTRAL in each for who in ("UNOOR", "UJONAS") for each in letters_to(office, who))


def test_whom_a_hold_kept_from_being_asked_gets_the_whole_time_and_nothing_lapses_meanwhile(office: Office) -> None:
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    pair = proposes(office)
    office.passes(timedelta(hours=2))
    office.passes(LAPSES)
    assert stands(office, pair) is Lifecycle.PROPOSED

    ines = office.visitor("UINES")
    ines.types("/mentor hold")
    ines.waits_for("held by <@UINES>")
    ines.clicks("Let go")
    ines.waits_for("2 messages waited")
    ends = looks(office, pair, lambda two: two.closes_at)
    assert ends
    assert ends > office.now() + timedelta(days=13)
    assert moment(ends) in letters_to(office, "UADA")[-1]
    office.passes(timedelta(days=5))
    assert stands(office, pair) is Lifecycle.PROPOSED


def test_a_question_between_two_who_come_to_share_a_line_is_taken_back_and_whoever_was_asked_hears_so(
    office: Office,
) -> None:
    pair = proposes(office)
    with office.database.begin(office.workspace) as db:
        db.execute(sa.update(letters).where(letters.c.to == "UJONAS").values(due_at=office.now() + LAPSES))
    letters_to(office, "UADA")
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.clicks("Accept")
    hears(ada, "Thank you. If it suits <@UJONAS>, too")

    for _ in range(2):
        reports_to(office, "UADA", "UJONAS")

    assert stands(office, pair) is Lifecycle.NEVER_STARTED
    told = "You and <@UJONAS> share a reporting line now, so I took back the question whether you'd like to be a pair."
    assert told in letters_to(office, "UADA")[-1]
    assert not any("reporting line" in each or "Would you like" in each for each in letters_to(office, "UJONAS"))
    jonas.opens_home()
    assert not jonas.sees("Would you like <@UADA> as your mentee?")
    late = holds(office, "UJONAS", button("Late", "accept_pair", pair))
    late.clicks("Late")
    hears(late, "That is settled already")
    with office.database.look(office.workspace) as db:
        assert len(db.scalars(sa.select(Letter).where(letters.c.kind == "proposal_withdrawn")).all()) == 1


def test_who_said_no_hears_nothing_of_a_question_that_is_taken_back(office: Office) -> None:
    proposes(office)
    for who in ("UADA", "UJONAS"):
        letters_to(office, who)
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not for me")
    hears(jonas, "Noted, thank you.")

    reports_to(office, "UADA", "UJONAS")

    assert "took back the question" in letters_to(office, "UADA")[-1]
    assert not any("took back the question" in each for each in letters_to(office, "UJONAS"))
    assert office.visitor("UADA").sees("is taken back")


def test_room_is_looked_at_with_the_second_yes(office: Office) -> None:
    first, second = proposes(office), proposes(office, "UNOOR")
    for pair, mentee in ((first, "UADA"), (second, "UNOOR")):
        visitor = holds(office, mentee, button("Yes", "accept_pair", pair))
        visitor.clicks("Yes")
        hears(visitor, "Thank you. If it suits")
    jonas = holds(office, "UJONAS", button("First", "accept_pair", first), button("Second", "accept_pair", second))
    jonas.clicks("First")
    hears(jonas, "are a pair. I introduce you.")
    again = holds(office, "UJONAS", button("Other", "accept_pair", second))
    again.clicks("Other")
    again.waits_for("You have no place left")
    assert stands(office, second) is Lifecycle.PROPOSED

    office.passes(LAPSES)
    assert NEUTRAL in letters_to(office, "UNOOR")[-1]


def test_nobody_is_proposed_whom_a_rule_keeps_apart(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    moves_in(office, "UADA")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", "UADA"])
        jonas, ada = two["UJONAS"], two["UADA"]
        people.block(db, "UADA", ["UJONAS"])
        with pytest.raises(CannotBeAsked):
            pairings.propose(db, jonas, ada, "", None, office.now())
        people.block(db, "UADA", [])
        ada.manager = "UJONAS"
        db.flush()
        with pytest.raises(SharedLine):
            pairings.propose(db, jonas, ada, "", None, office.now())
        assert proposals.waiting_for(db, ada) == []
