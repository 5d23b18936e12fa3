"""Ahead: who will be messaged in the next days and why, for those who lead. What is somebody's own is only counted."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from slack_bolt import Ack
from sqlalchemy import orm

from bot import reports
from bot.blocks import Message, actions, button, context, counted, header, mention, message, section
from bot.desk import Desk
from bot.mentoring.people import is_of_a_person
from bot.mentoring.roles import Act
from bot.reports import InWords, Sight
from bot.slack import Reply, Visit
from bot.store import announcements, overviews
from bot.store.announcements import State
from bot.store.database import Database

HELP = "`/mentor ahead` — for leads: whom I mean to write to in the next seven days, and why"
DAYS, MOST = 7, 150
"""So many messages at most are looked for: what comes first is what can still be held."""
LINES = 10
REQUESTS = ("ask", "ask_declined", "ask_expired", "ask_referred", "ask_reminder", "asks_closed", "draft_idle")
CHATS = ("chat_again", "chat_booked", "chat_left", "chat_no_place", "chat_outcome", "chat_thanks", "thanks_for_chat")
LOOKING = ("search_idle", "somebody_offers", "waitlist", "rematch", "network_gap", "event_followup", "pay_forward")
TASKS = ("action_due", "action_given", "advice_followup")
GOALS = ("goal_check", "goal_due", "goal_setup", "goal_stale", "focus_review", "topic")
SHARED = ("agenda_shared", "audit_shared", "effect_note", "effect_reaction", "effect_reply", "takeaway", "thanks")
FEELINGS = ("pulse", "fit", "audit", "closing_primer", "closing_reflection", "reciprocity", "mentor_availability")
ENDS = ("ended", "completed", "term_planned", "redefine", "peers", "wish_to_go_on", "proposal_withdrawn")
RHYTHMS = ("rhythm_wish", "rhythm_answer", "rhythm_agreed", "rhythm_kept", "rhythm_settled")
HELP_FROM = ("contact_lead", "for_lead", "lead_contact", "knock", "no_reply_help", "no_reply_next")
OWN = frozenset({*REQUESTS, *CHATS, *LOOKING, *GOALS, *TASKS, *SHARED, *FEELINGS, *ENDS, *RHYTHMS, *HELP_FROM})
"""What is between one person and me, or between two, or hangs on what somebody answered; that it comes would tell.

What goes to one of two because the other one did something, such as end it, would name who did.
"""
CONCERNS = ("concern", "concern_kept", "concern_over", "contact_left", "hold_lifted")
PAUSES = ("paused", "pause_end", "pause_longer", "welcome_back")
UNTOLD = frozenset({*CONCERNS, *PAUSES})
"""What looks the same to whoever compares: one more, just as a pair stops, would tell why.

What a pause brings is told to the two, and of a hold nobody is told anything: a pair that is paused and never comes up
here would be one with a concern. So neither is counted.
"""


class Planned(Protocol):
    """One message that is meant to go out."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def to(self) -> str:
        """To whom, by their Slack id, or into which channel."""

    @property
    def kind(self) -> str:
        """Of which kind."""

    @property
    def why(self) -> str:
        """Why it comes."""

    @property
    def here(self) -> datetime:
        """When, on the reader's own clock."""

    @property
    def pair(self) -> int | None:
        """About which pair."""


BY_THEIR_CLOCK = "Each time is by the reader's own clock."
Ahead = Callable[[int, int], Sequence[Planned]]
"""Looks so many days ahead, for so many messages at most."""


def register(desk: Desk) -> None:
    """Listen for the command and the button."""
    desk.command("ahead")(show)
    desk.action("open_ahead")(show)


def show(  # noqa: PLR0913, PLR0917 - Bolt hands things over by name
    ack: Ack,
    visit: Visit,
    reply: Reply,
    takes_long: Callable[[], None],
    ahead: Ahead,
    in_words: InWords,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Show what is meant to go out, and how many announcements wait for their moment."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        sight = reports.sight_of(db, actor, Act.PREVIEW)
        mine = numbers(db, sight)
        latest = announcements.latest(db, MOST, by=actor, programs=sight.programs)
    until = now + timedelta(days=DAYS)
    waiting = sum(each.state is State.WAITING and each.send_at is not None and each.send_at <= until for each in latest)
    takes_long()
    planned = ahead(DAYS, MOST)
    theirs = [each for each in planned if each.kind not in UNTOLD and (mine is None or each.pair in mine)]
    reply(listing(theirs, in_words, is_all=len(planned) < MOST, announced=waiting))


def numbers(db: orm.Session, sight: Sight) -> frozenset[int] | None:
    """Return the pairs that somebody may look into; None for all there are."""
    if sight.programs is None:
        return None
    return overviews.numbers_of(db, sight.programs)


def listing(planned: Sequence[Planned], in_words: InWords, *, is_all: bool, announced: int = 0) -> Message:
    """List what is meant to go out, by day; what is somebody's own is counted and not named."""
    named = [each for each in planned if each.kind not in OWN]
    own = len(planned) - len(named)
    lines = [line(each, in_words) for each in named]
    blocks = [section("\n".join(lines[at : at + LINES])) for at in range(0, len(lines), LINES)]
    reach = f"in the next {DAYS} days" if is_all else "first; more comes later in the week"
    return message(
        header("What I mean to say"),
        f"{counted(len(planned), 'message')} {reach}, if nobody does anything meanwhile.",
        *blocks,
        *([f"Of these I don't name {own}: what they are about is somebody's own."] if own else []),
        *([f"Besides, {counted(announced, 'announcement')} to come: `/mentor announced`."] if announced else []),
        actions(button("Hold back", "open_brakes", says="Hold messages back, or let go")),
        context(
            f"{BY_THEIR_CLOCK} What is held back isn't in this list. Each is looked at once more before it goes out."
        ),
    )


def line(planned: Planned, in_words: InWords) -> str:
    """Say when, to whom, about what and why."""
    who = mention(planned.to) if is_of_a_person(planned.to) else f"<#{planned.to}>"
    return f"*{planned.here:%a %H:%M}* {who}: {in_words(planned.kind)}. {planned.why}"
