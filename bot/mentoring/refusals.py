"""Refusals: a rule said no, and says so in a sentence."""

import inspect


class Refusal(Exception):
    """Something isn't possible. The docstring of each kind is what the person is told."""

    @property
    def sentence(self) -> str:
        """What happened, what was kept and what to do, for the person who tried."""
        return " ".join((inspect.getdoc(type(self)) or "").split())
