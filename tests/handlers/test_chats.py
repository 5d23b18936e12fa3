"""One chat of twenty minutes: it finds a time, takes place, is thanked for, and more comes of it if both say so."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.chats import WITHOUT_A_TIME, Chat, ChatState
from bot.mentoring.people import Standing
from bot.playground.client import Visitor
from bot.store import chats, people
from scheduling import lapses
from tests.handlers.asking import asks_for, labels, live_pairs, moves_in, offers, told
from tests.handlers.conftest import Office
from tests.handlers.pairing import hears, holds


def agreed(office: Office, **facts: object) -> Chat:
    """Let Jonas offer Ada a chat."""
    moves_in(office, "UADA", manager="UFREYA")
    offers(office, "UJONAS", "sql", manager="UPRIYA", **facts)
    asks_for(office, "UADA", "UJONAS", **{"Two or three times": "Tue 10"})
    jonas = office.visitor("UJONAS")
    jonas.clicks("Offer one 20-minute chat")
    jonas.waits_for("You offered <@UADA> one 20-minute chat.")
    told(office, "UADA")
    return looks(office)


def looks(office: Office, number: int = 1) -> Chat:
    with office.database.look(office.workspace) as db:
        chat = chats.one(db, number)
        assert chat is not None
        return chat


def times(office: Office, who: str, on: str, at: str) -> Visitor:
    visitor = holds(office, who, button("A time", "chat_time", 1))
    visitor.clicks("A time")
    visitor.waits_for("At what time?")
    visitor.fills({"Which day?": on, "At what time?": at})
    return visitor


def test_a_chat_finds_a_time_is_asked_about_thanked_for_and_becomes_a_pair(office: Office) -> None:
    agreed(office)
    ada = times(office, "UADA", "2026-03-02", "10:00")
    assert "That day has passed." in str(ada.submits())
    assert "That moment has passed." in str(ada.fills({"Which day?": "2026-03-03", "At what time?": "08:00"}).submits())
    assert "more than a year ahead" in str(ada.fills({"Which day?": "2028-03-03"}).submits())
    ada.fills({"Which day?": "2026-03-04", "At what time?": "11:00"}).submits()
    ada.waits_for("for 20 minutes. <@UJONAS> hears of it from me")
    ada.closes(everything=True)
    assert "for your 20-minute chat. If that doesn't suit you, set another time." in told(office, "UJONAS")
    ada.opens_home()
    ada.waits_for("20-minute chat with <@UJONAS>:")
    office.passes(timedelta(days=2))
    assert "Did you talk to <@UJONAS>, as planned? I ask once." in told(office, "UADA")

    ada.clicks("We talked")
    ada.waits_for("Would you like to go on with <@UJONAS>")
    office.passes(timedelta(days=1))
    assert "What did you take from it" in told(office, "UADA")
    ada.clicks("Write thanks")
    ada.waits_for("To ")
    assert "Please write a sentence of your own." in str(ada.fills({"words": " "}).submits())
    ada.fills({"words": "The <!here> index tip saved my week"}).submits()
    ada.waits_for("gets it in your words.")
    ada.closes(everything=True)
    assert ">The &lt;!here&gt; index tip saved my week" in told(office, "UJONAS")

    ada.clicks("Yes, again")
    ada.waits_for("Noted. If <@UJONAS> says the same, I introduce you as a pair.")
    assert "again" not in told(office, "UJONAS").split("Would you like to go on")[0]
    assert live_pairs(office, "UADA") == []
    office.visitor("UJONAS").clicks("Yes, again")

    office.visitor("UJONAS").waits_for("You both would like to go on, so you are a pair now.")
    assert "You are a pair" in told(office, "UADA")
    (pair,) = live_pairs(office, "UADA")
    assert pair.mentor.slack_id == "UJONAS"
    assert looks(office).state is ChatState.CONVERTED


def test_nobody_has_talked_before_the_time_that_was_set(office: Office) -> None:
    agreed(office)
    ada = times(office, "UADA", "2026-03-04", "11:00")
    ada.submits()
    ada.waits_for("for 20 minutes. <@UJONAS> hears of it from me")
    ada.closes(everything=True)
    ada.opens_home()
    ada.waits_for("20-minute chat with <@UJONAS>:")
    assert "chat_met" not in str(ada.home())

    holds(office, "UADA", button("Too early", "chat_met", 1)).clicks("Too early")

    ada.waits_for("That chat is still to come, so nothing was noted.")
    assert looks(office).state is ChatState.SCHEDULED


def test_whoever_says_on_home_that_they_talked_is_asked_there_and_until_they_answer(office: Office) -> None:
    agreed(office)
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.clicks("We talked")
    ada.waits_for(
        "Good that you talked. Would you like to go on with <@UJONAS> as a pair, every two weeks to begin with?"
    )
    ada.closes(everything=True)
    ada.opens_home()
    ada.waits_for("would you like to go on as a pair?")
    ada.types("/mentor chats")
    ada.waits_for("Your 20-minute chats:")

    ada.clicks("Yes, again")

    ada.waits_for("Noted. If <@UJONAS> says the same")
    ada.opens_home()
    assert "would you like to go on as a pair?" not in str(ada.home())


def test_once_is_enough_and_nobody_learns_of_it(office: Office) -> None:
    agreed(office)
    ada = holds(office, "UADA", button("We did", "chat_met", 1))
    ada.clicks("We did")
    ada.waits_for("Would you like to go on with <@UJONAS>")
    ada.clicks("Once was good")
    ada.waits_for("Noted, and <@UJONAS> isn't told.")

    assert "Would you like to go on with <@UADA>" in told(office, "UJONAS")
    jonas = office.visitor("UJONAS")
    jonas.clicks("Yes, again")

    jonas.waits_for("Noted. If <@UADA> says the same")
    assert live_pairs(office, "UADA") == []
    jonas = holds(office, "UJONAS", button("Again", "chat_again", 1), button("Time", "chat_time", 1))
    jonas.clicks("Again")
    hears(jonas, "Noted. If <@UADA> says the same", 2)
    office.passes(timedelta(days=15))
    lapses.pass_(office.database, office.now())
    assert looks(office).state is ChatState.CLOSED
    jonas = holds(office, "UJONAS", button("Once more", "chat_again", 1), button("Time", "chat_time", 1))
    jonas.clicks("Once more")
    jonas.waits_for("This chat is over, so nothing changed.")
    jonas.clicks("Time")
    hears(jonas, "This chat is over, so nothing changed.", 2)


def test_whoever_talks_to_somebody_whose_account_is_closed_hears_that_the_chat_cannot_be(office: Office) -> None:
    agreed(office)
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UJONAS"])["UJONAS"].standing = Standing.GONE
    lapses.pass_(office.database, office.now())

    assert "has left the workspace, so your 20-minute chat can't take place." in told(office, "UADA")
    assert looks(office).state is ChatState.CLOSED


def test_whoever_has_talked_already_is_not_told_that_the_chat_cannot_be(office: Office) -> None:
    agreed(office)
    ada = holds(office, "UADA", button("We did", "chat_met", 1))
    ada.clicks("We did")
    ada.waits_for("Would you like to go on with <@UJONAS>")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UJONAS"])["UJONAS"].standing = Standing.GONE
    lapses.pass_(office.database, office.now())
    office.says_all()

    assert looks(office).state is ChatState.CLOSED
    assert "can't take place" not in str(ada.dm())


def test_who_came_to_share_a_line_after_a_chat_both_hear_why_no_pair_comes_of_it(office: Office) -> None:
    agreed(office)
    ada = holds(office, "UADA", button("We did", "chat_met", 1))
    ada.clicks("We did")
    ada.waits_for("Would you like to go on with <@UJONAS>")
    ada.clicks("Yes, again")
    ada.waits_for("Noted. If")
    told(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UADA"])["UADA"].manager = "UJONAS"

    office.visitor("UJONAS").clicks("Yes, again")

    office.visitor("UJONAS").waits_for("I write to both of you.")
    for who in ("UADA", "UJONAS"):
        assert "mentoring inside a reporting line isn't set up here" in told(office, who)
    assert live_pairs(office, "UADA") == []


def test_where_there_is_no_place_both_hear_it(office: Office) -> None:
    agreed(office)
    ada = holds(office, "UADA", button("We did", "chat_met", 1))
    ada.clicks("We did")
    ada.waits_for("Would you like to go on with <@UJONAS>")
    ada.clicks("Yes, again")
    ada.waits_for("Noted. If")
    told(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        mentor = people.known(db, "UJONAS")
        assert mentor is not None
        mentor.capacity = 0

    office.visitor("UJONAS").clicks("Yes, again")

    office.visitor("UJONAS").waits_for("I write to both of you.")
    assert "there is no place free for a pair right now" in told(office, "UADA")
    assert live_pairs(office, "UADA") == []


def test_a_chat_that_fell_through_may_find_another_time_or_is_let_go(office: Office) -> None:
    agreed(office)
    jonas = times(office, "UJONAS", "2026-03-04", "12:00")
    jonas.submits()
    jonas.waits_for("for 20 minutes.")
    jonas.closes(everything=True)
    ada = holds(office, "UADA", button("No", "chat_missed", 1))
    ada.clicks("No")
    ada.waits_for("That happens. If you'd still like to talk to <@UJONAS>")
    assert looks(office).state is ChatState.MISSED
    ada.types("/mentor chats")
    ada.waits_for("it didn't happen, and may find another time")

    office.passes(timedelta(days=15))

    assert looks(office).state is ChatState.CLOSED
    assert "Did you talk" not in told(office, "UADA")
    ada.types("/mentor chats")
    ada.waits_for("You have no 20-minute chat ahead.")


def test_a_chat_that_finds_no_time_is_let_go_on_the_day_its_introduction_names_and_has_no_buttons_left(
    office: Office,
) -> None:
    agreed(office)
    ada = office.visitor("UADA")
    rooms = [place["id"] for place in ada.state()["dms"]]
    assert "Without a time by <!date^" in str([ada.messages(room) for room in rooms])

    office.passes(WITHOUT_A_TIME + timedelta(days=1))
    office.says_all()

    said = str([ada.messages(room) for room in rooms])
    assert "No time was set for this chat, so I let it go." in said
    assert "Set the time" not in said


def test_a_chat_is_the_business_of_two(office: Office) -> None:
    agreed(office)
    ids = ("chat_time", "chat_met", "chat_missed", "chat_again", "chat_once", "chat_thanks")
    noor = holds(office, "UNOOR", *(button(each, each, 1) for each in ids))
    for number, each in enumerate(ids, start=1):
        noor.clicks(each)
        hears(noor, "That chat isn't yours.", number)
    jonas = holds(office, "UJONAS", button("Thank myself", "chat_thanks", 1), button("Leave", "no_thanks", 1))
    jonas.clicks("Thank myself")
    jonas.waits_for("These thanks are the mentee's to write")
    jonas.clicks("Leave")
    jonas.waits_for("You can always thank them yourself.")
    ada = holds(office, "UADA", button("Early thanks", "chat_thanks", 1), button("Early wish", "chat_again", 1))
    ada.clicks("Early thanks")
    ada.waits_for("You two haven't talked yet")
    ada.clicks("Early wish")
    hears(ada, "You two haven't talked yet", 2)


def test_chats_have_a_limit_of_their_own_and_need_no_place(office: Office) -> None:
    agreed(office, capacity=1, chat_room=1)
    offers(office, "UFULL", "sql", capacity=1, chat_room=0, name="full")
    moves_in(office, "UNOOR", wants=("sql",))
    noor = holds(office, "UNOOR", button("Try", "try_chat"), button("Chat", "ask_chat", "UJONAS"))
    noor.clicks("Chat")
    noor.waits_for("They aren't available for requests right now.")
    noor.clicks("Try")
    noor.waits_for("Nobody takes a chat right now.")
    offers(office, "UJONAS", "sql", manager="UPRIYA", chat_room=2)
    moves_in(office, "UNOOR", wants=("beekeeping",))
    offers(office, "UMEI", "python", capacity=1)
    noor.clicks("Try")
    shown = noor.waits_for("They teach other things, and may know whom to ask:")
    assert labels(shown) == ["Ask for 20 minutes"] * 2


def test_who_looks_for_a_chat_learns_beforehand_that_a_mentor_works_while_they_sleep(office: Office) -> None:
    moves_in(office, "UADA", manager="UFREYA", wants=("sql",), timezone="Europe/London")
    offers(office, "UJONAS", "sql", timezone="Pacific/Auckland")
    offers(office, "UMEI", "sql", timezone="Europe/Lisbon")
    ada = holds(office, "UADA", button("Try", "try_chat"))

    ada.clicks("Try")

    told = str(ada.waits_for("They know something of it")["blocks"])
    assert told.count("Good to know: ") == 1
    assert "No hour of working time in common" in told
