"""A lead's hold that keeps a question from one of two: once it is let go, both read the same day."""

from datetime import timedelta
from functools import partial

from bot import farewells, pairings
from bot.blocks import day, moment
from bot.mentoring import closings
from bot.mentoring.pairs import Pair
from bot.store import pairs, people
from tests.handlers.asking import moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import looks, pairs_up
from tests.handlers.test_held_requests import holds_everything, lets_go, passes

HALF_A_DAY = timedelta(hours=12)
NIGHT_THERE = {"timezone": "Pacific/Auckland"}
"""Where it is night when Ada, in London, works: whoever is there reads a day later."""


def test_both_who_are_proposed_read_until_when_they_may_accept(office: Office) -> None:
    offers(office, "UJONAS", "sql", **NIGHT_THERE)
    moves_in(office, "UADA")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", "UADA"])
        number = pairings.propose(db, two["UJONAS"], two["UADA"], "SQL", "UINES", office.now()).id
    office.says_all()
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    assert "Would you like <@UJONAS> as your mentor?" in str(ada.dm())
    assert not jonas.dm()
    holds_everything(office)
    passes(office, 8)

    lets_go(office)
    for _ in range(2):
        office.passes(HALF_A_DAY)
        office.says_all()

    by = looks(office, number, lambda pair: pair.closes_at)
    assert by
    for each in (ada, jonas):
        assert f"If both of you say yes by {moment(by)}, you are a pair." in str(each.dm())
    assert "Accept" in str(ada.dm())


def test_both_who_are_asked_how_to_go_on_read_until_when_silence_waits(office: Office) -> None:
    number = pairs_up(office, met_days_ago=9)
    moves_in(office, "UJONAS", **NIGHT_THERE)
    with office.database.begin(office.workspace) as db:
        pair = pairs.theirs(db, number, "UADA")
        closings.wind_down(pair, office.now())
        farewells.ask(db, pair, office.now())
    office.says_all()
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    assert "How would you like to go on" in str(ada.dm())
    assert not jonas.dm()
    holds_everything(office)
    passes(office, 8)

    lets_go(office)
    for _ in range(2):
        office.passes(HALF_A_DAY)
        office.says_all()

    def until(pair: Pair, who: str) -> str:
        assert pair.closes_at
        return day(pair.person(who).hours.local(pair.closes_at).date())

    for each in (ada, jonas):
        by = looks(office, number, partial(until, who=each.person))
        assert f"Without an answer by {by} I take it as done for now." in str(each.dm())
