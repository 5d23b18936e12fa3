"""The large half year: it tells what was found, and fails if that is a fault.

`python -m tests.halfyear --pairs 24 --seeds 3`
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import click

from tests.halfyear.story import told


@click.command()
@click.option("--pairs", default=12, show_default=True, type=click.IntRange(1, 500), help="How many pairs live it.")
@click.option("--weeks", default=26, show_default=True, type=click.IntRange(1, 104), help="How long it is.")
@click.option("--seed", default=1, show_default=True, help="Which half year comes first; the same one is the same.")
@click.option("--seeds", default=1, show_default=True, type=click.IntRange(1, 50), help="How many of them.")
def live(pairs: int, weeks: int, seed: int, seeds: int) -> None:
    """Live half a year with people of every habit, and look at every message."""
    wrong = 0
    for number in range(seed, seed + seeds):
        began = process_time()
        with TemporaryDirectory() as folder, told(pairs, number, Path(folder)) as story:
            faults = story.live(weeks)
            said, kinds = story.inspection.said.total(), len(story.inspection.kinds)
            click.echo(
                f"seed {number}: {said} things said of {kinds} kinds, {story.phone.acts} acts, "
                f"{len(faults)} faults, {process_time() - began:.0f} s of processor time"
            )
        for fault in faults:
            click.echo(f"  {fault}")
        wrong += len(faults)
    sys.exit(1 if wrong else 0)


live()
