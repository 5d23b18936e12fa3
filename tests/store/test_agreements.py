"""What a pair settled stays in versions, and what each answered alone is found by rules and by nobody else."""

from datetime import timedelta

import pytest

from bot.mentoring.agreements import NothingToConfirm
from bot.mentoring.answers import Topic
from bot.store import agreements, answers, facts, pairs
from bot.store.database import Database
from tests.examples import A_MONTH_AGO, MONDAY, TEAM, ada, jonas, mei
from tests.store.crew import ELSEWHERE, kept, known

DAY = timedelta(days=1)


@pytest.fixture
def number(database: Database) -> int:
    kept(database, mei(), ada(), jonas())
    with database.begin(TEAM) as db:
        return pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "SQL", A_MONTH_AGO).id


def test_versions_are_counted_and_older_ones_stay_as_they_were(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        first = agreements.propose(db, pair, {"rhythm": "weekly"}, MONDAY)
        second = agreements.propose(db, pair, {"rhythm": "monthly"}, MONDAY + DAY, by="UMEI")

    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        one, two = agreements.of(db, pair)
        assert (one.id, one.version, one.terms, one.confirmations(MONDAY)) == (first.id, 1, {"rhythm": "weekly"}, 0)
        assert (two.id, two.version, two.mentor_at, two.mentee_at) == (second.id, 2, MONDAY + DAY, None)
        assert agreements.agreed(db, [number]) == frozenset()
        two.confirm("UADA", MONDAY + 2 * DAY)
        db.flush()
        assert agreements.agreed(db, [number, number + 1]) == {number}
    with database.everywhere() as db:
        assert agreements.agreed(db, [number]) == {number}
    with database.look(ELSEWHERE) as db:
        assert agreements.agreed(db, [number]) == frozenset()


def test_a_version_is_found_by_the_two_and_by_nobody_else(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        made = agreements.propose(db, pairs.theirs(db, number, "UADA"), {}, MONDAY)

    with database.look(TEAM) as db:
        assert agreements.theirs(db, made.id, "UMEI").pair.id == number
        for which, who in ((made.id, "UJONAS"), (made.id + 1, "UADA")):
            with pytest.raises(NothingToConfirm):
                agreements.theirs(db, which, who)
    with database.look(ELSEWHERE) as db, pytest.raises(NothingToConfirm):
        agreements.theirs(db, made.id, "UADA")


def test_each_has_one_draft_and_the_newest_words_count(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        assert agreements.drafts_of(db, pair) == {}
        agreements.keep_draft(db, pair, "UADA", {"mode": "video"}, MONDAY)
        agreements.keep_draft(db, pair, "UMEI", {"mode": "either"}, MONDAY)
        agreements.keep_draft(db, pair, "UADA", {"mode": "person"}, MONDAY + DAY)

    with database.look(TEAM) as db:
        found = agreements.drafts_of(db, pairs.theirs(db, number, "UADA"))
        assert found == {"UADA": {"mode": "person"}, "UMEI": {"mode": "either"}}


def test_an_answer_given_again_replaces_the_first(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        answers.keep(db, pair, "UADA", Topic.FIT, "session1", "early", MONDAY)
        answers.keep(db, pair, "UADA", Topic.FIT, "session1", "good", MONDAY + DAY)
        answers.keep(db, pair, "UADA", Topic.FIT, "session2", "wrong", MONDAY + 2 * DAY)
        answers.keep(db, pair, "UMEI", Topic.FIT, "session1", "wrong", MONDAY + 3 * DAY)
        answers.keep(db, pair, "UMEI", Topic.AUDIT, "audit1", "4", MONDAY, item="fair", shared=True)

    with database.look(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        assert [(each.author.slack_id, each.value) for each in answers.of(db, pair, Topic.FIT)] == [
            ("UADA", "good"),
            ("UADA", "wrong"),
            ("UMEI", "wrong"),
        ]
        assert [(each.item, each.shared) for each in answers.of(db, pair, Topic.AUDIT)] == [("fair", True)]


def test_rules_get_what_was_settled_and_answered(database: Database, number: int) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        agreements.propose(db, pair, {"rhythm": "weekly"}, MONDAY, by="UADA").confirm("UMEI", MONDAY)
        answers.keep(db, pair, "UADA", Topic.FIT, "session1", "good", MONDAY)

    with database.everywhere() as db:
        (found,) = facts.of_pairs(db, [number])
        assert found.holding
        assert found.holding.confirmed_by("UMEI") == MONDAY
        assert [each.value for each in found.answers] == ["good"]


def test_an_extension_is_a_version_of_its_own_and_only_where_something_was_agreed(
    database: Database, number: int
) -> None:
    with database.begin(TEAM) as db:
        pair = pairs.theirs(db, number, "UADA")
        assert agreements.renew(db, pair, MONDAY) is None
        agreements.propose(db, pair, {"rhythm": "weekly", "term": "end_6"}, MONDAY, by="UADA").confirm("UMEI", MONDAY)
        db.flush()

        agreements.renew(db, pair, MONDAY + DAY)

        _, new = agreements.of(db, pair)
        assert (new.version, new.held_since, new.terms) == (2, MONDAY + DAY, {"rhythm": "weekly", "term": "end_3"})
