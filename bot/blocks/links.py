"""Links: web addresses as somebody typed them, which can be clicked where they are in their place.

What is shown is where it leads: nothing has another name, nothing leads elsewhere than to the web, and an address that
looks like one and leads to another (`https://bank.example@elsewhere.example`) stays text. Everything else of what
was typed is escaped as ever.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from bot.blocks.words import clean, escape

LINK_MAX: Final = 200
"""An announcement is cut between words into pieces of five hundred: no piece of it ends in the middle of a link."""
_SPACES: Final = re.compile(r"(\s+)")
_AROUND: Final = re.compile(r"""([("'\u201c\u2018\[]*)(.*?)([.,;:!?)"'\u201d\u2019\]]*)""", re.DOTALL)
_ADDRESS: Final = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
"""Plain signs only: no letters that look like others, no brackets of Slack's, and no sign that names a link."""
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_MARK: Final = "://"


def linked(text: str) -> str:
    """Make what somebody typed safe to show, with plain web addresses in it that can be clicked."""
    return "".join(part if part.isspace() else _word(part) for part in _SPACES.split(clean(text)))


def unlinked(text: str) -> list[str]:
    """Name what looks like a link, and stays text."""
    return [word for word in clean(text).split() if _MARK in word and not _parts(word)]


def _word(word: str) -> str:
    """Show one word; brackets and stops around an address aren't part of it."""
    parts = _parts(word)
    if not parts:
        return escape(word)
    before, address, after = parts
    return f"{escape(before)}<{address.replace('&', '&amp;')}>{escape(after)}"


def _parts(word: str) -> tuple[str, str, str] | None:
    """Take an address out of what stands around it; nothing where there is none that may be clicked."""
    found = _AROUND.fullmatch(word)
    if _MARK not in word or len(word) > LINK_MAX or found is None:
        return None
    before, address, after = found.groups()
    closing = "".join(_closing(address, after))
    address, after = address + closing, after[len(closing) :]
    return (before, address, after) if _ADDRESS.fullmatch(address) and _is_plain(address) else None


def _closing(address: str, after: str) -> Iterator[str]:
    """Give back the brackets that were opened in the address itself."""
    still_open = address.count("(") - address.count(")")
    for sign in after:
        if sign != ")" or still_open < 1:
            return
        still_open -= 1
        yield sign


def _is_plain(address: str) -> bool:
    """Tell whether it leads where it seems to: to a host with a name, and without anybody's name before it."""
    try:
        place = urlsplit(address)
        return bool(_HOST.fullmatch(place.hostname or "")) and "@" not in place.netloc and place.port != 0
    except ValueError:  # a port that is none
        return False
