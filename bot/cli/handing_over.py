"""The command that writes down everything that is kept about one person, for them."""

import sys

import click

from bot.cli.ground import FAILED, MISUSED, Clock, the_database
from bot.cli.rosters import known_here


@click.command("hand-over")
@click.argument("person")
@click.option("--workspace", default="", help="Which one, where people of several are kept.")
@click.pass_obj
def hand_over(clock: Clock, person: str, workspace: str) -> None:
    """Write everything that is kept about PERSON (a Slack id such as U012AB3CD) as JSON, to be handed to them."""
    with the_database() as database:
        from bot.store import belongings, people, workspaces  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        with database.survey() as db:
            places = [known_here(workspace, workspaces.heard_of(db))] if workspace else list(workspaces.known(db))
        found = dict[str, str]()
        for place in places:
            with database.look(place) as db:
                if known := people.known(db, person):
                    found[place] = belongings.as_json(belongings.of(db, known, clock()))
    if len(found) > 1:
        click.echo(f"People of several workspaces have this id: {', '.join(found)}. Say which: --workspace.", err=True)
        sys.exit(MISUSED)
    if not found:
        click.echo("Nothing is kept about anybody with this id.", err=True)
        sys.exit(FAILED)
    for handed_over in found.values():
        click.echo(handed_over, nl=False)


COMMANDS = (hand_over,)
