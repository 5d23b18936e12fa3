"""A mentor never carries more than they offered, however many say yes in one moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.mentoring.letters import LetterState
from bot.mentoring.pairs import (
    AlreadyPaired,
    Lifecycle,
    MenteeIsFull,
    MentorIsFull,
    NotTheirPair,
    PairHasEnded,
    Turn,
)
from bot.mentoring.refusals import Refusal
from bot.store import letters, pairs, proposals
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, jonas, letter, mei, noor, tane
from tests.store.crew import ELSEWHERE, kept, known


def make(database: Database, mentor: str, mentee: str) -> int:
    with database.begin(TEAM) as db:
        made = pairs.make(db, known(db, mentor), known(db, mentee), "SQL", MONDAY)
        db.flush()
        return made.id


def test_a_pair_is_made_with_the_turn_that_began_it(database: Database) -> None:
    kept(database, mei(), ada())

    number = make(database, "UMEI", "UADA")

    with database.look(TEAM) as db:
        made = pairs.theirs(db, number, "UADA")
        turn = db.scalars(sa.select(Turn)).one()
        assert (made.mentor.slack_id, made.mentee.slack_id, made.look_at) == ("UMEI", "UADA", MONDAY)
        assert (turn.was, turn.became, turn.by) == (None, Lifecycle.INITIATING, "UMEI")
        assert pairs.room_of(db, made.mentor) == 1
        assert [each.id for each in pairs.live(db, made.mentee)] == [number]
        assert pairs.live_counts(db, [made.mentor.id, made.mentee.id]) == {made.mentor.id: 1, made.mentee.id: 1}


def test_two_people_make_one_pair_whichever_way_round(database: Database) -> None:
    kept(database, mei(), jonas())
    make(database, "UMEI", "UJONAS")

    for mentor, mentee in (("UMEI", "UJONAS"), ("UJONAS", "UMEI")):
        with pytest.raises(AlreadyPaired):
            make(database, mentor, mentee)


def test_a_mentor_with_one_place_gets_one_mentee(database: Database) -> None:
    kept(database, jonas(), ada(), noor())
    make(database, "UJONAS", "UADA")

    with pytest.raises(MentorIsFull):
        make(database, "UJONAS", "UNOOR")


def test_nobody_gets_a_fourth_mentor(database: Database) -> None:
    several = [tane(slack_id=f"UMENTOR{number}") for number in range(4)]
    kept(database, ada(), *several)
    for mentor in several[:3]:
        make(database, mentor.slack_id, "UADA")

    with pytest.raises(MenteeIsFull):
        make(database, several[3].slack_id, "UADA")


def test_a_pair_that_ended_leaves_its_place_and_is_remembered(database: Database) -> None:
    kept(database, jonas(), ada(), noor())
    number = make(database, "UJONAS", "UADA")
    with database.begin(TEAM) as db:
        ended = pairs.theirs(db, number, "UADA", hold=True)
        was = ended.lifecycle
        ended.end(MONDAY + timedelta(days=30))
        pairs.record(db, ended, was, by="UADA", cause="ended", now=MONDAY + timedelta(days=30))

    make(database, "UJONAS", "UNOOR")

    with database.look(TEAM) as db:
        assert pairs.ended_with(db, known(db, "UADA")) == {"UJONAS"}
        assert pairs.ended_with(db, known(db, "UJONAS")) == {"UADA", "UNOOR"}
        assert len(db.scalars(sa.select(Turn)).all()) == 3
        with pytest.raises(PairHasEnded):
            pairs.theirs(db, number, "UADA")


def test_an_end_of_which_the_words_still_wait_is_found_until_they_are_said(database: Database) -> None:
    kept(database, jonas(), ada())
    number = make(database, "UJONAS", "UADA")
    with database.begin(TEAM) as db:
        pairs.theirs(db, number, "UADA").end(MONDAY)
        letters.write(db, letter(kind="ended", key="ended", pair_id=number))
        letters.write(db, letter(kind="thanks", key="thanks", pair_id=number, to="UJONAS"))

    with database.begin(TEAM) as db:
        assert [pair.id for pair in pairs.newly_over(db, known(db, "UADA"), ("thanks",))] == [number]
        assert pairs.newly_over(db, known(db, "UJONAS"), ("thanks",)) == []
        told = letters.by_key(db, "ended")
        assert told
        told.state = LetterState.SENT

    with database.look(TEAM) as db:
        assert pairs.newly_over(db, known(db, "UADA"), ("thanks",)) == []


def test_what_is_no_turn_is_not_noted(database: Database) -> None:
    kept(database, mei(), ada())
    number = make(database, "UMEI", "UADA")

    with database.begin(TEAM) as db:
        kept_going = pairs.theirs(db, number, "UADA")
        pairs.record(db, kept_going, kept_going.lifecycle, by="UADA", cause="kept", now=MONDAY)

    with database.look(TEAM) as db:
        assert len(db.scalars(sa.select(Turn)).all()) == 1


def test_a_stranger_and_another_workspace_have_no_part_in_a_pair(database: Database) -> None:
    kept(database, mei(), ada(), noor(), ada(workspace=ELSEWHERE))
    number = make(database, "UMEI", "UADA")

    for team, slack_id, which in ((TEAM, "UNOOR", number), (ELSEWHERE, "UADA", number), (TEAM, "UADA", 999)):
        with database.look(team) as db, pytest.raises(NotTheirPair):
            pairs.theirs(db, which, slack_id)


def test_a_private_answer_can_be_changed_and_the_other_s_is_told_apart(database: Database) -> None:
    kept(database, mei(), ada())
    number = make(database, "UMEI", "UADA")

    with database.begin(TEAM) as db:
        both = pairs.theirs(db, number, "UADA")
        assert pairs.pick(db, both, "UADA", "quiet", "slower", MONDAY) == {"UADA": "slower"}
        assert pairs.pick(db, both, "UADA", "quiet", "pause", MONDAY) == {"UADA": "pause"}
        assert pairs.pick(db, both, "UMEI", "quiet", "end", MONDAY) == {"UADA": "pause", "UMEI": "end"}
        assert pairs.pick(db, both, "UMEI", "another", "end", MONDAY) == {"UMEI": "end"}


def test_when_many_say_yes_at_once_nobody_gets_more_than_they_offered(database: Database) -> None:
    mentees = [ada(slack_id=f"UMENTEE{number}") for number in range(6)]
    kept(database, mei(capacity=2), *mentees)
    together = threading.Barrier(len(mentees))

    def accept(slack_id: str) -> bool:
        together.wait(10)
        try:
            make(database, "UMEI", slack_id)
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(len(mentees)) as several:
        made = list(several.map(accept, [mentee.slack_id for mentee in mentees]))

    assert sum(made) == 2
    with database.look(TEAM) as db:
        assert len(pairs.live(db, known(db, "UMEI"))) == 2


def test_when_two_people_accept_each_other_at_once_they_make_one_pair(database: Database) -> None:
    kept(database, mei(), jonas())
    together = threading.Barrier(2)

    def accept(mentor: str, mentee: str) -> bool:
        together.wait(10)
        try:
            make(database, mentor, mentee)
        except AlreadyPaired:
            return False
        return True

    with ThreadPoolExecutor(2) as two:
        made = list(two.map(accept, ("UMEI", "UJONAS"), ("UJONAS", "UMEI")))

    assert sorted(made) == [False, True]


def test_what_is_proposed_to_two_is_found_whichever_of_them_is_to_be_the_mentor(database: Database) -> None:
    kept(database, mei(), ada())
    with database.begin(TEAM) as db:
        two = known(db, "UMEI"), known(db, "UADA")
        assert proposals.between(db, *two) is None
        proposed = pairs.propose(db, *two, "SQL", "UINES", MONDAY)

        assert proposals.between(db, *two) is proposed
        assert proposals.between(db, *reversed(two)) is proposed
        proposed.begin(MONDAY)
        db.flush()
        assert proposals.between(db, *two) is None


def test_which_of_two_ended_a_pair_is_told(database: Database) -> None:
    kept(database, mei(), ada())
    with database.begin(TEAM) as db:
        pair = pairs.make(db, known(db, "UMEI"), known(db, "UADA"), "SQL", MONDAY)
        was = pair.lifecycle
        pair.end(MONDAY)
        pairs.record(db, pair, was, by="UADA", cause="end:time", now=MONDAY)

        assert pairs.ended_by(db, pair) == "UADA"
