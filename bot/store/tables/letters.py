"""What is to be said and was said."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.mentoring.letters import LetterState
from bot.mentoring.occasions import Class
from bot.store.columns import Moment, OneOf, Payload, Several, in_order_of_bytes
from bot.store.tables.shape import metadata, number, team


class LetterColumns(sa.TypedColumns):
    """The outbox and the ledger."""

    id = number()
    workspace = team()
    to: sa.Named[str] = sa.Column(sa.String(24))
    kind: sa.Named[str] = sa.Column(sa.String(32))
    class_: sa.Named[Class] = sa.Column("class", OneOf(Class))
    key: sa.Named[str] = sa.Column(in_order_of_bytes(160))
    text: sa.Named[str] = sa.Column(sa.Text)
    blocks: sa.Named[Any] = sa.Column(Payload)
    due_at: sa.Named[datetime] = sa.Column(Moment)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    expires_at: sa.Named[datetime | None] = sa.Column(Moment)
    occasion: sa.Named[str] = sa.Column(sa.String(64))
    pair_id: sa.Named[int | None] = sa.Column(sa.Integer)
    ask_id: sa.Named[int | None] = sa.Column(sa.Integer)
    with_: sa.Named[tuple[str, ...]] = sa.Column("with", Several)
    edits: sa.Named[int | None] = sa.Column(sa.Integer)
    state: sa.Named[LetterState] = sa.Column(OneOf(LetterState))
    lease: sa.Named[str | None] = sa.Column(sa.String(36))
    lease_until: sa.Named[datetime | None] = sa.Column(Moment)
    attempts: sa.Named[int] = sa.Column(sa.Integer)
    unsure: sa.Named[int] = sa.Column(sa.Integer)
    first_try_at: sa.Named[datetime | None] = sa.Column(Moment)
    sent_at: sa.Named[datetime | None] = sa.Column(Moment)
    channel: sa.Named[str | None] = sa.Column(sa.String(24))
    ts: sa.Named[str | None] = sa.Column(sa.String(32))
    acknowledged_at: sa.Named[datetime | None] = sa.Column(Moment)
    retired_at: sa.Named[datetime | None] = sa.Column(Moment)
    stopped_at: sa.Named[datetime | None] = sa.Column(Moment)
    judged_at: sa.Named[datetime | None] = sa.Column(Moment)
    trouble: sa.Named[str] = sa.Column(sa.Text)


_UNSENT = sa.text("state IN ('due', 'unsure')")
_DEAD = sa.text("state = 'dead'")
_UNDECIDED = sa.text("kind = 'rest_notice' AND state = 'sent' AND retired_at IS NULL")
_UNANSWERED = sa.text("kind = 'mentor_availability' AND state = 'sent' AND retired_at IS NULL")
_UNJUDGED = sa.text("class = 'N' AND judged_at IS NULL AND state IN ('sent', 'withheld')")
_LET_PASS = sa.text("kind = 'agreement_missing' AND occasion = 'last'")
_SAID = sa.text("channel IS NOT NULL")
_OF_A_PAIR = sa.text("pair_id IS NOT NULL")
_OF_AN_ASK = sa.text("ask_id IS NOT NULL")
letters = sa.Table(
    "letters",
    metadata,
    LetterColumns,
    sa.UniqueConstraint("workspace", "key"),
    sa.Index("ix_letters_due_at", "due_at", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    # Whose letter comes next: one look for each workspace and class, however many letters wait there.
    sa.Index("ix_letters_turn", "workspace", "class_", "due_at", "id", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
    sa.Index(
        "ix_letters_lease_until",
        "lease_until",
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    ),
    sa.Index("ix_letters_dead", "written_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    sa.Index("ix_letters_sent_at", "sent_at", sqlite_where=_UNDECIDED, postgresql_where=_UNDECIDED),
    sa.Index("ix_letters_availability", "sent_at", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED),
    sa.Index("ix_letters_unjudged", "due_at", sqlite_where=_UNJUDGED, postgresql_where=_UNJUDGED),
    sa.Index("ix_letters_let_pass", "workspace", "pair_id", sqlite_where=_LET_PASS, postgresql_where=_LET_PASS),
    sa.Index("ix_letters_to", "workspace", "to", "written_at"),
    sa.Index("ix_letters_channel", "channel", "ts", sqlite_where=_SAID, postgresql_where=_SAID),
    sa.Index("ix_letters_written_at", "written_at"),
    # Most letters to a crowd are about no pair and no request: what is empty isn't looked for.
    sa.Index("ix_letters_pair_id", "pair_id", sqlite_where=_OF_A_PAIR, postgresql_where=_OF_A_PAIR),
    sa.Index("ix_letters_ask_id", "ask_id", sqlite_where=_OF_AN_ASK, postgresql_where=_OF_AN_ASK),
)


class AnnouncementColumns(sa.TypedColumns):
    """What a lead tells a channel."""

    id = number()
    workspace = team()
    by: sa.Named[str] = sa.Column(sa.String(24))
    channel: sa.Named[str] = sa.Column(sa.String(24))
    title: sa.Named[str] = sa.Column(sa.Text)
    body: sa.Named[str] = sa.Column(sa.Text)
    written_at: sa.Named[datetime] = sa.Column(Moment)
    audience: sa.Named[str] = sa.Column(sa.String(16), server_default="channel")
    send_at: sa.Named[datetime | None] = sa.Column(Moment)
    state: sa.Named[str] = sa.Column(sa.String(24), server_default="draft")
    upto: sa.Named[int] = sa.Column(sa.Integer, server_default="0")
    way: sa.Named[str] = sa.Column(sa.Text, server_default="")
    also: sa.Named[tuple[str, ...]] = sa.Column(Several, server_default="[]")
    ping: sa.Named[str] = sa.Column(sa.String(8), server_default="")
    pinged: sa.Named[int] = sa.Column(sa.Integer, server_default="0")
    program_id: sa.Named[int | None] = sa.Column(sa.Integer)
    replaces: sa.Named[int | None] = sa.Column(sa.Integer)
    end_told_at: sa.Named[datetime | None] = sa.Column(Moment)
    """When its author was told how one that was stopped ended, after which nobody looks at it again."""


_ON_ITS_WAY = sa.text("state IN ('waiting', 'going', 'sent')")
announcements = sa.Table(
    "announcements",
    metadata,
    AnnouncementColumns,
    sa.Index("ix_announcements_send_at", "send_at", sqlite_where=_ON_ITS_WAY, postgresql_where=_ON_ITS_WAY),
)
