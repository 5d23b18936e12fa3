"""What one of a pair suggests waits on the other's Home and in `/mentor`, until there is an answer."""

from datetime import timedelta

from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import RHYTHMS
from tests.handlers.conftest import Office
from tests.handlers.pairing import letters_to, looks, pairs_up
from tests.handlers.test_agree import says
from tests.handlers.test_home_hub import changes, home
from tests.handlers.test_rhythm import wishes


def agreement_suggested(office: Office) -> int:
    """Let Jonas suggest what he and Ada agree on."""
    pair = pairs_up(office)
    jonas = office.visitor("UJONAS")
    for who in ("UADA", "UJONAS"):
        visitor = office.visitor(who)
        visitor.types("/mentor agree")
        if who == "UADA":
            says(visitor, purpose="To give a talk.", rhythm="Every week")
            visitor.waits_for("Kept.")
        else:
            says(visitor, rhythm="Every four weeks")
            visitor.waits_for("You: Every four weeks")
    jonas.clicks("Suggest what holds")
    says(jonas, rhythm="Every three weeks")
    jonas.waits_for("You have said yes to this.")
    jonas.closes(everything=True)
    return pair


def test_a_suggested_agreement_waits_on_home_for_whoever_has_to_say_yes(office: Office) -> None:
    agreement_suggested(office)
    waits = "an agreement waits for your yes"

    ada, jonas = home(office), home(office, "UJONAS")

    assert ada.waits_for(f"<@UJONAS> and you: {waits}")
    assert not jonas.sees(waits)
    ada.clicks("Read and answer")
    ada.waits_for("Does this hold for you?")
    ada.clicks("Confirm")
    ada.waits_for("agree on this:")
    ada.closes(everything=True)
    ada.waits_for(lambda: waits not in str(ada.home()))


def test_mentor_alone_says_that_an_agreement_waits(office: Office) -> None:
    agreement_suggested(office)

    ada = office.visitor("UADA")
    ada.types("/mentor")

    assert ada.waits_for("an agreement waits for your yes")


def test_a_wished_rhythm_waits_on_home_and_is_answered_there(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "monthly", "Asked for: every four weeks.")
    told = "would like to meet every four weeks instead of every two weeks"
    asked = letters_to(office, "UADA")[-1]
    ada, jonas = home(office), home(office, "UJONAS")
    assert ada.waits_for(f"<@UJONAS> {told}")
    assert told not in str(jonas.home())

    ada.clicks("That suits me")

    ada.waits_for(lambda: told not in str(ada.home()))
    assert told in asked
    assert looks(office, pair, lambda two: two.rhythm) == RHYTHMS["monthly"]
    assert "would like to meet" not in str(letters_to(office, "UADA"))


def test_the_question_for_another_rhythm_says_that_nothing_hurries_and_what_happens_on_which_day(
    office: Office,
) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "monthly", "Asked for: every four weeks.")

    asked = letters_to(office, "UADA")[-1]

    lapses = looks(office, pair, lambda two: two.wish_lapses_at)
    assert lapses
    assert "No need to answer right away: it stays open. Unless you have answered by" in asked
    assert f"<!date^{int(lapses.timestamp())}^" in asked
    assert "I remind as if you met every four weeks." in asked


def test_after_that_day_the_question_still_waits_and_names_no_day_that_has_passed(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "monthly", "Asked for: every four weeks.")
    changes(office, pair, wished_at=None)

    ada = home(office)

    assert ada.waits_for("No need to answer right away: it stays open.")
    assert "Unless you have answered by" not in str(ada.home())


def test_what_waits_in_a_pair_that_is_paused_is_no_nothing(office: Office) -> None:
    pair = pairs_up(office)
    wishes(office, "UJONAS", "monthly", "Asked for: every four weeks.")
    changes(office, pair, lifecycle=Lifecycle.PAUSED, paused_until=office.now() + timedelta(days=30))

    ada = home(office)

    assert ada.waits_for("Something between you two waits for your answer under Requests.")
