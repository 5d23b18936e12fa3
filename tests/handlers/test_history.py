"""Sessions and takeaways afterwards: shared later, taken back before they are read, and corrected."""

from datetime import timedelta

from bot.blocks import button
from bot.mentoring.sessions import Note, Outcome
from bot.playground.client import Visitor
from bot.store import pairs, sessions
from handlers.pairs import labelled
from tests.handlers.asking import everything_arrives
from tests.handlers.conftest import Office
from tests.handlers.pairing import OVER, holds, letters_to, looks, pairs_up
from tests.handlers.test_log import opens


def logs(office: Office, **filled: object) -> Visitor:
    ada = opens(office)
    ada.fills({"on": "2026-03-02", **filled}).submits()
    ada.waits_for("Noted")
    ada.closes()
    return ada


def changes(ada: Visitor, **filled: object) -> str:
    """Open the sessions, then the newest one, and change it."""
    ada.types("/mentor sessions")
    ada.waits_for("newest first")
    ada.clicks("Change")
    ada.waits_for("What do you take from it?")
    answer = ada.fills(filled).submits()
    return str(answer)


def note(office: Office, pair: int) -> Note:
    with office.database.look(office.workspace) as db:
        both = pairs.theirs(db, pair, "UADA")
        found = sessions.own_note(db, sessions.past(db, both, 1)[0], both.mentee)
        assert found is not None
        return found


def test_a_private_takeaway_is_shared_later_and_what_was_read_is_not_taken_back(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office, takeaway="Ask first")
    ada.types("/mentor sessions")
    ada.waits_for("Yours, only you read it:")
    ada.closes()

    changes(ada, share=["share"])
    ada.waits_for("Your takeaway is shared with <@UJONAS>.")
    ada.closes()
    assert sum("Ask first" in text for text in letters_to(office, "UJONAS")) == 1

    assert "They have read this takeaway" in changes(ada, share=[])
    ada.closes()
    ada.closes()
    changes(ada, takeaway="Ask sooner", share=[])
    ada.waits_for("Only you can read your takeaway.")
    assert (note(office, pair).text, note(office, pair).shared) == ("Ask sooner", False)
    assert not any("Ask sooner" in text for text in letters_to(office, "UJONAS"))


def test_what_waits_to_be_read_is_taken_back_and_may_be_shared_again(office: Office) -> None:
    pairs_up(office)
    ada = logs(office, takeaway="Ask first", share=["share"])

    changes(ada, share=[])
    ada.waits_for("Only you can read your takeaway.")
    ada.closes()
    changes(ada, share=["share"])
    ada.waits_for("Your takeaway is shared")
    ada.closes()
    changes(ada, takeaway="", share=["share"])
    ada.closes()

    assert not any("Ask first" in text for text in letters_to(office, "UJONAS"))


def test_what_was_taken_from_a_session_that_did_not_happen_after_all_reaches_nobody_who_was_not_told_yet(
    office: Office,
) -> None:
    pair = pairs_up(office)
    ada = logs(office, takeaway="Ask first", share=["share"])

    changes(ada, outcome="missed", share=["share"])

    ada.waits_for("Only you can read your takeaway.")
    assert not any("Ask first" in text for text in letters_to(office, "UJONAS"))
    assert (note(office, pair).text, note(office, pair).shared) == ("Ask first", False)


def test_what_was_read_stays_read_when_the_session_did_not_happen_after_all(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office, takeaway="Ask first", share=["share"])
    assert any("Ask first" in text for text in letters_to(office, "UJONAS"))

    changes(ada, outcome="missed", share=["share"])

    ada.waits_for("Your takeaway is shared")
    assert note(office, pair).shared


def test_the_other_one_reads_a_shared_takeaway_once_they_were_told_of_it_and_not_while_it_can_be_taken_back(
    office: Office,
) -> None:
    pairs_up(office)
    logs(office, takeaway="Ask first", share=["share"])
    jonas = office.visitor("UJONAS")

    jonas.types("/mentor sessions")
    jonas.waits_for("newest first")
    assert not jonas.sees("Ask first")
    jonas.closes()
    everything_arrives(office)
    jonas.types("/mentor sessions")

    assert jonas.waits_for("<@UADA> shared:")
    assert jonas.sees("Ask first")


def test_day_and_outcome_are_corrected_by_whoever_noted_them_and_by_nobody_else(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office)

    assert "That day hasn't come yet" in changes(ada, on="2026-03-09")
    ada.closes()
    ada.closes()
    assert "You two became a pair on Saturday 28 February 2026" in changes(ada, on="2026-02-27")
    ada.closes()
    ada.closes()
    changes(ada, on="2026-02-28", minutes="60")
    ada.waits_for("on Sat 28 February, you met.")
    ada.closes()
    changes(ada, outcome="missed")
    ada.waits_for("it didn't happen.")
    ada.closes()
    assert looks(office, pair, lambda each: each.held) == 0

    changes(ada, outcome="met")
    ada.closes()
    with office.database.look(office.workspace) as db:
        session = sessions.past(db, pairs.theirs(db, pair, "UADA"), 1)[0]
        assert (session.outcome, session.minutes, session.on.isoformat()) == (Outcome.HELD, 60, "2026-02-28")
    jonas = holds(office, "UJONAS", button("Change", "correct_session", session.id))
    jonas.clicks("Change")
    jonas.waits_for("What do you take from it?")
    assert jonas.sees("On which day?") is None
    stranger = holds(office, "UNOOR", button("Change", "correct_session", session.id))
    stranger.clicks("Change")
    stranger.waits_for("That session isn't yours.")


def test_what_both_say_took_place_is_undone_by_neither_alone_and_its_length_may_be_corrected(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office)
    jonas = opens(office, "UJONAS")
    jonas.fills({"on": "2026-03-02", "minutes": "60", "takeaway": "Ask sooner", "share": ["share"]}).submits()
    assert jonas.waits_for("It was noted before, with 30 minutes, and counts once. <@UADA> hears of it")

    assert "so one of you alone can't undo it" in changes(ada, outcome="missed")
    ada.closes()
    ada.closes()
    assert "so one of you alone can't undo it" in changes(ada, on="2026-02-28")
    ada.closes()
    ada.closes()
    changes(ada, on="2026-03-01", minutes="60")
    ada.waits_for("on Sun 1 March, you met.")

    assert looks(office, pair, lambda each: each.held) == 1


def test_whoever_writes_a_takeaway_says_that_they_met(office: Office) -> None:
    pairs_up(office)
    ada = logs(office)
    changes(office.visitor("UJONAS"), takeaway="Ask sooner")

    assert "so one of you alone can't undo it" in changes(ada, outcome="missed")


def test_sessions_are_on_home_and_with_two_mentors_one_is_chosen(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Your pairs")
    ada.clicks("Sessions and takeaways")
    ada.waits_for("have no session noted yet.")
    ada.closes()

    pairs_up(office, "UINES")
    ada.types("/mentor sessions")
    ada.waits_for("Which sessions?")


def test_after_an_end_everybody_still_reads_what_they_wrote(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office, takeaway="Ask first")
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())
    office.passes(timedelta(days=3))

    ada.types("/mentor sessions")

    ada.waits_for("This pair is over. A log can still be corrected for 30 days by whoever noted it")
    assert ada.sees("Ask first")
    ada.clicks("Change")
    ada.waits_for("What happened?")
    assert not ada.sees("Share this takeaway with them")
    assert "weren't a pair any more on that day" in str(ada.fills({"on": "2026-03-05"}).submits())
    ada.fills({"on": "2026-03-01", "takeaway": "Ask twice"}).submits()
    ada.waits_for("Kept: with <@UJONAS> on Sun 1 March, you met.")
    assert ada.sees("Only you can read your takeaway.")
    ada.closes(everything=True)
    changes(ada, outcome="missed")
    ada.waits_for("it didn't happen.")
    assert looks(office, pair, lambda each: (each.held, each.is_live)) == (0, False)
    ada.closes(everything=True)
    office.passes(timedelta(days=31))
    with office.database.look(office.workspace) as db:
        (session,) = sessions.past(db, pairs.ever_theirs(db, pair, "UADA"), 1)
    ada.types("/mentor sessions <@UJONAS>")
    assert "correct_session" not in str(ada.waits_for(ada.modal))
    late = holds(office, "UADA", button("Late", "correct_session", session.id))
    late.clicks("Late")
    late.waits_for(OVER)
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor sessions <@UADA>")
    jonas.waits_for("This pair is over")
    assert not jonas.sees("Ask first")
    noor = holds(office, "UNOOR", button("Look", "open_sessions", pair))
    noor.clicks("Look")
    noor.waits_for("isn't yours")


def test_what_was_shared_stays_as_it_is_after_an_end_and_the_log_may_still_be_corrected(office: Office) -> None:
    pair = pairs_up(office)
    ada = logs(office, takeaway="Ask first", share=["share"])
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())

    ada.types("/mentor sessions")
    ada.clicks("Change")
    ada.waits_for("What happened?")
    assert not ada.sees("What do you take from it?")
    ada.fills({"minutes": "60"}).submits()

    ada.waits_for("Your takeaway is shared with <@UJONAS>.")
    with office.database.look(office.workspace) as db:
        assert [each.minutes for each in sessions.past(db, pairs.ever_theirs(db, pair, "UADA"), 2)] == [60]


def test_two_earlier_pairs_with_one_person_are_told_apart_by_when_they_were(office: Office) -> None:
    for days_ago in (60, 20):
        pair = pairs_up(office, met_days_ago=days_ago)
        with office.database.begin(office.workspace) as db:
            pairs.theirs(db, pair, "UADA").end(office.now() - timedelta(days=days_ago - 5))
    ada = office.visitor("UADA")

    ada.types("/mentor sessions <@UJONAS>")

    asked = ada.waits_for("Which sessions?")
    assert "Naming the person" not in str(asked)
    offered = [
        each["text"]["text"] for block in asked["blocks"] for each in block.get("elements", ()) if "value" in each
    ]
    assert offered == [
        "Jonas Weber, 8 February 2026 to 16 February 2026",
        "Jonas Weber, 30 December 2025 to 7 January 2026",
    ]
    ada.clicks(offered[0])
    ada.waits_for("newest first")


def test_a_live_pair_is_told_apart_from_another_with_the_same_person_by_its_beginning(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.look(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")

    assert [name for _, name in labelled([two, two], "UADA")] == ["Jonas Weber, since 28 February 2026"] * 2
    assert [name for _, name in labelled([two], "UADA")] == ["Jonas Weber"]
