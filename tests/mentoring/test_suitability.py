"""Whom a person may be matched with, and what they should know before asking."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.mentoring.matching import Offer, Rule, Seeker, above, in_line, overlap_hours, shortlist
from bot.mentoring.offers import RELAXABLE, Switches
from bot.mentoring.topics import understand
from tests.mentoring.mentors import MEI, NOW, PRIYA, another, find, names


@pytest.mark.parametrize(
    ("seeker", "offer", "rule"),
    [
        (replace(PRIYA, slack_id="UMEI"), MEI, Rule.SELF),
        (replace(PRIYA, excluded=frozenset({"UMEI"})), MEI, Rule.BLOCKED),
        (replace(PRIYA, ended=frozenset({"UMEI"})), MEI, Rule.ENDED),
        (replace(PRIYA, above=frozenset({"UMEI"})), MEI, Rule.LINE),
        (replace(PRIYA, below=frozenset({"UMEI"})), MEI, Rule.LINE),
        (replace(PRIYA, below=lambda slack_id: slack_id == "UMEI"), MEI, Rule.LINE),
        (replace(PRIYA, manager="UBOSS"), replace(MEI, manager="UBOSS"), Rule.TEAM),
        (PRIYA, replace(MEI, guest=True), Rule.GUEST),
        (PRIYA, replace(MEI, away=True), Rule.AWAY),
        (PRIYA, replace(MEI, paused=True), Rule.PAUSED),
        (PRIYA, replace(MEI, mentees=2), Rule.NO_ROOM),
        (PRIYA, replace(MEI, capacity=0), Rule.NO_ROOM),
        (PRIYA, replace(MEI, languages=frozenset({"Japanese"})), Rule.NO_LANGUAGE),
        (PRIYA, replace(MEI, timezone="Pacific/Auckland"), Rule.NO_OVERLAP),
        (PRIYA, replace(MEI, timezone="Asia/Singapore"), Rule.NO_OVERLAP),
        (PRIYA, replace(MEI, topics=("Forecasting",)), Rule.NO_TOPIC),
    ],
)
def test_whoever_must_not_be_proposed_is_counted_by_the_reason(seeker: Seeker, offer: Offer, rule: Rule) -> None:
    found = find("negotiation", offer, seeker=seeker)

    assert found.matches == ()
    assert found.removed == {rule: 1}


@pytest.mark.parametrize(
    ("offer", "rule"),
    [
        (replace(MEI, timezone="Pacific/Auckland"), Rule.NO_OVERLAP),
        (replace(MEI, languages=frozenset({"Japanese"})), Rule.NO_LANGUAGE),
    ],
)
def test_a_seeker_may_set_aside_what_concerns_only_them(offer: Offer, rule: Rule) -> None:
    assert names(find("negotiation", offer, seeker=replace(PRIYA, relaxed=frozenset({rule})))) == ["Mei Tanaka"]


@pytest.mark.parametrize(
    ("changes", "offer", "rule"),
    [
        ({"above": frozenset({"UMEI"})}, MEI, Rule.LINE),
        ({"excluded": frozenset({"UMEI"})}, MEI, Rule.BLOCKED),
        ({}, replace(MEI, mentees=2), Rule.NO_ROOM),
        ({}, replace(MEI, guest=True), Rule.GUEST),
    ],
)
def test_nobody_sets_aside_what_protects_others(changes: dict[str, object], offer: Offer, rule: Rule) -> None:
    bold = replace(PRIYA, relaxed=frozenset(Rule), **changes)  # type: ignore[arg-type]  # checked where it is used

    assert find("negotiation", offer, seeker=bold).removed == {rule: 1}


def test_a_program_decides_about_teams_and_levels() -> None:
    mate, peer = another("Ana", manager="UBOSS", level=3), another("Ben", level=2)
    priya = replace(PRIYA, manager="UBOSS")
    wanted = understand("negotiation", ["Negotiation"])

    strict = shortlist(wanted, priya, [mate, peer], now=NOW, switches=Switches(same_team=True, levels_ahead=1))
    relaxed = replace(priya, relaxed=frozenset({Rule.LEVEL}))
    lenient = shortlist(wanted, relaxed, [mate, peer], now=NOW, switches=Switches(levels_ahead=1))

    assert names(strict) == ["Ana"]
    assert strict.removed == {Rule.LEVEL: 1}
    assert names(lenient) == ["Ben"]
    assert lenient.removed == {Rule.TEAM: 1}


def test_someone_outside_the_line_below_is_proposed() -> None:
    assert names(find("negotiation", MEI, seeker=replace(PRIYA, below=lambda _: False))) == ["Mei Tanaka"]


def test_what_is_not_known_counts_against_nobody() -> None:
    bare = Offer(person_id=2, slack_id="UBO", name="Bo", topics=("Negotiation",))

    (match,) = find("negotiation", bare).matches

    assert match.reasons == ("Teaches Negotiation", "Has room for one mentee")
    assert match.caveat is None


@pytest.mark.parametrize(
    ("zone", "caveat"),
    [
        ("Asia/Singapore", "Only 1 hour of working time in common"),
        ("America/Sao_Paulo", None),
        ("Pacific/Honolulu", "No hour of working time in common"),
        ("America/Chicago", "Only 2 hours of working time in common"),
    ],
)
def test_little_time_in_common_is_said_beforehand(zone: str, caveat: str | None) -> None:
    willing = replace(PRIYA, relaxed=frozenset({Rule.NO_OVERLAP}))

    (match,) = find("negotiation", replace(MEI, timezone=zone), seeker=willing).matches

    assert match.caveat == caveat


@pytest.mark.parametrize(
    ("languages", "caveat"),
    [
        ({"German"}, "Speaks German, not listed by you"),
        ({"German", "Dutch", "Polish"}, "Speaks Dutch, German and Polish, not listed by you"),
        ({"German", "English"}, None),
        (set(), None),
    ],
)
def test_a_language_is_said_beforehand_to_whoever_listed_none(languages: set[str], caveat: str | None) -> None:
    offer = replace(MEI, languages=frozenset(languages))

    (match,) = find("negotiation", offer, seeker=replace(PRIYA, languages=frozenset())).matches

    assert match.caveat == caveat


def test_the_rule_that_was_set_aside_is_what_to_know_beforehand() -> None:
    willing = replace(PRIYA, languages=frozenset({"English", "Romanian"}), level=4, relaxed=RELAXABLE)
    strict = Switches(levels_ahead=2)
    polish = replace(MEI, timezone=PRIYA.timezone, level=9, languages=frozenset({"Polish"}))
    far = replace(polish, timezone="Pacific/Honolulu")
    peer = replace(MEI, timezone=PRIYA.timezone, level=5, languages=frozenset({"English"}))

    def caveat(offer: Offer) -> str | None:
        (match,) = shortlist(
            understand("negotiation", ["negotiation"]), willing, [offer], now=NOW, switches=strict
        ).matches
        return match.caveat

    assert caveat(polish) == "No language in common: they speak Polish"
    assert caveat(far) == "No language in common: they speak Polish, and no hour of working time in common"
    assert caveat(peer) == "Less far ahead of you than is asked for here"
    assert caveat(replace(peer, languages=frozenset({"Polish", "Dutch"}))) == (
        "Less far ahead of you than is asked for here, and no language in common: they speak Dutch and Polish"
    )


def test_a_shared_language_needs_no_caveat_and_is_the_same_in_any_case() -> None:
    offer = replace(MEI, languages=frozenset({"german"}))

    (match,) = find("negotiation", offer, seeker=replace(PRIYA, languages=frozenset({"German"}))).matches

    assert match.caveat is None


@pytest.mark.parametrize(
    ("one", "other", "when", "hours"),
    [
        ("Europe/Berlin", "Europe/Berlin", NOW, 8),
        ("Europe/Berlin", "America/New_York", datetime(2026, 3, 20, tzinfo=UTC), 3),
        ("Europe/Berlin", "America/New_York", datetime(2026, 4, 20, tzinfo=UTC), 2),
        ("Europe/Berlin", "Asia/Kolkata", datetime(2026, 1, 20, tzinfo=UTC), 3),
        ("America/Los_Angeles", "Pacific/Auckland", datetime(2026, 1, 20, tzinfo=UTC), 5),
        ("Europe/Berlin", "Pacific/Auckland", NOW, 0),
        ("Mars/Base", "../../etc/passwd", NOW, 8),
        ("", "UTC", NOW, 8),
    ],
)
def test_shared_working_hours_follow_the_clocks_of_that_day(one: str, other: str, when: datetime, hours: int) -> None:
    assert overlap_hours(one, other, when) == overlap_hours(other, one, when) == hours


def test_someone_who_works_late_shares_the_hours_they_really_work() -> None:
    assert overlap_hours("Europe/Berlin", "Europe/Berlin", NOW, (14, 22)) == 3
    assert overlap_hours("Europe/Berlin", "Europe/Berlin", NOW, (22, 6)) == 0


def test_a_reporting_line_goes_both_ways_at_any_depth() -> None:
    manager_of = {"UD": "UC", "UC": "UB", "UB": "UA", "UX": "UA"}

    assert in_line(manager_of, "UA", "UD")
    assert in_line(manager_of, "UD", "UA")
    assert not in_line(manager_of, "UX", "UD")
    assert not in_line(manager_of, "UA", "UA")
    assert above(manager_of, "UD") == {"UA", "UB", "UC"}


def test_people_who_report_in_a_circle_are_in_one_line() -> None:
    manager_of = {"UA": "UB", "UB": "UC", "UC": "UB"}

    assert in_line(manager_of, "UA", "UC")
    assert in_line(manager_of, "UB", "UC")
    assert above(manager_of, "UB") == {"UC"}
