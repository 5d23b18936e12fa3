"""Codes: Slack's own words for what is wrong, by what they mean for us."""

from math import isfinite

from slack_sdk.web import SlackResponse

AMBIGUOUS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack says of these that some of it may have succeeded."""
LIMITED = frozenset({"ratelimited", "rate_limited"})
PASSING = AMBIGUOUS | LIMITED
"""What is over in a while, with the same token."""
SUSPENDING = frozenset({"token_revoked", "invalid_auth", "account_inactive", "not_authed", "token_expired"})
"""The workspace took its token back: little is said there until a new one comes."""
SHORT_WHILE, LONGEST_WAIT = 1.0, 3600.0
"""Seconds to wait where Slack doesn't say how long, and the most that is believed: it asks for a minute."""


def word_of(response: SlackResponse) -> str:
    """Return Slack's own word for what is wrong; nothing when the answer isn't Slack's at all."""
    word = str(response.get("error", "")) if isinstance(response.data, dict) else ""
    return "" if " " in word else word  # slack_sdk puts a page that isn't JSON, such as a gateway's, in its place


def patience(told: str) -> float:
    """Read how many seconds Slack wants to be left alone: a short while where it is no number, and never for ever."""
    try:
        seconds = float(told)
    except ValueError:
        return SHORT_WHILE
    return min(max(seconds, 0.0), LONGEST_WAIT) if isfinite(seconds) else SHORT_WHILE
