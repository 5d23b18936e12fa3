"""Thirty inputs of somebody who means harm, one by one: each with what is expected of it, against the running bot."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from tests.slacks import Town, slacks
from tests.web.proofs import (
    PINGS,
    Proof,
    a_flood,
    a_members_reach,
    bombed,
    cells,
    days,
    elsewhere,
    erasing_another,
    from_outside,
    headers,
    lines,
    looked_at,
    nobodys_button,
    of_two_teams,
    on_the_way_back,
    other_metadata,
    other_values,
    reactions,
    replayed,
    too_long,
    typed,
    zones,
)
from tests.web.stage import Stage


@dataclass(frozen=True, slots=True)
class Input:
    """One line of the table."""

    number: int
    what: str
    expected: str
    proof: Proof = field(repr=False)

    def __str__(self) -> str:
        """Name the test."""
        return f"{self.number:02} {self.what}: {self.expected}"


THIRTY = (
    Input(1, "mentions of everybody", "they ping nobody", typed(*PINGS[:4])),
    Input(2, "a mention of a victim", "it pings nobody", typed(PINGS[4])),
    Input(3, "a link that lies", "it is no link", typed(PINGS[5])),
    Input(4, "entities twice", "they are read once", typed("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;")),
    Input(5, "@channel in plain words", "it stays words", typed("@channel @here @everyone")),
    Input(6, "marks of layout", "they lay out nothing", typed("*bold* _x_ ~y~ ```code``` > quote")),
    Input(7, "text direction, no width, NUL", "answered", typed("\u202egnp.exe\u200b" + "a" + "\u0301" * 40, "\0")),
    Input(8, "endless text, too many blocks, ten megabytes", "cut, or refused unread", too_long),
    Input(9, "SQL and JSON", "they stay words", typed("'; DROP TABLE letters;--", "%' OR '1'='1", '{"$gt": ""}')),
    Input(10, "cells that calculate", "written as text", cells),
    Input(
        11,
        "timestamps that are none, or old",
        "401",
        headers(*({"REQUEST_TIMESTAMP": each} for each in ("abc", "", "1,1", "-5")), {"late": "301"}, {"late": "-301"}),
    ),
    Input(
        12,
        "signatures that are none",
        "401",
        headers(
            {"missing": ""}, {"SIGNATURE": "v1=" + "0" * 64}, {"SIGNATURE": "v0=" + "é" * 64}, {"secret": "another's"}
        ),
    ),
    Input(13, "the same request again", "one effect", replayed),
    Input(14, "somebody of another team", "told kindly, and nothing is done", of_two_teams),
    Input(15, "another's private_metadata", "nothing changes", other_metadata),
    Input(16, "a button with another's id", "nothing changes", other_values),
    Input(17, "a member where only leads may", "refused", a_members_reach),
    Input(18, "an old button of nobody who takes part", "nothing changes", nobodys_button),
    Input(19, "an address elsewhere to answer to", "never called", elsewhere),
    Input(20, "a way back from Slack that is none", "nothing is installed", on_the_way_back),
    Input(21, "thirty searches in ten seconds", "five are made", a_flood),
    Input(22, "a mentor bombed with requests", "three open ones, and thirty days after a no", bombed),
    Input(23, "lines, colours and secrets for the log", "none gets there", lines),
    Input(
        24,
        "pickles and YAML",
        "they stay words",
        typed("cos system (S'id' tR.", "!!python/object:os.system [id]"),
    ),
    Input(25, "zones that are none", "they count as UTC", zones),
    Input(26, "days that are none", "they count as none", days),
    Input(27, "a flood of emoji and reactions", "nothing is done", reactions),
    Input(28, "erasing somebody else", "only oneself", erasing_another),
    Input(29, "Slack's look at the address, unsigned", "answered, and nothing is done", looked_at),
    Input(30, "health and figures from outside", "they aren't there", from_outside),
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Open one town for all of them; each has a workspace of its own."""
    with slacks() as place:
        town = Town(place, tmp_path_factory.mktemp("thirty"))
        yield town
        town.bot.stop()


@pytest.mark.parametrize("case", THIRTY, ids=str)
def test_what_somebody_sends_who_means_harm(city: Town, case: Input) -> None:
    stage = Stage(city, f"T{case.number:02}")
    city.installs(stage.team)

    case.proof(stage)


def test_there_are_thirty() -> None:
    assert [case.number for case in THIRTY] == list(range(1, 31))
