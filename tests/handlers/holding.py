"""Two pairs of one mentor, one on hold and one paused, and how each looks to him."""

import re
from typing import Any

from bot.blocks import button
from bot.playground.client import Visitor
from bot.store import people
from tests.handlers.asking import moves_in
from tests.handlers.conftest import Office
from tests.handlers.pairing import everything_arrives, holds, pairs_up


def held_and_paused(office: Office) -> tuple[int, int]:
    """Make two pairs: Jonas mentors Ada, who raised a concern, and Noor, who paused."""
    held, paused = (pairs_up(office, mentee=mentee, met_days_ago=12) for mentee in ("UADA", "UNOOR"))
    moves_in(office, "UPRIYA")
    with office.database.begin(office.workspace) as db:
        people.these(db, ["UPRIYA"])["UPRIYA"].is_contact = True
    ada = holds(office, "UADA", button("Concern", "raise_concern", held))
    ada.clicks("Concern")
    ada.waits_for("They get no message: if they look, they see a pause, and no reason.")
    ada.submits()
    ada.waits_for("is paused. They see a pause, and no reason.")
    ada.closes()
    noor = holds(office, "UNOOR", button("Pause", "pause_pair", paused))
    noor.clicks("Pause")
    noor.waits_for("On which day do you want to go on?")
    noor.fills({"until": "2026-03-31"}).submits()
    noor.waits_for("pause until")
    noor.closes()
    everything_arrives(office)
    return held, paused


def alike(words: str) -> str:
    """Leave out what tells two pairs apart anyway."""
    same = re.sub("UADA|UNOOR", "SOMEBODY", words.replace("Noor Haddad", "Ada Okafor"))
    return re.sub(r"'block_id': '[^']{5,7}'|\b(\w+:)?[12]'", "number", same)


def pressed(office: Office, action: str, pair: int | str) -> str:
    """Press a button as Jonas, and read what he is answered; a form is sent off as it is."""
    jonas = holds(office, "UJONAS", button("Press", action, pair))
    before = len(jonas.dm())
    jonas.clicks("Press")
    view: Any = jonas.modal()
    if view is None:
        return " ".join(str(each["text"]) for each in jonas.dm()[min(before, len(jonas.dm()) - 1) :])
    sent = str(jonas.fills({"thanks": "Well done"}).submits()) if action == "say_thanks" else ""
    jonas.closes(everything=True)
    return f"{view['blocks']} {sent}"


def listed_for(jonas: Visitor, pair: str) -> str:
    """Read how Jonas sees one of his pairs."""
    jonas.opens_home()
    home: Any = jonas.waits_for(jonas.home)
    (shown,) = (block for block in home["blocks"] if f"Your mentee: <@{pair}>" in str(block.get("text")))
    return alike(str(shown))


def types_about(office: Office, typed: str, until: str = "") -> str:
    """Type something as Jonas, send off the window it opens, and read what he is answered."""
    jonas = office.visitor("UJONAS")
    before = len(jonas.dm())
    jonas.types(f"/mentor {typed}")
    if until:
        jonas.waits_for("On which day do you want to go on?")
        answer = jonas.fills({"until": until}).submits().get("errors")
        view: Any = jonas.modal()
        jonas.closes(everything=True)
        return alike(f"{view['blocks']} {answer}")
    return alike(" ".join(str(each["text"]) for each in jonas.dm()[before:]))
