"""What is said late is worded anew, and however many letters that are, the database is asked once for each kind."""

from datetime import timedelta

from bot.blocks import moment
from bot.mentoring.times import Times
from bot.store import pairs
from scheduling import anew
from tests.examples import MONDAY, TEAM, letter
from tests.scheduling.lives import Queries
from tests.scheduling.mailroom import Mailroom
from tests.store.crew import known

DAY = timedelta(days=1)
PASSED = moment(MONDAY - DAY)


def test_however_many_introductions_and_proposals_come_late_two_questions_are_asked(mailroom: Mailroom) -> None:
    with mailroom.database.begin(TEAM) as db:
        known(db, "UMEI").capacity = 2
        several = [pairs.make(db, known(db, "UMEI"), known(db, who), "sql", MONDAY) for who in ("UADA", "UNOOR")]
        late = (MONDAY - DAY, MONDAY + DAY)
        proposed = [
            Times(workspace=TEAM, pair=each, by=each.mentee, moments=late, proposed_at=MONDAY - 2 * DAY)
            for each in several
        ]
        db.add_all(proposed)
        db.flush()
        letters = [letter(kind="introduction", pair_id=each.id, text=f"Perhaps {PASSED}") for each in several]
        letters += [letter(kind="times", occasion=f"times{each.id}", pair_id=each.pair.id) for each in proposed]
        letters += [letter(kind="introduction", pair_id=0, text=f"Of a pair that is gone, {PASSED}"), letter()]
        asked = Queries(mailroom.database)

        anew.word(db, letters, MONDAY)

        assert len(asked) == 2
    assert all("You are a pair" in each.text and PASSED not in each.text for each in letters[:2])
    assert all("proposes to meet" in each.text for each in letters[2:4])
    assert [each.text for each in letters[4:]] == [f"Of a pair that is gone, {PASSED}", "How is it going?"]
