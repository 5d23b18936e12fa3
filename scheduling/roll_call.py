"""The roll call: at night Slack is asked about people it said nothing of for a day, so that who left is noticed.

Slack tells of closed accounts in an event, and an event can get lost. One question a person, some of them at a time,
with no transaction open; whoever acts is looked up anyway and isn't asked about here.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import tidings
from bot.profiles import Profile
from bot.slack import Slack, SlackIsBusy, SlackIsSilent, SlackSaidNo
from bot.store import pauses, people, workspaces
from bot.store.database import Database

log = logging.getLogger(__name__)

NIGHT = range(1, 5)
"""The hours, in UTC, in which it is called: then Slack's patience is wanted for nothing else."""
UNSEEN_FOR = timedelta(hours=20)
AT_ONCE = 50
"""Slack answers about a hundred such questions a minute; half of that leaves room for everybody who acts."""
GONE = "user_not_found"


def call(database: Database, slack_of: Callable[[str], Slack | None], now: datetime) -> int:
    """Ask about whoever wasn't seen for longest; return about how many there was something new."""
    if now.hour not in NIGHT:
        return 0
    with database.everywhere() as db:
        here = workspaces.known(db)
    return sum(_ask(database, slack, workspace, now) for workspace in here if (slack := slack_of(workspace)))


def _ask(database: Database, slack: Slack, workspace: str, now: datetime) -> int:
    with database.look(workspace) as db:
        unseen = people.unseen(db, now - UNSEEN_FOR, AT_ONCE)
    found, refused = _profiles(slack, unseen)
    if not (found or refused):
        return 0
    with database.begin(workspace) as db:
        if refused:
            pauses.refuse(db, workspace, refused, now)
        else:
            pauses.accepted(db, workspace)
        return sum(
            tidings.take_over(db, profile, now) if profile else tidings.note_gone(db, slack_id, now)
            for slack_id, profile in found.items()
        )


def _profiles(slack: Slack, unseen: Sequence[str]) -> tuple[dict[str, Profile | None], str]:
    """Ask Slack about these people, until it wants to be left alone; whom it doesn't know has no profile any more.

    The second value is Slack's word for why it refuses the token, if it does.
    """
    found: dict[str, Profile | None] = {}
    for slack_id in unseen:
        try:
            found[slack_id] = slack.profile(slack_id)
        except SlackSaidNo as refusal:
            if refusal.code != GONE:
                log.info("the roll call was refused: %s", refusal.code)
                return found, refusal.code if refusal.suspends else ""
            found[slack_id] = None
        except (SlackIsBusy, SlackIsSilent) as trouble:
            log.info("the roll call ended early: %s", type(trouble).__name__)
            break
    return found, ""
