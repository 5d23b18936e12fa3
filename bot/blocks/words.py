"""Words: what people typed, made safe to show, and dates, lengths and lists as people say them."""

import calendar
import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime

from bot.mentoring.people import is_of_a_person

_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MARKS = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LABELLED = re.compile(r"<(@[UW]|#[CG])[A-Z0-9]+\|([^<>|]+)>")
_LINKED = re.compile(r"<((?:https?|mailto):[^<>|\s]+)(?:\|([^<>|]+))?>")
_MOMENT = re.compile(r"<!date\^(\d+)\^")
_EMPHASIS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")


WORD_MAX = 40
FORMER = "a former member"
MANY = {"person": "people", "entry": "entries"}


def heard(text: str | None) -> str:
    """Read a slash command's text: Slack sends it with entities, once."""
    return clean(html.unescape(text or ""))


def clean(text: str | None) -> str:
    """Drop what cannot be seen but can mislead: control characters and text-direction overrides."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text or "")).strip()


def escape(text: str) -> str:
    """Make what somebody typed safe to show: it pings nobody, links nowhere and leaves the layout alone."""
    plain = _EMPHASIS.sub("\uff3f", clean(text).translate(_MARKS))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("://", ":\u2060//")


def quote(text: str) -> str:
    """Show somebody's own words as a quotation."""
    return "\n".join(f">{line}" for line in escape(text).splitlines() or [""])


def clip(text: str, limit: int) -> str:
    """Shorten to what Slack takes, never in the middle of an entity."""
    if len(text) <= limit:
        return text
    return re.sub(r"&[a-z]{0,4}$|<[^>]*$", "", text[: limit - 1]) + "…"


def briefly(text: str, words: int) -> str:
    """Return the first words of what somebody typed, on one line; it is not safe to show yet."""
    typed = text.split()
    shown = " ".join(clip(word, WORD_MAX) for word in typed[:words])
    return shown if len(typed) <= words else f"{shown} …"


def mention(slack_id: str) -> str:
    """Name a person; Slack shows their current name. Somebody who was forgotten has none."""
    return f"<@{slack_id}>" if is_of_a_person(slack_id) else FORMER


def mentioned(text: str) -> list[str]:
    """Find whom a text mentions, by Slack id."""
    return _MENTION.findall(text)


def spelled(text: str) -> str:
    """Write what Slack made of names and addresses as people type them: "@mei" for "<@U123|mei>"."""
    named = _LABELLED.sub(lambda found: f"{found[1][0]}{found[2]}", text)
    return _LINKED.sub(lambda found: found[2] or found[1], named)


def moment(at: datetime) -> str:
    """Say a moment in each reader's own time zone."""
    fallback = at.astimezone(UTC).strftime("%a %d %b %Y %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def moments_in(text: str) -> list[datetime]:
    """Find the moments that a text says this way, and nothing that somebody typed."""
    return [datetime.fromtimestamp(int(found), UTC) for found in _MOMENT.findall(text)]


def day(on: date) -> str:
    """Say a day as people do: Tue 3 March."""
    return f"{on:%a} {on.day} {on:%B}"


def dated(on: date) -> str:
    """Say a day with its year: what is planned long ahead, or kept for long."""
    return f"{day(on)} {on.year}"


def listed(words: Iterable[str]) -> str:
    """Join words as people do: a, b and c."""
    several = list(words)
    return " and ".join([", ".join(several[:-1]), several[-1]]) if len(several) > 1 else "".join(several)


def counted(number: int, noun: str) -> str:
    """Count things: 1 session, 2 sessions, 3 people."""
    return f"{number} {noun if number == 1 else MANY.get(noun, f'{noun}s')}"


def weekdays(days: Iterable[int]) -> str:
    """Name working days, Monday being 0."""
    several = sorted(days)
    return "weekdays" if several == [0, 1, 2, 3, 4] else listed(f"{calendar.day_name[day]}s" for day in several)
