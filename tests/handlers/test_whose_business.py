"""Whose business it is: everything anybody can press or send, as people whose business a program isn't.

What there is to press is read from the handlers themselves, so that a new listener is tried by being there.
"""

import inspect
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
import sqlalchemy as sa

import handlers
from bot.mentoring.enrolments import Part
from bot.mentoring.programs import Kind, Step
from bot.mentoring.refusals import Refusal
from bot.store import announcements, enrolments, people, programs
from bot.store.announcements import Announcement
from bot.store.database import Database
from bot.store.schema import metadata
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import pairs_up
from tests.handlers.programs import MENTORS, begins, fills, matched

SECRET = "Xanadu"
"""What the program is called, and what a draft about it says: nobody who doesn't lead it may read that."""
LEADS_TABLES = (
    "programs",
    "program_roles",
    "match_runs",
    "match_pairs",
    "match_verdicts",
    "announcements",
    "audits",
    "brakes",
)
ACTS = frozenset({"action", "command", "event", "options", "shortcut", "view"})
VALUES = ("1", "1:midpoint", "1:start", "approve:1")
"""What buttons carry; every first row of a table has the number one."""
LEFT_OUT = "ULEFT"
pytestmark = pytest.mark.long_story
OF_LEADS = ("handlers.programs", "handlers.matches", "handlers.announce")
LOOKS_INTO = frozenset(
    {
        *("announcements", "audits", "brakes", "censuses", "cohorts", "enrolments", "leadership", "matchmaking"),
        *(
            "choices",
            "choosing",
            "outcomes_of_programs",
            "overviews",
            "programs",
            "reports",
            "reviews",
            "rosters",
            "verdicts",
        ),
    }
)
"""Where everything about a program is read from: a handler that knows none of these can show nothing of one."""
THEIR_OWN = frozenset({"action export_me"})
"""What shows people what they wrote themselves, when they still led the program."""
Listener = Callable[..., None]


@dataclass
class Ears:
    """A desk that only remembers who listens to what."""

    heard: list[tuple[str, Listener]] = field(default_factory=list)

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Listener], Listener]]:
        def listen(*names: Any) -> Callable[[Listener], Listener]:  # noqa: ANN401 - names, or a listener
            def remember(listener: Listener) -> Listener:
                self.heard += [(f"{kind} {name}", listener) for name in names]
                return listener

            return remember

        return listen


@dataclass
class Hands:
    """One person who presses and sends things, and all that was shown to them."""

    office: Office
    actor: str
    seen: list[str] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    """What else a listener is handed."""

    def show(self, *shown: Any, **more: Any) -> None:  # noqa: ANN401 - whatever a listener shows
        """Be shown something."""
        self.seen += [json.dumps(getattr(each, "payload", each), default=str) for each in (*shown, *more.values())]

    def does(self, name: str, listener: Listener, value: str) -> None:
        """Press it with this value; a refusal is an answer."""
        office = self.office
        given: Mapping[str, Any] = {
            "action": {"action_id": name.rsplit(maxsplit=1)[-1], "value": value, "selected_option": {"value": value}},
            "view": {
                "id": f"V{self.actor}{value}",
                "hash": "1",
                "private_metadata": value,
                "state": {"values": {}},
                "blocks": [],
            },
            "actor": self.actor,
            "visit": lambda: self.actor,
            "database": office.database,
            "workspace": office.workspace,
            "now": office.now(),
            "command": {"text": ""},
            "body": {"text": "", "type": "block_actions", "view": {}},
            "event": {"user": self.actor, "user_id": self.actor, "tab": "home"},
            "granted": frozenset({"files:write"}),
            "ahead": lambda *_: [],
            "in_words": str,
            "kinds": {},
            "ways": {},
            "foresee": lambda *_: [],
            "fetch": lambda _: b"",
            "crowd": lambda _: 1,
            "refresh": lambda: None,
            **self.given,
        }
        asked = inspect.signature(listener).parameters
        try:
            listener(**{each: given.get(each, self.show) for each in asked})
        except Refusal as refusal:
            self.show(refusal.sentence)


def listeners() -> Iterator[tuple[str, Listener]]:
    """Read from the handlers who listens to what."""
    ears = Ears()
    for module in handlers.every():
        module.register(ears)
    return ((name, each) for name, each in ears.heard if name.split()[0] in ACTS and looks_into_programs(each))


def looks_into_programs(listener: Listener) -> bool:
    """Tell whether a listener's module knows anything that knows of programs."""
    return listener.__module__.startswith(OF_LEADS) or bool(LOOKS_INTO & listener.__globals__.keys())


def kept(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Read everything that only leads change."""
    with database.engine.connect() as db:
        return {
            name: sorted(map(tuple, db.execute(sa.select(metadata.tables[name]))), key=str) for name in LEADS_TABLES
        }


def led(office: Office) -> None:
    """Let there be a program with matches, one without, a pair, an announcement that waits, and one that is a draft."""
    number = begins(office, Step.MATCHING, Kind.COHORT, SECRET)
    fills(office, number)
    leaves_out(office, number, LEFT_OUT)
    matched(office, number)
    pairs_up(office, "UVALE", "UADA")
    words = Announcement(by="UMIA", channel="CMENTORING", title=SECRET, body=SECRET, program_id=number)
    with office.database.begin(office.workspace) as db:
        announcements.move(db, announcements.keep(db, words, office.now()), announcements.State.WAITING)
        announcements.keep(db, words, office.now())


def leaves_out(office: Office, number: int, slack_id: str) -> None:
    """Let somebody take part whom no match can find anybody for."""
    moves_in(office, slack_id, wants=("sql",))
    with office.database.begin(office.workspace) as db:
        program, mentee = programs.one(db, number), people.these(db, [slack_id])[slack_id]
        assert program is not None
        enrolments.enrol(db, program, mentee, Part.MENTEE, office.now())
        for mentor in MENTORS:
            people.block(db, mentor, [slack_id])


def a_stranger(office: Office) -> str:
    """Somebody who never joined."""
    moves_in(office, "USTRANGER", joined_at=None)
    return "USTRANGER"


def a_member(office: Office) -> str:
    """Somebody who takes part in mentoring, and not in the program."""
    moves_in(office, "UMEMBER")
    return "UMEMBER"


def another_lead(office: Office) -> str:
    """Somebody who leads another program."""
    other = begins(office, name="Autumn")
    with office.database.begin(office.workspace) as db:
        programs.dismiss(db, other, "UMIA")
        programs.appoint(db, other, "UOTHER", office.now())
    moves_in(office, "UOTHER")
    return "UOTHER"


def a_former_lead(office: Office) -> str:
    """Somebody who led it until yesterday, and has every window still open."""
    with office.database.begin(office.workspace) as db:
        programs.appoint(db, 1, "UINES", office.now())
        programs.dismiss(db, 1, "UMIA")
    return "UMIA"


@pytest.mark.parametrize("who", [a_stranger, a_member, another_lead, a_former_lead])
def test_nobody_else_sees_or_changes_anything_of_a_program(office: Office, who: Callable[[Office], str]) -> None:
    led(office)
    hands = Hands(office, who(office))
    before, told = kept(office.database), []

    for name, listener in listeners():
        for value in VALUES:
            hands.seen.clear()
            hands.does(name, listener, value)
            if SECRET in "".join(hands.seen) and name not in THEIR_OWN:
                told.append(f"{name} with {value}")

    changed = [name for name, rows in kept(office.database).items() if rows != before[name]]
    own = {"announcements", "programs", "program_roles", "audits"} if who is another_lead else set()
    assert told == []
    assert set(changed) <= own
    assert kept_of_the_program(office) == kept_of(before)


def kept_of_the_program(office: Office) -> list[tuple[Any, ...]]:
    """Read the program's own row, as it is now."""
    return kept_of(kept(office.database))


def kept_of(tables: Mapping[str, list[tuple[Any, ...]]]) -> list[tuple[Any, ...]]:
    """Pick the program's own row."""
    return [row for row in tables["programs"] if row[0] == 1]


def test_whoever_leads_it_sees_it_so_that_there_is_something_to_hide(office: Office) -> None:
    led(office)
    hands, told = Hands(office, "UMIA"), set()

    for name, listener in listeners():
        hands.seen.clear()
        if name.split()[-1] not in ENDS:
            hands.does(name, listener, "1")
            told |= {name} if SECRET in "".join(hands.seen) else set()

    assert {"action open_program", "command announced", "action change_announcement"} <= told
    with office.database.begin(office.workspace) as db:
        member = people.these(db, ["UADA"])["UADA"]
        assert any(mine.part is Part.MENTEE for mine, _ in enrolments.of_person(db, member))


ENDS = frozenset({"forget_me", "leave", "leave_program", "program_step"})
"""What would end the story before its end."""
