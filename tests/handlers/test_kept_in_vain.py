"""Kept together in vain: two whom a lead keeps together though a match can't, and what becomes of them."""

from bot.mentoring.cohort.participants import Cohort
from bot.mentoring.cohort.stages import without_vain
from bot.mentoring.enrolments import Verdict
from bot.mentoring.programs import Step
from bot.playground.client import Visitor
from bot.store import audits, choices, cohorts, people, programs
from handlers.matches.vain import SHOWN, kept_in_vain
from tests.handlers.conftest import Office
from tests.handlers.programs import MENTEES, begins, fills, kept, matched, opens
from tests.handlers.test_choosing import UNTIL

ADA, NOOR, HANA = MENTEES
IN_VAIN = "Kept together in vain: <@UADA> and <@UJONAS>: one reports to the other, or something keeps the two apart."


def decides(office: Office, number: int, mentee: str, mentor: str, verdict: Verdict | None = Verdict.LOCK) -> None:
    """Let two be kept together from the next match on, or not any more."""
    with office.database.begin(office.workspace) as db:
        two = people.these(db, [mentee, mentor])
        cohorts.decide(db, number, [(two[mentee], two[mentor])], verdict, office.now())


def kept_together(office: Office, number: int) -> frozenset[tuple[str, str]]:
    """Read who is kept together."""
    with office.database.look(office.workspace) as db:
        return cohorts.verdicts(db, number)[Verdict.LOCK]


def begins_in_vain(office: Office) -> int:
    """Keep Ada together with Jonas, whom she has blocked, and match."""
    number = begins(office, Step.MATCHING)
    fills(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, ADA, ["UJONAS"])
    decides(office, number, ADA, "UJONAS")
    matched(office, number)
    return number


def lets_them_choose(mia: Visitor) -> None:
    """Let Mia name three mentors to each mentee."""
    mia.clicks("Let mentees choose first")
    mia.waits_for("Nobody is told a pair before launch")
    mia.fills({"until": UNTIL}).submits()
    mia.waits_for("Matching is under way")


def named(office: Office, number: int) -> set[tuple[str, str]]:
    """Read which mentors were named to whom."""
    with office.database.look(office.workspace) as db:
        return {(each.mentee.slack_id, each.mentor.slack_id) for each in choices.newest(db, number)}


def test_whoever_is_kept_together_in_vain_chooses_like_everybody_else_and_only_among_others(office: Office) -> None:
    number = begins_in_vain(office)
    decides(office, number, NOOR, "UGRACE")
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for(IN_VAIN)

    lets_them_choose(mia)

    found = named(office, number)
    assert {mentee for mentee, _ in found} == {ADA, HANA}, "Noor has somebody"
    assert (ADA, "UJONAS") not in found


def test_what_would_be_in_vain_by_now_and_was_not_named_shows_in_no_count_of_who_is_asked(office: Office) -> None:
    number = begins(office, Step.MATCHING)
    fills(office, number)
    decides(office, number, ADA, "UJONAS")
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, ADA, ["UJONAS"])
    mia = opens(office)
    mia.clicks("Matches")

    lets_them_choose(mia)

    assert {mentee for mentee, _ in named(office, number)} == {NOOR, HANA}


def test_a_lead_lets_go_of_two_who_are_kept_together_in_vain_and_twice_is_once(office: Office) -> None:
    number = begins_in_vain(office)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for(IN_VAIN)
    with office.database.begin(office.workspace) as db:
        programs.appoint(db, number, "UGRACE", office.now())
    other = opens(office, "UGRACE")
    other.clicks("Matches")
    other.waits_for(IN_VAIN)

    for lead in (mia, other):
        lead.clicks("let_go_of_two")
        lead.waits_for("<@UADA> and <@UJONAS> aren't kept together any more.")
        assert not lead.sees("in vain")
        assert not lead.sees("can't be matched")

    assert not kept_together(office, number)
    with office.database.look(office.workspace) as db:
        noted = [each.act for each in audits.latest(db, 9, program=number)[0]]
    assert noted == ["match_unlock"]


def test_two_whom_a_match_keeps_by_now_stay_when_an_old_window_lets_go_of_them(office: Office) -> None:
    number = begins_in_vain(office)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for(IN_VAIN)
    with office.database.begin(office.workspace) as db:
        people.block(db, ADA, [])
    matched(office, number)

    mia.clicks("let_go_of_two")

    assert mia.waits_for("That can't be done where this program stands now, so nothing was changed.")
    assert kept_together(office, number) == {(ADA, "UJONAS")}


def test_nobody_is_let_go_of_once_the_program_closes(office: Office) -> None:
    number = begins_in_vain(office)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for(IN_VAIN)
    with office.database.begin(office.workspace) as db:
        program = programs.one(db, number)
        assert program
        program.step = Step.CLOSE

    mia.clicks("let_go_of_two")

    assert mia.waits_for("That can't be done where this program stands now, so nothing was changed.")
    assert kept_together(office, number) == {(ADA, "UJONAS")}
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for("Nobody is told of a match before launch.")
    assert not mia.sees("in vain")
    assert kept(office, number).step is Step.CLOSE


def test_whoever_is_kept_together_in_vain_takes_no_place_of_the_mentor(office: Office) -> None:
    begins_in_vain(office)
    mia = opens(office)
    mia.clicks("Matches")
    mia.waits_for(IN_VAIN)

    mia.clicks("Decide by table")
    mia.waits_for("You see what would change before anything does.")
    mia.fills({"decisions": f"mentee,mentor\n{HANA},UJONAS\n"}).submits()

    assert mia.waits_for("*1 good line, 0 lines to look at.* 1 kept together")


def test_somebody_without_a_match_is_given_a_mentor_whose_only_place_is_kept_in_vain(office: Office) -> None:
    number = begins_in_vain(office)
    with office.database.begin(office.workspace) as db:
        for mentor in ("UJONAS", "UGRACE", "UVALE"):
            people.block(db, mentor, [HANA])
    matched(office, number)
    with office.database.begin(office.workspace) as db:
        people.block(db, "UJONAS", [])
    mia = opens(office)
    mia.clicks("Matches")
    mia.clicks("Without a match")
    mia.waits_for(f"<@{HANA}>")
    mia.clicks("Give a mentor")
    mia.waits_for(f"Whom should <@{HANA}> have as a mentor?")

    mia.fills({"mentor": "UJONAS"}).submits()

    mia.waits_for(f"<@{HANA}> and <@UJONAS> are kept together from the next match on.")
    assert kept_together(office, number) == {(ADA, "UJONAS"), (HANA, "UJONAS")}


def test_of_many_who_are_kept_together_in_vain_some_are_named_and_the_others_counted() -> None:
    several = {("UADA", f"U{number}"): "full" for number in range(SHOWN + 2)}

    *named_, last = kept_in_vain(1, several)

    assert len(named_) == SHOWN
    assert "U0> has no place left" in str(named_[0])
    assert "And 2 more are kept together in vain." in str(last)


def test_only_what_was_in_vain_is_let_go_of_for_naming_mentors() -> None:
    two, others = ("ada", "jonas"), ("noor", "grace")
    asked = without_vain(Cohort(participants=(), locks=frozenset({two, others})), [two])

    assert asked.locks == {others}
    assert asked.forbidden == {two}
