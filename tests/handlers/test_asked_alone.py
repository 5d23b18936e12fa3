"""What each is asked alone: the answer is theirs, it opens help for them, and nothing of it reaches anybody else."""

from functools import partial

from bot.blocks import Block, button, choice, option
from bot.mentoring.answers import Topic
from bot.playground.client import Visitor
from bot.store import answers, pairs
from tests.handlers.asking import labels, moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, books, everything_arrives, hears, holds, letters_to, pairs_up

STAYS_WITH_ME = "Thank you for saying so. <@UJONAS> doesn't learn of it. What might help?"


def menu(action_id: str, *values: str) -> Block:
    """Make a menu as the bot sends it."""
    return choice("static_select", [option(value, value) for value in values]) | {"action_id": action_id}


def said(office: Office, pair: int, topic: Topic) -> list[tuple[str, str, str]]:
    """Tell who answered what."""
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
        return [(each.author.slack_id, each.item, each.value) for each in answers.of(db, two, topic)]


def leads(office: Office, *slack_ids: str) -> None:
    """Let people lead."""
    for slack_id in slack_ids:
        moves_in(office, slack_id, is_lead=True)


def test_the_fit_is_asked_with_the_answer_that_they_met_and_a_letter_asks_the_other(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    ada = holds(office, "UADA", button("We met", "met", session))

    ada.clicks("We met")
    ada.waits_for("How does the fit feel so far? Only you see your answer.")
    ada.chooses("fit", "Good")
    ada.waits_for("Good to hear. Only you see what you said about your time with <@UJONAS>.")

    assert said(office, pair, Topic.FIT) == [("UADA", "fit", "good")]
    assert not any("fit" in each for each in letters_to(office, "UJONAS"))


def test_a_fit_that_is_not_right_opens_help_that_only_the_author_sees(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    leads(office, "UINES", "UJONAS")
    everything_arrives(office)
    ada = office.visitor("UADA")
    ada.waits_for("How does the fit feel so far?")
    before = letters_to(office, "UJONAS")

    ada.clicks("Not right")
    shown = ada.waits_for(STAYS_WITH_ME)
    assert labels(shown) == ["Another rhythm", "Words for a talk", "Ask a lead", "End this pair"]
    ada.clicks("Words for a talk")
    ada.waits_for("Some ways to begin with <@UJONAS>")
    ada.clicks("Ask a lead")
    ada.waits_for("Done: I tell <@UINES> that you'd like a word, and nothing else.")

    told = letters_to(office, "UINES")
    assert told[-1].startswith("<@UADA> would like a word about their mentoring, and agreed that I tell you.")
    assert not any("UJONAS" in each for each in told)
    assert letters_to(office, "UJONAS") == before
    ada.clicks("Take it back")
    ada.waits_for("Taken back.")
    hears(office.visitor("UINES"), "<@UADA> no longer needs a word", 0)
    assert "no longer needs a word" in letters_to(office, "UINES")[-1]
    assert said(office, pair, Topic.CONTACT) == [("UADA", "contact", "no")]


def test_without_another_lead_nobody_is_told(office: Office) -> None:
    pair = pairs_up(office)
    leads(office, "UJONAS")
    ada = holds(office, "UADA", button("Ask a lead", "contact_lead", pair))

    ada.clicks("Ask a lead")

    ada.waits_for("I know nobody else who leads mentoring here and could be asked, so I told nobody.")
    assert said(office, pair, Topic.CONTACT) == []


def test_too_early_is_asked_again_and_the_rest_of_the_words_fit(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    with office.database.look(office.workspace) as db:
        two = pairs.one(db, pair)
        assert two is not None
    session = books(office, pair, 1) - 1
    ada = holds(office, "UADA", button("Early", "fit_early", session), menu("fit", f"{session}:good", f"{session}:odd"))

    ada.clicks("Early")
    ada.waits_for("That's fine. I'll ask once more after you and <@UJONAS> have met again.")
    ada = holds(office, "UADA", menu("fit", f"{session}:good", f"{session}:odd", "999:good"))
    for value in (f"{session}:odd", "999:good"):
        ada.chooses("fit", value)
    hears(ada, NOT_YOURS, 2)

    assert said(office, pair, Topic.FIT) == [("UADA", "fit", "early")]


def test_a_good_pulse_is_thanked_and_one_more_question_can_be_left_alone(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    ada = holds(office, "UADA", menu("pulse", f"{pair}:1_4", f"{pair}:1_9", "oops"))

    for value in (f"{pair}:1_9", "oops"):
        ada.chooses("pulse", value)
    ada.waits_for("That answer isn't one of those I offered")
    ada.chooses("pulse", f"{pair}:1_4")
    ada.waits_for("Thank you. Only you see what you said about your time with <@UJONAS>.")
    assert ada.sees("One more, if you like: Did you say what you really wanted to say last time?")
    ada.chooses("pulse_second", "No")
    ada.waits_for("Noted, for you alone. This may help:")

    assert sorted(said(office, pair, Topic.PULSE)) == [("UADA", "said", "no"), ("UADA", "worth", "4")]


def test_a_low_pulse_opens_the_same_help(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    ada = holds(office, "UADA", menu("pulse", f"{pair}:2_1"))

    ada.chooses("pulse", f"{pair}:2_1")

    ada.waits_for(STAYS_WITH_ME)


def test_every_second_answer_is_answered_with_what_may_help(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    expected = {
        "rhythm:much": ["Another rhythm"],
        "rhythm:right": [],
        "clear:hazy": ["Word a goal"],
        "wish:lead": ["Ask a lead"],
        "wish:other": ["Another rhythm", "Words for a talk", "Ask a lead", "End this pair"],
        "wish:nothing": [],
    }
    for answer, offered in expected.items():
        ada = holds(office, "UADA", menu("pulse_second", f"{pair}:3:{answer}", f"{pair}:3:{answer}x"))
        ada.chooses("pulse_second", f"{pair}:3:{answer}")
        ada.waits_for(partial(is_answered, ada))
        assert labels(ada.dm()[-1]) == offered, answer
    wrong = holds(office, "UADA", menu("pulse_second", f"{pair}:3:rhythm:never"))
    wrong.chooses("pulse_second", f"{pair}:3:rhythm:never")
    wrong.waits_for("That answer isn't one of those I offered")
    jonas = holds(office, "UJONAS", menu("pulse_second", f"{pair}:3:clear:hazy"))
    jonas.chooses("pulse_second", f"{pair}:3:clear:hazy")
    jonas.waits_for("Noted, for you alone. Thank you.")


def is_answered(visitor: Visitor) -> bool:
    newest = str(visitor.dm()[-1]["text"])
    return "Noted, for you alone" in newest or "Thank you for saying so" in newest


def test_what_has_changed_is_kept_and_nothing_changes_by_itself(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    told = {
        "focus_same": "Good to know: what you want from your time with <@UJONAS> is still the same.",
        "focus_adjust": "What would you like to change with <@UJONAS>?",
        "focus_wrap_up": "Wrapping up with <@UJONAS> takes one of you.",
    }
    for act, words in told.items():
        ada = holds(office, "UADA", button(act, act, f"{pair}:role_2026_03_05"))
        ada.clicks(act)
        ada.waits_for(words)
    jonas = holds(office, "UJONAS", button("Changed", "focus_adjust", f"{pair}:agreement1"))
    jonas.clicks("Changed")
    shown = jonas.waits_for("What would you like to change with <@UADA>?")

    assert labels(shown) == ["What we agree on", "Another rhythm"]
    assert said(office, pair, Topic.FOCUS) == [("UADA", "focus", "wrap_up"), ("UJONAS", "focus", "adjust")]


def test_nobody_else_answers(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=2)
    noor = holds(
        office,
        "UNOOR",
        button("Fit", "fit_wrong", 1),
        button("Focus", "focus_same", f"{pair}:goal1"),
        button("Words", "fit_words", pair),
        button("Lead", "contact_lead", pair),
        button("No lead", "no_contact", pair),
        menu("pulse", f"{pair}:1_4"),
        menu("pulse_second", f"{pair}:1:said:no"),
    )
    for label in ("Fit", "Focus", "Words", "Lead", "No lead"):
        noor.clicks(label)
    noor.chooses("pulse", f"{pair}:1_4")
    noor.chooses("pulse_second", f"{pair}:1:said:no")

    hears(noor, NOT_YOURS, 7)
    assert not any(said(office, pair, topic) for topic in Topic)
