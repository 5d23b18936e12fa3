"""After the end: what one says to the other then is sent once, or given back, and what is asked is not thrown away."""

from datetime import timedelta

import pytest

from bot import letterbox, safety
from bot.blocks import actions, button, message
from bot.mentoring import closings
from bot.mentoring.concerns import Concern
from bot.store import pairs, people
from handlers import pause
from handlers.agree import settling
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, letters_to, pairs_up


def test_a_second_line_and_a_second_thanks_are_not_said_to_be_sent(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        closings.wind_down(two := pairs.theirs(db, pair, "UADA"), office.now())
        closings.complete(two, office.now())
    ada = holds(office, "UADA", button("Look", "look_back", pair), button("Thank", "refer", pair))
    for line, told in (("the first line", "hears of it from me"), ("the second line", "so this one wasn't sent")):
        ada.clicks("Look")
        ada.waits_for("Was it worth your time?")
        ada.fills({"line": line}).submits()
        ada.waits_for(told)
        ada.closes()
    for note, told in (("Thank you once.", "Thank you."), ("Thank you twice.", "they go out once")):
        ada.clicks("Thank")
        ada.waits_for("Thank and ask on")
        answer = ada.fills({"note": note}).submits()
        assert told in str(answer) or ada.sees(told)
        ada.closes()

    said = letters_to(office, "UJONAS")
    assert any("the first line" in each for each in said)
    assert any("Thank you once." in each for each in said)
    assert not any("second" in each or "twice" in each for each in said)


def test_words_for_somebody_who_left_mentoring_are_given_back_and_not_said_to_be_sent(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        closings.wind_down(two, office.now())
        closings.complete(two, office.now())
        two.mentor.leave()
    ada = holds(office, "UADA", button("Look", "look_back", pair), button("Thank", "refer", pair))
    for press, field in (("Look", "line"), ("Thank", "note")):
        ada.clicks(press)
        ada.waits_for(ada.modal)
        ada.fills({field: "It was good <!channel>"}).submits()
        told = str(ada.waits_for("sent"))
        assert "wasn't sent" in told or ada.sees("wasn't sent")
        assert ada.sees("It was good")
        ada.closes()


def test_a_mentor_who_wants_another_match_is_asked_nothing_that_is_thrown_away(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())
    jonas = holds(office, "UJONAS", button("Again", "rematch", pair))
    jonas.clicks("Again")
    jonas.waits_for("Never match me with")
    assert not jonas.sees("What should be different?")
    jonas.submits()
    jonas.waits_for("People who look for what you offer find you.")
    assert jonas.sees("Change what you offer")
    jonas.closes(everything=True)
    pairs_up(office)
    jonas.clicks("Again")
    jonas.waits_for("You two are a pair again, so nothing was changed.")


def test_leads_who_are_to_help_read_that_somebody_looks_and_not_what_should_be_different(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    moves_in(office, "UINES", is_lead=True)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())
    ada = holds(office, "UADA", button("Again", "rematch", pair))
    ada.clicks("Again")
    ada.waits_for("They read that you look for another match, and nothing else")
    ada.fills({"different": "distance", "help": ["help_me"]}).submits()
    ada.waits_for("I've asked the program leads to help you.")

    assert letters_to(office, "UINES")[-1] == "<@UADA> looks for another match and asks you to help."


def test_whoever_is_never_to_be_met_again_brings_no_words_and_learns_nothing_else(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())
        people.block(db, "UJONAS", ["UADA"])
    ada = holds(office, "UADA", button("Thank", "refer", pair))

    ada.clicks("Thank")

    ada.waits_for("I pass nothing more on in this pair, so nothing was sent.")


@pytest.mark.parametrize("is_held", [True, False])
def test_after_an_end_out_of_a_pause_or_a_hold_no_words_are_passed_on(office: Office, *, is_held: bool) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        if is_held:
            safety.hold(db, two, "hold", office.now(), known_to=("UJONAS",))
        else:
            pause.begin(db, two, two.mentor, (office.now() + timedelta(days=30)).date(), office.now())
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor end")
    jonas.waits_for("This ends your pair with")
    jonas.submits()
    jonas.waits_for("has ended.")
    letters_to(office, "UADA")
    ada = office.visitor("UADA")
    told = ada.waits_for("has ended your mentoring pair")
    assert "Find a mentor" in str(told)
    assert "Thank and ask on" not in str(ada.dm())

    stale = holds(office, "UADA", button("Thank", "refer", pair))
    stale.clicks("Thank")
    stale.waits_for("I pass nothing more on in this pair, so nothing was sent.")

    assert not any("sends you" in each for each in letters_to(office, "UJONAS"))


def test_after_a_concern_that_was_let_go_of_an_end_is_like_any_other(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        raised = Concern(workspace=office.workspace, by="UJONAS", contact=None, raised_at=office.now(), pair_id=pair)
        db.add(raised)
        db.flush()
        safety.hold(db, two, "hold", office.now(), known_to=("UJONAS",))
        safety.lift(db, raised, two, office.now())
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor end")
    jonas.waits_for("This ends your pair with")
    jonas.submits()
    jonas.waits_for("has ended.")
    letters_to(office, "UADA")

    ada = office.visitor("UADA")
    ada.clicks("Thank and ask on")
    ada.waits_for("To Jonas")
    half = ada.fills({"note": "Thank you for … What helped me most was your patience."}).submits()
    assert "Please put it in your own words first" in str(half)
    ada.fills({"note": "Thank you… for the hour."}).submits()
    ada.waits_for("Thank you.")

    assert any("Thank you… for the hour." in each for each in letters_to(office, "UJONAS"))


def ends(office: Office, who: str) -> None:
    """Let somebody end their only pair."""
    visitor = office.visitor(who)
    visitor.types("/mentor end")
    visitor.waits_for("This ends your pair")
    visitor.submits()
    visitor.waits_for("has ended")
    visitor.closes(everything=True)


def test_what_two_shared_when_they_looked_back_is_theirs_to_read_after_the_end(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    for who, more in (("UADA", "Practice with slides"), ("UJONAS", "Longer walks")):
        visitor = holds(office, who, button("Start", "open_audit", f"{pair}:1"))
        visitor.clicks("Start")
        visitor.waits_for("Three minutes, and nothing has to be answered.")
        visitor.fills({"more": more, "share": ["What should you two do more of?"]}).submits()
        visitor.waits_for("Handed in")
        visitor.closes()
    letters_to(office, "UADA")

    ends(office, "UADA")

    for reader, theirs in (("UADA", "Longer walks"), ("UJONAS", "Practice with slides")):
        (looked_back,) = [each for each in letters_to(office, reader) if "have both looked back" in each]
        assert f"What should you two do more of? {theirs}" in looked_back
        assert "This pair has ended." in looked_back
    assert not any("Set the next date" in labels(each) for each in office.visitor("UJONAS").dm())


def test_words_of_ones_own_outlive_the_pair_and_their_buttons_do_not(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    ada = holds(office, "UADA", button("Date", "book_session", pair), button("Knock", "no_reply", pair))
    ada.clicks("Date")
    ada.waits_for("Which day?")
    ada.fills({"on": f"{office.now() + timedelta(days=6):%Y-%m-%d}", "at": "11:00", "topic": "Your talk"}).submits()
    ada.waits_for("Set.")
    ada.closes()
    ada.clicks("Knock")
    ada.waits_for(ada.modal)
    ada.fills({"note": "Is the new team kind to you?"}).submits()
    ada.waits_for("hears of it from me")
    ada.closes()
    letters_to(office, "UJONAS")

    ends(office, "UADA")

    told = letters_to(office, "UJONAS")
    assert sum("Is the new team kind to you?" in each for each in told) == 1
    (topic,) = [each for each in told if "Your talk" in each]
    assert topic.startswith("This pair has ended.")
    assert "next session" not in topic, "no date is told of that isn't to come"
    assert not any({"Another time", "Calendar file"} & {*labels(each)} for each in office.visitor("UJONAS").dm())


def test_what_is_to_be_talked_about_stays_when_the_date_is_moved(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    ada = holds(office, "UADA", button("Date", "book_session", pair))
    for day, topic in ((6, "Your talk"), (7, "")):
        ada.clicks("Date")
        ada.waits_for("Which day?")
        ada.fills({"on": f"{office.now() + timedelta(days=day):%Y-%m-%d}", "at": "11:00", "topic": topic}).submits()
        ada.waits_for("Set.")
        ada.closes()
        letters_to(office, "UJONAS")

    (changed,) = [each for each in letters_to(office, "UJONAS") if "This date was changed to" in each]
    assert "To talk about:\n>Your talk" in changed


def test_what_two_agreed_on_can_be_read_after_the_end(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        settling.suggest(db, pairs.theirs(db, pair, "UADA"), "UADA", {"purpose": "Speak up in reviews"}, office.now())
    letters_to(office, "UJONAS")
    office.visitor("UJONAS").clicks("Confirm")
    office.visitor("UJONAS").waits_for("agree on this:")

    ends(office, "UADA")

    (agreed,) = [each for each in letters_to(office, "UJONAS") if "agree on this:" in each]
    assert "Speak up in reviews" in agreed
    assert "This pair has ended." in agreed


def test_nothing_can_be_answered_about_a_pair_whose_other_one_was_forgotten_and_their_words_are_gone(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=9)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        about = letterbox.About(pair=pair)
        for kind, words in (("introduction", "Ada wants to learn slides"), ("knock", "Ada asks how you are")):
            asked = message(words, actions(button("Set a date", "book_session", pair)))
            letterbox.drop(db, "UJONAS", kind, kind, asked, office.now(), about=about)
    letters_to(office, "UJONAS")
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        two.mentee.erase_at = office.now()
    office.says_all()

    told = letters_to(office, "UJONAS")

    assert any("has left mentoring for good, so your pair has ended" in each for each in told)
    assert not any("Ada wants" in each or "Ada asks" in each for each in told)
    assert not any("Set a date" in labels(each) for each in office.visitor("UJONAS").dm())
