"""Windows left open: every form a lead can fill in and send off, sent off by people whose business it isn't.

The windows are those that pressing everything opens, and those that sending these off opens in turn, so that a new one
is tried by being there.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

import handlers
from bot.mentoring.enrolment import Account, Directory
from bot.mentoring.people import Person
from bot.store import people
from tests.handlers.conftest import Office
from tests.handlers.test_whose_business import (
    ENDS,
    LEADS_TABLES,
    LEFT_OUT,
    OF_LEADS,
    SECRET,
    VALUES,
    Ears,
    Hands,
    Listener,
    a_former_lead,
    a_member,
    a_stranger,
    another_lead,
    kept,
    kept_of,
    led,
    listeners,
)

pytestmark = pytest.mark.long_story
FOR_LEADS = (*OF_LEADS, "handlers.roster", "handlers.brakes", "handlers.close_pair", "handlers.name_somebody")
TABLE = "slack_id,role\nUNOOR,mentee\n"
TYPED = {"table": TABLE, "decisions": "mentee,mentor\nUNOOR,UJONAS\n", "points": "50", "search": "", "name": "Autumn"}
NOOR = {"selected_user": "UNOOR", "selected_users": ["UNOOR"]}
HERE = {"selected_conversation": "CMENTORING", "selected_conversations": ["CMENTORING"]}
HERE |= {"selected_channel": "CMENTORING", "selected_channels": ["CMENTORING"]}
ROUNDS = 3
"""A window that comes after the second of two others is as deep as they go."""
PRESSED = ("other:1", f"1:{LEFT_OUT}", *VALUES)
Window = dict[str, Any]


def for_leads() -> dict[str, Listener]:
    """Return who listens to each form that only leads fill in."""
    ears = Ears()
    for module in handlers.every():
        module.register(ears)
    return {
        name.split()[1]: listener
        for name, listener in ears.heard
        if name.startswith("view ") and listener.__module__.startswith(FOR_LEADS)
    }


def forms(seen: list[str]) -> Iterator[Window]:
    """Find the windows with something to send off among all that was shown."""
    for each in seen:
        shown = json.loads(each)
        if isinstance(shown, dict) and shown.get("type") == "modal" and shown.get("submit"):
            yield shown


def filled(window: Window) -> Window:
    """Fill in every field with what it offers, or with something that could be meant."""
    fields = (block for block in window["blocks"] if block["type"] == "input")
    state = {block["block_id"]: {"value": answer(block["block_id"], block["element"])} for block in fields}
    return window | {"id": "VLEFTOPEN", "hash": "1", "state": {"values": state}}


def answer(name: str, element: Window) -> Window:
    """Answer one question."""
    offered = element.get("options", [{"value": "1"}])
    return {
        "type": element["type"],
        "value": element.get("initial_value") or TYPED.get(name, "Words"),
        "selected_option": element.get("initial_option") or offered[0],
        "selected_options": element.get("initial_options") or offered[:1],
        "selected_date": element.get("initial_date"),
        "selected_time": element.get("initial_time"),
        **NOOR,
        **HERE,
    }


class Busy(Hands):
    """Somebody who can also read tables, and learns who is here."""

    def sends(self, window: Window, listener: Listener) -> list[str]:
        """Send a window off, filled in; return what was shown."""
        self.seen.clear()
        self.given |= {"view": filled(window), "body": {"view": window, "type": "view_submission"}}
        self.does(f"view {window['callback_id']}", listener, window.get("private_metadata") or "1")
        return list(self.seen)


def hands_of(office: Office, slack_id: str) -> Busy:
    """Be somebody."""
    here = Directory.of([Account("UNOOR", "noor"), Account("UJONAS", "jonas")])

    def meet(whom: str) -> Person | None:
        with office.database.look(office.workspace) as db:
            return people.known(db, whom)

    return Busy(office, slack_id, given={"roll": lambda: here, "fetch": lambda _: TABLE.encode(), "meet": meet})


def leads_everything(office: Office, *, now: bool) -> None:
    """Let Mia lead the whole workspace, or no more."""
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UMIA"])["UMIA"].is_lead = now


def opened(office: Office) -> dict[str, Window]:
    """Let Mia press everything, and send off everything; return a window of each kind, as it stood open."""
    mia, found = hands_of(office, "UMIA"), dict[str, Window]()
    pressed = [(name, each) for name, each in listeners() if name.startswith(("action ", "command "))]
    for value in PRESSED:
        for name, listener in pressed:
            if name.split()[-1] not in ENDS:
                mia.does(name, listener, value)
    found |= {window["callback_id"]: window for window in forms(mia.seen)}
    return found


def with_those_that_follow(office: Office, found: dict[str, Window]) -> dict[str, Window]:
    """Add the windows that sending these off opens."""
    mia, heard = hands_of(office, "UMIA"), for_leads()
    for _ in range(ROUNDS):
        for name in [each for each in found if each in heard]:
            following = forms(mia.sends(found[name], heard[name]))
            found = {window["callback_id"]: window for window in following} | found
    return found


def test_a_window_left_open_serves_nobody_else(office: Office) -> None:
    led(office)
    at_first = kept(office.database)
    leads_everything(office, now=True)
    windows = with_those_that_follow(office, opened(office))
    leads_everything(office, now=False)
    assert set(for_leads()) <= set(windows)
    assert {"programs", "announcements", "audits"} <= differing(office, at_first)

    for who in (a_stranger, a_member, another_lead, a_former_lead):
        somebody = hands_of(office, who(office))
        before = kept(office.database)
        own = {"announcements", "programs", "program_roles", "audits"} if who is another_lead else set()
        for name, listener in for_leads().items():
            shown = "".join(somebody.sends(windows[name], listener))
            assert SECRET not in shown, (who, name)
        assert differing(office, before) <= own, who
        assert kept_of(kept(office.database)) == kept_of(before), who


def differing(office: Office, before: Mapping[str, list[tuple[Any, ...]]]) -> set[str]:
    """Name the tables that aren't what they were."""
    after = kept(office.database)
    return {name for name in LEADS_TABLES if after[name] != before[name]}
