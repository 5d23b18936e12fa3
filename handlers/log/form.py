"""The form in which a session is noted: two taps, and everything else is optional."""

from collections.abc import Sequence
from datetime import date

from bot.blocks import Block, Modal, choice, choices, context, date_input, field_of, mention, option, text_input
from bot.mentoring.pairs import Pair
from bot.mentoring.sessions import Session
from handlers.pairs import labelled

LENGTHS = (15, 20, 30, 45, 60, 90)
USUAL = LENGTHS[2]
TAKEAWAY_MAX = 2000
ACTION_MAX = 300
SHARED = "share"


def form(
    several: Sequence[Pair], actor: str, on: date, planned: Session | None, minutes: int, *, is_meant: bool = False
) -> Modal:
    """Ask for the little that is needed; what was booked is proposed as it was booked, unless another day is meant."""
    day = planned.day_of(several[0].person(actor)) if planned else on
    if planned and not (is_meant and day != on):
        on, minutes = min(day, on), planned.minutes
    options = [option(name, pair.id) for pair, name in labelled(several, actor)]
    whom = field_of("pair", "With whom?", choice("static_select", options, chosen=several[0].id))
    with_whom = whom if len(several) > 1 else context(f"With {mention(several[0].partner_of(actor).slack_id)}.")
    partner = several[0].partner_of(actor).name if len(several) == 1 else "The other one"
    blocks: list[Block] = [
        with_whom,
        field_of("on", "When did you meet?", date_input(on)),
        length(minutes),
        *takeaway(""),
        *something_to_do(partner),
    ]
    about = str(several[0].id) if len(several) == 1 else ""
    return Modal("log", "Log a session", blocks, submit="Log it", close="Cancel", about=about)


def length(minutes: int) -> Block:
    """Ask how long it was; a length that isn't usual is offered as it is."""
    usual = sorted({*LENGTHS, minutes})
    return field_of(
        "minutes",
        "How long?",
        choice("static_select", [option(f"{each} minutes", each) for each in usual], chosen=minutes),
    )


def takeaway(words: str, *, shared: bool = False) -> list[Block]:
    """Ask what they take from it, and whether the other one may read it."""
    share = [option("Share this takeaway with them", SHARED, "Without this, only you can read it")]
    return [
        field_of(
            "takeaway",
            "What do you take from it?",
            text_input(initial=words, lines=True, most=TAKEAWAY_MAX),
            hint="One sentence is plenty. It is private unless you share it.",
            optional=True,
        ),
        field_of("share", "Sharing", choices("checkboxes", share, [SHARED] if shared else []), optional=True),
    ]


def something_to_do(partner: str) -> list[Block]:
    """Ask for one thing to do, who does it, and by when."""
    owners = [
        option("I do", "me", "They see it when they prepare your next session"),
        option(partner, "partner", "They hear of it from me"),
    ]
    return [
        field_of("action", "Something to do until next time", text_input(most=ACTION_MAX), optional=True),
        field_of("owner", "Who does it?", choice("radio_buttons", owners, chosen="me"), optional=True),
        field_of("action_due", "By when?", date_input(), optional=True),
    ]
