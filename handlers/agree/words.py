"""Words about agreements: how two people stand, and what is asked of whom."""

from collections.abc import Sequence

from bot.blocks import Block, Message, actions, button, day, escape, mention, message, section
from bot.mentoring.agreements import (
    Agreement,
    Terms,
    changed,
    differing,
    earlier,
    holding,
    in_words,
    shown_limits,
)
from bot.mentoring.fields import BY_NAME, FIELDS
from bot.mentoring.pairs import Pair

EARLIER_SHOWN = 20
OUTDATED = message("What you two agree on was changed or settled since. `/mentor agree` shows how it stands.")


def listing(terms: Terms, heading: str = "") -> Block:
    """List what was said, a line for each thing."""
    names = [each.name for each in FIELDS if terms.get(each.name) and not each.is_private]
    lines = [f"*{BY_NAME[name].label}* {escape(in_words(name, terms[name]))}" for name in names]
    return section("\n".join([heading, *lines] if heading else lines))


def compared(new: Terms, held: Agreement | None) -> list[Block]:
    """List what is suggested: beside what holds, first what would change and then what would stay."""
    before = held.today if held else new
    different = changed(before, new)
    if not different:
        return [listing(new)]
    lines = (f"*{each.label}*\nSo far: {_said(each.name, before)}\nThen: {_said(each.name, new)}" for each in different)
    same = {name: said for name, said in new.items() if name not in {each.name for each in different}}
    stays = [listing(same, "*What would stay*")] if any(not BY_NAME[name].is_private for name in same) else []
    return [section("\n".join(["*What would change*", *lines])), *stays]


def _said(name: str, terms: Terms) -> str:
    return escape(in_words(name, terms[name])) if terms.get(name) else "not said"


def invited(pair: Pair, actor: str) -> Message:
    """Ask the other one for theirs, without showing what was said."""
    return message(
        f"{mention(actor)} has said how they would like to work with you. Say yours, too: neither of you sees the "
        "other's words first, and then I show only where you differ. No hurry.",
        actions(button("Say mine", "open_agreement", pair.id, style="primary", says="Say how I'd like to work")),
    )


def waits(pair: Pair, actor: str, said: Terms) -> Message:
    """Tell somebody that the other one has yet to speak."""
    return message(
        f"Kept. {mention(pair.partner_of(actor).slack_id)} doesn't see it; once they have said theirs, I show both of "
        "you only where you differ. You said:",
        listing(said),
        actions(
            button("Change it", "fill_agreement", pair.id, says="Change what I said"),
            button("Say more", "fill_rest", pair.id, says="Say more, if you like"),
        ),
    )


def differences(pair: Pair, reader: str, mine: Terms, theirs: Terms) -> Message:
    """Show where two people differ, for them to settle when they meet."""
    partner = mention(pair.partner_of(reader).slack_id)
    lines = [
        f"*{each.label}*\nYou: {escape(in_words(each.name, mine[each.name]))}\n"
        f"{partner}: {escape(in_words(each.name, theirs[each.name]))}"
        for each in differing(mine, theirs)
    ]
    return message(
        f"You and {partner} have both said how you'd like to work together. Here you differ; "
        "talk it over when you meet, and one of you suggests what holds.",
        *lines,
        *limits(pair, reader, mine, theirs),
        actions(
            button("Suggest what holds", "change_agreement", pair.id, style="primary"),
            button("Change what I said", "fill_agreement", pair.id),
            button("Say more", "fill_rest", pair.id, says="Say more, if you like"),
        ),
    )


def limits(pair: Pair, reader: str, mine: Terms, theirs: Terms) -> Sequence[str]:
    """Show what each would rather not talk about, if both chose to."""
    if not shown_limits(mine, theirs):
        return ()
    partner = mention(pair.partner_of(reader).slack_id)
    told = f"You: {escape(mine['limits'])}\n{partner}: {escape(theirs['limits'])}"
    return (f"*What you'd rather not talk about*, shown because you both chose to\n{told}",)


def proposed(agreement: Agreement, reader: str, by: str | None, held: Agreement | None) -> Message:
    """Ask for somebody's yes, beside what holds until then."""
    pair = agreement.pair
    partner = mention(pair.partner_of(reader).slack_id)
    is_theirs = by is not None and by != reader
    opening = f"{partner} suggests this" if is_theirs else f"You and {partner} want the same"
    asked = f"{opening}. Does this hold for you?"
    if held and not changed(held.today, agreement.terms):
        asked = f"{opening} again, as you agreed on it before. Does it still hold for you?"
    elif held:
        opening = f"{partner} suggests a change to" if is_theirs else f"You and {partner} both want to change"
        asked = f"{opening} what you agreed on, which holds until you both say yes to another. Does this suit you?"
    return message(
        f"{asked} No need to answer right away.",
        *compared(agreement.terms, held),
        actions(
            button("Confirm", "confirm_agreement", agreement.id, style="primary", says="Confirm this agreement"),
            button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement"),
        ),
    )


def suggested(agreement: Agreement, actor: str, held: Agreement | None) -> Message:
    """Tell somebody that their yes is noted and the other's is missing, and what holds until then."""
    pair = agreement.pair
    until = "; until then what you agreed on holds" if held else ""
    return message(
        f"You have said yes to this. It holds once {mention(pair.partner_of(actor).slack_id)} does, too{until}.",
        *compared(agreement.terms, held),
        actions(button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement")),
    )


def holds(agreement: Agreement, reader: str) -> Message:
    """Show what holds, in today's rhythm; of a later version, what held before can be looked up."""
    pair = agreement.pair
    before = button("Earlier versions", "earlier_agreements", pair.id, says="See what you two agreed on before")
    return message(
        f"You and {mention(pair.partner_of(reader).slack_id)} agree on this:",
        listing(agreement.today),
        actions(
            button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement"),
            *([before] if agreement.version > 1 else []),
        ),
    )


def before(pair: Pair, reader: str, versions: Sequence[Agreement]) -> list[Block]:
    """Show what held before, newest first, each until the day on which another version did."""
    hours, until = pair.person(reader).hours, holding(versions)
    shown = []
    for each in earlier(versions)[:EARLIER_SHOWN]:
        on = day(hours.local(until.held_since).date()) if until and until.held_since else ""
        shown.append(listing(each.terms, f"*Until {on}*"))
        until = each
    return shown or [section("Nothing else has held before.")]


def agreed(agreement: Agreement, actor: str) -> Message:
    """Tell the other one that it holds now."""
    return message(
        f"{mention(actor)} has said yes, too: you two have an agreement. Either of you can suggest a change any time.",
        actions(button("See it", "open_agreement", agreement.pair.id, says="See what you two agree on")),
    )


def confirmed(agreement: Agreement, actor: str, held: Agreement | None) -> Message:
    """Answer a yes with how it stands now."""
    return suggested(agreement, actor, held) if agreement.is_open else holds(agreement, actor)
