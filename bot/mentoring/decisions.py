"""Decisions as a table: who is kept together, who isn't matched, and whom mentees wish for, as a lead has them.

A wish counts where its mentee has said none: what people wish themselves is never replaced by what somebody passes on.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.mentoring.enrolment import Account, Directory, account_of
from bot.mentoring.enrolments import Part, Verdict
from bot.mentoring.people import is_of_a_person
from bot.mentoring.refusals import Refusal
from bot.mentoring.roster import Entry, Slip
from bot.mentoring.sheets import SURPLUS, UNREADABLE, Line, Sheet, SheetIsEmpty

COLUMNS: Final = ("mentee", "mentor", "kind", "rank")
NEEDED: Final = ("mentee", "mentor")
OTHER_COLUMNS: Final = {"by": "mentee", "to": "mentor", "who": "mentee", "whom": "mentor", "place": "rank"}
LAST: Final = 1000
LONGEST_RANK: Final = 3
"""Where a wish without a rank comes: after those that have one, in the order of the table."""
SHOWN: Final = 40


class Kind(StrEnum):
    """What a line says of two people."""

    LOCK = "lock"
    FORBID = "forbid"
    WISH = "wish"


CALLED: Final = {
    "": Kind.LOCK,
    "lock": Kind.LOCK,
    "keep": Kind.LOCK,
    "together": Kind.LOCK,
    "keep together": Kind.LOCK,
    "forbid": Kind.FORBID,
    "apart": Kind.FORBID,
    "never": Kind.FORBID,
    "keep apart": Kind.FORBID,
    "wish": Kind.WISH,
    "wishes": Kind.WISH,
}
VERDICTS: Final = {Kind.LOCK: Verdict.LOCK, Kind.FORBID: Verdict.FORBID}


class NobodyIsPaired(Refusal):
    """The table needs a column mentee and a column mentor. A column kind says lock, forbid or wish. Nothing changed."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line, as it is written."""

    line: int
    mentee: str
    mentor: str
    kind: Kind
    rank: int = LAST


@dataclass(frozen=True, slots=True)
class Decision:
    """One line, and whom it means."""

    line: int
    mentee: Account
    mentor: Account
    kind: Kind
    rank: int = LAST

    @property
    def both(self) -> tuple[str, str]:
        """The Slack ids of the two."""
        return self.mentee.slack_id, self.mentor.slack_id


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read, and what is wrong with the rest."""

    said: Sequence[Said]
    slips: Sequence[Slip]
    ignored: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """What is known of a program that a table is about, by Slack ids: who takes part, and what was decided before.

    `gone` stand on its list and take no part any more. `wished` are the mentees who have wishes already; `ranked` is
    how many wishes count, and none where that is over.
    """

    parts: Mapping[str, Part]
    gone: Collection[str] = ()
    decided: Mapping[tuple[str, str], Verdict] = field(default_factory=dict)
    wished: Collection[str] = ()
    ranked: int = 0


def read(sheet: Sheet) -> Table:
    """Read a table of decisions; each line that can't be meant is named."""
    if not set(NEEDED) <= set(sheet.headings):
        raise NobodyIsPaired
    if not sheet.lines and not sheet.unreadable:
        raise SheetIsEmpty
    slips = [Slip(number, UNREADABLE) for number in sheet.unreadable]
    said: list[Said] = []
    for line in sheet.lines:
        if wrong := "; ".join(_wrong(line)):
            slips.append(Slip(line.number, wrong))
        else:
            rank = int(line["rank"]) if line["rank"] else LAST
            said.append(Said(line.number, line["mentee"], line["mentor"], CALLED[line["kind"].casefold()], rank))
    return Table(said, slips, sheet.without(COLUMNS))


def meant(table: Table, directory: Directory) -> tuple[list[Decision], list[Slip]]:
    """Find out whom each line means: by Slack id, by e-mail, or by a name that only one person has."""
    found: list[Decision] = []
    slips: list[Slip] = [*table.slips]
    for each in table.said:
        both = [account_of(_entry(each.line, cell, directory), directory) for cell in (each.mentee, each.mentor)]
        people = [one for one in both if isinstance(one, Account)]
        if len(people) == len(both):
            found.append(Decision(each.line, people[0], people[1], each.kind, each.rank))
        else:
            slips.append(Slip(each.line, "; ".join(one for one in both if isinstance(one, str))))
    return found, slips


def checked(several: Sequence[Decision], circle: Circle) -> tuple[list[Decision], list[Slip]]:
    """Tell the lines that can be taken in from those that can't, with everything that is wrong with each."""
    about = Counter((each.both, each.kind is Kind.WISH) for each in several)
    good: list[Decision] = []
    slips: list[Slip] = []
    for each in several:
        wrong = [*_parts(each, circle), *_before(each, circle)]
        if about[each.both, each.kind is Kind.WISH] > 1:
            wrong.append("these two stand on more than one line")
        if wrong:
            slips.append(Slip(each.line, "; ".join(wrong)))
        else:
            good.append(each)
    crowded = _too_many(good, circle.ranked)
    return [each for each in good if each.line not in crowded], [*slips, *crowded.values()]


def wishes(several: Iterable[Decision]) -> Mapping[str, Sequence[str]]:
    """Return whom each mentee wishes for, best first, by Slack ids."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for each in several:
        if each.kind is Kind.WISH:
            found[each.mentee.slack_id].append(each)
    return {
        mentee: [each.mentor.slack_id for each in sorted(mine, key=lambda each: (each.rank, each.line))]
        for mentee, mine in found.items()
    }


def _wrong(line: Line) -> list[str]:
    wrong = [SURPLUS] if line.has_surplus else []
    wrong += [f"it names no {heading}" for heading in NEEDED if not line[heading]]
    if line["kind"].casefold() not in CALLED:
        wrong.append(f"there is no kind “{line['kind'][:SHOWN]}”; there are lock, forbid and wish")
    if (rank := line["rank"]) and not (
        rank.isascii() and rank.isdigit() and len(rank) <= LONGEST_RANK and 0 < int(rank) < LAST
    ):
        wrong.append(f"rank must be a number from 1 to {LAST - 1}")
    return wrong


def _entry(line: int, cell: str, directory: Directory) -> Entry:
    """Read how one person is named: as Slack writes a mention, with an @, by id, by address or by name.

    What looks like an id and isn't anybody's is a name in capitals, unless it stands in a mention.
    """
    bare = cell.strip("<>").partition("|")[0].removeprefix("@")
    looks_like_one = is_of_a_person(bare) and bare.isalnum() and bare.isupper()
    is_id = looks_like_one and (bare in directory.by_id or cell.startswith("<@"))
    return Entry(
        line=line,
        email=bare.casefold() if "@" in bare and not is_id else "",
        slack_id=bare if is_id else "",
        name="" if is_id or "@" in bare else bare,
    )


def _parts(each: Decision, circle: Circle) -> list[str]:
    if each.mentee.slack_id == each.mentor.slack_id:
        return ["nobody mentors themselves"]
    if gone := [one for one in (each.mentee, each.mentor) if one.slack_id in circle.gone]:
        return [f"{one.name} takes no part in mentoring any more" for one in gone]
    mentee, mentor = (circle.parts.get(slack_id) for slack_id in each.both)
    wrong = [] if mentee and mentee.learns else [f"{each.mentee.name} is no mentee of this program"]
    return wrong if mentor and mentor.teaches else [*wrong, f"{each.mentor.name} is no mentor of this program"]


def _before(each: Decision, circle: Circle) -> list[str]:
    if each.kind is Kind.WISH:
        if not circle.ranked:
            return ["this program takes no wishes now"]
        return (
            [f"{each.mentee.name} has wishes already, and they stay"] if each.mentee.slack_id in circle.wished else []
        )
    known = circle.decided.get(each.both)
    return (
        ["it was decided otherwise under Matches or by a table, and that stays"]
        if known not in {None, VERDICTS[each.kind]}
        else []
    )


def _too_many(good: Sequence[Decision], ranked: int) -> dict[int, Slip]:
    """Name the wishes beyond those that count."""
    line_of = {each.both: each.line for each in good if each.kind is Kind.WISH}
    beyond = [(mentee, mentor) for mentee, named in wishes(good).items() for mentor in named[ranked:]]
    return {line_of[both]: Slip(line_of[both], f"only {ranked} wishes of one mentee count") for both in beyond}
