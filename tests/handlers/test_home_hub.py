"""Home shows what is next, most pressing first, and `/mentor` alone says the same in short."""

from datetime import timedelta

import pytest

from bot.mentoring.goals import Goal
from bot.mentoring.pairs import Lifecycle, Pair
from bot.mentoring.sessions import Action
from bot.playground.client import Visitor
from bot.store import asks, pairs, people
from tests.handlers.asking import asks_for, moves_in, offers
from tests.handlers.conftest import Office
from tests.handlers.pairing import books, meets, pairs_up


def home(office: Office, who: str = "UADA") -> Visitor:
    visitor = office.visitor(who)
    visitor.opens_home()
    visitor.waits_for(visitor.home)
    return visitor


def changes(office: Office, number: int, **facts: object) -> None:
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, number, hold=True)
        assert pair is not None
        for name, value in facts.items():
            setattr(pair, name, value)


def kept(office: Office, number: int) -> Pair:
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, number)
        assert pair is not None
        return pair


def test_somebody_new_is_shown_where_to_begin(office: Office) -> None:
    moves_in(office, "UADA")

    ada = home(office)

    assert ada.waits_for("A good first step is to look who is there.")
    assert ada.sees("Offer to mentor")
    assert not ada.sees("Your pairs")


def test_a_mentor_whom_nobody_asked_reads_what_they_offer(office: Office) -> None:
    offers(office, "UJONAS", "sql", "<!channel>", capacity=2)

    jonas = home(office, "UJONAS")

    assert jonas.waits_for("When somebody asks you, their note is here.")
    assert jonas.sees("You offer sql and &lt;!channel&gt;, with room for 2 mentees.")


def test_a_mentor_who_pauses_reads_that_nobody_new_comes(office: Office) -> None:
    offers(office, "UJONAS", "sql", offering_paused_until=office.now() + timedelta(days=9))

    assert home(office, "UJONAS").waits_for("You take no new requests right now.")


def test_requests_and_drafts_are_on_both_homes(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    offers(office, "UINES", "python")
    moves_in(office, "UADA")
    asks_for(office, "UADA", "UJONAS")
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UADA", "UINES"])
        asks.begin(db, two["UADA"], two["UINES"], office.now())

    ada, jonas = home(office), home(office, "UJONAS")

    assert ada.waits_for("Your request to <@UJONAS> is open until")
    assert ada.sees("Your note to <@UINES> is still a draft.")
    assert jonas.waits_for("<@UADA> asks you to be their mentor.")


def test_a_pair_is_shown_with_its_stage_rhythm_and_sessions(office: Office) -> None:
    pairs_up(office, met_days_ago=5)

    ada, jonas = home(office), home(office, "UJONAS")

    assert ada.waits_for("*Your mentor: <@UJONAS>*\nGetting to know each other · On track · every ")
    assert ada.sees(" · 1 session so far")
    assert ada.sees("Agenda")
    assert jonas.waits_for("*Your mentee: <@UADA>*\nGetting to know each other · On track · every ")
    assert not jonas.sees("Agenda")


def test_the_next_step_follows_the_sessions(office: Office) -> None:
    pair = pairs_up(office)
    assert home(office).waits_for("Find a first date with <@UJONAS>.")
    assert home(office, "UJONAS").waits_for("<@UADA> usually finds the first date; `/mentor times` proposes some.")

    books(office, pair, 7)
    assert home(office).waits_for("You meet <@UJONAS>")

    office.passes(timedelta(days=8))
    assert home(office).waits_for("Did you and <@UJONAS> meet?")


def test_after_a_session_the_next_date_is_missing(office: Office) -> None:
    pairs_up(office, met_days_ago=2)

    assert home(office).waits_for("You and <@UJONAS> have no next date yet.")


@pytest.mark.parametrize(
    ("lifecycle", "stage", "step"),
    [
        (Lifecycle.PAUSED, "Paused until", "Nothing waits for you right now."),
        (Lifecycle.DORMANT, "Resting", "One tap takes it up again."),
    ],
)
def test_a_pair_that_rests_can_be_taken_up_again(office: Office, lifecycle: Lifecycle, stage: str, step: str) -> None:
    pair = pairs_up(office, met_days_ago=40)
    until = office.now() + timedelta(days=20) if lifecycle is Lifecycle.PAUSED else None
    changes(office, pair, lifecycle=lifecycle, paused_at=office.now(), paused_until=until)

    ada = home(office)

    assert ada.waits_for(stage)
    assert ada.sees(step)
    assert ada.sees("Take it up again")


def test_many_sessions_later_a_pair_is_under_way(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=60)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        for days in (40, 20, 5):
            meets(db, office, two, days)

    ada = home(office)
    assert ada.waits_for("Under way · ")
    assert ada.sees(" · 4 sessions so far")


def test_goals_and_five_things_to_do_are_shown_and_the_rest_counted(office: Office) -> None:
    number = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pair, now = pairs.theirs(db, number, "UADA"), office.now()
        db.add(
            Goal(
                workspace=pair.workspace,
                owner=pair.mentee,
                text="Write <b>one</b> plan",
                created_at=now,
                updated_at=now,
                progress=25,
                due_on=(now + timedelta(days=30)).date(),
            )
        )
        for each in range(7):
            thing = f"Thing {each}"
            db.add(Action(workspace=pair.workspace, pair=pair, owner=pair.mentee, text=thing, written_at=now))

    ada = home(office)

    assert ada.waits_for("*Write &lt;b&gt;one&lt;/b&gt; plan*\nA quarter there · by 2 April 2026 · only you see it")
    assert ada.sees("To do: Thing 4")
    assert not ada.sees("To do: Thing 5")
    assert ada.sees("and 2 more things to do")


def test_the_command_alone_says_the_same_in_short(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")

    ada.types("/mentor")

    assert ada.waits_for("Find a first date with <@UJONAS>.")
    assert ada.sees("`/mentor help` lists everything you can do.")


def test_somebody_who_has_not_joined_is_invited_by_the_command(office: Office) -> None:
    noor = office.visitor("UNOOR")

    noor.types("/mentor status")

    assert noor.waits_for("Joining is your choice, and so is leaving.")


def test_a_lead_finds_their_desk_and_others_do_not(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    moves_in(office, "UADA")

    assert home(office, "UINES").waits_for("Leading the program")
    assert not home(office).sees("Leading the program")


def test_a_look_at_the_messages_shows_no_home(office: Office) -> None:
    moves_in(office, "UADA")
    ada = office.visitor("UADA")

    ada.opens()
    ada.types("/mentor help")
    ada.waits_for("What you can do")

    assert ada.home() is None
