"""The agenda: the mentee's until it is shared, and the mentor reads what was shared and nothing newer."""

from bot.blocks import button
from bot.mentoring.sessions import Action, Agenda, Note
from bot.playground.client import Visitor
from bot.store import pairs, sessions
from tests.handlers.asking import everything_arrives
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, books, holds, letters_to, meets, pairs_up

SINCE, QUESTION = "Since last time", "My question"


def writes(ada: Visitor, words: str, share: list[str]) -> None:
    """Let Ada write what she would like to ask, and share it or not."""
    ada.types("/mentor agenda")
    ada.waits_for(SINCE)
    ada.fills({QUESTION: words, "share": share}).submits()


def newest(office: Office, pair_id: int) -> Agenda | None:
    """Return the mentee's newest agenda."""
    with office.database.look(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        return sessions.agenda(db, pair, pair.mentee)


def leaves_something(office: Office, pair_id: int) -> None:
    """Let Ada have a takeaway of her own and something to do, and Jonas a takeaway he shared."""
    with office.database.begin(office.workspace) as db:
        pair = pairs.one(db, pair_id)
        assert pair is not None
        session = meets(db, office, pair, 1)
        for author, text, shared in ((pair.mentee, "Ask about indexes", False), (pair.mentor, "She is quick", True)):
            note = Note(
                workspace=office.workspace,
                session=session,
                author=author,
                text=text,
                shared=shared,
                written_at=office.now(),
            )
            db.add(note)
        db.add(
            Action(
                workspace=office.workspace, pair=pair, owner=pair.mentee, text="Read a plan", written_at=office.now()
            )
        )


def test_an_agenda_is_kept_and_only_its_author_sees_it(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 7)
    ada = office.visitor("UADA")
    ada.types("/mentor agenda")
    ada.waits_for(SINCE)

    ada.fills({QUESTION: "<@UMAGGIE> Which index?"}).submits()

    ada.waits_for("Saved. Only you can read it")
    agenda = newest(office, pair)
    assert agenda is not None
    assert (agenda.question, agenda.shared_at, agenda.session_id) == ("<@UMAGGIE> Which index?", None, session)
    assert not any("Which index?" in each for each in letters_to(office, "UJONAS"))


def test_what_is_open_and_ones_own_last_note_are_at_hand(office: Office) -> None:
    pair = pairs_up(office)
    leaves_something(office, pair)
    ada = office.visitor("UADA")

    ada.types("/mentor agenda")

    assert ada.waits_for("Ask about indexes")
    view = str(ada.modal())
    assert "• Read a plan: " in view
    assert "She is quick" not in view


def test_sharing_tells_the_mentor_once_and_newer_words_stay_private(office: Office) -> None:
    pair = pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for words, share, told in (
        ("Which index?", ["share"], "Saved and shared."),
        ("Which index?", ["share"], "already has these very words"),
        (
            "My manager is a riddle",
            [],
            "Saved. Only you can read what it says now. <@UJONAS> has your words of Tue 3 March",
        ),
    ):
        writes(ada, words, share)
        ada.waits_for(told)
        ada.closes()
        everything_arrives(office)

    assert sum("Which index?" in each for each in letters_to(office, "UJONAS")) == 1
    jonas.types("/mentor agenda")
    jonas.waits_for("<@UADA> shared this:")
    assert "riddle" not in str(jonas.state())
    assert newest(office, pair) is not None


def test_what_is_made_private_before_the_mentor_was_told_reaches_nobody(office: Office) -> None:
    pair = pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for words in ("Is Freya unhappy with me?", "Should I change teams?"):
        writes(ada, words, ["share"])
        ada.waits_for("Saved and shared.")
        ada.closes()

        writes(ada, words, [])
        ada.waits_for("Saved. Only you can read it: <@UJONAS> wasn't told yet, so it is taken back.")
        ada.closes()
    everything_arrives(office)

    assert "unhappy" not in str(jonas.dm())
    assert "change teams" not in str(jonas.dm())
    jonas.types("/mentor agenda")
    assert jonas.waits_for("<@UADA> hasn't shared an agenda.")
    kept = newest(office, pair)
    assert kept is not None
    assert (kept.question, kept.shared_at) == ("Should I change teams?", None)
    jonas.closes()
    writes(ada, "Should I change teams?", ["share"])
    everything_arrives(office)
    assert "Should I change teams?" in str(jonas.dm()), "it can be shared again"


def test_the_mentor_reads_behind_the_button_what_they_were_told_of_and_nothing_that_can_still_be_taken_back(
    office: Office,
) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    writes(ada, "Should I change teams?", ["share"])
    ada.closes()
    everything_arrives(office)
    writes(ada, "Is Freya unhappy with me?", ["share"])
    ada.waits_for("Saved and shared.")
    ada.closes()

    jonas.types("/mentor agenda")
    jonas.waits_for("Should I change teams?")
    assert not jonas.sees("unhappy")
    writes(ada, "Is Freya unhappy with me?", [])

    ada.waits_for("so it is taken back. What you shared before that they have.")


def test_of_words_that_were_reworded_before_the_mentor_was_told_none_stay_behind_the_button(office: Office) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    for words in ("Should I change teams?", "Is Freya unhappy with me?"):
        writes(ada, words, ["share"])
        ada.waits_for("Saved and shared.")
        ada.closes()

    writes(ada, "Is Freya unhappy with me?", [])
    ada.waits_for("wasn't told yet, so it is taken back.")
    assert not ada.sees("What you shared before that they have.")

    everything_arrives(office)
    jonas.types("/mentor agenda")
    jonas.waits_for("<@UADA> hasn't shared an agenda.")
    assert not any(words in str(jonas.dm()) for words in ("change teams", "unhappy"))


def test_what_the_mentor_has_read_cannot_be_taken_back_and_the_mentee_reads_so(office: Office) -> None:
    pairs_up(office)
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")
    writes(ada, "Which index?", ["share"])
    ada.waits_for("Saved and shared.")
    ada.closes()
    everything_arrives(office)

    ada.types("/mentor agenda")
    ada.waits_for("Shared on Tue 3 March")
    (sharing,) = [each for each in (ada.modal() or {})["blocks"] if each["block_id"] == "share"]
    assert sharing["element"]["initial_options"]
    ada.fills({"share": []}).submits()

    ada.waits_for("<@UJONAS> has your words of Tue 3 March, so they can't be taken back, and nothing was changed.")
    jonas.types("/mentor agenda")
    assert jonas.waits_for("Which index?")


def test_newer_words_are_sent_when_the_box_is_ticked_again(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    for words in ("Which index?", "Which view?"):
        ada.types("/mentor agenda")
        ada.waits_for(SINCE)
        ada.fills({QUESTION: words, "share": ["share"]}).submits()
        ada.waits_for("Saved and shared.")
        ada.closes()

    told = letters_to(office, "UJONAS")
    assert "Which view?" in told[-1]


def test_an_empty_agenda_is_not_saved(office: Office) -> None:
    pair = pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor agenda")
    ada.waits_for(SINCE)

    refused = ada.submits()

    assert "There is nothing to save yet." in str(refused)
    assert newest(office, pair) is None


def test_a_mentor_reads_that_nothing_is_shared_yet(office: Office) -> None:
    pairs_up(office)
    jonas = office.visitor("UJONAS")

    jonas.types("/mentor agenda")

    assert jonas.waits_for("<@UADA> hasn't shared an agenda.")


def test_no_agenda_is_a_fine_answer_twice(office: Office) -> None:
    pair = pairs_up(office)
    books(office, pair, 3)
    no = button("No agenda needed", "no_agenda", pair)
    ada = holds(office, "UADA", no, button("Still no", "no_agenda", pair))

    ada.clicks("No agenda needed")

    assert ada.waits_for("Fine, no agenda for your next session with <@UJONAS>.")


def test_several_pairs_are_told_apart(office: Office) -> None:
    pairs_up(office)
    pairs_up(office, "UFREYA")
    ada = office.visitor("UADA")

    ada.types("/mentor agenda")
    ada.waits_for("Which agenda?")
    ada.types("/mentor agenda @jonas")

    assert ada.waits_for(SINCE)


def test_nobody_else_opens_it(office: Office) -> None:
    pair = pairs_up(office)
    stranger = holds(office, "UNOOR", button("Write an agenda", "open_agenda", pair), button("No", "no_agenda", pair))

    stranger.clicks("Write an agenda")
    stranger.waits_for(NOT_YOURS)
    stranger.clicks("No")

    assert stranger.waits_for(NOT_YOURS)
    stranger.types("/mentor agenda")
    assert stranger.waits_for("You are in no pair right now.")
