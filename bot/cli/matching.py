"""The command that matches a cohort out of spreadsheets, without Slack."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.ground import FAILED, MISUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.mentoring.cohort.participants import Cohort, Participant, Policy
    from bot.mentoring.cohort.sheets import Sheet
    from bot.mentoring.cohort.sheets_of_two import Decision

T = TypeVar("T")
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=A_FILE)
@click.option("--locks", type=A_FILE, help="Pairs that are decided: mentee, mentor, kind (lock, forbid, ended, ...).")
@click.option(
    "--wishes",
    type=A_FILE,
    help="Who wishes for whom: by, to, rank. A wish of both is kept, but for somebody left alone or more choices kept.",
)
@click.option("--ranks", type=A_FILE, help="Proposals as mentees ranked them: mentee, mentor, rank.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the pairs go, instead of here.")
@click.option("--mentors-each", type=click.IntRange(1, 3), help="Up to so many mentors, of different departments.")
@click.option("--proposals", is_flag=True, help="Propose three mentors to everybody, for them to rank.")
@click.option(
    "--stable",
    is_flag=True,
    help="A stable match: no two people would rather have each other, mentees by what they chose and then by points.",
)
@click.option("--same-team", is_flag=True, help="Allow mentors of the mentee's own team or manager.")
@click.option("--any-level", is_flag=True, help="Allow mentors of any level.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a sheet.")
def match(file: Path, *, out: Path | None, as_json: bool, **how: "Path | int | bool | None") -> None:
    """Match the people in FILE, a CSV with a line each, with reasons for every pair and what is proven of them all.

    Columns: id, name, role (mentor, mentee or both), wants, goal, interests, mentors, topics, about, capacity,
    mentees, paused, department, team, level, manager, languages, timezone, wishes. Only id is needed; lists are
    separated by semicolons.
    """
    from bot.mentoring.cohort.printing import as_sheet  # noqa: PLC0415 - `--help` shouldn't wait for libraries
    from bot.mentoring.cohort.solving import solve  # noqa: PLC0415 - as above; it loads the solver
    from bot.mentoring.cohort.telling import proof  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    if how["stable"] and (how["proposals"] or (how["mentors_each"] or 1) != 1):
        raise click.UsageError("A stable match gives one mentor each: leave --mentors-each and --proposals out.")
    reading = _Reading()
    cohort, policy = _asked(file, how, reading)
    outcome = solve(cohort, policy)
    told = json.dumps(outcome.plain(), ensure_ascii=False) + "\n" if as_json else as_sheet(outcome, cohort.participants)
    _write(told, out)
    for refused in outcome.refused:
        click.echo(f"Not locked: {refused.mentee} and {refused.mentor}, because {refused.why}.", err=True)
    for sentence in proof(outcome.certificate):
        click.echo(sentence, err=True)
    sys.exit(FAILED if reading.left_out or outcome.refused or not outcome.certificate.matched else 0)


class _Reading:
    """Reads sheets, and says what could not be read."""

    def __init__(self) -> None:
        self.left_out = 0

    def of(self, path: Path, how: "Callable[[bytes], Sheet[T]]") -> list[T]:
        """Read one file; each line that could not be read is named."""
        from bot.mentoring.cohort.sheets import NoSuchColumn  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.mentoring.refusals import Refusal  # noqa: PLC0415 - as above

        try:
            sheet = how(path.read_bytes())
        except (NoSuchColumn, OSError, Refusal) as trouble:
            told = trouble.sentence if isinstance(trouble, Refusal) else trouble
            click.echo(f"{path.name} can't be used. {told}", err=True)
            sys.exit(MISUSED)
        for remark in sorted(sheet.remarks, key=lambda each: each.line):
            click.echo(remark.about(path.name), err=True)
        self.left_out += sum(remark.left_out for remark in sheet.remarks)
        return sheet.rows


def _asked(file: Path, how: "dict[str, Path | int | bool | None]", reading: _Reading) -> "tuple[Cohort, Policy]":
    from bot.mentoring.cohort import sheet_of_people, sheets_of_two, stages  # noqa: PLC0415 - as for `match`
    from bot.mentoring.cohort.participants import Policy, Way  # noqa: PLC0415 - as above

    people = reading.of(file, sheet_of_people.people)

    def told_of(path: Path, ids: "Iterable[str]") -> None:
        for unknown in sheet_of_people.unknown(ids, people, file.name):
            click.echo(f"{path.name}: {unknown}.", err=True)

    if isinstance(how["wishes"], Path):
        wishes = reading.of(how["wishes"], sheets_of_two.wishes)
        told_of(how["wishes"], (by for by, _ in wishes))
        people = _wishing(people, wishes)
    for stranger in sheet_of_people.strangers(people, {each.id for each in people}):
        click.echo(f"{file.name}: {stranger}.", err=True)
    decided = reading.of(how["locks"], sheets_of_two.decisions) if isinstance(how["locks"], Path) else []
    if isinstance(how["locks"], Path):
        told_of(how["locks"], (who for each in decided if each.kind != "lock" for who in (each.mentee, each.mentor)))
    cohort = _decided(people, decided)
    policy = Policy(
        same_team=bool(how["same_team"]),
        levels_ahead=None if how["any_level"] else 1,
        mentors_each=int(how["mentors_each"]) if isinstance(how["mentors_each"], int) else None,
        way=Way.STABLE if how["stable"] else Way.BEST,
    )
    if isinstance(how["ranks"], Path):
        ranked = reading.of(how["ranks"], sheets_of_two.ranks)
        told_of(how["ranks"], (who for one, other, _ in ranked for who in (one, other)))
        idle = {each.id for each in people if not each.mentors}
        for who in sorted({one for one, _, _ in ranked} & idle):
            click.echo(f"{how['ranks'].name}: {who} is not a mentee, and their ranks count for nothing.", err=True)
        chosen = sorted((rank, other, one) for one, other, rank in ranked if rank)
        # Whoever left all of them out has an order with nobody in it; whoever gave no rank has none.
        order = {one: list[str]() for one, _, rank in ranked if rank is not None}
        order |= _grouped((one, other) for _, other, one in chosen)
        cohort = stages.choosing(cohort, [(one, other) for one, other, _ in ranked], order)
    return stages.proposing(cohort, policy) if how["proposals"] else (cohort, policy)


def _wishing(people: "list[Participant]", wishes: list[tuple[str, str]]) -> "list[Participant]":
    named = _grouped(wishes)
    return [
        replace(each, wishes=tuple(dict.fromkeys((*each.wishes, *named[each.id])))) if each.id in named else each
        for each in people
    ]


def _grouped(pairs: "Iterable[tuple[str, str]]") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _decided(people: "list[Participant]", several: "list[Decision]") -> "Cohort":
    from bot.mentoring.cohort import sheet_of_people  # noqa: PLC0415 - `--help` shouldn't wait for libraries
    from bot.mentoring.cohort.participants import Cohort  # noqa: PLC0415 - as above

    def of(*kinds: str) -> frozenset[tuple[str, str]]:
        return frozenset((each.mentee, each.mentor) for each in several if each.kind in kinds)

    return Cohort(
        participants=tuple(people),
        live=of("live"),
        locks=of("lock"),
        apart=of("blocked", "ended") | sheet_of_people.doubtful(people),
        forbidden=of("forbid"),
    )


def _write(told: str, out: Path | None) -> None:
    if out is None:
        click.echo(told, nl=False)
        return
    try:
        out.write_text(told, encoding="utf-8-sig" if out.suffix.casefold() == ".csv" else "utf-8", newline="")
    except OSError as trouble:
        click.echo(f"{out} can't be written: {trouble.strerror}.", err=True)
        sys.exit(MISUSED)


COMMANDS = (match,)
