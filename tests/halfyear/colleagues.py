"""Colleagues: who lives this half year, and with which habits."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from tests.halfyear.workplace import Json

SELDOM, NEVER = 0.04, 0.0
WEIGHTS = {
    **dict.fromkeys(("accept_ask", "accept_pair", "offer_mentoring"), 12.0),
    **dict.fromkeys(("met", "book_session", "take_first", "agree", "confirm_agreement", "confirm_rhythm"), 6.0),
    **dict.fromkeys(("fit", "pulse", "goal_progress", "new_goal"), 3.0),
    **dict.fromkeys(("decline_ask", "suggest_someone", "offer_chat", "end_pair", "wrap_up", "pick_end"), SELDOM),
    **dict.fromkeys(("raise_concern", "leave", "stop_offering", "take_off", "open_close", "pause_offer"), SELDOM),
    **dict.fromkeys(("withdraw_ask", "pause_pair", "pick_pause", "drop_goal", "drop_action", "no_goal"), 0.2),
    **dict.fromkeys(("open_agreement", "fill_agreement", "change_agreement", "moved", "calendar_file"), 0.2),
    **dict.fromkeys(("leave_for_good", "close_pair", "line_peers", "line_lead", "go_on_done", "end_held"), NEVER),
}
"""What people press who mean well. What ends everything is tried, too, but a half year should have something in it."""
COMMANDS = (
    *("", "pairs", "goal", "goals", "quiet", "log", "agenda", "help", "network", "find sql", "sessions", "prep"),
    *("thanks", "hours", "rhythm", "pause", "resume", "agree", "times", "chats", "quarter", "me", "cards", "offer"),
    *("no-reply", "concern", "wrapup", "join", "ask", "nonsense", "met"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How somebody goes about what they are told."""

    name: str
    least: timedelta = timedelta(hours=1)
    most: timedelta = timedelta(hours=6)
    answers: float = 0.95
    twice: float = 0.1
    """How often they press a button twice in the same moment."""
    old: float = 0.05
    """How often in a week they press something of last month."""
    own: float = 0.12
    """How often in a week they do something by themselves."""
    wild: float = 0.05
    """How often they press anything at all, and not what one would."""
    together: bool = False
    """Whether they act at the same minute of the day as their partner does."""
    until: timedelta | None = None
    """After so long they never answer again."""


PROMPT = Habit(name="prompt")
LATE = Habit(name="late", least=timedelta(days=2), most=timedelta(days=9), answers=0.8)
TOGETHER = Habit(name="together", together=True)
CLICKER = Habit(name="clicker", twice=0.9, old=0.4, own=0.3, wild=0.3)
SILENT = Habit(name="silent", until=timedelta(weeks=6), own=0)
NEVER_THERE = Habit(name="never", answers=0, own=0, old=0)
HABITS = (PROMPT, CLICKER, TOGETHER, LATE, SILENT, NEVER_THERE)
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo")


@dataclass(slots=True)
class Colleague:
    """One person in the story."""

    id: str
    habit: Habit
    zone: str
    chance: Random
    partner: str = ""
    goes_on: list[Json] = field(default_factory=list)

    @property
    def account(self) -> Json:
        """What Slack says about them."""
        name = self.id.removeprefix("U").title()
        profile = {"display_name": name, "title": f"Engineer {self.id[-1]}"}
        return {"id": self.id, "name": name.lower(), "real_name": name, "tz": self.zone, "profile": profile}

    def picks(self, among: list[tuple[str, Json]]) -> tuple[str, Json] | None:
        """Choose what to press, if anything; what means little to them is left more often than not."""
        if not among:
            return None
        wild = self.chance.random() < self.habit.wild
        weights = [WEIGHTS.get(element["action_id"], 1.0) for _, element in among]
        weights = [min(weight, 1.0) for weight in weights] if wild else weights
        return self.chance.choices(among, weights)[0] if self.chance.random() < sum(weights) else None

    def waits(self) -> timedelta:
        """Choose how long to leave something."""
        span = (self.habit.most - self.habit.least).total_seconds()
        return self.habit.least + timedelta(seconds=self.chance.random() * span)


def couples(number: int, seed: int) -> list[tuple[Colleague, Colleague]]:
    """Make so many pairs of a mentee and a mentor, every habit beside every other before long."""
    made = []
    for place in range(number):
        habits = HABITS[place % len(HABITS)], HABITS[(place // len(HABITS) + place) % len(HABITS)]
        if TOGETHER in habits:
            habits = TOGETHER, TOGETHER
        ids = f"UMENTEE{place}", f"UMENTOR{place}"
        two = [
            Colleague(slack_id, habit, ZONES[(place + side * 2) % len(ZONES)], Random(f"{seed}:{slack_id}"))  # noqa: S311 - a story, no secret
            for side, (slack_id, habit) in enumerate(zip(ids, habits, strict=True))
        ]
        two[0].partner, two[1].partner = two[1].id, two[0].id
        made.append((two[0], two[1]))
    return made
