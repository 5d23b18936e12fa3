"""Whom the bot trusts to be Slack: read once, and not anew for each call."""

import ssl
from functools import cache


def trust(url: str) -> ssl.SSLContext | None:
    """Return what certificates are checked by; None where nothing is encrypted, as in the demo.

    Python reads all certificates of the machine for each connection that isn't told otherwise, which takes longer than
    everything else a call does.
    """
    return _read() if url.startswith("https://") else None


@cache
def _read() -> ssl.SSLContext:
    return ssl.create_default_context()
