"""Commands that tell what came of what the bot did."""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.cli.ground import MISUSED, Clock, the_database
from bot.mentoring.effects import ACTIONS_LEAST, SENDS_BEFORE_JUDGING, STOPS_MOST

if TYPE_CHECKING:
    from bot.mentoring.effects import Effect

HEAD = ("Kind", "Sent", "Tapped", "Acted", "Stopped", "Held out", "Acted unasked", "Lift and its interval", "Off since")
EXPLAINED = f"""\
Counted are nudges a week after they were sent. Acted: what the nudge is about was settled in that time.
Held out: pairs that never get this kind; the lift is how many more act of those who do.
A kind is switched off after {SENDS_BEFORE_JUDGING} sends when fewer than {ACTIONS_LEAST:.0%} act or tap,
or more than {STOPS_MOST:.0%} stop it."""


@click.command()
@click.option("--enable", "kind", help="Switch this kind on again, and count anew.")
@click.pass_obj
def nudges(clock: Clock, kind: str | None) -> None:
    """Tell what came of each kind of nudge, and which kinds are switched off."""
    with the_database() as database:
        from bot.store import verdicts  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from scheduling.nudges import every, is_measured  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        kinds = sorted(nudge.kind for nudge in every() if is_measured(nudge))
        if kind is not None and kind not in kinds:
            click.echo(f"There is no kind called {kind}. There are: {', '.join(kinds)}.", err=True)
            sys.exit(MISUSED)
        with database.everywhere() as db:
            was_off = kind is not None and verdicts.switch_on(db, kind, clock())
            effects, off = verdicts.effects(db), verdicts.off(db)
        if kind is not None:
            click.echo(f"{kind} is sent again, and counted anew." if was_off else f"{kind} wasn't switched off.")
            return
        for row in as_table(kinds, effects, off):
            click.echo(row)
        click.echo(EXPLAINED)


def as_table(
    kinds: list[str], effects: Mapping[str, "Effect"], off: Mapping[str, tuple[datetime, str]]
) -> Iterator[str]:
    """Lay it out, a row for each kind; the reason for switching one off stands at the end of its row."""
    rows = [HEAD, *(row_of(kind, effects.get(kind), off.get(kind)) for kind in kinds)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def row_of(kind: str, effect: "Effect | None", off: tuple[datetime, str] | None) -> tuple[str, ...]:
    """Say what came of one kind; a kind that was never sent has nothing to tell."""
    since = f"{off[0]:%Y-%m-%d %H:%M} UTC: {off[1]}" if off else ""
    if effect is None:
        return (kind, *["0"] * 6, "", since)
    counts = (effect.sent, effect.tapped, effect.acted, effect.stopped, effect.held_out, effect.acted_unasked)
    return (kind, *map(str, counts), str(effect.lift or ""), since)


COMMANDS = (nudges,)
