"""Goals with how far they are, and things to do."""

from bot.blocks import Block, button, context, counted, day, divider, escape, header, mention, section
from bot.mentoring.goals import FAR, KEPT_MAX, Goal
from bot.mentoring.sessions import Action
from handlers.home.hub import Hub

ACTIONS_SHOWN = 5


def work(hub: Hub) -> list[Block]:
    """Show goals, those that rest last, and open actions."""
    blocks = [
        *(card(goal) for goal in [*hub.goals, *hub.parked][:KEPT_MAX]),
        *(to_do_card(action) for action in hub.actions[:ACTIONS_SHOWN]),
    ]
    if (more := len(hub.actions) - ACTIONS_SHOWN) > 0:
        blocks += [context(f"and {counted(more, 'more thing')} to do")]
    return [divider(), header("Goals and things to do"), *blocks] if blocks else []


def card(goal: Goal) -> Block:
    """Show a goal with the one way to change it; a parked one is taken up in one tap."""
    if goal.is_open:
        change = button("Update", "open_goal", goal.id, says=f"Update the goal {goal.text}")
    else:
        change = button("Take it up again", "take_up_goal", goal.id, says=f"Take up the goal {goal.text} again")
    return section(f"*{escape(goal.text)}*\n{progress(goal)}", change)


def to_do_card(action: Action) -> Block:
    """Show something to do, done in one tap."""
    return section(to_do(action), button("Done", "action_done", action.id, says=f"Done: {action.text}"))


def to_do(action: Action) -> str:
    """Say what is to be done, and by when if they said so."""
    by = f" · by {day(action.due_on)}" if action.due_on else ""
    return f"To do: {escape(action.text)}{by}"


def progress(goal: Goal) -> str:
    """Say how far a goal is, in words."""
    by = f" · by {goal.due_on.day} {goal.due_on:%B %Y}" if goal.due_on else ""
    stands = FAR.get(goal.progress, "Under way") if goal.is_open else "Parked"
    return f"{stands}{by} · {seen_by(goal)}"


def seen_by(goal: Goal) -> str:
    """Say who sees a goal: the mentor it was shared with, by name, as long as the two are a pair, and then nobody."""
    if not goal.shared:
        return "only you see it" if goal.shared_at is None else "only you see it as it is now"
    pair = goal.live_pair
    return f"shared with {mention(pair.mentor.slack_id)}" if pair else "was shared in a pair that is over"
