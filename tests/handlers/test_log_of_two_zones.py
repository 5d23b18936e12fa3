"""One session of two people far apart: each reads its day on their own clock, and its moment stays."""

from datetime import timedelta

from bot.blocks import button
from bot.store import pairs, sessions
from tests.handlers.conftest import Office
from tests.handlers.pairing import books, holds, looks, pairs_up


def test_each_reads_the_day_of_a_session_on_their_own_clock(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    with office.database.begin(office.workspace) as db:
        two = pairs.theirs(db, pair, "UADA")
        two.mentor.timezone = "Pacific/Kiritimati"
    ada = holds(office, "UADA", button("We met", "met", session))
    office.passes(timedelta(hours=13))
    jonas = holds(office, "UJONAS", button("It didn't happen", "missed", session))

    ada.clicks("We met")
    ada.waits_for("Noted: you and <@UJONAS> met on Tue 3 March.")
    jonas.clicks("It didn't happen")
    jonas.waits_for("This session is already noted as held on Wed 4 March.")
    jonas.clicks("Log it")
    form = str(jonas.waits_for(jonas.modal))
    assert "'initial_date': '2026-03-04'" in form
    assert "'initial_option': {'text': {'type': 'plain_text', 'text': '45 minutes'" in form
    jonas.submits()
    jonas.waits_for("Noted: you and <@UADA> met on Wed 4 March. It was noted before")
    jonas.closes()
    jonas.types("/mentor sessions")
    jonas.waits_for("*Wed 4 March* · met, 45 minutes")
    assert looks(office, pair, lambda each: each.held) == 1


def test_a_moment_stays_as_it_was_booked_whoever_says_first_that_they_met(office: Office) -> None:
    pair = pairs_up(office)
    session = books(office, pair, 0)
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").mentor.timezone = "Pacific/Kiritimati"
        booked = sessions.one(db, session)
        assert booked
        at = booked.at
    office.passes(timedelta(hours=13))
    jonas = holds(office, "UJONAS", button("We met", "met", session))

    jonas.clicks("We met")

    jonas.waits_for("Noted: you and <@UADA> met on Wed 4 March.")
    with office.database.look(office.workspace) as db:
        kept = sessions.one(db, session)
        assert kept
        assert (kept.at, kept.on.isoformat(), kept.by.slack_id) == (at, "2026-03-04", "UJONAS")
