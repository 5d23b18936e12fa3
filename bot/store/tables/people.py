"""People, and whom they don't want to be matched with."""

from datetime import datetime, time

import sqlalchemy as sa

from bot.mentoring.hours import Calendar
from bot.mentoring.people import CHATS_DEFAULT, Standing
from bot.store.columns import Clock, Holidays, Moment, OneOf, Several
from bot.store.tables.shape import metadata, number, team


class PersonColumns(sa.TypedColumns):
    """Someone known in one workspace."""

    id = number()
    workspace = team()
    slack_id: sa.Named[str] = sa.Column(sa.String(24))
    name: sa.Named[str] = sa.Column(sa.Text)
    real_name: sa.Named[str] = sa.Column(sa.Text, server_default="")
    timezone: sa.Named[str] = sa.Column(sa.String(64))
    zone_is_own: sa.Named[bool] = sa.Column(sa.Boolean, server_default=sa.false())
    title: sa.Named[str] = sa.Column(sa.Text)
    department: sa.Named[str] = sa.Column(sa.Text)
    level: sa.Named[int | None] = sa.Column(sa.Integer)
    manager: sa.Named[str | None] = sa.Column(sa.String(24))
    manager_by_table: sa.Named[str | None] = sa.Column(sa.String(24))
    languages: sa.Named[tuple[str, ...]] = sa.Column(Several)
    standing: sa.Named[Standing] = sa.Column(OneOf(Standing))
    is_admin: sa.Named[bool] = sa.Column(sa.Boolean)
    is_lead: sa.Named[bool] = sa.Column(sa.Boolean)
    is_contact: sa.Named[bool] = sa.Column(sa.Boolean)
    parted_at: sa.Named[datetime | None] = sa.Column(Moment)
    seen_at: sa.Named[datetime | None] = sa.Column(Moment)
    acted_at: sa.Named[datetime | None] = sa.Column(Moment)
    new_role_at: sa.Named[datetime | None] = sa.Column(Moment)
    joined_at: sa.Named[datetime | None] = sa.Column(Moment)
    welcomed_at: sa.Named[datetime | None] = sa.Column(Moment)
    topics: sa.Named[tuple[str, ...]] = sa.Column(Several)
    about: sa.Named[str] = sa.Column(sa.Text)
    in_return: sa.Named[str] = sa.Column(sa.Text)
    meets: sa.Named[str] = sa.Column(sa.String(16))
    capacity: sa.Named[int] = sa.Column(sa.Integer)
    chat_room: sa.Named[int] = sa.Column(sa.Integer, server_default=str(CHATS_DEFAULT))
    offering_paused_until: sa.Named[datetime | None] = sa.Column(Moment)
    back_at: sa.Named[datetime | None] = sa.Column(Moment)
    wants: sa.Named[tuple[str, ...]] = sa.Column(Several)
    waits_since: sa.Named[datetime | None] = sa.Column(Moment)
    waits_for: sa.Named[str] = sa.Column(sa.Text, server_default="")
    meets_again: sa.Named[tuple[str, ...]] = sa.Column(Several, server_default="[]")
    differently: sa.Named[str] = sa.Column(sa.String(16), server_default="")
    days: sa.Named[tuple[int, ...]] = sa.Column(Several)
    opens: sa.Named[time] = sa.Column(Clock, server_default="09:30")
    closes: sa.Named[time] = sa.Column(Clock, server_default="16:30")
    slot: sa.Named[time] = sa.Column(Clock)
    holidays: sa.Named[Calendar] = sa.Column(Holidays, server_default="")
    holidays_are_own: sa.Named[bool] = sa.Column(sa.Boolean, server_default=sa.false())
    away_since: sa.Named[datetime | None] = sa.Column(Moment)
    away_until: sa.Named[datetime | None] = sa.Column(Moment)
    paused_until: sa.Named[datetime | None] = sa.Column(Moment)
    wants_reminders: sa.Named[bool] = sa.Column(sa.Boolean, server_default=sa.false())
    stopped: sa.Named[tuple[str, ...]] = sa.Column(Several)
    fewer: sa.Named[tuple[str, ...]] = sa.Column(Several)
    look_at: sa.Named[datetime | None] = sa.Column(Moment)
    erase_at: sa.Named[datetime | None] = sa.Column(Moment)


_WAITING = sa.text("waits_since IS NOT NULL")
_TO_ERASE = sa.text("erase_at IS NOT NULL")
_LEFT_UNNOTICED = sa.text("standing = 'gone' AND parted_at IS NULL")
_MENTORS = "capacity > 0 AND joined_at IS NOT NULL AND standing = 'member'"
_BREAK_OVER, _SILENCE_OVER = (
    sa.text(f"{_MENTORS} AND {until} IS NOT NULL AND (back_at IS NULL OR back_at < {until})")
    for until in ("offering_paused_until", "paused_until")
)
people = sa.Table(
    "people",
    metadata,
    PersonColumns,
    sa.UniqueConstraint("workspace", "slack_id"),
    sa.UniqueConstraint("workspace", "id"),
    sa.Index("ix_people_look_at", "look_at"),
    sa.Index("ix_people_waits_since", "workspace", "waits_since"),
    sa.Index("ix_people_waiting", "waits_since", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_people_manager", "workspace", "manager"),
    sa.Index("ix_people_parted_at", "parted_at", sqlite_where=_LEFT_UNNOTICED, postgresql_where=_LEFT_UNNOTICED),
    sa.Index("ix_people_erase_at", "erase_at", sqlite_where=_TO_ERASE, postgresql_where=_TO_ERASE),
    sa.Index("ix_people_break_over", "offering_paused_until", sqlite_where=_BREAK_OVER, postgresql_where=_BREAK_OVER),
    sa.Index("ix_people_silence_over", "paused_until", sqlite_where=_SILENCE_OVER, postgresql_where=_SILENCE_OVER),
    sa.Index("ix_people_name", "workspace", sa.text("lower(name)")),
)


def is_called_like(part: str) -> sa.ColumnElement[bool]:
    """Say that somebody's name, as they go by it or in full, holds this."""
    names = (people.c.name, people.c.real_name)
    return sa.or_(*(sa.func.lower(name).contains(part.lower(), autoescape=True) for name in names))


class BlockColumns(sa.TypedColumns):
    """One person's private wish never to be matched with another."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    by: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    whom: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)


blocks = sa.Table("blocks", metadata, BlockColumns)


class CalendarColumns(sa.TypedColumns):
    """Whose public holidays a workspace keeps, for whoever didn't choose their own."""

    workspace: sa.Named[str] = sa.Column(sa.String(24), primary_key=True)
    holidays: sa.Named[Calendar] = sa.Column(Holidays)


calendars = sa.Table("calendars", metadata, CalendarColumns)
