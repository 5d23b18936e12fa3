"""The command that finds mentors in a file of people, without Slack and without a database."""

import gc
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import click

from bot.cli.ground import MISUSED, Clock

if TYPE_CHECKING:
    from bot.cli.profiles import Row
    from bot.mentoring.offers import Offer
    from bot.mentoring.search.hits import Hit
    from bot.mentoring.search.wishes import Reading
    from bot.mentoring.suitability import Suitability

MILLISECONDS = 1000
WHAT_FOR = 'That doesn\'t say what for. Two or three words do, such as "public speaking" or "preparing a budget".'
AMONG = 200
"""So many who answer a wish are looked at when the rest of a pair counts, too."""


@click.command()
@click.option("--profiles", required=True, type=click.Path(path_type=Path), help="A CSV file of people.")
@click.option("--query", help="What is looked for, in a few words.")
@click.option("--queries", type=click.Path(path_type=Path), help="A file with one query a line.")
@click.option("-k", "most", default=5, show_default=True, type=click.IntRange(1, 1000), help="How many to name.")
@click.option("--as", "seeker", metavar="ID", help="Look as this person of the file would: who must not, is not shown.")
@click.option("--json", "as_json", is_flag=True, help="One object a query.")
@click.pass_obj
def find(
    clock: Clock,
    profiles: Path,
    query: str | None,
    queries: Path | None,
    most: int,
    seeker: str | None,
    *,
    as_json: bool,
) -> None:
    """Find the mentors in a file of people who answer a wish best, with reasons."""
    if (query is None) == (queries is None):
        raise click.UsageError("Give either --query or --queries.")
    from bot.cli.profiles import ProfilesAreUnreadable, lines_of, profiles_of  # noqa: PLC0415 - `--help` shouldn't wait

    try:
        people = profiles_of(profiles, with_lines=seeker is not None)
        wishes = lines_of(queries) if queries else [query or ""]
        among = Among(people.rows, seeker, clock())
    except ProfilesAreUnreadable as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(MISUSED)
    for remark in people.remarks:
        click.echo(remark, err=True)
    for answer in among.answers(wishes, most):
        click.echo(json.dumps(answer) if as_json else _told(answer))


class Among:
    """The people of a file, ready to be searched."""

    def __init__(self, rows: Sequence["Row"], seeker: str | None, now: datetime) -> None:
        from bot.cli.profiles import ProfilesAreUnreadable  # noqa: PLC0415 - `--help` shouldn't wait
        from bot.mentoring import pairscore  # noqa: PLC0415 - as above
        from bot.mentoring.names import Names  # noqa: PLC0415 - as above
        from bot.mentoring.search import ranking, wishes  # noqa: PLC0415 - as above
        from bot.mentoring.search.index import Index  # noqa: PLC0415 - as above
        from bot.mentoring.search.profiles import Profile  # noqa: PLC0415 - as above

        self._ranking, self._wishes, self._pairscore = ranking, wishes, pairscore
        self._rows = {row.id: row for row in rows}
        if seeker is not None and seeker not in self._rows:
            raise ProfilesAreUnreadable(f"There is nobody with the id {seeker} in the file.")
        self._suits = _suitability(self._rows, seeker, now) if seeker is not None else None
        self._index = Index(
            Profile(
                id=row.id,
                name=row.name,
                title=row.title,
                department=row.department,
                topics=row.topics,
                about=row.about,
            )
            for row in self._rows.values()
            if row.capacity
        )
        self._others = Names(row.name for row in rows if not row.capacity)
        self._index.warm()
        wishes.prepare(self._index, self._index.skills)
        for wish in ("", "a wish nobody has", "publick speeking"):
            self._answer(wish, 1)
        # What was made so far stays until the end: looking through it again and again would take turns from searches.
        gc.collect()
        gc.freeze()

    def answers(self, wishes: Sequence[str], most: int) -> Iterator[dict[str, Any]]:
        """Answer one wish after the other."""
        for wish in wishes:
            began = process_time()
            reading, results = self._answer(wish, most)
            took = (process_time() - began) * MILLISECONDS
            answer = {"query": wish, "results": results, "ms": round(took, 3)}
            if reading.corrected:
                answer["corrected"] = dict(reading.corrected)
            if reading.unwanted:
                answer["unwanted"] = list(reading.unwanted)
            yield answer if results or not self._is_vague(reading) else answer | {"remark": WHAT_FOR}

    def _answer(self, wish: str, most: int) -> tuple["Reading", list[dict[str, Any]]]:
        index, profile_of, reasons = self._index, self._index.of, self._ranking.reasons
        reading = self._wishes.read(wish, index, index.skills)
        if self._others and reading.is_mended and (name := self._wishes.as_a_name(reading)).words in self._others:
            reading = name
        scored = self._among_all(reading, most) if self._suits is None else self._suitable(reading, most, self._suits)
        scored.sort(key=_order)
        return reading, [
            {"id": hit.id, "score": score, "reasons": list(reasons(profile, hit, reading))}
            for score, hit in scored[:most]
            if (profile := profile_of(hit.id))
        ]

    def _among_all(self, reading: "Reading", most: int) -> list[tuple[int, "Hit"]]:
        of_a_wish = self._pairscore.of_a_wish
        return [(of_a_wish(hit.needs, hit.goals), hit) for hit in self._worth_naming(reading, most)]

    def _worth_naming(self, reading: "Reading", most: int) -> Sequence["Hit"]:
        """Find the best; nobody for a wish that doesn't say what for."""
        hits = self._ranking.best(self._index, reading, most)
        return () if reading.is_faint and self._ranking.is_vague(reading, hits) else hits

    def _is_vague(self, reading: "Reading") -> bool:
        says_only_what_not = bool(reading.unwanted) and not reading.words
        return says_only_what_not or (reading.is_faint and self._ranking.is_vague(reading, ()))

    def _suitable(self, reading: "Reading", most: int, suits: "Suitability") -> list[tuple[int, "Hit"]]:
        """Score whom no rule keeps away; if that leaves too few, look further than usual."""
        among = max(most, AMONG)
        scored = list(self._scored(suits, self._worth_naming(reading, among)))
        if len(scored) < most <= among < len(self._index):
            scored = list(self._scored(suits, self._worth_naming(reading, len(self._index))))
        return scored

    def _scored(self, suits: "Suitability", hits: Sequence["Hit"]) -> Iterator[tuple[int, "Hit"]]:
        for hit in hits:
            offer = _offer(self._rows[str(hit.id)])
            if suits.objection(offer) is None:
                yield self._pairscore.parts(suits.between(offer, needs=hit.needs, goals=hit.goals)).total, hit


def _order(scored: tuple[int, "Hit"]) -> tuple[bool, int]:
    """Put whoever was named first, and then the highest score."""
    score, hit = scored
    return not hit.is_named, -score


def _suitability(rows: Mapping[str, "Row"], seeker: str, now: datetime) -> "Suitability":
    """Know who may not be shown to one person of the file: themselves, their reporting line, their team."""
    from bot.mentoring import lines  # noqa: PLC0415 - `--help` shouldn't wait
    from bot.mentoring.offers import Seeker  # noqa: PLC0415 - as above
    from bot.mentoring.suitability import Suitability, above  # noqa: PLC0415 - `--help` shouldn't wait

    row = rows[seeker]
    manager_of = {each.id: each.manager for each in rows.values() if each.manager}
    doubtful = lines.unclear(manager_of, {each.id: each.name for each in rows.values()})
    perhaps = {other for both in lines.perhaps_shared(manager_of, doubtful) if row.id in both for other in both}
    return Suitability(
        Seeker(
            slack_id=row.id,
            timezone=row.timezone,
            languages=row.languages,
            department=row.department,
            level=row.level,
            manager=row.manager or None,
            above=above(manager_of, row.id) | perhaps - {row.id},
            below=_below(manager_of, row.id),
        ),
        now,
    )


def _below(manager_of: Mapping[str, str], who: str) -> frozenset[str]:
    """List everybody who reports to somebody, walking down once: a circle of everybody takes no longer than a tree."""
    reports = defaultdict[str, list[str]](list)
    for one, manager in manager_of.items():
        reports[manager].append(one)
    below: set[str] = set()
    ahead = [who]
    while ahead:
        new = [each for each in reports[ahead.pop()] if each not in below]
        below.update(new)
        ahead += new
    return frozenset(below)


def _offer(row: "Row") -> "Offer":
    from bot.mentoring.offers import Offer  # noqa: PLC0415 - `--help` shouldn't wait

    return Offer(
        person_id=0,
        slack_id=row.id,
        name=row.name,
        department=row.department,
        level=row.level,
        manager=row.manager or None,
        timezone=row.timezone,
        languages=row.languages,
        capacity=row.capacity,
    )


def _told(answer: Mapping[str, Any]) -> str:
    """Say an answer to a person."""
    from bot.mentoring.topics import tidy  # noqa: PLC0415 - `--help` shouldn't wait

    found = [
        f"  {place}. {each['id']} ({each['score']}) {'; '.join(each['reasons'])}".rstrip()
        for place, each in enumerate(answer["results"], start=1)
    ]
    nobody = f"  Nobody. {answer.get('remark', '')}".rstrip()
    left_out = [f"  Not looked for: {', '.join(answer['unwanted'])}."] if "unwanted" in answer else []
    mended = [f"“{right}” for “{typed}”" for typed, right in answer.get("corrected", {}).items()]
    read = [f"  Read {' and '.join(mended)}."] if mended else []
    return "\n".join([f"{tidy(answer['query']) or '(no words)'}:", *read, *left_out, *(found or [nobody])])


COMMANDS = (find,)
