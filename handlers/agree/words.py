"""Words about agreements: how two people stand, and what is asked of whom."""

from collections.abc import Sequence

from bot.blocks import Block, Message, actions, button, escape, mention, message, section
from bot.mentoring.agreements import Agreement, Terms, differing, in_words, shown_limits
from bot.mentoring.fields import BY_NAME, FIELDS
from bot.mentoring.pairs import RHYTHMS, Pair

OUTDATED = message("What you two agree on was changed or settled since. `/mentor agree` shows how it stands.")


def listing(terms: Terms) -> Block:
    """List what was said, a line for each thing."""
    names = [each.name for each in FIELDS if terms.get(each.name) and not each.is_private]
    return section("\n".join(f"*{BY_NAME[name].label}* {escape(in_words(name, terms[name]))}" for name in names))


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


def proposed(agreement: Agreement, reader: str, by: str | None) -> Message:
    """Ask for somebody's yes."""
    pair = agreement.pair
    partner = mention(pair.partner_of(reader).slack_id)
    opening = f"{partner} suggests this" if by and by != reader else f"You and {partner} want the same"
    return message(
        f"{opening}. Does this hold for you? No need to answer right away.",
        listing(agreement.terms),
        actions(
            button("Confirm", "confirm_agreement", agreement.id, style="primary", says="Confirm this agreement"),
            button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement"),
        ),
    )


def suggested(agreement: Agreement, actor: str) -> Message:
    """Tell somebody that their yes is noted and the other's is missing."""
    pair = agreement.pair
    return message(
        f"You have said yes to this. It holds once {mention(pair.partner_of(actor).slack_id)} does, too.",
        listing(agreement.terms),
        actions(button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement")),
    )


def holds(agreement: Agreement, reader: str) -> Message:
    """Show what holds, in today's rhythm."""
    pair = agreement.pair
    rhythm = next((name for name, each in RHYTHMS.items() if each == pair.rhythm), "")
    terms = {**agreement.terms, **({"rhythm": rhythm} if rhythm else {})}
    if not pair.has_schedule:
        terms.pop("rhythm", None)
    return message(
        f"You and {mention(pair.partner_of(reader).slack_id)} agree on this:",
        listing(terms),
        actions(button("Suggest a change", "change_agreement", pair.id, says="Suggest a change to this agreement")),
    )


def agreed(agreement: Agreement, actor: str) -> Message:
    """Tell the other one that it holds now."""
    return message(
        f"{mention(actor)} has said yes, too: you two have an agreement. Either of you can suggest a change any time.",
        actions(button("See it", "open_agreement", agreement.pair.id, says="See what you two agree on")),
    )


def confirmed(agreement: Agreement, actor: str) -> Message:
    """Answer a yes with how it stands now."""
    return suggested(agreement, actor) if agreement.is_open else holds(agreement, actor)
