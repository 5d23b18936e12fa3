"""A request is one per two people, three per person, and seen by its own workspace."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.mentoring.asks import (
    AlreadyAsked,
    AskedOneself,
    AskedRecently,
    AskState,
    CannotBeAsked,
    DoesNotMentor,
    HasEnoughMentors,
    HasNoAccount,
    Reason,
    TooManyOpenAsks,
)
from bot.mentoring.pairs import AlreadyPaired, SharedLine
from bot.mentoring.people import CannotTakePart, Standing
from bot.mentoring.refusals import Refusal
from bot.store import asks, pairs, people
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, amara, ask, jonas, mei, noor
from tests.store.crew import ELSEWHERE, kept, known


def test_a_draft_is_begun_once_and_becomes_a_request(database: Database) -> None:
    kept(database, mei(), ada())
    with database.begin(TEAM) as db:
        mentee, mentor = known(db, "UADA"), known(db, "UMEI")
        draft = asks.begin(db, mentee, mentor, MONDAY)
        db.flush()
        assert asks.begin(db, mentee, mentor, MONDAY) is draft
        assert asks.around(db, mentee) == ([], [], [draft])
        assert asks.around(db, mentor) == ([], [], [])
        draft.send(MONDAY)
        db.flush()
        assert asks.draft(db, mentee, mentor) is None
        assert asks.open_between(db, mentee, mentor) is draft
        assert (list(asks.open_by(db, mentee)), list(asks.open_for(db, mentor))) == ([draft], [draft])
        assert (asks.around(db, mentee), asks.around(db, mentor)) == (([], [draft], []), ([draft], [], []))

    with database.begin(ELSEWHERE) as db:
        assert asks.one(db, draft.id) is None
        assert asks.held(db, draft.id) is None
        assert asks.held(db, None) is None


def test_the_database_keeps_one_open_request_between_two_people(database: Database) -> None:
    kept(database, mei(), ada())
    with database.begin(TEAM) as db:
        db.add(ask(mentor=known(db, "UMEI"), mentee=known(db, "UADA"), state=AskState.SENT))

    with pytest.raises(IntegrityError), database.begin(TEAM) as db:
        db.add(ask(mentor=known(db, "UMEI"), mentee=known(db, "UADA"), state=AskState.SENT))


def test_nobody_asks_the_same_mentor_twice_or_a_fourth_one(database: Database) -> None:
    mentors = [mei(slack_id=f"UMENTOR{number}") for number in range(4)]
    kept(database, ada(), *mentors)
    with database.begin(TEAM) as db:
        mentee = known(db, "UADA")
        for mentor in mentors[:3]:
            sent = asks.begin(db, mentee, known(db, mentor.slack_id), MONDAY)
            asks.check_may_send(db, sent, MONDAY)
            sent.send(MONDAY)
            db.flush()
        with pytest.raises(AlreadyAsked):
            asks.check_may_send(db, ask(mentee=mentee, mentor=known(db, "UMENTOR0")), MONDAY)
        with pytest.raises(TooManyOpenAsks):
            asks.check_may_send(db, ask(mentee=mentee, mentor=known(db, "UMENTOR3")), MONDAY)


def test_who_has_three_mentors_asks_for_no_fourth(database: Database) -> None:
    mentors = [mei(slack_id=f"UMENTOR{number}") for number in range(4)]
    kept(database, ada(), *mentors)
    with database.begin(TEAM) as db:
        mentee = known(db, "UADA")
        for mentor in mentors[:3]:
            pairs.make(db, known(db, mentor.slack_id), mentee, "", MONDAY)
        with pytest.raises(HasEnoughMentors):
            asks.check_may_send(db, ask(mentee=mentee, mentor=known(db, "UMENTOR3")), MONDAY)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"standing": Standing.GONE}, HasNoAccount),
        ({"standing": Standing.GUEST}, CannotTakePart),
        ({"manager": "UADA"}, SharedLine),
        ({"capacity": 0}, DoesNotMentor),
        ({"joined_at": None}, DoesNotMentor),
        ({"paused_until": MONDAY + timedelta(days=1)}, CannotBeAsked),
        ({"offering_paused_until": MONDAY + timedelta(days=1)}, CannotBeAsked),
        ({}, None),
        ({"paused_until": MONDAY}, None),
    ],
)
def test_what_keeps_somebody_from_being_asked(
    database: Database, facts: Mapping[str, Any], refusal: type[Refusal] | None
) -> None:
    kept(database, ada(), mei(**facts))

    with database.look(TEAM) as db:
        found = asks.objection(db, known(db, "UADA"), known(db, "UMEI"), MONDAY)

    assert (type(found) if found else None) is refusal


def test_a_block_is_told_in_the_words_of_no_room(database: Database) -> None:
    kept(database, ada(), mei(), jonas(), noor())
    with database.begin(TEAM) as db:
        people.block(db, "UMEI", ["UADA"])
        pairs.make(db, known(db, "UJONAS"), known(db, "UNOOR"), "", MONDAY)
        mentee = known(db, "UADA")
        blocked = asks.objection(db, mentee, known(db, "UMEI"), MONDAY)
        full = asks.objection(db, mentee, known(db, "UJONAS"), MONDAY)

        assert isinstance(blocked, CannotBeAsked)
        assert isinstance(full, CannotBeAsked)
        assert blocked.sentence == full.sentence
        assert isinstance(asks.objection(db, mentee, mentee, MONDAY), AskedOneself)
        assert isinstance(asks.objection(db, known(db, "UNOOR"), known(db, "UJONAS"), MONDAY), AlreadyPaired)


def test_after_a_no_one_waits_for_a_month(database: Database) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        mentee, mentor = known(db, "UADA"), known(db, "UMEI")
        asked = ask(mentee=mentee, mentor=mentor, state=AskState.SENT, sent_at=MONDAY)
        db.add(asked)
        asked.decline(Reason.NO_ROOM, "", MONDAY)
        db.flush()

        assert asks.declined_lately(db, mentee, MONDAY + timedelta(days=29)) == {"UMEI"}
        assert isinstance(asks.objection(db, mentee, mentor, MONDAY + timedelta(days=29)), AskedRecently)
        assert asks.objection(db, mentee, mentor, MONDAY + timedelta(days=30)) is None
        assert asks.earlier_notes(db, mentee, MONDAY - timedelta(days=1)) == [asked.note]
        assert asks.earlier_notes(db, mentee, MONDAY) == []

        passed_on = ask(mentee=mentee, mentor=mentor, state=AskState.SENT, sent_at=MONDAY + timedelta(days=31))
        db.add(passed_on)
        passed_on.refer("UNOOR", MONDAY + timedelta(days=32))
        db.flush()
        assert asks.declined_lately(db, mentee, MONDAY + timedelta(days=33)) == {"UMEI"}


def test_a_request_is_held_with_both_people(database: Database) -> None:
    kept(database, ada(), amara(topics=("sql",)))
    with database.begin(TEAM) as db:
        sent = ask(mentee=known(db, "UADA"), mentor=known(db, "UAMARA"), state=AskState.SENT)
        db.add(sent)

    with database.begin(TEAM) as db:
        held = asks.held(db, sent.id)
        assert held is not None
        assert (held.mentee.slack_id, held.mentor.slack_id) == ("UADA", "UAMARA")
