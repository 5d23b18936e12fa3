"""Carrying: files brought to where Slack said they should go, and fetched from where it said they are."""

from urllib.request import Request, urlopen

from bot.trust import trust

WITHIN = 20
"""Seconds."""
LARGEST = 5_000_000
"""Bytes: as much of a file is read as a table of fifty thousand people has."""


def put(url: str, content: bytes) -> int:
    """Bring a file; nobody is told a token on the way."""
    with urlopen(Request(_of_the_web(url), data=content, method="POST"), timeout=WITHIN, context=trust(url)) as answer:  # noqa: S310 - checked below  # nosec B310
        return int(answer.status)


def fetch(url: str, token: str) -> bytes:
    """Fetch a file that only whoever has the token may see."""
    request = Request(_of_the_web(url), headers={"Authorization": f"Bearer {token}"})  # noqa: S310 - checked below
    with urlopen(request, timeout=WITHIN, context=trust(url)) as answer:  # noqa: S310 - checked below  # nosec B310
        return bytes(answer.read(LARGEST))


def _of_the_web(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("no address of the web")
    return url
