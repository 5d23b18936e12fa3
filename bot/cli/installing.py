"""Commands that look after installations and the keys of their tokens."""

import sys
from datetime import timedelta
from math import ceil

import click

from bot.cli.ground import FAILED, MISUSED, Clock, settings_or_exit, the_database


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
            missing, without = (
                [scope for scope in wanted if each.scopes and scope not in each.scopes]
                for wanted in (REQUIRED, OPTIONAL)
            )
            told = f"installed {each.installed_at:%Y-%m-%d}"
            if each.removed_at:
                left = max(ceil((each.removed_at + KEPT_FOR - clock()) / timedelta(days=1)), 0)
                told = f"left {each.removed_at:%Y-%m-%d}; everything about it is deleted in {left} days"
            elif missing:
                told += f"; lacks the scopes {', '.join(missing)} and should install it again"
            elif each.enterprise and each.enterprise != each.workspace and not each.token:
                told += f" through the organization {each.enterprise}"
            if (
                not each.removed_at
                and (pause := asked.get(each.workspace))
                and pause.refusals
                and pause.until > clock()
            ):
                told += f"; Slack refuses its token, which is tried again at {pause.until:%Y-%m-%d %H:%M} UTC"
            if without and not each.removed_at:
                told += f"; optional and not granted: {', '.join(without)}"
            click.echo(f"{each.workspace}  {each.name or '(no name)'}  {told}")
        click.echo(f"{sum(each.removed_at is None for each in known)} installed.")


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
