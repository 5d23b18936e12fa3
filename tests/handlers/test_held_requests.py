"""While a lead holds messages back: what is promised then is true, and nobody's time runs out unread."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot import farewells, pairings
from bot.blocks import button, day, moment
from bot.mentoring import closings
from bot.mentoring.asks import AskState
from bot.mentoring.brakes import Hold
from bot.mentoring.chats import Chat, ChatState
from bot.mentoring.lifecycles import Lifecycle
from bot.store import brakes, chats, pairs, people
from tests.handlers.asking import NOTE, ONGOING, between, moves_in, offers, opens_composer, state
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to, looks, pairs_up

DAY = timedelta(days=1)
HELD = "once messages go out again: right now they are held back"
HOLDS: Mapping[str, tuple[Hold, str]] = {"everything": (Hold.EVERYTHING, ""), "requests": (Hold.KIND, "ask")}


@pytest.fixture(params=list(HOLDS))
def held(request: pytest.FixtureRequest, office: Office) -> Office:
    """Ada looks at Jonas, and Inês holds everything, or requests alone."""
    offers(office, "UJONAS", "sql", timezone="Europe/London")
    moves_in(office, "UADA")
    moves_in(office, "UINES", is_lead=True)
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, *HOLDS[request.param], "UINES", office.now())
    return office


def asks_meanwhile(office: Office) -> str:
    """Let Ada ask Jonas, and return what she is told."""
    ada = opens_composer(office, "UADA", "UJONAS")
    ada.fills(NOTE | ONGOING).submits()
    ada.waits_for("gets your note")
    told = str(ada.modal())
    ada.closes()
    return told


def lets_go(office: Office) -> None:
    ines = office.visitor("UINES")
    ines.types("/mentor hold")
    ines.waits_for("held by <@UINES>")
    ines.clicks("Let go")
    ines.waits_for("let go.")
    ines.closes()


def passes(office: Office, days: int) -> None:
    for _ in range(days):
        office.passes(DAY)
        office.says_all()


def until(office: Office) -> str:
    ask = between(office, "UADA", "UJONAS")
    assert ask
    return moment(ask.open_until)


def test_who_asks_meanwhile_reads_when_it_is_read_and_how_long_it_stays_open(held: Office) -> None:
    told = asks_meanwhile(held)

    assert f"gets your note {HELD}" in told
    assert "open for 14 days from when messages go out again" in told
    ada, jonas = held.visitor("UADA"), held.visitor("UJONAS")
    ada.opens_home()
    ada.waits_for("Your request to <@UJONAS> is open for 14 days from when messages go out again.")
    ada.types("/mentor ask @jonas")
    ada.waits_for("Your request is open for 14 days from when messages go out again; you'll hear either way.")
    jonas.opens_home()
    jonas.waits_for("asks you to be their mentor. Open for 14 days from when messages go out again.")
    jonas.clicks("Read and answer")
    jonas.waits_for("open for 14 days from when messages go out again, longer while you are away")


def test_a_request_that_was_held_gives_both_their_whole_time_from_when_it_is_let_go(held: Office) -> None:
    asks_meanwhile(held)
    passes(held, 17)
    assert state(held) is AskState.SENT
    assert not any("sent you a request" in each for each in letters_to(held, "UJONAS"))

    lets_go(held)

    assert any(f"open until {until(held)}" in str(each["blocks"]) for each in arrived(held, "UJONAS"))
    passes(held, 13)
    assert state(held) is AskState.SENT
    passes(held, 1)
    assert state(held) is AskState.EXPIRED
    assert "They couldn't get to it in time" in letters_to(held, "UADA")[-1]


def arrived(office: Office, slack_id: str) -> list[Mapping[str, object]]:
    """Let everything arrive, and read whole what the bot wrote to somebody, in rooms for two as well."""
    office.says_all()
    visitor = office.visitor(slack_id)
    return [each for place in visitor.state()["dms"] for each in visitor.messages(place["id"])]


def test_whoever_says_not_now_meanwhile_reads_when_it_is_passed_on(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    moves_in(office, "UADA")
    asks_meanwhile(office)
    letters_to(office, "UJONAS")
    holds_everything(office)
    jonas = office.visitor("UJONAS")
    jonas.clicks("Not now…")
    jonas.waits_for("Reason")
    jonas.fills({}).submits()

    jonas.waits_for(
        "You said not now to <@UADA>. It goes to them kindly, with others who may fit. "
        f"<@UADA> hears of it from me {HELD}."
    )
    assert HELD not in letters_to(office, "UJONAS")[-1]
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Your request to <@UJONAS> has an answer. I write to you about it once messages go out again.")


def test_a_mentor_is_reminded_of_a_request_that_was_held_as_if_it_were_sent_when_it_is_let_go(
    held: Office,
) -> None:
    asks_meanwhile(held)
    passes(held, 9)
    assert not any("sent you a request" in each for each in letters_to(held, "UJONAS"))
    lets_go(held)
    letters_to(held, "UJONAS")

    passes(held, 7)
    reminders = [each for each in letters_to(held, "UJONAS") if "No need to answer right away: it stays open" in each]
    assert len(reminders) == 1
    passes(held, 6)
    reminders = [each for each in letters_to(held, "UJONAS") if "No need to answer right away: it stays open" in each]
    assert len(reminders) == len(("one after four working days", "and one after eight"))
    assert "I won't mention it again" in reminders[-1]


def test_a_request_that_was_read_before_the_hold_keeps_its_day(office: Office) -> None:
    offers(office, "UJONAS", "sql", timezone="Europe/London")
    moves_in(office, "UADA")
    moves_in(office, "UINES", is_lead=True)
    asks_meanwhile(office)
    letters_to(office, "UJONAS")
    ends = until(office)
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for(f"is open until {ends}")
    passes(office, 10)
    lets_go(office)
    assert until(office) == ends


@pytest.mark.parametrize(
    "which", [(Hold.EVERYTHING, ""), (Hold.KIND, "thanks"), (Hold.PAIR, "{pair}")], ids=["everything", "kind", "pair"]
)
def test_words_for_a_partner_are_promised_for_when_they_are_let_go(office: Office, which: tuple[Hold, str]) -> None:
    pair = pairs_up(office, met_days_ago=9)
    what, about = which
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, what, about.format(pair=pair), "UINES", office.now())
    ada = office.visitor("UADA")
    ada.types("/mentor thanks @jonas")
    ada.waits_for("What was useful")
    ada.fills({"thanks": "The hour on joins."}).submits()

    ada.waits_for(f"<@UJONAS> hears of it from me {HELD}.")


def test_a_date_set_under_a_hold_is_to_be_told_by_whoever_sets_it(office: Office) -> None:
    ada = holds(office, "UADA", button("Set a date", "book_session", pairs_up(office, met_days_ago=9)))
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())
    ada.clicks("Set a date")
    ada.waits_for("Which day?")
    on = (office.now() + 3 * DAY).date()
    ada.fills({"on": f"{on}", "at": "11:00"}).submits()

    ada.waits_for(f"hears of it from me {HELD}. That may be too late, so please tell them yourself.")


def holds_everything(office: Office) -> None:
    moves_in(office, "UINES", is_lead=True)
    with office.database.begin(office.workspace) as db:
        brakes.pull(db, Hold.EVERYTHING, "", "UINES", office.now())


def test_a_wish_for_another_rhythm_that_was_held_waits_its_whole_week_from_when_it_is_let_go(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    holds_everything(office)
    ada = office.visitor("UADA")
    ada.types("/mentor rhythm")
    ada.waits_for("How often would suit you?")
    ada.fills({"rhythm": "monthly"}).submits()
    ada.waits_for(f"Until they agree, you and <@UJONAS> meet every two weeks. <@UJONAS> hears of it from me {HELD}.")
    ada.closes()
    jonas = office.visitor("UJONAS")
    jonas.opens_home()
    jonas.waits_for("Unless you have answered within 7 days from when messages go out again, I remind as if you met")
    passes(office, 9)
    assert looks(office, pair, lambda two: two.wished_at)

    lets_go(office)
    jonas.opens_home()
    jonas.waits_for("Unless you have answered by")

    by = looks(office, pair, lambda two: two.wish_lapses_at)
    assert by
    assert by > office.now() + 6 * DAY
    assert any(f"Unless you have answered by {moment(by)}" in each for each in letters_to(office, "UJONAS"))
    passes(office, 8)
    assert any("haven't agreed on another rhythm yet" in each for each in letters_to(office, "UADA"))


def test_two_who_could_not_read_that_they_are_proposed_to_each_other_are_told_no_day_meanwhile(office: Office) -> None:
    offers(office, "UJONAS", "sql")
    moves_in(office, "UADA")
    holds_everything(office)
    with office.database.begin(office.workspace) as db:
        two = people.these(db, ["UJONAS", "UADA"])
        pairings.propose(db, two["UJONAS"], two["UADA"], "SQL", "UINES", office.now())
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("If both of you say yes within 10 working days from when messages go out again, you are a pair.")

    lets_go(office)

    ada.opens_home()
    ada.waits_for("If both of you say yes by")


def test_nobody_is_taken_to_be_done_who_was_not_asked_how_to_go_on(office: Office) -> None:
    number = pairs_up(office, met_days_ago=9)
    holds_everything(office)
    with office.database.begin(office.workspace) as db:
        pair = pairs.theirs(db, number, "UADA")
        closings.wind_down(pair, office.now())
        farewells.ask(db, pair, office.now())
    passes(office, 20)
    assert looks(office, number, lambda two: two.lifecycle) is Lifecycle.WINDING_DOWN

    lets_go(office)

    by = looks(office, number, lambda two: two.closes_at)
    assert by
    assert by > office.now() + 12 * DAY
    for reader in ("UADA", "UJONAS"):
        asked = [each for each in letters_to(office, reader) if "How would you like to go on" in each]
        assert [f"Without an answer by {day(by.date())} I take it as done" in each for each in asked] == [True]
    passes(office, 15)
    assert looks(office, number, lambda two: two.lifecycle) is Lifecycle.ENDED_COMPLETED


def test_two_who_could_not_read_of_their_chat_have_a_month_for_it_from_when_it_is_let_go(office: Office) -> None:
    offers(office, "UJONAS", "sql", manager="UPRIYA")
    moves_in(office, "UADA", manager="UFREYA")
    asks_meanwhile(office)
    letters_to(office, "UJONAS")
    holds_everything(office)
    jonas = office.visitor("UJONAS")
    jonas.clicks("Offer one 20-minute chat")
    jonas.waits_for("You offered <@UADA> one 20-minute chat.")
    office.says_all()
    for _ in range(3):
        office.passes(11 * DAY)
    assert chat_of(office).state is ChatState.REQUESTED

    lets_go(office)

    until = chat_of(office).lapses_at
    assert until
    assert until > office.now() + 29 * DAY
    office.passes(DAY)
    assert f"Without a time by {moment(until)} I let it go." in str(arrived(office, "UADA"))
    for _ in range(3):
        office.passes(11 * DAY)
    assert chat_of(office).state is ChatState.CLOSED


def chat_of(office: Office) -> Chat:
    with office.database.look(office.workspace) as db:
        chat = chats.one(db, 1)
        assert chat
        return chat
