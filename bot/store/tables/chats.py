"""Conversations of twenty minutes."""

from datetime import datetime

import sqlalchemy as sa

from bot.mentoring.chats import ChatState
from bot.store.columns import Moment, OneOf
from bot.store.tables.shape import metadata, number, team, within


class ChatColumns(sa.TypedColumns):
    """One conversation, and what each side wishes to come of it."""

    id = number()
    workspace = team()
    ask_id: sa.Named[int] = sa.Column(sa.Integer)
    state: sa.Named[ChatState] = sa.Column(OneOf(ChatState))
    at: sa.Named[datetime | None] = sa.Column(Moment)
    held_at: sa.Named[datetime | None] = sa.Column(Moment)
    again_mentee: sa.Named[bool | None] = sa.Column(sa.Boolean)
    again_mentor: sa.Named[bool | None] = sa.Column(sa.Boolean)
    thanked_at: sa.Named[datetime | None] = sa.Column(Moment)
    lapses_at: sa.Named[datetime | None] = sa.Column(Moment)


_LASTING = sa.text("lapses_at IS NOT NULL")
chats = sa.Table(
    "chats",
    metadata,
    ChatColumns,
    within("ask_id", "asks", cascade=True),
    sa.UniqueConstraint("workspace", "ask_id"),
    sa.Index("ix_chats_lapses_at", "lapses_at", sqlite_where=_LASTING, postgresql_where=_LASTING),
)
