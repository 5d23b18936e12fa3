"""The rules of a program: how people are matched, and how their pairs begin."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack

from bot import cohorts, leadership
from bot.blocks import (
    Answers,
    Block,
    Modal,
    View,
    choice,
    choices,
    field_of,
    header,
    number,
    number_input,
    option,
    text_input,
)
from bot.desk import Desk
from bot.mentoring.cohort.participants import Way
from bot.mentoring.customs import AS_SHIPPED
from bot.mentoring.people import CAPACITY_MAX, MENTORS_MAX
from bot.mentoring.program_rules import HOURS_MAX, LEVELS_MAX, RANKED_MAX, TERM_LEAST, TERM_MOST, NotARule, Rules
from bot.mentoring.programs import Program
from bot.mentoring.roles import Act
from bot.slack import TurnTo, Visit
from bot.store.database import Database
from handlers import offer
from handlers.programs.finding import as_shown, must_be_as_shown, theirs
from handlers.programs.page import look, page

RHYTHMS = {
    "weekly": "Every week",
    "biweekly": "Every two weeks",
    "three-weekly": "Every three weeks",
    "monthly": "Every four weeks",
    "quarterly": "Every quarter",
}
ANY_LEVEL = "any"
WAYS = (
    option("The best for everybody together", Way.BEST),
    option("Stable: no two would rather have each other", Way.STABLE),
)
KEPT = (
    "The rules are kept. Rhythms may be chosen at once, and how pairs begin holds from the next launch on. Who may be "
    "matched holds from the next match on: what is approved stays, but is launched only where these rules leave room."
)
SPREAD = {"0": "Don't mind", "20": "A little", "100": "A lot"}


def register(desk: Desk) -> None:
    """Listen."""
    desk.action("program_rules")(change)
    desk.view("program_rules")(save)


def change(
    ack: Ack, action: Mapping[str, Any], visit: Visit, turn_to: TurnTo, database: Database, workspace: str
) -> None:
    """Show the rules, ready to be changed."""
    ack()
    actor = visit()
    with database.look(workspace) as db:
        _, program = theirs(db, actor, action.get("value"), Act.CHANGE_PROGRAM)
        modal = form(program)
    turn_to(modal)


def save(ack: Ack, view: View, actor: str, database: Database, workspace: str, now: datetime) -> None:
    """Keep the rules; what is approved stays, and how many people somebody has is asked once more at a launch."""
    given = Answers(view)
    if len(given.text("languages")) > offer.LANGUAGES_MAX:
        most = f"Please keep this within {offer.LANGUAGES_MAX} characters."
        ack(response_action="errors", errors={"languages": most})
        return
    try:
        with database.begin(workspace) as db:
            by, program = theirs(db, actor, view.get("private_metadata"), Act.CHANGE_PROGRAM, hold=True)
            program.must_go_on()
            wanted, languages = read(given, program.rules), offer.languages(given)
            if (wanted, languages) != (program.rules, program.languages):
                must_be_as_shown(view.get("private_metadata"), program.id, *shown(program))
                program.languages = languages
                cohorts.adopt(db, program, wanted, now)
                leadership.note(db, by, "rules_changed", f"program:{program.id}", now, program.id)
            modal = page(
                look(db, program, now),
                KEPT,
            )
    except NotARule as refusal:
        ack(response_action="errors", errors={"rhythm": refusal.sentence})
        return
    ack(response_action="update", view=modal.payload)


def read(given: Answers, before: Rules) -> Rules:
    """Read the form; a field that is missing keeps its default, and what another form asks for stays."""
    usual = Rules()

    def chosen(name: str, otherwise: int) -> int:
        found = number(given.choice(name))
        return otherwise if found is None else found

    levels = given.choice("levels_ahead")
    return Rules(
        rhythms=tuple(each for each in RHYTHMS if each in given.choices("rhythms")),
        rhythm=given.choice("rhythm") or usual.rhythm,
        mentors_each=chosen("mentors_each", usual.mentors_each),
        mentees_each=chosen("mentees_each", usual.mentees_each),
        ranked=chosen("ranked", usual.ranked),
        same_team=given.choice("same_team") == "yes",
        levels_ahead=None if levels == ANY_LEVEL else chosen("levels_ahead", usual.levels_ahead or 0),
        hours=chosen("hours", usual.hours),
        crowding=chosen("crowding", usual.crowding),
        is_stable=given.choice("way") == Way.STABLE,
        term_weeks=number(given.text("term_weeks")) or 0,
        numbers=before.numbers,
    ).check()


def shown(program: Program) -> tuple[object, ...]:
    """Return what the form shows; the numbers have one of their own."""
    return replace(program.rules, numbers=AS_SHIPPED), program.languages


def form(program: Program) -> Modal:
    """Ask for the rules in three groups, each with its default chosen."""
    blocks = [*who_suits_whom(program.rules), *how_many(program.rules), *how_pairs_begin(program)]
    about = as_shown(program.id, *shown(program))
    return Modal("program_rules", "Rules", blocks, submit="Keep", close="Cancel", about=about)


def who_suits_whom(rules: Rules) -> list[Block]:
    """Ask for the rules of matching that a program may set."""
    teams = [option("No", "no"), option("Yes", "yes")]
    levels = [option("Any level", ANY_LEVEL), option("The same level or above", 0)]
    levels += [option(f"At least {ahead} above", ahead) for ahead in range(1, LEVELS_MAX + 1)]
    level = ANY_LEVEL if rules.levels_ahead is None else rules.levels_ahead
    return [
        header("Who suits whom"),
        field_of(
            "same_team",
            "May two people of one team be a pair?",
            choice("static_select", teams, chosen="yes" if rules.same_team else "no"),
            hint="Nobody is ever matched with somebody above or below them. A team is who reports to one manager.",
        ),
        field_of("levels_ahead", "A mentor's level", choice("static_select", levels, chosen=level)),
        field_of("hours", "Working hours in common, at least", numbered(0, HOURS_MAX, rules.hours)),
        field_of("ranked", "Mentors a mentee may wish for", numbered(0, RANKED_MAX, rules.ranked)),
    ]


def how_many(rules: Rules) -> list[Block]:
    """Ask how many mentors and mentees people have."""
    spread = [option(label, value) for value, label in SPREAD.items()]
    return [
        header("How many"),
        field_of("mentors_each", "Mentors for each mentee", numbered(1, MENTORS_MAX, rules.mentors_each)),
        field_of(
            "mentees_each",
            "Mentees for each mentor, at most",
            numbered(1, CAPACITY_MAX, rules.mentees_each),
            hint="Never more than the mentor has said they have room for.",
        ),
        field_of("crowding", "Spread mentees over mentors", choice("static_select", spread, chosen=rules.crowding)),
        field_of(
            "way",
            "How to match",
            choice("static_select", WAYS, chosen=Way.STABLE if rules.is_stable else Way.BEST),
            hint="A stable match gives one mentor each, and can leave more people without one.",
        ),
    ]


def how_pairs_begin(program: Program) -> list[Block]:
    """Ask how often pairs mean to meet, and in which languages the program is held."""
    rules = program.rules
    rhythms = [option(label, name) for name, label in RHYTHMS.items()]
    spoken = text_input(initial=offer.listed_topics(program.languages), most=offer.LANGUAGES_MAX)
    return [
        header("How pairs begin"),
        field_of("rhythm", "They begin by meeting", choice("static_select", rhythms, chosen=rules.rhythm)),
        field_of("rhythms", "Rhythms they may choose", choices("checkboxes", rhythms, rules.rhythms)),
        field_of(
            "term_weeks",
            "Pairs mean to meet for so many weeks",
            number_input(TERM_LEAST, TERM_MOST, rules.term_weeks or None),
            hint="Where the program has an end, they end with it. Empty: as long as they like.",
            optional=True,
        ),
        field_of(
            "languages",
            "Languages of the program",
            spoken,
            hint="People see them when they enrol. Whoever named no language of their own is taken to speak these.",
            optional=True,
        ),
    ]


def numbered(least: int, most: int, chosen: int) -> Block:
    """Take a small number."""
    return choice("static_select", [option(str(each), each) for each in range(least, most + 1)], chosen=chosen)
