"""What is typed after a command that opens a window is filled in there, and what isn't understood is said there."""

from typing import Any

from bot.playground.client import Visitor
from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import looks, pairs_up

LOST = "I didn't understand “{}”; choose here."


def opened(visitor: Visitor, typed: str) -> dict[str, Any]:
    """Type a command, and read what is filled in and what the window says about the rest."""
    if visitor.modal():
        visitor.closes(everything=True)
    visitor.types(f"/mentor {typed}")
    view: Any = visitor.waits_for(visitor.modal)
    said = (str(block.get("text", {}).get("text", "")) for block in view["blocks"])
    shown: dict[str, Any] = {"said": " ".join(filter(None, said))}
    for block in view["blocks"]:
        element = block.get("element", {})
        given = next((value for name, value in element.items() if name.startswith("initial_")), None)
        shown[block.get("block_id", "")] = given["value"] if isinstance(given, dict) else given
    return shown


def test_a_day_a_name_and_what_is_not_understood(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UINES")
    moves_in(office, "UINES", name="Inês Duarte")
    ada = office.visitor("UADA")

    log = opened(ada, "log yesterday with Jonas, 60 minutes")
    assert (log["on"], log["minutes"], log["said"]) == ("2026-03-02", "60", "")
    assert LOST.format("2026-13-45") in opened(ada, "log @jonas 2026-13-45")["said"]
    assert LOST.format("zebra &lt;!here&gt;") in opened(ada, "log zebra <!here>")["said"]

    pause = opened(ada, "pause jonas for 3 weeks")
    assert (pause["until"], pause["said"]) == ("2026-03-24", "")
    assert LOST.format("never") in opened(ada, "pause @jonas never")["said"]
    assert opened(ada, "rhythm weber once a month")["rhythm"] == "monthly"
    assert LOST.format("sometimes") in opened(ada, "rhythm weber sometimes")["said"]
    wrap_up = opened(ada, "wrapup jonas 30 April")
    assert (wrap_up["last_day"], wrap_up["when"]) == ("2026-04-30", "planned")
    assert opened(ada, "wrapup jonas leave it open")["when"] == "open"
    times = opened(ada, "times @jonas friday 14:30")
    assert (times["on1"], times["at1"]) == ("2026-03-06", "14:30")
    assert opened(ada, "met @priya")["who"] == "@priya"
    assert opened(ada, "agenda @jonas what @priya showed me")["question"] == "what @priya showed me"
    assert LOST.format("@priya") in opened(ada, "log @jonas and @priya")["said"]
    assert opened(ada, "offer SQL, asking @jonas, https://acme.com/sql")["topics"] == (
        "SQL, asking @jonas, https://acme.com/sql"
    )
    assert opened(ada, "pause @jonas, 10 March 14:00")["until"] == "2026-03-10"
    assert opened(ada, "thanks jonas for the joins")["thanks"] == "for the joins"
    assert opened(ada, "agenda jonas how do indexes work?")["question"] == "how do indexes work?"
    assert opened(ada, "thanks jonas weber you and Jonas")["thanks"] == "you and Jonas"
    assert LOST.format("tomorrow") in opened(ada, "end jonas tomorrow")["said"]
    ada.closes()
    ada.types("/mentor thanks for the joins")
    ada.waits_for("Whom would you like to thank?")
    assert ada.sees("I haven't kept your words yet: there is room for them in the window.")


def test_several_times_are_read_and_each_that_cannot_be_is_refused_for_its_own_reason(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")

    two = opened(ada, "times jonas 10 March 14:00, 11 March 3pm")
    assert [two[name] for name in ("on1", "at1", "on2", "at2", "on3", "at3")] == [
        "2026-03-10", "14:00", "2026-03-11", "15:00", None, None,
    ]  # fmt: skip
    assert two["said"] == ""
    many = opened(
        ada, "times yesterday 9:00; fri 10:00, fri 10:00; 11 March 2028 10:00, 9 March 9am, 10am or 11am zebra"
    )
    assert [many[f"on{place}"] + many[f"at{place}"] for place in (1, 2, 3)] == [
        "2026-03-0610:00", "2026-03-0909:00", "2026-03-0910:00",
    ]  # fmt: skip
    for reason in (
        "I read Monday 2 March 2026 at 09:00. That day has passed.",
        "You named Friday 6 March 2026 at 10:00 twice.",
        "I read Saturday 11 March 2028 at 10:00. That is more than a year ahead.",
        "I left out Monday 9 March 2026 at 11:00: there is room for 3 times.",
        LOST.format("zebra"),
    ):
        assert reason in many["said"]
    pairs_up(office, "UINES")
    ada.closes(everything=True)
    ada.types("/mentor times fri 10am, mon 14:00, 16:00")
    ada.waits_for("With whom?")
    ada.clicks("Jonas Weber")
    chosen = str(ada.waits_for(ada.modal))
    for value in ("2026-03-06", "10:00", "2026-03-09", "14:00", "16:00"):
        assert f"'{value}'" in chosen


def test_a_day_that_cannot_be_is_read_and_refused_at_once_for_its_reason(office: Office) -> None:
    pair = pairs_up(office)
    ada = office.visitor("UADA")

    log = opened(ada, "log 2020-01-01")
    assert log["said"].startswith("I read Wednesday 1 January 2020. You two became a pair on Saturday 28 February 2026")
    assert log["on"] == "2026-03-03"
    pause = opened(ada, "pause yesterday")
    assert "I read Monday 2 March 2026. Please pick the day on which you want to go on" in pause["said"]
    assert pause["until"] is None
    assert "A pause can last up to 26 weeks." in opened(ada, "pause jonas until 1 May 2027")["said"]
    wrap_up = opened(ada, "wrapup 1999-12-31")
    assert "I read Friday 31 December 1999. Please pick a last day that is still to come." in wrap_up["said"]
    assert wrap_up["when"] == "planned", "two who haven't met yet have nothing to wrap up now"
    assert "more than two years ahead" in opened(ada, "wrapup 2031-01-01")["said"]
    times = opened(ada, "times yesterday 14:30")
    assert (times["on1"], times["at1"]) == (None, "14:30")
    assert "That day has passed." in times["said"]
    assert "more than a year ahead" in opened(ada, "times 2028-01-01")["said"]
    quiet = opened(ada, "quiet until 2040-01-01")
    assert (quiet["until"], quiet["silence"]) == (None, "write")
    assert "I read Sunday 1 January 2040. Please choose a day after today" in quiet["said"]
    ada.closes(everything=True)

    ada.types("/mentor log tomorrow, please")
    ada.waits_for("Wednesday 4 March 2026 hasn't come yet, so there is no session to log on it, and nothing was noted.")
    ada.clicks("Propose times")
    assert "'initial_date': '2026-03-04'" in str(ada.waits_for(ada.modal))
    assert looks(office, pair, lambda two: two.held) == 0


def test_two_who_have_met_are_offered_to_wrap_up_now_also_after_a_day_that_cannot_be(office: Office) -> None:
    pairs_up(office, met_days_ago=3)

    assert opened(office.visitor("UADA"), "wrapup 1999-12-31")["when"] == "now"


def test_with_several_pairs_a_day_that_cannot_be_is_said_while_one_is_chosen(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UINES")
    ada = office.visitor("UADA")
    ada.types("/mentor pause yesterday")
    ada.waits_for("Which pair would you like to pause?")
    assert ada.sees("I read Monday 2 March 2026. Please pick the day on which you want to go on")
    ada.clicks("Jonas Weber")
    assert "initial_date" not in str(ada.waits_for(ada.modal))
    ada.closes()
    assert "The earliest day I can note is Sunday 2 March 2025." in opened(ada, "log 2020-01-01")["said"]
    ada.closes()

    ada.types("/mentor log tomorrow")
    ada.waits_for("To whom would you like to propose that day?")
    ada.clicks("Jonas Weber")

    assert "'initial_date': '2026-03-04'" in str(ada.waits_for(ada.modal))


def test_with_several_pairs_the_day_stays_while_one_is_chosen(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UINES")
    ada = office.visitor("UADA")
    ada.types("/mentor rhythm weekly")
    ada.waits_for("Whose rhythm would you like to change?")
    ada.clicks("Jonas Weber")
    ada.waits_for("How often would suit you?")
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': 'Every week'" in str(ada.modal())
    ada.closes()
    ada.types("/mentor pause 2026-04-01 whatever")
    ada.waits_for("Which pair would you like to pause?")
    assert ada.sees(LOST.format("whatever"))

    ada.clicks("Jonas Weber")
    ada.waits_for("On which day do you want to go on?")
    ada.submits()

    assert ada.waits_for("You and <@UJONAS> pause until Wed 1 April.")
    ada.closes()
    ada.types("/mentor rhythm weekly")
    ada.waits_for("Whose rhythm would you like to change?")
    ada.clicks("Jonas Weber")
    assert ada.waits_for("This pair is paused right now")


def test_settings_and_what_leads_do(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UINES", is_lead=True)
    ada, ines = office.visitor("UADA"), office.visitor("UINES")

    hours = opened(ada, "hours Lisbon 8:00 to 4 pm")
    assert (hours["zone"], hours["opens"], hours["closes"]) == ("Lisbon", "08:00", "16:00")
    assert opened(ada, "hours Canada, Ontario")["holidays"] == "Canada, Ontario"
    assert LOST.format("Atlantis") in opened(ada, "hours Atlantis")["said"]
    quiet = opened(ada, "quiet until 20 March")
    assert (quiet["until"], quiet["silence"]) == ("2026-03-20", "until")
    assert LOST.format("Zzz") in opened(ada, "quiet Zzz")["said"]
    close = opened(ines, "close <@UADA> <@UJONAS>")
    assert (close["one"], close["other"], close["reason"]) == ("UADA", "UJONAS", None)
    assert LOST.format("soon") in opened(ines, "close soon")["said"]
    hold = opened(ines, "hold <@UADA> <@UJONAS>")
    assert (hold["one"], hold["other"], hold["what"]) == ("UADA", "UJONAS", "pair")
    assert opened(ines, "hold everything")["what"] == "everything"
    assert LOST.format("sun") in opened(ines, "hold the sun")["said"]


def test_words_of_a_concern_are_kept_in_the_window_and_nowhere_else(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UNOOR")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].is_contact = True
    ada = office.visitor("UADA")

    about = opened(ada, "concern jonas he shouts")
    assert about["words"] == "he shouts"
    assert "Your pair with <@UJONAS> is paused at once." in about["said"]
    other = opened(ada, "concern <@UFREYA> she shouts")
    assert (other["about"], other["words"]) == ("UFREYA", "she shouts")
    ada.closes(everything=True)
    ada.types("/mentor concern it is loud")
    assert ada.waits_for("I haven't kept your words yet")


def test_somebody_mentioned_alone(office: Office) -> None:
    pairs_up(office)
    moves_in(office, "UNOOR")
    moves_in(office, "UINES", topics=("sql",), capacity=1)
    ada = office.visitor("UADA")
    for whom, told in (
        ("UADA", "That's you."),
        ("UJONAS", "You and <@UJONAS> are a pair."),
        ("UINES", "<@UINES> mentors in sql."),
        ("UNOOR", "<@UNOOR> hasn't offered to mentor here."),
    ):
        ada.types(f"/mentor <@{whom}>")
        assert ada.waits_for(told)
    moves_in(office, "UINES", topics=("sql",), capacity=1, offering_paused_until=office.now().replace(year=2027))
    ada.types("/mentor <@UINES>")
    assert ada.waits_for("<@UINES> takes no requests right now.")
