"""Installations: where the bot may speak, with which token, and until when the data of those who left is kept."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from bot.mentoring.letters import LetterState
from bot.store import pauses
from bot.store.columns import listed
from bot.store.once import insert
from bot.store.tables.installations import installations, oauth_states
from bot.store.tables.letters import letters

KEPT_FOR = timedelta(days=30)
"""How long a workspace that left may change its mind before everything about it is deleted."""
STATE_HOLDS = timedelta(minutes=10)
"""How long somebody may take on Slack's page."""
UNINSTALLED = "uninstalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The bot in one workspace, or in a whole organization. Its token is encrypted, or empty where it has none."""

    workspace: str
    installed_at: datetime
    enterprise: str = ""
    name: str = ""
    token: str = ""
    scopes: tuple[str, ...] = ()
    bot_user: str = ""
    bot_id: str = ""
    installed_by: str = ""
    removed_at: datetime | None = None

    def __repr__(self) -> str:
        """Name it without telling its token."""
        return f"Installation({self.workspace!r})"


COLUMNS = tuple(installations.c[field.name] for field in fields(Installation))
_THESE = sa.select(*COLUMNS).where(installations.c.workspace.in_(listed("workspaces")))


def keep(db: orm.Session, installation: Installation) -> None:
    """Keep an installation; a newer one takes the place of an older one, and may speak at once."""
    row = {field.name: getattr(installation, field.name) for field in fields(Installation)}
    new = insert(db, installations).values(row)
    again = {name: new.excluded[name] for name in row if name != "workspace"}
    db.execute(new.on_conflict_do_update(index_elements=[installations.c.workspace], set_=again))
    pauses.lift(db, installation.workspace)


def arrive(db: orm.Session, workspace: str, enterprise: str, now: datetime) -> None:
    """Note that a workspace uses its organization's installation."""
    row = Installation(workspace=workspace, enterprise=enterprise, installed_at=now)
    values = {field.name: getattr(row, field.name) for field in fields(Installation)}
    db.execute(insert(db, installations).values(values).on_conflict_do_nothing())


def these(db: orm.Session, workspaces: Collection[str]) -> dict[str, Installation]:
    """Return what is known under these names; what was removed has no token any more."""
    rows = db.execute(_THESE, {"workspaces": list(workspaces)})
    return {row.workspace: Installation(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping


def every(db: orm.Session) -> Sequence[Installation]:
    """Return all there are, also those that were removed and are not deleted yet."""
    rows = db.execute(sa.select(*COLUMNS).order_by(installations.c.workspace))
    return [Installation(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping


def under(db: orm.Session, enterprise: str) -> Sequence[str]:
    """Return the workspaces that use their organization's token and have none of their own, and the organization."""
    theirs = sa.and_(installations.c.enterprise == enterprise, installations.c.token == "")
    query = sa.select(installations.c.workspace).where(sa.or_(theirs, installations.c.workspace == enterprise))
    return db.scalars(query.order_by(installations.c.workspace)).all()


def remove(db: orm.Session, workspaces: Collection[str], told_at: datetime, now: datetime) -> Sequence[str]:
    """Forget the tokens of workspaces that left, and take back what wasn't said; return those that really had left.

    Slack may tell of it late, when a workspace has installed the bot again: then nothing is to be done.
    """
    left = sa.and_(installations.c.workspace.in_(workspaces), installations.c.removed_at.is_(None))
    gone = sa.update(installations).where(left, installations.c.installed_at <= told_at)
    gone = gone.values({"token": "", "removed_at": now})
    removed = db.scalars(gone.returning(installations.c.workspace)).all()
    unsaid = sa.and_(letters.c.workspace.in_(removed), letters.c.state.in_([LetterState.DUE, LetterState.UNSURE]))
    db.execute(sa.update(letters).where(unsaid).values(state=LetterState.CANCELLED, trouble=UNINSTALLED))
    for workspace in removed:
        pauses.pause(db, workspace, now + KEPT_FOR, UNINSTALLED)
    return removed


def restore(db: orm.Session, workspaces: Collection[str]) -> None:
    """Take workspaces in again that their organization lets use the bot."""
    db.execute(sa.update(installations).where(installations.c.workspace.in_(workspaces)).values(removed_at=None))
    for workspace in workspaces:
        pauses.lift(db, workspace)


def to_purge(db: orm.Session, now: datetime) -> Sequence[str]:
    """Return the workspaces that left so long ago that everything about them is to be deleted."""
    long_gone = sa.select(installations.c.workspace).where(installations.c.removed_at <= now - KEPT_FOR)
    return db.scalars(long_gone.order_by(installations.c.workspace)).all()


def retoken(db: orm.Session, workspace: str, old: str, new: str) -> None:
    """Keep a token encrypted anew, unless the workspace got another one meanwhile."""
    same = sa.and_(installations.c.workspace == workspace, installations.c.token == old)
    db.execute(sa.update(installations).where(same).values(token=new))


def expect(db: orm.Session, state: str, now: datetime) -> None:
    """Expect a browser back from Slack's page."""
    db.execute(sa.insert(oauth_states).values(hash=_hash(state), made_at=now))


def consume(db: orm.Session, state: str, now: datetime) -> bool:
    """Let a browser in that is expected; whoever comes second with the same word isn't, whatever server they reach."""
    mine = sa.and_(oauth_states.c.hash == _hash(state), oauth_states.c.made_at > now - STATE_HOLDS)
    return db.scalar(sa.delete(oauth_states).where(mine).returning(oauth_states.c.hash)) is not None


def forget_states(db: orm.Session, now: datetime) -> None:
    """Drop what is expected no more."""
    db.execute(sa.delete(oauth_states).where(oauth_states.c.made_at <= now - STATE_HOLDS))


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
