"""A pause until a date: taken by either alone, told as a date, ended by whoever asked for it."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.customs import AS_SHIPPED
from bot.mentoring.goals import Goal
from bot.mentoring.pairs import RHYTHMS, Lifecycle
from bot.playground.client import Visitor
from bot.store import pairs
from scheduling import lapses
from tests.handlers.asking import labels
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, looks, pairs_up

PAUSED_UNTIL = "2026-04-01"


def pauses(office: Office, who: str, until: str = PAUSED_UNTIL) -> Visitor:
    """Let somebody pause their pair."""
    visitor = office.visitor(who)
    visitor.types("/mentor pause")
    visitor.waits_for("On which day do you want to go on?")
    visitor.fills({"until": until}).submits()
    return visitor


def state_of(office: Office, pair: int) -> Lifecycle:
    """Tell where the pair stands."""
    return looks(office, pair, lambda two: two.lifecycle)


def test_the_other_is_told_the_date_and_nothing_else(office: Office) -> None:
    pair = pairs_up(office)

    ada = pauses(office, "UADA")

    ada.waits_for("You and <@UJONAS> pause until Wed 1 April.")
    assert state_of(office, pair) is Lifecycle.PAUSED
    assert "<@UADA> pauses your pair until Wed 1 April." in letters_to(office, "UJONAS")[-1]


def test_the_same_pause_twice_is_told_once(office: Office) -> None:
    pairs_up(office)
    pauses(office, "UADA").waits_for("pause until")
    office.visitor("UADA").closes()

    ada = pauses(office, "UADA")

    ada.waits_for("It was already paused until Wed 1 April, so nothing changed.")
    assert sum("pauses your pair" in each for each in letters_to(office, "UJONAS")) == 1


def test_nobody_ends_the_pause_of_the_other_one_by_pausing_until_tomorrow(office: Office) -> None:
    pair = pairs_up(office)
    pauses(office, "UADA").waits_for("pause until Wed 1 April.")
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor pause tomorrow")
    jonas.waits_for("On which day do you want to go on?")
    jonas.submits()

    jonas.waits_for("It was already paused until Wed 1 April, so nothing changed.")
    assert not any("pauses your pair" in each for each in letters_to(office, "UADA"))
    office.passes(timedelta(days=2))
    lapses.pass_(office.database, office.now())
    assert state_of(office, pair) is Lifecycle.PAUSED


def test_a_pause_needs_a_day_ahead_and_ends_within_half_a_year(office: Office) -> None:
    pair = pairs_up(office)
    for until, words in (("2026-03-03", "tomorrow is the first possible one"), ("2026-12-01", "up to 26 weeks")):
        ada = office.visitor("UADA")
        ada.types("/mentor pause")
        ada.waits_for("On which day do you want to go on?")
        refused = ada.fills({"until": until}).submits()
        assert words in str(refused)
        ada.closes()

    assert state_of(office, pair) is Lifecycle.INITIATING


def test_nudges_about_the_pair_fall_silent(office: Office) -> None:
    pairs_up(office, met_days_ago=12)
    office.deliver()
    ada = office.visitor("UADA")
    assert ada.sees("have no next date yet")

    pauses(office, "UADA").waits_for("pause until")

    office.deliver()
    assert ada.waits_for("Your pair with <@UJONAS> was paused, so there is nothing to answer here.")
    assert not any("Add the next date" in labels(each) for each in ada.dm())


def test_the_other_one_says_that_they_would_like_to_go_on_and_both_are_welcomed_back_once_they_do(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=5)
    with office.database.begin(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        goal = Goal(
            workspace=office.workspace,
            owner=two.mentee,
            text="Give a talk",
            created_at=office.now(),
            updated_at=office.now(),
            pair=two,
        )
        db.add(goal)
    pauses(office, "UADA").waits_for("pause until")
    office.deliver()
    jonas = office.visitor("UJONAS")

    jonas.clicks("I'd like to go on")

    jonas.waits_for("A pause is ended by whoever asked for it; they may hear from me that you would like to go on.")
    jonas.types("/mentor resume")
    jonas.waits_for("Your pair with <@UADA> is paused until Wed 1 April.")
    assert state_of(office, pair) is Lifecycle.PAUSED
    assert sum("would like to take your pair up again" in each for each in letters_to(office, "UADA")) == 1
    ada = office.visitor("UADA")
    ada.closes()
    ada.clicks("Go on now")
    ada.waits_for("Welcome back. Your pair with <@UJONAS> goes on.")
    assert "Give a talk" in str(ada.dm()[-1])
    assert state_of(office, pair) is Lifecycle.ACTIVE
    (news,) = (letter for letter in letters_to(office, "UJONAS") if "<@UADA> has taken your pair up again." in letter)
    assert "Give a talk" not in news


def test_what_both_pause_goes_on_once_neither_does(office: Office) -> None:
    pair = pairs_up(office)
    for who, until, seen in (("UADA", PAUSED_UNTIL, "Wed 1 April"), ("UJONAS", "2026-04-10", "Fri 10 April")):
        visitor = pauses(office, who, until)
        visitor.waits_for(f"pause until {seen}.")
        visitor.closes()
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.types("/mentor resume")
    ada.waits_for("Your own pause is over. Your pair with <@UJONAS> stays paused until Fri 10 April")
    jonas.types("/mentor resume")

    jonas.waits_for("Welcome back. Your pair with <@UADA> goes on.")
    assert state_of(office, pair) is Lifecycle.INITIATING


def test_taking_up_twice_says_that_it_goes_on(office: Office) -> None:
    pair = pairs_up(office)
    pauses(office, "UADA").waits_for("pause until")
    ada = office.visitor("UADA")
    ada.closes()
    ada.types("/mentor resume")
    ada.waits_for("Welcome back.")
    ada.types("/mentor resume")
    ada.waits_for("None of your pairs is paused or resting.")
    again = holds(office, "UADA", button("End it again", "resume_pair", pair))

    again.clicks("End it again")

    assert again.waits_for("You and <@UJONAS> go on.")
    assert sum("has taken your pair up again" in each for each in letters_to(office, "UJONAS")) == 1


def test_a_pair_about_to_rest_is_kept_going_with_a_tap(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=50)
    ada = holds(office, "UADA", button("Keep it going", "keep_pair", pair))

    ada.clicks("Keep it going")

    ada.waits_for("You and <@UJONAS> go on.")
    assert looks(office, pair, lambda two: two.quiet_since) == office.now()


def test_a_slow_pair_that_never_met_is_kept_going_as_soon_as_it_hears_that_it_will_rest(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        two.rhythm, two.started_at = (
            RHYTHMS["quarterly"],
            office.now() - timedelta(days=AS_SHIPPED.never_met_rests_after),
        )
    ada = holds(office, "UADA", button("Keep it going", "keep_pair", pair))

    ada.clicks("Keep it going")

    ada.waits_for("You and <@UJONAS> go on.")
    assert looks(office, pair, lambda two: two.quiet_since) >= office.now() - timedelta(minutes=5)


def test_a_resting_pair_wakes_up_with_a_tap(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=50)
    with office.database.begin(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        two.rest(office.now())
    ada = holds(office, "UADA", button("Keep it going", "keep_pair", pair))

    ada.clicks("Keep it going")

    ada.waits_for("Welcome back. Your pair with <@UJONAS> goes on.")
    assert state_of(office, pair) is Lifecycle.ACTIVE


def test_nobody_else_pauses_or_wakes_a_pair(office: Office) -> None:
    pair = pairs_up(office)
    stranger = holds(
        office,
        "UNOOR",
        button("Pause", "pause_pair", pair),
        button("Wake", "resume_pair", pair),
        button("Keep", "keep_pair", "x"),
    )

    for number, label in enumerate(("Pause", "Wake", "Keep"), start=1):
        stranger.clicks(label)
        hears(stranger, NOT_YOURS, number)
    assert state_of(office, pair) is Lifecycle.INITIATING


def test_with_several_pairs_one_is_asked_for(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UFREYA")
    ada = office.visitor("UADA")

    ada.types("/mentor pause")
    ada.waits_for("Which pair would you like to pause?")
    with office.database.begin(office.workspace) as db:
        for number in (1, 2):
            two = pairs.one(db, number)
            assert two is not None
            two.pause(office.now() + timedelta(days=7), office.now(), "UADA")
    ada.types("/mentor resume")

    assert ada.waits_for("Which pair would you like to take up again?")


def test_words_that_are_not_understood_end_no_pause(office: Office) -> None:
    pair = pairs_up(office)
    ada = pauses(office, "UADA")

    ada.types("/mentor resume next year")

    ada.waits_for("I didn't understand “next year”; choose here.")
    assert state_of(office, pair) is Lifecycle.PAUSED
