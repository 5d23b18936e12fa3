"""What some pairs never hear, what came of it for the others, and a kind that is switched off because of that."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.mentoring.effects import ACTS_WITHIN, Effect
from bot.mentoring.holdout import NOBODY, Holdout
from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import Lifecycle
from bot.mentoring.sessions import Outcome
from bot.store import verdicts
from scheduling import judging, nudges, rounds
from scheduling.forecast import forecast
from tests.examples import MONDAY, TEAM
from tests.scheduling.lives import begin, keys, live, looked_at, make_round, plan, the_pair
from tests.scheduling.mailroom import Mailroom

WEDNESDAY_BEFORE = MONDAY - timedelta(days=5)
SUNDAY = MONDAY - timedelta(days=1)
KIND = "first_meeting"
DAY = timedelta(days=1)
EVERYBODY = Holdout(1)


def effect(room: Mailroom, kind: str = KIND) -> Effect:
    with room.database.everywhere() as db:
        return verdicts.effects(db).get(kind, Effect(kind=kind))


def judge_later(room: Mailroom) -> int:
    return judging.judge(room.database, room.clock() + ACTS_WITHIN + DAY)


def switched_off(room: Mailroom) -> set[str]:
    with room.database.everywhere() as db:
        return set(verdicts.off(db))


def test_whoever_is_held_out_hears_nothing_of_it_and_it_is_noted_once(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)

    for _ in range(2):
        assert rounds.make(mailroom.database, MONDAY, holdout=EVERYBODY) == 0

    (withheld,) = mailroom.all()
    assert (withheld.kind, withheld.state, withheld.class_) == (KIND, LetterState.WITHHELD, Class.NUDGE)
    assert (withheld.text, withheld.blocks) == ("", [])
    mailroom.drain()
    assert mailroom.slack.log == []


def test_what_belongs_to_sessions_and_what_comes_before_a_rest_is_always_said(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", MONDAY - 20 * DAY)
    plan(mailroom, pair, SUNDAY - 7 * DAY, Outcome.HELD)
    plan(mailroom, pair, SUNDAY)
    quiet = begin(mailroom, "UNOOR", "UJONAS", MONDAY - 46 * DAY)

    rounds.make(mailroom.database, MONDAY, holdout=EVERYBODY)

    said = {letter.kind for letter in mailroom.all() if letter.state is LetterState.DUE}
    assert "outcome" in said
    assert said & {"rest_notice", "first_meeting_choice"}
    assert {letter.class_ for letter in mailroom.all() if letter.kind == "goal_setup"} <= {Class.SERVICE, Class.NUDGE}
    assert looked_at(mailroom, quiet)


def test_what_is_withheld_takes_up_nobody_s_budget(mailroom: Mailroom) -> None:
    held = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    begin(mailroom, "UADA", "UJONAS", WEDNESDAY_BEFORE)
    only_first = next(share / 1000 for share in range(1000) if Holdout(share / 1000).holds(KIND, TEAM, f"pair{held}"))

    rounds.make(mailroom.database, MONDAY, holdout=Holdout(only_first))

    states = sorted(letter.state for letter in mailroom.all() if letter.to == "UADA")
    assert states in (["due", "withheld"], ["withheld", "withheld"])


def test_a_forecast_knows_who_is_held_out(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)

    assert forecast(mailroom.database, MONDAY, 2 * DAY, holdout=NOBODY)
    assert forecast(mailroom.database, MONDAY, 2 * DAY, holdout=EVERYBODY) == []
    assert mailroom.all() == []


@pytest.mark.parametrize("holdout", [NOBODY, EVERYBODY])
def test_who_acts_and_who_does_not_is_seen_alike_on_both_sides(mailroom: Mailroom, holdout: Holdout) -> None:
    acts = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    begin(mailroom, "UNOOR", "UJONAS", WEDNESDAY_BEFORE)
    rounds.make(mailroom.database, MONDAY, holdout=holdout)
    mailroom.drain()
    plan(mailroom, acts, MONDAY + 3 * DAY)

    assert judging.judge(mailroom.database, MONDAY + DAY) == 0
    assert judge_later(mailroom) == 2
    assert judge_later(mailroom) == 0

    found = effect(mailroom)
    told, untold = (found.sent, found.acted), (found.held_out, found.acted_unasked)
    assert (told, untold) == (((2, 1), (0, 0)) if holdout is NOBODY else ((0, 0), (2, 1)))


def test_whoever_acts_on_the_fourth_working_day_after_a_weekend_has_acted(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    make_round(mailroom)
    mailroom.drain()
    assert judging.judge(mailroom.database, MONDAY + 6 * DAY + timedelta(hours=1)) == 0
    plan(mailroom, pair, MONDAY + 8 * DAY)

    assert judging.judge(mailroom.database, MONDAY + 7 * DAY + timedelta(hours=1)) > 0

    assert (effect(mailroom).sent, effect(mailroom).acted) == (1, 1)


def test_what_was_held_back_is_judged_only_once_its_reader_had_as_long_as_anybody(mailroom: Mailroom) -> None:
    mailroom.write(
        kind=KIND, key=f"{KIND}:pair9:UADA:1", state=LetterState.SENT, due_at=MONDAY, sent_at=MONDAY + 6 * DAY
    )

    assert judging.judge(mailroom.database, MONDAY + 8 * DAY) == 0
    assert judging.judge(mailroom.database, MONDAY + 13 * DAY) == 1


def test_a_pair_that_time_has_put_to_rest_did_not_act(mailroom: Mailroom) -> None:
    pair = begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    make_round(mailroom)
    mailroom.drain()
    with mailroom.database.begin(TEAM) as db:
        the_pair(db, pair).lifecycle = Lifecycle.DORMANT

    judge_later(mailroom)

    assert (effect(mailroom).sent, effect(mailroom).acted) == (1, 0)


def test_taps_and_stops_are_counted_and_a_kind_nobody_wants_is_switched_off(mailroom: Mailroom) -> None:
    begin(mailroom, "UNOOR", "UJONAS", WEDNESDAY_BEFORE)
    for number in range(60):
        mailroom.write(
            kind=KIND,
            key=f"{KIND}:pair999:UADA:{number}",
            state=LetterState.SENT,
            sent_at=MONDAY,
            acknowledged_at=MONDAY if number < 20 else None,
            stopped_at=MONDAY if number < 2 else None,
        )

    judge_later(mailroom)

    found = effect(mailroom)
    assert (found.sent, found.tapped, found.answered, found.stopped) == (60, 20, 18, 2)
    assert switched_off(mailroom) == {KIND}
    assert make_round(mailroom) == []

    with mailroom.database.everywhere() as db:
        assert verdicts.switch_on(db, KIND, mailroom.clock() + 8 * DAY)
        assert not verdicts.switch_on(db, KIND, mailroom.clock() + 8 * DAY)
    assert effect(mailroom).sent == 0
    begin(mailroom, "UNOOR", "UMEI", WEDNESDAY_BEFORE)
    assert keys(make_round(mailroom)) == {"first_meeting to UNOOR"}


def test_what_was_written_before_its_kind_was_switched_off_is_not_said(mailroom: Mailroom) -> None:
    begin(mailroom, "UADA", "UMEI", WEDNESDAY_BEFORE)
    make_round(mailroom)
    with mailroom.database.everywhere() as db:
        verdicts.switch_off(db, KIND, "nobody acts on it", MONDAY)

    live(mailroom, MONDAY + timedelta(hours=1))

    assert [letter.state for letter in mailroom.all()] == [LetterState.CANCELLED]


def test_a_kind_that_is_gone_is_judged_and_never_switched_off(mailroom: Mailroom) -> None:
    for number in range(120):
        mailroom.write(kind="gone", key=f"gone:pair9:UADA:{number}", state=LetterState.SENT, sent_at=MONDAY)

    assert judge_later(mailroom) == 120

    assert effect(mailroom, "gone").sent == 120
    assert switched_off(mailroom) == set()
    with mailroom.database.everywhere() as db:
        verdicts.forget(db, MONDAY + DAY)
    assert effect(mailroom, "gone").sent == 0


def asked(room: Mailroom, *words: str) -> tuple[int, str]:
    url = room.database.url.render_as_string(hide_password=False)
    told = CliRunner().invoke(main, ["nudges", *words], env={"DATABASE_URL": url})
    return told.exit_code, told.output


def test_the_operator_sees_what_came_of_each_kind_and_can_switch_one_on_again(mailroom: Mailroom) -> None:
    for number in range(60):
        state = LetterState.WITHHELD if number >= 55 else LetterState.SENT
        mailroom.write(kind=KIND, key=f"{KIND}:pair999:UADA:{number}", state=state, sent_at=MONDAY)
    judge_later(mailroom)

    code, table = asked(mailroom)

    rows = {line.split()[0]: line.split() for line in table.splitlines()}
    assert code == 0
    assert set(rows) >= {nudge.kind for nudge in nudges.every() if nudges.is_measured(nudge)}
    assert rows[KIND][1:7] == ["55", "0", "0", "0", "5", "0"]
    assert "0 of 55 readers acted on it" in table
    assert asked(mailroom, "--enable", "nonsense")[0] == 2
    assert "sent again" in asked(mailroom, "--enable", KIND)[1]
    assert "wasn't switched off" in asked(mailroom, "--enable", KIND)[1]
