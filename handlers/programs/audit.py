"""What leads did in a program or for everybody here, for those who lead that: never a word that anybody wrote."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt import Ack

from bot import leadership
from bot.blocks import Block, Modal, actions, button, context, counted, section
from bot.desk import Desk
from bot.mentoring.roles import Act
from bot.reports import InWords
from bot.slack import TurnTo, Visit
from bot.store import audits
from bot.store.database import Database
from handlers.programs import deeds
from handlers.programs.finding import theirs
from handlers.programs.people import Place

AT_ONCE = 20
IN_A_SECTION = 10
"""As many lines as a paragraph holds, however long each is."""
OF_A_PROGRAM = "Every lead of this program can read this."
OF_EVERYBODY = "Everybody who leads mentoring here can read this. What was done in a program stands on its page."


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_audit", "audit_before", "audit_after", "audit_of_everybody")(show)


def show(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    in_words: InWords,
    database: Database,
    workspace: str,
) -> None:
    """Show what was done last."""
    ack()
    actor, place = visit(), Place.of(action.get("value"))
    with database.look(workspace) as db:
        if place.program_id:
            theirs(db, actor, place.program_id, Act.SEE_AUDIT)
        else:
            leadership.must(db, actor, Act.SEE_AUDIT)
        found, many = audits.latest(db, AT_ONCE, skip=place.skip, program=place.program_id or None)
        shown = list(deeds.lines(db, found, in_words))
    turn_to(Modal("program_audit", "What leads did", listed(shown, many, place), about=str(place.program_id)))


def listed(shown: Sequence[str], many: int, place: Place) -> list[Block]:
    """List some of what was done, with ways to the rest and back."""
    after, before = place.skip + AT_ONCE, place.skip - AT_ONCE
    back = button("Back to the program", "open_program", place.program_id)
    return [
        section(f"{counted(many, 'entry')}, newest first"),
        *(section("\n".join(shown[first : first + IN_A_SECTION])) for first in range(0, len(shown), IN_A_SECTION)),
        actions(
            back if place.program_id else button("All programs", "open_programs"),
            *([button("Newer", "audit_before", place.at(before))] if place.skip else []),
            *([button("Older", "audit_after", place.at(after))] if many > after else []),
        ),
        context(f"{OF_A_PROGRAM if place.program_id else OF_EVERYBODY} It is kept for two years, in nobody's words."),
    ]
