"""Settling: what becomes of an agreement when somebody speaks, and who hears of it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import orm

from bot import letterbox
from bot.blocks import Message, Modal, notice
from bot.letterbox import About
from bot.mentoring import closings
from bot.mentoring.agreements import Agreement, Terms, differing, earlier, holding, joint, missing, proposal
from bot.mentoring.pairs import RHYTHMS, Pair
from bot.store import agreements
from handlers.agree import forms, words

QUESTIONS = ("agreement_invited", "agreement_differs", "agreement_proposed")
"""What is no longer asked once something new is on the table."""


def window(db: orm.Session, pair: Pair, actor: str) -> Modal:
    """Show how the two stand, or ask for the first few things."""
    nothing_yet = not agreements.of(db, pair) and actor not in agreements.drafts_of(db, pair)
    if nothing_yet:
        pair.must_have_a_rhythm()
        return forms.form(pair, actor, forms.FIRST_PART, begun(pair))
    return notice("Agreement", *standing(db, pair, actor).blocks)


def form_for(db: orm.Session, pair: Pair, actor: str, part: str) -> Modal:
    """Make a form with what was said before; nobody fills one in that would be refused."""
    pair.must_have_a_rhythm()
    return forms.form(
        pair, actor, part, on_the_table(db, pair, actor) if part == forms.CHANGE else own(db, pair, actor)
    )


def begun(pair: Pair) -> Terms:
    """Begin with what is known of a pair."""
    rhythm = next((name for name, each in RHYTHMS.items() if each == pair.rhythm), "")
    return {"purpose": pair.purpose, "rhythm": rhythm}


def own(db: orm.Session, pair: Pair, actor: str) -> Terms:
    """Return what somebody said alone so far."""
    return agreements.drafts_of(db, pair).get(actor) or begun(pair)


def on_the_table(db: orm.Session, pair: Pair, actor: str) -> Terms:
    """Return what a change would change: what is proposed, else what holds, else what each said, one's own first."""
    versions = agreements.of(db, pair)
    if found := proposal(versions) or holding(versions):
        terms: Terms = found.terms
        return terms
    drafts = agreements.drafts_of(db, pair)
    mine, theirs = drafts.get(actor, {}), drafts.get(pair.partner_of(actor).slack_id, {})
    return joint(mine, theirs) if mine and theirs else mine or begun(pair)


def standing(db: orm.Session, pair: Pair, actor: str) -> Message:
    """Say how the two stand."""
    versions, drafts = agreements.of(db, pair), agreements.drafts_of(db, pair)
    mine, theirs = drafts.get(actor, {}), drafts.get(pair.partner_of(actor).slack_id, {})
    held = holding(versions)
    if open_one := proposal(versions):
        partner = pair.partner_of(actor).slack_id
        by = partner if open_one.confirmed_by(partner) else None
        is_mine = open_one.confirmed_by(actor) is not None
        return words.suggested(open_one, actor, held) if is_mine else words.proposed(open_one, actor, by, held)
    if held:
        return words.holds(held, actor)
    return words.differences(pair, actor, mine, theirs) if mine and theirs else words.waits(pair, actor, mine)


def keep(db: orm.Session, pair: Pair, actor: str, said: Mapping[str, str], now: datetime) -> None:
    """Keep what one of the two would like; once both have spoken, they hear where they differ, or that they don't."""
    pair.must_have_a_rhythm()
    drafts = dict(agreements.drafts_of(db, pair))
    drafts[actor] = {name: value for name, value in {**drafts.get(actor, {}), **said}.items() if value}
    agreements.keep_draft(db, pair, actor, drafts[actor], now)
    pair.look_at = now
    partner = pair.partner_of(actor).slack_id
    if proposal(agreements.of(db, pair)):
        return
    if missing(drafts.get(partner, {}), is_mentee=partner == pair.mentee.slack_id):
        tell(db, pair, partner, "agreement_invited", "", words.invited(pair, actor), now)
        return
    take_back_questions(db, pair, now)
    if differing(drafts[actor], drafts[partner]):
        told = words.differences(pair, partner, drafts[partner], drafts[actor])
        tell(db, pair, partner, "agreement_differs", f"{int(now.timestamp())}", told, now)
    else:
        new = agreements.propose(db, pair, joint(drafts[actor], drafts[partner]), now)
        ask(db, new, partner, None, now)


def suggest(db: orm.Session, pair: Pair, actor: str, said: Mapping[str, str], now: datetime) -> None:
    """Put a version on the table; suggesting what is there already is saying yes to it."""
    pair.must_have_a_rhythm()
    terms = {name: value for name, value in {**on_the_table(db, pair, actor), **said}.items() if value}
    current = proposal(agreements.of(db, pair))
    if current and current.terms == terms:
        say_yes(db, current, actor, now)
        return
    take_back_questions(db, pair, now)
    pair.look_at = now
    ask(db, agreements.propose(db, pair, terms, now, by=actor), pair.partner_of(actor).slack_id, actor, now)


def say_yes(db: orm.Session, agreement: Agreement, actor: str, now: datetime) -> None:
    """Note a yes; with the second one the agreement holds, and its rhythm and its end with it."""
    pair = agreement.pair
    if agreement.confirmed_by(actor):
        return
    pair.must_have_a_rhythm()
    agreement.confirm(actor, now)
    pair.look_at = now
    partner = pair.partner_of(actor).slack_id
    if agreement.is_open:
        ask(db, agreement, partner, None, now)  # once: whoever has the question in front of them isn't asked again
        return
    apply(db, agreement, now)  # what holds is told in the rhythm that holds by now
    take_back_questions(db, pair, now, {actor: words.holds(agreement, actor)})
    put_away(db, agreement, now)
    told = words.agreed(agreement, actor)
    tell(db, pair, partner, "agreement_holds", f"version{agreement.version}", told, now)


def put_away(db: orm.Session, agreement: Agreement, now: datetime) -> None:
    """Let no message show as what holds what held until now; it can be read as an earlier version."""
    for before in earlier(agreements.of(db, agreement.pair))[:1]:
        about = f"pair{agreement.pair.id}:version{before.version}"
        keys = [letterbox.key_of("agreement_proposed", about, person.slack_id) for person in agreement.pair.both]
        letterbox.retire_keys(db, keys, words.OUTDATED, now)


def apply(db: orm.Session, agreement: Agreement, now: datetime) -> None:
    """Let the agreed rhythm and the agreed end hold."""
    pair = agreement.pair
    for person in pair.both if agreement.rhythm else ():
        pair.wish(agreement.rhythm or pair.rhythm, person.slack_id, now)
    letterbox.take_back(db, "agreed otherwise", pair=pair.id, kinds=("rhythm_wish",))
    letterbox.retire(db, words.OUTDATED, now, pair=pair.id, kinds=("rhythm_wish",))
    if agreement.terms.get("term"):
        closings.agree_on_end(pair, now + agreement.lasts if agreement.lasts else None, now)


def ask(db: orm.Session, agreement: Agreement, reader: str, by: str | None, now: datetime) -> None:
    """Ask for somebody's yes."""
    told = words.proposed(agreement, reader, by, holding(agreements.of(db, agreement.pair)))
    tell(db, agreement.pair, reader, "agreement_proposed", f"version{agreement.version}", told, now)


def take_back_questions(
    db: orm.Session, pair: Pair, now: datetime, answered: Mapping[str, Message] = MappingProxyType({})
) -> None:
    """Let nobody answer a question that is no longer open; whoever answered it keeps what they were told."""
    letterbox.take_back(db, "something new is on the table", pair=pair.id, kinds=QUESTIONS)
    for reader in (person.slack_id for person in pair.both):
        told = answered.get(reader, words.OUTDATED)
        letterbox.retire(db, told, now, pair=pair.id, to=reader, kinds=QUESTIONS)


def tell(db: orm.Session, pair: Pair, reader: str, kind: str, occasion: str, told: Message, now: datetime) -> None:
    """Write to one of the two."""
    about = f"pair{pair.id}:{occasion}" if occasion else f"pair{pair.id}"
    letterbox.drop(db, reader, kind, about, told, now, about=About(pair=pair.id))
