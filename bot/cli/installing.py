"""Commands that look after installations and the keys of their tokens."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

import click

from bot.cli.ground import FAILED, MISUSED, Clock, settings_or_exit, the_database

if TYPE_CHECKING:
    from bot.store.installations import Installation
    from bot.store.pauses import Pause


@click.command()
@click.pass_obj
def installations(clock: Clock) -> None:
    """List the workspaces that installed the bot, without their tokens."""
    with the_database() as database:
        from bot.manifest import OPTIONAL, REQUIRED  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store import pauses  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.installations import KEPT_FOR, every  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        with database.survey() as db:
            known = every(db)
            asked = pauses.of(db, [each.workspace for each in known])
        for each in known:
            without = [] if each.removed_at else _missing(each, OPTIONAL)
            optional = f"; optional and not granted: {', '.join(without)}" if without else ""
            told = f"{_standing(each, clock(), KEPT_FOR, _missing(each, REQUIRED))}{_silence(each, asked, clock())}"
            click.echo(f"{each.workspace}  {_in_one_line(each.name) or '(no name)'}  {told}{optional}")
        click.echo(f"{sum(each.removed_at is None for each in known)} installed.")


def _missing(each: "Installation", wanted: Iterable[str]) -> list[str]:
    """List what wasn't granted, as far as Slack says so."""
    return [scope for scope in wanted if each.scopes and scope not in each.scopes]


def _standing(each: "Installation", now: datetime, kept_for: timedelta, missing: Sequence[str]) -> str:
    """Tell since when the bot is there, or until when what is left of it is kept."""
    if each.removed_at:
        left = max(ceil((each.removed_at + kept_for - now) / timedelta(days=1)), 0)
        return f"left {each.removed_at:%Y-%m-%d}; everything about it is deleted in {left} days"
    told = f"installed {each.installed_at:%Y-%m-%d}"
    if missing:
        return f"{told}; lacks the scopes {', '.join(missing)} and should install it again"
    is_its_organizations = each.enterprise and each.enterprise != each.workspace and not each.token
    return f"{told} through the organization {each.enterprise}" if is_its_organizations else told


def _silence(each: "Installation", asked: Mapping[str, "Pause"], now: datetime) -> str:
    """Tell whether Slack refuses its token, or wants to be left alone there for a while."""
    pause = asked.get(each.workspace)
    if each.removed_at or pause is None:
        return ""
    until = f"{pause.until:%Y-%m-%d %H:%M} UTC"
    if pause.refusals and pause.until > now:
        return f"; Slack refuses its token, which is tried again at {until}"
    if pause.refusals:
        return "; Slack refused its token at last"
    return f"; nothing is said there before {until}, as Slack asked" if pause.until > now else ""


def _in_one_line(name: str) -> str:
    """Show a name that somebody else gave, whatever is in it."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())


@click.command(name="rotate-keys")
@click.option("--new", is_flag=True, help="Only print a new key, to put in front of the others in TOKEN_KEYS.")
def rotate_keys(*, new: bool) -> None:
    """Encrypt every token anew with the first of TOKEN_KEYS; the others can go afterwards."""
    from bot.vault import KeyIsMissing, Vault, new_key  # noqa: PLC0415 - `--help` shouldn't wait for libraries

    if new:
        click.echo(new_key())
        return
    keys = settings_or_exit(needs_slack=False).token_keys
    if not keys:
        click.echo("TOKEN_KEYS is not set, so there is nothing to do. `rotate-keys --new` prints a key.", err=True)
        sys.exit(MISUSED)
    with the_database() as database:
        from bot.store import installations as kept  # noqa: PLC0415 - `--help` shouldn't wait for libraries
        from bot.store.upgrade import upgrade as up  # noqa: PLC0415 - `--help` shouldn't wait for libraries

        up(database)
        vault, shut = Vault(keys), []
        with database.survey() as db:
            tokens = {each.workspace: each.token for each in kept.every(db) if each.token}
        for workspace, token in tokens.items():
            try:
                renewed = vault.renew(token)
            except KeyIsMissing:
                shut.append(workspace)
                continue
            with database.begin(workspace) as db:
                kept.retoken(db, workspace, token, renewed)
        click.echo(f"{len(tokens) - len(shut)} tokens are encrypted with the first key.")
        if shut:
            click.echo(f"No key opens the tokens of {', '.join(shut)}: these have to install the bot again.", err=True)
            sys.exit(FAILED)


COMMANDS = (installations, rotate_keys)
