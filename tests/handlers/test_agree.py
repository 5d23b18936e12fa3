"""What two people agree on: each says it alone, both see where they differ, and two yeses make it hold."""

from collections.abc import Mapping
from datetime import timedelta

from bot.blocks import button
from bot.mentoring.agreements import Agreement
from bot.mentoring.answers import Topic
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.pairs import RHYTHMS
from bot.playground.client import Visitor
from bot.store import agreements, answers, pairs
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, looks, pairs_up

SAID: Mapping[str, object] = {
    "length": "30 minutes",
    "between": "Messages, answered within a week, no rush",
    "confidence": "It stays between us unless one says otherwise",
    "term": "In six months; no end date",
}


def says(visitor: Visitor, **otherwise: object) -> Visitor:
    """Say how one would like to work, in the window in front."""
    visitor.waits_for(lambda: visitor.modal() is not None)
    visitor.fills({**SAID, **otherwise}).submits()
    return visitor


def versions(office: Office, pair: int) -> list[Agreement]:
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        return list(agreements.of(db, two))


def test_two_who_differ_see_only_where_and_settle_it_with_two_yeses(office: Office) -> None:
    pair = pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.types("/mentor agree")
    says(ada, purpose="To give a talk.", rhythm="Every week")
    ada.waits_for("Kept. <@UJONAS> doesn't see it")
    invitation = letters_to(office, "UJONAS")[-1]
    assert "<@UADA> has said how they would like to work with you." in invitation
    assert "Every week" not in invitation

    jonas.clicks("Say mine")
    jonas.waits_for(lambda: jonas.modal() is not None)
    assert not jonas.sees("To give a talk.")
    says(jonas, rhythm="Every four weeks")
    jonas.waits_for("You: Every four weeks")
    assert jonas.sees("<@UADA>: Every week")
    assert not jonas.sees("30 minutes")
    told = letters_to(office, "UADA")[-1]
    assert "Here you differ" in told
    assert "You: Every week\n<@UJONAS>: Every four weeks" in told

    ada.closes()
    ada.clicks("Suggest what holds")
    says(ada, rhythm="Every three weeks")
    ada.waits_for("You have said yes to this. It holds once <@UJONAS> does, too.")
    asked = letters_to(office, "UJONAS")[-1]
    assert "<@UADA> suggests this. Does this hold for you?" in asked
    assert "Every three weeks" in asked

    jonas.closes()
    jonas.clicks("Confirm")
    jonas.waits_for("You and <@UADA> agree on this:")
    office.deliver()
    assert jonas.sees("You and <@UADA> agree on this:")
    assert looks(office, pair, lambda two: two.rhythm) == RHYTHMS["three-weekly"]
    assert "<@UJONAS> has said yes, too: you two have an agreement." in letters_to(office, "UADA")[-1]
    (held,) = versions(office, pair)
    assert held.held_since is not None


def test_two_who_say_the_same_are_asked_for_their_yes_at_once(office: Office) -> None:
    pair = pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    ada.types("/mentor agree")
    says(ada, purpose="To give a talk.", term="Halfway; it ends after three months")
    ada.waits_for("Kept.")
    jonas.types("/mentor agree")
    says(jonas, term="Halfway; it ends after three months")

    jonas.waits_for("You and <@UADA> want the same. Does this hold for you?")
    jonas.clicks("Confirm")
    jonas.waits_for("You have said yes to this.")
    assert "want the same" in letters_to(office, "UADA")[-1]
    ada.closes()
    ada.clicks("Confirm")

    ada.waits_for("You and <@UJONAS> agree on this:")
    ends_at = looks(office, pair, lambda two: two.term_ends_at)
    assert ends_at
    assert 90 <= (ends_at - office.now()).days <= 91


def test_a_change_is_another_version_and_the_old_one_holds_until_both_agree(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        agreements.propose(db, two, {"rhythm": "biweekly", "mode": "video"}, office.now(), by="UADA").confirm(
            "UJONAS", office.now()
        )
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.types("/mentor agree")
    ada.waits_for("You and <@UJONAS> agree on this:")
    ada.clicks("Suggest a change")
    ada.waits_for("This goes to ")
    says(ada, purpose="To give a talk.", rhythm="Every four weeks", mode="In person")
    ada.waits_for("You have said yes to this.")
    assert looks(office, pair, lambda two: two.rhythm) == RHYTHMS["biweekly"]
    assert "Every four weeks" in letters_to(office, "UJONAS")[-1]

    jonas.clicks("Suggest a change")
    says(jonas, rhythm="Every three weeks")
    jonas.waits_for("You have said yes to this.")
    second = versions(office, pair)[1]
    late = holds(office, "UADA", button("An old yes", "confirm_agreement", second.id))
    late.clicks("An old yes")
    late.waits_for("That agreement was changed in the meantime, so nothing was confirmed.")
    newest = versions(office, pair)[-1]
    again = holds(office, "UADA", button("A yes", "confirm_agreement", newest.id))
    again.clicks("A yes")
    hears(again, "You and <@UJONAS> agree on this:")

    assert [(each.version, each.is_open) for each in versions(office, pair)] == [(1, False), (2, True), (3, False)]
    assert versions(office, pair)[-1].terms["purpose"] == "To give a talk."
    assert looks(office, pair, lambda two: two.rhythm) == RHYTHMS["three-weekly"]


def test_suggesting_what_is_on_the_table_is_a_yes_and_two_yeses_are_one(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        terms = {"purpose": "sql", "rhythm": "weekly", "length": "30", "between": "week", "confidence": "stays"}
        made = agreements.propose(db, two, terms | {"term": "review_6"}, office.now(), by="UADA")
    jonas = holds(
        office, "UJONAS", button("Yes", "confirm_agreement", made.id), button("Form", "change_agreement", pair)
    )

    jonas.clicks("Form")
    jonas.waits_for("This goes to ")
    jonas.submits()
    jonas.waits_for("You and <@UADA> agree on this:")
    jonas.closes()
    jonas.clicks("Yes")
    jonas.waits_for(lambda: any("agree on this" in each["text"] for each in jonas.dm()))

    assert len(versions(office, pair)) == 1
    assert sum("you two have an agreement" in each for each in letters_to(office, "UADA")) == 1


def test_more_can_be_said_and_what_is_private_is_shown_only_when_both_choose_to(office: Office) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for who, visitor, own in (("UADA", ada, "My pay"), ("UJONAS", jonas, "My health")):
        visitor.types("/mentor agree")
        says(visitor, **({"purpose": "Talks", "rhythm": "Every week"} if who == "UADA" else {}))
        visitor.waits_for("Say more")
        visitor.clicks("Say more")
        visitor.waits_for("What would you rather not talk about?")
        more = {"here_for": ["A sounding board", "Introductions"], "limits": own}
        visitor.fills(more | ({"shows": ["Show mine, once we both choose to"]} if who == "UADA" else {})).submits()
        visitor.waits_for("Kept." if who == "UADA" else "Here you differ")
        assert not jonas.sees("My pay")
        visitor.closes()

    assert "My pay" not in "".join(letters_to(office, "UJONAS"))
    jonas.types("/mentor agree")
    jonas.waits_for("Here you differ")
    jonas.clicks("Say more")
    jonas.waits_for("What would you rather not talk about?")
    jonas.fills({"shows": ["Show mine, once we both choose to"]}).submits()
    jonas.waits_for("shown because you both chose to\nYou: My health\n<@UADA>: My pay")
    assert "You: My pay\n<@UJONAS>: My health" in letters_to(office, "UADA")[-1]


def test_an_empty_purpose_is_asked_for_again_and_a_huge_one_is_cut(office: Office) -> None:
    pair = pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor agree")
    ada.waits_for(lambda: ada.modal() is not None)
    answer = ada.fills({**SAID, "purpose": "   "}).submits()
    assert "Please answer this one" in str(answer)
    ada.fills({"purpose": "x" * 300}).submits()
    ada.waits_for("Kept.")

    with office.database.look(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        assert agreements.drafts_of(db, two)["UADA"]["purpose"] == "x" * 300


def test_informal_is_a_fine_answer(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Keep it informal", "no_agreement", pair))

    ada.clicks("Keep it informal")
    ada.waits_for("Fine, you two keep it informal.")

    with office.database.look(office.workspace) as db:
        assert [each.value for each in answers.of(db, pairs.theirs(db, pair, "UADA"), Topic.INFORMAL)] == ["yes"]
    assert not any("informal" in each for each in letters_to(office, "UJONAS"))


def test_several_pairs_are_told_apart_and_nobody_else_gets_in(office: Office) -> None:
    pair = pairs_up(office)
    pairs_up(office, "UJONAS", "UNOOR")
    with office.database.begin(office.workspace) as db:
        made = agreements.propose(db, pairs.theirs(db, pair, "UADA"), {}, office.now(), by="UADA")
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor agree")
    jonas.waits_for("With whom would you like to agree?")

    moves_in(office, "UFREYA")
    freya = holds(
        office,
        "UFREYA",
        button("Open", "open_agreement", pair),
        button("Fill", "fill_agreement", pair),
        button("No", "no_agreement", pair),
        button("Yes", "confirm_agreement", made.id),
    )
    for times, label in enumerate(("Open", "Fill", "No"), start=1):
        freya.clicks(label)
        hears(freya, NOT_YOURS, times)
    freya.clicks("Yes")
    freya.waits_for("so nothing was confirmed")


def test_a_pair_that_is_wrapping_up_changes_nothing(office: Office) -> None:
    pair = pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor agree")
    ada.waits_for(lambda: ada.modal() is not None)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        two.lifecycle, two.closes_at = Lifecycle.WINDING_DOWN, office.now() + timedelta(days=30)
    answer = ada.fills({**SAID, "purpose": "Talks"}).submits()

    assert "You two are wrapping up, so nothing changed." in str(answer)
