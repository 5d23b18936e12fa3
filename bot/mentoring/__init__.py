"""The domain: what mentoring is. Standard library only; no Slack, no SQL, no clock."""
