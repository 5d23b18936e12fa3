"""A Home with as much on it as anybody can have is still one that Slack takes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.blocks import Home
from bot.mentoring.agreements import Agreement
from bot.mentoring.asks import Ask
from bot.mentoring.goals import KEPT_MAX, PLENTY, Goal, GoalState
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.roles import Actor
from bot.mentoring.sessions import Action, Outcome, Session
from bot.playground import checks
from handlers.home import Hub, page
from tests.examples import MONDAY, TEAM, ines, mei, noor

BLOCKS_MAX = 100
ROOM_FOR_MORE = 10
MUCH = "Get <!channel> *everything* done & tell <@UMEI> at https://example.com " * 40


def numbered(several: list[Any]) -> list[Any]:
    for number, each in enumerate(several, start=1):
        each.id = number
    return several


def goals_of(me: Person) -> list[Goal]:
    """Twenty goals, three of them open."""
    usual: dict[str, Any] = {"workspace": TEAM, "owner": me, "created_at": MONDAY, "updated_at": MONDAY}
    goals: list[Goal] = numbered([Goal(text=MUCH[:500], due_on=MONDAY.date(), **usual) for _ in range(KEPT_MAX)])
    for goal in goals[PLENTY:]:
        goal.close(GoalState.PARKED, MONDAY)
    return goals


def to_do(pair: Pair, me: Person) -> list[Action]:
    """Forty things to do."""
    usual: dict[str, Any] = {"workspace": TEAM, "pair": pair, "owner": me, "written_at": MONDAY}
    return numbered([Action(text=MUCH[:300], due_on=MONDAY.date(), **usual) for _ in range(40)])


def asks(mentor: Person, mentee: Person, many: int) -> list[Ask]:
    """Many requests."""
    return numbered([Ask(workspace=TEAM, mentor=mentor, mentee=mentee, created_at=MONDAY) for _ in range(many)])


def next_of(pair: Pair, me: Person) -> Session:
    """Let a pair meet in a week."""
    at = MONDAY + timedelta(days=7)
    return Session(workspace=TEAM, pair=pair, at=at, on=at.date(), outcome=Outcome.BOOKED, by=me, noted_at=MONDAY)


def suggested(pair: Pair) -> Agreement:
    """Let an agreement wait for a yes."""
    return Agreement(workspace=TEAM, pair=pair, version=1, terms={"purpose": MUCH}, proposed_at=MONDAY)


def everything() -> Hub:
    """Three mentors, three mentees, twenty goals, and more to do and to answer than anybody has."""
    me = ines(name="i" * 200, topics=("sql",) * 30, capacity=3)
    mentors: list[Person] = [mei(slack_id=f"UMENTOR{each}", name=MUCH) for each in range(3)]
    mentees: list[Person] = [noor(slack_id=f"UMENTEE{each}", name=MUCH) for each in range(3)]
    learning = [Pair(workspace=TEAM, mentor=mentor, mentee=me, started_at=MONDAY) for mentor in mentors]
    teaching = [Pair(workspace=TEAM, mentor=me, mentee=mentee, started_at=MONDAY) for mentee in mentees]
    pairs: list[Pair] = numbered([*learning, *teaching])
    for pair in pairs:
        pair.wished_rhythm, pair.wished_by = timedelta(days=28), pair.partner_of(me.slack_id).slack_id
    goals, asked, mine = goals_of(me), asks(me, mentees[0], 40), asks(mentors[0], me, 20)
    for ask in (*asked, *mine):
        ask.send(MONDAY)
    return Hub(
        person=me,
        actor=Actor(slack_id=me.slack_id, leads_all=True),
        pairs=pairs,
        booked={pair.id: next_of(pair, me) for pair in pairs},
        versions={each.id: suggested(each) for each in pairs},
        waiting_for_me=asked,
        waiting_for_them=mine,
        drafts=asks(mentors[1], me, 20),
        goals=goals[:PLENTY],
        parked=goals[PLENTY:],
        actions=to_do(pairs[0], me),
    )


def test_a_home_with_everything_on_it_is_whole_and_slack_takes_it() -> None:
    blocks = page(everything(), MONDAY)

    assert len(blocks) <= BLOCKS_MAX - ROOM_FOR_MORE
    checks.view(Home(blocks).payload)
    assert sum(block.get("accessory", {}).get("action_id") == "take_up_goal" for block in blocks) == KEPT_MAX - PLENTY
    told = str(blocks)
    assert "and 35 more things to do" in told
    assert "and 34 more requests" in told
    assert "<!channel>" not in " ".join(block["text"]["text"] for block in blocks if block["type"] == "section")


def test_a_home_whose_twenty_goals_are_all_open_is_whole_too() -> None:
    hub = everything()
    for goal in hub.parked:
        goal.reopen(MONDAY)

    blocks = page(replace(hub, goals=[*hub.goals, *hub.parked], parked=()), MONDAY)

    assert len(blocks) <= BLOCKS_MAX - ROOM_FOR_MORE
    checks.view(Home(blocks).payload)
    assert sum(block.get("accessory", {}).get("action_id") == "open_goal" for block in blocks) == KEPT_MAX
