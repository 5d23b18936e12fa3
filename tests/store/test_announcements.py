"""An announcement is its lead's, in their workspace, from the first draft on."""

from dataclasses import replace

from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.store import announcements, letters
from bot.store.announcements import Announcement, State
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, letter
from tests.store.crew import ELSEWHERE

WORDS = Announcement(by="UINES", channel="C1", title="Mentoring opens", body="Come and see.")


def test_words_can_be_changed_by_who_wrote_them_alone(database: Database) -> None:
    with database.begin(TEAM) as db:
        number = announcements.keep(db, WORDS, MONDAY)
        announcements.change(db, number, replace(WORDS, by="UADA", title="Mine now"), MONDAY)
        assert announcements.one(db, number, "UINES") == replace(WORDS, id=number)

        announcements.change(db, number, replace(WORDS, title="Mentoring is open", channel="C2"), MONDAY)

        changed = announcements.one(db, number, "UINES")
        assert changed == replace(WORDS, title="Mentoring is open", channel="C2", id=number)
        assert announcements.one(db, number, "UADA") is None


def test_another_workspace_reads_and_changes_none_of_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        number = announcements.keep(db, WORDS, MONDAY)

    with database.begin(ELSEWHERE) as db:
        assert announcements.one(db, number, "UINES") is None
        assert announcements.last_of(db, "UINES") is None
        announcements.change(db, number, replace(WORDS, title="Hello from elsewhere"), MONDAY)

    with database.look(TEAM) as db:
        assert announcements.last_of(db, "UINES") == replace(WORDS, id=number)


def test_the_last_one_is_the_newest(database: Database) -> None:
    with database.begin(TEAM) as db:
        announcements.keep(db, WORDS, MONDAY)
        newest = announcements.keep(db, replace(WORDS, title="Again"), MONDAY)

        assert announcements.last_of(db, "UINES") == replace(WORDS, title="Again", id=newest)
        assert announcements.last_of(db, "UADA") is None


def test_what_waits_is_known_by_who_wrote_it(database: Database) -> None:
    with database.begin(TEAM) as db:
        draft, waits, gone = (announcements.keep(db, replace(WORDS, send_at=MONDAY), MONDAY) for _ in range(3))
        announcements.move(db, waits, State.WAITING)
        announcements.move(db, gone, State.SENT)

        assert [each.id for each in announcements.waiting_by(db, "UINES")] == [waits]
        assert announcements.waiting_by(db, "UADA") == []
        assert draft < waits
    with database.begin(ELSEWHERE) as db:
        assert announcements.waiting_by(db, "UINES") == []


def test_where_it_could_not_be_posted_is_known_with_the_reason(database: Database) -> None:
    with database.begin(TEAM) as db:
        number = announcements.keep(db, WORDS, MONDAY)
        for channel, state in (("C1", LetterState.SENT), ("C2", LetterState.DEAD)):
            key = f"announcement:{number}:{channel}"
            posts = letter(to=channel, kind="announcement", class_=Class.BROADCAST, key=key, occasion=str(number))
            posts.state, posts.trouble = state, "is_archived"
            letters.write(db, posts)

        assert announcements.failures(db, number) == [("C2", "is_archived")]
        assert announcements.failures(db, number + 1) == []
