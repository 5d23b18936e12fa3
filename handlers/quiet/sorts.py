"""Sorts: what the bot says by itself, under the plain names by which people slow it down and stop it."""

from dataclasses import dataclass

from bot.mentoring.budgets import TOLD_ANYWAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Nudges that are one thing to the people who get them, under a plain name."""

    name: str
    label: str
    when: str
    kinds: frozenset[str]
    told_anyway: frozenset[str] = frozenset()
    """Belongs to them as well, and is said whatever somebody stopped."""
    but: str = ""
    """What whoever stops them is told of that."""


SORTS = (
    Sort(
        name="check_ins",
        label="Check-ins and reminders of dates",
        when="When there's no next date, or you haven't met for a while",
        kinds=frozenset(
            {
                *("book_next", "first_meeting", "first_meeting_choice"),
                *("slip_mentee", "slip_mentor", "stalled"),
            }
        ),
        told_anyway=TOLD_ANYWAY,
        but="Before a pair of yours would rest, I still tell you once.",
    ),
    Sort(
        name="goals",
        label="Goals",
        when="To set one, and how it is going, once a month",
        kinds=frozenset({"goal_check", "goal_due", "goal_setup", "goal_stale"}),
    ),
    Sort(
        name="to_do",
        label="Things to do",
        when="When one has its day, or some days after a session",
        kinds=frozenset({"action_due", "advice_followup"}),
    ),
    Sort(
        name="quarter",
        label="My three months as a mentor",
        when="Every three months, if you met anybody",
        kinds=frozenset({"mentor_quarter"}),
    ),
    Sort(
        name="feelings",
        label="How it goes for you",
        when="Now and then, each of you alone; also what you two agree on",
        kinds=frozenset({"agreement_missing", "audit", "focus_review", "pulse"}),
    ),
    Sort(
        name="giving",
        label="Giving something back",
        when="A small idea after a few sessions",
        kinds=frozenset({"pay_forward", "reciprocity"}),
    ),
    Sort(
        name="going_on",
        label="How a pair goes on",
        when="Near its planned end, and now and then after it",
        kinds=frozenset({"now_and_then", "wind_down"}),
    ),
    Sort(
        name="others",
        label="Meeting others",
        when="Somebody you met, or a question for somebody else",
        kinds=frozenset({"event_followup", "network_gap"}),
    ),
    Sort(
        name="requests",
        label="Reminders of requests",
        when="When a request still waits for your answer",
        kinds=frozenset({"ask_reminder", "draft_idle", "mentor_availability", "search_idle"}),
    ),
)


def sort_of(kind: str) -> Sort:
    """Return what a kind of nudge is to the people who get it."""
    alone = Sort(name=kind, label="Messages like this", when="", kinds=frozenset({kind}))
    return next((sort for sort in SORTS if kind in sort.kinds | sort.told_anyway), alone)
