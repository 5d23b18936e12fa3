"""A concern: to somebody independent, in private, with the pair silent at once and its other one none the wiser."""

from bot.blocks import button
from bot.mentoring.lifecycles import Lifecycle
from bot.store import pairs, people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, everything_arrives, hears, holds, letters_to, looks, pairs_up

WORDS = "He asked me to <!channel> do his *errands*."


def stands(office: Office, pair: int) -> Lifecycle:
    return looks(office, pair, lambda two: two.lifecycle)


def has_contact(office: Office, *slack_ids: str) -> None:
    """Let somebody be named as a contact."""
    for slack_id in slack_ids:
        moves_in(office, slack_id)
    with office.database.begin(office.workspace) as db:
        for person in people.these(db, slack_ids).values():
            person.is_contact = True


def raises(office: Office, pair: int, **answers: object) -> None:
    ada = holds(office, "UADA", button("Concern", "raise_concern", pair))
    ada.clicks("Concern")
    ada.waits_for("I give no verdict")
    ada.fills({"words": WORDS} | answers).submits()
    ada.waits_for("is paused. They see a pause, and no reason.")
    ada.closes()


def test_it_reaches_the_contact_alone_and_the_other_one_sees_a_pause(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    has_contact(office, "UNOOR")
    raises(office, pair)

    assert stands(office, pair) is Lifecycle.HOLD
    told = letters_to(office, "UNOOR")[-1]
    assert "<@UADA> brings you a concern about their pair with <@UJONAS>" in told
    assert "<!channel>" not in told
    assert not any("concern" in each or "pauses" in each for each in letters_to(office, "UJONAS"))
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor pairs")
    jonas.waits_for("Paused")
    jonas.clicks("Take it up again")
    jonas.waits_for("A pause is ended by whoever asked for it")
    jonas.types("/mentor resume")
    jonas.waits_for(lambda: sum("is paused until" in each["text"] for each in jonas.dm()) > 1)
    assert not jonas.sees("None of your pairs is paused")
    stranger = holds(office, "UFREYA", button("Lift", "lift_hold", 1))
    stranger.clicks("Lift")
    stranger.waits_for("That was brought to somebody else")

    noor = office.visitor("UNOOR")
    noor.clicks("Let it go on", times=2)
    hears(noor, "The pair goes on.")
    once_more = holds(office, "UNOOR", button("Once more", "lift_hold", 1))
    once_more.clicks("Once more")
    hears(once_more, "The pair goes on.", times=2)
    assert stands(office, pair) is Lifecycle.ACTIVE
    assert "The pause of your pair with <@UJONAS> is over." in letters_to(office, "UADA")[-1]
    again = holds(office, "UNOOR", button("End", "end_held", 1))
    again.clicks("End")
    hears(again, "The pair has ended. Both are told so")
    assert "has ended. It isn't a mark against anyone." in letters_to(office, "UJONAS")[-1]


def test_whoever_raises_it_hears_when_it_is_read(office: Office) -> None:
    pairs_up(office)
    has_contact(office, "UNOOR")
    moves_in(office, "UNOOR", timezone="America/Los_Angeles")
    ada = office.visitor("UADA")
    for zone, when in (
        ("America/Los_Angeles", "when their working day begins (<!date^"),
        ("Europe/London", "right away"),
    ):
        moves_in(office, "UNOOR", timezone=zone)
        ada.types("/mentor concern <@UFREYA>")
        ada.waits_for("Whom is it about?")
        ada.submits()
        ada.waits_for(f"I bring your words to <@UNOOR> {when}")
        ada.closes()


def test_whoever_is_named_after_the_command_is_whom_it_is_about(office: Office) -> None:
    pairs_up(office)
    has_contact(office, "UNOOR")
    ada = office.visitor("UADA")
    for whom, told in (
        ("<@UJONAS>", "Your pair with <@UJONAS> is paused at once."),
        ("<@UFREYA>", "Whom is it about?"),
    ):
        ada.types(f"/mentor concern {whom}")
        ada.waits_for(told)
        assert not ada.sees("What is it about?")
        ada.closes()


def test_on_hold_either_may_still_end_it_and_two_concerns_need_two_answers(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=30)
    has_contact(office, "UNOOR")
    raises(office, pair)
    raises(office, pair)
    noor = holds(office, "UNOOR", button("Go on", "lift_hold", 1))
    noor.clicks("Go on")
    hears(noor, "once you let it go on there, too")
    assert stands(office, pair) is Lifecycle.HOLD

    jonas = office.visitor("UJONAS")
    jonas.types("/mentor end")
    jonas.waits_for("needs nobody's approval")
    jonas.fills({"reason": "time"}).submits()
    jonas.waits_for("has ended")

    assert stands(office, pair) is Lifecycle.ENDED_NO_FAULT
    late = holds(office, "UNOOR", button("End", "end_held", 2))
    late.clicks("End")
    hears(late, "the pair has ended already")


def test_whoever_lets_go_cannot_tell_a_concern_of_the_other_one_from_a_pause(office: Office) -> None:
    """Jonas raises something about Ada, who did, too, and pauses with Noor, who raised something."""
    said = []
    for mentee, act, day in (("UADA", "concern", ""), ("UNOOR", "pause", " 2026-04-03")):
        pair = pairs_up(office, mentee=mentee, met_days_ago=9)
        for who, typed in ((mentee, "concern <@UJONAS>"), ("UJONAS", f"{act} <@{mentee}>{day}")):
            visitor = office.visitor(who)
            visitor.types(f"/mentor {typed}")
            visitor.waits_for(visitor.modal)
            visitor.submits()
            visitor.closes(everything=True)
        letters_to(office, mentee)
        visitor = office.visitor(mentee)
        visitor.clicks("Let it go on")
        visitor.waits_for("This doesn't pause the pair any more.")
        assert stands(office, pair).shown is Lifecycle.PAUSED
        said.append([each.split(" until ")[0] for each in letters_to(office, mentee) if "What you raised" in each])

    assert len(said[0]) == 1
    assert said[0] == said[1]


def test_nobody_close_to_the_other_one_hears_of_it_and_without_anybody_one_is_told_where_to_turn(
    office: Office,
) -> None:
    pair = pairs_up(office, met_days_ago=30)
    has_contact(office, "UJONAS", "UNOOR")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UJONAS"])["UJONAS"].manager = "UNOOR"
    ada = office.visitor("UADA")

    ada.types("/mentor concern")
    ada.waits_for("What is it about?")
    ada.clicks("Jonas Weber")
    ada.waits_for("Nobody independent is named here")
    ada.submits()
    ada.waits_for("is paused. They see a pause")
    ada.closes()
    assert stands(office, pair) is Lifecycle.HOLD
    assert "stays paused until you say otherwise" in letters_to(office, "UADA")[-1]
    ada.clicks("Let it go on")
    ada.waits_for("The pair goes on. The other one hears nothing")
    assert stands(office, pair) is Lifecycle.ACTIVE
    ada.types("/mentor concern")
    ada.waits_for("What is it about?")
    ada.clicks("Something else")
    ada.waits_for("Whom is it about?")
    assert "close to the person" in str(ada.fills({"about": "UJONAS"}).submits())
    ada.closes()
    stranger = holds(office, "UFREYA", button("Concern", "raise_concern", pair))
    stranger.clicks("Concern")
    stranger.waits_for(NOT_YOURS)
    stranger.types("/mentor concern")
    stranger.waits_for("Who should hear of it?")
    stranger.fills({"words": "Something about the program."}).submits()
    stranger.waits_for("and to nobody else")
    everything_arrives(office)


def test_where_nobody_can_hear_of_a_concern_nobody_is_promised(office: Office) -> None:
    moves_in(office, "UNOOR", name="Noor")
    office.visitor("UNOOR").types("/mentor safety")
    office.visitor("UNOOR").waits_for("Nobody is named yet to bring concerns to. Please turn to HR or to somebody")


def test_leads_name_contacts_and_everybody_may_know_them(office: Office) -> None:
    moves_in(office, "UADA")
    moves_in(office, "UNOOR", name="Noor")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UADA"])["UADA"].is_lead = True
    ada, noor = office.visitor("UADA"), office.visitor("UNOOR")
    noor.types("/mentor safety")
    noor.waits_for("Nobody is named yet to bring concerns to. A lead who isn't involved hears them.")
    noor.types("/mentor safety <@UADA>")
    noor.waits_for("This is for people who lead the program")
    for words in ("can be brought to <@UNOOR> from now on", "is named already"):
        ada.types("/mentor safety <@UNOOR>")
        ada.waits_for(words)

    ada.types("/mentor safety")
    ada.waits_for("Whom concerns can be brought to")
    assert "You were named" in letters_to(office, "UNOOR")[-1]
    ada.clicks("Remove")
    ada.waits_for("Nobody is named yet")


def test_a_lead_may_end_a_pair_for_the_program_and_both_hear_it_kindly(office: Office) -> None:
    pair = pairs_up(office)
    moves_in(office, "UNOOR")
    noor = office.visitor("UNOOR")
    noor.types("/mentor close")
    noor.waits_for("This is for people who lead the program")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].is_lead = True
    noor.types("/mentor close")
    noor.waits_for("One of the two")
    noor.fills({"one": "UADA", "other": "UNOOR", "reason": "program_over"})
    assert "aren't a pair right now" in str(noor.submits())
    noor.fills({"one": "UADA", "other": "UJONAS", "reason": "program_over"}).submits()
    noor.waits_for("Both hear of it, kindly.")

    assert stands(office, pair) is Lifecycle.ENDED_BY_PROGRAM
    for reader in ("UADA", "UJONAS"):
        assert "has ended. It isn't a mark against anyone." in letters_to(office, reader)[-1]


def test_whoever_ends_may_thank_say_what_should_differ_and_stay_apart(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    has_contact(office, "UNOOR")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].is_lead = True
        pairs.theirs(db, pair, "UADA").end(office.now())
    ada = holds(office, "UADA", button("Thank", "refer", pair))
    ada.clicks("Thank")
    ada.waits_for("Thank and ask on")
    assert "in your own words first" in str(ada.submits())
    ada.fills({"note": "Thank you for the hours on joins."}).submits()
    ada.waits_for("Thank you.")
    ada.closes()
    assert "Thank you for the hours on joins." in letters_to(office, "UJONAS")[-1]

    ada = holds(office, "UADA", button("Again", "rematch", pair))
    ada.clicks("Again")
    ada.waits_for("What should be different?")
    ada.fills({"different": "style", "apart": ["apart"], "help": ["help_me"]}).submits()
    ada.waits_for("You won't be matched with <@UJONAS> again.")
    assert "looks for another match" in letters_to(office, "UNOOR")[-1]
    with office.database.look(office.workspace) as db:
        assert people.blocked_by(db, "UADA") == ["UJONAS"]
    ada.closes(everything=True)
    ada.types("/mentor find")
    ada.waits_for("What you wanted different next time: another way of working.")
    ada.closes(everything=True)
    ada.types("/mentor me")
    ada.waits_for("May be proposed to me again")
    ada.fills({"again": ["Jonas Weber"]}).submits()
    ada.waits_for("What is kept")
    with office.database.look(office.workspace) as db:
        assert people.these(db, ["UADA"])["UADA"].meets_again == ("UJONAS",)
    for act in ("refer", "rematch"):
        stranger = holds(office, "UFREYA", button("Press", act, pair))
        stranger.clicks("Press")
        stranger.waits_for(NOT_YOURS)


def test_two_who_come_to_share_a_line_are_asked_alone_and_go_on_as_peers(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=9)
    moves_in(office, "UNOOR")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UNOOR"])["UNOOR"].is_lead = True
    ada = office.visitor("UADA")
    ada.types("/mentor me")
    ada.waits_for("My manager")
    ada.fills({"manager": "UJONAS"}).submits()
    ada.waits_for("You and <@UJONAS> share a reporting line now, so your pair is paused.")
    ada.closes()

    assert stands(office, pair) is Lifecycle.HOLD
    assert "share a reporting line now" in letters_to(office, "UJONAS")[-1]
    assert any("I asked both" in each for each in letters_to(office, "UNOOR"))
    for each in (ada, office.visitor("UJONAS")):
        each.opens_home()
        assert each.sees("Raise a concern")
        assert not each.sees("Take it up again"), "what both were asked about is taken up by nobody alone"
    asks = holds(office, "UADA", button("Lead", "line_lead", pair))
    asks.clicks("Lead")
    hears(asks, "asked the program leads")
    for who, words in (("UADA", "Noted, and only you and I know."), ("UJONAS", "thank you. I write to you.")):
        each = holds(office, who, button("Peers", "line_peers", pair))
        each.clicks("Peers")
        hears(each, words)
    assert stands(office, pair) is Lifecycle.REDEFINED
    late = holds(office, "UADA", button("Peers", "line_peers", pair))
    late.clicks("Peers")
    hears(late, "That is settled")
