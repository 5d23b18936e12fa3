"""Who may do what: everybody is decided about from what they are now, and from nothing they carry."""

import pytest

from bot.mentoring.roles import EVERYTHING, OF_THE_WORKSPACE, Act, Actor, NotALead, Role, can, check

MINE, ELSEWHERE = 1, 2
STRANGER = Actor(slack_id="UTHEO", is_member=False, is_admin=True, leads_all=True, leads=frozenset({MINE}))
MEMBER = Actor(slack_id="UADA")
PROGRAM_LEAD = Actor(slack_id="UMEI", leads=frozenset({MINE}))
LEAD = Actor(slack_id="UINES", leads_all=True)
ADMIN = Actor(slack_id="UMAGGIE", is_admin=True)


@pytest.mark.parametrize("act", Act)
def test_members_and_those_who_are_none_may_do_nothing_of_it(act: Act) -> None:
    for nobody in (MEMBER, STRANGER):
        assert not can(nobody, act)
        assert not can(nobody, act, MINE)
        with pytest.raises(NotALead):
            check(nobody, act, MINE)


@pytest.mark.parametrize("act", Act)
def test_leads_and_admins_may_do_all_of_it_everywhere(act: Act) -> None:
    for somebody in (LEAD, ADMIN):
        assert can(somebody, act)
        assert can(somebody, act, ELSEWHERE)
        check(somebody, act)


def test_who_leads_a_program_leads_that_one_only() -> None:
    assert {act for act in Act if can(PROGRAM_LEAD, act, MINE)} == EVERYTHING - OF_THE_WORKSPACE
    assert not any(can(PROGRAM_LEAD, act, ELSEWHERE) or can(PROGRAM_LEAD, act) for act in Act)


def test_what_somebody_is_follows_from_where_they_act() -> None:
    assert [each.role_in(MINE) for each in (STRANGER, MEMBER, PROGRAM_LEAD, LEAD, ADMIN)] == [
        Role.MEMBER,
        Role.MEMBER,
        Role.PROGRAM_LEAD,
        Role.LEAD,
        Role.ADMIN,
    ]
    assert PROGRAM_LEAD.role_in(None) is Role.MEMBER
    assert [each.is_lead for each in (STRANGER, MEMBER, PROGRAM_LEAD, LEAD, ADMIN)] == [False, False, True, True, True]
