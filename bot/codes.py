"""Codes: Slack's own words for what is wrong, by what they mean for us."""

from slack_sdk.web import SlackResponse

AMBIGUOUS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack says of these that some of it may have succeeded."""
LIMITED = frozenset({"ratelimited", "rate_limited"})
PASSING = AMBIGUOUS | LIMITED
"""What is over in a while, with the same token."""
SUSPENDING = frozenset({"token_revoked", "invalid_auth", "account_inactive", "not_authed", "token_expired"})
"""The workspace took its token back: little is said there until a new one comes."""


def word_of(response: SlackResponse) -> str:
    """Return Slack's own word for what is wrong; nothing when the answer isn't Slack's at all."""
    word = str(response.get("error", "")) if isinstance(response.data, dict) else ""
    return "" if " " in word else word  # slack_sdk puts a page that isn't JSON, such as a gateway's, in its place
