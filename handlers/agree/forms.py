"""The forms of an agreement: six things first, the rest on request, and one to change what is on the table."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.blocks import Answers, Block, Modal, choice, choices, context, field_of, option, text_input
from bot.mentoring.agreements import Terms, asked
from bot.mentoring.customs import AS_SHIPPED, Customs
from bot.mentoring.fields import BY_NAME, FIRST, REST, Field
from bot.mentoring.pairs import Pair

FIRST_PART: Final = "first"
REST_PART: Final = "rest"
CHANGE: Final = "change"
TYPED_MAX: Final = 300
MISSING: Final = "Please answer this one, so that the two of you can compare."
ALONE: Final = (
    "Say it for yourself. {partner} sees your words only once they have said theirs, and then only where you differ."
)
TOGETHER: Final = "This goes to {partner}, who says yes or suggests something else."


def form(pair: Pair, actor: str, part: str, said: Terms) -> Modal:
    """Ask for one part."""
    partner = pair.partner_of(actor).name
    opening = (TOGETHER if part == CHANGE else ALONE).format(partner=partner)
    fields = fields_of(part, said, is_mentee=pair.mentee.slack_id == actor)
    blocks = [context(opening), *(asks(each, said.get(each.name, ""), pair.customs) for each in fields)]
    return Modal("agree", "Agreement", blocks, submit="Keep", close="Cancel", about=f"{pair.id}:{part}")


def fields_of(part: str, said: Terms, *, is_mentee: bool) -> list[Field]:
    """Choose what is asked: a change is about the first six and whatever else was said."""
    if part == CHANGE:
        more = [each for each in REST if said.get(each.name) and not each.is_private]
        return asked([*FIRST, *more], is_mentee=is_mentee)
    return asked(REST if part == REST_PART else FIRST, is_mentee=is_mentee)


def asks(field: Field, value: str, customs: Customs = AS_SHIPPED) -> Block:
    """Ask for one thing, with what was said before; of rhythms only those of their program."""
    options = [
        option(label, name)
        for name, label in field.options.items()
        if field.name != "rhythm" or name in {*customs.rhythms, value}
    ]
    if field.is_typed:
        element = text_input(initial=value, most=TYPED_MAX)
    elif field.is_several:
        element = choices("checkboxes", options, value.split(","))
    else:
        element = choice("static_select", options, chosen=value)
    return field_of(field.name, field.label, element, hint=field.hint, optional=not field.is_first)


def read(given: Answers, view: Mapping[str, Any], *, is_mentee: bool) -> tuple[dict[str, str], dict[str, str]]:
    """Read what the window asked for, empty where nothing was said; and which answers are still missing."""
    names = [str(block.get("block_id")) for block in view.get("blocks", ()) if block.get("type") == "input"]
    fields = asked([BY_NAME[name] for name in names if name in BY_NAME], is_mentee=is_mentee)
    said = {each.name: answer(given, each) for each in fields}
    return said, {each.name: MISSING for each in fields if each.is_first and not said[each.name]}


def answer(given: Answers, field: Field) -> str:
    """Read one answer; what isn't among the options is none."""
    if field.is_typed:
        return given.text(field.name)[:TYPED_MAX]
    chosen: Iterable[str] = given.choices(field.name) if field.is_several else (given.choice(field.name),)
    return ",".join(name for name in field.options if name in set(chosen))
