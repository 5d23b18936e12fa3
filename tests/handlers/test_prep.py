"""Before a session one looks again at what one knew; a mentor looks at three months."""

from bot.blocks import button
from bot.mentoring.mentored import Meeting, Mentored, Win
from bot.store import pairs, sessions
from handlers.quarter import lines, pages, summary
from tests.examples import MONDAY, mei
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import holds, pairs_up
from tests.handlers.test_goal import has_goal
from tests.handlers.test_update import takes_on


def test_prep_recalls_why_notes_goals_and_what_is_open_on_both_sides(office: Office) -> None:
    pair = pairs_up(office, met_days_ago=3)
    with office.database.begin(office.workspace) as db:
        both = pairs.theirs(db, pair, "UADA")
        session = sessions.past(db, both, 1)[0]
        sessions.note(db, session, both.mentee, "Mine alone", shared=False, now=office.now())
        sessions.note(db, session, both.mentor, "His alone", shared=False, now=office.now())
    has_goal(office, pair=pair)
    for each in range(7):
        takes_on(office, pair, f"Thing {each}")
    takes_on(office, pair, "Slides", "UJONAS")
    ada, jonas = office.visitor("UADA"), office.visitor("UJONAS")

    ada.types("/mentor prep")
    ada.waits_for("Mine alone")
    for words in ("Why you two began", "Thing 4", "… and 2 more", "• Slides", "• Give a talk", "Write an agenda"):
        assert ada.sees(words), words
    assert not ada.sees("His alone")
    jonas.opens_home()
    jonas.waits_for("Your mentee")
    jonas.clicks("Prepare")
    jonas.waits_for("His alone")
    assert not jonas.sees("Give a talk")
    ada.types("/mentor agenda")
    ada.waits_for("Your own note from")


def test_prep_of_a_new_pair_says_so_and_with_two_asks_which(office: Office) -> None:
    pair = pairs_up(office)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").purpose = ""
    ada = holds(office, "UADA", button("Prepare", "open_prep", pair))
    ada.clicks("Prepare")
    ada.waits_for("There is nothing noted yet.")
    pairs_up(office, "UINES")
    ada.types("/mentor prep")
    ada.waits_for("Which session?")


def test_a_mentor_reads_their_three_months_and_keeps_them_as_text(office: Office) -> None:
    pairs_up(office, met_days_ago=1)
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor quarter")
    jonas.waits_for("1 session, 45 minutes in all.")
    jonas.clicks("As text")
    jonas.waits_for("to copy and keep:")
    none = holds(office, "UJONAS", button("Old", "quarter_text", "9" * 18))
    none.clicks("Old")
    none.waits_for("nothing noted for those three months any more")
    moves_in(office, "UNOOR")
    noor = office.visitor("UNOOR")
    noor.types("/mentor quarter")
    noor.waits_for("You have mentored nobody yet")


def test_three_months_as_text_cannot_be_broken_out_of_and_fit_into_blocks() -> None:
    win = Win(MONDAY, "UADA", "ada", "``` <!channel>", "x" * 4000)
    gave = Mentored(since=MONDAY, meetings=[Meeting(MONDAY, 45, "UADA", "ada")] * 80, wins=[win])

    shown = pages(lines(mei(), gave.quarter(1)))

    assert len(shown) > 1
    assert all(len(block["text"]["text"]) < 3000 for block in shown)
    assert all(block["text"]["text"].count("```") == 2 for block in shown)
    assert "no session yet" in summary(mei(), gave.quarter(2)).text
