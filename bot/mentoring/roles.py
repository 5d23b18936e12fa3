"""Roles: who may do what. Whatever only some may do is asked here, with the id that Slack signed and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.mentoring.refusals import Refusal


class NotALead(Refusal):
    """This is for people who lead the program and for workspace admins, so nothing was changed.

    `/mentor help` lists what you can do.
    """


class Act(StrEnum):
    """What is not everybody's to do."""

    NAME_LEADS = "name_leads"
    NAME_CONTACTS = "name_contacts"
    SEE_AUDIT = "see_audit"
    OPEN_PROGRAM = "open_program"
    SEE_PROGRAM = "see_program"
    CHANGE_PROGRAM = "change_program"
    ENROL = "enrol"
    IMPORT = "import"
    MATCH = "match"
    LAUNCH = "launch"
    CLOSE_PROGRAM = "close_program"
    END_PAIR = "end_pair"
    CHECK_IN = "check_in"
    ANNOUNCE = "announce"
    PING_EVERYBODY = "ping_everybody"
    SEE_HEALTH = "see_health"
    EXPORT = "export"
    PREVIEW = "preview"
    HOLD = "hold"
    HOLD_EVERYTHING = "hold_everything"
    KEEP_HOLIDAYS = "keep_holidays"


class Role(StrEnum):
    """What somebody is where they act."""

    ADMIN = "admin"
    LEAD = "lead"
    PROGRAM_LEAD = "program_lead"
    MEMBER = "member"


OF_THE_WORKSPACE: Final = frozenset({Act.OPEN_PROGRAM, Act.IMPORT, Act.HOLD_EVERYTHING, Act.KEEP_HOLIDAYS})
"""What concerns everybody here, and so is nothing for those who lead one program among several."""
EVERYTHING: Final = frozenset(Act)
MAY: Final[Mapping[Role, frozenset[Act]]] = {
    Role.ADMIN: EVERYTHING,
    Role.LEAD: EVERYTHING,
    Role.PROGRAM_LEAD: EVERYTHING - OF_THE_WORKSPACE,
    Role.MEMBER: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, as the database knows them now: what they were yesterday opens nothing."""

    slack_id: str
    is_member: bool = True
    is_admin: bool = False
    leads_all: bool = False
    """Whether they lead mentoring in the whole workspace, every program in it included."""
    leads: frozenset[int] = frozenset()
    """The programs they lead, by number."""

    @property
    def is_lead(self) -> bool:
        """Whether they lead anything here, or run the workspace."""
        return self.is_member and (self.is_admin or self.leads_all or bool(self.leads))

    def role_in(self, program: int | None) -> Role:
        """Tell what they are in a program, or, without one, in the workspace."""
        if self.is_member and self.leads_all:
            return Role.LEAD
        if self.is_member and self.is_admin:
            return Role.ADMIN
        return Role.PROGRAM_LEAD if self.is_member and program in self.leads else Role.MEMBER


def can(actor: Actor, act: Act, program: int | None = None) -> bool:
    """Tell whether somebody may do this, in a program or, without one, in the whole workspace."""
    return act in MAY[actor.role_in(program)]


def check(actor: Actor, act: Act, program: int | None = None) -> None:
    """Refuse whoever may not. What they may not do and what isn't there look the same to them."""
    if not can(actor, act, program):
        raise NotALead
