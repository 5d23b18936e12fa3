"""Requests that wait for an answer, on either side, and drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import pairings, picking, rhythm_wishes
from bot.arrivals import THEN, open_for
from bot.blocks import Block, button, context, counted, divider, header, mention, section
from bot.mentoring.agreements import Agreement
from bot.mentoring.asks import Ask, AskState
from bot.mentoring.notes import Preset
from bot.mentoring.people import Person
from handlers.home.hub import Glance

SHOWN = 6
"""Of each kind: a mentor whom everybody asks still has a Home that Slack takes."""
SUGGESTED = 3
"""Of what one of a pair suggests: the next one takes the place of what is answered."""


def requests(hub: Glance, now: datetime) -> list[Block]:
    """List requests and drafts, those that wait for the reader first."""
    me, called = hub.person, hub.called()
    blocks = [
        *(
            block
            for pair in hub.proposed[:SHOWN]
            for block in pairings.asked(pair, me.slack_id, is_held=pair.id in hub.unread)
        ),
        *(block for each in hub.times.values() if each.reader is me for block in picking.proposal(each, now).blocks),
        *(block for each in suggested(hub)[:SUGGESTED] for block in each),
        *some(hub.waiting_for_me, [_for_me(ask, hub, called) for ask in hub.waiting_for_me[:SHOWN]]),
        *some(hub.waiting_for_them, [_for_them(ask, hub, called) for ask in hub.waiting_for_them[:SHOWN]]),
        *(_answered(ask, is_held=is_held) for ask, is_held in hub.answered[:SHOWN]),
        *some(hub.drafts, [_draft(ask, called) for ask in hub.drafts[:SHOWN]]),
    ]
    return [divider(), header("Requests"), *blocks] if blocks else []


def suggested(hub: Glance) -> list[list[Block]]:
    """Return what the other one of a pair suggests: what the two may agree on, or another rhythm."""
    me = hub.person
    agreements = [[_to_agree_on(each, me)] for each in hub.versions.values()]
    wishes = [rhythm_wishes.asked(pair, me.slack_id, is_held=pair.id in hub.unread) for pair in hub.wished]
    return agreements + wishes


def some(everything: Sequence[Ask], shown: list[Block]) -> list[Block]:
    """Show some, and count the others."""
    more = len(everything) - len(shown)
    return [*shown, context(f"and {counted(more, 'more request')}")] if more else shown


def _to_agree_on(version: Agreement, me: Person) -> Block:
    partner = version.pair.partner_of(me.slack_id)
    told = (
        f"{mention(partner.slack_id)} and you: an agreement waits for your yes, or for a change you suggest. No hurry."
    )
    says = f"Read and answer the agreement with {partner.name}"
    return section(told, button("Read and answer", "open_agreement", version.pair.id, says=says))


def _for_me(ask: Ask, hub: Glance, called: Mapping[str, str]) -> Block:
    wish = "asks you for 20 minutes" if ask.preset == Preset.CHAT else "asks you to be their mentor"
    told = f"{mention(ask.mentee.slack_id)} {wish}. Open {open_for(ask, is_held=ask.id in hub.kept_back)}."
    return section(
        told, button("Read and answer", "read_ask", ask.id, says=f"Read {called[ask.mentee.slack_id]}'s request")
    )


def _for_them(ask: Ask, hub: Glance, called: Mapping[str, str]) -> Block:
    how_long = open_for(ask, is_held=ask.id in hub.kept_back)
    told = f"Your request to {mention(ask.mentor.slack_id)} is open {how_long}."
    return section(
        told, button("Withdraw", "withdraw_ask", ask.id, says=f"Withdraw the request to {called[ask.mentor.slack_id]}")
    )


def _answered(ask: Ask, *, is_held: bool) -> Block:
    """Say that a request has an end, before the words about it come: they are kinder than a line."""
    when = f"once {THEN}" if is_held else "in your working hours"
    came = "has closed" if ask.state is AskState.EXPIRED else "has an answer"
    return section(f"Your request to {mention(ask.mentor.slack_id)} {came}. I write to you about it {when}.")


def _draft(ask: Ask, called: Mapping[str, str]) -> Block:
    told = f"Your note to {mention(ask.mentor.slack_id)} is still a draft."
    opens = button(
        "Open draft", "ask_mentor", ask.mentor.slack_id, says=f"Open the draft to {called[ask.mentor.slack_id]}"
    )
    return section(told, opens)
