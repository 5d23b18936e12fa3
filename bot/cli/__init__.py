"""The command line's rooms: one module each for a kind of work. They are found by being here."""

import importlib
import pkgutil

import click


def every() -> tuple[click.Command, ...]:
    """Find every command there is: a new one is listed in its module's `COMMANDS`."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return tuple(command for module in modules for command in getattr(module, "COMMANDS", ()))
