"""A person in a workspace: what they offer, what they wish, and how they want to be written to."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.mentoring.absence import AWAY, away_until
from bot.mentoring.hours import CLOSES, NO_HOLIDAYS, OPENS, SLOT, Calendar, Hours
from bot.mentoring.refusals import Refusal

CAPACITY_DEFAULT = 1
CHATS_DEFAULT = 2
CHATS_MAX = 3
"""So many 20-minute chats a mentor has ahead at a time, beside their mentees."""
CAPACITY_MAX = 3
"""More than three mentees is more than a mentor should carry (practice rule 4)."""
MENTORS_MAX = 3
"""As many relationships as App Home shows well, and as a mentee can prepare for."""
FOREVER = timedelta(days=3650)
HOURS_IN_USE = 1024
LONGEST_BREAK = timedelta(days=366)
"""A mentor's break from new requests ends within a year."""
WAIT_UPDATE_EVERY = timedelta(days=14)
WAIT_UPDATES = 3
"""Who waits for a mentor hears so often how it stands; then the wait ends, and they may ask anew (practice A10)."""
FORGOTTEN_AFTER = timedelta(days=30)
"""So long somebody may change their mind who asked to be forgotten."""
WORKING_DAYS = (0, 1, 2, 3, 4)
PERSONAL = ("U", "W")
"""What Slack's ids of people begin with."""


class Standing(StrEnum):
    """What Slack says this account is."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"
    GONE = "gone"


def is_of_a_person(slack_id: str) -> bool:
    """Tell whether an id is one that Slack gives people: a channel's isn't, nor is ours of who was forgotten."""
    return slack_id.startswith(PERSONAL)


class CannotTakePart(Refusal):
    """Mentoring here is for members of this workspace. Guests, bots and people from other companies can't take part."""


class HasNotJoined(Refusal):
    """You haven't joined mentoring yet."""


@dataclass(kw_only=True, eq=False)
class Person:
    """Someone in the workspace, known by their Slack id."""

    workspace: str
    slack_id: str
    name: str
    real_name: str = ""
    """Their name in full, where Slack knows another than the one they go by: people type either."""
    timezone: str = "UTC"
    zone_is_own: bool = False
    """Whether they chose it themselves, so that Slack's word doesn't change it."""
    title: str = ""
    department: str = ""
    level: int | None = None
    manager: str | None = None
    """Whom they report to: as they say themselves, in private, else as a table of people says."""
    manager_by_table: str | None = None
    """Whom the last table named; another one than `manager` where they said that themselves."""
    languages: tuple[str, ...] = ()
    standing: Standing = Standing.MEMBER
    is_admin: bool = False
    is_lead: bool = False
    is_contact: bool = False
    """Whether concerns may be brought to them."""
    parted_at: datetime | None = None
    """When those they left behind were told that their account is closed."""
    seen_at: datetime | None = None
    """When Slack last said who they are."""
    acted_at: datetime | None = None
    """When they last did anything with the bot, of whatever kind; to open Home is none."""
    new_role_at: datetime | None = None
    """Since when their title or their manager is another one; whoever is new here has no such moment."""
    joined_at: datetime | None = None
    welcomed_at: datetime | None = None

    topics: tuple[str, ...] = ()
    about: str = ""
    in_return: str = ""
    meets: str = "either"
    capacity: int = 0
    chat_room: int = CHATS_DEFAULT
    offering_paused_until: datetime | None = None
    back_at: datetime | None = None
    """When it was last noticed that a break of theirs was over, and whoever waits for a mentor was told."""
    wants: tuple[str, ...] = ()
    waits_since: datetime | None = None
    waits_for: str = ""
    meets_again: tuple[str, ...] = ()
    """Earlier partners, by Slack id, who may be proposed to them again; all others never are (practice E9)."""
    differently: str = ""
    """What should be different with the next mentor, as long as they look for one after a pair that ended."""

    days: tuple[int, ...] = WORKING_DAYS
    opens: time = OPENS
    closes: time = CLOSES
    slot: time = SLOT
    holidays: Calendar = NO_HOLIDAYS
    holidays_are_own: bool = False
    """Whether they chose them themselves, so that what the workspace keeps doesn't change them."""
    away_since: datetime | None = None
    away_until: datetime | None = None
    paused_until: datetime | None = None
    wants_reminders: bool = False
    """Whether they want to be reminded half an hour before a session."""
    stopped: tuple[str, ...] = ()
    fewer: tuple[str, ...] = ()
    look_at: datetime | None = None
    erase_at: datetime | None = None
    """When everything about them is deleted, because they asked for it and didn't change their mind."""
    id: int = field(init=False, repr=False)

    @property
    def hours(self) -> Hours:
        """The hours in which they may be written to."""
        return _hours(self.timezone, self.days, self.opens, self.closes, self.slot, self.holidays)

    @property
    def silent_until(self) -> datetime | None:
        """Until when they hear only what others wait for: because they asked for it, or because they are away."""
        return max((moment for moment in (self.paused_until, self.away_until) if moment), default=None)

    @property
    def is_mentor(self) -> bool:
        """Whether they offer to mentor at all, busy or not."""
        return self.capacity > 0

    @property
    def has_joined(self) -> bool:
        """Whether they opted in and are still here; nobody else is ever written to."""
        return self.joined_at is not None and self.standing is Standing.MEMBER

    @property
    def has_left(self) -> bool:
        """Whether they had joined and want to hear no more; whoever never joined hasn't said so."""
        return self.joined_at is None and self.welcomed_at is not None

    @property
    def can_be_told(self) -> bool:
        """Whether what is for leads, or for contacts, reaches them: they may never have joined, but haven't left."""
        return self.standing is Standing.MEMBER and not self.has_left

    @property
    def is_forgotten(self) -> bool:
        """Whether somebody was taken out of everything, as they asked: an id of ours stands for them, and no clock."""
        return not is_of_a_person(self.slack_id)

    @property
    def wait_ends_at(self) -> datetime | None:
        """When waiting for a mentor ends by itself."""
        return self.waits_since + (WAIT_UPDATES + 1) * WAIT_UPDATE_EVERY if self.waits_since else None

    def offers_at(self, now: datetime) -> bool:
        """Tell whether they take new requests now."""
        return self.is_mentor and not (self.offering_paused_until and self.offering_paused_until > now)

    def is_paused(self, now: datetime) -> bool:
        """Tell whether they asked for silence now."""
        return self.paused_until is not None and self.paused_until > now

    def rests_at(self, now: datetime) -> bool:
        """Tell whether they take nobody new now, for either reason."""
        return any(until > now for until in (self.paused_until, self.offering_paused_until) if until)

    def note_status(self, emoji: str, ends: datetime | None, now: datetime) -> None:
        """Take over from Slack whether they are away, and until when."""
        self.away_since = (self.away_since or now) if emoji in AWAY else None
        self.away_until = away_until(emoji, ends, self.away_since or now, now)

    def has_title(self, title: str, now: datetime) -> None:
        """Note what they do; another title than before is a new role."""
        if self.title and title and title != self.title:
            self.new_role_at = now
        self.title = title

    def has_manager(self, manager: str | None, now: datetime) -> None:
        """Note whom they say they report to; another manager than before is a new role, and none is kept nowhere."""
        if self.manager and manager and manager != self.manager:
            self.new_role_at = now
        self.manager = manager
        self.manager_by_table = self.manager_by_table if manager else None

    def is_said_to_report_to(self, manager: str) -> None:
        """Note whom a table names as their manager; it replaces what a table named before, and never their own word."""
        is_own = self.manager != self.manager_by_table
        self.manager_by_table = manager
        self.manager = self.manager if is_own else manager

    def join(self, now: datetime) -> None:
        """Opt in. Joining twice changes nothing."""
        if self.standing is not Standing.MEMBER:
            raise CannotTakePart
        self.joined_at = self.joined_at or now
        self.erase_at = None

    def leave(self) -> None:
        """Opt out: no more words from the bot, and no new requests."""
        self.joined_at = None
        self.capacity = 0
        self.look_at = None
        self.stop_waiting()

    def ask_to_be_forgotten(self, now: datetime) -> None:
        """Leave, and have everything deleted after some time to think it over; asking twice doesn't prolong it."""
        self.leave()
        self.erase_at = self.erase_at or now + FORGOTTEN_AFTER

    def offer(self, topics: tuple[str, ...], capacity: int, now: datetime) -> None:
        """Become a mentor, or change what is offered."""
        self.join(now)
        self.topics = topics
        self.capacity = max(1, min(capacity, CAPACITY_MAX))
        self.offering_paused_until = None

    def wait(self, now: datetime, wish: str = "") -> None:
        """Ask to hear once somebody who fits has room, and of nothing else any more; that is opting in, too."""
        self.join(now)
        self.waits_since, self.waits_for = self.waits_since or now, wish
        self.look_at = now

    def found(self, partner: str) -> None:
        """Be a pair with somebody: what was wished for the next time, and that it may be this one again, is done."""
        self.meets_again = tuple(each for each in self.meets_again if each != partner)
        self.differently = ""

    def stop_waiting(self) -> None:
        """Wait no more."""
        self.waits_since, self.waits_for = None, ""

    def pause_offer(self, until: datetime) -> None:
        """Take no new requests until a date."""
        self.offering_paused_until = until

    def hide(self, now: datetime) -> None:
        """Be found by nobody new until they say that they are back: requests to them came to nothing (practice A8)."""
        self.offering_paused_until = now + FOREVER

    def is_hidden(self, now: datetime) -> bool:
        """Tell whether nobody new finds them until they say otherwise; a break of their own has an end."""
        return bool(self.offering_paused_until and self.offering_paused_until > now + LONGEST_BREAK)

    def come_back(self) -> None:
        """Take new requests again."""
        self.offering_paused_until = None

    def stop_offering(self) -> None:
        """Take no new requests; live pairs go on."""
        self.capacity = 0

    def stop(self, kind: str) -> None:
        """Never send this kind of nudge again."""
        self.stopped = tuple(sorted({*self.stopped, kind}))

    def slow_down(self, kind: str) -> None:
        """Send this kind of nudge less often."""
        self.fewer = tuple(sorted({*self.fewer, kind}))

    def pause(self, until: datetime | None, now: datetime) -> None:
        """Be silent until a date, or until they say otherwise."""
        self.paused_until = until or now + FOREVER

    def resume(self) -> None:
        """Take words again."""
        self.paused_until = None


@lru_cache(maxsize=HOURS_IN_USE)
def _hours(timezone: str, days: tuple[int, ...], opens: time, closes: time, slot: time, holidays: Calendar) -> Hours:
    """Make the hours once for everybody who has the same: they are asked for at every turn."""
    return Hours(timezone, frozenset(days), opens, closes, slot, holidays)
