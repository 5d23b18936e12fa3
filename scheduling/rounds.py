"""A round: look at the subjects whose time has come, let manners choose, and write letters. Nothing is sent here."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import orm

from bot.blocks import Message
from bot.mentoring.budgets import DEFAULT_BUDGET, Said, Wishes
from bot.mentoring.facts import AskFacts, PairFacts
from bot.mentoring.holdout import NOBODY, Holdout
from bot.mentoring.letters import AGAIN, Letter, LetterState
from bot.mentoring.manners import Choice, choose, quiet_until
from bot.mentoring.occasions import Class
from bot.mentoring.pairs import REST_GRACE
from bot.store import facts, letters, outbox, pairs, verdicts
from bot.store.database import Database
from bot.store.facts import Facts
from scheduling import lapses
from scheduling.asking import Occasion, budgets_of, dues_of, occasions_of, wishes_of
from scheduling.lapses import rests
from scheduling.nudges import AnyNudge, every
from scheduling.wording import compose, with_manners

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=90)
"""What manners remember: as long as letters are kept, so that somebody silent isn't forgotten and nudged anew."""
TRY_AGAIN = timedelta(hours=1)
NOTHING = Message("")


def make(database: Database, now: datetime, nudges: Sequence[AnyNudge] | None = None, holdout: Holdout = NOBODY) -> int:
    """Look at everything whose time has come, in short transactions; return how many letters were written.

    A rule that fails must not silence the rest: its batch is looked at again one by one, and the subject
    it fails about is left for an hour.
    """
    written, most = 0, facts.BATCH
    while True:
        try:
            with database.everywhere() as db:
                subjects = facts.due(db, now, most)[:most]
                new = look(db, subjects, now, nudges or every(), holdout) if subjects else ()
        except Exception:
            if most == 1:
                log.exception("a round failed about one subject")
                postpone(database, now)
            most = 1
            continue
        written += len(new)
        if len(subjects) < most:
            return written


def postpone(database: Database, now: datetime) -> None:
    """Leave what comes first for an hour."""
    with database.everywhere() as db:
        for subject in facts.due(db, now, 1)[:1]:
            subject.thing.look_at = now + TRY_AGAIN


def look(
    db: orm.Session,
    subjects: Sequence[Facts],
    now: datetime,
    nudges: Sequence[AnyNudge],
    holdout: Holdout = NOBODY,
) -> list[Letter]:
    """Look at some subjects once, and set the moment to look at each again.

    Manners decide per person over everything that could be said to them, so the other pairs of these
    subjects' readers are read, too, although it isn't their time.
    """
    focus = {(reader.workspace, reader.slack_id) for subject in subjects for reader in subject.readers}
    everything = (*subjects, *facts.beside(db, subjects))
    occasions: Sequence[Occasion] = [
        occasion
        for subject in everything
        for occasion in occasions_of(subject, nudges, now)
        if (occasion.reader.workspace, occasion.reader.slack_id) in focus
    ]
    occasions = _still_to_say(db, occasions)
    by_reader: dict[tuple[str, str], list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        by_reader[occasion.reader.workspace, occasion.reader.slack_id].append(occasion)
    past = _past(db, by_reader, now)
    budgets = budgets_of(everything)
    counts = pairs.live_counts(db, {occasion.reader.id for occasion in occasions})
    again: dict[str, datetime] = {}
    new: list[tuple[Letter, Sequence[Letter]]] = []
    for reader, theirs in by_reader.items():
        person, said = theirs[0].reader, past.get(reader, ())
        wishes = wishes_of(person, counts.get(person.id, 1), budgets.get(person.id, DEFAULT_BUDGET))
        heard, choice = _chosen(db, theirs, said, wishes, now, holdout)
        new += [(letter, company) for letter, *company in _letters(heard, choice, said, wishes, now)]
        again |= choice.later
    moments = _left_for_later(occasions, again, _once_said(db, subjects, nudges, now))
    told_of_rest = {letter.pair_id for letter, _ in new if letter.kind == rests.NOTICE}
    for subject in subjects:
        _look_again(subject, moments[subject.name], now, told_of_rest)
    return letters.write_these(db, new)


def _left_for_later(
    occasions: Sequence[Occasion], again: Mapping[str, datetime], moments: defaultdict[str, list[datetime]]
) -> defaultdict[str, list[datetime]]:
    """Add for each subject, by its name, when something may be said that manners left for later."""
    for occasion in occasions:
        if occasion.key in again:
            moments[occasion.about.name].append(again[occasion.key])
    return moments


def _still_to_say(db: orm.Session, occasions: Sequence[Occasion]) -> Sequence[Occasion]:
    """Leave out what was said or withheld before, and kinds that are switched off."""
    if not occasions:
        return ()
    past, off = letters.written(db, [occasion.key for occasion in occasions]), verdicts.off(db)
    return [each for each in occasions if each.key not in past and each.nudge.kind not in off]


def still_true(db: orm.Session, several: Sequence[Letter], now: datetime) -> frozenset[int]:
    """Return the ids of those letters whose occasion still holds; one that hangs on no nudge always may go.

    The trigger is asked again at the moment of sending (practice P14): a session logged in the meantime
    makes "you haven't met for a while" untrue. What somebody asked to be reminded of may come after its time.
    """
    kinds = {nudge.kind: nudge for nudge in every()}
    by_nudges = [letter for letter in several if letter.kind in kinds]
    off = verdicts.off(db) if by_nudges else ()
    subjects = facts.about_these(db, [letter for letter in by_nudges if letter.kind not in off])
    held = {each.id for each in by_nudges if _holds(subjects.get(each.id), each, kinds[each.kind], now)}
    return frozenset(letter.id for letter in several if letter.kind not in kinds or letter.id in held)


def _holds(subject: Facts | None, letter: Letter, nudge: AnyNudge, now: datetime) -> bool:
    """Tell whether a nudge would still say this.

    A reminder that was asked for may come late, and that it was said before is no reason not to say it.
    """
    late_is_fine = letter.key.endswith(AGAIN)
    if subject and late_is_fine:
        said = (letter.kind, letter.occasion)
        subject = replace(subject, told=[each for each in subject.told if (each.kind, each.occasion) != said])
    return subject is not None and any(
        due.occasion == letter.occasion and due.to == letter.to and (late_is_fine or due.at <= now < due.until)
        for due in dues_of(nudge, subject)
    )


def _past(
    db: orm.Session, readers: Iterable[tuple[str, str]], now: datetime
) -> Mapping[tuple[str, str], Sequence[Said]]:
    """Read what was lately said to these readers, one query per workspace."""
    by_workspace: dict[str, list[str]] = defaultdict(list)
    for workspace, slack_id in readers:
        by_workspace[workspace].append(slack_id)
    return {
        (workspace, slack_id): said
        for workspace, slack_ids in by_workspace.items()
        for slack_id, said in letters.said_to(db, workspace, slack_ids, now - LOOK_BACK).items()
    }


def _chosen(
    db: orm.Session,
    theirs: Sequence[Occasion],
    said: Sequence[Said],
    wishes: Wishes,
    now: datetime,
    holdout: Holdout,
) -> tuple[Sequence[Occasion], Choice]:
    """Let manners choose; what is held out is withheld where it would have been said, and they choose without it.

    So both sides are measured from the same moment, and what isn't said takes up nobody's budget.
    """
    while True:
        choice = choose([occasion.candidate for occasion in theirs], said, wishes, now)
        by_key = {occasion.key: occasion for occasion in theirs}
        alone = {part.key for speak in choice.now for part in speak.parts}
        chosen = [by_key[key] for key in (*alone, *(speak.rider.key for speak in choice.now if speak.rider))]
        held = [each for each in chosen if each.is_held_out(holdout)]
        if not held:
            return theirs, choice
        for occasion in held:
            class_ = Class.NUDGE if occasion.key in alone else Class.SERVICE
            unsaid = replace(_letter(occasion, NOTHING, now), state=LetterState.WITHHELD, class_=class_, blocks=[])
            letters.write(db, unsaid)
        theirs = [occasion for occasion in theirs if occasion not in held]


def _letters(
    theirs: Sequence[Occasion], choice: Choice, said: Sequence[Said], wishes: Wishes, now: datetime
) -> Iterable[list[Letter]]:
    """Word what manners chose for one reader: each letter, followed by what travels with it."""
    by_key = {occasion.key: occasion for occasion in theirs}
    for speak in choice.now:
        told = [by_key[part.key] for part in speak.parts]
        riding = by_key[speak.rider.key] if speak.rider else None
        words = compose([occasion.part for occasion in told], riding.part if riding else None)
        if told[0].nudge.class_ is Class.NUDGE:
            quiet = quiet_until([*said, *speak.once_said(now)], wishes, now)
            words = with_manners(words, told[0].key, wishes.hours.local(quiet).date())
        yield [_letter(occasion, words, now) for occasion in (*told, *([riding] if riding else []))]


def _letter(occasion: Occasion, words: Message, now: datetime) -> Letter:
    about, payload = occasion.about, words.payload
    return Letter(
        workspace=occasion.reader.workspace,
        to=occasion.due.to,
        kind=occasion.nudge.kind,
        class_=occasion.nudge.class_,
        key=occasion.key,
        text=payload["text"],
        blocks=payload["blocks"],
        due_at=now,
        written_at=now,
        expires_at=occasion.due.until,
        occasion=occasion.due.occasion,
        pair_id=about.pair.id if isinstance(about, PairFacts) else None,
        ask_id=about.ask.id if isinstance(about, AskFacts) else None,
    )


def _once_said(
    db: orm.Session, subjects: Sequence[Facts], nudges: Sequence[AnyNudge], now: datetime
) -> defaultdict[str, list[datetime]]:
    """Tell when to look again at pairs about which something still waits to be said that a nudge follows.

    When its time comes can't be known before, and a pair that is over has nothing else for which it is looked at.
    """
    names = {subject.pair.id: subject.name for subject in subjects if isinstance(subject, PairFacts)}
    followed = frozenset(kind for nudge in nudges for kind in nudge.follows)
    waits = outbox.first_unsaid(db, names, followed)
    return defaultdict(list, {names[number]: [max(at, now) + TRY_AGAIN] for number, at in waits.items()})


def _look_again(
    subject: Facts, moments: Iterable[datetime], now: datetime, told_of_rest: Collection[int | None]
) -> None:
    """Set the earliest moment at which there may be something to say or to change about a subject."""
    later = [*moments, lapses.next_for(subject.thing)]
    if isinstance(subject, PairFacts):
        later.append(rests.rests_at(subject.pair, subject.told, subject.sessions, subject.times))
        later.append(now + REST_GRACE if subject.pair.id in told_of_rest else None)
    subject.thing.look_at = min((at for at in later if at and at > now), default=None)
