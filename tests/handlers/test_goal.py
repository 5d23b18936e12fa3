"""A goal from one sentence: kept at once, sharpened once, shown to the mentor only when its owner says so."""

from bot.blocks import button
from bot.blocks.surfaces import MESSAGE_BLOCKS_MAX
from bot.mentoring.goals import KEPT_MAX, Goal, GoalState
from bot.playground.client import Visitor
from bot.store import goals, pairs, people
from handlers import goal, home
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import NOT_YOURS, hears, holds, letters_to, pairs_up

SENTENCE = "Give one talk on query plans to my team by 2026-06-30"


def goals_of(office: Office, slack_id: str = "UADA") -> list[Goal]:
    """Return somebody's open and parked goals."""
    with office.database.look(office.workspace) as db:
        person = people.known(db, slack_id)
        return list(goals.kept_by(db, person)) if person else []


def has_goal(office: Office, text: str = "Give a talk", pair: int | None = None, **facts: object) -> int:
    """Let Ada have a goal; return its number."""
    with office.database.begin(office.workspace) as db:
        ada = people.known(db, "UADA")
        assert ada is not None
        goal = Goal(
            workspace=office.workspace,
            owner=ada,
            text=text,
            created_at=office.now(),
            updated_at=office.now(),
            pair=pairs.one(db, pair) if pair else None,
        )
        for name, value in facts.items():
            setattr(goal, name, value)
        db.add(goal)
        db.flush()
        return goal.id


def opens(office: Office, goal: int) -> Visitor:
    """Let Ada open a goal."""
    ada = holds(office, "UADA", button("Update", "open_goal", goal))
    ada.clicks("Update")
    ada.waits_for("What comes next?")
    return ada


def test_a_sentence_with_a_date_and_a_measure_is_asked_for_the_first_step_only(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types(f"/mentor goal {SENTENCE}")
    ada.waits_for("And when will you do it?")
    view = ada.modal()
    assert view is not None
    assert [block["block_id"] for block in view["blocks"]] == ["text", "step", "when", "share"]

    ada.fills({"step": "ask Jonas for a slot", "when": "I open my laptop tomorrow"}).submits()

    ada.waits_for("Saved. Only you see it.")
    (goal,) = goals_of(office)
    assert (goal.text, str(goal.due_on), goal.shared) == (SENTENCE, "2026-06-30", False)
    assert goal.first_step == "When I open my laptop tomorrow, I will ask Jonas for a slot."
    assert not any("shares a goal" in each for each in letters_to(office, "UJONAS"))


def test_a_vague_sentence_is_kept_and_asked_about_once(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Start", "new_goal", pair))
    ada.clicks("Start")
    ada.waits_for("What would you like to be true?")
    ada.fills({"text": "Get better at <!channel>"}).submits()
    ada.waits_for("These make a goal easier to keep.")
    assert [goal.text for goal in goals_of(office)] == ["Get better at <!channel>"]

    ada.fills({"measure": "two fewer slow reports", "due_on": "2026-05-01"}).submits()

    ada.waits_for("How I will know: two fewer slow reports.")
    (goal,) = goals_of(office)
    assert (goal.measure, str(goal.due_on)) == ("two fewer slow reports", "2026-05-01")


def test_saving_anyway_keeps_it_as_it_is(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Start", "new_goal", pair))
    ada.clicks("Start")
    ada.waits_for("What would you like to be true?")
    ada.fills({"text": "Learn SQL"}).submits()
    ada.waits_for("These make a goal easier to keep.")

    ada.submits()

    ada.waits_for("Saved. Only you see it.")
    assert [goal.text for goal in goals_of(office)] == ["Learn SQL"]


def test_the_same_goal_twice_is_one_goal(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    for _ in range(2):
        ada.types(f"/mentor goal {SENTENCE}")
        ada.waits_for("And when will you do it?")
        ada.submits()
        ada.waits_for("Saved. Only you see it.")
        ada.closes()

    assert len(goals_of(office)) == 1


def test_sharing_tells_the_mentor_and_a_date_in_the_past_is_refused(office: Office) -> None:
    pairs_up(office)
    ada = office.visitor("UADA")
    ada.types("/mentor goal Write it down")
    ada.waits_for("And when will you do it?")
    refused = ada.fills({"due_on": "2026-01-01", "share": ["share"]}).submits()
    assert "That day has passed." in str(refused)

    ada.fills({"due_on": "2026-04-01"}).submits()

    ada.waits_for("Saved. Your mentor sees it.")
    assert "<@UADA> shares a goal with you:" in letters_to(office, "UJONAS")[-1]
    jonas = office.visitor("UJONAS")
    jonas.types("/mentor goal")
    assert jonas.waits_for("<@UADA> shares:")


def test_whoever_wants_a_fourth_goal_is_asked_which_one_could_rest_and_has_it(office: Office) -> None:
    pair = pairs_up(office)
    for text in ("one", "two"):
        has_goal(office, text)
    ada = holds(office, "UADA", button("Start", "new_goal", pair))
    ada.clicks("Start")
    ada.waits_for("What would you like to be true?")
    assert not ada.sees("three are plenty")
    ada.closes()
    has_goal(office, "three")

    ada.clicks("Start")
    ada.waits_for("You have 3 other goals open, and three are plenty.")
    ada.closes()
    ada.types(f"/mentor goal {SENTENCE}")
    ada.waits_for("You have 3 other goals open, and three are plenty.")
    ada.submits()

    assert ada.waits_for("Saved. Only you see it.")
    assert [goal.text for goal in goals_of(office)] == ["one", "two", "three", SENTENCE]


def test_a_mentor_who_is_shown_more_goals_than_a_message_holds_reads_how_many_more_and_can_note_one(
    office: Office,
) -> None:
    pairs_up(office)
    for each in range(KEPT_MAX - 1):
        has_goal(office, f"Mine {each}")
    mine = goals_of(office)

    told = goal.listing(mine, [home.card(each) for each in mine * 3]).payload

    assert len(told["blocks"]) == MESSAGE_BLOCKS_MAX
    assert "New goal" in str(told["blocks"])
    assert "And 29 more goals." in str(told["blocks"][-1])


def test_a_goal_is_revised_parked_and_taken_up_again(office: Office) -> None:
    pair = pairs_up(office)
    goal = has_goal(office, pair=pair)
    ada = opens(office, goal)
    ada.fills({"text": "Give two talks", "progress": "50", "next": "parked"}).submits()
    ada.waits_for("Parked: “Give two talks”.")
    ada.closes()
    assert goals_of(office)[0].state is GoalState.PARKED

    again = opens(office, goal)
    again.fills({"text": "Give two talks", "progress": "50", "next": "open"}).submits()

    again.waits_for("Saved. Only you see it.")
    assert (goals_of(office)[0].state, goals_of(office)[0].progress) == (GoalState.OPEN, 50)


def test_a_finished_goal_is_congratulated_and_the_mentor_who_knew_it_hears(office: Office) -> None:
    pair = pairs_up(office)
    goal = has_goal(office, pair=pair, shared=True)
    ada = opens(office, goal)

    ada.fills({"text": "Give a talk", "next": "done"}).submits()

    ada.waits_for("Done: “Give a talk”. Congratulations!")
    assert "has finished a goal you know of" in letters_to(office, "UJONAS")[-1]
    late = holds(office, "UADA", button("Once more", "open_goal", goal))
    late.clicks("Once more")
    assert late.waits_for("This goal is closed, so nothing changed.")


def test_a_goal_is_said_to_be_shared_with_a_mentor_by_name_and_only_while_the_two_are_a_pair(office: Office) -> None:
    pair = pairs_up(office)
    has_goal(office, pair=pair, shared=True)
    ada = office.visitor("UADA")
    ada.opens_home()
    assert ada.waits_for("shared with <@UJONAS>")
    with office.database.begin(office.workspace) as db:
        pairs.theirs(db, pair, "UADA").end(office.now())

    ada.opens_home()

    assert ada.waits_for("was shared in a pair that is over")
    assert not ada.sees("shared with <@UJONAS>")


def test_a_dropped_goal_is_gone_without_a_word_to_anybody(office: Office) -> None:
    pair = pairs_up(office)
    goal = has_goal(office, pair=pair)
    before = letters_to(office, "UJONAS")
    ada = opens(office, goal)

    ada.fills({"text": "Give a talk", "next": "dropped"}).submits()

    ada.waits_for("Dropped: “Give a talk”.")
    assert goals_of(office) == []
    assert letters_to(office, "UJONAS") == before


def test_no_and_later_are_answers(office: Office) -> None:
    pair = pairs_up(office)
    ada = holds(office, "UADA", button("Later", "later_goal", pair))
    ada.clicks("Later")
    ada.waits_for("Later, then.")
    again = holds(office, "UADA", button("No goal for now", "no_goal", pair))

    again.clicks("No goal for now")

    assert again.waits_for("No goal for now, that's fine.")


def test_a_goal_needs_a_sentence_of_reasonable_length(office: Office) -> None:
    moves_in(office, "UNOOR")
    noor = office.visitor("UNOOR")

    noor.types(f"/mentor goal {'x' * 2000}")
    noor.waits_for("That is longer than a goal of one sentence.")
    noor.types("/mentor goal")
    noor.waits_for("What would you like to be true?")
    refused = noor.fills({"text": "   "}).submits()

    assert "One sentence is enough" in str(refused)
    assert goals_of(office, "UNOOR") == []


def test_goals_of_others_stay_theirs(office: Office) -> None:
    pair = pairs_up(office)
    goal = has_goal(office, pair=pair)
    stranger = holds(
        office,
        "UNOOR",
        button("Open", "open_goal", goal),
        button("New", "new_goal", pair),
        button("No", "no_goal", pair),
        button("Later", "later_goal", pair),
    )

    stranger.clicks("Open")
    stranger.waits_for("That goal isn't yours.")
    for number, label in enumerate(("New", "No", "Later"), start=1):
        stranger.clicks(label)
        hears(stranger, NOT_YOURS, number)


def test_a_parked_goal_is_taken_up_again_in_one_tap_on_home_also_beside_three_open_ones(office: Office) -> None:
    pair = pairs_up(office)
    for each in range(3):
        has_goal(office, f"Goal {each}", pair)
    parked = has_goal(office, "Wait a while", pair, state=GoalState.PARKED)
    ada = office.visitor("UADA")
    ada.opens_home()
    ada.waits_for("Parked · only you see it")

    ada.clicks("Take it up again")

    ada.waits_for(lambda: ada.sees("Parked · only you see it") is None)
    assert all(goal.is_open for goal in goals_of(office))
    with office.database.begin(office.workspace) as db:
        goals.theirs(db, parked, "UADA").close(GoalState.PARKED, office.now())
        goals.theirs(db, parked - 1, "UADA").close(GoalState.DROPPED, office.now())
    late = holds(office, "UADA", button("Again", "take_up_goal", parked), button("Gone", "take_up_goal", parked - 1))
    late.clicks("Again")
    late.waits_for("Taken up again: “Wait a while”.")
    gone = holds(office, "UADA", button("Gone", "take_up_goal", parked - 1))
    gone.clicks("Gone")
    gone.waits_for("This goal is closed, so nothing changed.")
