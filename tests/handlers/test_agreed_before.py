"""Another version of an agreement: what would change beside what holds, and what held before."""

from datetime import timedelta

from bot.blocks import button
from bot.playground.client import Visitor
from bot.store import agreements, pairs
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, holds, letters_to, pairs_up
from tests.handlers.test_agree import says


def agreed_before(office: Office) -> int:
    """Let Ada and Jonas have agreed on something."""
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        terms = {"purpose": "Give a talk", "rhythm": "biweekly", "mode": "video", "length": "30"}
        agreements.propose(db, two, terms, office.now(), by="UADA").confirm("UJONAS", office.now())
    return pair


DIFFERS = (
    "*What would change*",
    "*How often do you meet?*\nSo far: Every two weeks\nThen: Every four weeks",
    "*What is normal between meetings?*\nSo far: not said\nThen: Messages, answered within a week, no rush",
    "*What would stay*",
    "*What is this for?* Give a talk",
)


def test_whoever_reads_another_version_sees_what_differs_and_what_holds_meanwhile(office: Office) -> None:
    agreed_before(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.types("/mentor agree")
    ada.waits_for("agree on this:")
    ada.clicks("Suggest a change")
    ada.waits_for("This goes to ")
    says(ada, rhythm="Every four weeks")

    ada.waits_for("You have said yes to this. It holds once <@UJONAS> does, too; until then what you agreed on holds.")
    asked = letters_to(office, "UJONAS")[-1]
    assert "<@UADA> suggests a change to what you agreed on, which holds until you both say yes to another." in asked
    for words in DIFFERS:
        assert words in asked
        assert ada.sees(words)
    assert asked.index("Every four weeks") < asked.index("*What would stay*") < asked.index("Give a talk")
    jonas.types("/mentor agree")
    jonas.waits_for("*What would change*")


def test_what_held_before_can_be_read_again_with_what_became_different(office: Office) -> None:
    pair = agreed_before(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        terms = {"purpose": "Give a talk", "rhythm": "monthly", "mode": "video"}
        agreements.propose(db, two, terms, office.now(), by="UADA")
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor agree")
    jonas.waits_for("*For how long?*\nSo far: 30 minutes\nThen: not said")
    jonas.clicks("Confirm")
    jonas.waits_for("agree on this:")
    jonas.clicks("Earlier versions")

    jonas.waits_for("*Until Tue 3 March*")
    assert jonas.sees("*For how long?* 30 minutes")
    stranger = holds(office, "UFREYA", button("Look", "earlier_agreements", pair))
    stranger.clicks("Look")
    stranger.waits_for(NOT_YOURS)


def test_a_version_that_says_the_same_is_shown_whole(office: Office) -> None:
    pair = agreed_before(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        agreements.propose(db, two, dict(agreements.of(db, two)[-1].terms), office.now(), by="UADA")
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor agree")

    jonas.waits_for("<@UADA> suggests this again, as you agreed on it before. Does it still hold for you?")
    assert jonas.sees("*What is this for?* Give a talk")
    assert not jonas.sees("What would change")


def suggests(office: Office, visitor: Visitor, other: Visitor, **changes: str) -> None:
    """Let one suggest a version and the other one confirm it in their message."""
    visitor.types("/mentor agree")
    visitor.waits_for("Suggest a change")
    visitor.clicks("Suggest a change")
    visitor.waits_for("This goes to ")
    says(visitor, **changes)
    visitor.waits_for("You have said yes to this.")
    visitor.closes()
    office.says_all()
    other.clicks("Confirm")
    other.waits_for("agree on this:")


def test_whoever_confirms_another_rhythm_reads_that_rhythm_and_only_the_newest_is_shown_as_what_holds(
    office: Office,
) -> None:
    agreed_before(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    suggests(office, ada, jonas, rhythm="Every four weeks")
    told = [each for each in letters_to(office, "UJONAS") if "agree on this:" in each]
    assert ["*How often do you meet?* Every four weeks" in each for each in told] == [True]

    office.passes(timedelta(days=1))
    suggests(office, ada, jonas, rhythm="Every three weeks")
    told = [each for each in letters_to(office, "UJONAS") if "agree on this:" in each]
    assert ["*How often do you meet?* Every three weeks" in each for each in told] == [True]
    assert sum("was changed or settled since" in each for each in letters_to(office, "UJONAS")) == 1
