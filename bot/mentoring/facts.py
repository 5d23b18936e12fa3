"""Facts: everything a nudge may know about its subject, read once, changed by nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from bot.mentoring.agreements import Agreement, Draft, holding, proposal
from bot.mentoring.answers import Answer, Topic
from bot.mentoring.asks import Ask
from bot.mentoring.chats import Chat
from bot.mentoring.goals import Give, Goal
from bot.mentoring.knocks import Knock
from bot.mentoring.lifecycles import SPEAKS, Stage
from bot.mentoring.mentored import Mentored
from bot.mentoring.networks import Encounter
from bot.mentoring.pairs import Pair
from bot.mentoring.people import Person
from bot.mentoring.searches import Search
from bot.mentoring.sessions import NOT_HELD, Action, Agenda, Outcome, Session
from bot.mentoring.times import Times

AGREEMENT_MISSING = "agreement_missing"
LAST_TIME = "last"
"""The kind of letter that asks for an agreement, and the occasion of its last one."""
INTRODUCTION = "introduction"
"""The kind of letter that tells two people that they are a pair."""
BOOKED = "booked"
"""The kind of letter that tells one of them that the other set a date."""
WITHOUT_A_DATE = 2
"""After so many sessions in a row that came in time without a date, two people need none to meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A letter that was said about this subject."""

    kind: str
    to: str
    occasion: str
    at: datetime
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PairFacts:
    """A pair and what happened between the two. Sessions are in order of time.

    Some forty nudges ask the same of the same rows: what costs a walk through them, or some counting, is found once.
    So these are the facts of one moment; after a change of the pair, others have to be read.
    """

    pair: Pair
    sessions: Sequence[Session] = ()
    goals: Sequence[Goal] = ()
    gives: Sequence[Give] = ()
    actions: Sequence[Action] = ()
    agendas: Sequence[Agenda] = ()
    agreements: Sequence[Agreement] = ()
    drafts: Sequence[Draft] = ()
    """What each said alone of how they would like to work together; read while the two met and nothing is settled."""
    answers: Sequence[Answer] = ()
    """Of both. A rule may ask whether somebody answered; what they answered is never said to anybody else."""
    knocks: Sequence[Knock] = ()
    times: Sequence[Times] = ()
    """What either proposed for their next session, settled or not."""
    told: Sequence[Told] = ()
    introduction_waits: bool = False
    """Whether one of the two is still to hear that they are a pair."""
    knowing: Collection[str] = ()
    """Who knows why the pair is on hold, if it is; to anybody else it is paused."""

    @property
    def thing(self) -> Pair:
        """What it is about, with its own `look_at`."""
        return self.pair

    @property
    def readers(self) -> Sequence[Person]:
        """Who may be told about it."""
        return self.pair.both

    @property
    def name(self) -> str:
        """How letters refer to it."""
        return f"pair{self.pair.id}"

    @property
    def booked(self) -> Session | None:
        """The session whose outcome isn't known yet: the next one, or one that just passed."""
        return next((each for each in self.sessions if each.outcome is Outcome.BOOKED), None)

    @cached_property
    def held(self) -> Sequence[Session]:
        """The sessions that took place."""
        return [each for each in self.sessions if each.outcome is Outcome.HELD]

    @cached_property
    def plans(self) -> Sequence[Session]:
        """The sessions since the pair went quiet that aren't known to have taken place, to come or past."""
        return [each for each in self.sessions if each.outcome in NOT_HELD and each.at > self.quiet_since]

    @cached_property
    def proposed(self) -> Sequence[Times]:
        """What either proposed since the pair went quiet, and what nobody has settled."""
        return [each for each in self.times if each.closed_at is None and each.ends_at > self.quiet_since]

    @cached_property
    def quiet_since(self) -> datetime:
        """The moment lateness is counted from."""
        return self.pair.quiet_since

    @cached_property
    def known_since(self) -> datetime:
        """The moment from which a first session is missed: both know by then that they are a pair."""
        return max([self.quiet_since, *(told.at for told in self.told if told.kind == INTRODUCTION)])

    @cached_property
    def slips_at(self) -> datetime:
        """When the mentee is asked whether to book or slow down."""
        return self.pair.slips_at

    @cached_property
    def stalls_at(self) -> datetime:
        """When each is asked how to go on."""
        return self.pair.stalls_at

    @cached_property
    def is_silent(self) -> bool:
        """Whether nothing is said unasked about the two."""
        return self.pair.lifecycle not in SPEAKS

    @cached_property
    def meets(self) -> bool:
        """Whether the two are meeting or about to, and both take part, so that silence means something."""
        return self.pair.meets and all(each.has_joined for each in self.pair.both)

    @cached_property
    def stage(self) -> Stage | None:
        """How far the two are."""
        return self.pair.stage(agreed=self.agreed)

    @cached_property
    def holding(self) -> Agreement | None:
        """The agreement that both said yes to, if they did."""
        return holding(self.agreements)

    @property
    def agreed(self) -> bool:
        """Whether both confirmed how they work together: then two sessions are enough to know each other."""
        return self.holding is not None

    @property
    def booker(self) -> Person:
        """Who finds the next date: the mentee, unless the two agreed on the mentor, or on turns."""
        who = self.holding.terms.get("books") if self.holding else None
        is_mentors = who == "mentor" or (who == "turns" and len(self.held) % 2 == 1)
        return self.pair.mentor if is_mentors else self.pair.mentee

    @cached_property
    def needs_no_date(self) -> bool:
        """Whether the two keep their rhythm without dates: their last sessions came in time, and none was booked.

        One that came late, a pause, or a date that somebody set makes it untrue again.
        """
        lately = self.held[-WITHOUT_A_DATE - 1 :]
        in_time = [after.at - before.at < self.pair.slips_after for before, after in pairwise(lately)]
        is_last = bool(lately) and self.quiet_since <= lately[-1].at
        return is_last and in_time == [True] * WITHOUT_A_DATE and not any(map(self.was_booked, lately[1:]))

    def was_booked(self, session: Session) -> bool:
        """Tell whether a session that took place was one with a date: with its time of day, or they were told of it."""
        about = f"session{session.id}"
        return not session.has_only_a_day or any(told.kind == BOOKED and told.occasion == about for told in self.told)

    @property
    def proposal(self) -> Agreement | None:
        """The agreement that waits for somebody's yes."""
        return proposal(self.agreements)

    @property
    def is_informal(self) -> bool:
        """Whether they'd rather have no agreement: one of them said so, or both let the question pass twice."""
        said_so = any(each.topic is Topic.INFORMAL for each in self.answers)
        return said_so or any(told.kind == AGREEMENT_MISSING and told.occasion == LAST_TIME for told in self.told)

    @cached_property
    def episode(self) -> str:
        """The fact every nudge about silence hangs on: since when it has been silent."""
        return self.pair.silence


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFacts:
    """A request and what was said about it."""

    ask: Ask
    chat: Chat | None = None
    told: Sequence[Told] = ()

    @property
    def thing(self) -> Ask:
        """What it is about, with its own `look_at`."""
        return self.ask

    @property
    def readers(self) -> Sequence[Person]:
        """Who may be told about it."""
        return self.ask.mentee, self.ask.mentor

    @property
    def name(self) -> str:
        """How letters refer to it."""
        return f"ask{self.ask.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """A person, across all their pairs."""

    person: Person
    goals: Sequence[Goal] = ()
    looked_back: Sequence[Answer] = ()
    """Whether mentoring was worth it, where they were mentored and it came to its end."""
    mentored: Mentored | None = None
    searches: Sequence[Search] = ()
    encounters: Sequence[Encounter] = ()
    asked: Sequence[Ask] = ()
    """The requests that were ever sent to them, oldest first."""
    told: Sequence[Told] = ()

    @property
    def thing(self) -> Person:
        """What it is about, with its own `look_at`."""
        return self.person

    @property
    def readers(self) -> Sequence[Person]:
        """Who may be told about it."""
        return (self.person,)

    @property
    def name(self) -> str:
        """How letters refer to them."""
        return f"person{self.person.id}"
