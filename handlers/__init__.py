"""What people say to the bot: one module per thing a person can do. They are found by being here."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def every() -> tuple[ModuleType, ...]:
    """Find every handler there is: a new one is one new file with `register` and, for a command, `HELP`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}") for name in names)
