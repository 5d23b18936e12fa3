"""Whom the bot trusts to be Slack: read once, and not anew for each call."""

import ssl
from functools import cache
from urllib.request import Request, urlopen


def trust(url: str) -> ssl.SSLContext | None:
    """Return what certificates are checked by; None where nothing is encrypted, as in the demo.

    Python reads all certificates of the machine for each connection that isn't told otherwise, which takes longer than
    everything else a call does.
    """
    return _read() if url.startswith("https://") else None


@cache
def _read() -> ssl.SSLContext:
    return ssl.create_default_context()


def put(url: str, content: bytes, timeout: float = 10) -> int:
    """Carry a file to where Slack said it should go."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("no address of the web")
    request = Request(url, data=content, method="POST")  # noqa: S310 - checked above
    with urlopen(request, timeout=timeout, context=trust(url)) as answer:  # noqa: S310 - as above  # nosec B310 - as said
        return int(answer.status)
