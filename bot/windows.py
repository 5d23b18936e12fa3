"""Windows: what somebody typed after a command that opens one is filled in there; what isn't understood is said there.

One piece for all of them, so that no command swallows what follows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any, Final

from bot.blocks import Block, Modal, clip, escape, mentioned, section, spelled
from bot.mentoring import typed, typed_moments
from bot.mentoring.refusals import Refusal
from bot.mentoring.sessions import in_full
from bot.mentoring.typed import Moment, Typed

SHOWN_MAX = 60
TYPED_MAX = 300
"""Nobody types more than that after a command; what is longer is a text that went to the wrong place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """Which fields of a window take what was typed after its command, by their names."""

    day: str = ""
    ahead: bool = True
    """Whether a day lies ahead, or has been."""
    check: Callable[[date, date], None] = lambda _, __: None
    """Refuses a day that can't be, seen from today, for the reason for which it would be refused in the end."""
    clocks: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    """Pairs of fields for a day and a time of it, where several moments can be typed one after another."""
    rhythm: str = ""
    people: tuple[str, ...] = ()
    words: str = ""
    """The field for free words; a window that has one understands everything."""
    with_day: Mapping[str, str] = field(default_factory=dict)
    """What else is chosen once a day was understood."""
    with_people: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Callable[[str], object]] = field(default_factory=dict)
    """Fields for a name of something, each with what finds it; nothing found, the name isn't one of those."""


NOTHING: Final = Takes()
NOT_KEPT: Final = "I haven't kept your words yet: there is room for them in the window."
ONE_OF_SEVERAL: Final = ("static_select", "radio_buttons")


def filled(modal: Modal, text: str, takes: Takes, today: date) -> Modal:
    """Fill in what was understood of a text, and say above the fields what was not."""
    if not text:
        return modal
    if takes.words and takes.words in fields(modal):
        words = (typed.without_mentions(text) if takes.people else text).strip()
        return _with(modal, {**_people(text, takes), takes.words: _added(modal, takes.words, words)})
    said = read(text[:TYPED_MAX], takes, today)
    named = _named(modal, takes, said.left) if said.left else {}
    values = {**named, **_people(text, takes), **understood(possible(said, takes, today), takes)}
    return _with(modal, values, [why_not(said, takes, today), "" if named else not_understood(said.left)])


def fields(modal: Modal) -> set[str]:
    """Name what is asked in a window."""
    return {block["block_id"] for block in modal.blocks if block["type"] == "input"}


def read(text: str, takes: Takes, today: date) -> Typed:
    """Read what this window has fields for."""
    text = typed.without_mentions(text) if takes.people else text
    if takes.rows:
        moments, left = typed_moments.read(text, today)
        return Typed(moments=moments, left=left)
    day, rhythm, clocks = bool(takes.day), bool(takes.rhythm), len(takes.clocks)
    return typed.read(text, today, day=day, ahead=takes.ahead, rhythm=rhythm, clocks=clocks)


def understood(said: Typed, takes: Takes) -> dict[str, object]:
    """Say what goes into which field."""
    values: dict[str, object] = dict(zip(takes.clocks, said.clocks, strict=False))
    for names, moment in zip(takes.rows, said.moments, strict=False):
        values |= {name: value for name, value in zip(names, moment, strict=True) if value is not None}
    if said.on and takes.day:
        values |= {takes.day: said.on, **takes.with_day}
    if said.rhythm and takes.rhythm:
        values[takes.rhythm] = said.rhythm
    return values


def why_not(said: Typed, takes: Takes, today: date) -> str:
    """Say why a day that was understood can't be taken, each for its own reason; nothing of one that can."""
    several = [said.on] if said.on else said.moments
    return "\n".join(filter(None, sifted(several, takes, today).values())) if several else ""


def sifted(several: Sequence[date | Moment], takes: Takes, today: date) -> dict[int, str]:
    """Say for each of these, by its place, why it can't be taken; nothing where it can."""
    reasons, taken = dict[int, str](), list[date | Moment]()
    for place, each in enumerate(several):
        on, at = (each, None) if isinstance(each, date) else each
        called = " at ".join(filter(None, (in_full(on) if on else "", f"{at:%H:%M}" if at else "")))
        reasons[place] = ""
        try:
            if on:
                takes.check(on, today)
        except Refusal as refusal:
            reasons[place] = f"I read {called}. {refusal.sentence}"
            continue
        if each in taken:
            reasons[place] = f"You named {called} twice."
        elif takes.rows and len(taken) == len(takes.rows):
            reasons[place] = f"I left out {called}: there is room for {len(taken)} times."
        else:
            taken.append(each)
    return reasons


def possible(said: Typed, takes: Takes, today: date) -> Typed:
    """Leave out a day that can't be taken. Where it was the only one, its time may serve for another one."""
    if said.moments:
        reasons = sifted(said.moments, takes, today)
        left = [each for place, each in enumerate(said.moments) if not reasons[place]]
        return replace(said, moments=tuple(left or [Moment(None, said.moments[0].at)]))
    return replace(said, on=None) if why_not(said, takes, today) else said


def carried(said: Typed) -> str:
    """Write down for a button what was understood, while somebody chooses which pair they mean."""
    keeps = said.on.isoformat() if said.on else said.rhythm or ",".join(map(_carried, said.moments))
    return f":{keeps}" if keeps else ""


def _carried(moment: Moment) -> str:
    return f"{moment.on.isoformat() if moment.on else ''}T{f'{moment.at:%H:%M}' if moment.at else ''}"


def _brought(keeps: str) -> Moment:
    on, _, at = keeps.partition("T")
    return Moment(date.fromisoformat(on) if on else None, time.fromisoformat(at) if at else None)


def filled_again(modal: Modal, keeps: str, takes: Takes) -> Modal:
    """Fill in what a button carries; a button that carries nothing leaves the window as it is."""
    try:
        if takes.rows and "T" in keeps:
            said = Typed(moments=tuple(map(_brought, keeps.split(","))))
        else:
            said = Typed(on=date.fromisoformat(keeps))
    except ValueError:
        said = Typed(rhythm=keeps)
    return _with(modal, understood(said, takes))


def not_understood(left: str) -> str:
    """Say kindly that something wasn't understood; nothing of nothing."""
    return left and f"I didn't understand “{escape(clip(spelled(left), SHOWN_MAX))}”; choose here."


def in_vain(left: str, takes: Takes) -> str:
    """Say what comes of words that were typed before it was clear where they belong; nothing of none."""
    return NOT_KEPT if left and takes.words else not_understood(left)


def _people(text: str, takes: Takes) -> dict[str, object]:
    named = dict(zip(takes.people, mentioned(text), strict=False))
    return {**named, **takes.with_people} if named else {}


def _added(modal: Modal, name: str, words: str) -> str:
    """Put words behind what stands in a field already, which is somebody's own."""
    before = next(block["element"].get("initial_value", "") for block in modal.blocks if block.get("block_id") == name)
    return "\n".join(filter(None, (before, words)))


def _with(modal: Modal, values: Mapping[str, object], told: Sequence[str] = ()) -> Modal:
    names = [str(block.get("block_id", "")) for block in modal.blocks]
    blocks = [
        _block(block, values[name]) if name in values else block
        for name, block in zip(names, modal.blocks, strict=True)
    ]
    return replace(modal, blocks=[*map(section, filter(None, told)), *blocks])


def _named(modal: Modal, takes: Takes, left: str) -> dict[str, object]:
    """Find the one thing that is called just what is left: an option of a field, or a name that a field takes."""
    wanted = left.casefold()
    found = {name: left for name, known in takes.names.items() if known(left) is not None}
    for block in modal.blocks:
        if block["type"] != "input" or block["element"]["type"] not in ONE_OF_SEVERAL:
            continue
        for each in block["element"]["options"]:
            if wanted in {each["text"]["text"].casefold(), each["value"].casefold()}:
                found[block["block_id"]] = each["value"]
    return dict([*found.items()][:1])


def _block(block: Block, value: object) -> Block:
    """Return an input with something filled in; one that can't take it stays as it is."""
    return {**block, "element": {**block["element"], **_initial(block["element"], value)}}


def _initial(element: Mapping[str, Any], value: object) -> Mapping[str, Any]:
    match element["type"], value:
        case "datepicker", date():
            return {"initial_date": value.isoformat()}
        case "timepicker", time():
            return {"initial_time": f"{value:%H:%M}"}
        case "plain_text_input", str():
            return {"initial_value": clip(spelled(value), element["max_length"])} if value else {}
        case "users_select", str():
            return {"initial_user": value}
        case (("static_select" | "radio_buttons"), str()):
            return _option(element["options"], value)
        case _:
            return {}


def _option(options: Sequence[Block], value: str) -> Mapping[str, Any]:
    chosen = next((each for each in options if each["value"] == value), None)
    return {"initial_option": chosen} if chosen else {}
