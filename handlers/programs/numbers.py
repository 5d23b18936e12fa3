"""The numbers of a program: when its pairs are reminded and looked after, a group at a time, and what is fixed."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from slack_bolt import Ack

from bot import cohorts, leadership
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    actions,
    button,
    context,
    counted,
    divider,
    field_of,
    number,
    number_input,
    section,
)
from bot.desk import Desk
from bot.mentoring.customs import AS_SHIPPED, FIXED, GROUPS, Customs, Setting
from bot.mentoring.programs import Program, ProgramIsElsewhere
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store.database import Database
from handlers.programs.finding import SEPARATOR, as_shown, must_be_as_shown, theirs

USUAL: Final = asdict(AS_SHIPPED)


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_numbers")(show)
    desk.action("change_numbers")(change)
    desk.action("usual_numbers")(reset)
    desk.view("program_numbers")(save)


def show(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show the groups, and what is fixed."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.CHANGE_PROGRAM)
        modal = groups(program)
    turn_to(modal)


def change(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show the numbers of one group, ready to be changed."""
    ack()
    actor, about = visit(), str(action.get("value"))
    with database.look(workspace) as db:
        _, program = theirs(db, actor, about, Act.CHANGE_PROGRAM)
        modal = form(program, group_in(about))
    turn_to(modal)


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the numbers; they hold for the pairs of the program at once."""
    given, about = Answers(view), str(view.get("private_metadata"))
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, about, Act.CHANGE_PROGRAM, hold=True)
        program.must_go_on()
        wanted = read(given, group_in(about), program.rules.numbers)
        if is_new := wanted != program.rules.numbers:
            must_be_as_shown(about, *shown(program, group_in(about)))
        if trouble := wanted.trouble():
            ack(response_action="errors", errors=at_a_field(trouble, group_in(about)))
            return
        changed = cohorts.adopt(db, program, replace(program.rules, numbers=wanted), now)
        if is_new:
            leadership.note(db, by, "numbers_changed", f"program:{program.id}", now, program.id)
        modal = groups(program, f"The numbers are kept, and hold for {counted(changed, 'pair')} from now on.")
    ack(response_action="update", view=modal.payload)


def reset(
    ack: Ack,
    action: Mapping[str, Any],
    visit: Visit,
    turn_to: TurnTo,
    database: Database,
    workspace: str,
    now: datetime,
) -> None:
    """Go back to the defaults, all of them."""
    ack()
    actor = visit()
    with database.begin(workspace) as db:
        by, program = theirs(db, actor, action.get("value"), Act.CHANGE_PROGRAM, hold=True)
        program.must_go_on()
        if program.rules.numbers != AS_SHIPPED:
            cohorts.adopt(db, program, replace(program.rules, numbers=AS_SHIPPED), now)
            leadership.note(db, by, "numbers_changed", f"program:{program.id}", now, program.id)
        modal = groups(program, "The usual numbers hold again.")
    turn_to(modal)


def group_in(about: str) -> str:
    """Read which group a button or a window is about."""
    name = [*about.split(SEPARATOR), ""][1]
    if name not in GROUPS:
        raise ProgramIsElsewhere
    return name


def read(given: Answers, group: str, before: Customs) -> Customs:
    """Read one group; what is missing stays as it was."""
    found = {name: number(given.text(name)) for name in GROUPS[group].settings}
    return Customs.of(asdict(before) | {name: value for name, value in found.items() if value is not None})


def at_a_field(trouble: Mapping[str, str], group: str) -> dict[str, str]:
    """Say what is wrong at a field of this form, also where it is a number of another group that stands in the way."""
    here = GROUPS[group].settings
    return {name: told for name, told in trouble.items() if name in here} or {next(iter(here)): first(trouble)}


def first(trouble: Mapping[str, str]) -> str:
    """Return the first thing that is wrong."""
    return next(iter(trouble.values()))


def groups(program: Program, told: str = "") -> Modal:
    """List the groups with their numbers, and what is fixed and why."""
    differs = program.rules.numbers.plain()
    usual = button("Back to the usual numbers", "usual_numbers", program.id) if differs else None
    blocks: list[Block] = [
        *([section(told)] if told else []),
        section("When the pairs of this program are reminded, and when you hear of them. The usual numbers are sound."),
        *(entry(program, name) for name in GROUPS),
        divider(),
        section("*Fixed, because it protects people*\n" + "\n".join(f"• {what}: {why}" for what, why in FIXED)),
        actions(*([usual] if usual else []), button("Back to the program", "open_program", program.id)),
    ]
    return Modal("numbers", "Reminders", blocks, close="Close", about=str(program.id))


def entry(program: Program, name: str) -> Block:
    """Show one group: what it is about, and what was changed in it."""
    group, differs = GROUPS[name], program.rules.numbers.plain()
    changed = [
        f"{each.label}: {differs[known]} {each.unit} (usual: {USUAL[known]})"
        for known, each in group.settings.items()
        if known in differs
    ]
    lines = "\n".join(f"• {line}" for line in changed) or "The usual numbers hold."
    told = f"*{group.title}*\n{group.about}\n{lines}"
    return section(told, button("Change", "change_numbers", f"{program.id}:{name}", says=f"Change: {group.title}"))


def form(program: Program, name: str) -> Modal:
    """Ask for the numbers of one group."""
    group, numbers = GROUPS[name], asdict(program.rules.numbers)
    fields = [asked(known, each, numbers[known]) for known, each in group.settings.items()]
    blocks: list[Block] = [context(group.about), *fields]
    about = as_shown(*shown(program, name))
    return Modal("program_numbers", group.title[:24], blocks, submit="Keep", close="Cancel", about=about)


def shown(program: Program, name: str) -> tuple[str, dict[str, int]]:
    """Return which group a form is about, and the numbers in it."""
    numbers = asdict(program.rules.numbers)
    return f"{program.id}{SEPARATOR}{name}", {known: numbers[known] for known in GROUPS[name].settings}


def asked(name: str, setting: Setting, value: int) -> Block:
    """Ask for one number, and say what is usual."""
    hint = f"{setting.least} to {setting.most} {setting.unit}; usual: {USUAL[name]}. {setting.hint}".strip()
    return field_of(name, setting.label, number_input(setting.least, setting.most, value), hint=hint)
