"""What a lead sees is what happened, and nothing of what anybody answered in private."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import orm

from bot import reports
from bot.mentoring import health
from bot.mentoring.answers import Topic
from bot.mentoring.asks import AskState
from bot.mentoring.goals import Goal
from bot.mentoring.lifecycles import Lifecycle
from bot.mentoring.occasions import Class
from bot.mentoring.overview import PairSeen
from bot.mentoring.pairs import Pair
from bot.mentoring.people import HasNotJoined, Person
from bot.mentoring.programs import Kind, Program
from bot.mentoring.roles import NotALead
from bot.mentoring.sessions import Outcome, Session
from bot.store import answers, censuses, facts, letters, overviews, pairs, programs, vitals
from bot.store.database import Database
from bot.store.tables.letters import letters as letter_rows
from tests.examples import MONDAY, TEAM, ada, agreement, ask, ines, jonas, letter, mei, noor, tane
from tests.store.crew import kept, known

DAY = timedelta(days=1)
PRIVATE = (
    (Topic.FIT, "session1", "fit", "wrong"),
    (Topic.PULSE, "pulse1", "worth", "1"),
    (Topic.PULSE, "pulse1", "wish", "other"),
    (Topic.FOCUS, "agreement1", "focus", "wrap_up"),
    (Topic.AUDIT, "audit1", "again", "no"),
    (Topic.CLOSING, "closing", "worth", "1"),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    kept(opened, ada(), mei(), jonas(), noor(), tane(), ines())
    yield opened
    opened.close()


def paired(db: orm.Session, mentor: Person, mentee: Person, days: int, **otherwise: object) -> Pair:
    """Let two be a pair since so many days ago."""
    made = Pair(workspace=TEAM, mentor=mentor, mentee=mentee, started_at=MONDAY - days * DAY, **otherwise)  # type: ignore[arg-type]  # any of its fields
    db.add(made)
    pairs.record(db, made, None, by=None, cause="story", now=made.started_at)
    return made


def session(db: orm.Session, of: Pair, days_ago: int, outcome: Outcome = Outcome.HELD) -> None:
    """Let a pair have had a session, or have one to come."""
    at = MONDAY - days_ago * DAY
    if outcome is Outcome.HELD:
        of.meet(at, at)
    db.add(Session(workspace=TEAM, pair=of, at=at, on=at.date(), outcome=outcome, by=of.mentee, noted_at=at))
    db.flush()


def company(db: orm.Session) -> list[Pair]:
    """Let a few pairs have lived: one regular, one silent, one paused for a while, one that is over."""
    regular = paired(db, known(db, "UMEI"), known(db, "UADA"), 80)
    for days in (70, 56, 42, 28, 14):
        session(db, regular, days)
    session(db, regular, -3, Outcome.BOOKED)
    db.add(agreement(regular, mentor_at=MONDAY - DAY))
    silent = paired(db, known(db, "UJONAS"), known(db, "UADA"), 50)
    away = paired(db, known(db, "UMEI"), known(db, "UNOOR"), 60, rhythm=28 * DAY)
    session(db, away, 50)
    away.pause(MONDAY - 20 * DAY, MONDAY - 40 * DAY, by="UNOOR")
    pairs.record(db, away, Lifecycle.ACTIVE, by="UNOOR", cause="story", now=MONDAY - 40 * DAY)
    was = away.lifecycle
    away.resume(MONDAY - 10 * DAY)
    pairs.record(db, away, was, by="UNOOR", cause="story", now=MONDAY - 10 * DAY)
    ended = paired(db, known(db, "UTANE"), known(db, "UNOOR"), 90)
    ended.end(MONDAY - 30 * DAY)
    pairs.record(db, ended, Lifecycle.INITIATING, by=None, cause="story", now=MONDAY - 30 * DAY)
    return [regular, silent, away, ended]


def test_a_lead_sees_the_same_health_as_anybody_who_reads_only_facts(database: Database) -> None:
    with database.begin(TEAM) as db:
        numbers = [pair.id for pair in company(db)]

    with database.look(TEAM) as db:
        seen = {pair.id: pair for pair in overviews.every(db, MONDAY)}
        turns = vitals.turns_of(db, numbers)
        for known_ in facts.of_pairs(db, numbers):
            one = seen[known_.pair.id]
            expected = health.vitals(known_, turns[one.id], MONDAY)
            assert one.vitals(MONDAY) == expected

    assert sorted(seen) == sorted(numbers)
    assert [pair.reasons(MONDAY) for pair in seen.values()] == [[], [health.NEVER_MET_YET], [], []]
    with database.look(TEAM) as db:
        (only,) = overviews.every(db, MONDAY, only=numbers[0])
    assert (only.id, only.held, only.agreed) == (numbers[0], 5, 2)


def everything(database: Database, viewer: str = "UINES") -> list[object]:
    """Gather all that a lead can see."""
    with database.look(TEAM) as db:
        report = reports.gather(db, MONDAY, reports.Sight(viewer))
        return [
            reports.pairs_sheet(report),
            reports.figures_sheet(report.figures),
            [reports.facts(each, MONDAY) for each in report.needs],
            report.states,
        ]


def test_no_private_answer_changes_anything_a_lead_can_see(database: Database) -> None:
    with database.begin(TEAM) as db:
        several = company(db)

    before = everything(database)
    with database.begin(TEAM) as db:
        for pair in several[:3]:
            both = pairs.one(db, pair.id)
            assert both
            for author in both.both:
                for topic, occasion, item, value in PRIVATE:
                    answers.keep(db, both, author.slack_id, topic, occasion, value, MONDAY - 8 * DAY, item=item)

    assert everything(database) == before


def test_a_wish_for_a_word_is_seen_by_leads_but_by_no_lead_who_is_the_other_one(database: Database) -> None:
    with database.begin(TEAM) as db:
        regular, *_ = company(db)
        answers.keep(db, regular, "UADA", Topic.CONTACT, "", "yes", MONDAY)

    assert "asked for a word" in str(everything(database))
    for one_of_them in ("UMEI", "UADA"):
        assert "asked for a word" not in str(everything(database, one_of_them))


def test_scores_are_told_from_five_answers_on_and_not_before_the_week_is_over(database: Database) -> None:
    with database.begin(TEAM) as db:
        several = company(db)[:3]
        pupils = [f"UPUPIL{number}" for number in range(4)]
    kept(database, *(noor(slack_id=each, name=each) for each in pupils))
    with database.begin(TEAM) as db:
        several += [paired(db, known(db, "UINES"), known(db, each), 60) for each in pupils]
        for pair in several:
            mentee = pair.mentee.slack_id
            answers.keep(db, pair, mentee, Topic.PULSE, "pulse1", "2", MONDAY - 20 * DAY, item="worth")
            answers.keep(db, pair, mentee, Topic.PULSE, "pulse2", "4", MONDAY - 5 * DAY, item="worth")
            answers.keep(db, pair, pair.mentor.slack_id, Topic.PULSE, "pulse1", "1", MONDAY, item="worth")

    with database.look(TEAM) as db:
        worth = censuses.count(db, MONDAY).feelings.worth

    assert (worth["mentees"].asked, worth["mentees"].answered, worth["mentees"].total) == (6, 6, 24)
    assert worth["mentors"].answered == 0
    assert "Worth it for mentees,4,6" in str(everything(database)[1])


def test_everything_else_is_counted_too(database: Database) -> None:
    with database.begin(TEAM) as db:
        regular, *_ = company(db)
        session(db, regular, 21, Outcome.MISSED)
        session(db, regular, 9, Outcome.BOOKED)
        two = {"mentee": known(db, "UADA"), "mentor": known(db, "UJONAS")}
        known(db, "UNOOR").wait(MONDAY)
        states = (AskState.ACCEPTED, AskState.DECLINED, AskState.EXPIRED)
        for days, state in enumerate(states, 1):
            sent_at = MONDAY - 20 * DAY
            db.add(ask(**two, state=state, sent_at=sent_at, answered_at=sent_at + days * DAY))
        db.add(ask(mentee=known(db, "UNOOR"), mentor=two["mentor"], state=AskState.SENT, sent_at=MONDAY - 11 * DAY))
        db.add(Goal(workspace=TEAM, owner=two["mentee"], text="a", created_at=MONDAY, updated_at=MONDAY))
        db.add(Goal(workspace=TEAM, owner=two["mentee"], text="b", created_at=MONDAY, updated_at=MONDAY - 50 * DAY))
        said = letter(key="said", class_=Class.NUDGE)
        letters.write(db, said)
        db.execute(letter_rows.update().where(letter_rows.c.id == said.id).values(state="sent", sent_at=MONDAY - DAY))

    with database.look(TEAM) as db:
        counts, weeks = censuses.count(db, MONDAY), reports.mondays(MONDAY)
        told, weekly = censuses.messages(db, MONDAY), censuses.weekly(db, weeks)

    assert (counts.joined, counts.with_a_pair, counts.waiting, counts.open_asks) == (6, 4, 1, 1)
    assert (counts.answered, counts.accepted, counts.declined, counts.expired) == (2, 1, 1, 1)
    assert (list(counts.days_to_answer), sorted(counts.days_without)) == ([1, 2], [3, 11])
    assert (counts.held, counts.missed, counts.unknown) == (6, 1, 1)
    assert (counts.mentees, counts.mentees_with_goal, counts.goals_open, counts.goals_fresh) == (2, 1, 2, 1)
    assert counts.places == 1  # Mei has room for two and two mentees, Jonas for one and one, Tane is free again
    assert told == {Class.NUDGE: 1 / 6 / 4}
    assert sum(weekly) == 6
    assert weekly[-3] == 1
    assert counts.waiting_long == 1


def test_an_empty_workspace_has_nothing_to_tell(database: Database) -> None:
    with database.look("T9") as db:
        report = reports.gather(db, MONDAY)
        assert censuses.messages(db, MONDAY) == {}

    assert reports.in_states(report) == "There are no pairs yet."
    assert report.pairs == []


def test_where_all_pairs_have_ended_no_lead_reads_that_there_were_none(database: Database) -> None:
    with database.begin(TEAM) as db:
        for pair in company(db):
            if pair.is_live:
                pair.end(MONDAY)

    with database.look(TEAM) as db:
        assert reports.in_states(reports.gather(db, MONDAY)) == "There are no pairs right now."


def test_a_table_runs_nothing_in_a_spreadsheet(database: Database) -> None:
    with database.begin(TEAM) as db:
        company(db)
        known(db, "UADA").name = '=HYPERLINK("http://evil.example")'

    with database.look(TEAM) as db:
        sheet = reports.pairs_sheet(reports.gather(db, MONDAY))

    assert "'=HYPERLINK" in sheet
    assert ",=HYPERLINK" not in sheet
    assert len(sheet.splitlines()) == 5


def test_a_draft_names_no_reason(database: Database) -> None:
    with database.begin(TEAM) as db:
        _, silent, *_ = company(db)
        answers.keep(db, silent, "UADA", Topic.CONTACT, "", "yes", MONDAY)

    with database.look(TEAM) as db:
        (first,) = reports.gather(db, MONDAY, reports.sight_of(db, "UINES")).needs
    first_reasons = [*first.reasons]

    assert first_reasons == [health.NEVER_MET_YET, health.ASKED]
    assert "a word would be welcome" in reports.draft(first)
    assert isinstance(first.pair, PairSeen)


def test_no_lead_is_sent_to_two_of_whom_one_has_left_unless_somebody_asked_for_a_word(database: Database) -> None:
    with database.begin(TEAM) as db:
        _, silent, *_ = company(db)
        silent.mentor.leave()
        number = silent.id

    def needs() -> list[tuple[int, list[str]]]:
        with database.look(TEAM) as db:
            report = reports.gather(db, MONDAY, reports.sight_of(db, "UINES"))
            return [(each.pair.id, [*each.reasons]) for each in report.needs]

    assert needs() == []
    with database.begin(TEAM) as db:
        answers.keep(db, silent, "UADA", Topic.CONTACT, "", "yes", MONDAY)
    assert needs() == [(number, [health.ASKED])]


def test_who_leads_one_program_sees_its_pairs_and_no_others(database: Database) -> None:
    with database.begin(TEAM) as db:
        regular, *_ = company(db)
        program = programs.add(db, Program(workspace=TEAM, name="a", kind=Kind.COHORT, by="UINES", created_at=MONDAY))
        regular.program_id = program.id
        programs.appoint(db, program.id, "UTANE", MONDAY)

    with database.look(TEAM) as db:
        sight = reports.sight_of(db, "UTANE")
        report = reports.gather(db, MONDAY, sight)
        weekly = censuses.weekly(db, reports.mondays(MONDAY), sight.programs)
        for stranger, refusal in (("UMEI", NotALead), ("UNOBODY", HasNotJoined)):
            with pytest.raises(refusal):
                reports.sight_of(db, stranger)
    with database.survey() as db:
        assert [reader.slack_id for reader in overviews.readers(db)] == ["UTANE", "UINES"]

    assert [pair.id for pair in report.pairs] == [regular.id]
    assert {figure.name: figure.said for figure in report.figures}["Sessions held"] == "5 of 5"
    assert sum(weekly) == 5


def test_gaps_between_sessions_early_ends_and_second_meetings_are_counted(database: Database) -> None:
    with database.begin(TEAM) as db:
        ada_, mei_, jonas_, noor_ = (known(db, each) for each in ("UADA", "UMEI", "UJONAS", "UNOOR"))
        kept_up, over, done = paired(db, mei_, ada_, 80), paired(db, jonas_, noor_, 60), paired(db, mei_, noor_, 60)
        for days_ago in (70, 56, 20):
            session(db, kept_up, days_ago)
        for pair, cause in ((over, "end:time"), (done, "end:goals_met")):
            pair.end(MONDAY - 10 * DAY)
            pairs.record(db, pair, Lifecycle.INITIATING, by="UNOOR", cause=cause, now=MONDAY - 10 * DAY)
        number = kept_up.id

    with database.look(TEAM) as db:
        counts = censuses.count(db, MONDAY)
        twice = overviews.met_twice(db, [number])

    assert (counts.gaps, counts.gaps_on_time) == (2, 1)
    assert counts.ended_early is None  # two would tell what one of them said
    assert twice == {number: MONDAY - 56 * DAY}
    assert counts.roles == {"mentees": (1, 3), "mentors": (1, 3)}
