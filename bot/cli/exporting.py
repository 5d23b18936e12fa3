"""The command that gives pairs and figures out as tables."""

import sys
from pathlib import Path

import click

from bot.cli.ground import MISUSED, Clock, the_database
from bot.cli.rosters import the_workspace


@click.command()
@click.argument("what", type=click.Choice(["pairs", "figures"]))
@click.option("--workspace", default="", help="Which workspace, by Slack's id. Needed when the database holds several.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it into this file.")
@click.pass_obj
def export(clock: Clock, what: str, workspace: str, out: Path | None) -> None:
    """Give pairs, or the figures of the program, out as CSV: states, dates and counts, and nobody's words."""
    with the_database() as database:
        from bot import reports  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade  # noqa: PLC0415 - see above

        upgrade(database)
        team = the_workspace(database, workspace)
        with database.look(team) as db:
            report = reports.gather(db, clock())
    table = reports.pairs_sheet(report) if what == "pairs" else reports.figures_sheet(report.figures)
    if out is None:
        click.echo(table, nl=False)
        return
    try:
        out.write_text(table, encoding="utf-8", newline="")
    except OSError as trouble:
        click.echo(f"{out.name} can't be written ({type(trouble).__name__}). Nothing was exported.", err=True)
        sys.exit(MISUSED)
    rows = len(report.pairs) if what == "pairs" else len(report.figures)
    click.echo(f"{rows} {what} are in {out}.", err=True)


COMMANDS = (export,)
