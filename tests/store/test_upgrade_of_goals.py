"""A goal that was shared before it was known since when is shared since it was last touched, and no other one is."""

from datetime import timedelta

import sqlalchemy as sa

from bot.mentoring.goals import Goal
from bot.store.database import Database
from bot.store.upgrade import downgrade, upgrade
from tests.examples import MONDAY, TEAM, ada

BEFORE = "0043"


def test_what_is_shared_is_shared_since_it_was_last_touched(empty: Database) -> None:
    upgrade(empty)
    touched = MONDAY + timedelta(days=3)
    with empty.begin(TEAM) as db:
        owner = ada()
        db.add(owner)
        for text, shared in (("Give a talk", True), ("Change teams", False)):
            goal = Goal(workspace=TEAM, owner=owner, text=text, created_at=MONDAY, updated_at=touched, shared=shared)
            goal.shared_at = MONDAY
            db.add(goal)

    downgrade(empty, BEFORE)
    upgrade(empty)

    with empty.begin(TEAM) as db:
        known = {goal.text: goal.shared_at for goal in db.scalars(sa.select(Goal))}
    assert known == {"Give a talk": touched, "Change teams": None}
