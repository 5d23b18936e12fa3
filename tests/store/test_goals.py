"""Goals are their owner's, and a mentor reads what is shared with the pair."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import orm

from bot.mentoring.goals import Give, GiveState, Goal, GoalState, NotTheirGoal
from bot.mentoring.pairs import Pair
from bot.store import goals, pairs
from bot.store.database import Database
from tests.examples import MONDAY, TEAM, ada, jonas, mei
from tests.store.crew import ELSEWHERE, kept, known


def works_on(db: orm.Session, text: str, owner: str = "UADA", **otherwise: object) -> Goal:
    usual: Mapping[str, Any] = {"workspace": TEAM, "text": text, "created_at": MONDAY, "updated_at": MONDAY}
    goal = Goal(owner=known(db, owner), **{**usual, **otherwise})
    db.add(goal)
    db.flush()
    return goal


def paired(db: orm.Session, mentor: str) -> Pair:
    return pairs.make(db, known(db, mentor), known(db, "UADA"), "sql", MONDAY)


def texts(found: Sequence[Goal]) -> list[str]:
    return [goal.text for goal in found]


def test_open_and_parked_goals_are_kept_and_finished_ones_are_not_listed(database: Database) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        for text in ("first", "second"):
            works_on(db, text)
        for text, state in (("later", GoalState.PARKED), ("won", GoalState.DONE), ("left", GoalState.DROPPED)):
            works_on(db, text, state=state)
        works_on(db, "mei's own", "UMEI")

        assert texts(goals.open_of(db, known(db, "UADA"))) == ["first", "second"]
        assert texts(goals.kept_by(db, known(db, "UADA"))) == ["first", "second", "later"]
        assert texts(goals.open_of(db, known(db, "UMEI"))) == ["mei's own"]


def test_a_mentor_is_shown_what_is_open_and_shared_with_this_pair(database: Database) -> None:
    kept(database, ada(), mei(), jonas())
    with database.begin(TEAM) as db:
        with_mei, with_jonas = paired(db, "UMEI"), paired(db, "UJONAS")
        works_on(db, "shown", pair=with_mei, shared=True)
        works_on(db, "kept to herself", pair=with_mei)
        works_on(db, "shown and done", pair=with_mei, shared=True, state=GoalState.DONE)
        works_on(db, "shown to another", pair=with_jonas, shared=True)

        assert texts(goals.shared_with(db, with_mei)) == ["shown"]


def test_somebody_else_s_goal_is_nobody_s(database: Database) -> None:
    kept(database, ada(), mei())
    with database.begin(TEAM) as db:
        mine = works_on(db, "mine", pair=paired(db, "UMEI"))

    with database.look(TEAM) as db:
        found = goals.theirs(db, mine.id, "UADA")
        assert found.pair is not None
        assert (found.text, found.pair.mentor.slack_id) == ("mine", "UMEI")
        for number, who in ((mine.id, "UMEI"), (mine.id + 1, "UADA"), (0, "UADA")):
            with pytest.raises(NotTheirGoal):
                goals.theirs(db, number, who)
    with database.look(ELSEWHERE) as db:
        assert goals.one(db, mine.id) is None


def test_ideas_for_giving_something_back_are_kept_for_each_pair(database: Database) -> None:
    kept(database, ada(), mei(), jonas())
    with database.begin(TEAM) as db:
        with_mei, with_jonas = paired(db, "UMEI"), paired(db, "UJONAS")
        for number, days in ((3, 1), (1, 0)):
            db.add(
                Give(
                    workspace=TEAM,
                    pair=with_mei,
                    giver=known(db, "UADA"),
                    idea=number,
                    state=GiveState.OFFERED,
                    at=MONDAY + timedelta(days=days),
                )
            )
        db.flush()

        offered = goals.give(db, with_mei, 3)
        assert [each.idea for each in goals.gives_of(db, with_mei)] == [1, 3]
        assert offered is not None
        assert offered.state is GiveState.OFFERED
        assert goals.give(db, with_mei, 2) is None
        assert goals.give(db, with_jonas, 3) is None
