"""Thanks go out in the sender's own words, once, or not at all."""

from bot.blocks import button
from bot.store import people
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, books, holds, letters_to, pairs_up


def test_after_the_first_session_thanks_are_offered_and_reach_the_mentor_in_own_words(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("We met", "met", books(office, pair, 0)))
    ada.clicks("We met")
    ada.waits_for("It goes to <@UJONAS> in your words.")

    ada.clicks("Say thanks")
    ada.waits_for("What was useful")
    assert "They have read" not in str(ada.fills({"thanks": "Your *questions* <@UINES>"}).submits())
    ada.waits_for("On its way, in your words.")

    [told] = [text for text in letters_to(office, "UJONAS") if "thanks you" in text]
    assert told.startswith("<@UADA> thanks you, in their own words:")
    assert "<@UINES>" not in told


def test_whoever_stays_is_told_that_the_other_has_left_and_takes_no_messages(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    ada = office.visitor("UADA")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UJONAS"])["UJONAS"].leave()
    gone = "<@UJONAS> has left mentoring and gets no messages from me, so please tell them yourself."

    ada.types("/mentor pairs")
    ada.waits_for("Has left mentoring: takes no messages from me any more")
    assert ada.sees("<@UJONAS> has left mentoring and takes no messages from me any more")
    ada.types("/mentor thanks")
    ada.waits_for("What was useful")
    ada.fills({"thanks": "Your questions"}).submits()
    ada.waits_for(f"This wasn't sent. {gone}")
    assert not ada.sees("On its way")
    ada.closes()
    ada.types("/mentor log")
    ada.waits_for("When did you meet?")
    ada.fills({"takeaway": "Ask", "share": ["share"], "action": "Read it", "owner": "partner"}).submits()
    ada.waits_for(f"{gone} That goes for what you noted for them, too.")
    ada.closes()
    ada = holds(office, "UADA", button("We met", "met", session))
    ada.clicks("We met")
    ada.waits_for("It was noted before")
    assert not ada.sees("How does the fit feel")


def test_thanks_still_arrive_when_the_pair_ends_right_after(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor thanks")
    ada.waits_for("What was useful")
    ada.fills({"thanks": "Your questions"}).submits()
    ada.waits_for("On its way")
    ada.closes()

    ada.types("/mentor end")
    ada.waits_for("This ends your pair with")
    ada.submits()
    ada.waits_for("has ended.")

    assert any("thanks you, in their own words" in text for text in letters_to(office, "UJONAS"))


def test_nothing_is_sent_without_words_or_to_strangers(office: Office) -> None:
    pair = pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor thanks @jonas")
    ada.waits_for("What was useful")
    assert "nothing to send yet" in str(ada.fills({"thanks": "  "}).submits())
    ada.closes()
    pairs_up(office, "UINES")
    ada.types("/mentor thanks")
    ada.waits_for("Whom would you like to thank?")
    stranger = holds(office, "UNOOR", button("Say thanks", "say_thanks", pair))
    stranger.clicks("Say thanks")
    stranger.waits_for(NOT_YOURS)
