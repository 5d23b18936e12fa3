"""Counting past the bot: the database asked in its own words how a program stands."""

from typing import Any

import sqlalchemy as sa

from tests.handlers.conftest import Office

HERE = "p.joined_at IS NOT NULL AND p.standing = 'member'"
ON_LIST = "FROM enrolments e JOIN people p ON p.id = e.person_id WHERE e.program_id = :program"
LAST = "(SELECT max(id) FROM match_runs WHERE program_id = :program)"
OF_PROGRAM = "FROM match_pairs m JOIN match_runs r ON r.id = m.run_id WHERE r.program_id = :program"
CLAIMED = "lifecycle IN ('proposed', 'initiating', 'active', 'paused', 'dormant', 'hold', 'winding_down')"
TAKEN = f"(SELECT count(*) FROM pairs WHERE mentor_id = p.id AND {CLAIMED})"  # noqa: S608 - nobody types into a test
NEVER = "p.standing = 'member' AND p.joined_at IS NULL AND p.welcomed_at IS NULL"
AWAKE = "(p.offering_paused_until IS NULL OR p.offering_paused_until <= :now)"
FREE = f"max(0, p.capacity - {TAKEN})"
MINE = "program_id IS NOT NULL"
TEACHING = f"WHERE e.part IN ('mentor', 'both') AND {HERE} AND {AWAKE}"
UNMET = (
    f"FROM pairs WHERE {MINE} AND lifecycle = 'initiating' AND started_at <= datetime(:now, '-21 days') AND held = 0"
)
OPEN = "(SELECT count(*) FROM match_pairs {0} WHERE {0}.review IN ('proposed', 'approved') AND {1})"
ENROLLED = "EXISTS (SELECT 1 FROM enrolments e WHERE e.program_id = :program AND {})"
REVIEWED = "('proposed', 'approved')"
LOOKED_AFTER = "checked_in_until > :now"
NOBODY_LOOKS = "(checked_in_until IS NULL OR checked_in_until <= :now)"


class Counted:
    """The database, asked in its own words and past everything that the bot asks it by."""

    def __init__(self, office: Office, program: int) -> None:
        self._office, self._program = office, program

    def rows(self, query: str) -> list[Any]:
        """Ask about the program."""
        with self._office.database.engine.connect() as connection:
            return list(connection.execute(sa.text(query), {"program": self._program, "now": str(self._office.now())}))

    def one(self, query: str) -> int:
        """Count."""
        return int(self.rows(f"SELECT count(*) {query}")[0][0])

    def part(self, *parts: str) -> int:
        """Count who takes part as one of these."""
        return self.one(f"{ON_LIST} AND {HERE} AND e.part IN ({', '.join(map(repr, parts))})")

    @property
    def free(self) -> int:
        """Count the places that are left."""
        teach = f"{ON_LIST} AND {HERE} AND e.part IN ('mentor', 'both') AND {AWAKE}"
        return sum(row[0] for row in self.rows(f"SELECT {FREE} {teach}"))

    def stand(self, review: str) -> int:
        """Count matches: what people were told of, in any run, and what stands in the last one."""
        which = "" if review == "launched" else f"AND m.run_id = {LAST}"
        return self.one(f"{OF_PROGRAM} {which} AND m.review = '{review}'")

    @property
    def without(self) -> int:
        """Count who learns here, was there at the last match, and has neither a match that stands nor a pair."""
        last = f"FROM match_runs r, json_each(r.participants) j WHERE r.id = {LAST} AND j.value = p.slack_id"
        stands = f"FROM match_pairs m WHERE m.run_id = {LAST} AND m.mentee_id = p.id AND m.review IN {REVIEWED}"
        paired = f"FROM pairs WHERE mentee_id = p.id AND program_id = :program AND {CLAIMED}"
        nothing = " AND ".join(f"NOT EXISTS (SELECT 1 {each})" for each in (stands, paired))
        learn = f"{ON_LIST} AND {HERE} AND e.part IN ('mentee', 'both')"
        return self.one(f"{learn} AND EXISTS (SELECT 1 {last}) AND {nothing}")

    @property
    def came_about(self) -> int:
        """Count the pairs whose two both said yes, whatever became of it."""
        begun = "SELECT 1 FROM turns t WHERE t.pair_id = pairs.id AND t.became IN ('initiating', 'active')"
        return self.one(f"FROM pairs WHERE program_id = :program AND EXISTS ({begun})")

    def loads(self) -> list[Any]:
        """Tell what each mentor with open matches in the last run carries and offers, if they are still here."""
        matches = OPEN.format("m", f"m.mentor_id = p.id AND m.run_id = {LAST}")
        still = ENROLLED.format(f"p.id = e.person_id AND {HERE}")
        mentors = f"FROM people p WHERE {matches} > 0 AND {still}"
        return self.rows(f"SELECT p.slack_id, {TAKEN} + {matches} AS carries, p.capacity {mentors}")

    def free_anywhere(self) -> int:
        """Count the places that are left in all programs, each once."""
        mentors = f"FROM people p JOIN enrolments e ON e.person_id = p.id {TEACHING}"
        return sum(row[1] for row in self.rows(f"SELECT DISTINCT p.id, {FREE} {mentors}"))
