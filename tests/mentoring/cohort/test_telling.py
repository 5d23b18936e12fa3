"""What is said of a match as a whole: what is proven, and what is only known."""

from dataclasses import replace

from bot.mentoring.cohort import telling
from bot.mentoring.cohort.fit import Barrier
from bot.mentoring.cohort.participants import Cohort, Participant, Policy, Way
from bot.mentoring.cohort.solving import solve
from tests.mentoring.cohort.test_matching_a_cohort import FOUR


def test_a_quiet_match_is_told_in_few_words() -> None:
    told = telling.proof(solve(FOUR, Policy(floor=False)).certificate)

    raised = telling.proof(solve(FOUR, Policy()).certificate)[1]
    assert "no match of as many does better by the worst-off, and no such match has" in raised
    best = "Provably the best: nobody can match more people, and no match of as many has a sum of more than 1000."
    assert told == [
        "2 of 2 mentees have a mentor.",
        f"{best} {telling.THE_SUM}",
        "No two people would both rather have each other.",
    ]
    blocked = replace(solve(FOUR, Policy(way=Way.STABLE)).certificate, blocking=1)
    assert telling.proof(blocked)[1].startswith("By their points")
    nobody = telling.proof(solve(Cohort(participants=()), Policy()).certificate)
    assert nobody == ["Nobody here wants a mentor, so there is nobody to match."]
    assert solve(FOUR, Policy()).plain()["certificate"]["proven"] is True
    least = telling.proof(replace(solve(FOUR, Policy()).certificate, floor=750, worst=750))[2]
    assert least.startswith("Everybody newly matched gets a mentor worth at least 750 to them, adding up the parts")


def test_who_reports_to_one_manager_is_of_one_team_whatever_the_teams_are_called() -> None:
    ada, _, mei, _ = FOUR.participants
    reports = (replace(ada, manager="zoe", team="red"), replace(mei, manager="zoe", team="blue"))
    cohort = Cohort(participants=reports)

    assert [one.step for one in solve(cohort, Policy()).unmatched] == [
        "To open one mentor: allow mentors from the same team."
    ]
    assert solve(cohort, Policy(same_team=True)).certificate.matched == 1


def test_whoever_gives_up_a_choice_so_that_one_more_is_matched_is_told_what_is_proven_of_as_many() -> None:
    def one(id_: str, wants: str, wish: str, *languages: str) -> Participant:
        return Participant(id=id_, wants=(wants,), mentors=1, wishes=(wish,), languages=frozenset(languages))

    def other(id_: str, topic: str, wish: str, *languages: str) -> Participant:
        return Participant(id=id_, topics=(topic,), capacity=1, wishes=(wish,), languages=frozenset(languages))

    people = (
        *(one("a", "SQL", "m", "English", "French"), one("b", "SQL", "", "French"), one("c", "hiring", "p", "English")),
        *(other("m", "SQL", "a", "English", "French"), other("n", "SQL", "", "English"), other("p", "hiring", "c")),
    )
    found = solve(Cohort(participants=people), Policy()).certificate

    best, floor = telling.proof(found)[1:3]
    assert best.startswith(
        "Provably the best: nobody can match more people, no match of as many keeps more of what people chose, "
        "no such match does better by the worst-off, and no such match has a sum of more than "
    )
    assert floor.endswith("no match of as many people with as much of what people chose is better for the worst-off.")
    unproven = telling.proof(replace(found, proven=False, bound=found.total + 1))[1]
    such = "of as many people, with as much of what people chose and as good for the worst-off"
    assert f"and no match {such} has more than {found.total + 1}." in unproven


def test_where_everybody_has_whom_they_chose_no_number_is_told() -> None:
    ada, ben, mei, bo = FOUR.participants
    people = (replace(ada, wishes=("mei",)), replace(mei, wishes=("ada",)), ben, bo)
    found = solve(Cohort(participants=people[:2]), Policy()).certificate

    told = telling.proof(found)[2]
    assert told.startswith(
        f"Everybody newly matched gets {telling.CHOSEN}, or one for whom everything speaks; no match"
    )


def test_why_nobody_was_found_sounds_the_same_whether_somebody_said_something_in_private_or_little_fits() -> None:
    private = {Barrier.LINE: 1, Barrier.APART: 2, Barrier.LEVEL: 1}
    poor = {Barrier.LINE: 1, Barrier.LEVEL: 1, Barrier.FIT: 2}

    assert telling.why_not(private, 0) == telling.why_not(poor, 0)
    assert telling.why_not(poor, 0).startswith(
        "Of the mentors: 3 in their reporting line or kept apart from them, or with"
    )


def test_whoever_is_kept_apart_in_private_is_counted_by_what_everybody_can_see_of_them() -> None:
    far = ("Europe/Berlin", "America/Chicago")
    mentors = tuple(
        Participant(id=f"m{at}", topics=("sql",), capacity=int(at < 3), timezone=far[at % 2]) for at in range(4)
    )
    mentee = Participant(id="pooja", wants=("sql",), mentors=1, timezone="Pacific/Auckland")
    cohort = Cohort(participants=(mentee, *mentors))
    said = [solve(cohort, Policy()).unmatched]
    said += [solve(replace(cohort, apart=frozenset({(each.id, "pooja")})), Policy()).unmatched for each in mentors]

    assert "3 with too few working hours in common" in telling.why_not(said[0][0].barriers, 0)
    assert said[0][0].step.startswith("To open 3 mentors: ask whether a session early")
    assert all(each == said[0] for each in said)
    (near,) = solve(
        Cohort(
            participants=(replace(mentee, timezone="Europe/Berlin"), mentors[0]), apart=frozenset({("pooja", "m0")})
        ),
        Policy(),
    ).unmatched
    assert near.barriers == {Barrier.APART: 1}


def test_who_teaches_the_same_words_in_another_order_teaches_something_else() -> None:
    mentee = Participant(id="omar", wants=("design systems", "Design system", "databases"), mentors=1)
    mentor = Participant(id="thandi", topics=("System design", "databases"), capacity=1)

    assert telling.taught_wants(mentee, mentor) == ["databases"]
    assert telling.missing(mentee, mentor) == ("design systems", "Design system")
    assert telling.taught_wants(replace(mentee, wants=("how to design a system",)), mentor)


def test_several_reasons_read_as_one_sentence() -> None:
    told = telling.in_a_row(["Teaches SQL", "2 levels ahead", "From another department"])

    assert told == "Teaches SQL; 2 levels ahead; from another department"
    assert telling.in_a_row(["From another department"]) == "From another department"
    assert telling.in_a_row([]) == ""
